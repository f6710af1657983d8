//! Whether two readings are of one text: copies of a report in several formats, or a report and its correction.
//!
//! A reader changes what it reads, and an office changes what it publishes. White space, width, punctuation, script,
//! headings and the counters of lists are the reader's; so are cells that one reading lacks or doubts, lines without the end
//! of a sentence (captions, what is printed around a page), and a piece as long as a line that is missing in the middle of a
//! sentence.
//! A number that both read with certainty and not alike is the office's, and so are other words and whole sentences more or
//! fewer. Where a difference can be either it is the office's: a correction that is taken for a copy would be hidden,
//! a copy that is taken for a correction is listed once too often.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::chinese::fold::{fold_char, is_invisible};
use crate::chinese::likeness::Pairs;
use crate::chinese::script::Simplifier;
use crate::report::measure::difference::Cell;
use crate::report::{Applicant, Figure, Quantity, Report, State};

/// What comparing two readings says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// They are of one text, of which so many cells and pieces were read differently.
    Copies {
        /// Cells and pieces that were read differently.
        differences: usize,
    },
    /// The office changed figures or prose.
    Changed,
    /// They have nothing in common by which it could be known: one has no prose, the other no figures.
    Unknown,
}

/// A reading made ready for comparison.
#[derive(Debug, Clone)]
pub struct Reading {
    figures: HashMap<(&'static str, Option<Applicant>), Read>,
    text: Text,
    /// Tables that are not of the form, each by its shape and title, and its cells.
    tables: HashMap<Shape, Vec<String>>,
    ocr: bool,
}

/// Rows, columns and title of a table: two readings with one of these are of one table.
type Shape = (usize, usize, String);

/// A cell as it was read.
#[derive(Debug, Clone, Copy)]
struct Read {
    cell: Cell,
    certain: bool,
}

impl Read {
    fn of(figure: &Figure, ocr: bool) -> Self {
        let read = !matches!(figure.state, State::Unreadable | State::Absent);
        Self { cell: Cell::of(Some(figure)), certain: read && figure.doubt.is_none() && !ocr }
    }

    /// The number, which a blank and a dash do not have.
    fn number(self) -> Option<Quantity> {
        self.cell.value
    }
}

/// Cells with one number in both, read with certainty, by which reports without prose are known to be one.
const CELLS: usize = 5;
/// Letters of a text that has prose.
const PROSE: usize = 30;
/// Share of the pairs of letters of a text read by OCR that its copy has, too: measured on a scan and its source, 0.9.
const OCR: f64 = 0.7;
/// Sentences that only one of two texts has, up to which they are compared at all: a correction changes fewer.
const SENTENCES: usize = 200;
/// Letters of a stretch that differs, up to which it is compared letter by letter.
const STRETCH: usize = 6000;
/// Letters of a line that a reader can lose; shorter pieces are words, longer ones passages.
const LINE: Range<usize> = 10..61;
/// Counters of lists, which office programs print by themselves and readers lose.
static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
    let alone = "[（(][一二三四五六七八九十0-9]{1,3}[）)]";
    let before =
        "(?:^|[\\s。；：])(?:[一二三四五六七八九十]{1,3}、|[0-9]{1,2}(?:[、．]|[.]\\s*(?P<next>[^0-9\\s])))";
    Regex::new(&format!("{alone}|{before}")).expect("the expression is tested")
});
/// Letters by which the place of a missing piece is moved, where it can be at several.
const SHIFT: usize = 60;

impl Reading {
    /// Makes a report, as it was recognised, ready.
    pub fn of(report: &Report) -> Self {
        let read = |figure: &Figure| ((figure.indicator, figure.applicant), Read::of(figure, report.ocr));
        // of two with one key the first, as everywhere
        let figures = report.figures.iter().rev().map(read).collect();
        let tables = report.other_tables.iter().map(|table| {
            let letters =
                |text: &str| text.chars().filter(|&c| !is_invisible(c)).map(fold_char).collect::<String>();
            let title = letters(table.title.as_deref().unwrap_or_default());
            let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
            let cells = table.rows.iter().flatten().map(|cell| letters(cell)).collect();
            ((table.rows.len(), columns, title), cells)
        });
        Self { figures, text: Text::of(report), tables: tables.collect(), ocr: report.ocr }
    }

    /// Whether there are sentences in it.
    pub fn has_prose(&self) -> bool {
        self.text.letters.len() >= PROSE && !self.text.ends.is_empty()
    }

    /// Letters and digits of its prose.
    pub fn letters(&self) -> usize {
        self.text.letters.len()
    }

    /// Whether a table that is not of the form, read alike in all but its numbers, has other numbers.
    fn other_numbers_differ(&self, other: &Self) -> bool {
        let number =
            |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        !(self.ocr || other.ocr)
            && self.tables.iter().any(|(shape, own)| {
                let Some(theirs) = other.tables.get(shape).filter(|theirs| theirs.len() == own.len()) else {
                    return false;
                };
                let differing: Vec<(&String, &String)> =
                    own.iter().zip(theirs).filter(|(a, b)| a != b).collect();
                !differing.is_empty() && differing.iter().all(|(a, b)| number(a) && number(b))
            })
    }

    /// Compares two readings; the order does not matter.
    pub fn compare(&self, other: &Self) -> Sameness {
        let Some((alike, cells)) = self.compare_figures(other) else { return Sameness::Changed };
        if self.other_numbers_differ(other) {
            return Sameness::Changed;
        }
        if !self.has_prose() || !other.has_prose() {
            return match alike >= CELLS {
                true => Sameness::Copies { differences: cells },
                false => Sameness::Unknown,
            };
        }
        let pieces = match self.ocr || other.ocr {
            true => self.text.is_like(&other.text).then_some(1),
            false => self.text.differences(&other.text),
        };
        pieces.map_or(Sameness::Changed, |pieces| Sameness::Copies { differences: cells + pieces })
    }

    /// Numbers that are alike with certainty, and cells that were read differently; none where the office changed one.
    fn compare_figures(&self, other: &Self) -> Option<(usize, usize)> {
        let (mut alike, mut differences) = (0, 0);
        for (key, own) in &self.figures {
            let Some(its) = other.figures.get(key) else { continue };
            match (own.number() == its.number(), own.certain && its.certain) {
                (true, true) => alike += usize::from(own.number().is_some()),
                (false, true) => return None,
                (same, false) => {
                    differences += usize::from(!same || own.cell.state != its.cell.state);
                }
            }
        }
        Some((alike, differences))
    }

    /// What another copy reads in a cell, where that is not what this one reads.
    pub fn contradicted_by(
        &self,
        copy: &Self,
        (indicator, applicant): (&'static str, Option<Applicant>),
    ) -> Option<Cell> {
        let (own, its) =
            (self.figures.get(&(indicator, applicant))?, copy.figures.get(&(indicator, applicant))?);
        let read = |state: State| !matches!(state, State::Unreadable | State::Absent);
        let says = own.cell.state != State::Absent && read(its.cell.state);
        let differs = own.number() != its.number() || own.cell.state == State::Unreadable;
        (says && differs).then_some(its.cell)
    }
}

/// The prose of a report without everything that readers add and lose.
#[derive(Debug, Clone, Default)]
struct Text {
    letters: Vec<char>,
    /// Where sentences end, in letters.
    ends: Vec<usize>,
    /// Where lines end.
    lines: Vec<usize>,
    /// Where there is a mark of any kind.
    marks: Vec<usize>,
}

impl Text {
    fn of(report: &Report) -> Self {
        // headings are not prose: a reader finds them or not, and an office words them as it likes
        let sections = report.sections.iter().map(|section| section.text.as_str());
        let parts: Vec<&str> = std::iter::once(report.preamble.as_str()).chain(sections).collect();
        let simplifier = Simplifier::of(parts.iter().copied());
        let mut text = Self::default();
        for part in parts {
            match &simplifier {
                None => text.push(part),
                Some(simplifier) => {
                    let mut part = part.to_owned();
                    simplifier.simplify(&mut part);
                    text.push(&part);
                }
            }
        }
        text
    }

    fn push(&mut self, part: &str) {
        for line in part.lines() {
            self.push_line(&COUNTER.replace_all(line, without));
        }
    }

    fn push_line(&mut self, line: &str) {
        let mut chars = line.chars().map(fold_char).peekable();
        while let Some(c) = chars.next() {
            let at = self.letters.len();
            let decimal = c == '.'
                && self.letters.last().is_some_and(char::is_ascii_digit)
                && chars.peek().is_some_and(char::is_ascii_digit);
            if decimal || is_letter(c) {
                self.letters.push(c);
            } else if matches!(c, '。' | '!' | '?' | ';') {
                self.ends.push(at);
                self.marks.push(at);
            } else if !is_invisible(c) {
                self.marks.push(at);
            }
        }
        self.lines.push(self.letters.len());
        for places in [&mut self.ends, &mut self.lines, &mut self.marks] {
            places.dedup();
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        let pairs = |text: &Self| Pairs::of(&text.letters.iter().collect::<String>());
        let (own, its) = (pairs(self), pairs(other));
        own.within(&its).max(its.within(&own)) >= OCR
    }

    /// The sentences, as ranges of letters.
    fn sentences(&self) -> Vec<Range<usize>> {
        let mut begin = 0;
        let ends = self.ends.iter().copied().chain([self.letters.len()]);
        let ranges = ends.map(|end| std::mem::replace(&mut begin, end)..end);
        ranges.filter(|range| !range.is_empty()).collect()
    }

    /// The pieces that were read differently; none where the office changed one, or they have little in common.
    fn differences(&self, other: &Self) -> Option<usize> {
        if self.letters == other.letters {
            return Some(0);
        }
        // which of two alignments is found depends on the order
        if self.letters > other.letters {
            return other.differences(self);
        }
        let (mut pieces, mut lost) = (0, 0);
        for stretch in self.stretches(other)? {
            let (own, its) = (&self.letters[stretch.0.clone()], &other.letters[stretch.1.clone()]);
            if own.len() > STRETCH || its.len() > STRETCH {
                return None;
            }
            for op in capture_diff_slices(Algorithm::Myers, own, its) {
                let (old, new) = (op.old_range(), op.new_range());
                if let DiffOp::Equal { .. } = op {
                    continue;
                }
                let old = old.start + stretch.0.start..old.end + stretch.0.start;
                let new = new.start + stretch.1.start..new.end + stretch.1.start;
                if !self.is_of_reader(other, &old, &new) {
                    return None;
                }
                pieces += 1;
                lost += old.len();
            }
        }
        let shared = self.letters.len() - lost;
        (shared * 2 >= self.letters.len().min(other.letters.len())).then_some(pieces)
    }

    /// Where two texts differ: whole sentences, as ranges of letters in both; none where there is too much.
    fn stretches(&self, other: &Self) -> Option<Vec<(Range<usize>, Range<usize>)>> {
        let (own, its) = (self.sentences(), other.sentences());
        let own_words: Vec<&[char]> = own.iter().map(|range| &self.letters[range.clone()]).collect();
        let its_words: Vec<&[char]> = its.iter().map(|range| &other.letters[range.clone()]).collect();
        if lone(&own_words, &its_words).max(lone(&its_words, &own_words)) > SENTENCES {
            return None;
        }
        let mut stretches = Vec::new();
        let (mut from, mut other_from) = (0, 0);
        let mut until = |to: usize, other_to: usize, next: usize, other_next: usize| {
            if from < to || other_from < other_to {
                stretches.push((from..to, other_from..other_to));
            }
            (from, other_from) = (next, other_next);
        };
        for op in capture_diff_slices(Algorithm::Myers, &own_words, &its_words) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                let (last, its_last) = (&own[old_index + len - 1], &its[new_index + len - 1]);
                until(own[old_index].start, its[new_index].start, last.end, its_last.end);
            }
        }
        until(self.letters.len(), other.letters.len(), 0, 0);
        Some(stretches)
    }

    /// Whether a difference is the reader's: letters of this text in the place of letters of the other.
    fn is_of_reader(&self, other: &Self, own: &Range<usize>, its: &Range<usize>) -> bool {
        let unmapped =
            |text: &Self, range: &Range<usize>| text.letters[range.clone()].iter().any(|c| is_unmapped(*c));
        let garbled = unmapped(self, own) || unmapped(other, its);
        let alike_in_length = own.len().abs_diff(its.len()) <= 2;
        garbled && alike_in_length || (self.can_lose(own, other) && other.can_lose(its, self))
    }

    /// Whether a reader can lose this piece of the text, which the other text has nothing for.
    fn can_lose(&self, piece: &Range<usize>, other: &Self) -> bool {
        if piece.is_empty() {
            return true;
        }
        let places = self.places(piece);
        let words = &self.letters[piece.clone()];
        let elsewhere =
            || words.len() >= LINE.start && other.letters.windows(words.len()).any(|there| there == words);
        if places.iter().any(|place| self.is_whole_sentences(place)) {
            return elsewhere();
        }
        places.iter().any(|place| self.is_line(place) || self.is_in_a_sentence(place))
    }

    /// Where a missing piece can be: before and after it there may be the letters that it begins or ends with.
    fn places(&self, piece: &Range<usize>) -> Vec<Range<usize>> {
        let mut places = vec![piece.clone()];
        let mut at = piece.clone();
        while at.start > 0 && places.len() < SHIFT && self.letters[at.start - 1] == self.letters[at.end - 1] {
            at = at.start - 1..at.end - 1;
            places.push(at.clone());
        }
        let mut at = piece.clone();
        while at.end < self.letters.len()
            && places.len() < 2 * SHIFT
            && self.letters[at.start] == self.letters[at.end]
        {
            at = at.start + 1..at.end + 1;
            places.push(at.clone());
        }
        places
    }

    fn is_whole_sentences(&self, piece: &Range<usize>) -> bool {
        let begins = piece.start == 0 || has(&self.ends, piece.start) || has(&self.lines, piece.start);
        begins && has(&self.ends, piece.end)
    }

    /// Lines without the end of a sentence: headings, page numbers, what is printed around a page.
    fn is_line(&self, piece: &Range<usize>) -> bool {
        let begins = piece.start == 0 || has(&self.lines, piece.start) || has(&self.ends, piece.start);
        let within = self.ends.partition_point(|end| *end <= piece.start)
            ..self.ends.partition_point(|end| *end <= piece.end);
        begins && has(&self.lines, piece.end) && within.is_empty()
    }

    /// A line of a page that is missing between two others: not from one mark to another.
    fn is_in_a_sentence(&self, piece: &Range<usize>) -> bool {
        let is_mark = |at: usize| at == 0 || has(&self.marks, at) || has(&self.lines, at);
        LINE.contains(&piece.len()) && !(is_mark(piece.start) && is_mark(piece.end))
    }
}

/// What is left of a counter: the mark before it, which may end a sentence, and the letter behind it.
fn without(found: &Captures<'_>) -> String {
    let mark = found[0].chars().next().filter(|c| "。；".contains(*c)).unwrap_or('，');
    format!("{mark}{}", found.name("next").map_or("", |next| next.as_str()))
}

fn has(sorted: &[usize], place: usize) -> bool {
    sorted.binary_search(&place).is_ok()
}

/// Letters, digits, signs of a share, and what a font could not name.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '%' | '‰') || is_unmapped(c)
}

/// What a reader puts where it does not know the character.
fn is_unmapped(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
}

/// Sentences of the one that the other does not have, or not as often.
fn lone(own: &[&[char]], other: &[&[char]]) -> usize {
    let mut counts: HashMap<&[char], usize> = HashMap::new();
    other.iter().for_each(|sentence| *counts.entry(sentence).or_default() += 1);
    let mut lone = 0;
    for sentence in own {
        match counts.get_mut(sentence) {
            Some(count) if *count > 0 => *count -= 1,
            _ => lone += 1,
        }
    }
    lone
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(words: &str) -> Text {
        let mut text = Text::default();
        text.push(words);
        text
    }

    const REPORT: &str = "2023年，我局公开信息310条，其中规范性文件2.5万字。\n（一）主动公开。更新栏目及时，各项工作有序，群众知晓率稳步提高。\n\
        解读形式单一的问题仍然存在，基层专职人员不足的矛盾尚未根本缓解；今后增加图解、视频等解读形式，并开展专题培训三次。";

    #[test]
    fn what_readers_make_of_a_text_is_the_same_text() {
        let same = |other: &str| text(REPORT).differences(&text(other));
        assert_eq!(same(REPORT), Some(0));
        assert_eq!(same(&REPORT.replace('，', ", ").replace('0', "０")), Some(0));
        assert_eq!(same(&REPORT.replace("（一）", "1. ")), Some(0));
        assert_eq!(same(&REPORT.replace('\n', "")), Some(0));
        assert_eq!(same(&REPORT.replace("。\n", "。\n— 12 —\n")), Some(2));
        assert_eq!(same(&REPORT.replace("局公开信息310条，其中规范", "")), Some(1), "a line is lost");
        assert_eq!(same(&REPORT.replace('缓', "\u{e123}")), Some(1), "a character without a name");
    }

    #[test]
    fn what_offices_change_is_another_text() {
        for (from, to) in [
            ("310条", "301条"),
            ("2.5万", "25万"),
            ("单一", "多样"),
            ("并开展专题培训三次", "并开展专题培训三次。另行补充说明"),
            ("更新栏目及时，", ""),
            ("更新栏目及时，各项工作有序，群众知晓率稳步提高。", ""),
            ("公开信息", "未公开信息"),
        ] {
            assert_eq!(text(REPORT).differences(&text(&REPORT.replace(from, to))), None, "{from} → {to}");
        }
    }

    proptest! {
        #[test]
        fn any_two_texts_are_compared_alike_in_either_order(
            own in "[一二三公开信息0-9，。；\n（）\u{e000}a ]{0,120}",
            other in "[一二三公开信息0-9，。；\n（）\u{e000}a ]{0,120}",
        ) {
            let (own, other) = (text(&own), text(&other));
            prop_assert_eq!(own.differences(&other), other.differences(&own));
            prop_assert_eq!(own.differences(&own), Some(0));
        }
    }
}
