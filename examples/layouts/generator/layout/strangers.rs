//! Documents that look like reports and are none: each must be refused.

use super::super::content::{Content, Office};
use super::super::random::Random;
use super::{Item, Layout};

fn paragraphs(texts: &[String]) -> Vec<Item> {
    texts.iter().cloned().map(Item::Paragraph).collect()
}

/// The document of a kind of the axis "document".
pub(super) fn of(seed: u64, kind: &str, content: &Content) -> Layout {
    let random = &mut Random::of(seed, "stranger");
    let (office, year) = (&content.office, content.year);
    let name = &office.name;
    let report = format!("{name}{year}年政府信息公开工作年度报告");
    let (title, body) = match kind {
        "notice" => {
            (vec![format!("关于做好{year}年政府信息公开工作年度报告编制工作的通知")], notice(office, year))
        }
        "notice over lines" => (
            vec![name.clone(), format!("关于报送{year}年度政府信息公开"), "工作年度报告的通知".to_owned()],
            notice(office, year),
        ),
        "explanation" => (vec![format!("《{report}》解读")], explanation(year, random)),
        "explanation behind a report title" => {
            (vec![report.clone(), "解读说明".to_owned()], explanation(year, random))
        }
        "news" => (
            vec![format!("{name}按时发布{year}年政府信息公开工作年度报告")],
            paragraphs(&[
                format!(
                    "日前，{name}在门户网站发布{year}年政府信息公开工作年度报告，这是连续第{}年发布。",
                    random.between(3, 12)
                ),
                format!("据介绍，去年共公开信息{}条，群众查阅更加方便。", random.between(100, 9000)),
                "记者了解到，今后将继续优化栏目设置，提升服务水平。".to_owned(),
            ]),
        ),
        "news of publication" => (
            vec![format!("{name}公布{year}年政府信息公开工作年度报告")],
            paragraphs(&[
                format!("1月20日，{name}公布了上一年度政府信息公开工作年度报告。"),
                format!("报告显示，全年主动公开信息{}条，同比增长一成。", random.between(100, 9000)),
                "公众可登录门户网站查阅报告全文，并对公开工作提出意见建议。".to_owned(),
            ]),
        ),
        "infographic" => (
            vec![format!("一图读懂{report}")],
            paragraphs(&[
                format!("主动公开信息{}条", random.between(100, 9000)),
                "收到申请12件，按期答复率百分之百，群众满意度持续提升。".to_owned(),
                "开展培训4次，更新栏目20个，回应关切60次，办理留言300条。".to_owned(),
            ]),
        ),
        "article" => (
            vec!["浅谈政府信息公开工作年度报告的编写".to_owned()],
            paragraphs(&[
                "年度报告是公众了解政府的窗口，写好报告是基层工作者的基本功。".to_owned(),
                "一、把握政策，吃透要求。编写之前要认真学习条例，弄清统计口径。".to_owned(),
                "二、用数据说话，避免空话套话，做到图文并茂，语言平实。".to_owned(),
            ]),
        ),
        "training" => (
            vec![format!("{name}召开{year}年政府信息公开工作年度报告编制培训会")],
            paragraphs(&[
                format!("为做好年度报告的编制，{name}组织各科室和下属单位参加了培训。"),
                "会议对表格的填写、文字的撰写、发布的时限逐一讲解，并现场答疑。".to_owned(),
                "与会人员表示，将以此次培训为契机，提高编制质量，确保按时发布。".to_owned(),
            ]),
        ),
        "explanation named by the page alone" => {
            let layout_title = format!("{report}政策解读");
            let mut items = explanation(year, random);
            items.insert(0, Item::Page(format!("发布时间：{}-02-01", year + 1)));
            return Layout { items, truth: None, page_title: layout_title, declared: Vec::new() };
        }
        "list of offices" => {
            let bodies = ["教育局", "财政局", "水务局", "民政局", "司法局", "审计局"];
            let links = bodies.map(|body| Item::Page(format!("{body}{year}年政府信息公开工作年度报告")));
            (vec![format!("{year}年政府信息公开工作年度报告")], links.to_vec())
        }
        "rules" => (
            vec![format!("{name}政府信息公开工作年度报告编制办法")],
            paragraphs(&[
                "第一条 为规范年度报告的编制，制定本办法。".to_owned(),
                "第二条 年度报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等内容。"
                    .to_owned(),
                "第三条 各单位应当于每年1月31日前公布上一年度的报告。".to_owned(),
                format!("第四条 本办法自{year}年3月1日起施行。"),
            ]),
        ),
        "template" => (vec!["××县××局20××年政府信息公开工作年度报告".to_owned()], blank("××局")),
        "placeholder report" => {
            let who = random.pick(&["xx县人民医院", "某某局", "（单位名称）", "XX镇人民政府"]);
            (vec![format!("{who}{year}年政府信息公开工作年度报告")], blank(who))
        }
        "page list" => {
            let mut links: Vec<Item> = Vec::new();
            for back in 0..8 {
                links.push(Item::Page(format!(
                    "{name}{}年政府信息公开工作年度报告　{}-01-2{back}",
                    year - back,
                    year + 1 - back
                )));
            }
            (vec!["政府信息公开年报".to_owned()], links)
        }
        "script shell" => {
            (vec![report.clone()], vec![Item::Page("您的浏览器不支持脚本，请启用后刷新。".to_owned())])
        }
        _ => (vec![report.clone()], vec![Item::Page(format!("{report}.pdf"))]),
    };
    let page_title = title.concat();
    let mut items = vec![Item::Title(title)];
    items.extend(body);
    Layout { items, truth: None, page_title, declared: Vec::new() }
}

fn notice(office: &Office, year: u16) -> Vec<Item> {
    paragraphs(&[
        "各镇人民政府、街道办事处，各有关部门：".to_owned(),
        format!("为做好{year}年政府信息公开工作年度报告的编制和公布，现将有关事项通知如下。"),
        "一、总体要求".to_owned(),
        "各单位要对照格式逐项填写总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况，做到数据真实。".to_owned(),
        "二、报送时间".to_owned(),
        format!("请于{}年1月20日前将年度报告报送{}。", year + 1, office.inner),
        "三、工作要求".to_owned(),
        "规章和规范性文件数量由司法部门核对，行政许可、行政处罚、行政强制数量由业务科室核对。".to_owned(),
        office.name.clone(),
        format!("{year}年12月5日"),
    ])
}

fn explanation(year: u16, random: &mut Random) -> Vec<Item> {
    paragraphs(&[
        "一、编制背景".to_owned(),
        "按照条例规定，行政机关应当按年公布工作报告，接受社会监督。".to_owned(),
        "二、主要内容".to_owned(),
        format!(
            "报告由六个部分组成。{year}年共主动公开信息{}条，收到申请{}件，全部按期答复。",
            random.between(100, 5000),
            random.between(1, 60)
        ),
        "三、亮点".to_owned(),
        "报告采用表格展示数据，直观易懂，方便群众查阅和比对。".to_owned(),
    ])
}

fn blank(who: &str) -> Vec<Item> {
    paragraphs(&[
        format!("根据《中华人民共和国政府信息公开条例》的规定，{who}编制本报告。"),
        "一、总体情况".to_owned(),
        "（填写主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面的情况，篇幅一千字左右。）"
            .to_owned(),
        "二、主动公开政府信息情况".to_owned(),
        "三、收到和处理政府信息公开申请情况".to_owned(),
        "四、政府信息公开行政复议、行政诉讼情况".to_owned(),
        "五、存在的主要问题及改进情况".to_owned(),
        "（填写本年度存在的主要问题和改进的措施，要求实事求是。）".to_owned(),
        "六、其他需要报告的事项".to_owned(),
        "（没有的填写“无”。）".to_owned(),
    ])
}
