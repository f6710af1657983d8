//! Other words for the labels of the form, as they occur in reports.

/// A row of the request table: key, shortened, reworded.
const ROWS: &[(&str, &str, &str)] = &[
    ("requests.received", "本年新收", "本年新收申请数量"),
    ("requests.carried_in", "上年结转", "上年度结转申请数量"),
    ("requests.granted", "予以公开", "同意公开"),
    ("requests.partly_granted", "部分公开", "部分公开（区分处理）"),
    ("requests.refused.state_secret", "国家秘密", "涉及国家秘密"),
    ("requests.refused.prohibited_by_law", "法律行政法规禁止", "法律、行政法规禁止公开的"),
    ("requests.refused.public_security", "三安全一稳定", "危及“三安全一稳定”的"),
    ("requests.refused.third_party", "第三方合法权益", "损害第三方合法权益"),
    ("requests.refused.internal_affairs", "三类内部事务信息", "内部事务信息（三类）"),
    ("requests.refused.deliberative_process", "四类过程性信息", "过程性信息（四类）"),
    ("requests.refused.enforcement_file", "行政执法案卷", "行政执法案卷信息"),
    ("requests.refused.inquiry", "行政查询事项", "行政查询类事项"),
    ("requests.unavailable.not_held", "不掌握相关信息", "本机关未掌握该信息"),
    ("requests.unavailable.needs_production", "需要另行制作", "没有现成信息，需另行制作"),
    ("requests.unavailable.still_unclear", "补正后仍不明确", "补正后内容仍不明确"),
    ("requests.not_processed.petition", "信访举报投诉类", "信访、举报、投诉类申请"),
    ("requests.not_processed.duplicate", "重复申请", "重复提出的申请"),
    ("requests.not_processed.published_material", "公开出版物", "要求提供出版物"),
    ("requests.not_processed.abusive", "大量反复申请", "无正当理由反复申请"),
    ("requests.not_processed.reconfirmation", "确认或重新出具", "要求确认或重新出具信息"),
    ("requests.other.not_corrected", "逾期不补正", "申请人逾期不补正"),
    ("requests.other.fee_unpaid", "逾期不缴费", "申请人逾期未缴费"),
    ("requests.other.other", "其他", "其他情形"),
    ("requests.other.total", "其他处理", "其他方式处理"),
    ("requests.concluded", "总计", "办理结果合计"),
    ("requests.carried_out", "结转下年度", "结转下年度办理"),
];

/// A number before a label, with its sign: 一、 （三） 5.
fn number(label: &str) -> (&str, &str) {
    let end = match label.chars().next() {
        Some('（') => label.find('）').map(|at| at + '）'.len_utf8()),
        Some(c) if c.is_ascii_digit() => label.find('.').map(|at| at + 1),
        _ => label.find('、').filter(|at| *at <= 3).map(|at| at + '、'.len_utf8()),
    };
    label.split_at(end.unwrap_or(0))
}

/// The label of a row in a style of the axis "row labels"; `n` is the row's place among all rows, from 1.
pub(super) fn row(key: &str, label: &str, style: &str, n: usize) -> String {
    let (ordinal, words) = number(label);
    let other = ROWS.iter().find(|(known, ..)| *known == key);
    let (short, reworded) = other.map_or((words, words), |(_, short, reworded)| (*short, *reworded));
    match style {
        "shortened" => short.to_owned(),
        "shortened, numbers kept" => format!("{ordinal}{short}"),
        "reworded" => format!("{ordinal}{reworded}"),
        "renumbered" if ordinal.ends_with('.') => format!("{n}.{words}"),
        "without numbers" => words.to_owned(),
        "wide digits and brackets" => ordinal
            .chars()
            .map(|c| match c {
                '（' => '(',
                '）' => ')',
                '.' => '．',
                c if c.is_ascii_digit() => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
                c => c,
            })
            .chain(words.chars())
            .collect(),
        _ => label.to_owned(),
    }
}

/// The label of a group of rows.
pub(super) fn group(label: &str, style: &str) -> String {
    match style {
        "without numbers" | "shortened" => number(label).1.to_owned(),
        _ => label.to_owned(),
    }
}

/// A column in a style of the axis "header words".
pub(super) fn column(label: &str, style: &str) -> String {
    let other = match (style, label) {
        ("shortened", "商业企业") => "企业",
        ("shortened", "社会公益组织") => "公益组织",
        ("shortened", "法律服务机构") => "法律机构",
        ("shortened", "科研机构") => "科研",
        ("shortened", "结果维持") => "维持",
        ("shortened", "结果纠正") => "纠正",
        ("shortened", "其他结果") => "其他",
        ("shortened", "尚未审结") => "未审结",
        ("shortened", "未经复议直接起诉") => "直接起诉",
        ("shortened", "本年制发件数") => "制发件数",
        ("shortened", "本年废止件数") => "废止件数",
        ("shortened", "本年处理决定数量") => "处理决定数量",
        ("合计", "总计") => "合计",
        _ => label,
    };
    other.to_owned()
}

/// The heading of a section in a style of the axis "heading words".
pub(super) fn heading(number: u8, title: &str, style: &str) -> String {
    let other = match (style, number) {
        ("及 for 和", 3) => "收到及处理政府信息公开申请情况",
        ("及 for 和", 4) => "政府信息公开行政复议和行政诉讼情况",
        ("及 for 和", 5) => "存在的主要问题和改进情况",
        ("shortened", 2) => "主动公开情况",
        ("shortened", 4) => "行政复议、行政诉讼情况",
        ("shortened", 5) => "存在问题及改进情况",
        ("shortened", 6) => "其他事项",
        ("with 的", 2) => "主动公开政府信息的情况",
        ("with 的", 3) => "收到和处理政府信息公开申请的情况",
        ("with 的", 6) => "其他需要报告的事项的情况",
        ("reworded", 1) => "概述",
        ("reworded", 5) => "主要问题和改进措施",
        ("reworded", 6) => "需要说明的其他事项",
        _ => title,
    };
    other.to_owned()
}
