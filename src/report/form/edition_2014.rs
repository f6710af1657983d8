//! The 政府信息公开工作情况统计表 of 国办发〔2014〕32号, an appendix to the reports for 2014 to 2018.
//!
//! The prose of those reports follows no form: the edition has no headings. The list of rows is that of the form as it was
//! published with the reports; offices and provinces word some rows otherwise.

use crate::report::form::edition::{APPENDIX, Edition, Indicator, Layout, Over, Sum, Table, Unit};

pub(super) static EDITION: Edition = Edition {
    name: "2014",
    notice: "国办发〔2014〕32号",
    since: 2014,
    prescribed: false,
    asks_for_fees: false,
    headings: &[],
    tables: TABLES,
    applicants: &[],
    indicators: INDICATORS,
    sums: SUMS,
};

const TABLES: &[Table] =
    &[Table { section: APPENDIX, name: "政府信息公开工作情况统计表", layout: Layout::Listed }];

/// 条: pieces of information.
const PIECES: Unit = Unit::Counted("条");
/// 次: events.
const TIMES: Unit = Unit::Counted("次");

#[rustfmt::skip]
const INDICATORS: &[Indicator] = &[
    row("statistics.disclosed.total", PIECES, &["一、主动公开情况", "（一）主动公开政府信息数"], &["主动公开信息数", "主动公开政府信息条数", "主动公开政府信息总条数"]),
    row("statistics.disclosed.normative_documents", PIECES, &["一、主动公开情况", "（一）主动公开政府信息数", "其中：主动公开规范性文件数"], &["公开规范性文件数", "主动公开的规范性文件数"]),
    row("statistics.disclosed.normative_documents_made", Unit::Cases, &["一、主动公开情况", "（一）主动公开政府信息数", "制发规范性文件总数"], &["制定规范性文件数", "印发规范性文件数", "制发的规范性文件数"]),
    row("statistics.channels.gazette", PIECES, &["一、主动公开情况", "（二）通过不同渠道和方式公开政府信息的情况", "1.政府公报公开政府信息数"], &["通过政府公报公开政府信息数", "政府公报公开信息数", "政府公报公开数"]),
    row("statistics.channels.website", PIECES, &["一、主动公开情况", "（二）通过不同渠道和方式公开政府信息的情况", "2.政府网站公开政府信息数"], &["通过政府网站公开政府信息数", "政府网站公开信息数", "政府网站公开数", "政府门户网站公开政府信息数"]),
    row("statistics.channels.weibo", PIECES, &["一、主动公开情况", "（二）通过不同渠道和方式公开政府信息的情况", "3.政务微博公开政府信息数"], &["通过政务微博公开政府信息数", "政务微博公开信息数", "政务微博公开数"]),
    row("statistics.channels.wechat", PIECES, &["一、主动公开情况", "（二）通过不同渠道和方式公开政府信息的情况", "4.政务微信公开政府信息数"], &["通过政务微信公开政府信息数", "政务微信公开信息数", "政务微信公开数"]),
    row("statistics.channels.other", PIECES, &["一、主动公开情况", "（二）通过不同渠道和方式公开政府信息的情况", "5.其他方式公开政府信息数"], &["通过其他方式公开政府信息数", "其他方式公开信息数", "其他方式公开数", "其他渠道公开政府信息数"]),
    row("statistics.responses.total", TIMES, &["二、回应解读情况", "（一）回应公众关注热点或重大舆情数"], &["回应公众关注热点和重大舆情数", "回应热点或重大舆情数", "回应公众关注热点或重大舆情"]),
    row("statistics.responses.press_conferences", TIMES, &["二、回应解读情况", "（二）通过不同渠道和方式回应解读的情况", "1.参加或举办新闻发布会总次数"], &["举办新闻发布会总次数", "参加或举办新闻发布会次数", "新闻发布会次数"]),
    row("statistics.responses.press_conferences_led", TIMES, &["二、回应解读情况", "（二）通过不同渠道和方式回应解读的情况", "1.参加或举办新闻发布会总次数", "其中：主要负责同志参加新闻发布会次数"], &["主要负责人参加新闻发布会次数", "主要领导参加新闻发布会次数"]),
    row("statistics.responses.interviews", TIMES, &["二、回应解读情况", "（二）通过不同渠道和方式回应解读的情况", "2.政府网站在线访谈次数"], &["在线访谈次数", "参加政府网站在线访谈次数", "政府网站在线访谈总次数"]),
    row("statistics.responses.interviews_led", TIMES, &["二、回应解读情况", "（二）通过不同渠道和方式回应解读的情况", "2.政府网站在线访谈次数", "其中：主要负责同志参加政府网站在线访谈次数"], &["主要负责人参加政府网站在线访谈次数", "主要负责同志参加在线访谈次数", "主要领导参加政府网站在线访谈次数"]),
    row("statistics.responses.interpretations", Unit::Counted("篇"), &["二、回应解读情况", "（二）通过不同渠道和方式回应解读的情况", "3.政策解读稿件发布数"], &["政策解读稿件数", "发布政策解读稿件数", "政策解读稿件发布篇数"]),
    row("statistics.responses.social_media", TIMES, &["二、回应解读情况", "（二）通过不同渠道和方式回应解读的情况", "4.微博微信回应事件数"], &["政务微博微信回应事件数", "微博、微信回应事件数", "微博和微信回应事件数"]),
    row("statistics.responses.other", TIMES, &["二、回应解读情况", "（二）通过不同渠道和方式回应解读的情况", "5.其他方式回应事件数"], &["其他方式回应数", "通过其他方式回应事件数"]),
    row("statistics.received.total", Unit::Cases, &["三、依申请公开情况", "（一）收到申请数"], &["收到申请总数", "收到政府信息公开申请数", "受理申请数", "申请总数"]),
    row("statistics.received.in_person", Unit::Cases, &["三、依申请公开情况", "（一）收到申请数", "1.当面申请数"], &["当场申请数", "现场申请数", "其中：当面申请数"]),
    row("statistics.received.fax", Unit::Cases, &["三、依申请公开情况", "（一）收到申请数", "2.传真申请数"], &[]),
    row("statistics.received.online", Unit::Cases, &["三、依申请公开情况", "（一）收到申请数", "3.网络申请数"], &["网上申请数", "互联网申请数", "网站申请数"]),
    row("statistics.received.mail", Unit::Cases, &["三、依申请公开情况", "（一）收到申请数", "4.信函申请数"], &["信件申请数", "邮寄申请数", "书信申请数"]),
    row("statistics.concluded.total", Unit::Cases, &["三、依申请公开情况", "（二）申请办结数"], &["申请办结总数", "办结申请数", "办结数"]),
    row("statistics.concluded.on_time", Unit::Cases, &["三、依申请公开情况", "（二）申请办结数", "1.按时办结数"], &["按期办结数"]),
    row("statistics.concluded.extended", Unit::Cases, &["三、依申请公开情况", "（二）申请办结数", "2.延期办结数"], &["延期后办结数", "延期答复办结数"]),
    row("statistics.replies.total", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数"], &["申请答复总数", "答复申请数", "答复数"]),
    row("statistics.replies.already_public", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "1.属于已主动公开范围数"], &["属于已经主动公开范围数", "已主动公开范围数", "属于主动公开范围数", "已主动公开数"]),
    row("statistics.replies.granted", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "2.同意公开答复数"], &["同意公开数"]),
    row("statistics.replies.partly_granted", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "3.同意部分公开答复数"], &["同意部分公开数", "部分公开答复数", "部分同意公开答复数"]),
    row("statistics.replies.refused", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "4.不同意公开答复数"], &["不同意公开数", "不予公开答复数"]),
    row("statistics.refusals.state_secret", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "4.不同意公开答复数", "其中：涉及国家秘密"], &["属于国家秘密"]),
    row("statistics.refusals.trade_secret", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "4.不同意公开答复数", "涉及商业秘密"], &["属于商业秘密"]),
    row("statistics.refusals.privacy", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "4.不同意公开答复数", "涉及个人隐私"], &["属于个人隐私"]),
    row("statistics.refusals.security", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "4.不同意公开答复数", "危及国家安全、公共安全、经济安全和社会稳定"], &["危及国家安全、公共安全、经济安全或社会稳定", "危及三安全一稳定", "涉及三安全一稳定"]),
    row("statistics.refusals.not_government_information", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "4.不同意公开答复数", "不是《条例》所指政府信息"], &["不属于《条例》所指政府信息", "非《条例》所指政府信息", "不是政府信息"]),
    row("statistics.refusals.other_by_law", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "4.不同意公开答复数", "法律法规规定的其他情形"], &["法律、法规规定的其他情形", "法律法规规定的其他不予公开情形", "法律法规规定的其他情况"]),
    row("statistics.replies.not_this_office", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "5.不属于本行政机关公开数"], &["不属于本机关公开数", "不属于本行政机关公开范围数", "非本行政机关公开数", "不属于本部门公开数"]),
    row("statistics.replies.nonexistent", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "6.申请信息不存在数"], &["信息不存在数", "政府信息不存在数", "申请的信息不存在数"]),
    row("statistics.replies.asked_to_amend", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "7.告知作出更改补充数"], &["告知更改补充数", "告知作出更改、补充数", "告知做出更改补充数"]),
    row("statistics.replies.elsewhere", Unit::Cases, &["三、依申请公开情况", "（三）申请答复数", "8.告知通过其他途径办理数"], &["告知其他途径办理数", "告知通过其他途径数", "告知其他途径数"]),
    row("statistics.reconsideration.total", Unit::Cases, &["四、行政复议数量"], &["行政复议件数", "行政复议总数", "申请行政复议数量"]),
    row("statistics.reconsideration.upheld", Unit::Cases, &["四、行政复议数量", "（一）维持具体行政行为数"], &["维持原具体行政行为数", "维持行政行为数", "维持数", "结果维持数"]),
    row("statistics.reconsideration.corrected", Unit::Cases, &["四、行政复议数量", "（二）被依法纠错数"], &["依法纠错数", "被纠错数", "结果纠正数"]),
    row("statistics.reconsideration.other", Unit::Cases, &["四、行政复议数量", "（三）其他情形数"], &["其他结果数", "其他情况数", "其他数"]),
    row("statistics.litigation.total", Unit::Cases, &["五、行政诉讼数量"], &["行政诉讼件数", "行政诉讼总数", "提起行政诉讼数量"]),
    row("statistics.litigation.upheld", Unit::Cases, &["五、行政诉讼数量", "（一）维持具体行政行为或者驳回原告诉讼请求数"], &["维持具体行政行为或驳回原告诉讼请求数", "维持或驳回原告诉讼请求数", "维持或者驳回数", "驳回原告诉讼请求数", "维持具体行政行为数", "维持行政行为数", "维持数", "结果维持数"]),
    row("statistics.litigation.corrected", Unit::Cases, &["五、行政诉讼数量", "（二）被依法纠错数"], &["依法纠错数", "被纠错数", "结果纠正数"]),
    row("statistics.litigation.other", Unit::Cases, &["五、行政诉讼数量", "（三）其他情形数"], &["其他结果数", "其他情况数", "其他数"]),
    row("statistics.complaints.total", Unit::Cases, &["六、举报投诉数量"], &["举报投诉件数", "投诉举报数量", "举报、投诉数量"]),
    row("statistics.fees.total", Unit::TenThousandYuan, &["七、依申请公开信息收取的费用"], &["依申请公开信息收取费用", "依申请公开收取的费用", "收取的费用", "依申请公开政府信息收取的费用"]),
    row("statistics.staffing.offices", Unit::Counted("个"), &["八、机构建设和保障经费情况", "（一）政府信息公开工作专门机构数"], &["政府信息公开专门机构数", "专门机构数", "设立政府信息公开工作专门机构数"]),
    row("statistics.staffing.reading_points", Unit::Counted("个"), &["八、机构建设和保障经费情况", "（二）设置政府信息公开查阅点数"], &["政府信息公开查阅点数", "查阅点数", "设立政府信息公开查阅点数", "设置政府信息查阅点数"]),
    row("statistics.staffing.staff", Unit::Counted("人"), &["八、机构建设和保障经费情况", "（三）从事政府信息公开工作人员数"], &["政府信息公开工作人员数", "工作人员数"]),
    row("statistics.staffing.full_time", Unit::Counted("人"), &["八、机构建设和保障经费情况", "（三）从事政府信息公开工作人员数", "1.专职人员数（不包括政府公报及政府网站工作人员数）"], &["专职工作人员数"]),
    row("statistics.staffing.part_time", Unit::Counted("人"), &["八、机构建设和保障经费情况", "（三）从事政府信息公开工作人员数", "2.兼职人员数"], &["兼职工作人员数"]),
    row("statistics.staffing.budget", Unit::TenThousandYuan, &["八、机构建设和保障经费情况", "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）"], &["专项经费", "政府信息公开工作专项经费"]),
    row("statistics.training.meetings", TIMES, &["九、政府信息公开会议和培训情况", "（一）召开政府信息公开工作会议或专题会议数"], &["召开政府信息公开工作会议数", "召开政府信息公开工作会议和专题会议数", "召开政府信息公开工作会议或专题会数"]),
    row("statistics.training.courses", TIMES, &["九、政府信息公开会议和培训情况", "（二）举办各类培训班数"], &["举办培训班数", "举办政府信息公开培训班数", "举办各类培训数"]),
    row("statistics.training.participants", Unit::Counted("人次"), &["九、政府信息公开会议和培训情况", "（三）接受培训人员数"], &["接受培训人次", "接受培训人数", "培训人员数"]),
];

const fn row(
    key: &'static str,
    unit: Unit,
    path: &'static [&'static str],
    also: &'static [&'static str],
) -> Indicator {
    Indicator::once(key, APPENDIX, unit, path, also)
}

#[rustfmt::skip]
const SUMS: &[Sum] = &[
    Sum { rule: "L104", left: &["statistics.received.in_person", "statistics.received.fax", "statistics.received.online", "statistics.received.mail"], right: &["statistics.received.total"], over: Over::Once },
    Sum { rule: "L105", left: &["statistics.concluded.on_time", "statistics.concluded.extended"], right: &["statistics.concluded.total"], over: Over::Once },
    Sum { rule: "L106", left: &["statistics.replies.already_public", "statistics.replies.granted", "statistics.replies.partly_granted", "statistics.replies.refused", "statistics.replies.not_this_office", "statistics.replies.nonexistent", "statistics.replies.asked_to_amend", "statistics.replies.elsewhere"], right: &["statistics.replies.total"], over: Over::Once },
    Sum { rule: "L107", left: &["statistics.refusals.state_secret", "statistics.refusals.trade_secret", "statistics.refusals.privacy", "statistics.refusals.security", "statistics.refusals.not_government_information", "statistics.refusals.other_by_law"], right: &["statistics.replies.refused"], over: Over::Once },
    Sum { rule: "L108", left: &["statistics.reconsideration.upheld", "statistics.reconsideration.corrected", "statistics.reconsideration.other"], right: &["statistics.reconsideration.total"], over: Over::Once },
    Sum { rule: "L109", left: &["statistics.litigation.upheld", "statistics.litigation.corrected", "statistics.litigation.other"], right: &["statistics.litigation.total"], over: Over::Once },
    Sum { rule: "L110", left: &["statistics.staffing.full_time", "statistics.staffing.part_time"], right: &["statistics.staffing.staff"], over: Over::Once },
];
