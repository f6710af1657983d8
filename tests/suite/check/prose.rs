//! Claims of the prose against the tables: false ones are found, true ones are left alone.

use nianbao::extract::document::Place;
use nianbao::report::check::{Context, Finding, Severity, check_in_context, check_report};
use nianbao::report::form::Heading;
use nianbao::report::{FormId, Report, Section};
use serde_json::Value;

use super::{print, print_row, read_shared, truths};

/// A section of prose.
pub(crate) fn section(number: u8, text: &str) -> Section {
    let titles = ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"];
    Section {
        number,
        ordinal: None,
        title: titles.get(usize::from(number) - 1).copied().unwrap_or("其他需要报告的事项").to_owned(),
        heading_found: true,
        text: text.to_owned(),
        place: Place::default(),
    }
}

/// Six parts in which no rule finds a fault.
pub(crate) fn good_sections() -> Vec<Section> {
    let texts = [
        "主动公开政府信息，门户网站发布信息320条，政策解读12篇，回应群众留言15条，重点领域信息96条，规范性文件5件，专栏3个。依申请公开按时答复。加强政府信息管理，\
         完善信息公开平台建设。强化监督保障，工作考核、社会评议情况良好，没有发生责任追究。",
        "",
        "",
        "",
        "存在的问题：一是解读形式不够丰富；二是业务培训不足。改进措施：一是制作图解，丰富解读形式；二是分两批开展业务培训。",
        "本年度没有收取信息处理费。",
    ];
    let numerals = ["一", "二", "三", "四", "五", "六"];
    let headings = FormId::for_year(2021).edition().expect("it has a form").headings;
    let parts = headings.iter().zip(numerals).zip(texts);
    let part = |((heading, ordinal), text): ((&Heading, &str), &str)| Section {
        ordinal: Some(ordinal.to_owned()),
        title: heading.title.to_owned(),
        ..section(heading.number, text)
    };
    parts.map(part).collect()
}

fn of_prose(findings: &[Finding]) -> Vec<&Finding> {
    findings.iter().filter(|f| f.rule.starts_with('F') || ["D48", "D49", "E51"].contains(&f.rule)).collect()
}

#[test]
fn every_false_claim_and_no_true_one() {
    let Some(claims) = read_shared("reports/prose_vs_table.json") else { return };
    let claims: Vec<Value> = serde_json::from_str(&claims).expect("JSON");
    let truths = truths();
    let (mut right, mut wrong) = (0, 0);
    for claim in &claims {
        let slug = claim["slug"].as_str().expect("a slug");
        let quote = claim["quote"].as_str().expect("a quote");
        let mut report = truths[slug].1.clone();
        report.sections = vec![section(1, &format!("政府信息公开申请办理情况\n{quote}。"))];
        let outcome = check_report(&report);
        let found = of_prose(&outcome.findings);
        if claim["holds"] == true {
            assert_eq!(found, Vec::<&Finding>::new(), "{slug}: {quote}");
            let compared: u32 =
                outcome.counts.iter().filter(|c| c.rule.starts_with(['F', 'D'])).map(|c| c.passed).sum();
            assert!(compared > 0, "{slug}: {quote}");
            right += 1;
        } else {
            let [finding] = found.as_slice() else { panic!("{slug}: {quote}: {found:#?}") };
            assert_eq!(finding.quote.as_deref(), Some(quote));
            assert_eq!(finding.compared, Some(claim["table"].as_i64().expect("a number").into()));
            assert_eq!(finding.actual, Some(claim["claimed"].as_i64().expect("a number").into()));
            wrong += 1;
        }
    }
    println!("{right} true claims left alone, {wrong} false claims found");
}

/// A small office: 21 new, 3 carried in, 22 concluded, 2 carried out; 4 reviews, 1 suit.
pub(crate) fn office(year: u16) -> Report {
    let mut report = super::empty("某某县水利局", year, FormId::for_year(2021));
    for indicator in report.form.edition().expect("a form").indicators {
        if !indicator.stands_for.is_empty() {
            continue;
        }
        match indicator.by_applicant {
            true => print_row(&mut report, indicator.key, &["0"; 7]),
            false => print(&mut report, indicator.key, None, "0"),
        }
    }
    print_row(&mut report, "requests.received", &["19", "2", "0", "0", "0", "0", "21"]);
    print_row(&mut report, "requests.carried_in", &["3", "0", "0", "0", "0", "0", "3"]);
    print_row(&mut report, "requests.granted", &["12", "1", "0", "0", "0", "0", "13"]);
    print_row(&mut report, "requests.partly_granted", &["2", "0", "0", "0", "0", "0", "2"]);
    print_row(&mut report, "requests.refused.third_party", &["1", "0", "0", "0", "0", "0", "1"]);
    print_row(&mut report, "requests.unavailable.not_held", &["4", "1", "0", "0", "0", "0", "5"]);
    print_row(&mut report, "requests.other.not_corrected", &["1", "0", "0", "0", "0", "0", "1"]);
    print_row(&mut report, "requests.concluded", &["20", "2", "0", "0", "0", "0", "22"]);
    print_row(&mut report, "requests.carried_out", &["2", "0", "0", "0", "0", "0", "2"]);
    for (key, value) in [("upheld", "3"), ("corrected", "1"), ("total", "4")] {
        print(&mut report, &format!("reconsideration.{key}"), None, value);
    }
    for (key, value) in [("upheld", "1"), ("total", "1")] {
        print(&mut report, &format!("litigation_direct.{key}"), None, value);
    }
    print(&mut report, "proactive.normative_documents.issued", None, "5");
    print(&mut report, "proactive.normative_documents.in_force", None, "40");
    report
}

/// The rules of prose that fire on a text.
fn fired(text: &str) -> Vec<&'static str> {
    let mut report = office(2024);
    report.sections = vec![section(1, text)];
    of_prose(&check_report(&report).findings).iter().map(|finding| finding.rule).collect()
}

#[test]
fn each_rule_has_a_good_and_a_bad_sentence() {
    for (rule, good, bad) in [
        ("F57", "新收政府信息公开申请21件。", "新收政府信息公开申请二十四件。"),
        ("F58", "全年收办政府信息公开申请 24 件。", "全年受理政府信息公开申请３０件。"),
        ("F58", "办理政府信息公开申请22宗。", "收到25件政府信息公开申请。"),
        ("F59", "上年结转申请三件，结转下年度两件。", "政府信息公开申请上年结转4件。"),
        ("F59", "另有2件按规定顺延至下一年度办理。", "另有5件按规定结转下年度办理。"),
        ("F60", "答复政府信息公开申请22件。", "办结政府信息公开申请25件。"),
        ("F61", "予以公开13件、部分公开2件、不予公开1件。", "依申请公开方面，予以公开13件、部分公开3件。"),
        ("F62", "自然人申请19件，法人或其他组织申请2件。", "自然人申请18件。"),
        (
            "F63",
            "培训干部30次（甲镇12次、乙镇10次、丙镇8次）。",
            "培训干部30次（甲镇12次、乙镇10次、丙镇7次）。",
        ),
        ("F64", "政府信息公开行政复议4件，行政诉讼1件。", "政府信息公开行政复议3件。"),
        ("F65", "制发行政规范性文件5件，现行有效的规范性文件40件。", "制发行政规范性文件6件。"),
        (
            "F66",
            "收取信息处理费700元。其中，甲局200元；乙局500元。",
            "收取信息处理费700元。其中，甲局200元；乙局400元。",
        ),
        ("F67", "依申请公开方面，予以公开13件，占59.1%。", "依申请公开方面，予以公开13件，占69.1%。"),
        ("F69", "局机关和下属单位共收到公开申请24件。", "局机关受理政府信息公开申请9件。"),
        ("D48", "收到政府信息公开申请24件。", "全年未收到政府信息公开申请。"),
        ("D49", "申请中予以公开及部分公开15件。", "申请中予以公开及部分公开13件。"),
        ("E51", "政府信息公开行政诉讼1件。", "没有因政府信息公开引起的行政复议。"),
    ] {
        assert_eq!(fired(good), Vec::<&str>::new(), "{good}");
        assert_eq!(fired(bad), [rule], "{bad}");
    }
}

#[test]
fn what_is_no_claim() {
    for text in [
        "2023年收到政府信息公开申请40件。",
        "12345热线受理群众诉求3000件。",
        "受理行政许可申请120件。",
        "截至年底累计受理政府信息公开申请400件。",
        "解读规范性文件8件。",
        "约收到政府信息公开申请近30件。",
        "政府信息公开申请新收21件，比2023年减少。",
        "发出信息处理费收费通知4件。",
    ] {
        assert_eq!(fired(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn results_that_do_not_add_up_to_what_is_said() {
    let mut report = office(2024);
    report.figures.clear();
    let text =
        "收到申请24件，予以公开13件、部分公开2件、不予公开1件、无法提供5件、其他处理2件、结转下年度2件。";
    report.sections = vec![section(3, text)];
    let outcome = check_report(&report);
    let found = of_prose(&outcome.findings);
    assert_eq!(found.iter().map(|f| (f.rule, f.severity)).collect::<Vec<_>>(), [("F61", Severity::Error)]);
}

#[test]
fn growth_is_computed_from_both_reports() {
    let (last, mut this) = (office(2023), office(2024));
    print_row(&mut this, "requests.received", &["21", "2", "0", "0", "0", "0", "23"]);
    print_row(&mut this, "requests.concluded", &["22", "2", "0", "0", "0", "0", "24"]);
    print_row(&mut this, "requests.granted", &["14", "1", "0", "0", "0", "0", "15"]);
    let check = |text: &str| {
        let mut report = this.clone();
        report.sections = vec![section(1, text)];
        let around = Context { previous: Some(&last), ..Context::default() };
        let outcome = check_in_context(&report, &around);
        outcome.findings.iter().filter(|f| f.rule == "F68").count()
    };
    assert_eq!(check("新收政府信息公开申请23件，同比增长9.52%。"), 0);
    assert_eq!(check("新收政府信息公开申请23件，同比增长10.52%。"), 1);
    assert_eq!(check("新收政府信息公开申请23件，同比下降9.52%。"), 1);
}

#[test]
fn one_quantity_has_one_value() {
    let mut report = office(2024);
    report.figures.clear();
    report.sections = vec![section(1, "结转下年度3件。"), section(3, "有4件结转下年度办理。")];
    let rules: Vec<&str> = of_prose(&check_report(&report).findings).iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["F70"]);
}

#[test]
fn all_that_is_concluded_and_fees_that_no_rate_comes_to() {
    for (rule, good, bad) in [
        ("F106", "收到的政府信息公开申请均按时答复。", "收到的政府信息公开申请已全部办结。"),
        ("F106", "取水许可变更申请已全部办结。", "全年政府信息公开申请均已答复。"),
        ("F107", "全年收取信息处理费2230元。", "全年收取信息处理费2235元。"),
        ("F107", "信息处理费按件计收的标准为每件15元。", "共收取政府信息公开信息处理费35元。"),
    ] {
        let fires = |text: &str| {
            let mut report = office(2024);
            report.sections = vec![section(1, text)];
            check_report(&report).findings.iter().any(|finding| finding.rule == rule)
        };
        assert!(!fires(good), "{rule}: {good}");
        assert!(fires(bad), "{rule}: {bad}");
    }
}
