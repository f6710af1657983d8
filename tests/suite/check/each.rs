//! Rules that no other test names, each with a report that it accepts and one that it reports.

use nianbao::report::check::{
    Context, CopyIndex, Outcome, Roll, Words, check_in_context, check_roll, rule, rules,
};
use nianbao::report::register::{Office, Register};
use nianbao::report::{Period, Report, State};

use super::print;
use super::print_row;
use super::prose::office;

/// The report, that of the year before, those before it, another office's, and what else is known.
struct World {
    report: Report,
    previous: Report,
    earlier: Vec<Report>,
    other: Report,
    office: Office,
}

fn world() -> World {
    let year = |year: u16| {
        let mut report = office(year);
        // the request table must go on from year to year
        print_row(&mut report, "requests.carried_in", &["2", "0", "0", "0", "0", "0", "2"]);
        print_row(&mut report, "requests.received", &["20", "2", "0", "0", "0", "0", "22"]);
        report.preamble =
            format!("统计期限为{year}年1月1日至{year}年12月31日。联系电话：0571-8765432{}。", year % 10);
        report.period = Period::of_year(year);
        report.sections[0].text.push_str("被纠正1件，原因是检索不到位。");
        report
    };
    let mut other = year(2024);
    other.agency = "青禾县教育局".to_owned();
    other.preamble = "联系电话：0571-11112222。".to_owned();
    other.sections[4].text = "存在的问题：一是农村学校公开栏更新不及时；二是招生政策讲解场次少。改进措施：一是每周检查公开栏；二是增加讲解场次。".to_owned();
    World {
        report: year(2024),
        previous: year(2023),
        earlier: vec![year(2022), year(2021)],
        other,
        office: Office {
            enforces: Some(true), makes_rules: Some(false), ..Office::named("某某县水利局")
        },
    }
}

impl World {
    fn outcome(&self) -> Outcome {
        let register = Register::new([self.office.clone(), Office::named("青禾县教育局")]);
        let copies = CopyIndex::new([&self.report, &self.other]);
        let earlier: Vec<&Report> = self.earlier.iter().collect();
        let words = Words::parse("水力局 = 水利局");
        let around = Context {
            previous: Some(&self.previous),
            earlier: &earlier,
            register: Some(&register),
            copies: Some(&copies),
            words: Some(&words),
            ..Context::default()
        };
        check_in_context(&self.report, &around)
    }

    fn fires(&self, code: &str) -> bool {
        self.outcome().findings.iter().any(|finding| finding.rule == code)
    }
}

/// A rule and what makes the good world bad for it.
type Case = (&'static str, fn(&mut World));

fn add_prose(world: &mut World, section: usize, text: &str) {
    world.report.sections[section - 1].text.push_str(text);
}

const CASES: &[Case] = &[
    ("C31", |w| print(&mut w.report, "proactive.licensing.decisions", None, "-3")),
    ("C33", |w| print(&mut w.report, "proactive.normative_documents.issued", None, "5（其中修订2件）")),
    ("C34", |w| {
        print(&mut w.previous, "proactive.fees.amount", None, "7730.28");
        print(&mut w.report, "proactive.fees.amount", None, "74125000");
    }),
    ("D45", |w| {
        print_row(&mut w.report, "requests.granted", &["0", "0", "0", "0", "0", "0", "0"]);
        print_row(&mut w.report, "requests.other.not_corrected", &["13", "1", "0", "0", "0", "0", "14"]);
    }),
    ("D46", |w| {
        print_row(&mut w.report, "requests.other.not_corrected", &["0", "0", "0", "0", "0", "0", "0"]);
        print_row(&mut w.report, "requests.other.fee_unpaid", &["1", "0", "0", "0", "0", "0", "1"]);
        w.report.sections[5].text = "没有其他需要报告的事项。".to_owned();
    }),
    ("D47", |w| {
        print_row(&mut w.report, "requests.refused.state_secret", &["1", "0", "0", "0", "0", "0", "1"]);
        print_row(&mut w.report, "requests.refused.third_party", &["0", "0", "0", "0", "0", "0", "0"]);
    }),
    ("E52", |w| {
        for report in [&mut w.report, &mut w.previous] {
            let rows: Vec<&'static str> = report.figures.iter().map(|figure| figure.indicator).collect();
            for row in rows.into_iter().filter(|row| row.starts_with("requests.")) {
                if !row.ends_with("other.total") {
                    print_row(report, row, &["0"; 7]);
                }
            }
        }
    }),
    ("E53", |w| print(&mut w.report, "proactive.rules.in_force", None, "2")),
    ("E54", |w| print(&mut w.report, "proactive.normative_documents.repealed", None, "50")),
    ("E55", |w| {
        print(&mut w.previous, "proactive.licensing.decisions", None, "1204");
        print(&mut w.report, "proactive.licensing.decisions", None, "0");
    }),
    ("E56", |w| {
        print(&mut w.report, "proactive.licensing.decisions", None, "90");
        add_prose(w, 1, "2024年双公示平台公示行政许可120条。");
    }),
    ("G75", |w| {
        print(&mut w.previous, "reconsideration.pending", None, "9");
        add_prose(w, 4, "行政复议数据含上年结转。");
    }),
    ("H84", |w| w.other.preamble = w.report.preamble.clone()),
    ("I86", |w| {
        let text = "存在的问题：一是水库移民信息公开的深度与群众期待仍有差距，补助资金明细公布偏晚；二是河道采砂审批结果的查询入口不够醒目，群众反映查找不便；三是乡镇水利站人员变动频繁，业务衔接出现空档。改进措施：一是按季度公布移民补助资金明细并抄送村委会；二是在门户网站首页设置采砂审批查询入口；三是建立水利站人员交接清单制度。";
        w.report.sections[4].text = text.to_owned();
        w.other.sections[4].text = text.to_owned();
    }),
    ("I108", |w| {
        add_prose(
            w,
            1,
            "逐月公布水库蓄水和灌区放水日程，把河长公示牌的巡查记录贴到村口公告栏；汛前印发避险路线图，汛后公开修复工程的投资来源、施工单位和验收结果；对群众反映的水表计量偏差集中抽检，抽检结论连同更换名单在营业窗口张贴一个月；移民后期扶持资金按户公示，异议由乡镇水利站当面答复并登记。",
        );
        w.other.sections.clone_from(&w.report.sections);
    }),
    ("I88", |w| add_prose(w, 1, "青禾县教育局高度重视政府信息公开工作。")),
    ("I89", |w| add_prose(w, 1, "2022年，我局召开专题会议研究部署政府信息公开工作。")),
    ("I91", |w| {
        let text = w.report.sections[0].text.replace("被纠正1件，原因是检索不到位。", "");
        w.report.sections[0].text = text;
    }),
    ("I92", |w| add_prose(w, 3, "申请人张某，身份证号码110101199003077758。")),
    ("J93", |w| add_prose(w, 1, "县水力局认真办理。")),
    ("J95", |w| add_prose(w, 1, "公开科技计划资金资金使用情况。")),
    ("J96", |w| add_prose(w, 1, "依照国办公开办函[2021]30号执行。")),
    ("J97", |w| add_prose(w, 1, "依照国务院令第492号执行。")),
    ("J99", |w| add_prose(w, 1, "截至2O24年1０月完成。")),
    ("J100", |w| add_prose(w, 1, "認真開展工作，擴大公開範圍。")),
];

#[test]
fn each_accepts_the_good_and_reports_the_bad() {
    let good = world();
    let mut wrong = Vec::new();
    for (code, spoil) in CASES {
        assert!(rule(code).is_some(), "{code} is no rule");
        if good.fires(code) {
            wrong.push(format!("{code} fires on the good report"));
        }
        let mut bad = world();
        spoil(&mut bad);
        if !bad.fires(code) {
            wrong.push(format!("{code} does not fire on the bad report"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn problems_that_stay_four_years_are_told() {
    let mut world = world();
    let same = "存在的问题：一是政策解读形式单一；二是业务培训不足；三是人员更替频繁；四是栏目更新不及时。改进措施：逐项改进。";
    let World { report, previous, earlier, .. } = &mut world;
    for report in [report, previous].into_iter().chain(earlier) {
        report.sections[4].text = same.to_owned();
    }
    assert!(world.fires("I90"));
    for (report, topic) in world.earlier.iter_mut().zip(["信访渠道窄", "档案电子化率低"]) {
        report.sections[4].text = format!("存在的问题：{topic}。改进措施：加以改进。");
    }
    world.previous.sections[4].text = "存在的问题：乡镇站点人手紧。改进措施：统筹调配。".to_owned();
    assert!(!world.fires("I90"));
}

#[test]
fn every_rule_is_applied_or_says_how_others_are() {
    let good = world();
    let register = Register::new([good.office.clone()]);
    let roll = check_roll(&Roll { register: &register, year: 2024, reports: &[] });
    let mut outcome = good.outcome();
    outcome.merge(roll);
    for known in rules() {
        let counted = outcome.counts.iter().any(|count| count.rule == known.code);
        let treatment = known.scope == nianbao::report::check::Scope::Treatment;
        assert!(counted != treatment, "{} is neither applied nor a treatment", known.code);
    }
    // a blank is counted by no sum as anything but nothing, and is told
    assert!(good.report.figures.iter().all(|figure| figure.state == State::Number));
}
