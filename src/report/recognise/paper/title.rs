//! The title: which lines at the top are the name of the paper, and which office and year it names.
//!
//! Pages repeat the words of the title in menus and trails; the best line is the one that names an office and a year
//! and ends as a report's title does. Lines that make the title of another paper are kept too: see `strangers`.

use crate::chinese::fold::is_invisible;
use crate::extract::document::{Block, Document};
use crate::report::recognise::agency;
use crate::report::recognise::paper::phrase::{self, Paper, Phrase};

/// A title as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::recognise) struct Title {
    /// On one line, without white space.
    pub(in crate::report::recognise) text: String,
    /// What it is the title of.
    pub(in crate::report::recognise) paper: Paper,
    /// The office, if the title names one.
    pub(in crate::report::recognise) agency: Option<String>,
    /// The report year, if the title names one.
    pub(in crate::report::recognise) year: Option<u16>,
    /// Index of the first block of it, and of the one after it; both 0 where the title is only declared.
    pub(in crate::report::recognise) begin: usize,
    pub(in crate::report::recognise) after: usize,
    score: i32,
}

/// Characters of sentences above a line from which on it is no title of what follows: the report is above it.
const ABOVE: usize = 300;

impl Title {
    /// The title; where the report is above the line, as with the name of an attached file, the line is none of its title.
    fn above_its_report(self, document: &Document) -> Self {
        let above = document.blocks.iter().take(self.begin).filter_map(Block::text);
        let sentences = above.filter(|text| text.contains('。')).map(|text| text.chars().count());
        if sentences.sum::<usize>() < ABOVE { self } else { Self { begin: 0, after: 0, ..self } }
    }

    /// The title as printed, and what else is on its lines; `plain` is the document in simplified characters, in which it
    /// was found.
    pub(in crate::report::recognise) fn printed(
        self,
        printed: &Document,
        plain: &Document,
    ) -> (String, Vec<String>) {
        let letters = |document: &Document| -> Vec<char> {
            let blocks = document.blocks.get(self.begin..self.after).unwrap_or_default();
            let texts = blocks.iter().filter_map(Block::text).flat_map(str::chars);
            texts.filter(|&c| !is_invisible(c)).collect()
        };
        let (mut printed, plain) = (letters(printed), letters(plain));
        if printed.len() != plain.len() {
            printed.clone_from(&plain);
        }
        let own: Vec<char> = self.text.chars().collect();
        let at = plain.windows(own.len().max(1)).position(|part| part == own);
        let Some(at) = at else { return (self.text, vec![printed.into_iter().collect()]) };
        let beside = [&printed[..at], &printed[at + own.len()..]].map(|part| part.iter().collect());
        (printed[at..at + own.len()].iter().collect(), beside.to_vec())
    }
}

/// The titles of a document.
#[derive(Debug, Default)]
pub(in crate::report::recognise) struct Titles {
    /// The best title of a report.
    pub(in crate::report::recognise) report: Option<Title>,
    /// The titles of other papers about reports, in the order of the document.
    pub(in crate::report::recognise) others: Vec<Title>,
    /// The title of another paper that the file declares outside its text.
    pub(in crate::report::recognise) declared_other: Option<String>,
}

/// A line that may be one of a title.
struct Line<'a> {
    block: usize,
    text: &'a str,
    heading: bool,
}

/// Blocks at the top among which the title is looked for, the longest text of one, and the most lines.
const TOP: usize = 80;
const LONGEST: usize = 80;
const LINES: usize = 5;

/// Characters from which on a line is the beginning of a name although what follows on it could be a name of its own.
const CUT_NAME: usize = 6;

/// Characters that a line beside the title has at most.
const BESIDE: usize = 60;

/// Lines by which a title of a report goes on to that of another paper.
#[rustfmt::skip]
const CONTINUATIONS: &[&str] = &[
    "解读", "的解读", "解读说明", "解读材料", "解读稿", "文字解读", "图文解读", "图解", "图表解读", "编制说明", "起草说明", "情况说明", "的说明",
    "通知", "的通知", "编制工作的通知", "工作的通知", "的函", "的通报", "编制办法", "管理办法", "模板", "范本", "格式", "（模板）", "（样本）",
    "(模板)", "(样本)",
];

/// Beginnings of the end of a title that a line break has cut off: `编制和发布工作的通知`.
#[rustfmt::skip]
const CUT_OFF: &[&str] = &["编制", "编写", "编报", "报送", "填报", "撰写", "发布工作", "公布工作", "有关事项", "有关问题", "有关工作", "工作的", "和", "及", "的"];
const CUT_OFF_ENDS: &[&str] =
    &["通知", "通报", "函", "方案", "办法", "意见", "指南", "说明", "规定", "细则", "要求"];

/// Every title of a document.
pub(in crate::report::recognise) fn find(document: &Document) -> Titles {
    let lines = lines(document);
    let declared: Vec<String> = declared(document);
    let mut titles = Titles::default();
    for begin in 0..lines.len() {
        for title in beginning_at(&lines, begin) {
            match title.paper {
                Paper::Other => titles.others.push(title),
                _ => {
                    let known = declared
                        .iter()
                        .any(|words| words.contains(&title.text) && title.text.chars().count() > 10);
                    let score = title.score + 2 * i32::from(known);
                    titles.report = better(titles.report.take(), Title { score, ..title });
                }
            }
        }
    }
    titles.report = titles.report.map(|title| title.above_its_report(document));
    for words in declared {
        let Some(phrase) = phrase::read(&words).filter(|_| words.chars().count() <= LONGEST) else {
            continue;
        };
        let title = of_phrase(words, phrase, (0, 0), false);
        match title.paper {
            Paper::Other => titles.declared_other = titles.declared_other.or(Some(title.text)),
            _ => titles.report = better(titles.report.take(), Title { score: title.score - 3, ..title }),
        }
    }
    titles
}

/// The lines at the top, those of table cells among them.
fn lines(document: &Document) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (block, content) in document.blocks.iter().enumerate().take_while(|(block, _)| *block < 2 * TOP) {
        match content {
            Block::Table(table) => {
                lines.extend(table.cells.iter().take(LINES).map(|cell| Line {
                    block,
                    text: &cell.text,
                    heading: false,
                }));
            }
            other => {
                let heading = matches!(other, Block::Heading { .. });
                lines.extend(other.text().map(|text| Line { block, text, heading }));
            }
        }
    }
    lines.retain(|line| !line.text.trim_matches(is_invisible).is_empty());
    lines.truncate(TOP);
    lines
}

/// The titles that the file declares outside its text, without the name of the site behind them.
fn declared(document: &Document) -> Vec<String> {
    let all = [&document.declared.title, &document.declared.heading];
    let parts = all.into_iter().flatten().flat_map(|text| {
        let parts: Vec<&str> =
            text.split(['_', '|', '>', '—', '｜']).flat_map(|part| part.split(" - ")).collect();
        parts
            .into_iter()
            .map(|part| part.chars().filter(|&c| !is_invisible(c)).collect::<String>())
            .collect::<Vec<_>>()
    });
    parts.collect()
}

/// The titles that begin in a line: of it alone, and with the lines that follow.
fn beginning_at(lines: &[Line<'_>], begin: usize) -> Vec<Title> {
    let mut found = Vec::new();
    let mut text = String::new();
    let mut complete = false;
    for (n, line) in lines[begin..].iter().take(LINES).enumerate() {
        let words: String = line.text.chars().filter(|&c| !is_invisible(c)).collect();
        if complete && !goes_on(&words) {
            break;
        }
        if n > 0 && words.contains(['。', '；']) && words.chars().count() > 30 || is_letterhead(&words) {
            break;
        }
        // two offices, one below the other; a government is only the site's
        let joint = n > 0
            && !text.ends_with("政府")
            && words.chars().count() > 4
            && text.chars().count() > 4
            && agency::is_name(&text)
            && agency::is_name(&words);
        if joint {
            text.push('、');
        }
        text.push_str(&words);
        let length = text.chars().count();
        let Some(phrase) = phrase::read(&text) else {
            if length > LONGEST {
                break;
            }
            continue;
        };
        // a title at the beginning of a long line, whose report follows on it
        if length > LONGEST && !(n == 0 && begin < 6 && phrase.runs_on && phrase.year.is_some()) {
            break;
        }
        complete = true;
        // what follows on the same line stays in the text, unless it is only a line beside the title
        let follows = phrase.begins_text || phrase.runs_on && length > phrase.end + BESIDE;
        let after = if follows { line.block } else { line.block + 1 };
        let mut title = of_phrase(text.clone(), phrase, (lines[begin].block, after), line.heading);
        let of_office =
            title.agency.as_deref().map_or(0, |office| lines_of_office(&lines[begin..=begin + n], office));
        title.score -= i32::try_from(n - of_office + begin / 8).unwrap_or(0);
        found.push(title);
    }
    found
}

/// Whether a line is of the head of an official letter, above the title: `某局文件`, `某发〔2024〕3号`.
fn is_letterhead(words: &str) -> bool {
    words.strip_suffix("文件").is_some_and(agency::is_name)
        || words.ends_with('号') && words.contains(['〔', '[', '［']) && words.chars().count() <= 24
}

/// Over how many line ends the name of an office was broken: `海棠市` above `农业农村局2023年…`, `…和社会保` above `障局…`.
/// None where the first line is something of its own above the title, such as the name of the site.
fn lines_of_office(lines: &[Line<'_>], office: &str) -> usize {
    let visible = |line: &Line<'_>| line.text.chars().filter(|&c| !is_invisible(c)).collect::<String>();
    let first = visible(&lines[0]);
    let Some(rest) = office.strip_prefix(first.as_str()).filter(|rest| !rest.is_empty()) else { return 0 };
    let of_a_place =
        first.ends_with(['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡']) || first.ends_with("街道");
    if agency::is_name(&first) || !of_a_place && agency::is_name(rest) && first.chars().count() < CUT_NAME {
        return 0;
    }
    let mut broken = 0;
    let mut length = 0;
    for line in lines {
        length += visible(line).chars().count();
        if length >= office.chars().count() {
            break;
        }
        broken += 1;
    }
    broken
}

/// Where the title ends that a line begins with and prose follows, in bytes; none where it begins with no title.
pub(in crate::report::recognise) fn end_in_line(text: &str) -> Option<usize> {
    let phrase = phrase::read(text)?;
    if phrase.paper == Paper::Other || phrase.year.is_none() || !(phrase.runs_on || phrase.begins_text) {
        return None;
    }
    let mut visible = text.char_indices().filter(|&(_, c)| !is_invisible(c));
    visible.nth(phrase.end.checked_sub(1)?).map(|(at, c)| at + c.len_utf8())
}

/// Whether a line goes on with a title that was complete before it, and makes it that of another paper.
fn goes_on(words: &str) -> bool {
    let words = words.trim_matches(|c: char| "《》【】*#—-".contains(c));
    CONTINUATIONS.contains(&words)
        || CUT_OFF.iter().any(|begin| words.starts_with(begin))
            && CUT_OFF_ENDS.iter().any(|end| words.ends_with(end))
            && words.chars().count() <= 24
}

fn of_phrase(text: String, phrase: Phrase, (begin, after): (usize, usize), heading: bool) -> Title {
    let score = 4 * i32::from(phrase.year.is_some())
        + 4 * i32::from(phrase.office.is_some())
        + 3 * i32::from(phrase.ends)
        + 2 * i32::from(heading)
        + 2 * i32::from(text.contains('、'))
        - 2 * i32::from(phrase.paper == Paper::Announced);
    let text: String = if phrase.runs_on { text.chars().take(phrase.end).collect() } else { text };
    Title {
        text: text.trim_matches(['#', '*', '《', '》', '【', '】']).to_owned(),
        paper: phrase.paper,
        agency: phrase.office,
        year: phrase.year,
        begin,
        after,
        score,
    }
}

fn better(best: Option<Title>, other: Title) -> Option<Title> {
    match best {
        Some(best) if best.score >= other.score => Some(best),
        _ => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(lines: &[&str]) -> Titles {
        let mut document = Document::default();
        lines.iter().for_each(|line| document.paragraph(*line, None));
        find(&document)
    }

    fn report(lines: &[&str]) -> Option<(Option<String>, Option<u16>, usize)> {
        titles(lines).report.map(|title| (title.agency, title.year, title.after))
    }

    #[test]
    fn a_title_broken_over_lines() {
        let office = Some("青岩市水务局".to_owned());
        let whole = ["首页", "青岩市水务局", "2023年政府信息公开", "工作年度报告", "根据条例编制本报告。"];
        assert_eq!(report(&whole), Some((office.clone(), Some(2023), 4)));
        let twice = ["青岩市水务局", "青岩市水务局2023年政府信息公开工作年度报告", "根据条例编制本报告。"];
        assert_eq!(report(&twice), Some((office, Some(2023), 2)));
        let joint = ["青岩市统计局", "国家统计局青岩调查队", "2012年政府信息公开工作年度报告"];
        let offices = Some("青岩市统计局、国家统计局青岩调查队".to_owned());
        assert_eq!(report(&joint), Some((offices, Some(2012), 3)));
    }

    #[test]
    fn a_title_broken_within_the_name_of_its_office() {
        let office = Some("海棠市人力资源和社会保障局".to_owned());
        let cut =
            ["海棠市人力资源和社会保", "障局2023年政府信息公开工作年度报", "告", "根据条例编制本报告。"];
        assert_eq!(report(&cut), Some((office, Some(2023), 3)));
        let office = Some("海棠市农业农村局".to_owned());
        let place =
            ["海棠市", "农业农村局", "2023年度", "政府信息公开工作", "年度报告", "根据条例编制本报告。"];
        assert_eq!(report(&place), Some((office, Some(2023), 5)));
        let site = ["海棠政务", "海棠市水务局2023年政府信息公开工作年度报告"];
        assert_eq!(report(&site), Some((Some("海棠市水务局".to_owned()), Some(2023), 2)));
        let site = ["海棠市人民政府", "市水务局2023年政府信息公开工作年度报告"];
        assert_eq!(report(&site), Some((Some("市水务局".to_owned()), Some(2023), 2)));
    }

    #[test]
    fn a_title_below_the_head_of_a_letter() {
        let letter = [
            "海棠市信访局文件",
            "海信〔2024〕3号",
            "海棠市信访局2023年政府信息公开工作年度报告",
            "根据条例编制本报告。",
        ];
        assert_eq!(report(&letter), Some((Some("海棠市信访局".to_owned()), Some(2023), 3)));
    }

    #[test]
    fn a_title_whose_report_follows_on_its_line() {
        let line = "青岩市水务局2023年政府信息公开工作年度报告 根据《条例》的规定编制本报告。一、总体情况 全年公开信息310条，收到申请2件，均按期答复，培训两次，效果良好。";
        assert_eq!(report(&[line]), Some((Some("青岩市水务局".to_owned()), Some(2023), 0)));
    }

    #[test]
    fn titles_that_go_on_to_be_others() {
        for lines in [
            &["青岩市水务局2023年政府信息公开工作年度报告", "解读"][..],
            &["关于青岩市2023年政府信息公开工作年度报告", "编制和发布工作的通知"],
            &["关于报送2023年度政府信息公开", "工作年度报告的通知"],
        ] {
            assert!(!titles(lines).others.is_empty(), "{lines:?}");
        }
        let menu = ["青岩市水务局2023年政府信息公开工作年度报告", "政府信息公开指南", "政策解读"];
        assert!(titles(&menu).others.is_empty());
    }
}
