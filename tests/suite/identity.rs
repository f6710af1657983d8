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
