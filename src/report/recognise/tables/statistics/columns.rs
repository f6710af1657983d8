//! Which of the numbers in a row is the figure of the year: by the heads of the columns, else by the column that most rows
//! have. Where several could be it, the figure is in doubt.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::recognise::tables::material::{Kind, Piece};
use crate::report::recognise::tables::statistics::rows::{Row, Rows};

/// What a column has, by its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// The sum of several columns with figures.
    Total,
    /// Figures of the year.
    Wanted,
    /// Something else: numbers of rows, other years, remarks.
    Ignored,
    /// The head does not say it.
    Open,
}

const TOTALS: &[&str] = &["合计", "总计"];
const OTHERS: &[&str] = &[
    "上年",
    "去年",
    "上一年",
    "累计",
    "同比",
    "增减",
    "增长",
    "备注",
    "说明",
    "序号",
    "代码",
    "编号",
    "行次",
    "历史",
    "上期",
    "单位",
    "指标",
];
const WANTED: &[&str] = &["统计数", "数量", "数值", "本年", "本期", "当年", "全年", "数据", "年度", "统计值"];

/// A column whose numbers count the rows has at least so many of them, and nearly all go up by one.
const COUNTED_ROWS: usize = 5;

/// A table with more known columns than this hands them to none below it: no statistics have so many.
const WIDEST: usize = 64;

/// What a head says.
pub(super) fn head(words: &str) -> Head {
    let has = |all: &[&str]| all.iter().any(|word| words.contains(word));
    match () {
        () if has(OTHERS) => Head::Ignored,
        () if has(TOTALS) => Head::Total,
        () if has(WANTED) || words.ends_with('年') => Head::Wanted,
        () => Head::Open,
    }
}

/// The columns with figures, by stretch of rows.
#[derive(Debug)]
pub(super) struct Columns(Vec<Of>);

#[derive(Debug, Default, Clone)]
struct Of {
    /// Columns that are known to be those of figures.
    figures: BTreeSet<u32>,
    /// Columns that are known to be others.
    others: BTreeSet<u32>,
    /// Values that most rows have, in text.
    usual: usize,
}

impl Of {
    /// How many columns are known.
    fn width(&self) -> usize {
        self.figures.len() + self.others.len()
    }
}

/// The figure of a row.
#[derive(Debug)]
pub(super) struct Picked<'a> {
    pub(super) piece: Option<Piece<'a>>,
    pub(super) doubt: Option<String>,
    /// Numbers in other columns, those that count the rows apart.
    pub(super) rest: Vec<Piece<'a>>,
}

impl Columns {
    /// Looks at all rows.
    pub(super) fn of(rows: &Rows<'_>) -> Self {
        let mut all: Vec<Of> = Vec::new();
        let mut by_stretch: Vec<Vec<&Row<'_>>> = vec![Vec::new(); rows.heads.len()];
        for row in &rows.rows {
            by_stretch[row.stretch].push(row);
        }
        for (own, heads) in by_stretch.into_iter().zip(&rows.heads) {
            let above = all.last().filter(|above| heads.is_empty() && above.width() <= WIDEST);
            let mut of = above.cloned().unwrap_or_default();
            if !heads.is_empty() {
                of.figures = named(heads, Head::Total);
                if of.figures.is_empty() {
                    of.figures = named(heads, Head::Wanted);
                }
                of.others = named(heads, Head::Ignored);
            }
            of.others.extend(counting(&own));
            if of.figures.is_empty() {
                of.figures = main(&own, &of.others);
            }
            of.figures.retain(|column| !of.others.contains(column));
            of.usual = usual(&own);
            all.push(of);
        }
        Self(all)
    }

    /// The figure of a row.
    pub(super) fn pick<'a>(&self, row: &Row<'a>) -> Picked<'a> {
        let of = &self.0[row.stretch];
        let within = |piece: &Piece<'_>, columns: &BTreeSet<u32>| {
            piece
                .columns
                .is_some_and(|(first, end)| first < end && columns.range(first..end).next().is_some())
        };
        let rest = |chosen: Option<Piece<'a>>| {
            let other = |piece: &&Piece<'a>| {
                piece.kind != Kind::Blank
                    && chosen.is_none_or(|chosen| chosen.columns != piece.columns)
                    && !(row.values.len() > 1 && within(piece, &of.others) && is_count(piece.text))
            };
            row.values.iter().filter(other).copied().collect()
        };
        let own: Vec<Piece<'a>> =
            row.values.iter().filter(|piece| !within(piece, &of.others)).copied().collect();
        let named: Vec<Piece<'a>> = own.iter().filter(|piece| within(piece, &of.figures)).copied().collect();
        // a row of words that has fewer of them than others: which is missing is not printed
        let short = !row.grid && of.usual > 1 && row.values.len() < of.usual;
        let candidates = if named.is_empty() || short { own } else { named };
        let filled: Vec<Piece<'a>> =
            candidates.iter().filter(|piece| piece.kind != Kind::Blank).copied().collect();
        match (filled.as_slice(), candidates.first()) {
            ([one], _) if !short => Picked { piece: Some(*one), doubt: None, rest: rest(Some(*one)) },
            ([], blank) => Picked { piece: blank.copied(), doubt: None, rest: rest(blank.copied()) },
            ([first, ..], _) => {
                let all: Vec<&str> = row.values.iter().map(|piece| piece.text.trim()).collect();
                let doubt = format!("一行中有几栏数字（{}），不能确定哪一栏是本年的", all.join("、"));
                Picked { piece: Some(*first), doubt: Some(doubt), rest: rest(Some(*first)) }
            }
        }
    }
}

fn is_count(text: &str) -> bool {
    text.trim().bytes().all(|b| b.is_ascii_digit())
}

fn named(heads: &[(u32, Head)], wanted: Head) -> BTreeSet<u32> {
    heads.iter().filter(|(_, head)| *head == wanted).map(|(column, _)| *column).collect()
}

/// The columns of values, with what is in them from top to bottom.
fn columns<'r>(rows: &[&'r Row<'_>]) -> BTreeMap<u32, Vec<&'r str>> {
    let mut columns: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    let filled = |piece: &&Piece<'_>| piece.kind != Kind::Blank;
    for piece in rows.iter().flat_map(|row| row.values.iter().filter(filled)) {
        if let Some((first, _)) = piece.columns {
            columns.entry(first).or_default().push(piece.text.trim());
        }
    }
    columns
}

/// Columns whose numbers count the rows.
fn counting(rows: &[&Row<'_>]) -> BTreeSet<u32> {
    let counts = |texts: &Vec<&str>| {
        let numbers: Vec<u32> = texts.iter().filter_map(|text| text.parse().ok()).collect();
        let up = numbers.windows(2).filter(|pair| pair[0].checked_add(1) == Some(pair[1])).count();
        numbers.len() >= COUNTED_ROWS && up * 10 >= (numbers.len() - 1) * 9
    };
    // where there is one number only, it is the figure
    let several = rows.iter().any(|row| row.values.len() > 1);
    let columns = columns(rows).into_iter().filter(|(_, texts)| several && counts(texts));
    columns.map(|(column, _)| column).collect()
}

/// The columns in which most rows have a value; two, where the table is beside itself.
fn main(rows: &[&Row<'_>], others: &BTreeSet<u32>) -> BTreeSet<u32> {
    let columns = columns(rows);
    let open = || columns.iter().filter(|(column, _)| !others.contains(column));
    let most = open().map(|(_, texts)| texts.len()).max().unwrap_or(0);
    open().filter(|(_, texts)| texts.len() * 10 >= most * 6).map(|(column, _)| *column).collect()
}

/// How many values most rows have.
fn usual(rows: &[&Row<'_>]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.values.is_empty()) {
        *counts.entry(row.values.len()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, rows)| *rows).map_or(0, |(values, _)| values)
}
