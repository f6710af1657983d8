//! What is printed around a report and is none of it: lines beside the title that say who published it
//! and when, and what a site puts before and behind its articles.
//!
//! Lines beside the title stay where they are and are noted in [`Declared`]; lines of the site are left
//! out, with the reason. Only short lines with words that no report has are taken for lines of a site,
//! and a list behind the article only where neither sentence nor table follows.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use chrono::NaiveDate;

use crate::extract::document::{Block, Declared, Document, Why};
use crate::extract::text::lines::is_page_mark;

/// Blocks at the beginning that may be lines beside the title.
const TOP: usize = 16;
/// Characters of a line beside the title, at most.
const BESIDE: usize = 160;
/// Characters of a line of the site, at most.
const LINE: usize = 80;

/// What is printed before the day of publication, the surest first.
const PUBLISHED: &[&str] =
    &["发布时间", "发布日期", "公开日期", "公布日期", "发文日期", "成文日期", "生成日期", "日期"];
/// What is printed before the name of who published it, the surest first.
const PUBLISHER: &[&str] =
    &["发布机构", "发布单位", "公开机构", "发文机关", "发文单位", "信息来源", "文章来源", "来源", "作者"];

/// Words over a list of other articles.
pub(crate) const RELATED: &[&str] = &[
    "相关解读",
    "相关新闻",
    "相关链接",
    "相关文件",
    "相关文章",
    "相关阅读",
    "相关信息",
    "相关稿件",
    "相关报道",
    "相关政策",
    "相关推荐",
    "推荐阅读",
    "延伸阅读",
    "热点推荐",
    "友情链接",
];

/// Words before a link to the article before or behind.
const NEIGHBOURS: &[&str] = &["上一篇", "下一篇", "上一条", "下一条"];

/// Words of a site that no report has, wherever they are in a line.
const ANYWHERE: &[&str] = &[
    "ICP备",
    "公网安备",
    "网站标识码",
    "版权所有",
    "Copyright",
    "分享到",
    "扫一扫",
    "打印本页",
    "【打印",
    "关闭窗口",
    "【关闭",
    "关闭本页",
    "当前位置",
    "您的位置",
    "您所在的位置",
    "现在的位置",
    "浏览次数",
    "点击次数",
    "【字体",
    "字体：[",
    "字号：",
    "无障碍",
    "返回顶部",
];

/// Words with which a line of a site begins.
const FIRST: &[&str] = &[
    "责任编辑",
    "责编",
    "编辑：",
    "初审：",
    "复审：",
    "终审：",
    "一审：",
    "二审：",
    "三审：",
    "审核：",
    "校对：",
    "首页>",
    "首页＞",
    "首页»",
    "分享：",
];

/// Words with which a line at the foot of a site begins.
const FOOT: &[&str] =
    &["主办单位", "主办：", "承办单位", "承办：", "技术支持", "网站地图", "站点地图", "联系我们", "关于我们"];

/// Without one of these no line belongs to a site: nearly all lines are done with at once.
static CUES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = ANYWHERE.iter().chain(FIRST).chain(FOOT).map(|words| {
        // a line may have white space between its characters, but hardly within the first two
        words.chars().take(2).collect::<String>()
    });
    let words = words.chain([">", "＞", "»", "›"].map(str::to_owned));
    AhoCorasick::new(words).expect("the words make an automaton")
});

/// Tells a report from what is around it.
pub(in crate::extract) fn separate(document: &mut Document) {
    beside_title(&document.blocks, &mut document.declared);
    let behind = behind(&document.blocks);
    let last = last_of_text(&document.blocks);
    let blocks = std::mem::take(&mut document.blocks);
    let mut left_out = Vec::new();
    for (n, block) in blocks.into_iter().enumerate() {
        let why = block.text().and_then(|text| {
            let of_site = n >= behind || is_of_site(text, last.is_none_or(|last| n > last));
            let number = is_page_mark(text.trim()).then_some(Why::PageNumber);
            number.or_else(|| of_site.then_some(Why::Page))
        });
        match (why, block.text()) {
            (Some(why), Some(text)) => {
                let sentence = if n >= behind { 0 } else { sentence_before(text) };
                left_out.push((text[sentence..].to_owned(), why));
                if sentence > 0 {
                    document
                        .blocks
                        .push(Block::Paragraph { text: text[..sentence].to_owned(), place: block.place() });
                }
            }
            _ => document.blocks.push(block),
        }
    }
    if !left_out.is_empty() {
        left_out.into_iter().for_each(|(text, why)| document.leave_out(text, why));
        document.number_blocks();
    }
}

/// Reads the lines beside the title, as far as the head of a page does not say it.
fn beside_title(blocks: &[Block], declared: &mut Declared) {
    let lines = blocks.iter().take(TOP).filter_map(Block::text);
    let speaks = |line: &&str| line.contains(['：', ':', '期', '间']) && !line.contains('。');
    let lines: Vec<&str> = lines.filter(speaks).filter(|line| line.chars().count() <= BESIDE).collect();
    let after = |cues: &[&str]| -> Option<String> {
        cues.iter().find_map(|cue| lines.iter().find_map(|line| value(line, cue)))
    };
    if declared.published.is_none() {
        let found = PUBLISHED.iter().find_map(|cue| {
            let of_line = |line: &&str| {
                date(line.split_once(cue)?.1.trim_start_matches([' ', '\u{3000}', '：', ':', '】', ']']))
            };
            lines.iter().find_map(of_line)
        });
        declared.published = found;
    }
    if declared.publisher.is_none() {
        declared.publisher = after(PUBLISHER);
    }
}

/// What is printed behind a cue and its colon, up to the next gap.
fn value(line: &str, cue: &str) -> Option<String> {
    let rest = line.split_once(cue)?.1.trim_start_matches([' ', '\u{3000}', '】', ']']);
    let rest = rest.strip_prefix(['：', ':'])?.trim_start();
    let end = |c: char| c.is_whitespace() || "【[（(|｜，,；;".contains(c);
    let value = rest.split(end).next().unwrap_or_default();
    // another cue may follow without a gap
    let cut = PUBLISHED.iter().filter_map(|cue| value.find(cue)).min().unwrap_or(value.len());
    let value = value[..cut].trim();
    (value.chars().count() > 1).then(|| value.to_owned())
}

/// The day at the beginning of a text: `2024-01-31 09:30`, `2024/1/31`, `2024年1月31日`, `二〇二四年一月三十一日`.
pub(in crate::extract) fn date(text: &str) -> Option<NaiveDate> {
    let start: String = text.trim_start().chars().take(24).collect();
    if start.starts_with(|c: char| c.is_ascii_digit()) {
        let mut numbers =
            start.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::parse::<u32>);
        let mut next = || numbers.next()?.ok();
        return NaiveDate::from_ymd_opt(i32::try_from(next()?).ok()?, next()?, next()?);
    }
    let (year, rest) = start.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    NaiveDate::from_ymd_opt(i32::try_from(chinese(year)?).ok()?, chinese(month)?, chinese(day)?)
}

/// A number in Chinese digits: digit by digit, or with `十`.
fn chinese(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '〇' | '零' | '○' | 'Ｏ' | '０' => Some(0),
        c => "一二三四五六七八九".chars().position(|known| known == c).map(|n| n as u32 + 1),
    };
    if let Some((tens, ones)) = text.split_once('十') {
        let part = |text: &str, none| match text.chars().next() {
            Some(c) => digit(c),
            None => Some(none),
        };
        return Some(part(tens, 1)? * 10 + part(ones, 0)?);
    }
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    text.chars().try_fold(0, |number, c| Some(number * 10 + digit(c)?))
}

/// Where a list of other articles begins, behind which nothing of the report can be; the number of
/// blocks where there is none.
fn behind(blocks: &[Block]) -> usize {
    let from = last_of_text(blocks).map_or(0, |last| last + 1);
    let heads = |block: &Block| block.text().is_some_and(is_head_of_others);
    blocks.iter().skip(from).position(heads).map_or(blocks.len(), |n| from + n)
}

/// The last block that is a table, a sentence or a numbered heading.
fn last_of_text(blocks: &[Block]) -> Option<usize> {
    let of_text = |block: &Block| match block.text() {
        Some(text) => {
            let sentence = text.ends_with(['。', '！', '；']) || text.contains('。');
            let numbered = text.trim_start().starts_with(|c| "一二三四五六七八九十（(".contains(c))
                && text.contains(['、', '）', ')']);
            let dated = text.trim_end().ends_with('日') && text.chars().count() < 20;
            (sentence || numbered || dated) && !is_of_site(text, true)
        }
        None => true,
    };
    blocks.iter().rposition(of_text)
}

fn is_head_of_others(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches(['【', '[', '■', '◆', '●', '·', '▪', '>', '|']);
    RELATED.iter().chain(NEIGHBOURS).any(|head| {
        text.strip_prefix(head).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(['：', ':', '】', ']', '>', '更']) && rest.chars().count() < LINE
        })
    })
}

/// Bytes of the sentences before what a site prints on the same line; 0 where the whole line is the site's.
fn sentence_before(text: &str) -> usize {
    let end = text.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let (sentence, line) = text.split_at(end);
    if is_of_site(line, true) && !is_of_site(sentence, true) { end } else { 0 }
}

/// Whether a line that follows another begins something of the site, so that the two are no paragraph.
pub(in crate::extract) fn begins_apart(before: &str, line: &str) -> bool {
    let line = line.trim();
    if line.contains(['。', '，', '；']) || line.chars().count() > LINE {
        return false;
    }
    let ended = before.trim_end().ends_with(['。', '！', '？', '；']);
    let begins = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
    is_head_of_others(line)
        || ended && is_of_site(line, true)
        || [ANYWHERE, FIRST, FOOT].into_iter().any(begins) && is_of_site(line, true)
}

/// Whether a line belongs to the site; `foot` where no text of the report follows.
fn is_of_site(text: &str, foot: bool) -> bool {
    // the shortest cue has two characters: figures are done with before
    if text.len() < 6 || !CUES.is_match(text) {
        return false;
    }
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).take(LINE + 1).collect();
    if squeezed.chars().count() > LINE
        || ["发布", "来源", "日期", "机构", "时间"].iter().any(|word| squeezed.contains(word))
    {
        return false;
    }
    let trail = squeezed.matches(['>', '＞', '»', '›']).count() > 1 && !squeezed.contains('。');
    ANYWHERE.iter().any(|word| squeezed.contains(word))
        || FIRST.iter().any(|word| squeezed.trim_start_matches(['（', '(', '【', '[']).starts_with(word))
        || trail
        || foot && FOOT.iter().any(|word| squeezed.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(lines: &[&str]) -> Document {
        let mut document = Document::default();
        lines.iter().for_each(|line| document.paragraph(*line, None));
        separate(&mut document);
        document
    }

    fn texts(document: &Document) -> Vec<&str> {
        document.blocks.iter().filter_map(Block::text).collect()
    }

    #[test]
    fn lines_beside_the_title_are_declared_and_kept() {
        let read = document(&[
            "某局年报",
            "发布时间：2024-01-31 09:30　来源：某市水务局 【字体：大 中 小】",
            "正文。",
        ]);
        assert_eq!(read.declared.published, NaiveDate::from_ymd_opt(2024, 1, 31));
        assert_eq!(read.declared.publisher.as_deref(), Some("某市水务局"));
        assert_eq!(read.blocks.len(), 3);
    }

    #[test]
    fn a_sentence_before_a_line_of_the_site_is_kept() {
        let read = document(&["某局年报", "（二）法规科审核目录，群众知晓率稳步提高。分享到：微信 微博"]);
        assert_eq!(texts(&read), ["某局年报", "（二）法规科审核目录，群众知晓率稳步提高。"]);
        assert_eq!(read.left_out[0].text, "分享到：微信 微博");
        assert!(
            begins_apart("知晓率稳步提高。", "相关解读") && begins_apart("终审：陆平", "分享到：微信 微博")
        );
        assert!(
            !begins_apart("将经验", "分享到各科室，效果良好。")
                && !begins_apart("及时公开", "相关信息三十条")
        );
    }

    #[test]
    fn days_in_every_form() {
        let day = NaiveDate::from_ymd_opt(2024, 1, 31);
        for text in ["2024-01-31 09:30", "2024/1/31", "2024年1月31日", "二〇二四年一月三十一日", "2024.1.31"]
        {
            assert_eq!(date(text), day, "{text}");
        }
        assert_eq!(date("不详"), None);
        assert_eq!(date("二〇二四年"), None);
    }

    #[test]
    fn what_the_site_puts_behind_is_left_out() {
        let read = document(&[
            "首页 > 政务公开 > 年报",
            "某局年报",
            "六、其他",
            "无。",
            "（责任编辑：某某）",
            "相关解读",
            "一图读懂某局年报",
            "某省ICP备00000000号",
        ]);
        assert_eq!(texts(&read), ["某局年报", "六、其他", "无。"]);
        assert_eq!(read.left_out.len(), 5);
        assert_eq!(read.blocks[2].place().block, 3);
    }

    #[test]
    fn what_a_report_says_of_readings_stays() {
        let lines = [
            "相关解读",
            "全年解读文件三件。",
            "相关新闻",
            "一、总体情况",
            "六、其他",
            "无。",
            "某市水务局",
            "2024年1月31日",
        ];
        assert_eq!(texts(&document(&lines)), lines);
    }
}
