//! What may be behind the last sentence of a report and is none of it, as data: signature, attachments, lines of the page.

use crate::chinese::fold::is_invisible;
use crate::extract::document::Why;
use crate::extract::document::surroundings::RELATED;
use crate::report::recognise::agency;
use crate::report::recognise::year::years;

/// Where in a line the words of a cue must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// At its beginning, followed by a colon, a bracket or nothing.
    Head,
    /// At its beginning.
    Start,
    /// Anywhere in it.
    Anywhere,
    /// At its end.
    End,
}

/// Words by which a line is known that is no part of the report; the line is short and behind the last section.
struct Cue {
    words: &'static [&'static str],
    at: At,
    why: Why,
}

const CUES: &[Cue] = &[
    Cue { words: RELATED, at: At::Head, why: Why::Page },
    Cue { words: &["图解", "一图读懂", "猜你喜欢"], at: At::Head, why: Why::Page },
    Cue {
        words: &[
            "责任编辑",
            "责编",
            "编辑",
            "初审",
            "复审",
            "终审",
            "一审",
            "二审",
            "三审",
            "审核",
            "审校",
            "校对",
            "签发",
            "来源",
            "信息来源",
            "文章来源",
            "稿源",
            "作者",
            "发布者",
            "录入",
            "供稿",
            "分享",
            "打印",
            "关闭",
            "收藏",
            "打印本页",
            "关闭窗口",
            "关闭本页",
            "返回",
            "返回顶部",
            "返回列表",
            "字体",
            "字号",
            "浏览次数",
            "浏览量",
            "阅读次数",
            "点击数",
            "点击次数",
            "访问量",
            "主办",
            "承办",
            "备案号",
            "地址",
            "邮编",
            "联系电话",
            "政府信息公开年报",
            "政府信息公开年度报告",
        ],
        at: At::Head,
        why: Why::Page,
    },
    Cue {
        words: &[
            "上一篇",
            "下一篇",
            "上一条",
            "下一条",
            "扫一扫",
            "分享到",
            "分享至",
            "主办单位",
            "承办单位",
            "技术支持",
            "网站地图",
            "站点地图",
            "联系我们",
            "关于我们",
            "网站声明",
            "【打印",
            "【关闭",
            "[打印",
            "[关闭",
            "返回顶部",
            "版权所有",
        ],
        at: At::Start,
        why: Why::Page,
    },
    Cue {
        words: &[
            "ICP备",
            "icp备",
            "公网安备",
            "网站标识码",
            "版权所有",
            "Copyright",
            "打印本页",
            "关闭窗口",
            "扫一扫",
        ],
        at: At::Anywhere,
        why: Why::Page,
    },
    Cue { words: &["附件", "附表", "附", "点击下载", "下载"], at: At::Head, why: Why::Attachment },
    Cue {
        words: &[".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".ofd", ".zip", ".rar"],
        at: At::End,
        why: Why::Attachment,
    },
];

/// Characters of such a line, at most.
const LINE: usize = 80;
/// Characters of the title of another article, at most.
const LINKED: usize = 60;

/// Why a line behind the last section is no part of the report; none where it may be.
pub(super) fn why(line: &str) -> Option<Why> {
    let squeezed: String = line.chars().filter(|&c| !is_invisible(c)).take(LINE + 1).collect();
    if squeezed.is_empty() || squeezed.chars().count() > LINE {
        return None;
    }
    let bare = squeezed.trim_start_matches(['【', '[', '（', '(', '●', '■', '◆', '·', '>', '|', '*']);
    let sentence = squeezed.ends_with(['。', '！', '；', '，', '、']);
    let has = |cue: &Cue, word: &&str| match cue.at {
        At::Head => {
            bare.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with(['：', ':', '】', ']', '>', '＞', '）', ')', '|'])
            }) && (!sentence || cue.why == Why::Attachment)
        }
        At::Start => squeezed.trim_start_matches(['>', '|', '·']).starts_with(word) && !sentence,
        At::Anywhere => squeezed.contains(word) && !squeezed.contains('。'),
        At::End => {
            !squeezed.contains('，')
                && squeezed.matches('。').count() <= usize::from(squeezed.ends_with('。'))
                && squeezed.trim_end_matches(['。', '）', ')']).to_ascii_lowercase().ends_with(word)
        }
    };
    let known = CUES.iter().find(|cue| cue.words.iter().any(|word| has(cue, word))).map(|cue| cue.why);
    known.or_else(|| is_end_of_licence(bare).then_some(Why::Page))
}

/// Whether a line is the end of the number of a licence that the width of the page has broken: `备05000000号`, `000000号-1`.
fn is_end_of_licence(line: &str) -> bool {
    const DIGITS: usize = 5;
    let digits = line.trim_start_matches(['备', 'P', 'C', 'I']);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.strip_prefix('号').map(|rest| rest.trim_start_matches(['-', '－', '—']));
    digits.len() - rest.len() >= DIGITS
        && behind.is_some_and(|behind| behind.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a line may stand in a list of other articles.
pub(super) fn may_be_linked(line: &str) -> bool {
    line.chars().count() <= LINKED && !line.ends_with(['。', '；', '！', '，', '：'])
}

/// Whether a line signs the report: an office or a day.
pub(super) fn signs(line: &str) -> bool {
    let squeezed: Vec<char> = line.chars().filter(|&c| !is_invisible(c)).collect();
    let text: String = squeezed.iter().collect();
    let text = text.trim_matches(['（', '）', '(', ')']);
    let day = squeezed.len() <= 20
        && !text.contains(['。', '，', '：'])
        && text.ends_with(['日', '号']) | text.ends_with(|c: char| c.is_ascii_digit())
        && years(&squeezed).iter().any(|year| year.dated);
    day || agency::is_name(text)
}

/// Whether a line is the number of a page: `— 3 —`, `第3页`, `第3页 共8页`, `3 / 8`.
pub(super) fn is_page_number(line: &str) -> bool {
    const MARKS: &str = "—-－–第页共/／,，·";
    let squeezed: String = line.chars().filter(|&c| !is_invisible(c)).take(24).collect();
    let made_of_it = squeezed.chars().all(|c| c.is_ascii_digit() || MARKS.contains(c));
    let digits = squeezed.contains(|c: char| c.is_ascii_digit());
    // -3 is a figure
    let framed = squeezed.starts_with(['—', '-', '－', '–', '第', '·'])
        && squeezed.ends_with(['—', '-', '－', '–', '页', '·']);
    made_of_it && digits && framed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_has_lines_that_it_means_and_lines_that_it_does_not() {
        for (line, expected) in [
            ("相关解读", Some(Why::Page)),
            ("相关解读：一图读懂某局年报", Some(Why::Page)),
            ("相关解读材料同步发布。", None),
            ("相关信息已全部公开。", None),
            ("责任编辑：某某", Some(Why::Page)),
            ("（责任编辑：某某）", Some(Why::Page)),
            ("编辑出版年鉴一部。", None),
            ("初审：某某 复审：某某", Some(Why::Page)),
            ("审核把关更加严格。", None),
            ("分享到：微信 微博", Some(Why::Page)),
            ("分享经验三次。", None),
            ("打印", Some(Why::Page)),
            ("打印公开目录三百份。", None),
            ("主办单位：某市人民政府办公室", Some(Why::Page)),
            ("主办各类发布会三场。", None),
            ("承办人员及时更新栏目。", None),
            ("上一篇：没有了", Some(Why::Page)),
            ("苏ICP备05000000号", Some(Why::Page)),
            ("完成网站ICP备案变更。", None),
            ("备05000000号", Some(Why::Page)),
            ("05000000号-1", Some(Why::Page)),
            ("备案2号", None),
            ("2024号", None),
            ("附件：2023年年报.pdf", Some(Why::Attachment)),
            ("附件材料齐全。", None),
            ("某局2023年年报.docx", Some(Why::Attachment)),
            ("来源：某局", Some(Why::Page)),
            ("来源广泛的信息均已公开。", None),
            ("没有其他需要报告的事项。", None),
        ] {
            assert_eq!(why(line), expected, "{line}");
        }
    }

    #[test]
    fn signatures_and_page_numbers() {
        for line in ["某市水务局", "2024年1月31日", "二〇二四年一月三十一日", "（2024年1月31日）"]
        {
            assert!(signs(line), "{line}");
        }
        for line in ["2024年1月31日前报送。", "无", "没有其他需要报告的事项", "加强政务公开专区建设"]
        {
            assert!(!signs(line), "{line}");
        }
        for line in ["— 3 —", "-3-", "第3页 共8页", "第 3 页"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["3", "-3", "2023年", "第三页", "—", "/"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
