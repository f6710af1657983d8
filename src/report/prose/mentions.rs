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
        never: &["组织", "集体", "走访", "会议"],
        unit: "次",
        units: &["次", "人次", "人"],
    },
    Topic {
        key: "hotline",
        label: "12345热线办理",
        words: &[&["12345", "热线", "市长信箱", "领导信箱", "留言", "信箱"]],
        never: &["阅读", "知识库"],
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
        never: &["发布会议"],
        unit: "场",
        units: &["场", "次", "个"],
    },
    Topic {
        key: "website",
        label: "网站公开信息",
        words: &[&["网站", "门户", "主动公开", "公开政府信息", "公开信息", "公开各类信息"]],
        never: &["申请", "答复", "规范性文件", "许可", "处罚", "征集", "调查", "整改", "错别字", "错链"],
        unit: "条",
        units: &["条", "件", "篇", "份"],
    },
    Topic {
        key: "proposals",
        label: "建议提案办理",
        words: &[&["提案", "人大代表建议", "代表建议", "建议"]],
        never: &["征求", "意见", "整改", "合理化", "检察", "司法"],
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

    /// A text, and of every count in it the topic, the number and the unit as printed.
    const EXAMPLES: &[(&str, &[&str])] = &[
        ("全年发布政策解读稿件36篇。", &["interpretations 36 篇"]),
        ("制作图解、动漫、短视频等多种形式的解读产品25个。", &["interpretations 25 个"]),
        ("开展政策解读12次。", &["interpretations 12 次"]),
        ("网站更新政策解读28篇。", &["interpretations 28 篇"]),
        ("微信公众号发布政策解读图文16篇。", &["interpretations 16 篇"]),
        ("解读2023年重点工作安排。", &[]),
        ("对3件规范性文件开展解读。", &[]),
        ("组织学习政策解读文件5份。", &[]),
        ("收到政策解读类咨询12件。", &[]),
        ("设置政策解读专栏1个。", &[]),
        ("政务微博发布信息1,204条。", &["new_media 1204 条"]),
        ("政务抖音号发布短视频86条。", &["new_media 86 条"]),
        ("推送微信图文520篇。", &["new_media 520 篇"]),
        ("微信公众号粉丝数达3.2万人。", &[]),
        ("微信公众号关注人数达1.2万人次。", &[]),
        ("开设政务微信公众号1个。", &[]),
        ("政务新媒体账号3个。", &[]),
        ("关停政务微博2个。", &[]),
        ("政府门户网站发布各类信息2300余条。", &["website 2300 条"]),
        ("主动公开政府信息3456条。", &["website 3456 条"]),
        ("门户网站发布动态信息77件。", &["website 77 件"]),
        ("主动公开规范性文件12件。", &[]),
        ("公开行政许可信息321条。", &[]),
        ("网站开展网上意见征集15件。", &[]),
        ("网站开展意见征集15次。", &[]),
        ("网站整改错别字230条。", &[]),
        ("网站设置专题专栏18个。", &[]),
        ("门户网站受理依申请公开3件。", &[]),
        ("公开栏目12个。", &[]),
        ("印发公开指南500份。", &[]),
        ("编印政府公报6期。", &[]),
        ("网站总访问量达到120万人次。", &["reads 1200000 人次"]),
        ("政务微信公众号阅读量超10万次。", &["reads 100000 次"]),
        ("网站浏览量较上年增长12%。", &[]),
        ("网站点击率提高20%。", &[]),
        ("组织观看警示教育片2次。", &[]),
        ("走访企业、访问农户12次。", &[]),
        ("收听收看视频会议4次。", &[]),
        ("电子阅览室接待群众查阅1,200人次。", &[]),
        ("12345政务服务便民热线工单办理1,560件。", &["hotline 1560 件"]),
        ("办理市长信箱来信89件。", &["hotline 89 件"]),
        ("回复网民留言215条。", &["hotline 215 条"]),
        ("网站留言板收到有效留言47条，办结率100%。", &["hotline 47 条"]),
        ("在12345热线知识库更新政策236条。", &[]),
        ("网民留言办理回复率100%。", &[]),
        ("政务服务热线接通率98%。", &[]),
        ("举报投诉电话为12345，全年接听0次。", &[]),
        ("回应公众关注热点或重大舆情8次。", &["responses 8 次"]),
        ("回应群众诉求320件。", &["responses 320 件"]),
        ("处置舆情信息5条。", &["responses 5 条"]),
        ("舆情监测报告12期。", &[]),
        ("回应社会关切的能力有待提高，全年受理咨询32次。", &[]),
        ("参加或举办新闻发布会3次，其中主要负责同志参加新闻发布会1次。", &["press 3 次", "press 1 次"]),
        ("召开政策吹风会2场。", &["press 2 场"]),
        ("新闻发布会实录3篇。", &[]),
        ("召开信息发布会议3次。", &[]),
        ("举办政府信息公开专题培训班4期，培训人员260人次。", &["trainings 4 期"]),
        ("组织业务培训2次、交流学习1次。", &["trainings 2 次"]),
        ("开展线上线下培训5场。", &["trainings 5 场"]),
        ("培训覆盖率达95%。", &[]),
        ("接受培训人员120人。", &[]),
        ("培训资料300份。", &[]),
        ("办理人大代表建议45件、政协提案38件。", &["proposals 45 件", "proposals 38 件"]),
        ("公开建议提案办理结果83件。", &["proposals 83 件"]),
        ("征求意见建议56条。", &[]),
        ("提出整改建议15条。", &[]),
        ("收到检察建议1件。", &[]),
        ("受理政府信息公开申请62件，按期办结60件。", &["on_time 60 件"]),
        ("按时答复率达100%。", &["on_time_rate 100 %"]),
        ("全部申请均在法定期限内办结。", &[]),
        ("信息报送被采用12条。", &[]),
    ];

    #[test]
    fn counts_and_what_looks_like_one() {
        assert!(EXAMPLES.len() >= 60);
        let wrong: Vec<String> = EXAMPLES
            .iter()
            .filter_map(|(text, wanted)| {
                let found: Vec<String> = mentions(text)
                    .iter()
                    .map(|found| format!("{} {} {}", found.topic, found.value, found.unit_printed))
                    .collect();
                (found != **wanted).then(|| format!("{text} {found:?}, not {wanted:?}"))
            })
            .collect();
        assert_eq!(wrong, [] as [String; 0]);
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
