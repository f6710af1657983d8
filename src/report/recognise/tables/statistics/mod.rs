//! Tables of listed figures (the 统计表 of 2014 to 2018): a row for each figure, with its label, its unit and its number.
//!
//! Rows are found by their labels and the group above them, wherever the table is and whatever drew it. What such a table
//! prints beside the rows and the column of the form is kept as printed.

mod columns;
mod labels;
mod rows;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::extract::Document;
use crate::extract::document::{Block, Place};
use crate::report::OtherTable;
use crate::report::figure::header_unit;
use crate::report::form::{self, Indicator};
use crate::report::recognise::tables::Slot;
use crate::report::recognise::tables::material::{Kind, Piece};
use columns::{Columns, Picked};
use labels::{LABELS, Labels, Meaning};
use rows::{Row, Rows};

/// So many rows are a table; fewer where the document names it.
const ENOUGH: usize = 5;
const ENOUGH_NAMED: usize = 2;
const NAMES: &[&str] = &["统计表", "统计指标", "统计报表", "指标统计"];

/// Words of which a document with such a table has one: others are not searched.
const TELLING: &[&str] = &[
    "申请数",
    "申请总数",
    "办结数",
    "答复数",
    "信息数",
    "规范性文件数",
    "复议数",
    "诉讼数",
    "统计指标",
    "统计表",
];

/// Rows of the statutory tables have one of the words, too.
const STATUTORY: &str = "政府信息公开申请数量";

/// Labels that may be pieces of one.
const PIECES: usize = 8;
/// More labels of rows without a figure between them are a column by itself: what is behind the last is not of it alone.
const IN_A_ROW: usize = 3;
/// So many labels are compared with all others: a table with more that are none is not of this form.
const GUESSES: usize = 1_000;
/// Blocks above and below the table that may belong to it.
const AROUND: usize = 8;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Statistics<'a> {
    pub(super) slots: Vec<Slot<'a>>,
    /// The blocks of the table, as indices.
    pub(super) blocks: BTreeSet<usize>,
    /// Rows and columns that the form does not have.
    pub(super) others: Vec<OtherTable>,
    /// Where the table begins.
    pub(super) place: Place,
}

/// Finds the tables.
pub(super) fn read(document: &Document) -> Statistics<'_> {
    if !has(document, TELLING) {
        return Statistics::default();
    }
    let rows = rows::read(document);
    let columns = Columns::of(&rows);
    let read = Reading::of(&rows.rows, &columns);
    let known = read.slots.iter().filter_map(|slot| form::indicator(slot.indicator));
    let known = known.filter(|indicator| Labels::tells(indicator)).count();
    let named = has(document, NAMES);
    if known < if named { ENOUGH_NAMED } else { ENOUGH } {
        return Statistics::default();
    }
    let mut found = Statistics { slots: read.slots, ..Statistics::default() };
    found.blocks = blocks(document, &rows, &read.met);
    found.place = found.slots.first().map_or(Place::default(), |slot| slot.place);
    let of_table = |n: usize| rows.rows[n].blocks().any(|block| found.blocks.contains(&block));
    let strange = read.strange.into_iter().filter(|(n, _)| of_table(*n)).map(|(_, texts)| texts);
    let strange: Vec<Vec<String>> = strange.collect();
    for (title, rows) in [("统计表中不属于版式的行", strange), ("统计表中其他各栏", read.beside)]
    {
        if !rows.is_empty() {
            found.others.push(OtherTable { title: Some(title.to_owned()), rows, place: found.place });
        }
    }
    found
}

impl Statistics<'_> {
    /// The document without the tables.
    pub(super) fn rest<'d>(&self, document: &'d Document) -> Cow<'d, Document> {
        if self.blocks.is_empty() {
            return Cow::Borrowed(document);
        }
        let mut rest = document.clone();
        for &n in &self.blocks {
            if let Some(block) = rest.blocks.get_mut(n) {
                *block = Block::Paragraph { text: String::new(), place: block.place() };
            }
        }
        Cow::Owned(rest)
    }
}

/// Whether any text of a document has one of the words, white space and the words of the statutory tables aside.
fn has(document: &Document, words: &[&str]) -> bool {
    let squeezed = |text: &'_ str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let in_line = |text: &str| {
        words.iter().any(|word| text.contains(word) && text.replace(STATUTORY, "").contains(word))
    };
    let has = |text: &str| match text.contains(char::is_whitespace) {
        false => in_line(text),
        true => in_line(&squeezed(text)),
    };
    document.blocks.iter().any(|block| match block {
        Block::Table(table) => table.cells.iter().any(|cell| has(&cell.text)),
        _ => block.text().is_some_and(has),
    })
}

/// The rows as they are understood.
#[derive(Default)]
struct Reading<'a> {
    slots: Vec<Slot<'a>>,
    /// By row: whether it is of the table.
    met: Vec<Met>,
    /// Rows that are not of the form, with their position.
    strange: Vec<(usize, Vec<String>)>,
    /// Numbers in other columns, with the label of their row.
    beside: Vec<Vec<String>>,
    group: Option<&'static str>,
    /// Rows whose label was compared with all others and is like none.
    guesses: usize,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Met {
    /// A row of the form with something in it.
    Row,
    /// A group, a word of the head, a row without anything behind it.
    Label,
    /// Something else.
    Strange,
}

impl<'a> Reading<'a> {
    fn of(rows: &[Row<'a>], columns: &Columns) -> Self {
        let mut reading = Self::default();
        for (n, row) in rows.iter().enumerate() {
            let met = reading.row(n, row, columns);
            reading.met.push(met);
        }
        reading
    }

    fn row(&mut self, n: usize, row: &Row<'a>, columns: &Columns) -> Met {
        let labels = &row.labels[row.labels.len().saturating_sub(PIECES)..];
        let texts: Vec<&str> = labels.iter().map(|piece| piece.text.trim()).collect();
        let guess = row.is_filled() && self.guesses < GUESSES;
        let found = meaning(&texts, guess);
        if texts.iter().filter(|text| matches!(LABELS.exactly(text), Some(Meaning::Rows { .. }))).count()
            > IN_A_ROW
        {
            return Met::Label;
        }
        let before = found.as_ref().map_or(texts.len(), |(_, first)| *first);
        for text in &texts[..before] {
            if let Some(Meaning::Group(group)) = LABELS.exactly(text) {
                self.group = Some(group);
            } else if let Some(Meaning::Rows { rows, .. }) = LABELS.exactly(text)
                && let [one] = rows.as_slice()
            {
                self.group = Some(one.path[0]);
            }
        }
        let picked = columns.pick(row);
        match found.map(|(meaning, _)| meaning) {
            Some(Meaning::Rows { rows, misspelt }) if row.is_filled() || unit(row).is_some() => {
                let (indicator, lost) = self.among(&rows);
                let mut doubts = Vec::new();
                doubts.extend(misspelt.then(|| format!("原文作“{}”", texts.concat())));
                doubts.extend(lost.then(|| "上级栏目缺失，按次序认定".to_owned()));
                self.figure(indicator, row, picked, doubts);
                Met::Row
            }
            Some(Meaning::Rows { rows, .. }) => {
                if let [one] = rows.as_slice() {
                    self.group = Some(one.path[0]);
                }
                Met::Label
            }
            Some(Meaning::Group(group)) => {
                self.group = Some(group);
                Met::Label
            }
            Some(Meaning::Furniture) => Met::Label,
            None => {
                self.guesses += usize::from(guess);
                let dash = |piece: &&Piece<'_>| piece.kind != Kind::Blank;
                if row.is_filled() {
                    let values = row.values.iter().filter(dash);
                    let all = [texts.concat()]
                        .into_iter()
                        .chain(row.unit.iter().map(|unit| unit.text.trim().to_owned()));
                    let all = all.chain(values.map(|piece| piece.text.trim().to_owned()));
                    self.strange.push((n, all.collect()));
                }
                Met::Strange
            }
        }
    }

    /// The row of several that a label is, by the group above it; else the next one that is not there yet.
    fn among(&mut self, rows: &[&'static Indicator]) -> (&'static Indicator, bool) {
        let of_group = rows.iter().find(|row| Some(row.path[0]) == self.group);
        let given = |row: &&&'static Indicator| self.slots.iter().all(|slot| slot.indicator != row.key);
        let (row, lost) = match (rows, of_group) {
            ([one], _) => (*one, false),
            (_, Some(one)) => (*one, false),
            _ => (rows.iter().find(given).copied().unwrap_or(rows[0]), true),
        };
        self.group = Some(row.path[0]);
        (row, lost)
    }

    fn figure(
        &mut self,
        indicator: &'static Indicator,
        row: &Row<'a>,
        picked: Picked<'a>,
        doubts: Vec<String>,
    ) {
        let place = row.place();
        let blank = Piece { text: "", kind: Kind::Blank, columns: None, place, doubt: None };
        let piece = picked.piece.unwrap_or(blank);
        if !picked.rest.is_empty() {
            let label = row.labels.last().map_or("", |piece| piece.text.trim());
            let rest = picked.rest.iter().map(|piece| piece.text.trim().to_owned());
            self.beside.push(std::iter::once(label.to_owned()).chain(rest).collect());
        }
        let doubts: Vec<String> = doubts.into_iter().chain(picked.doubt).collect();
        match self.slots.iter_mut().find(|slot| slot.indicator == indicator.key) {
            Some(known) => known.meet(Some(&piece)),
            None => self.slots.push(Slot {
                indicator: indicator.key,
                applicant: None,
                piece: Some(piece),
                doubt: (!doubts.is_empty()).then(|| doubts.join("；")),
                place: piece.place,
                header_unit: unit(row).and_then(header_unit),
                decided: None,
            }),
        }
    }
}

/// The unit of a row: in a cell of its own, or behind the label.
fn unit<'r>(row: &'r Row<'_>) -> Option<&'r str> {
    let own = row.unit.as_ref().map(|unit| unit.text.trim());
    own.or_else(|| row.labels.iter().rev().find_map(|label| labels::unit_of(label.text)))
}

/// What labels with nothing between them are, and the first of those that say it: all of them may be pieces of one label, the
/// last ones are below groups, or a piece of an explanation is behind the label.
fn meaning(labels: &[&str], guess: bool) -> Option<(Meaning, usize)> {
    let joined = |first: usize, end: usize| labels[first..end].concat();
    let ends = (1..=labels.len()).rev();
    let exact = ends.flat_map(|end| (0..end).map(move |first| (first, end)));
    let found = exact.filter_map(|(first, end)| Some((LABELS.exactly(&joined(first, end))?, first)));
    // a row counts for more than the group above it or a word of the head
    let mut found: Vec<(Meaning, usize)> = found.collect();
    found.sort_by_key(|(meaning, _)| !matches!(meaning, Meaning::Rows { .. }));
    let first = found.into_iter().next();
    let near = |n: usize| Some((LABELS.nearly(&joined(n, labels.len()))?, n));
    match first {
        Some((Meaning::Rows { .. }, _)) => first,
        _ if !guess => first,
        _ => (0..labels.len()).find_map(near).or(first),
    }
}

/// The blocks from the first to the last row of each stretch without sentences, and what is around it.
fn blocks(document: &Document, rows: &Rows<'_>, met: &[Met]) -> BTreeSet<usize> {
    let mut blocks = BTreeSet::new();
    let mut first = 0;
    while first < rows.rows.len() {
        let behind = &rows.rows[first + 1..];
        let end = behind.iter().position(|row| row.broken).map_or(rows.rows.len(), |at| first + 1 + at);
        let own: Vec<usize> = (first..end).filter(|&n| met[n] == Met::Row).collect();
        if let (Some(&begin), Some(&last)) = (own.first(), own.last())
            && (own.len() >= ENOUGH_NAMED || rows.rows[begin].grid)
        {
            // the groups above the first row, and strange rows of the same grid
            let begin = (first..begin).rev().take_while(|&n| met[n] == Met::Label).last().unwrap_or(begin);
            blocks.extend((begin..=last).flat_map(|n| rows.rows[n].blocks()));
            let behind = (last + 1..end).take_while(|&n| rows.rows[n].is_filled());
            blocks.extend(behind.flat_map(|n| rows.rows[n].blocks()));
        }
        first = end;
    }
    blocks.retain(|block| !rows.mixed.contains(block));
    around(document, &mut blocks);
    blocks
}

/// Adds the title of the table, its year and office, and the signatures below it.
fn around(document: &Document, blocks: &mut BTreeSet<usize>) {
    const ABOVE: &[&str] =
        &["填报单位", "填报机关", "填表单位", "单位名称", "单位（", "单位:", "单位：", "统计指标"];
    const BELOW: &[&str] = &[
        "（注",
        "(注",
        "注：",
        "注:",
        "单位负责人",
        "负责人",
        "审核人",
        "填报人",
        "填表人",
        "联系电话",
        "填报日期",
        "填表日期",
    ];
    let (Some(&first), Some(&last)) = (blocks.first(), blocks.last()) else { return };
    let squeezed = |n: usize| -> Option<String> {
        let text = document.blocks.get(n)?.text()?;
        Some(text.chars().filter(|c| !c.is_whitespace()).collect())
    };
    let above = |text: &str| {
        let short = text.chars().count() <= 40 && !text.contains('。');
        let year = text.starts_with(['（', '(']) && text.contains('年') && text.chars().count() <= 10;
        let appendix = ["附件", "附表", "附录", "附"].iter().any(|word| {
            text.strip_prefix(word)
                .is_some_and(|rest| rest.chars().all(|c| !c.is_alphabetic() || "一二三四".contains(c)))
        });
        let title = NAMES.iter().any(|name| text.contains(name)) && !text.contains("年度报告");
        text.is_empty()
            || short && (year || appendix || title || ABOVE.iter().any(|word| text.starts_with(word)))
    };
    let below = |text: &str| text.is_empty() || BELOW.iter().any(|word| text.starts_with(word));
    for n in (first.saturating_sub(AROUND)..first).rev() {
        if !squeezed(n).is_some_and(|text| above(&text)) {
            break;
        }
        blocks.insert(n);
    }
    for n in last + 1..last + 1 + AROUND {
        if !squeezed(n).is_some_and(|text| below(&text)) {
            break;
        }
        blocks.insert(n);
    }
}
