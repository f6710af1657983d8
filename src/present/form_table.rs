//! The statutory tables in the official layout, merged cells and all, as a [`Grid`].
//!
//! The layout follows from the labels of the edition: neighbours with the same label share a merged
//! cell, and a label that has nothing below it reaches to the edge. Nothing here names an
//! indicator, so a further edition needs no line here.

use std::collections::{HashMap, HashSet};

use crate::archive::query::{Table, Value};
use crate::present::grid::{Align, Grid, GridCell, Mark};
use crate::report::form::{Applicant, Edition, Indicator, Layout, indicator};
use crate::report::{Figure, Report, State};

/// The text of the upper left cell of the request table.
const REQUEST_CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
/// The heading over the applicants.
const APPLICANTS: &str = "申请人情况";
/// The heading over the items of the disclosure table.
const CONTENT: &str = "信息内容";

/// The heads of a list of figures, and what a row of it has that is a group and no figure.
const LIST_HEADS: [&str; 3] = ["统计指标", "单位", "统计数"];
const NO_FIGURE: &str = "——";

/// The table of a section with the figures in it; empty for a section that the edition has no table for.
pub fn form_table(edition: &'static Edition, section: u8, figures: &[Figure]) -> Grid {
    let indicators = printed_rows(edition, section, figures);
    // of two figures with one key the first counts
    let by_key: HashMap<(&str, Option<Applicant>), &Figure> =
        figures.iter().rev().map(|figure| ((figure.indicator, figure.applicant), figure)).collect();
    let place = |indicator: &Indicator, applicant| by_key.get(&(indicator.key, applicant)).copied();
    match edition.table(section).map(|table| table.layout) {
        Some(Layout::Matters) => disclosure_table(&indicators, place),
        Some(Layout::Applicants) => request_table(edition, &indicators, place),
        Some(Layout::Outcomes) => dispute_table(&indicators, place),
        Some(Layout::Listed) => list_table(&indicators, place),
        None => Grid::default(),
    }
}

/// What is shown of a figure: blank, dash, unreadable and absent look different, and none is 0.
pub fn shown(state: State, number: &str, printed: Option<&str>) -> String {
    let printed = printed.unwrap_or("").trim();
    match state {
        State::Number => number.to_owned(),
        State::Blank => String::new(),
        State::Dash if printed.is_empty() => "-".to_owned(),
        State::Dash => printed.to_owned(),
        State::Unreadable => format!("?{printed}"),
        State::Absent => "·".to_owned(),
    }
}

/// The labels of a figure on one line, as a person would name it: `行政复议/结果维持`.
pub fn label(figure: &Figure) -> String {
    label_of(figure.indicator, figure.applicant)
}

/// The labels of an indicator and applicant on one line.
pub fn label_of(key: &str, applicant: Option<Applicant>) -> String {
    let path = indicator(key).map_or_else(|| key.to_owned(), |indicator| indicator.path.join("/"));
    match applicant {
        Some(applicant) => format!("{path}（{}）", applicant.label()),
        None => path,
    }
}

/// The indicators of a section that the form prints.
///
/// A row that stands for several is printed where the report gives it, and then its parts are not.
fn printed_rows(edition: &'static Edition, section: u8, figures: &[Figure]) -> Vec<&'static Indicator> {
    let there: HashSet<&str> =
        figures.iter().filter(|f| f.state != State::Absent).map(|f| f.indicator).collect();
    let given = |key: &str| there.contains(key);
    let replaced = |key: &str| {
        edition.section(section).any(|i| i.stands_for.contains(&key) && given(i.key)) && !given(key)
    };
    edition
        .section(section)
        .filter(|i| i.stands_for.is_empty() || given(i.key))
        .filter(|i| !replaced(i.key))
        .collect()
}

fn figure_cell(
    row: usize,
    column: usize,
    indicator: &'static Indicator,
    figure: Option<&Figure>,
) -> GridCell {
    GridCell {
        figure: Some((indicator.key, figure.and_then(|f| f.applicant))),
        mark: figure.filter(|f| f.doubt.is_some()).map(|_| Mark::Doubt),
        align: Align::Right,
        ..GridCell::new(row, column, figure.map_or_else(|| shown(State::Absent, "", None), shown_figure))
    }
}

fn shown_figure(figure: &Figure) -> String {
    let number = figure.value.map(|value| value.to_string());
    // A number without a value breaks the promise of `Figure`; it is shown as what it is: unread.
    let state =
        if figure.state == State::Number && number.is_none() { State::Unreadable } else { figure.state };
    shown(state, number.as_deref().unwrap_or(""), figure.printed.as_deref())
}

/// One small table for each item of Article 20, below one another.
///
/// Items have one, two or three figures a row: the grid has as many columns as all of them divide.
fn disclosure_table<'a>(
    indicators: &[&'static Indicator],
    place: impl Fn(&Indicator, Option<Applicant>) -> Option<&'a Figure>,
) -> Grid {
    let items: Vec<&[&Indicator]> = indicators.chunk_by(|a, b| a.path[0] == b.path[0]).collect();
    let rows_of = |item: &'_ [&'static Indicator]| -> Vec<Vec<&'static Indicator>> {
        item.chunk_by(|a, b| a.path[1] == b.path[1]).map(<[_]>::to_vec).collect()
    };
    let places =
        items.iter().flat_map(|item| rows_of(item)).map(|row| row.len()).fold(1, least_common_multiple);
    let mut grid = Grid::default();
    let mut line = 0;
    for item in items {
        let rows = rows_of(item);
        grid.push(header(GridCell::new(line, 0, item[0].path[0]).covering(1, places + 1)));
        grid.push(header(GridCell::new(line + 1, 0, CONTENT)));
        for (n, indicator) in rows[0].iter().enumerate() {
            let span = places / rows[0].len();
            grid.push(header(GridCell::new(line + 1, 1 + n * span, indicator.path[2]).covering(1, span)));
        }
        line += 2;
        for row in rows {
            grid.push(GridCell::new(line, 0, row[0].path[1]));
            let span = places / row.len();
            for (n, indicator) in row.iter().enumerate() {
                let cell = figure_cell(line, 1 + n * span, indicator, place(indicator, None));
                grid.push(cell.covering(1, span));
            }
            line += 1;
        }
    }
    grid
}

/// Labels in a tree to the left, applicants in a tree above.
fn request_table<'a>(
    edition: &Edition,
    indicators: &[&'static Indicator],
    place: impl Fn(&Indicator, Option<Applicant>) -> Option<&'a Figure>,
) -> Grid {
    let labels: Vec<&[&str]> = indicators.iter().map(|i| i.path).collect();
    let depth = deepest(&labels);
    let applicants: Vec<Vec<&str>> = edition.applicants.iter().map(|a| a.path()).collect();
    let heads: Vec<&[&str]> = applicants.iter().map(Vec::as_slice).collect();
    let top = 1 + deepest(&heads);
    let mut grid = Grid::default();
    grid.push(GridCell::new(0, 0, REQUEST_CORNER).covering(top, depth));
    grid.push(header(GridCell::new(0, depth, APPLICANTS).covering(1, heads.len())));
    for span in spans(&heads) {
        let cell = GridCell::new(1 + span.level, depth + span.first, span.label);
        grid.push(header(cell.covering(span.levels, span.count)));
    }
    for span in spans(&labels) {
        grid.push(GridCell::new(top + span.first, span.level, span.label).covering(span.count, span.levels));
    }
    for (row, indicator) in indicators.iter().enumerate() {
        for (column, applicant) in edition.applicants.iter().copied().enumerate() {
            let figure = place(indicator, Some(applicant));
            let cell = figure_cell(top + row, depth + column, indicator, figure);
            grid.push(GridCell { figure: Some((indicator.key, Some(applicant))), ..cell });
        }
    }
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    grid
}

/// Labels in a tree above one row of figures.
fn dispute_table<'a>(
    indicators: &[&'static Indicator],
    place: impl Fn(&Indicator, Option<Applicant>) -> Option<&'a Figure>,
) -> Grid {
    let labels: Vec<&[&str]> = indicators.iter().map(|i| i.path).collect();
    let mut grid = Grid::default();
    for span in spans(&labels) {
        grid.push(header(
            GridCell::new(span.level, span.first, span.label).covering(span.levels, span.count),
        ));
    }
    let row = deepest(&labels);
    for (column, indicator) in indicators.iter().enumerate() {
        grid.push(figure_cell(row, column, indicator, place(indicator, None)));
    }
    grid.cells.sort_by_key(|cell| (cell.row, cell.column));
    grid
}

/// A row for each figure and for each group of figures, with its unit. What is below another row is indented.
fn list_table<'a>(
    indicators: &[&'static Indicator],
    place: impl Fn(&Indicator, Option<Applicant>) -> Option<&'a Figure>,
) -> Grid {
    let mut grid = Grid::default();
    for (column, head) in LIST_HEADS.into_iter().enumerate() {
        grid.push(header(GridCell::new(0, column, head)));
    }
    let mut line = 0;
    let mut open: &[&str] = &[];
    for indicator in indicators {
        let path = indicator.path;
        let known = path.iter().zip(open).take_while(|(own, before)| own == before).count();
        for (level, label) in path.iter().enumerate().skip(known.min(path.len() - 1)) {
            line += 1;
            let indent = "\u{3000}".repeat(level);
            grid.push(GridCell::new(line, 0, format!("{indent}{label}")));
            if level + 1 == path.len() {
                grid.push(GridCell::new(line, 1, indicator.unit.label()).aligned(Align::Centre));
                grid.push(figure_cell(line, 2, indicator, place(indicator, None)));
            } else {
                grid.push(GridCell::new(line, 1, NO_FIGURE).aligned(Align::Centre));
                grid.push(GridCell::new(line, 2, NO_FIGURE).aligned(Align::Centre));
            }
        }
        open = path;
    }
    grid
}

fn header(cell: GridCell) -> GridCell {
    cell.aligned(Align::Centre)
}

/// A label and the neighbours that it covers.
struct Span<'a> {
    label: &'a str,
    /// Depth in the tree, from 0, and levels covered.
    level: usize,
    levels: usize,
    /// First of the neighbours, and how many.
    first: usize,
    count: usize,
}

fn deepest(paths: &[&[&str]]) -> usize {
    paths.iter().map(|path| path.len()).max().unwrap_or(0)
}

/// The merged labels of neighbours: the same beginning is one label, the last one covers what is left.
fn spans<'a>(paths: &[&'a [&'a str]]) -> Vec<Span<'a>> {
    let depth = deepest(paths);
    let mut spans = Vec::new();
    for level in 0..depth {
        let mut first = 0;
        // A path that ends here is by itself, even beside one that goes on below the same words.
        for same in
            paths.chunk_by(|a, b| a.len() > level + 1 && b.len() > level + 1 && a[..=level] == b[..=level])
        {
            if let Some(label) = same[0].get(level) {
                let levels = if same[0].len() == level + 1 { depth - level } else { 1 };
                spans.push(Span { label, level, levels, first, count: same.len() });
            }
            first += same.len();
        }
    }
    spans
}

fn least_common_multiple(a: usize, b: usize) -> usize {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x * b
}

/// Every figure of a report, a row each.
pub fn figure_table(report: &Report) -> Table {
    let columns = ["indicator", "applicant", "label", "value", "printed", "state", "remark", "doubt"];
    let row = |figure: &Figure| -> Vec<Value> {
        vec![
            figure.indicator.into(),
            figure.applicant.map(Applicant::key).into(),
            label(figure).into(),
            figure.value.into(),
            figure.printed.clone().into(),
            figure.state.name().into(),
            figure.remark.clone().into(),
            figure.doubt.clone().into(),
        ]
    };
    Table { columns: columns.map(str::to_owned).to_vec(), rows: report.figures.iter().map(row).collect() }
}
