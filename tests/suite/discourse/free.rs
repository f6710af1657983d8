//! Problems and plans in reports that follow no form, 2008 to 2018: under any number and wording of their heading.

use nianbao::archive::ingest::Options;
use nianbao::archive::query::sql::Allowance;

use crate::archive::writer;
use crate::copies::read;

const HEADINGS: [&str; 16] = [
    "七、存在的主要问题和改进措施",
    "六、存在的主要问题及改进措施",
    "五、存在的问题和改进措施",
    "八、政府信息公开工作存在的主要问题及改进情况",
    "九、存在的不足和下一步打算",
    "（五）存在的主要问题和改进措施",
    "六、主要问题和改进措施",
    "七、工作中存在的问题及下一步工作安排",
    "四、存在问题与改进措施",
    "六、存在的困难与不足及今后工作思路",
    "七、问题与改进",
    "十、存在的主要问题和改进的措施",
    "六、政府信息公开工作存在的不足及改进措施",
    "第六部分 存在的主要问题和改进措施",
    "6、存在的主要问题和改进措施",
    "Ⅶ、存在的主要问题和改进措施",
];

/// A text, `Y` for the year and `Z` for the next, and how many problems and plans it has.
const TEXTS: [(&str, i64, i64); 6] = [
    (
        "一是公开内容不够全面；二是更新不够及时；三是工作人员业务不熟。下一步，一是健全审核制度；二是加强业务培训。",
        3,
        2,
    ),
    (
        "当前，我局信息公开工作与群众要求相比还有差距，主要表现在：公开目录不够完善，部分信息发布滞后。今后将完善公开目录，明确发布时限。",
        1,
        1,
    ),
    (
        "（一）存在问题\n1.个别科室对公开工作重视不够。\n2.依申请公开答复不够规范。\n（二）改进措施\n1.加强对科室的督促检查。\n2.制定答复文书范本。",
        2,
        2,
    ),
    (
        "Y年，我局政府信息公开工作取得一定成绩，但仍存在一些问题：信息公开的深度有待拓展，公开形式较为单一。Z年，我局将进一步拓展公开深度，丰富公开形式。",
        1,
        1,
    ),
    ("主要问题：网站栏目设置不够合理，查询不便。\n改进措施：优化网站栏目，增加检索功能。", 1, 1),
    (
        "我县政府信息公开工作还存在进展不平衡、一些乡镇重视程度不高、专职人员缺乏等问题。针对上述问题，我县将加强对乡镇的指导，充实工作人员。",
        3,
        1,
    ),
];

#[test]
fn reports_without_a_form_have_problems_and_plans_under_any_heading() {
    let mut files = Vec::new();
    let mut wanted = Vec::new();
    for (n, (heading, shift)) in
        HEADINGS.iter().flat_map(|heading| (0..3).map(move |k| (heading, k))).enumerate()
    {
        let (text, problems, plans) = TEXTS[(n / 3 + shift * 2) % TEXTS.len()];
        let (office, year) = (format!("青岩第{n}区水利局"), 2008 + (n % 11) as u16);
        let text = text.replace('Y', &year.to_string()).replace('Z', &(year + 1).to_string());
        let report = format!(
            "{office}{year}年政府信息公开工作年度报告\n\n一、概述\n\n{year}年，全局工作有序开展。\n\n二、主动公开政府信息情况\n\n\
             全年主动公开信息210条。\n\n三、依申请公开情况\n\n全年收到申请2件。\n\n{heading}\n\n{text}\n"
        );
        files.push(read(&format!("{n}.txt"), report.as_bytes()).expect("it is a report"));
        wanted.push((office, problems, plans, heading));
    }
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    writer.add_recognised(files, &Options::default()).unwrap();
    let of_kind = |office: &str, kind: &str| {
        let question = format!("SELECT text FROM passages WHERE agency = '{office}' AND kind = '{kind}'");
        writer.archive().sql(&question, Allowance::default()).unwrap().rows.len() as i64
    };
    assert!(wanted.len() >= 40);
    for (office, problems, plans, heading) in wanted {
        let found = (of_kind(&office, "problem"), of_kind(&office, "plan"));
        assert_eq!(found, (problems, plans), "{office} {heading}");
    }
}
