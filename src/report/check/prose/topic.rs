//! What the prose speaks of: the words, and the lawful readings in cells of the tables. Data.
//!
//! A further quantity or wording is a line here. The first topic whose words stand by a number is
//! the one; so the more particular come first.

use crate::report::form::Applicant;

/// A quantity that the prose may state and the tables hold.
#[derive(Debug)]
pub(super) struct Topic {
    /// The rule that compares it.
    pub(super) rule: &'static str,
    /// What it is, for messages.
    pub(super) name: &'static str,
    /// Each group must have a word by the number.
    pub(super) words: &'static [&'static [&'static str]],
    /// None of these may stand by the number.
    pub(super) never: &'static [&'static str],
    /// The sums of cells that it may lawfully be.
    pub(super) readings: &'static [Reading],
    /// What else must hold for it to be taken.
    pub(super) needs: Needs,
}

/// What must be said around a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing more.
    Nothing,
    /// That it is about disclosure: the paragraph says so, or it stands in section three or four.
    Disclosure,
}

/// A sum of cells. A key that ends with `*` stands for all keys that begin so, one with `-` before
/// it is taken off.
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

const LEGAL: &[Applicant] = &[
    Applicant::Business,
    Applicant::Research,
    Applicant::PublicInterest,
    Applicant::LegalService,
    Applicant::Other,
];

const RECEIVED: Reading = total(&["requests.received"]);
const CARRIED_IN: Reading = total(&["requests.carried_in"]);
const ALL_IN: Reading = total(&["requests.received", "requests.carried_in"]);
const CONCLUDED: Reading = total(&["requests.concluded"]);
const CONCLUDED_OF_YEAR: Reading = total(&["requests.concluded", "-requests.carried_in"]);
const GRANTED: Reading = total(&["requests.granted"]);
const PARTLY: Reading = total(&["requests.partly_granted"]);

const NEXT_YEAR: &[&str] = &["下年", "下一年", "次年", "明年"];
const ON: &[&str] = &["转", "顺延", "延至", "延续"];

/// Parts of a quantity by the way they came: no cell holds them.
const WAYS: &[&str] =
    &["网络", "网上", "线上", "信函", "邮寄", "当面", "现场", "传真", "邮件", "邮箱", "平台", "窗口"];

/// Topics in the order in which they are tried.
pub(super) static TOPICS: &[Topic] = &[
    Topic {
        rule: "F59",
        name: "结转下年度继续办理",
        words: &[ON, NEXT_YEAR],
        never: &[],
        readings: &[total(&["requests.carried_out"])],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F58",
        name: "新收与上年结转之和",
        words: &[&["新收", "新增", "收到", "受理"], &["结转"]],
        never: &["其中", "含", "包括"],
        readings: &[ALL_IN, CONCLUDED],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F59",
        name: "上年结转",
        words: &[&["上年", "上一年", "去年", "往年", "前一年"], &["结转", "转入", "转来", "接转"]],
        never: &[],
        readings: &[CARRIED_IN],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "D49",
        name: "予以公开与部分公开之和",
        words: &[&["予以公开", "同意公开"], &["部分公开"]],
        never: &[],
        readings: &[total(&["requests.granted", "requests.partly_granted"])],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F61",
        name: "部分公开",
        words: &[&["部分公开", "区分处理"]],
        never: &[],
        readings: &[PARTLY],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F61",
        name: "不予公开",
        words: &[&["不予公开"]],
        never: &[],
        readings: &[total(&["requests.refused.*"])],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F61",
        name: "无法提供",
        words: &[&["无法提供"]],
        never: &[],
        readings: &[total(&["requests.unavailable.*"])],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F61",
        name: "不予处理",
        words: &[&["不予处理"]],
        never: &[],
        readings: &[total(&["requests.not_processed.*"])],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F61",
        name: "其他处理",
        words: &[&["其他处理", "其它处理"]],
        never: &[],
        readings: &[total(&["requests.other.*"])],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F61",
        name: "予以公开",
        words: &[&["予以公开", "同意公开", "答复公开"]],
        never: &["不予", "应予以公开"],
        readings: &[GRANTED],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F62",
        name: "自然人申请",
        words: &[&["自然人"]],
        never: &[],
        readings: &[
            of(&[Applicant::NaturalPerson], &["requests.received"]),
            of(&[Applicant::NaturalPerson], &["requests.received", "requests.carried_in"]),
            of(&[Applicant::NaturalPerson], &["requests.concluded"]),
        ],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F62",
        name: "法人或其他组织申请",
        words: &[&[
            "法人或其他组织",
            "法人和其他组织",
            "法人及其他组织",
            "法人、其他组织",
            "法人或者其他组织",
        ]],
        never: &[],
        readings: &[
            of(LEGAL, &["requests.received"]),
            of(LEGAL, &["requests.received", "requests.carried_in"]),
            of(LEGAL, &["requests.concluded"]),
        ],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F57",
        name: "本年新收",
        words: &[&["新收"]],
        never: WAYS,
        readings: &[RECEIVED],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F64",
        name: "行政复议与行政诉讼之和",
        words: &[&[
            "复议、行政诉讼",
            "复议、诉讼",
            "复议和行政诉讼",
            "复议和诉讼",
            "复议诉讼",
            "复议及诉讼",
            "复议及行政诉讼",
            "复议、应诉",
        ]],
        never: &["分别", "均为", "各"],
        readings: &[total(&[
            "reconsideration.total",
            "litigation_direct.total",
            "litigation_after_reconsideration.total",
        ])],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F64",
        name: "未经复议直接起诉",
        words: &[&["未经复议", "直接起诉"]],
        never: &[],
        readings: &[total(&["litigation_direct.total"])],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F64",
        name: "复议后起诉",
        words: &[&["复议后起诉", "复议后提起", "复议后诉讼"]],
        never: &[],
        readings: &[total(&["litigation_after_reconsideration.total"])],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F64",
        name: "行政复议",
        words: &[&["行政复议", "复议"]],
        never: &["诉讼", "起诉", "维持", "纠正", "撤销", "驳回", "未审结", "审结", "办结", "结果", "转"],
        readings: &[total(&["reconsideration.total"])],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F64",
        name: "行政诉讼",
        words: &[&["诉讼", "应诉"]],
        never: &[
            "复议",
            "维持",
            "纠正",
            "撤销",
            "驳回",
            "未审结",
            "审结",
            "办结",
            "结果",
            "败诉",
            "一审",
            "二审",
        ],
        readings: &[total(&["litigation_direct.total", "litigation_after_reconsideration.total"])],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F60",
        name: "办结",
        words: &[&["办结", "答复", "办理完毕", "处理完毕", "办理完成"]],
        never: &[
            "按时", "逾期", "超期", "延期", "来信", "留言", "热线", "咨询", "提案", "建议", "平台", "复议",
        ],
        readings: &[CONCLUDED, CONCLUDED_OF_YEAR],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F58",
        name: "收到申请",
        words: &[&["收到", "受理", "收办", "办理", "接收", "接到", "登记", "处理"], &["申请"]],
        never: &[
            "网络",
            "网上",
            "线上",
            "信函",
            "邮寄",
            "当面",
            "现场",
            "传真",
            "邮件",
            "邮箱",
            "平台",
            "窗口",
            "许可",
            "复议",
            "诉讼",
            "撤回",
            "补正",
            "行政审批",
            "变更",
            "注册",
            "救助",
            "登记申请",
            "其中",
            "延期",
            "申请后",
            "沟通",
            "咨询",
        ],
        readings: &[RECEIVED, ALL_IN, CONCLUDED],
        needs: Needs::Disclosure,
    },
    Topic {
        rule: "F65",
        name: "规章",
        words: &[&["规章"]],
        never: NOT_MADE,
        readings: &[
            total(&["proactive.rules.issued"]),
            total(&["proactive.rules.in_force"]),
            total(&["proactive.rules.repealed"]),
            total(&["proactive.rules.made"]),
            total(&["proactive.rules.newly_disclosed"]),
            total(&["proactive.rules.disclosed_total"]),
        ],
        needs: Needs::Nothing,
    },
    Topic {
        rule: "F65",
        name: "行政规范性文件",
        words: &[&["规范性文件"]],
        never: NOT_MADE,
        readings: &[
            total(&["proactive.normative_documents.issued"]),
            total(&["proactive.normative_documents.in_force"]),
            total(&["proactive.normative_documents.repealed"]),
            total(&["proactive.normative_documents.made"]),
            total(&["proactive.normative_documents.newly_disclosed"]),
            total(&["proactive.normative_documents.disclosed_total"]),
        ],
        needs: Needs::Nothing,
    },
];

/// What is done with documents other than making, repealing or publishing them, and other documents.
const NOT_MADE: &[&str] = &[
    "解读",
    "刊登",
    "审查",
    "审核",
    "备案",
    "报备",
    "清理",
    "评估",
    "征求",
    "起草",
    "汇编",
    "修订",
    "修改",
    "规划",
    "失效",
    "、",
    "和",
    "及",
    "等",
    "部门规范",
    "党内",
    "法规",
    "图解",
    "登记",
    "其中",
    "拟",
    "转载",
    "听证",
    "意见",
    "补录",
    "历史",
    "历年",
    "上传",
];

/// Words by which a paragraph is about requests for information.
pub(super) const DISCLOSURE: &[&str] = &["信息公开", "依申请公开", "公开申请", "政务公开", "公开案件"];
