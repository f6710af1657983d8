//! What a site prints around a report: navigation, related links, editors, sharing, footer.

use super::super::axes::Choices;
use super::super::content::Content;
use super::Item;

const NAVIGATION: &[&str] = &[
    "首页 机构职能 政务公开 政务服务 互动交流",
    "当前位置：首页 > 政务公开 > 政府信息公开年报",
    "字体：大 中 小 打印",
];
const RELATED: &[&str] =
    &["相关解读", "相关新闻", "我市召开春季造林动员会", "上一篇：没有了", "下一篇：公共停车场收费标准公示"];
const EDITORS: &[&str] = &["责任编辑：林小满", "初审：周一禾 复审：何川 终审：陆平"];
const SHARING: &[&str] = &["分享到：微信 微博", "扫一扫在手机打开当前页"];
const FOOTER: &[&str] = &[
    "主办单位：政务服务和数据管理中心",
    "网站标识码：3300000055 ICP备案号：苏ICP备05000000号",
    "网站地图 关于我们 联系我们",
];

fn lines(texts: &[&str]) -> Vec<Item> {
    texts.iter().map(|text| Item::Page((*text).to_owned())).collect()
}

/// What stands above the title.
pub(super) fn before(choices: &Choices) -> Vec<Item> {
    match choices.on("page around") {
        "navigation" | "all of it" => lines(NAVIGATION),
        _ => Vec::new(),
    }
}

/// What stands below the report.
pub(super) fn behind(choices: &Choices, content: &Content) -> Vec<Item> {
    let linked = format!("{}{}年政府信息公开工作年度报告解读", content.office.name, content.year);
    let mut related = lines(RELATED);
    related.insert(1, Item::Page(linked));
    match choices.on("page around") {
        "related links" => related,
        "editors" => lines(EDITORS),
        "sharing" => lines(SHARING),
        "page footer" => lines(FOOTER),
        "all of it" => {
            let mut all = lines(EDITORS);
            all.extend(lines(SHARING));
            all.extend(related);
            all.extend(lines(FOOTER));
            all
        }
        _ => Vec::new(),
    }
}
