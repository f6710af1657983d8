//! The lines of a document: rows of grids, and lines of text cut into a label and values.
//!
//! Several rows that were run together in one line, or in one paragraph with sentences, come out as a line each; a label
//! and figures with nothing between them are taken apart. Words in the place of a figure count as a value that cannot be
//! read, so that they never take their neighbours with them.

use std::collections::HashSet;
use std::ops::Range;

use crate::chinese::fold::is_invisible;
use crate::extract::document::{Block, Document, Place, Table};
use crate::report::figure::{State, may_begin, read_cell};
use crate::report::form::Unit;
use crate::report::recognise::clock;
use crate::report::recognise::tables::labels::{LABELS, Term, key};
use crate::report::recognise::tables::material::{Kind, Line, Piece};
use crate::report::recognise::tables::requests::columns;

/// Longer paragraphs are prose.
const LONGEST_LABEL: usize = 150;
/// More words than this are no remark in the place of a figure.
const LONGEST_WORDS: usize = 60;

/// Figures behind the label of a row, at least, where it is known by them.
const FEW_FIGURES: usize = 3;

/// What is written behind a number in a sentence.
const COUNTERS: &[char] =
    &['件', '项', '条', '宗', '个', '次', '人', '份', '起', '篇', '期', '场', '万', '亿', '元'];

/// What [`lines`] finds.
pub(super) struct Lines<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// Blocks that hold rows of a table and sentences as well.
    pub(super) mixed: HashSet<usize>,
}

/// The document as lines.
pub(super) fn lines(document: &Document) -> Lines<'_> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut mixed = HashSet::new();
    let mut last_line = None;
    for (block, content) in document.blocks.iter().enumerate().take_while(|_| !clock::is_up()) {
        match content {
            Block::Heading { text, place, .. } | Block::Paragraph { text, place } => {
                let gap = place
                    .line
                    .zip(last_line)
                    .map_or(0, |(line, last): (u32, u32)| line.saturating_sub(last + 1));
                last_line = place.line;
                paragraph(block, text, *place, gap, &mut lines, &mut mixed);
            }
            Block::Table(table) => {
                last_line = None;
                push_table(&mut lines, block, table);
            }
        }
    }
    Lines { lines, mixed }
}

/// A paragraph: a line, several rows that were run together, or prose.
fn paragraph<'a>(
    block: usize,
    text: &'a str,
    place: Place,
    gap: u32,
    lines: &mut Vec<Line<'a>>,
    mixed: &mut HashSet<usize>,
) {
    let piece = |text, kind| Piece { text, kind, columns: None, place, doubt: None };
    let line = |(label, values): (&'a str, Vec<&'a str>), gap| {
        let label = (!label.is_empty()).then(|| piece(label, Kind::Label));
        let values = values.into_iter().map(|value| piece(value, Kind::Value));
        let pieces: Vec<Piece<'a>> = label.into_iter().chain(values).collect();
        Line { block, single: pieces.len() == 1, pieces, gap }
    };
    if text.len() <= LONGEST_LABEL * 3 && !text.contains('。') {
        match run_together(text) {
            Some(rows) => lines.extend(rows.into_iter().map(|row| line(row, 0))),
            None => {
                let cells = glued(text).or_else(|| worded(text)).unwrap_or_else(|| split_values(text));
                lines.push(line(cells, gap));
            }
        }
        return;
    }
    let prose = Line { block, pieces: Vec::new(), single: false, gap };
    let before = lines.len();
    let mut sentences = false;
    for stretch in text.split_inclusive('。') {
        match run_together(stretch.trim_end_matches('。')) {
            Some(rows) => lines.extend(rows.into_iter().map(|row| line(row, 0))),
            None => {
                sentences = true;
                if lines.last().is_none_or(|line| line.block != block || !line.pieces.is_empty()) {
                    lines.push(Line { pieces: Vec::new(), ..prose });
                }
            }
        }
    }
    if sentences && lines[before..].iter().any(|line| !line.pieces.is_empty()) {
        mixed.insert(block);
    }
}

/// Rows that were run together in one line: each label with the values behind it. None where there is only one row, or
/// where the words are not those of the form.
fn run_together(text: &str) -> Option<Vec<(&str, Vec<&str>)>> {
    // cheap, and prose seldom has a figure between blanks
    text.split_whitespace()
        .skip(1)
        .find(|word| word.ends_with(|c: char| c.is_numeric()) || is_value(word))?;
    let words: Vec<(&str, usize)> = words(text).into_iter().flat_map(unglued).collect();
    // 予以公开 28 件、部分公开 9 件: a sentence counts things
    let counted = words.windows(2).any(|pair| is_value(pair[0].0) && pair[1].0.starts_with(COUNTERS));
    if counted {
        return None;
    }
    let mut rows: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let none = |range: &Range<usize>| range.start == range.end;
    for (n, (word, _)) in words.iter().enumerate() {
        let point = words.get(n + 1).is_some_and(|(next, _)| next.starts_with(['.', '．', '、']));
        let remark = word.starts_with(['（', '(']) && !is_numbered(word);
        match rows.last_mut() {
            Some((_, values)) if !none(values) && remark => values.end = n + 1,
            Some((_, values)) if !point && is_value(word) => {
                *values = if none(values) { n..n + 1 } else { values.start..n + 1 };
            }
            Some((label, values)) if none(values) => label.end = n + 1,
            _ => rows.push((n..n + 1, n + 1..n + 1)),
        }
    }
    let whole = |range: &Range<usize>| {
        let (first, last) = (words.get(range.start)?, words.get(range.end.checked_sub(1)?)?);
        text.get(first.1..last.1 + last.0.len())
    };
    let of_form = |(label, values): &&(Range<usize>, Range<usize>)| {
        !none(values) && whole(label).is_some_and(ends_with_label)
    };
    // the label of what comes next, without figures
    let next = rows.last().filter(|(_, values)| none(values)).and_then(|(label, _)| whole(label));
    let next = usize::from(next.is_some_and(is_label));
    let of_form = rows.iter().filter(of_form).count() + next;
    // rows of other words: many figures behind one label and again behind another are no sentence
    let fewest = rows.iter().filter(|(_, values)| !none(values)).map(|(_, values)| values.len()).min();
    let apart =
        fewest.is_some_and(|fewest| fewest + 1 >= row_of_requests() || of_form > 0 && fewest >= FEW_FIGURES);
    if rows.len() < 2 || of_form < 2 && !apart {
        return None;
    }
    let mut lines = Vec::new();
    for (label, values) in &rows {
        let (mut own, label) = (label.clone(), whole(label)?);
        let last = own.end - 1;
        // a header, and behind it a label that is known only where it is alone
        if last > own.start && is_label(words[last].0) && !is_label(label) {
            lines.push((whole(&(own.start..last))?, Vec::new()));
            own.start = last;
        }
        lines.push((whole(&own)?, with_remarks(text, &words[values.clone()])));
    }
    Some(lines)
}

/// Whether a word begins with a number in brackets, as labels do: （二）部分公开.
fn is_numbered(word: &str) -> bool {
    let inner = word.trim_start_matches(['（', '(']);
    let rest = inner.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    inner.len() < word.len() && rest.len() < inner.len() && rest.starts_with(['）', ')'])
}

/// Whether words end with the label of a row of the form.
fn ends_with_label(words: &str) -> bool {
    let row = |term: &Term| matches!(term, Term::Request(_) | Term::Matter(_));
    let last = words.split_whitespace().next_back().unwrap_or(words);
    if [words, last].iter().any(|words| LABELS.whole(words).iter().any(row)) {
        return true;
    }
    let key = key(words);
    LABELS.matches(&key).iter().any(|m| row(&m.term) && m.end == key.len())
}

/// Whether words are a label of the form and nothing else.
fn is_label(words: &str) -> bool {
    !LABELS.whole(words).is_empty()
}

/// The label of a row and its figures, where nothing is left between them.
fn glued(text: &str) -> Option<(&str, Vec<&str>)> {
    let text = text.trim();
    let sign = |c: char| matches!(c, '.' | ',' | '+' | '-' | '—' | '－' | '–' | '/' | '／');
    let label = text.trim_end_matches(|c: char| c.is_numeric() && !c.is_alphabetic() || sign(c));
    let label = if label.len() < text.len() { label.trim_end_matches(['约', '共']) } else { label };
    let values = &text[label.len()..];
    let letters = label.ends_with(|c: char| c.is_alphabetic() || matches!(c, '）' | ')' | '”' | '"' | '」'));
    // a whole row of digits is no number, whatever the words before it
    let row = values.len() >= row_of_requests() && values.bytes().all(|b| b.is_ascii_digit());
    (letters && !values.is_empty() && values.len() <= 64 && (row || ends_with_label(label)))
        .then(|| (label, vec![values]))
}

/// A word, or the label and the figures that it is made of.
fn unglued((word, at): (&str, usize)) -> Vec<(&str, usize)> {
    match glued(word) {
        Some((label, values)) if word.starts_with(label) => {
            let values = values.into_iter().map(|value| (value, at + word.len() - value.len()));
            std::iter::once((label, at)).chain(values).collect()
        }
        _ => vec![(word, at)],
    }
}

/// The label of a matter and what is printed for its figures, words among them: `行政强制 144 10 不适用`.
fn worded(text: &str) -> Option<(&str, Vec<&str>)> {
    let words = words(text);
    let matter = |label: &str| LABELS.whole(label).iter().any(|term| matches!(term, Term::Matter(_)));
    // a label may itself hold a blank
    let own = (1..=2).find(|&n| words.get(n).is_some_and(|&(_, at)| matter(text[..at].trim())))?;
    let values = with_remarks(text, &words[own..]);
    let other = |word: &&str| !is_value(word);
    let counted = |pair: &[&str]| is_value(pair[0]) && pair[1].starts_with(COUNTERS);
    let of_words =
        values.iter().any(other) && values.iter().filter(|w| other(w)).all(|word| is_no_label(word));
    let sentence = values.windows(2).any(counted) || text.contains(['，', '、', '：', '；']);
    (of_words && !sentence && values.len() <= row_of_requests())
        .then(|| (text[..words[own].1].trim(), values))
}

fn push_table<'a>(lines: &mut Vec<Line<'a>>, block: usize, table: &'a Table) {
    let column = table.width() == 1;
    let of_values: HashSet<u32> = table
        .cells
        .iter()
        .filter(|cell| cell.column > 0 && kind(&cell.text) == Kind::Value)
        .map(|cell| cell.column)
        .collect();
    let mut gap = 0;
    let mut cells = table.cells.as_slice();
    while let Some(first) = cells.first() {
        let width = cells.iter().take_while(|cell| cell.row == first.row).count();
        let (row, rest) = cells.split_at(width);
        cells = rest;
        let mut pieces: Vec<Piece<'a>> = row
            .iter()
            .map(|cell| Piece {
                text: &cell.text,
                kind: kind(&cell.text),
                columns: (!column).then_some((cell.column, cell.column + cell.columns)),
                place: Place {
                    page: cell.page.or(table.place.page),
                    cell: Some((cell.row + 1, cell.column + 1)),
                    ..table.place
                },
                doubt: cell.doubt.as_deref(),
            })
            .collect();
        if !column {
            words_for_figures(&mut pieces, &of_values);
            lines.push(Line { block, pieces, single: false, gap: 0 });
        } else if pieces.iter().all(|piece| piece.kind == Kind::Blank) {
            gap += 1;
        } else {
            lines.push(Line { block, pieces, single: true, gap: std::mem::take(&mut gap) });
        }
    }
}

/// Words in the place of a figure (不适用, 持平): behind a figure or the label of a row, in a column in which other rows
/// have figures. A label in other words than those of the form is none: it is numbered, or a whole row of figures follows.
fn words_for_figures(pieces: &mut [Piece<'_>], of_values: &HashSet<u32>) {
    let mut figures = pieces.iter().filter(|piece| piece.kind == Kind::Value).count();
    let Some(first) = pieces.iter().position(|piece| piece.kind == Kind::Label) else { return };
    // a row of words alone may be a header
    let (headed, mut label, mut begun) = (figures == 0, first, false);
    for n in first..pieces.len() {
        match pieces[n].kind {
            Kind::Value => (begun, figures) = (true, figures - 1),
            Kind::Blank => {}
            Kind::Label => {
                let below = pieces[n].columns.is_some_and(|(first, _)| of_values.contains(&first));
                let words = pieces[n].text;
                let known = n > first && ends_with_label(pieces[if headed { first } else { label }].text);
                let free = known && !is_item(words) && figures < row_of_requests();
                if below && (begun || free) && is_no_label(words) {
                    (pieces[n].kind, begun) = (Kind::Value, true);
                } else {
                    label = n;
                }
            }
        }
    }
}

/// Figures of a row of the request table, at least.
fn row_of_requests() -> usize {
    columns::widths().min().unwrap_or(usize::MAX)
}

/// Whether words begin with a number of their own: `1.逾期不补正`, `（二）部分公开`.
fn is_item(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_numeric() && !"一二三四五六七八九十".contains(c));
    is_numbered(words) || rest.len() < words.len() && rest.starts_with(['.', '．', '、'])
}

/// Whether words are none of the form.
pub(in crate::report::recognise::tables) fn is_no_label(words: &str) -> bool {
    words.chars().count() <= LONGEST_WORDS
        && LABELS.whole(words).is_empty()
        && match key(words) {
            // one character has no pairs to compare
            words if words.chars().nth(1).is_none() => true,
            words => !LABELS.speaks_of_form(&words),
        }
}

fn kind(text: &str) -> Kind {
    if text.trim().is_empty() {
        Kind::Blank
    } else if is_value(text) {
        Kind::Value
    } else {
        Kind::Label
    }
}

/// Whether a text is a figure, a sign for none, or something printed in the place of one.
pub(in crate::report::recognise::tables) fn is_value(text: &str) -> bool {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    // nearly every label is known by its first character
    let first = text.chars().find(|&c| !is_invisible(c)).unwrap_or_default();
    let labels = match first {
        '（' | '(' => text.chars().any(is_han),
        _ => is_han(first) && !may_begin(first),
    };
    if text.len() > 120 || labels {
        return false;
    }
    // an amount of money may be printed in ten thousands, a count may not
    let readings = [Unit::Change, Unit::TenThousandYuan].map(|unit| read_cell(text, unit).state);
    match readings.into_iter().find(|state| *state != State::Unreadable).unwrap_or(State::Unreadable) {
        State::Number | State::Dash | State::Blank => true,
        _ => {
            if is_rounded(text) {
                return true;
            }
            let han = text.chars().any(is_han);
            let mark = |c: char| c.is_ascii_digit() || matches!(c, 'l' | 'I' | 'O' | 'o' | '|' | '?' | '*');
            !han && text.chars().count() <= 16 && text.chars().any(mark) && !text.chars().any(|c| c == ':')
        }
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Whether a text is a count in ten thousands or more: `1.2万件`.
fn is_rounded(text: &str) -> bool {
    let number = text.trim().trim_start_matches(['约', '共']);
    let unit =
        number.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_numeric() && c != '万' || c == '.');
    let counter = unit.trim_start_matches(['十', '百', '千', '万', '亿']);
    unit.len() < number.len()
        && counter.len() < unit.len()
        && counter.chars().count() < 2
        && counter.chars().all(|c| COUNTERS.contains(&c))
}

/// The label of a line and the values at its end.
fn split_values(text: &str) -> (&str, Vec<&str>) {
    let words = words(text);
    let mut begin = words.len();
    while begin > 0 {
        let (word, _) = words[begin - 1];
        let remark = word.starts_with(['（', '(']) && !is_numbered(word) && begin > 1;
        if is_value(word) {
            begin -= 1;
        } else if remark && is_value(&text[words[begin - 2].1..words[begin - 1].1 + word.len()]) {
            begin -= 2;
        } else {
            break;
        }
    }
    let label = words.get(begin).map_or(text, |&(_, at)| &text[..at]).trim();
    (label, with_remarks(text, &words[begin..]))
}

/// Words of values, a remark joined to the number before it.
fn with_remarks<'a>(text: &'a str, words: &[(&'a str, usize)]) -> Vec<&'a str> {
    let mut values: Vec<(&str, usize)> = Vec::new();
    for &(word, at) in words {
        match values.last_mut() {
            Some((value, begin)) if word.starts_with(['（', '(']) && !is_numbered(word) => {
                *value = &text[*begin..at + word.len()];
            }
            _ => values.push((word, at)),
        }
    }
    values.into_iter().map(|(value, _)| value).collect()
}

/// Words parted by white space outside of brackets, with the bytes they begin at. A no-break space
/// inside a number parts nothing.
pub(in crate::report::recognise::tables) fn words(text: &str) -> Vec<(&str, usize)> {
    let mut words = Vec::new();
    let (mut begin, mut depth) = (None, 0_u32);
    let mut close = |begin: &mut Option<usize>, end: usize| {
        if let Some(start) = begin.take() {
            words.push((&text[start..end], start));
        }
    };
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let inside_number = matches!(c, '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
            && digit(text[..at].chars().next_back())
            && digit(text[at + c.len_utf8()..].chars().next());
        if c.is_whitespace() && depth == 0 && !inside_number {
            close(&mut begin, at);
        } else if begin.is_none() && !c.is_whitespace() {
            begin = Some(at);
        }
    }
    close(&mut begin, text.len());
    // bars between cells part them, and are none
    words.retain(|(word, _)| !matches!(*word, "|" | "｜" | "||"));
    words.into_iter().flat_map(|(word, at)| numbers_apart(word, at)).collect()
}

/// `1 295` with a no-break space is a number, `0 0 0` with them is three.
fn numbers_apart(word: &str, at: usize) -> Vec<(&str, usize)> {
    if !word.contains('\u{a0}') || is_value_of_one(word) {
        return vec![(word, at)];
    }
    let mut begin = at;
    let mut parts = Vec::new();
    for part in word.split('\u{a0}') {
        parts.push((part, begin));
        begin += part.len() + '\u{a0}'.len_utf8();
    }
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

fn is_value_of_one(word: &str) -> bool {
    word.contains(['（', '(']) || read_cell(word, Unit::Change).state == State::Number
}
