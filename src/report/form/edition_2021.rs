//! The form of 国办公开办函〔2021〕30号: reports for 2021 and later.

use crate::report::form::Applicant;
use crate::report::form::edition::{Edition, Heading, Indicator, Layout, Over, Sum, Table, Unit};

pub(super) static EDITION: Edition = Edition {
    name: "2021",
    notice: "国办公开办函〔2021〕30号",
    since: 2021,
    prescribed: true,
    asks_for_fees: true,
    headings: HEADINGS,
    tables: TABLES,
    applicants: &Applicant::ALL,
    indicators: INDICATORS,
    sums: SUMS,
};

const HEADINGS: &[Heading] = &[
    Heading {
        number: 1, title: "总体情况", also: &["总体概述", "工作开展总体情况", "工作总体情况", "概述"]
    },
    Heading {
        number: 2,
        title: "主动公开政府信息情况",
        also: &["行政机关主动公开政府信息情况", "主动公开政府信息的情况"],
    },
    Heading {
        number: 3,
        title: "收到和处理政府信息公开申请情况",
        also: &["行政机关收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请的情况"],
    },
    Heading {
        number: 4,
        title: "政府信息公开行政复议、行政诉讼情况",
        also: &["因政府信息公开工作被申请行政复议、提起行政诉讼情况"],
    },
    Heading {
        number: 5,
        title: "存在的主要问题及改进情况",
        also: &["政府信息公开工作存在的主要问题及改进情况"],
    },
    Heading { number: 6, title: "其他需要报告的事项", also: &["其他需要报告事项"] },
];

const TABLES: &[Table] = &[
    Table { section: 2, name: "表二", layout: Layout::Matters },
    Table { section: 3, name: "表三", layout: Layout::Applicants },
    Table { section: 4, name: "表四", layout: Layout::Outcomes },
];

#[rustfmt::skip]
const INDICATORS: &[Indicator] = &[
    Indicator::once("proactive.rules.issued", 2, Unit::Cases, &["第二十条第（一）项", "规章", "本年制发件数"], &["制发件数", "本年制发数量"]),
    Indicator::once("proactive.rules.repealed", 2, Unit::Cases, &["第二十条第（一）项", "规章", "本年废止件数"], &["废止件数", "本年废止数量"]),
    Indicator::once("proactive.rules.in_force", 2, Unit::Cases, &["第二十条第（一）项", "规章", "现行有效件数"], &["有效件数", "现行有效数量"]),
    Indicator::once("proactive.normative_documents.issued", 2, Unit::Cases, &["第二十条第（一）项", "行政规范性文件", "本年制发件数"], &["制发件数", "本年制发数量"]),
    Indicator::once("proactive.normative_documents.repealed", 2, Unit::Cases, &["第二十条第（一）项", "行政规范性文件", "本年废止件数"], &["废止件数", "本年废止数量"]),
    Indicator::once("proactive.normative_documents.in_force", 2, Unit::Cases, &["第二十条第（一）项", "行政规范性文件", "现行有效件数"], &["有效件数", "现行有效数量"]),
    Indicator::once("proactive.licensing.decisions", 2, Unit::Cases, &["第二十条第（五）项", "行政许可", "本年处理决定数量"], &[]),
    Indicator::once("proactive.penalties.decisions", 2, Unit::Cases, &["第二十条第（六）项", "行政处罚", "本年处理决定数量"], &[]),
    Indicator::once("proactive.compulsion.decisions", 2, Unit::Cases, &["第二十条第（六）项", "行政强制", "本年处理决定数量"], &[]),
    Indicator::once("proactive.fees.amount", 2, Unit::TenThousandYuan, &["第二十条第（八）项", "行政事业性收费", "本年收费金额（单位：万元）"], &["收费金额", "本年收费总额"]),
    Indicator::row("requests.received", &["一、本年新收政府信息公开申请数量"], &[]),
    Indicator::row("requests.carried_in", &["二、上年结转政府信息公开申请数量"], &[]),
    Indicator::row("requests.granted", &["三、本年度办理结果", "（一）予以公开"], &[]),
    Indicator::row("requests.partly_granted", &["三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"], &[]),
    Indicator::row("requests.refused.state_secret", &["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"], &[]),
    Indicator::row("requests.refused.prohibited_by_law", &["三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"], &[]),
    Indicator::row("requests.refused.public_security", &["三、本年度办理结果", "（三）不予公开", "3.危及“三安全一稳定”"], &["3.危及\"三安全一稳定\""]),
    Indicator::row("requests.refused.third_party", &["三、本年度办理结果", "（三）不予公开", "4.保护第三方合法权益"], &[]),
    Indicator::row("requests.refused.internal_affairs", &["三、本年度办理结果", "（三）不予公开", "5.属于三类内部事务信息"], &[]),
    Indicator::row("requests.refused.deliberative_process", &["三、本年度办理结果", "（三）不予公开", "6.属于四类过程性信息"], &[]),
    Indicator::row("requests.refused.enforcement_file", &["三、本年度办理结果", "（三）不予公开", "7.属于行政执法案卷"], &[]),
    Indicator::row("requests.refused.inquiry", &["三、本年度办理结果", "（三）不予公开", "8.属于行政查询事项"], &[]),
    Indicator::row("requests.unavailable.not_held", &["三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息"], &[]),
    Indicator::row("requests.unavailable.needs_production", &["三、本年度办理结果", "（四）无法提供", "2.没有现成信息需要另行制作"], &[]),
    Indicator::row("requests.unavailable.still_unclear", &["三、本年度办理结果", "（四）无法提供", "3.补正后申请内容仍不明确"], &[]),
    Indicator::row("requests.not_processed.petition", &["三、本年度办理结果", "（五）不予处理", "1.信访举报投诉类申请"], &[]),
    Indicator::row("requests.not_processed.duplicate", &["三、本年度办理结果", "（五）不予处理", "2.重复申请"], &[]),
    Indicator::row("requests.not_processed.published_material", &["三、本年度办理结果", "（五）不予处理", "3.要求提供公开出版物"], &[]),
    Indicator::row("requests.not_processed.abusive", &["三、本年度办理结果", "（五）不予处理", "4.无正当理由大量反复申请"], &[]),
    Indicator::row("requests.not_processed.reconfirmation", &["三、本年度办理结果", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"], &[]),
    Indicator { stands_for: &["requests.other.not_corrected", "requests.other.fee_unpaid", "requests.other.other"], ..Indicator::row("requests.other.total", &["三、本年度办理结果", "（六）其他处理"], &[]) },
    Indicator::row("requests.other.not_corrected", &["三、本年度办理结果", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"], &["1.逾期不补正"]),
    Indicator::row("requests.other.fee_unpaid", &["三、本年度办理结果", "（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"], &["2.逾期不缴费"]),
    Indicator::row("requests.other.other", &["三、本年度办理结果", "（六）其他处理", "3.其他"], &[]),
    Indicator::row("requests.concluded", &["三、本年度办理结果", "（七）总计"], &["（七）合计"]),
    Indicator::row("requests.carried_out", &["四、结转下年度继续办理"], &[]),
    Indicator::once("reconsideration.upheld", 4, Unit::Cases, &["行政复议", "结果维持"], &["维持"]),
    Indicator::once("reconsideration.corrected", 4, Unit::Cases, &["行政复议", "结果纠正"], &["纠正"]),
    Indicator::once("reconsideration.other", 4, Unit::Cases, &["行政复议", "其他结果"], &["其他", "其他情形"]),
    Indicator::once("reconsideration.pending", 4, Unit::Cases, &["行政复议", "尚未审结"], &["未审结", "未结案", "尚未结案"]),
    Indicator::once("reconsideration.total", 4, Unit::Cases, &["行政复议", "总计"], &[]),
    Indicator::once("litigation_direct.upheld", 4, Unit::Cases, &["行政诉讼", "未经复议直接起诉", "结果维持"], &["维持"]),
    Indicator::once("litigation_direct.corrected", 4, Unit::Cases, &["行政诉讼", "未经复议直接起诉", "结果纠正"], &["纠正"]),
    Indicator::once("litigation_direct.other", 4, Unit::Cases, &["行政诉讼", "未经复议直接起诉", "其他结果"], &["其他", "其他情形"]),
    Indicator::once("litigation_direct.pending", 4, Unit::Cases, &["行政诉讼", "未经复议直接起诉", "尚未审结"], &["未审结", "未结案", "尚未结案"]),
    Indicator::once("litigation_direct.total", 4, Unit::Cases, &["行政诉讼", "未经复议直接起诉", "总计"], &[]),
    Indicator::once("litigation_after_reconsideration.upheld", 4, Unit::Cases, &["行政诉讼", "复议后起诉", "结果维持"], &["维持"]),
    Indicator::once("litigation_after_reconsideration.corrected", 4, Unit::Cases, &["行政诉讼", "复议后起诉", "结果纠正"], &["纠正"]),
    Indicator::once("litigation_after_reconsideration.other", 4, Unit::Cases, &["行政诉讼", "复议后起诉", "其他结果"], &["其他", "其他情形"]),
    Indicator::once("litigation_after_reconsideration.pending", 4, Unit::Cases, &["行政诉讼", "复议后起诉", "尚未审结"], &["未审结", "未结案", "尚未结案"]),
    Indicator::once("litigation_after_reconsideration.total", 4, Unit::Cases, &["行政诉讼", "复议后起诉", "总计"], &[]),
];

#[rustfmt::skip]
const SUMS: &[Sum] = &[
    Sum { rule: "D38", left: &["requests.received", "requests.carried_in"], right: &["requests.concluded", "requests.carried_out"], over: Over::EachColumn },
    Sum { rule: "D39", left: &["requests.granted", "requests.partly_granted", "requests.refused.state_secret", "requests.refused.prohibited_by_law", "requests.refused.public_security", "requests.refused.third_party", "requests.refused.internal_affairs", "requests.refused.deliberative_process", "requests.refused.enforcement_file", "requests.refused.inquiry", "requests.unavailable.not_held", "requests.unavailable.needs_production", "requests.unavailable.still_unclear", "requests.not_processed.petition", "requests.not_processed.duplicate", "requests.not_processed.published_material", "requests.not_processed.abusive", "requests.not_processed.reconfirmation", "requests.other.total", "requests.other.not_corrected", "requests.other.fee_unpaid", "requests.other.other"], right: &["requests.concluded"], over: Over::EachColumn },
    Sum { rule: "D40", left: &["requests.received", "requests.carried_in", "requests.granted", "requests.partly_granted", "requests.refused.state_secret", "requests.refused.prohibited_by_law", "requests.refused.public_security", "requests.refused.third_party", "requests.refused.internal_affairs", "requests.refused.deliberative_process", "requests.refused.enforcement_file", "requests.refused.inquiry", "requests.unavailable.not_held", "requests.unavailable.needs_production", "requests.unavailable.still_unclear", "requests.not_processed.petition", "requests.not_processed.duplicate", "requests.not_processed.published_material", "requests.not_processed.abusive", "requests.not_processed.reconfirmation", "requests.other.total", "requests.other.not_corrected", "requests.other.fee_unpaid", "requests.other.other", "requests.concluded", "requests.carried_out"], right: &[], over: Over::EachRow },
    Sum { rule: "E50", left: &["reconsideration.upheld", "reconsideration.corrected", "reconsideration.other", "reconsideration.pending"], right: &["reconsideration.total"], over: Over::Once },
    Sum { rule: "E50", left: &["litigation_direct.upheld", "litigation_direct.corrected", "litigation_direct.other", "litigation_direct.pending"], right: &["litigation_direct.total"], over: Over::Once },
    Sum { rule: "E50", left: &["litigation_after_reconsideration.upheld", "litigation_after_reconsideration.corrected", "litigation_after_reconsideration.other", "litigation_after_reconsideration.pending"], right: &["litigation_after_reconsideration.total"], over: Over::Once },
];
