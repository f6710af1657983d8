//! The words that name a report, in a title as in the sentence that publishes it: office, year, perhaps a word for
//! the kind of office, the subject, the kind of paper, and what follows.
//!
//! `青岩海关2019年海关信息公开工作年度报告`: before the subject are office and year in any order, and a word (海关) that is
//! no part of the name.

use std::sync::LazyLock;

use regex::Regex;

use crate::chinese::fold::{fold_char, is_invisible};
use crate::report::recognise::agency;
use crate::report::recognise::year::years;

/// The subject, words in between, and the kind of paper.
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?:政府信息与政务公开|政府信息公开|政务信息公开|政务公开|信息公开)\
         (?:工作|情况|执行|有关事项|的|、|\\(?[12二][0-9〇零○一二三四五六七八九]{3}(?:年度?)?\\)?|年度?)*?\
         (?:年度工作报告|年度情况报告|年度公开报告|年度报告|工作报告|情况报告|总结报告|年报|报告)书?",
    )
    .expect("the expression is tested")
});

/// What a paper is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report::recognise) enum Paper {
    /// A report.
    Report,
    /// A report, or news that there is one: 某局公布2023年…年度报告.
    Announced,
    /// Something about reports: a notice, an explanation, rules.
    Other,
}

/// The name of a paper as found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::recognise) struct Phrase {
    pub(in crate::report::recognise) paper: Paper,
    /// The office as printed; none if there is none, or only a word for a kind of office.
    pub(in crate::report::recognise) office: Option<String>,
    pub(in crate::report::recognise) year: Option<u16>,
    /// Characters up to the end of the kind of paper, invisible ones not counted.
    pub(in crate::report::recognise) end: usize,
    /// Nothing follows the kind of paper.
    pub(in crate::report::recognise) ends: bool,
    /// The text of the report follows on the same line, or a line beside the title.
    pub(in crate::report::recognise) runs_on: bool,
    /// It is the text.
    pub(in crate::report::recognise) begins_text: bool,
}

/// Words before the subject that only the titles of other papers have.
#[rustfmt::skip]
const OTHER_BEFORE: &[&str] = &[
    "做好", "报送", "填报", "上报", "编制", "编写", "编报", "印发", "撰写", "解读", "读懂", "图解", "看懂", "开展", "召开", "举办",
    "加强", "部署", "催报", "按时", "按期", "及时", "圆满", "顺利", "完成", "浅谈", "浅析", "探析", "通知", "征集", "如何", "怎样", "转发", "查看",
    "规范", "审核", "评议", "组织", "培训", "学习",
];

/// Words that only a sentence has, or a line of a page.
#[rustfmt::skip]
const SENTENCE: &[&str] = &[
    "根据", "现公布", "现将", "现发布", "特向", "向社会", "要求,", "打印", "列印", "字体", "字型", "字号", "浏览", "点击", "当前位置", "您的位置",
    "现在的位置", "首页", "互动交流", "索引号", "组配分类", "上一篇", "下一篇",
];

/// Names of offices that have such a word.
const NAMES_WITH_IT: &[&str] = &[
    "机构编制",
    "编制委员会",
    "编制办",
    "组织部",
    "培训中心",
    "培训学院",
    "学习中心",
    "审核中心",
    "组织人事",
];

/// Words behind the kind of paper by which it is another paper.
#[rustfmt::skip]
const OTHER_BEHIND: &[&str] = &[
    "通知", "通报", "方案", "指南", "办法", "解读", "图解", "目录", "函", "制度", "规定", "细则", "范本", "模板", "样本", "样式",
    "格式", "要点", "编制", "编写", "编报", "撰写", "报送", "填报", "说明", "培训", "会议", "新闻", "出炉", "考核", "评估", "评议", "检查",
    "思考", "研究", "对比", "分析", "问答", "问题", "建议", "任务", "分工", "提示", "须知", "意见", "规范", "标准", "流程",
    "正式", "已发布", "已公布", "发布完成", "按时", "看点", "亮点", "点评", "一览", "汇总", "有关事项", "工作的",
];

/// What may follow a title: the paper is a report all the same.
#[rustfmt::skip]
const REPORT_BEHIND: &[&str] = &[
    "的公布", "公布", "的公告", "公告", "的公示", "公示", "的报告", "报告", "全文", "正文", "表", ".pdf", ".doc", ".docx", ".wps", ".ofd",
    ".html", ".htm", ".txt", ".xls", ".xlsx", "发布", "的发布",
];

/// Lines of a page and beginnings of a report that may follow a title on its line.
#[rustfmt::skip]
const RUNS_ON: &[&str] = &[
    "发布时间", "发布日期", "发文日期", "成文日期", "公开日期", "更新时间", "更新日期", "发布机构", "发布单位", "信息来源", "文章来源",
    "来源", "日期", "时间", "浏览", "点击", "阅读", "字体", "字号", "作者", "打印", "索引", "20", "首页", "当前位置",
];
#[rustfmt::skip]
const BEGINS: &[&str] = &[
    "根据", "依据", "按照", "依照", "为", "本报告", "本年度报告", "本年报", "一、", "现将", "现公布", "目录", "第一", "总体情况", "(一)", "1.", "1、",
];

/// Words around an office in a name.
#[rustfmt::skip]
const AROUND: &[&str] = &[
    "政府信息公开", "信息公开", "政务公开", "关于", "公布", "发布", "公开", "公示", "《", "》", "【", "】", "[", "]", "(", ")", "-", "—", "_", ":", "·", "的", "度", "、", ",",
    "标题", "名称", "分类", "附件", "附", "*", "#", "=", "\"", "“", "”", "'", "!", ".", "~", "■", "●", "◆", "▪", ">",
];

/// Words for a kind of office, which are no names.
#[rustfmt::skip]
const KINDS_OF_OFFICE: &[&str] = &[
    "信息", "政务", "政府", "部门", "单位", "本级", "高校", "高等学校", "高等院校", "学校", "院校", "中小学", "学院", "大学", "医院", "公立医院", "医疗机构",
    "海关", "税务", "税务系统", "气象", "气象部门", "气象系统", "企业", "国有企业", "国企", "公司", "公共企事业单位", "公共企业", "事业单位", "机关",
    "教育", "财政", "卫生", "政务", "街道", "乡镇", "镇街", "县级", "市级", "区级", "省级", "年度", "工作", "本单位", "本机关", "系统",
];

/// Whether a text is a word for a kind of office and names none.
pub(in crate::report::recognise) fn is_kind_of_office(text: &str) -> bool {
    KINDS_OF_OFFICE.contains(&text)
        || text.starts_with('全') && text.chars().count() <= 3
        || text.ends_with("部门") && text.chars().count() <= 6
}

/// A text without what is invisible, as printed and folded: both of the same number of characters.
pub(in crate::report::recognise) fn squeezed(text: &str) -> (Vec<char>, String) {
    let printed: Vec<char> = text.chars().filter(|&c| !is_invisible(c)).collect();
    let folded = printed.iter().map(|&c| fold_char(c)).collect();
    (printed, folded)
}

/// The first name of a paper on report in a line.
pub(in crate::report::recognise) fn read(line: &str) -> Option<Phrase> {
    // nearly every line is known by the characters that it does not have
    if !line.contains('公') || !line.contains('报') {
        return None;
    }
    let (printed, folded) = squeezed(line);
    let found = SUBJECT.find(&folded)?;
    let rest = &folded[found.end()..];
    // a gap, and sentences behind it
    let text = || {
        (gap_after(line, folded[..found.end()].chars().count()) && rest.contains('。'))
            .then_some(Behind::Text)
    };
    let behind = behind(rest).or_else(text)?;
    let chars = |bytes: usize| folded[..bytes].chars().count();
    let (begin, end) = (chars(found.start()), chars(found.end()));
    let mut before: String = printed[..begin].iter().collect();
    // a trail of links, or the beginning of a quotation
    if let Some(at) = before.rfind(['>', '＞', '»', '》', '《', '|', '｜']) {
        before = before[at..].chars().skip(1).collect();
    }
    if before.contains(['。', ';', '；', '!', '！', '?', '？', '\n']) || before.chars().count() > 45 {
        return None;
    }
    // a title has no clauses; the headline of news may
    let clauses = before.contains(['，', ',']);
    if clauses && (printed.len() > 50 || before.contains(['》', '）']))
        || SENTENCE.iter().any(|word| before.contains(word))
    {
        return None;
    }
    let named = office_and_year(&before);
    let bare = without_names(&before);
    let other = OTHER_BEFORE.iter().any(|word| bare.contains(word)) || behind == Behind::Other;
    if clauses && !other {
        return None;
    }
    let paper = match (other, named.announced) {
        (true, _) => Paper::Other,
        (false, true) => Paper::Announced,
        (false, false) => Paper::Report,
    };
    let later = || {
        let rest: Vec<char> = printed[begin..printed.len().min(end + 12)].to_vec();
        years(&rest).iter().find(|year| !year.dated).map(|year| year.year)
    };
    Some(Phrase {
        paper,
        office: named.office.or_else(|| office_in_brackets(&printed[end..])),
        year: named.year.or_else(later),
        end,
        ends: behind == Behind::Nothing,
        runs_on: matches!(behind, Behind::Text | Behind::Page),
        begins_text: behind == Behind::Text,
    })
}

/// Whether white space follows so many visible characters.
fn gap_after(line: &str, visible: usize) -> bool {
    let mut seen = 0;
    for c in line.chars() {
        if seen == visible {
            return is_invisible(c);
        }
        seen += usize::from(!is_invisible(c));
    }
    false
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
    Nothing,
    Page,
    Text,
    Other,
}

/// What follows the kind of paper; none where the words are part of a sentence.
fn behind(folded: &str) -> Option<Behind> {
    let rest = folded.trim_start_matches(|c: char| "》】]\"”'’*#_-—–:|·.~>=".contains(c));
    if rest.is_empty() {
        return Some(Behind::Nothing);
    }
    // the end of a sentence
    if rest.starts_with(['。', ',', ';', '、']) {
        return None;
    }
    let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    if let Some(inner) = rest.strip_prefix(['(', '【', '[', '〔']) {
        let end = inner.find([')', '】', ']', '〕']).unwrap_or(inner.len());
        if OTHER_BEHIND.iter().any(|word| inner[..end].contains(word)) {
            return Some(Behind::Other);
        }
        let rest = inner[end..].chars().skip(1).collect::<String>();
        return behind(&rest);
    }
    if begins(RUNS_ON) {
        return Some(Behind::Page);
    }
    if begins(BEGINS) {
        return Some(Behind::Text);
    }
    let clause: String = rest.chars().take_while(|c| !",。;!".contains(*c)).take(24).collect();
    if OTHER_BEHIND.iter().any(|word| clause.contains(word)) {
        return Some(Behind::Other);
    }
    let short = rest.chars().count() <= 24 && !rest.contains(['。', ',', ';']);
    let site = short && (agency::is_name(rest) || rest.ends_with('网') || rest.chars().count() <= 4);
    (begins(REPORT_BEHIND) && short || site).then_some(Behind::Nothing)
}

/// The text without names of offices that have words of other papers.
fn without_names(text: &str) -> String {
    NAMES_WITH_IT.iter().fold(text.to_owned(), |text, name| text.replace(name, ""))
}

/// What is printed before the subject.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::report::recognise) struct Named {
    pub(in crate::report::recognise) office: Option<String>,
    pub(in crate::report::recognise) year: Option<u16>,
    /// A word like 公布 is between office and report.
    pub(in crate::report::recognise) announced: bool,
}

/// Office and year in what is printed before the subject, as printed.
pub(in crate::report::recognise) fn office_and_year(text: &str) -> Named {
    let mut chars: Vec<char> = text.chars().filter(|&c| !is_invisible(c)).collect();
    let found = years(&chars);
    let year = found.iter().rev().find(|year| !year.dated);
    let (mut left, mut right): (String, String) = match year {
        Some(year) => (chars[..year.begin].iter().collect(), chars[year.end..].iter().collect()),
        None => (chars.iter().collect(), String::new()),
    };
    let mut number = year.map(|year| year.year);
    if number.is_none()
        && let Some((at, year)) = lone_year(&chars)
    {
        number = Some(year);
        right = chars.split_off(at + 4).into_iter().collect();
        left = chars[..at].iter().collect();
    }
    let announced = ["公布", "发布", "公开", "公示"].iter().any(|word| {
        let left = left.trim_end_matches(['了', '《', '本', ':', '：']);
        // 公布 between office and report; 信息公开 is a menu's
        left.strip_suffix(word).is_some_and(|office| {
            let other = ["关于", "信息", "政务"].iter().any(|end| office.ends_with(end));
            !other && office.chars().count() > 2
        })
    });
    if number.is_none()
        && let Some((begin, end, year)) = short_year(&chars)
    {
        number = Some(year);
        right = chars.split_off(end).into_iter().collect();
        left = chars[..begin].iter().collect();
    }
    let (left, right) = (around(&left), around(&right));
    Named { office: office(&left, &right), year: number, announced }
}

/// A year without 年 at the beginning or the end: 某局2023政府信息公开….
fn lone_year(chars: &[char]) -> Option<(usize, u16)> {
    let digits = |at: usize| -> Option<u16> {
        let four: String = chars.get(at..at + 4)?.iter().map(|&c| fold_char(c)).collect();
        let clear = |n: Option<&char>| n.is_none_or(|c| !fold_char(*c).is_ascii_digit());
        let alone = clear(at.checked_sub(1).and_then(|n| chars.get(n))) && clear(chars.get(at + 4));
        four.parse().ok().filter(|year| alone && (crate::report::FIRST_YEAR..2100).contains(year))
    };
    let ends = [Some(0), chars.len().checked_sub(4)];
    ends.into_iter().flatten().find_map(|at| Some((at, digits(at)?)))
}

/// A year of two digits, `23年度`: where it begins and ends, and the year.
fn short_year(chars: &[char]) -> Option<(usize, usize, u16)> {
    let digit = |at: usize| chars.get(at).and_then(|&c| fold_char(c).to_digit(10));
    (0..chars.len()).find_map(|at| {
        let alone = at.checked_sub(1).is_none_or(|before| digit(before).is_none());
        let year = 2000 + u16::try_from(10 * digit(at)? + digit(at + 1)?).ok()?;
        let end = at + 3 + usize::from(chars.get(at + 3) == Some(&'度'));
        (alone && chars.get(at + 2) == Some(&'年') && year >= crate::report::FIRST_YEAR)
            .then_some((at, end, year))
    })
}

/// The office in brackets behind the kind of paper: `年度报告（青岩市水务局）`.
fn office_in_brackets(printed: &[char]) -> Option<String> {
    let inner: String = match printed.first()? {
        '（' | '(' => printed[1..].iter().take_while(|c| !matches!(c, '）' | ')')).collect(),
        _ => return None,
    };
    agency::is_name(&inner).then_some(inner)
}

/// The office in what is printed before and behind the year.
fn office(left: &str, right: &str) -> Option<String> {
    let left =
        left.split_once("关于").map_or(left, |(office, _)| if office.is_empty() { left } else { office });
    let left = around(left);
    let place = left.ends_with(['省', '市', '县', '区', '州', '旗']) && left.chars().count() <= 8;
    let whole = match (left.is_empty(), right.is_empty()) {
        (true, _) => right.to_owned(),
        (false, true) => left,
        (false, false) if place && agency::is_name(right) && !is_kind_of_office(right) => {
            format!("{left}{right}")
        }
        (false, false) => left,
    };
    // 某镇人民|政府信息公开: the subject has taken a part of the name
    let whole = if whole.ends_with("人民") { format!("{whole}政府") } else { whole };
    let han = whole.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).count();
    // the same name on the line above
    let half = whole.len() / 2;
    let twice = whole.is_char_boundary(half) && !whole.is_empty() && whole[..half] == whole[half..];
    let whole = if twice { whole[..half].to_owned() } else { whole };
    // 某市气象部门: its bureau
    let whole = match whole.strip_suffix("部门") {
        Some(rest) if ["气象", "税务", "统计"].iter().any(|field| rest.ends_with(field)) => {
            format!("{rest}局")
        }
        _ => whole,
    };
    let own = ["我", "本", "该"].iter().any(|word| whole.starts_with(word)) && whole.chars().count() <= 4;
    let gap = agency::is_gap(&whole);
    if whole.contains([':', '：', '|', '>', '，', ',']) {
        return None;
    }
    ((gap || han >= 2 && !is_kind_of_office(&whole)) && !own && whole.chars().count() <= 45).then_some(whole)
}

/// The text without words around an office.
fn around(text: &str) -> String {
    let mut name = text.trim_matches(is_invisible);
    let folded = |c: char| fold_char(c).to_string();
    loop {
        // brackets of its own: 某局（某办）, （单位名称）
        let bracketed = name.ends_with(['）', ')']) && name.contains(['（', '(']);
        let first = name.chars().next().map(folded).unwrap_or_default();
        let last = name.chars().last().map(folded).unwrap_or_default();
        let shorter = AROUND.iter().find_map(|word| {
            let is_bracket = matches!(*word, "(" | ")");
            if bracketed && is_bracket {
                return None;
            }
            if word.chars().count() == 1 {
                return (first == *word)
                    .then(|| name.strip_prefix(|_: char| true))
                    .flatten()
                    .or_else(|| (last == *word).then(|| name.strip_suffix(|_: char| true)).flatten());
            }
            name.strip_prefix(word).or_else(|| name.strip_suffix(word))
        });
        match shorter {
            Some(shorter) => name = shorter.trim_matches(is_invisible),
            None => return name.to_owned(),
        }
    }
}

/// The words after which a sentence names the report that it publishes.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "现公布", "现发布", "向社会公布", "向社会发布", "向社会公开", "公布", "发布", "公开", "现将", "编制完成", "编制了这份", "编制了", "编制", "编写", "撰写",
    "制作", "形成", "将", "完成", "这份", "是", "报告", "提交",
];

/// Office and year as the sentences of a text name them where they publish the report.
pub(in crate::report::recognise) fn published(text: &str) -> Option<Named> {
    let (printed, folded) = squeezed(text);
    let mut best: Option<Named> = None;
    for found in SUBJECT.find_iter(&folded).take(6) {
        let rest: String =
            folded[found.end()..].chars().take_while(|c| !",。;!》)".contains(*c)).take(16).collect();
        if OTHER_BEHIND.iter().any(|word| rest.contains(word)) {
            continue;
        }
        let before = folded[..found.start()].char_indices();
        let mark = before.rev().find(|(_, c)| "。;,:!?".contains(*c));
        let sentence = mark.map_or(0, |(at, c)| at + c.len_utf8());
        let clause = &folded[sentence..found.start()];
        let Some(cue) = CUES
            .iter()
            .filter_map(|cue| Some((clause.rfind(cue)?, cue.len())))
            // 机构编制委员会办公室
            .filter(|(at, len)| !clause[at + len..].starts_with("委员会"))
            .max_by_key(|(at, len)| at + len)
        else {
            continue;
        };
        let begin = sentence + cue.0 + cue.1;
        let named = without_names(&folded[begin..found.start()]);
        if OTHER_BEFORE.iter().any(|word| named.contains(word)) || named.contains("关于") {
            continue;
        }
        let chars = |bytes: usize| folded[..bytes].chars().count();
        let words: String = printed[chars(begin)..chars(found.start())].iter().collect();
        let named =
            office_and_year(words.trim_start_matches(['《', '“', '"', '了', '本', '这', '份', ':', '：']));
        let is_office = |name: &String| {
            agency::is_name(name)
                || agency::is_gap(name)
                || name.ends_with(['省', '市', '县', '区', '州', '旗'])
        };
        let named = Named { office: named.office.filter(is_office), ..named };
        if named.office.is_some() {
            return Some(named);
        }
        best = best.or(Some(named)).filter(|best| best.year.is_some());
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> (Paper, Option<String>, Option<u16>) {
        let phrase = read(line).unwrap_or_else(|| panic!("{line}"));
        (phrase.paper, phrase.office, phrase.year)
    }

    #[test]
    fn office_and_year_wherever_they_are_printed() {
        for (line, office, year) in [
            ("某市人民政府办公室2023年政府信息公开工作年度报告", Some("某市人民政府办公室"), Some(2023)),
            ("2024年某市科委政府信息公开工作年度报告", Some("某市科委"), Some(2024)),
            ("关于某县水务局二〇一二年度政府信息公开工作情况的报告", Some("某县水务局"), Some(2012)),
            ("青岩海关2019年海关信息公开工作年度报告", Some("青岩海关"), Some(2019)),
            ("青岩大学2021年高校信息公开工作年度报告", Some("青岩大学"), Some(2021)),
            ("青岩市2020年度水务局政府信息公开年度报告", Some("青岩市水务局"), Some(2020)),
            ("2022年医院政府信息公开工作年度报告", None, Some(2022)),
            ("白溪镇人民政府信息公开工作年度报告（2021年）", Some("白溪镇人民政府"), Some(2021)),
            ("青岩市水务局2023政府信息公开年报", Some("青岩市水务局"), Some(2023)),
            ("青岩师范学院2022-2023学年信息公开工作年度报告", Some("青岩师范学院"), Some(2023)),
            ("青岩市水务局关于2021年政府信息公开工作年度报告的公布", Some("青岩市水务局"), Some(2021)),
            ("关于2021年政府信息公开工作年度报告的公告", None, Some(2021)),
            ("首页 > 年报 > 青岩市水务局2021年政府信息公开工作年度报告", Some("青岩市水务局"), Some(2021)),
            (
                "青岩区管委会（青岩商务区管委会）2021年政府信息公开工作年度报告",
                Some("青岩区管委会（青岩商务区管委会）"),
                Some(2021),
            ),
            ("青岩市水务局23年度政府信息公开工作年度报告", Some("青岩市水务局"), Some(2023)),
            ("2023年政府信息公开工作年度报告（青岩市水务局）", Some("青岩市水务局"), Some(2023)),
            ("2023年政府信息公开工作年度报告（公开版）", None, Some(2023)),
            ("政府信息公开年报", None, None),
        ] {
            assert_eq!(of(line), (Paper::Report, office.map(str::to_owned), year), "{line}");
        }
    }

    #[test]
    fn papers_about_reports() {
        for line in [
            "某局关于做好2023年政府信息公开年度报告编制的通知",
            "《青岩市水务局2023年政府信息公开工作年度报告》解读",
            "一图读懂青岩市水务局2023年政府信息公开工作年度报告",
            "青岩市水务局按时发布2023年政府信息公开工作年度报告",
            "青岩市政府信息公开工作年度报告编制办法",
            "青岩市水务局2023年政府信息公开工作年度报告（解读）",
            "政府信息公开工作年度报告格式",
            "青岩市2023年政府信息公开工作年度报告正式发布",
        ] {
            assert_eq!(of(line).0, Paper::Other, "{line}");
        }
        assert_eq!(of("青岩市水务局公布2023年政府信息公开工作年度报告").0, Paper::Announced);
        assert_eq!(of("青岩市机构编制委员会办公室2023年政府信息公开工作年度报告").0, Paper::Report);
        for line in [
            "青岩市水务局认真落实，2023年政府信息公开工作年度报告所列数据真实，特此说明。",
            "政府信息公开指南和年度报告",
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }

    #[test]
    fn sentences_that_publish_a_report() {
        for (text, office, year) in [
            (
                "根据条例，现公布青岩县人民政府2022年政府信息公开工作年度报告。",
                Some("青岩县人民政府"),
                Some(2022),
            ),
            (
                "特向社会公布2024年度青岩县人民政府办公室政府信息公开年度报告，所列数据",
                Some("青岩县人民政府办公室"),
                Some(2024),
            ),
            ("现发布《青岩市气象局2023年度政府信息公开工作年度报告》。", Some("青岩市气象局"), Some(2023)),
            ("由青岩市教育委员会编制的2008年度政府信息公开年度报告。", None, Some(2008)),
            (
                "现公布中共青岩县委机构编制委员会办公室2023年政府信息公开工作年度报告。",
                Some("中共青岩县委机构编制委员会办公室"),
                Some(2023),
            ),
            ("现将2023年白溪镇政府信息公开工作情况报告如下：", Some("白溪镇"), Some(2023)),
        ] {
            let named = published(text).unwrap_or_default();
            assert_eq!((named.office.as_deref(), named.year), (office, year), "{text}");
        }
        for text in [
            "按照青岩市人民政府办公室《关于做好2017年度政府信息公开年度报告编制发布工作的通知》要求",
            "依据《中华人民共和国政府信息公开工作年度报告格式》编制本报告",
        ] {
            assert_eq!(published(text), None, "{text}");
        }
    }
}
