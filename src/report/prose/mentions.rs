//! Counts that only the prose has: posts, readers, hot-line cases, trainings. What is counted is a line of
//! data; a number belongs to the words before it, back to the last comma or number.
//!
//! A mention is an observation with its sentence, never a figure of the form: what a number speaks of is read
//! out of its words and may be wrong. Doubt is told with it.

use serde::Serialize;

use crate::chinese::number::{numbers, tidy};
use crate::chinese::sentence::sentences;
use crate::report::figure::Quantity;

/// Something that reports count in prose.
#[derive(Debug, PartialEq, Eq)]
pub struct Topic {
    /// Stable public name.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// Each group must have a word by the number.
    words: &'static [&'static [&'static str]],
    /// None of these may.
    never: &'static [&'static str],
    /// The unit that a count is given in.
    pub unit: &'static str,
    /// Units that may follow: other words for the same.
    units: &'static [&'static str],
}

/// Everything that is looked for; the first whose words stand by a number is the one.
pub static TOPICS: &[Topic] = &[
    Topic {
        key: "reads",
        label: "阅读、浏览、点击量",
        words: &[&["阅读", "浏览", "点击", "访问", "观看", "收看"]],
        never: &[],
        unit: "次",
        units: &["次", "人次", "人"],
    },
    Topic {
        key: "hotline",
        label: "12345热线办理",
        words: &[&["12345", "热线", "市长信箱", "领导信箱", "留言", "信箱"]],
        never: &["阅读"],
        unit: "件",
        units: &["件", "条", "次", "个"],
    },
    Topic {
        key: "interpretations",
        label: "政策解读",
        words: &[&["解读", "图解"]],
        never: &["收到", "培训"],
        unit: "篇",
        units: &["篇", "条", "件", "个", "份", "次", "期"],
    },
    Topic {
        key: "responses",
        label: "回应关切",
        words: &[&["回应", "关切", "舆情"]],
        never: &[],
        unit: "件",
        units: &["件", "条", "次", "个", "项"],
    },
    Topic {
        key: "new_media",
        label: "新媒体发布",
        words: &[&["微信", "微博", "新媒体", "公众号", "抖音", "客户端"]],
        never: &["关注", "粉丝", "账号"],
        unit: "条",
        units: &["条", "篇", "件", "次", "期"],
    },
    Topic {
        key: "trainings",
        label: "培训",
        words: &[&["培训"]],
        never: &["参训", "人员"],
        unit: "次",
        units: &["次", "场", "期", "个"],
    },
    Topic {
        key: "press",
        label: "新闻发布会",
        words: &[&["发布会", "新闻发布", "吹风会"]],
        never: &[],
        unit: "场",
        units: &["场", "次", "个"],
    },
    Topic {
        key: "website",
        label: "网站公开信息",
        words: &[&["网站", "门户", "主动公开", "公开政府信息", "公开信息", "公开各类信息"]],
        never: &["申请", "答复", "规范性文件", "许可", "处罚"],
        unit: "条",
        units: &["条", "件", "篇", "份"],
    },
    Topic {
        key: "proposals",
        label: "建议提案办理",
        words: &[&["提案", "人大代表建议", "代表建议", "建议"]],
        never: &["征求", "意见"],
        unit: "件",
        units: &["件", "条", "份"],
    },
    Topic {
        key: "on_time",
        label: "按时办结",
        words: ON_TIME,
        never: NEVER_ON_TIME,
        unit: "件",
        units: &["件"],
    },
    Topic {
        key: "on_time_rate",
        label: "按时办结率",
        words: ON_TIME,
        never: NEVER_ON_TIME,
        unit: "%",
        units: &["%"],
    },
];

const ON_TIME: &[&[&str]] = &[&["按时", "按期", "及时", "限内", "期限"], &["办结", "答复", "办理", "办复"]];
const NEVER_ON_TIME: &[&str] = &["回应", "提案", "建议"];

/// A count in the prose.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    /// Key of what is counted.
    pub topic: &'static str,
    /// The number, with 万 and 亿 written out.
    pub value: Quantity,
    /// The unit: that of the topic.
    pub unit: &'static str,
    /// The unit as printed.
    pub unit_printed: &'static str,
    /// Why the number is uncertain, in Chinese.
    pub doubt: Option<String>,
    /// The sentence.
    pub sentence: String,
}

/// The topic of a key or label, or a part of either that only one has.
pub fn topic(name: &str) -> Option<&'static Topic> {
    let exact = TOPICS.iter().find(|topic| topic.key == name || topic.label == name);
    exact.or_else(|| {
        let mut fitting =
            TOPICS.iter().filter(|topic| topic.key.contains(name) || topic.label.contains(name));
        fitting.next().filter(|_| fitting.next().is_none())
    })
}

/// The counts in a text.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let plain = tidy(sentence);
        let numbers = numbers(&plain);
        let mut from = 0;
        for number in &numbers {
            let before = &plain[from..number.start];
            from = number.end;
            let clause = before.rsplit([',', ';', ':', '，', '；', '：', '。']).next().unwrap_or(before);
            let Some(topic) = TOPICS.iter().find(|topic| {
                topic.units.contains(&number.unit)
                    && topic.words.iter().all(|group| group.iter().any(|word| clause.contains(word)))
                    && !topic.never.iter().any(|word| clause.contains(word))
                    && speaks_of(topic, clause)
            }) else {
                continue;
            };
            let doubts = [
                number.approximate.then_some("约数"),
                ["累计", "以来", "截至"].iter().any(|word| clause.contains(word)).then_some("可能是历年累计"),
                clause.contains("其中").then_some("可能只是一部分"),
                other_unit(topic, number.unit).then_some("单位与通常的不同"),
            ];
            let doubts: Vec<&str> = doubts.into_iter().flatten().collect();
            found.push(Mention {
                topic: topic.key,
                value: Quantity::from_ten_thousandths(number.amount),
                unit: topic.unit,
                unit_printed: number.unit,
                doubt: (!doubts.is_empty()).then(|| doubts.join("；")),
                sentence: sentence.to_owned(),
            });
        }
    }
    found
}

/// Words behind that of a topic by which the number counts something else, or more than it: a list of things, a
/// column of a page in which they are.
const ELSEWHERE: &[&str] = &[
    "、", "等", "栏", "专区", "板块", "平台", "文件", "制度", "机制", "方案", "办法", "指引", "能力", "水平",
    "时",
];

/// Whether a number at the end of a clause counts the topic: nothing behind the last of its words leads elsewhere.
fn speaks_of(topic: &Topic, clause: &str) -> bool {
    // of the words that are there, one is enough: 微信公众号 is in a list by itself, and what follows counts
    topic.words.iter().all(|group| {
        let ends = group.iter().filter_map(|word| Some(clause.rfind(word)? + word.len()));
        let Some(end) = ends.max() else { return false };
        let behind = &clause[end..];
        !ELSEWHERE.iter().any(|word| behind.contains(word))
            || topic.key == "new_media"
            || topic.key == "website"
    })
}

/// Whether a unit is not another word for that of the topic: 件 beside 条, but not 人次 beside 次.
fn other_unit(topic: &Topic, unit: &str) -> bool {
    unit != topic.unit
        && !unit.ends_with(topic.unit)
        && !SAME_UNITS.iter().any(|same| same.contains(&unit) && same.contains(&topic.unit))
}

/// Units that count the same things.
const SAME_UNITS: &[&[&str]] = &[&["次", "场", "期", "人次"], &["条", "篇"], &["件", "份"]];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&'static str, String, &'static str, bool)> {
        mentions(text)
            .into_iter()
            .map(|m| (m.topic, m.value.to_string(), m.unit, m.doubt.is_some()))
            .collect()
    }

    #[test]
    fn counts_belong_to_the_words_before_them() {
        let text = "门户网站公开政府信息1,588条，微信公众号推送信息503条，累计阅读量45万次；发布政策解读14篇。举办业务培训3次，参训141人次。";
        assert_eq!(
            read(text),
            [
                ("website", "1588".to_owned(), "条", false),
                ("new_media", "503".to_owned(), "条", false),
                ("reads", "450000".to_owned(), "次", true),
                ("interpretations", "14".to_owned(), "篇", false),
                ("trainings", "3".to_owned(), "次", false),
            ]
        );
    }

    #[test]
    fn requests_are_no_posts_and_about_is_a_doubt() {
        assert!(read("收到公开政府信息申请5件。").is_empty());
        assert_eq!(read("12345热线办结约320件。"), [("hotline", "320".to_owned(), "件", true)]);
    }

    #[test]
    fn what_is_done_in_time_is_a_count_or_a_share() {
        assert_eq!(read("依申请公开按时办结25件。"), [("on_time", "25".to_owned(), "件", false)]);
        assert_eq!(
            read("全部在法定期限内答复，按时办结率100%。"),
            [("on_time_rate", "100".to_owned(), "%", false)]
        );
        assert!(read("办结25件。").is_empty());
    }

    #[test]
    fn a_number_behind_a_list_or_a_column_counts_something_else() {
        for (text, topics) in [
            ("发布政策解读849篇。", &["interpretations"][..]),
            ("发布政策解读、工作动态、通知公告等849篇。", &[]),
            ("在政策解读栏目发布工作信息849篇。", &[]),
            ("制作图解21份。", &["interpretations"]),
            ("发布解读材料14篇，其中图解6篇。", &["interpretations", "interpretations"]),
            ("政策解读与文件同步，机构职能类信息公开36条。", &[]),
            ("回应社会关切12件。", &["responses"]),
            ("回应关切机制运行良好，全年召开会议12次。", &[]),
            ("举办培训3场。", &["trainings"]),
            ("参加培训等活动12次。", &[]),
            ("办理人大代表建议12件。", &["proposals"]),
            ("召开新闻发布会4场。", &["press"]),
            ("新闻发布会等活动4场。", &[]),
            ("微信、微博等新媒体发布信息503条。", &["new_media"]),
            ("通过微信公众号等平台发布503条。", &["new_media"]),
            ("12345热线受理320件。", &["hotline"]),
            ("页面浏览量45万次。", &["reads"]),
        ] {
            let found: Vec<&str> = mentions(text).iter().map(|mention| mention.topic).collect();
            assert_eq!(found, topics, "{text}");
        }
    }

    #[test]
    fn another_unit_is_a_doubt() {
        let doubt = |text: &str| mentions(text)[0].doubt.is_some();
        assert!(doubt("网站公开信息12件。") && doubt("发布政策解读14次。"));
        assert!(!doubt("网站公开信息12条。") && !doubt("网站公开信息12篇。") && !doubt("浏览量3万人次。"));
    }

    #[test]
    fn other_words_for_a_unit_count_in_the_same() {
        let found = mentions("政务网站公开信息12件，阅读量3.5万人次。");
        let told: Vec<_> = found.iter().map(|m| (m.value.to_string(), m.unit, m.unit_printed)).collect();
        assert_eq!(told, [("12".to_owned(), "条", "件"), ("35000".to_owned(), "次", "人次")]);
    }

    #[test]
    fn topics_have_names_of_their_own() {
        assert_eq!(topic("解读").map(|topic| topic.key), Some("interpretations"));
        assert!(topic("nonsense").is_none());
    }
}
