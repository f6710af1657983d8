//! What the prose counts, and the lawful readings of it in cells of the tables. Data.
//!
//! A further quantity is a line here and its words a line of `words`.

use crate::report::form::Applicant;

/// A quantity that the prose may state and the tables hold.
#[derive(Debug)]
pub(super) struct Topic {
    /// What is counted.
    pub(super) head: Head,
    /// The rule that compares it.
    pub(super) rule: &'static str,
    /// What it is, for messages.
    pub(super) name: &'static str,
    /// The sums of cells that it may lawfully be.
    pub(super) readings: &'static [Reading],
}

/// What is counted. Names are those of the things in `words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// Requests that came in: 收到, 受理, 办理.
    Received,
    /// 依申请公开21件, without a verb: asked for, or disclosed.
    Asked,
    /// Requests that are new: 新收.
    New,
    /// New ones among those concluded.
    NewConcluded,
    /// New ones and those carried over together.
    NewAndCarried,
    /// Requests that were concluded.
    Concluded,
    /// Carried over from the year before.
    CarriedIn,
    /// Carried over into the next year.
    CarriedOut,
    /// A kind of result.
    Result(&'static str),
    /// A ground within a kind of result.
    Ground(&'static str),
    /// Requests of a kind of applicant.
    Applicant(&'static str),
    /// Reviews or suits.
    Case(&'static str),
    /// Results of reviews or suits: which, and the result.
    Outcome(&'static str, &'static str),
    /// Documents, and what was done with them.
    Document(&'static str, Deed),
    /// Decisions.
    Decision(&'static str),
    /// Fees.
    Fee(&'static str),
}

/// What is done with documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Made.
    Made,
    /// Put out of force.
    Repealed,
    /// In force.
    InForce,
    /// It is not said.
    Unsaid,
}

/// A sum of cells. A key that ends with `*` stands for all keys that begin so, one with `-` before
/// it is subtracted.
#[derive(Debug)]
pub(super) struct Reading {
    /// The keys.
    pub(super) keys: &'static [&'static str],
    /// The columns of the request table.
    pub(super) applicants: &'static [Applicant],
}

const fn total(keys: &'static [&'static str]) -> Reading {
    Reading { keys, applicants: &[Applicant::Total] }
}

const fn of(applicants: &'static [Applicant], keys: &'static [&'static str]) -> Reading {
    Reading { keys, applicants }
}

const fn topic(rule: &'static str, head: Head, name: &'static str, readings: &'static [Reading]) -> Topic {
    Topic { head, rule, name, readings }
}

const LEGAL: &[Applicant] = &[
    Applicant::Business,
    Applicant::Research,
    Applicant::PublicInterest,
    Applicant::LegalService,
    Applicant::Other,
];
const NATURAL: &[Applicant] = &[Applicant::NaturalPerson];

const RECEIVED: Reading = total(&["requests.received"]);
const ALL_IN: Reading = total(&["requests.received", "requests.carried_in"]);
/// The same in the 统计表 of 2014 to 2018.
const LISTED: Reading = total(&["statistics.received.total"]);
const LISTED_CONCLUDED: Reading = total(&["statistics.concluded.total"]);
const CONCLUDED: Reading = total(&["requests.concluded"]);
const CONCLUDED_OF_YEAR: Reading = total(&["requests.concluded", "-requests.carried_in"]);

/// The topic of a head.
pub(super) fn topic_of(head: Head) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.head == head)
}

/// The topic that counts a thing by itself: not its results, nor what was done with it.
pub(super) fn topic_named(thing: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| match topic.head {
        Head::Result(name) | Head::Ground(name) | Head::Applicant(name) | Head::Case(name) => name == thing,
        Head::Decision(name) | Head::Fee(name) | Head::Document(name, Deed::Unsaid) => name == thing,
        _ => false,
    })
}

/// Every topic.
#[rustfmt::skip]
pub(super) static TOPICS: &[Topic] = &[
    topic("F58", Head::Received, "收到申请", &[RECEIVED, ALL_IN, CONCLUDED, LISTED, LISTED_CONCLUDED]),
    topic("F58", Head::Asked, "依申请公开", &[RECEIVED, ALL_IN, CONCLUDED, total(&["requests.granted"]), total(&["requests.granted", "requests.partly_granted"]), LISTED, LISTED_CONCLUDED, total(&["statistics.replies.granted"]), total(&["statistics.replies.granted", "statistics.replies.partly_granted"])]),
    topic("F57", Head::New, "本年新收", &[RECEIVED, LISTED]),
    topic("F57", Head::NewConcluded, "本年新收", &[RECEIVED, CONCLUDED_OF_YEAR]),
    topic("F58", Head::NewAndCarried, "新收与上年结转之和", &[ALL_IN, CONCLUDED]),
    topic("F60", Head::Concluded, "办结", &[CONCLUDED, CONCLUDED_OF_YEAR, LISTED_CONCLUDED, total(&["statistics.replies.total"])]),
    topic("F59", Head::CarriedIn, "上年结转", &[total(&["requests.carried_in"])]),
    topic("F59", Head::CarriedOut, "结转下年度继续办理", &[total(&["requests.carried_out"])]),

    topic("D49", Head::Result("公开之和"), "予以公开与部分公开之和", &[total(&["requests.granted", "requests.partly_granted"])]),
    topic("F61", Head::Result("予以公开"), "予以公开", &[total(&["requests.granted"]), total(&["statistics.replies.granted"])]),
    topic("F61", Head::Result("部分公开"), "部分公开", &[total(&["requests.partly_granted"]), total(&["statistics.replies.partly_granted"])]),
    topic("F61", Head::Result("不予公开"), "不予公开", &[total(&["requests.refused.*"]), total(&["statistics.replies.refused"])]),
    topic("F61", Head::Result("无法提供"), "无法提供", &[total(&["requests.unavailable.*"])]),
    topic("F61", Head::Result("不予处理"), "不予处理", &[total(&["requests.not_processed.*"])]),
    topic("F61", Head::Result("其他处理"), "其他处理", &[total(&["requests.other.*"])]),
    topic("F61", Head::Ground("国家秘密"), "属于国家秘密", &[total(&["requests.refused.state_secret"])]),
    topic("F61", Head::Ground("法律禁止"), "其他法律行政法规禁止公开", &[total(&["requests.refused.prohibited_by_law"])]),
    topic("F61", Head::Ground("三安全"), "危及“三安全一稳定”", &[total(&["requests.refused.public_security"])]),
    topic("F61", Head::Ground("第三方"), "保护第三方合法权益", &[total(&["requests.refused.third_party"])]),
    topic("F61", Head::Ground("内部事务"), "属于三类内部事务信息", &[total(&["requests.refused.internal_affairs"])]),
    topic("F61", Head::Ground("过程性"), "属于四类过程性信息", &[total(&["requests.refused.deliberative_process"])]),
    topic("F61", Head::Ground("执法案卷"), "属于行政执法案卷", &[total(&["requests.refused.enforcement_file"])]),
    topic("F61", Head::Ground("行政查询"), "属于行政查询事项", &[total(&["requests.refused.inquiry"])]),
    topic("F61", Head::Ground("不掌握"), "本机关不掌握相关政府信息", &[total(&["requests.unavailable.not_held"])]),
    topic("F61", Head::Ground("另行制作"), "没有现成信息需要另行制作", &[total(&["requests.unavailable.needs_production"])]),
    topic("F61", Head::Ground("仍不明确"), "补正后申请内容仍不明确", &[total(&["requests.unavailable.still_unclear"])]),
    topic("F61", Head::Ground("信访类"), "信访举报投诉类申请", &[total(&["requests.not_processed.petition"])]),
    topic("F61", Head::Ground("重复申请"), "重复申请", &[total(&["requests.not_processed.duplicate"])]),
    topic("F61", Head::Ground("公开出版物"), "要求提供公开出版物", &[total(&["requests.not_processed.published_material"])]),
    topic("F61", Head::Ground("反复申请"), "无正当理由大量反复申请", &[total(&["requests.not_processed.abusive"])]),
    topic("F61", Head::Ground("重新出具"), "要求确认或重新出具已获取信息", &[total(&["requests.not_processed.reconfirmation"])]),
    topic("F61", Head::Ground("逾期不补正"), "逾期不补正而不再处理", &[total(&["requests.other.not_corrected"])]),
    topic("F61", Head::Ground("逾期不缴费"), "逾期不缴费而不再处理", &[total(&["requests.other.fee_unpaid"])]),

    topic("F62", Head::Applicant("自然人"), "自然人申请", &[of(NATURAL, &["requests.received"]), of(NATURAL, &["requests.received", "requests.carried_in"]), of(NATURAL, &["requests.concluded"])]),
    topic("F62", Head::Applicant("法人"), "法人或其他组织申请", &[of(LEGAL, &["requests.received"]), of(LEGAL, &["requests.received", "requests.carried_in"]), of(LEGAL, &["requests.concluded"])]),

    topic("F64", Head::Case("复议诉讼"), "行政复议与行政诉讼之和", &[total(&["reconsideration.total", "litigation_direct.total", "litigation_after_reconsideration.total"])]),
    topic("F64", Head::Case("复议"), "行政复议", &[total(&["reconsideration.total"]), total(&["statistics.reconsideration.total"])]),
    topic("F64", Head::Case("诉讼"), "行政诉讼", &[total(&["litigation_direct.total", "litigation_after_reconsideration.total"]), total(&["statistics.litigation.total"])]),
    topic("F64", Head::Case("直接起诉"), "未经复议直接起诉", &[total(&["litigation_direct.total"])]),
    topic("F64", Head::Case("复议后起诉"), "复议后起诉", &[total(&["litigation_after_reconsideration.total"])]),
    topic("F64", Head::Outcome("复议", "维持"), "行政复议结果维持", &[total(&["reconsideration.upheld"])]),
    topic("F64", Head::Outcome("复议", "纠正"), "行政复议结果纠正", &[total(&["reconsideration.corrected"])]),
    topic("F64", Head::Outcome("复议", "其他结果"), "行政复议其他结果", &[total(&["reconsideration.other"])]),
    topic("F64", Head::Outcome("复议", "未审结"), "行政复议尚未审结", &[total(&["reconsideration.pending"])]),
    topic("F64", Head::Outcome("诉讼", "维持"), "行政诉讼结果维持", &[total(&["litigation_direct.upheld", "litigation_after_reconsideration.upheld"])]),
    topic("F64", Head::Outcome("诉讼", "纠正"), "行政诉讼结果纠正", &[total(&["litigation_direct.corrected", "litigation_after_reconsideration.corrected"])]),
    topic("F64", Head::Outcome("诉讼", "其他结果"), "行政诉讼其他结果", &[total(&["litigation_direct.other", "litigation_after_reconsideration.other"])]),
    topic("F64", Head::Outcome("诉讼", "未审结"), "行政诉讼尚未审结", &[total(&["litigation_direct.pending", "litigation_after_reconsideration.pending"])]),
    topic("F64", Head::Outcome("直接起诉", "维持"), "未经复议直接起诉结果维持", &[total(&["litigation_direct.upheld"])]),
    topic("F64", Head::Outcome("直接起诉", "纠正"), "未经复议直接起诉结果纠正", &[total(&["litigation_direct.corrected"])]),
    topic("F64", Head::Outcome("直接起诉", "其他结果"), "未经复议直接起诉其他结果", &[total(&["litigation_direct.other"])]),
    topic("F64", Head::Outcome("直接起诉", "未审结"), "未经复议直接起诉尚未审结", &[total(&["litigation_direct.pending"])]),
    topic("F64", Head::Outcome("复议后起诉", "维持"), "复议后起诉结果维持", &[total(&["litigation_after_reconsideration.upheld"])]),
    topic("F64", Head::Outcome("复议后起诉", "纠正"), "复议后起诉结果纠正", &[total(&["litigation_after_reconsideration.corrected"])]),
    topic("F64", Head::Outcome("复议后起诉", "其他结果"), "复议后起诉其他结果", &[total(&["litigation_after_reconsideration.other"])]),
    topic("F64", Head::Outcome("复议后起诉", "未审结"), "复议后起诉尚未审结", &[total(&["litigation_after_reconsideration.pending"])]),

    topic("F65", Head::Document("规章", Deed::Made), "制定规章", &[total(&["proactive.rules.issued"]), total(&["proactive.rules.made"]), total(&["proactive.rules.newly_disclosed"])]),
    topic("F65", Head::Document("规章", Deed::Repealed), "废止规章", &[total(&["proactive.rules.repealed"])]),
    topic("F65", Head::Document("规章", Deed::InForce), "现行有效规章", &[total(&["proactive.rules.in_force"]), total(&["proactive.rules.disclosed_total"])]),
    topic("F65", Head::Document("规章", Deed::Unsaid), "规章", &[total(&["proactive.rules.issued"]), total(&["proactive.rules.in_force"]), total(&["proactive.rules.repealed"]), total(&["proactive.rules.made"]), total(&["proactive.rules.newly_disclosed"]), total(&["proactive.rules.disclosed_total"])]),
    topic("F65", Head::Document("规范性文件", Deed::Made), "制发行政规范性文件", &[total(&["proactive.normative_documents.issued"]), total(&["proactive.normative_documents.made"]), total(&["proactive.normative_documents.newly_disclosed"])]),
    topic("F65", Head::Document("规范性文件", Deed::Repealed), "废止行政规范性文件", &[total(&["proactive.normative_documents.repealed"])]),
    topic("F65", Head::Document("规范性文件", Deed::InForce), "现行有效行政规范性文件", &[total(&["proactive.normative_documents.in_force"]), total(&["proactive.normative_documents.disclosed_total"])]),
    topic("F65", Head::Document("规范性文件", Deed::Unsaid), "行政规范性文件", &[total(&["proactive.normative_documents.issued"]), total(&["proactive.normative_documents.in_force"]), total(&["proactive.normative_documents.repealed"]), total(&["proactive.normative_documents.made"]), total(&["proactive.normative_documents.newly_disclosed"]), total(&["proactive.normative_documents.disclosed_total"])]),
    topic("F65", Head::Decision("许可决定"), "行政许可决定", &[total(&["proactive.licensing.decisions"])]),
    topic("F65", Head::Decision("处罚决定"), "行政处罚决定", &[total(&["proactive.penalties.decisions"])]),
    topic("F65", Head::Decision("强制决定"), "行政强制决定", &[total(&["proactive.compulsion.decisions"])]),
    topic("F65", Head::Fee("事业性收费"), "行政事业性收费（万元）", &[total(&["proactive.fees.amount"])]),
];

/// Words by which a paragraph is about requests for information.
pub(super) const DISCLOSURE: &[&str] = &["信息公开", "依申请公开", "公开申请", "政务公开", "公开案件"];
