//! What the name of an office looks like, and what only looks like one: bare names, gaps to fill in, units within.

use std::sync::LazyLock;

use regex::Regex;

use crate::chinese::fold::fold;

/// How the name of an office ends.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "人民政府", "政府", "办公室", "办公厅", "委员会", "管委会", "局", "厅", "委", "院", "部", "署", "处", "所", "站",
    "中心", "办事处", "街道", "街道办", "乡", "镇", "公司", "队", "会", "馆", "社", "行", "办", "台", "校", "大学", "学院",
    "集团", "管理区", "开发区", "海关", "中学", "小学", "幼儿园", "保健院", "专科学校", "银行", "厂", "场",
];

/// Words that no name has: they belong to a sentence or to a page.
#[rustfmt::skip]
const NEVER: &[&str] = &[
    "公开", "年度报告", "年报", "首页", "网站", "报社", "各级", "各部门", "有关部门", "相关部门", "如下", "要求", "规定",
    "以及", "情况", "下设", "领导小组成员", "社会公众", "全局", "全市", "全县", "全区", "全省", "全镇", "各县", "各区",
    "各乡", "各镇", "上级", "工作人员", "基层", "另行", "一是", "二是", "三是", "四是", "五是", "上一年", "下属", "上年",
];

/// Beginnings of words by which an office or its text speaks of itself or of others.
const PRONOUNS: &[&str] =
    &["我", "本", "该", "此", "各", "全", "其", "贵", "上级", "由", "与", "及", "和", "对", "上", "向", "请"];

/// The longest name of one office.
const LONGEST: usize = 30;

/// Signs between the names of offices that report together.
pub(super) const JOINTS: &[char] = &['、', '•', '·', '・', '/', '|'];

/// Whether a text is the name of an office, or of several that report together, and nothing else. It may be bare.
pub(in crate::report::recognise) fn is_name(text: &str) -> bool {
    let parts: Vec<&str> = text.split(JOINTS).collect();
    parts.len() <= 3
        && parts.iter().all(|part| is_single(part))
        && (parts.len() == 1 || parts.iter().all(|part| part.chars().count() > 4))
}

fn is_single(text: &str) -> bool {
    // 某管委会（某商务区管委会）
    let name = text
        .strip_suffix([')', '）'])
        .and_then(|rest| rest.split_once(['(', '（']))
        .map_or(text, |(name, _)| name);
    let length = name.chars().count();
    (3..=LONGEST).contains(&length)
        && ENDINGS.iter().any(|ending| name.ends_with(ending))
        && name.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c) || c == '〇')
        && !WITHIN.contains(&name)
        && !UNITS.contains(&name)
        && !NEVER.iter().any(|word| name.contains(word))
        && (!PRONOUNS.iter().any(|word| name.starts_with(word))
            || PLACES_LIKE_PRONOUNS.iter().any(|place| name.starts_with(place)))
}

/// Places whose names begin like pronouns and prepositions.
#[rustfmt::skip]
const PLACES_LIKE_PRONOUNS: &[&str] = &["上海", "上饶", "上虞", "上杭", "上犹", "上高", "上思", "上林", "上蔡", "上栗", "上城", "上街", "上甘岭", "本溪", "全南", "全椒", "全州", "和田", "和县", "和顺", "和平", "和龙", "和静", "和硕", "和政", "和布克", "和林格尔"];

static GAPS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[x×╳✕*○〇□■]{2,}|^[x×╳✕*○□][省市县区州镇乡街局]|某某|_{2,}|\.{3,}|…|\{\{|[<\[【(]?(?:单位|机关|部门|地区|行政机关|本单位|学校|医院|企业|公司|机构)(?:名称|全称|简称)|\((?:填写|单位|机关|部门)[^)]*\)|填报单位|此处",
    )
    .expect("the expression is tested")
});

/// Whether a gap to fill in is in place of the name: `xx县`, `某某局`, `（单位名称）`.
pub(in crate::report::recognise) fn is_gap(name: &str) -> bool {
    GAPS.is_match(&fold(name))
}

/// Levels that a bare name begins with: 市气象局.
const LEVELS: &[&str] =
    &["省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "街道", "管理区", "开发区", "自治区"];

/// Places whose names begin like a level.
#[rustfmt::skip]
const PLACES_LIKE_LEVELS: &[&str] = &[
    "市中区", "市北区", "市南区", "镇江", "镇海", "镇平", "镇安", "镇巴", "镇雄", "镇原", "镇康", "镇沅", "镇赉", "镇远",
    "镇宁", "镇坪", "镇江", "乡宁", "乡城",
];

/// Offices that every place has: their names alone do not say where.
#[rustfmt::skip]
const EVERYWHERE: &[&str] = &[
    "人民政府", "政府办公室", "人民政府办公室", "政府办", "办公室", "教育局", "教育体育局", "教体局", "科学技术局", "科技局",
    "工业和信息化局", "工信局", "公安局", "民政局", "司法局", "财政局", "审计局", "统计局", "水务局", "水利局", "信访局",
    "人力资源和社会保障局", "人社局", "自然资源局", "自然资源和规划局", "生态环境局", "环境保护局", "住房和城乡建设局",
    "住建局", "交通运输局", "交通局", "农业农村局", "农业局", "林业局", "商务局", "文化和旅游局", "文化广电和旅游局", "文旅局",
    "卫生健康委员会", "卫生健康局", "卫健委", "卫健局", "发展和改革委员会", "发展和改革局", "发改委", "发改局",
    "退役军人事务局", "应急管理局", "应急局", "市场监督管理局", "市场监管局", "城市管理局", "城管局",
    "城市管理综合行政执法局", "综合行政执法局", "医疗保障局", "医保局", "气象局", "税务局", "国家税务局", "地方税务局",
    "乡村振兴局", "行政审批局", "行政审批服务局", "国有资产监督管理委员会", "国资委", "民族宗教事务委员会", "民族宗教事务局",
    "体育局", "粮食局", "安全生产监督管理局", "国土资源局", "城乡规划局", "规划局", "地方金融监督管理局", "金融办", "烟草专卖局",
    "大数据发展局", "机关事务管理局", "档案局", "人民医院", "中医院", "中医医院", "妇幼保健院", "街道办事处", "管理委员会", "管委会",
];

/// Whether a name says what the office is, and not of which place: 市气象局, 区财政局, 教育局.
pub(in crate::report::recognise) fn is_bare(name: &str) -> bool {
    let level = LEVELS.iter().any(|level| name.starts_with(level))
        && !PLACES_LIKE_LEVELS.iter().any(|place| name.starts_with(place));
    level || EVERYWHERE.contains(&name)
}

/// Units within an office: who answers the telephone, not whose report it is.
#[rustfmt::skip]
const WITHIN: &[&str] = &[
    "党政综合办公室", "党政办公室", "综合办公室", "综合管理办公室", "行政办公室", "党政综合办", "党政办", "综合办", "办公室",
    "政务公开办公室", "政务公开办", "信息公开办公室",
];

/// Units without the name of their office, which speak in no report.
const UNITS: &[&str] =
    &["信息中心", "服务中心", "政务服务中心", "便民服务中心", "指挥中心", "值班室", "委员会办公室"];

/// Units that every office may have.
#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "政务公开科", "政务公开股", "政务公开处", "信息公开科", "信息公开股", "信息公开处", "综合科", "综合股", "综合处", "秘书科", "秘书股", "秘书处", "宣传科",
    "法规科", "政策法规科", "信息科",
];

/// Offices of which a 办公室 is only a part, by their ending; that of a government or of a committee without a staff
/// of its own is an office.
#[rustfmt::skip]
const WITH_UNITS: &[&str] = &[
    "局", "厅", "镇", "乡", "街道", "街道办事处", "镇人民政府", "乡人民政府", "苏木人民政府", "镇政府", "乡政府", "海关", "管委会", "管理委员会",
    "医院", "卫生院", "保健院", "学院", "大学", "学校", "中学", "公司", "集团", "中心", "总队", "支队", "大队", "研究院",
    "卫生健康委员会", "卫生和计划生育委员会", "发展和改革委员会", "国有资产监督管理委员会", "民族宗教事务委员会",
    "民族事务委员会", "教育委员会", "科学技术委员会", "住房和城乡建设委员会", "城市管理委员会", "交通委员会", "农业委员会",
    "农业农村委员会", "经济和信息化委员会", "商务委员会", "健康委", "发改委", "卫健委", "国资委", "银监局", "开发区",
];

/// Areas that are run by a committee of their name.
const AREAS: &[&str] = &["开发区", "管理区", "示范区", "产业园", "园区", "新区"];

/// Whose the unit within an office is; none if it is no such.
pub(super) fn outer(name: &str) -> Option<String> {
    if let Some(rest) =
        SECTIONS.iter().find_map(|section| name.strip_suffix(section)).filter(|rest| is_name(rest))
    {
        return Some(outer(rest).unwrap_or_else(|| rest.to_owned()));
    }
    if name.ends_with("人民政府办公室")
        && !name.ends_with("镇人民政府办公室")
        && !name.ends_with("乡人民政府办公室")
    {
        return None;
    }
    let rest = WITHIN.iter().find_map(|within| name.strip_suffix(within))?;
    let rest = rest.trim_end_matches("党委");
    // the 办公室 of a 办公室
    if rest.ends_with("办公室") && is_name(rest) {
        return Some(rest.to_owned());
    }
    if AREAS.iter().any(|area| rest.ends_with(area)) {
        return Some(format!("{rest}管委会"));
    }
    (is_name(rest) && WITH_UNITS.iter().any(|ending| rest.ends_with(ending))).then(|| rest.to_owned())
}

/// Names of offices that report together, with one sign between them.
pub(super) fn joined(name: &str) -> String {
    let parts: Vec<&str> = name.split(JOINTS).collect();
    if parts.len() > 1 && parts.iter().all(|part| part.chars().count() > 2) {
        return parts.join("、");
    }
    for word in ['和', '与', '暨'] {
        if let Some((one, other)) = name.split_once(word)
            && [one, other].iter().all(|part| part.chars().count() > 4 && is_single(part))
        {
            return format!("{one}、{other}");
        }
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_what_only_looks_like_one() {
        for name in [
            "青岩市水务局",
            "市气象局",
            "青岩市统计局•国家统计局青岩调查总队",
            "云栖师范学院",
            "本溪市财政局",
            "和县水利局",
        ] {
            assert!(is_name(name), "{name}");
        }
        for text in
            ["我局", "本单位办公室", "各部门", "首页", "青岩市，水务局", "2023年水务局", "全市各单位和全局"]
        {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn bare_names() {
        for name in [
            "市气象局",
            "区财政局",
            "县教育局",
            "镇人民政府",
            "市政府办公室",
            "教育局",
            "市市场监督管理局",
            "市城市管理局",
        ] {
            assert!(is_bare(name), "{name}");
        }
        for name in ["青岩市气象局", "市中区财政局", "镇江市教育局", "国家统计局", "财政部", "乡宁县水利局"]
        {
            assert!(!is_bare(name), "{name}");
        }
    }

    #[test]
    fn gaps_in_place_of_a_name() {
        for name in [
            "xx县人民医院",
            "ＸＸ镇人民政府",
            "某某局",
            "××县××局",
            "（单位名称）",
            "___局",
            "**市水务局",
            "○○区教育局",
            "X市财政局",
        ] {
            assert!(is_gap(name), "{name}");
        }
        for name in ["青岩市水务局", "某市水务局", "青岩市第○中学"] {
            assert!(!is_gap(name), "{name}");
        }
    }

    #[test]
    fn units_within_are_of_the_office_around_them() {
        for (name, around) in [
            ("青岩县统计局办公室", Some("青岩县统计局")),
            ("青岩县白溪乡人民政府党政综合办公室", Some("青岩县白溪乡人民政府")),
            ("青岩经济开发区综合办公室", Some("青岩经济开发区管委会")),
            ("青岩县人民政府办公室", None),
            ("青岩省人民政府外事办公室", None),
            ("青岩市机构编制委员会办公室", None),
            ("青岩市机关事务管理办公室", None),
            ("青岩市卫生健康委员会办公室", Some("青岩市卫生健康委员会")),
        ] {
            assert_eq!(outer(name).as_deref(), around, "{name}");
        }
    }

    #[test]
    fn offices_that_report_together() {
        for name in ["青岩市统计局•国家统计局青岩调查队", "青岩市统计局和国家统计局青岩调查队"]
        {
            assert_eq!(joined(name), "青岩市统计局、国家统计局青岩调查队");
        }
        assert_eq!(joined("青岩市住房和城乡建设局"), "青岩市住房和城乡建设局");
        assert_eq!(joined("青岩市发展和改革委员会"), "青岩市发展和改革委员会");
    }
}
