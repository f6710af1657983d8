//! A disclosure table that came out column by column: all items and matters first, then each heading with its figures.
//!
//! The headings go through the items from top to bottom, once for each column. A heading belongs to the next item whose
//! matters all have such a figure, and it must have as many figures below it as the item has matters.

use crate::report::form::Indicator;
use crate::report::recognise::tables::disclosure::{Event, indicator, parted, unit_of};
use crate::report::recognise::tables::labels::{LABELS, Term};
use crate::report::recognise::tables::material::{Item, Kind, Material, Piece, Run};

/// A figure.
pub(super) struct Cell<'a> {
    pub(super) indicator: &'static Indicator,
    /// None where the column does not tell.
    pub(super) piece: Option<Piece<'a>>,
    /// The unit that the heading names.
    pub(super) unit: Option<&'static str>,
}

/// What the columns hold, and the items that they cover.
pub(super) struct Columns<'a> {
    pub(super) cells: Vec<Cell<'a>>,
    pub(super) span: (usize, usize),
    /// A piece of the table, for its place.
    pub(super) first: Piece<'a>,
}

/// The table, if the labels from an item of Article 20 on are columns.
pub(super) fn read<'a>(material: &Material<'a>, events: &[Event]) -> Option<Columns<'a>> {
    let begin = events.iter().position(|event| matches!(event.term, Term::Article))?;
    let own = 1 + events[begin..]
        .windows(2)
        .take_while(|pair| !parted(material, pair[0].last, pair[1].first))
        .count();
    let events = &events[begin..begin + own];
    let measures = events.iter().position(|event| matches!(event.term, Term::Measure(_)))?;
    let (labels, measures) = events.split_at(measures);
    let items = items(labels);
    let matters: usize = items.iter().map(Vec::len).sum();
    let figures = |event: &Event| figures(material, event);
    let by_row = measures.iter().any(|event| !matches!(event.term, Term::Measure(_)));
    if by_row || matters < 2 || labels.iter().any(|event| figures(event).is_some()) {
        return None;
    }
    let first = measures.iter().find_map(figures)?.cells[0];
    let mut cells: Vec<Cell<'a>> = Vec::new();
    let mut next = 0;
    for event in measures {
        let Term::Measure(measure) = event.term else { continue };
        let run = figures(event);
        let of_item = |item: &Vec<usize>| -> Option<Vec<&'static Indicator>> {
            item.iter().map(|&matter| indicator(LABELS.matters[matter].name, measure)).collect()
        };
        let free = |indicators: &Vec<&Indicator>| {
            !indicators.is_empty()
                && indicators.iter().all(|i| cells.iter().all(|known| known.indicator.key != i.key))
        };
        let from = |from: usize| {
            let mut after = items.iter().enumerate().skip(from);
            after.find_map(|(n, item)| Some((n, of_item(item).filter(free)?)))
        };
        let (at, indicators) = from(next).or_else(|| from(0))?;
        next = at + 1;
        let told = run.filter(|run| fills(run, indicators.len()));
        let unit = unit_of(material, event);
        cells.extend(indicators.into_iter().enumerate().map(|(n, indicator)| Cell {
            indicator,
            piece: told.map(|run| run.cells[n]),
            unit,
        }));
    }
    let last = measures.iter().map(|event| event.last + usize::from(figures(event).is_some())).max()?;
    Some(Columns { cells, span: (labels[0].first, last + 1), first })
}

/// The matters below each item of Article 20.
fn items(labels: &[Event]) -> Vec<Vec<usize>> {
    let mut items: Vec<Vec<usize>> = Vec::new();
    for event in labels {
        match (event.term, items.last_mut()) {
            (Term::Article, _) => items.push(Vec::new()),
            (Term::Matter(matter), Some(item)) if !item.contains(&matter) => item.push(matter),
            _ => {}
        }
    }
    items
}

/// The figures right below a label.
fn figures<'m, 'a>(material: &'m Material<'a>, event: &Event) -> Option<&'m Run<'a>> {
    match material.items.get(event.last + 1) {
        Some(Item::Run(run)) if run.loose => Some(run),
        _ => None,
    }
}

/// Whether a run has so many figures; an empty line behind them looks like a cell.
fn fills(run: &Run<'_>, count: usize) -> bool {
    run.cells.len() >= count && run.cells[count..].iter().all(|cell| cell.kind == Kind::Blank)
}
