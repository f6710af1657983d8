//! Whose report a file is, and what becomes of files that do not say it for certain.

use std::fs;
use std::path::{Path, PathBuf};

use nianbao::archive::Writer;
use nianbao::archive::ingest::{Fate, Options, Progress, Reason};
use nianbao::report::FormId;
use nianbao::report::check::check_report;

use crate::archive::writer;
use crate::check::empty;

/// A report of six parts with a title, and an office that the text names.
fn text(title: &str, preamble: &str, requests: u32) -> String {
    format!(
        "{title}\n{preamble}\n一、总体情况\n本年主动公开信息{requests}条，收到申请2件，均按期答复，组织培训两次。\n\
         二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n\
         未发生。\n五、存在的主要问题及改进情况\n解读形式单一，今后增加图解。\n六、其他需要报告的事项\n无。\n"
    )
}

fn add(writer: &mut Writer, dir: &Path, name: &str, text: &str, options: &Options) -> Fate {
    let path: PathBuf = dir.join(name);
    fs::write(&path, text).unwrap();
    let mut fates = Vec::new();
    let mut progress = |event: Progress<'_>| {
        if let Progress::Done(outcome) = event {
            fates.push(outcome.fate.clone());
        }
    };
    writer.add(&[path], options, &mut progress).unwrap();
    fates.pop().unwrap()
}

fn filed(fate: &Fate) -> (&str, u16, u32) {
    match fate {
        Fate::Archived(filed) | Fate::Revised(filed) => (&filed.agency, filed.year, filed.revision),
        other => panic!("not filed: {other:?}"),
    }
}

fn refused(fate: Fate) -> Reason {
    match fate {
        Fate::Refused { reason } => reason,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn bare_names_of_two_cities_never_become_one_report() {
    let (files, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut writer = writer(dir.path());
    let title = "市气象局2022年政府信息公开工作年度报告";
    let any = Options::default();
    let of = |place: &str| format!("根据条例，编制本报告。{place}市气象局公开各类信息。");
    let first = add(&mut writer, files.path(), "1.txt", &text(title, &of("青岩"), 141), &any);
    let other = add(&mut writer, files.path(), "2.txt", &text(title, &of("赤水"), 77), &any);
    assert_eq!((filed(&first), filed(&other)), (("青岩市气象局", 2022, 1), ("赤水市气象局", 2022, 1)));

    // where the text does not say it, the name is in doubt, and the next one is not filed over it
    let bare = add(&mut writer, files.path(), "3.txt", &text(title, "根据条例，编制本报告。", 5), &any);
    assert_eq!(filed(&bare), ("市气象局", 2022, 1));
    let Fate::Archived(bare) = bare else { unreachable!() };
    assert!(bare.notes.iter().any(|note| note.contains("没有写明是哪一地的")), "{:?}", bare.notes);
    let again = text(title, "根据条例，编制本报告。", 6);
    let reason = refused(add(&mut writer, files.path(), "4.txt", &again, &any));
    assert!(matches!(&reason, Reason::Unsure { of_year: false, file, .. } if file == "3.txt"), "{reason}");
    let named = Options { agency: Some("白溪市气象局".to_owned()), ..Options::default() };
    assert_eq!(filed(&add(&mut writer, files.path(), "4.txt", &again, &named)), ("白溪市气象局", 2022, 1));
}

#[test]
fn bare_names_of_two_cities_never_become_one_series() {
    let (files, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut writer = writer(dir.path());
    let any = Options::default();
    let of = |year: u16, telephone: &str| {
        let preamble = format!("根据条例，编制本报告。如有疑问，请与办公室联系（电话：{telephone}）。");
        text(&format!("市气象局{year}年政府信息公开工作年度报告"), &preamble, 5)
    };
    let first = add(&mut writer, files.path(), "1.txt", &of(2021, "0990-2202226"), &any);
    assert_eq!(filed(&first), ("市气象局", 2021, 1));
    // the same telephone: the same office
    let second = add(&mut writer, files.path(), "2.txt", &of(2022, "（0990）2202226"), &any);
    assert_eq!(filed(&second), ("市气象局", 2022, 1));
    // another one, or none: perhaps another city
    for (name, telephone) in [("3.txt", "0871-6610000"), ("4.txt", "12345")] {
        let reason = refused(add(&mut writer, files.path(), name, &of(2023, telephone), &any));
        assert!(matches!(&reason, Reason::Unsure { year: 2022, of_year: false, .. }), "{reason}");
        let preview = writer.archive().preview(&files.path().join(name), &any).unwrap();
        assert!(matches!(preview.fate, Fate::Refused { .. }), "{:?}", preview.fate);
    }
    let named = Options { agency: Some("青岩市气象局".to_owned()), ..Options::default() };
    let other = add(&mut writer, files.path(), "3.txt", &of(2023, "0871-6610000"), &named);
    assert_eq!(filed(&other), ("青岩市气象局", 2023, 1));
    // or a person says that it is the same
    let own = Options { agency: Some("市气象局".to_owned()), ..Options::default() };
    let last = add(&mut writer, files.path(), "4.txt", &of(2023, "12345"), &own);
    assert_eq!(filed(&last), ("市气象局", 2023, 1));
}

#[test]
fn a_period_alone_displaces_no_report() {
    let (files, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut writer = writer(dir.path());
    let any = Options::default();
    let whole = text("青岩市水务局2022年政府信息公开工作年度报告", "根据条例编制。", 3);
    assert_eq!(filed(&add(&mut writer, files.path(), "1.txt", &whole, &any)).2, 1);
    let period = "本报告的统计期限为2022年1月1日至2022年12月31日。";
    let alone = text("青岩市水务局政府信息公开工作年度报告", period, 4);
    let reason = refused(add(&mut writer, files.path(), "2.txt", &alone, &any));
    assert!(matches!(reason, Reason::Unsure { of_year: true, .. }), "{reason}");
    let given = Options { year: Some(2022), ..Options::default() };
    assert_eq!(filed(&add(&mut writer, files.path(), "2.txt", &alone, &given)).2, 2);
}

#[test]
fn title_and_period_that_disagree_are_noted_and_the_title_wins() {
    let (files, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let period = "本报告的统计期限为2021年1月1日至2021年12月31日。";
    let report = text("青岩市水务局2022年政府信息公开工作年度报告", period, 3);
    let fate = add(&mut writer(dir.path()), files.path(), "1.txt", &report, &Options::default());
    assert_eq!(filed(&fate).1, 2022);
    let Fate::Archived(filed) = fate else { unreachable!() };
    assert!(filed.notes.iter().any(|note| note.contains("统计期限为 2021 年")), "{:?}", filed.notes);
}

/// How offices print the period of 2021.
const PERIODS_OF_2021: &[&str] = &[
    "本报告的统计期限为2021年1月1日至2021年12月31日。",
    "本报告中所列数据的统计期限从2021年1月1日起，至12月31日止。",
    "数据统计期限：二〇二一年一月一日至二〇二一年十二月三十一日。",
    "统计时段为2021.1.1-2021.12.31。",
    "报告的数据截至2021年12月31日。",
];

fn report_of(fate: &Fate) -> (u16, Vec<String>) {
    match fate {
        Fate::Archived(filed) | Fate::Revised(filed) => (filed.year, filed.notes.clone()),
        other => panic!("not filed: {other:?}"),
    }
}

/// Messages of A1 about the one report of an archive.
fn years_that_differ(writer: &Writer) -> Vec<String> {
    let found = writer.archive().review(&Default::default()).unwrap().findings;
    let of_year = found.into_iter().filter(|judged| judged.finding.rule == "A1");
    of_year.map(|judged| judged.finding.message).collect()
}

#[test]
fn the_year_of_the_title_wins_over_every_wording_of_the_period() {
    let files = tempfile::tempdir().unwrap();
    for period in PERIODS_OF_2021 {
        for title in
            ["青岩市水务局2022年政府信息公开工作年度报告", "青岩市水务局二〇二二年度政府信息公开工作年度报告"]
        {
            let dir = tempfile::tempdir().unwrap();
            let mut writer = writer(dir.path());
            let fate = add(&mut writer, files.path(), "1.txt", &text(title, period, 3), &Options::default());
            let (year, notes) = report_of(&fate);
            assert_eq!(year, 2022, "{period}");
            assert!(notes.iter().any(|note| note.contains("统计期限为 2021 年")), "{period}: {notes:?}");
            let said = years_that_differ(&writer);
            assert!(said.iter().any(|message| message.contains("统计期限为 2021 年")), "{period}: {said:?}");
        }
    }
}

#[test]
fn the_year_of_the_sentence_that_publishes_wins_over_the_period_where_the_title_has_none() {
    let files = tempfile::tempdir().unwrap();
    for sentence in [
        "现公布青岩市水务局2022年政府信息公开工作年度报告。",
        "根据《中华人民共和国政府信息公开条例》，现公布2022年度政府信息公开工作年度报告。",
        "现将青岩市水务局2022年政府信息公开工作年度报告公布如下。",
    ] {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = writer(dir.path());
        let title = "青岩市水务局政府信息公开工作年度报告";
        let preamble = format!("{sentence}{}", PERIODS_OF_2021[0]);
        let fate = add(&mut writer, files.path(), "1.txt", &text(title, &preamble, 3), &Options::default());
        let (year, notes) = report_of(&fate);
        assert_eq!(year, 2022, "{sentence}");
        assert!(notes.iter().any(|note| note.contains("统计期限为 2021 年")), "{sentence}: {notes:?}");
        assert!(!years_that_differ(&writer).is_empty(), "{sentence}");
    }
}

#[test]
fn a_title_wins_over_the_sentence_that_publishes_and_a1_says_so() {
    let (files, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut writer = writer(dir.path());
    let preamble = "现公布青岩市水务局2021年政府信息公开工作年度报告。";
    let report = text("青岩市水务局2022年政府信息公开工作年度报告", preamble, 3);
    let fate = add(&mut writer, files.path(), "1.txt", &report, &Options::default());
    assert_eq!(report_of(&fate).0, 2022);
    let said = years_that_differ(&writer);
    assert!(said.iter().any(|message| message.contains("一句为 2021 年")), "{said:?}");
}

#[test]
fn a_year_that_only_the_period_names_is_in_doubt_and_displaces_nothing() {
    let files = tempfile::tempdir().unwrap();
    let any = Options::default();
    let title = "青岩市水务局政府信息公开工作年度报告";
    // the prose may speak of another year
    for (n, prose) in
        ["", "2022年，我局认真落实各项要求。", "2020年，我局认真落实各项要求。"].iter().enumerate()
    {
        for period in PERIODS_OF_2021 {
            let dir = tempfile::tempdir().unwrap();
            let mut writer = writer(dir.path());
            let alone = text(title, &format!("{period}{prose}"), 4);
            let fate = add(&mut writer, files.path(), "1.txt", &alone, &any);
            let (year, notes) = report_of(&fate);
            assert!(notes.iter().any(|note| note.contains("标题没有年份")), "{n} {period}: {notes:?}");
            writer.remove("青岩市水务局", year).unwrap();
            let named = format!("青岩市水务局{year}年政府信息公开工作年度报告");
            add(&mut writer, files.path(), "2.txt", &text(&named, "根据条例编制。", 3), &any);
            let fate = add(&mut writer, files.path(), "3.txt", &alone, &any);
            let Fate::Refused { reason } = fate else { panic!("{n} {period}: {fate:?}") };
            assert!(matches!(reason, Reason::Unsure { of_year: true, .. }), "{n} {period}: {reason}");
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let none = text(title, "根据条例编制。", 4);
    let reason = refused(add(&mut writer(dir.path()), files.path(), "4.txt", &none, &any));
    assert!(matches!(reason, Reason::NoReport(_)), "{reason}");
}

#[test]
fn the_second_page_of_a_report_does_not_hide_the_first() {
    let (files, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut writer = writer(dir.path());
    let title = "青岩市水务局2023年政府信息公开工作年度报告\n";
    let first = format!(
        "{title}根据条例编制。\n一、总体情况\n全年公开信息310条，收到申请2件，组织培训两次，更新栏目及时，各项工作有序。\n\
         二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t3407\n"
    );
    let second = format!(
        "{title}三、收到和处理政府信息公开申请情况\n本年未收到申请，没有结转，各项登记齐全，渠道畅通，答复规范。\n\
         四、政府信息公开行政复议、行政诉讼情况\n未发生。\n五、存在的主要问题及改进情况\n解读形式单一，今后增加图解。\n\
         六、其他需要报告的事项\n无。\n"
    );
    let any = Options::default();
    assert_eq!(filed(&add(&mut writer, files.path(), "1.txt", &first, &any)).2, 1);
    let reason = refused(add(&mut writer, files.path(), "2.txt", &second, &any));
    assert!(matches!(reason, Reason::AnotherPart { .. }), "{reason}");
    // a correction of the first page is a revision
    let corrected = first.replace("3407", "3408");
    assert_eq!(filed(&add(&mut writer, files.path(), "3.txt", &corrected, &any)).2, 2);
}

#[test]
fn neither_page_of_a_report_hides_the_other_in_whatever_format_and_order() {
    let title = "青岩市水务局2023年政府信息公开工作年度报告";
    let first = [
        "根据条例编制。",
        "一、总体情况",
        "全年公开信息310条，收到申请2件，组织培训两次，更新栏目及时，各项工作有序。",
        "二、主动公开政府信息情况",
        "规章制定情况已在门户网站公布，行政规范性文件清理结果同步公开。",
    ];
    let second = [
        "三、收到和处理政府信息公开申请情况",
        "本年未收到申请，没有结转，各项登记齐全，渠道畅通，答复规范。",
        "五、存在的主要问题及改进情况",
        "解读形式单一，今后增加图解。",
        "六、其他需要报告的事项",
        "没有其他需要报告的事项。",
    ];
    let printed = |format: &str, lines: &[&str]| match format {
        "html" => {
            let body: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
            format!("<html><body><h1>{title}</h1>{body}</body></html>")
        }
        "md" => format!("# {title}\n\n{}\n", lines.join("\n\n")),
        _ => format!("{title}\n{}\n", lines.join("\n")),
    };
    for [one, other] in [["txt", "txt"], ["html", "html"], ["md", "md"], ["html", "txt"], ["md", "html"]] {
        for turned in [false, true] {
            let (files, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            let mut writer = writer(dir.path());
            let mut pages = [printed(one, &first), printed(other, &second)];
            if turned {
                pages.reverse();
            }
            let any = Options::default();
            let filed_first = add(&mut writer, files.path(), &format!("1.{one}"), &pages[0], &any);
            assert_eq!(filed(&filed_first).2, 1, "{one} {other} {turned}");
            let before = writer.archive().report("青岩市水务局", 2023, None).unwrap().report;
            let reason = refused(add(&mut writer, files.path(), &format!("2.{other}"), &pages[1], &any));
            assert!(matches!(reason, Reason::AnotherPart { .. }), "{one} {other} {turned}: {reason}");
            let after = writer.archive().report("青岩市水务局", 2023, None).unwrap().report;
            assert_eq!(before.sections, after.sections);
        }
    }
    // both in one batch
    let (files, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(files.path().join("1.txt"), printed("txt", &first)).unwrap();
    fs::write(files.path().join("2.html"), printed("html", &second)).unwrap();
    let summary =
        writer(dir.path()).add(&[files.path().to_owned()], &Options::default(), &mut |_| {}).unwrap();
    assert_eq!((summary.archived, summary.revised, summary.refused), (1, 0, 1));
}

#[test]
fn rules_for_organs_do_not_fire_on_schools_hospitals_and_enterprises() {
    let codes = |agency: &str| -> Vec<String> {
        let mut report = empty(agency, 2023, FormId::for_year(2023));
        report.sections.truncate(2);
        report.published = "2024-10-30".parse().ok();
        check_report(&report).findings.iter().map(|finding| finding.rule.to_string()).collect()
    };
    let of_organ = codes("青岩市水务局");
    for code in ["A4", "B12", "B16"] {
        assert!(of_organ.iter().any(|rule| rule == code), "{code}: {of_organ:?}");
    }
    for agency in ["青岩师范学院", "青岩县人民医院", "青岩市水务集团有限公司"] {
        let found = codes(agency);
        assert!(
            !found.iter().any(|rule| ["A4", "B12", "B16"].contains(&rule.as_str())),
            "{agency}: {found:?}"
        );
    }
}
