//! Title, time, parts and tables: each rule with a report that it accepts and one that it reports.

use nianbao::report::check::{Context, Filed, Local, Outcome, Severity, check_in_context, check_report};
use nianbao::report::{Applicant, Period, Report, State, period};

use super::print;
use super::prose::office;

/// The report of a year that every rule accepts.
fn good() -> Report {
    let mut report = office(2024);
    report.preamble = "本报告所列数据的统计期限为2024年1月1日至2024年12月31日。".to_owned();
    report.period = Period::of_year(2024);
    report.published = chrono::NaiveDate::from_ymd_opt(2025, 1, 24);
    report
}

/// The rules of identity and wholeness that fire.
fn fired(report: &Report) -> Vec<&'static str> {
    of(&check_report(report))
}

fn of(outcome: &Outcome) -> Vec<&'static str> {
    outcome.findings.iter().map(|finding| finding.rule).filter(|rule| rule.starts_with(['A', 'B'])).collect()
}

/// The rules that fire once the good report is changed.
fn changed(change: impl FnOnce(&mut Report)) -> Vec<&'static str> {
    let mut report = good();
    change(&mut report);
    fired(&report)
}

#[test]
fn a_good_report_is_left_alone() {
    assert_eq!(fired(&good()), Vec::<&str>::new());
    let government = |report: &mut Report| {
        report.agency = "某某县人民政府".to_owned();
        report.published = chrono::NaiveDate::from_ymd_opt(2025, 3, 12);
    };
    assert_eq!(changed(government), Vec::<&str>::new());
}

#[test]
fn title_and_time() {
    let preamble = |text: &'static str| {
        move |report: &mut Report| {
            report.preamble = text.to_owned();
            report.period = period::stated(text, Some(report.year)).map(|found| found.period);
        }
    };
    assert_eq!(changed(|report| report.title = "某某县水利局2023年政府信息公开工作年度报告".into()), ["A1"]);
    assert_eq!(changed(preamble("统计期限自2023年1月1日起至12月31日止。")), ["A1"]);
    assert_eq!(changed(preamble("数据统计期限为2024年1月1日至11月30日。")), ["A2"]);
    assert_eq!(changed(preamble("统计期限为2024年11月1日至12月31日。")), ["A2"]);
    assert_eq!(changed(preamble("统计数据时间截至2024年11月30日。")), ["A2"]);
    for text in [
        "统计期限为 2024 年 1 月 1 日—12 月 31 日。",
        "统计期限为1月1日至12月31日。",
        "统计期限为2023年9月1日至2024年8月31日。",
        "数据统计时间截至2024年12月31日。",
    ] {
        assert_eq!(changed(preamble(text)), Vec::<&str>::new(), "{text}");
    }
    assert_eq!(changed(|report| report.agency = "某某县水利局".into()), Vec::<&str>::new());
    let address = "如有疑问，请与青禾县水利局办公室联系，地址青禾县人民路1号。";
    assert_eq!(changed(preamble(address)), ["A3"]);
    assert_eq!(changed(preamble("如有疑问，请与某某县水利局办公室联系。")), Vec::<&str>::new());
    let late = |month, day| {
        move |report: &mut Report| {
            report.published = chrono::NaiveDate::from_ymd_opt(2025, month, day);
        }
    };
    assert_eq!(changed(late(2, 18)), ["A4"]);
    let government = |report: &mut Report| {
        report.agency = "某某县人民政府".into();
        late(4, 2)(report);
    };
    assert_eq!(changed(government), ["A5"]);
}

#[test]
fn files_and_revisions() {
    let report = good();
    let other = [Filed { agency: "某某县农业局".into(), year: 2024 }];
    let outcome = check_in_context(&report, &Context { same_file: &other, ..Context::default() });
    assert_eq!(of(&outcome), ["A8"]);
    let mut replaced = report.clone();
    let around = Context { replaced: Some(&replaced), ..Context::default() };
    assert_eq!(of(&check_in_context(&report, &around)), Vec::<&str>::new());
    print(&mut replaced, "proactive.licensing.decisions", None, "13");
    let around = Context { replaced: Some(&replaced), ..Context::default() };
    let outcome = check_in_context(&report, &around);
    assert_eq!(of(&outcome), ["A9"]);
    let finding = outcome.findings.iter().find(|finding| finding.rule == "A9").expect("found");
    assert_eq!(finding.evidence.len(), 1);
}

#[test]
fn parts() {
    assert_eq!(changed(|report| drop(report.sections.pop())), ["B26", "B12"]);
    assert_eq!(changed(|report| report.sections[4].ordinal = Some("四".into())), ["B13"]);
    assert_eq!(changed(|report| report.sections[5].ordinal = Some("l六".into())), ["B13"]);
    assert_eq!(changed(|report| report.sections[5].ordinal = Some("（六）".into())), Vec::<&str>::new());
    let mut swapped = good();
    swapped.sections.swap(4, 5);
    assert_eq!(fired(&swapped), ["B13"]);
    let split = |report: &mut Report| {
        let mut more = report.sections[0].clone();
        (more.ordinal, more.title) = (None, "工作推进情况".into());
        report.sections.insert(1, more);
        report.sections.iter_mut().for_each(|section| section.ordinal = None);
    };
    assert_eq!(changed(split), ["B14"]);
}

#[test]
fn what_parts_must_say() {
    let text = |number: usize, text: &'static str| {
        move |report: &mut Report| report.sections[number - 1].text = text.to_owned()
    };
    let without_counts = "主动公开政府信息，依申请公开按时答复，加强政府信息管理和平台建设，强化监督保障。";
    assert_eq!(changed(text(1, without_counts)), ["B25"]);
    assert_eq!(
        changed(text(
            1,
            "网站发布320条，解读12篇，回应15条，重点领域9条，规范性文件5件，专栏3个，依申请公开按时答复，主动公开及时，管理规范。"
        )),
        ["B22"]
    );
    assert_eq!(changed(text(6, "没有其他需要报告的事项。")), ["B26"]);
    assert_eq!(changed(text(5, "无。")), ["B27"]);
    let only_plans = "下一步将加强业务培训，完善工作制度，提升公开质量，推进信息公开工作再上台阶。";
    assert_eq!(changed(text(5, only_plans)), ["B28"]);
    let fewer = "存在的问题：一是解读形式不够丰富；二是业务培训不足；三是专栏更新慢。改进措施：一是制作图解，分批培训。";
    assert_eq!(changed(text(5, fewer)), ["B29"]);
    let government = |report: &mut Report| {
        report.agency = "某某县人民政府".into();
        report.sections[0].text = report.sections[0].text.replace("社会评议", "公众意见");
    };
    assert_eq!(changed(government), ["B23"]);
    assert_eq!(changed(|report| report.sections[0].text = report.sections[0].text.repeat(20)), ["B24"]);
}

#[test]
fn tables() {
    let lost = |prefix: &'static str| {
        move |report: &mut Report| {
            for figure in report.figures.iter_mut().filter(|figure| figure.indicator.starts_with(prefix)) {
                (figure.state, figure.value, figure.printed) = (State::Absent, None, None);
            }
        }
    };
    assert_eq!(changed(lost("proactive.compulsion")), ["B16"]);
    assert_eq!(changed(lost("requests.not_processed.duplicate")), ["B17"]);
    assert_eq!(changed(lost("litigation_after")), ["B19"]);
    assert_eq!(changed(lost("requests.")), ["B17"]);
    let column = |report: &mut Report| {
        for figure in report.figures.iter_mut().filter(|f| f.applicant == Some(Applicant::Research)) {
            (figure.state, figure.value) = (State::Absent, None);
        }
    };
    assert_eq!(changed(column), ["B17"]);
    let single = |report: &mut Report| {
        lost("requests.other.")(report);
        super::print_row(report, "requests.other.total", &["1", "0", "0", "0", "0", "0", "1"]);
    };
    assert_eq!(changed(single), ["B18"]);
    let older = changed(|report| report.form = nianbao::report::FormId::for_year(2019));
    assert!(older.contains(&"B16") && older.contains(&"B20"), "{older:?}");
    let old = |report: &mut Report| {
        *report = super::empty("某某县水利局", 2022, nianbao::report::FormId::for_year(2019))
    };
    assert!(changed(old).contains(&"B20"));
    let new = |report: &mut Report| {
        (report.year, report.published, report.period) = (2020, None, None);
        report.title = "某某县水利局2020年政府信息公开工作年度报告".into();
        report.preamble.clear();
    };
    assert_eq!(changed(new), ["B21"]);
}

#[test]
fn the_regulations_set_no_date_for_towns_and_a_place_may() {
    let example = include_str!("../../../docs/local_rules.csv");
    let local = Local::parse(example).expect("the example is right");
    for (agency, month, day, plain, with_local) in [
        ("青岩县白石镇人民政府", 4, 20, &[][..], &["A110"][..]),
        ("青岩县城关街道办事处", 2, 18, &[], &["A110"]),
        ("青岩市公安局东山分局", 2, 18, &[], &["A110"]),
        ("青岩县水利局", 1, 24, &[], &["A110"]),
        ("青岩县水利局", 2, 18, &["A4"], &["A4", "A110"]),
        ("青岩县人民政府", 4, 2, &["A5"], &["A5"]),
    ] {
        let mut report = good();
        report.agency = agency.to_owned();
        report.published = chrono::NaiveDate::from_ymd_opt(2025, month, day);
        let dates = |outcome: &Outcome| -> Vec<&str> {
            of(outcome).into_iter().filter(|rule| ["A4", "A5", "A110"].contains(rule)).collect()
        };
        assert_eq!(dates(&check_report(&report)), plain, "{agency}");
        let around = Context { local: Some(&local), ..Context::default() };
        assert_eq!(dates(&check_in_context(&report, &around)), with_local, "{agency}");
    }
}

#[test]
fn local_rules_decide_what_counts_and_how_much() {
    let mut report = good();
    report.sections[0].text =
        "主动公开政府信息，依申请公开按时答复，加强政府信息管理和平台建设，强化监督保障。".into();
    let with = |pack: &str, report: &Report| {
        let local = Local::parse(pack).expect("a pack");
        check_in_context(report, &Context { local: Some(&local), ..Context::default() })
    };
    assert_eq!(of(&with("", &report)), ["B25"]);
    assert_eq!(of(&with("B25,off,", &report)), Vec::<&str>::new());
    let graver = with("B25,severity,error", &report);
    assert_eq!(graver.findings.iter().find(|f| f.rule == "B25").map(|f| f.severity), Some(Severity::Error));
    assert!(of(&with("B109,require,会议=领导小组会议", &report)).contains(&"B109"));
    report.sections[0].text.push_str("召开领导小组会议2次。");
    assert!(!of(&with("B109,require,会议=领导小组会议", &report)).contains(&"B109"));
    // a pack makes no doubt of the reader an error
    report.ocr = true;
    let doubted = with("B25,severity,error", &report);
    assert!(doubted.findings.iter().all(|finding| finding.severity == Severity::Doubt));
}
