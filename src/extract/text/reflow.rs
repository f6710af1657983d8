//! Joins the lines that the width of a page cut out of one paragraph.
//!
//! A line that is as long as the page is wide and does not end like a sentence goes on in the next
//! line, unless the next line begins like a paragraph of its own. How wide the page is, and whether
//! blank lines mean anything, is told from the file as a whole.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::extract::document::surroundings::begins_apart;
use crate::extract::text::lines::{Line, heading};

/// Characters that end a sentence or a heading.
const ENDS: &[char] = &['。', '！', '？', '：', ':', '；', ';', '!', '?', '…', '.'];
/// Characters that no line may begin with: the line before goes on.
const NEVER_FIRST: &[char] =
    &['，', '。', '、', '；', '：', '！', '？', '）', '》', '”', '’', '〕', '】', ')', ','];
/// Characters that no paragraph ends with.
const NEVER_LAST: &[char] = &['，', '、', '（', '《', '“', '‘', '〔', '【', '(', ','];
/// A line this much shorter than the widest ones is still full: what did not fit was this wide.
const SLACK: usize = 6;
/// The first line of a paragraph is set in by two characters, which text files often lose.
const INDENT: usize = 4;
/// Shorter lines are headings, cells, addresses; they say nothing about the width.
const LONG: usize = 32;

/// What the lines of a file have in common.
pub(super) struct Layout {
    /// Width of the page in half-width columns, where lines were broken at it.
    width: Option<usize>,
    /// A blank line follows nearly every line and means nothing.
    spaced: bool,
    /// First lines of paragraphs are set in further than this many columns, and only these.
    indent: Option<usize>,
}

impl Layout {
    /// Tells the layout from all lines of a file.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let inner = lines.len().saturating_sub(1);
        let blank = lines.iter().skip(1).filter(|line| line.blank > 0 || line.new_page).count();
        let width = page_width(lines);
        let indent = width.and_then(|width| indent(lines, width));
        Self { width, spaced: inner >= 4 && blank * 10 >= inner * 6, indent }
    }

    /// The paragraph that begins at the first line, and the number of lines it takes.
    pub(super) fn paragraph(&self, lines: &[Line<'_>]) -> (String, usize) {
        let mut text = lines[0].words().to_owned();
        let mut taken = 1;
        while let Some(next) = lines.get(taken) {
            if !self.goes_on(&lines[taken - 1], next, taken == 1) {
                break;
            }
            join(&mut text, next.words());
            taken += 1;
        }
        (text, taken)
    }

    /// Whether the paragraph of a line goes on in the next.
    fn goes_on(&self, line: &Line<'_>, next: &Line<'_>, first: bool) -> bool {
        let Some(width) = self.width else { return false };
        let parted = next.blank > 1 || (next.blank == 1 && !self.spaced);
        if (parted && !next.new_page)
            || is_structure(next.text)
            || is_cells(line.words())
            || is_cells(next.words())
        {
            return false;
        }
        let (words, next_words) = (line.words(), next.words());
        if self.indent.is_some_and(|base| set_in(next) > base) || begins_apart(words, next_words) {
            return false;
        }
        let reach = line.text.width() + if first { INDENT } else { 0 } + SLACK;
        let cut_in_sentence =
            words.contains(['，', ',', '。', '；']) && !words.ends_with(ENDS) && reach * 10 > width * 7;
        if reach <= width && !cut_in_sentence {
            return false;
        }
        if next_words.starts_with(NEVER_FIRST) || words.ends_with(NEVER_LAST) {
            return true;
        }
        if first && is_whole_heading(words) {
            return false;
        }
        !(begins_paragraph(next_words) || words.ends_with(ENDS) && is_set_in(line, next))
    }
}

/// The width at which the lines of the file were broken, if they were.
///
/// Lines that end in the middle of a sentence are many and equally long only where a page cut them.
fn page_width(lines: &[Line<'_>]) -> Option<usize> {
    // a heading ends without a mark, too, and with its line
    let heading = |line: &Line<'_>| begins_paragraph(line.words()) && !line.text.contains(['，', '。', '；']);
    let unfinished = |line: &&Line<'_>| {
        !line.text.ends_with(ENDS) && !is_cells(line.words()) && !line.text.contains('|') && !heading(line)
    };
    let mut widths: Vec<usize> = lines
        .iter()
        .filter(unfinished)
        .map(|line| line.text.width())
        .filter(|&width| width >= LONG)
        .collect();
    if widths.len() < 3 {
        return None;
    }
    widths.sort_unstable();
    let typical = widths[widths.len() / 2];
    // sentences that go on far beyond it were not broken at all; a title may be wider than the text
    let beyond = |line: &&Line<'_>| {
        line.text.width() > typical + 24 && !line.text.contains('|') && line.text.contains(['，', '。', '；'])
    };
    if lines.iter().filter(beyond).count() * 4 > widths.len() {
        return None;
    }
    let near = widths.iter().filter(|&&width| width + 8 >= typical && width <= typical + 8).count();
    (typical <= 160 && near * 10 >= widths.len() * 6).then_some(typical)
}

/// Whether a line is a numbered heading that ends as headings do, whatever its width.
fn is_whole_heading(words: &str) -> bool {
    begins_paragraph(words)
        && !words.contains(['，', '。', '；', '：'])
        && ["情况", "情況", "事项", "事項"].iter().any(|end| words.ends_with(end))
}

/// Columns of white space before a line.
fn set_in(line: &Line<'_>) -> usize {
    let space: String = line.text.chars().take_while(|c| c.is_whitespace()).collect();
    space.width()
}

/// Up to how many columns lines inside a paragraph are set in, where only first lines are set in
/// further: full lines are followed by lines that are not.
fn indent(lines: &[Line<'_>], width: usize) -> Option<usize> {
    let inside: Vec<usize> = lines
        .windows(2)
        .filter(|pair| {
            pair[0].text.width() + SLACK > width && !pair[0].text.ends_with(ENDS) && pair[1].blank == 0
        })
        .map(|pair| set_in(&pair[1]))
        .collect();
    let base = inside.iter().copied().min()?;
    let further = lines.iter().filter(|line| set_in(line) > base + 1).count();
    let kept = inside.iter().filter(|&&own| own <= base + 1).count();
    (further >= 3 && inside.len() >= 3 && kept * 10 >= inside.len() * 7).then_some(base + 1)
}

/// Whether the line has its own place whatever stands around it.
fn is_structure(text: &str) -> bool {
    heading(text).is_some() || text.contains('|') || text.contains('\t')
}

/// What is printed in cells in place of a number.
const WORDS_IN_CELLS: &[&str] = &["无", "無", "持平", "不适用", "不涉及", "无变化"];

/// Whether the line ends like a row of a table: in two numbers or more, or it is nothing but numbers.
fn is_cells(words: &str) -> bool {
    let is_value = |word: &str| {
        let number = word.trim_end_matches(['件', '项', '元', '万', '亿']);
        WORDS_IN_CELLS.contains(&word)
            || !number.is_empty()
                && number.chars().all(|c| {
                    c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '/' | '／' | '—' | '０'..='９')
                })
    };
    let mut from_end = words.split_whitespace().rev();
    let last = from_end.next().is_some_and(is_value);
    last && from_end.next().is_none_or(is_value)
}

/// Whether the next line is set in and the line is not, as the first line of a paragraph is.
fn is_set_in(line: &Line<'_>, next: &Line<'_>) -> bool {
    let indent = |line: &Line<'_>| line.text.len() - line.text.trim_start().len();
    indent(next) > indent(line)
}

/// Whether words begin like a heading or an item: `一、` `（一）` `1.` `1、` `（1）` `一是` `第一，`.
pub(super) fn begins_paragraph(words: &str) -> bool {
    let mut chars = words.chars();
    let Some(first) = chars.next() else { return false };
    match first {
        '（' | '(' | '〔' => {
            let inner: String =
                chars.by_ref().take_while(|&c| !matches!(c, '）' | ')' | '〕')).take(4).collect();
            !inner.is_empty() && inner.chars().count() <= 3 && inner.chars().all(is_ordinal)
        }
        '●' | '■' | '◆' | '•' | '※' | '★' => true,
        '第' => {
            let rest = words.trim_start_matches('第').trim_start_matches(is_ordinal);
            rest.starts_with(['，', '、', '章', '条']) && rest.len() + '第'.len_utf8() < words.len()
        }
        c if is_ordinal(c) => {
            let rest = words.trim_start_matches(is_ordinal);
            let point = rest.starts_with(['、', '．'])
                || (rest.starts_with('.') && !rest[1..].starts_with(|c: char| c.is_ascii_digit()));
            point || (!c.is_ascii_digit() && rest.starts_with('是'))
        }
        _ => false,
    }
}

fn is_ordinal(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// Appends a line: nothing between Chinese, nor between digits, which the width of the page has cut apart; a space between
/// Latin words.
fn join(text: &mut String, next: &str) {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let cut = digit(text.chars().next_back()) && digit(next.chars().next());
    let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() && c.width() == Some(1));
    if !cut && narrow(text.chars().next_back()) && narrow(next.chars().next()) {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::text::lines::split;

    /// Paragraphs of a page 30 characters wide.
    fn paragraphs(text: &str) -> Vec<String> {
        let lines = split(text).lines;
        let layout = Layout::of(&lines);
        let (mut rest, mut found) = (lines.as_slice(), Vec::new());
        while !rest.is_empty() {
            let (text, taken) = layout.paragraph(rest);
            found.push(text);
            rest = &rest[taken..];
        }
        found
    }

    const PROSE: &str = "本镇认真落实上级部署要求把政府信息公开工作列入全年重点任务逐项\n\
        推进落实到位并且通过网站公众号公告栏多种渠道及时发布政府信息方\n\
        便群众查询全年共发布信息三百余条其中政策解读二十条回应关切十条\n\
        同时加强队伍建设。\n";

    #[test]
    fn lines_cut_by_the_page_are_joined() {
        let found = paragraphs(&format!("一、总体情况\n{PROSE}（一）主动公开\n{PROSE}"));
        assert_eq!(found.len(), 4);
        assert!(
            found[1].contains("逐项推进落实到位")
                && found[1].contains("信息方便群众")
                && found[1].ends_with("建设。")
        );
    }

    #[test]
    fn a_blank_line_after_every_line_and_page_ends_mean_nothing() {
        let spaced = format!("一、总体情况\n{PROSE}").replace('\n', "\n\n");
        let paged = spaced.replace("信息方\n\n", "信息方\n\n- 1 -\n\n");
        for text in [spaced, paged] {
            let found = paragraphs(&text);
            assert_eq!(found.len(), 2, "{found:?}");
            assert!(found[1].contains("政府信息方便群众"));
        }
    }

    #[test]
    fn rows_and_cells_stay_apart() {
        let table =
            "规章 0 0 0\n行政规范性文件 0 1 2\n5.要求行政机关确认或重新出具已获取\n信息\n0 0 0 0 0 0 0\n";
        let found = paragraphs(&format!("{PROSE}{table}"));
        assert_eq!(
            found[1..],
            [
                "规章 0 0 0",
                "行政规范性文件 0 1 2",
                "5.要求行政机关确认或重新出具已获取",
                "信息",
                "0 0 0 0 0 0 0"
            ]
        );
    }

    #[test]
    fn paragraphs_that_are_set_in_need_no_blank_lines() {
        let line = "本镇认真落实上级部署要求把政府信息公开工作列入全年重点任务";
        let paragraph = format!("　　{line}\n逐项推进{line}并且\n逐项推进{line}落实\n完毕。\n");
        let text = format!(
            "某某镇人民政府二〇二三年度政府信息公开工作年度报告总体安排\n{paragraph}{paragraph}{paragraph}"
        );
        let found = paragraphs(&text);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].ends_with("总体安排"));
    }

    #[test]
    fn a_title_and_headings_are_no_lines_cut_by_the_page() {
        let text = "某某市水务局2022年政府信息公开工作年度报告\n根据条例编制本报告。\n一、总体情况\n做好公开工作。\n\
            三、收到和处理政府信息公开申请情况\n无。\n四、政府信息公开行政复议、行政诉讼情况\n无。";
        assert_eq!(paragraphs(text).len(), 8);
    }

    #[test]
    fn a_title_wider_than_the_text_is_no_obstacle() {
        let title = "某某省某某市某某县某某镇人民政府关于二〇二三年度政府信息公开工作情况的年度报告";
        let narrow = "本镇认真落实上级部署要求把政府信息公开工作\n列入全年重点任务逐项推进落实到位并且通过网\n站公众号公告栏多种渠道及时发布政府信息方便\n群众查询。\n";
        let found = paragraphs(&format!("{title}\n\n{narrow}"));
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn paragraphs_on_one_line_are_left_alone() {
        let text = "第一段说了很多话，一直说到这一行的末尾还没有停下来的意思，所以这一行就很长很长。\n第二段\n第三段";
        assert_eq!(paragraphs(text).len(), 3);
    }

    #[test]
    fn beginnings_of_paragraphs() {
        for words in [
            "一、总体情况",
            "（一）主动公开",
            "(2)依申请",
            "1.属于",
            "3、其他",
            "二是加强",
            "第一，加强",
            "第二条 总则",
        ] {
            assert!(begins_paragraph(words), "{words}");
        }
        for words in [
            "2024年",
            "3.5万元",
            "一定要",
            "30号)要求",
            "（以下简称）",
            "第一项加第二项",
            "100 余条",
            "十四五规划",
        ] {
            assert!(!begins_paragraph(words), "{words}");
        }
    }

    #[test]
    fn joining_keeps_latin_words_apart() {
        let mut text = "使用 open".to_owned();
        join(&mut text, "data 平台");
        join(&mut text, "发布");
        assert_eq!(text, "使用 open data 平台发布");
        let mut text = "起至20".to_owned();
        join(&mut text, "24年12月31日止");
        assert_eq!(text, "起至2024年12月31日止");
    }
}
