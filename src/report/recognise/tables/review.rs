//! The table of administrative reconsideration and litigation (表四): groups of the same outcomes in one row of values,
//! which narrow pages break into several.
//!
//! As many values as an edition has cells (fifteen: three groups of five) are these cells, in the order of the headings
//! where these are all there. Other counts are placed by the columns of the grid; where that fails, the table is in doubt.

use std::collections::HashSet;

use crate::report::form::{Indicator, Layout, editions};
use crate::report::recognise::tables::Slot;
use crate::report::recognise::tables::labels::{LABELS, Match, Term};
use crate::report::recognise::tables::material::{Item, Kind, Material, Piece, Run};
use crate::report::recognise::tables::requests::columns::printed;
use crate::report::recognise::tables::requests::decide::{Decided, tokens};
use crate::report::recognise::tables::sums::{Part, decide_groups};

/// Items that may stand between two labels of the table, and between the labels and the values.
const REACH: usize = 40;

/// A word that other tables have too counts this many items beside a word that only this table has.
const BESIDE: usize = 4;

/// The table as found.
#[derive(Debug, Default)]
pub(super) struct Review<'a> {
    pub(super) slots: Vec<Slot<'a>>,
    /// Items that are part of the table, as ranges.
    pub(super) spans: Vec<(usize, usize)>,
    pub(super) notes: Vec<String>,
}

/// A cell of the table.
#[derive(Debug)]
enum Cell<'a> {
    Printed(Piece<'a>),
    /// A number that is printed in pieces.
    Decided(Piece<'a>, Decided),
    Untold,
}

/// First column of a cell, and the one after its last.
type Columns = (u32, u32);

/// The cells of the table in an edition.
#[derive(Debug, PartialEq, Eq)]
struct Shape {
    /// Every cell, group by group.
    indicators: Vec<&'static Indicator>,
    /// The outcomes of each group, as positions in the labels' outcomes.
    outcomes: Vec<usize>,
}

impl Shape {
    /// The shapes of all editions, the newest first; none of an edition whose groups differ in their outcomes.
    fn all() -> Vec<Self> {
        let mut shapes: Vec<Self> = Vec::new();
        for edition in editions().iter().rev() {
            let indicators: Vec<_> = edition.laid_out(Layout::Outcomes).collect();
            let outcome = |indicator: &&Indicator| {
                let name = indicator.key.split('.').nth(1)?;
                LABELS.outcomes.iter().position(|label| label.name == name)
            };
            let all: Option<Vec<usize>> = indicators.iter().map(outcome).collect();
            let group = |indicator: &Indicator| indicator.key.split('.').next();
            let size = indicators.chunk_by(|a, b| group(a) == group(b)).next().map_or(0, <[_]>::len);
            let Some(all) = all.filter(|all| size > 0 && all.chunks(size).all(|own| own == &all[..size]))
            else {
                continue;
            };
            let outcomes = all[..size].to_vec();
            let shape = Self { indicators, outcomes };
            let keys = |shape: &Self| shape.indicators.iter().map(|i| i.key).collect::<Vec<_>>();
            if shapes.iter().all(|known| keys(known) != keys(&shape)) {
                shapes.push(shape);
            }
        }
        shapes
    }

    /// How many cells there are.
    fn cells(&self) -> usize {
        self.indicators.len()
    }

    /// How many of them are of one group.
    fn group(&self) -> usize {
        self.outcomes.len()
    }
}

/// Labels of the table that stand together.
#[derive(Debug)]
struct Header {
    first: usize,
    last: usize,
    /// Outcomes in the order in which they stand, with their item and column.
    outcomes: Vec<(usize, usize, Option<Columns>)>,
}

/// Finds the table.
pub(super) fn read<'a>(material: &Material<'a>, matches: &[Match]) -> Review<'a> {
    let mut found = Review::default();
    let shapes = Shape::all();
    let Some(newest) = shapes.first() else { return found };
    let most = shapes.iter().map(Shape::cells).max().unwrap_or_default();
    for header in headers(material, matches, most) {
        let runs = runs(material, &header);
        let Some(last) = runs.last().map(|&(n, _)| n) else {
            found.nothing(material, &header, newest);
            continue;
        };
        found.spans.push((header.first, header.last.max(last) + 1));
        let place = runs[0].1.cells[0].place;
        let read = shapes.iter().find_map(|shape| Some((shape, cells(material, &runs, &header, shape)?)));
        let shape = read.as_ref().map_or(newest, |(shape, _)| *shape);
        let all = || runs.iter().map(|(_, run)| printed(run)).collect::<Vec<_>>().join("；");
        let cells = match read {
            Some((_, cells)) => cells.into_iter().map(Cell::Printed).collect(),
            None => match by_sums(&runs, &header, shape) {
                Some(cells) => {
                    found.notes.push(format!("复议诉讼表按各组之和相符的读法归栏（{}）", all()));
                    cells
                }
                None => (0..shape.cells()).map(|_| Cell::Untold).collect(),
            },
        };
        for (indicator, cell) in shape.indicators.iter().zip(cells) {
            let doubt = matches!(cell, Cell::Untold)
                .then(|| format!("复议诉讼表不是 {} 格，不能确定各属哪一栏（{}）", shape.cells(), all()));
            let (piece, decided) = match cell {
                Cell::Printed(piece) => (Some(piece), None),
                Cell::Decided(piece, decided) => (Some(piece), Some(decided)),
                Cell::Untold => (None, None),
            };
            match found.slots.iter_mut().find(|slot| slot.indicator == indicator.key) {
                None => found.slots.push(Slot {
                    indicator: indicator.key,
                    applicant: None,
                    piece,
                    doubt,
                    place,
                    header_unit: None,
                    decided,
                }),
                Some(known) if known.piece.is_none() && piece.is_some() => {
                    (known.piece, known.doubt, known.place) = (piece, None, place);
                    known.decided = decided;
                }
                Some(known) => known.meet(piece.as_ref()),
            }
        }
    }
    found
}

impl<'a> Review<'a> {
    /// A table of which only the header is there.
    fn nothing(&mut self, material: &Material<'a>, header: &Header, shape: &Shape) {
        let Item::Text { piece, .. } = &material.items[header.last] else { return };
        if header.outcomes.len() < shape.group() * 2 || !self.slots.is_empty() {
            return;
        }
        self.slots.extend(shape.indicators.iter().map(|indicator| Slot {
            indicator: indicator.key,
            applicant: None,
            piece: None,
            doubt: Some("有此表的表头，未见数字".to_owned()),
            place: piece.place,
            header_unit: None,
            decided: None,
        }));
    }
}

/// The cells of a shape, if the table has it.
fn cells<'a>(
    material: &Material<'a>,
    runs: &[(usize, &Run<'a>)],
    header: &Header,
    shape: &Shape,
) -> Option<Vec<Piece<'a>>> {
    by_grid(runs, header, shape)
        .or_else(|| in_order(runs, header, shape))
        .or_else(|| in_pairs(material, header, shape))
}

/// Whether an item is an outcome and nothing else.
fn is_outcome(material: &Material<'_>, n: usize) -> bool {
    let Some(Item::Text { piece, .. }) = material.items.get(n) else { return false };
    let terms = LABELS.whole(piece.text);
    !terms.is_empty() && terms.iter().all(|term| matches!(term, Term::Outcome(_)))
}

/// Headings side by side in one line of text, each known only as a whole: 维持 纠正 其他 未审结 总计.
fn words_of_headers(material: &Material<'_>) -> Vec<(usize, usize, Term)> {
    let mut labels = Vec::new();
    for (n, item) in material.items.iter().enumerate() {
        let Item::Text { piece, .. } = item else { continue };
        let outcome =
            |word: &str| LABELS.whole(word).iter().copied().find(|term| matches!(term, Term::Outcome(_)));
        let found: Vec<Term> = piece.text.split_whitespace().filter_map(outcome).collect();
        if found.len() > BESIDE {
            labels.extend(found.into_iter().map(|term| (n, n, term)));
        }
    }
    labels
}

/// Labels of the table, grouped.
fn headers(material: &Material<'_>, matches: &[Match], most: usize) -> Vec<Header> {
    // words of other tables open no header
    let mut of_others: HashSet<(usize, usize, Term)> = HashSet::new();
    let mut labels: Vec<(usize, usize, Term)> = matches
        .iter()
        .filter(|m| matches!(m.term, Term::Remedy(_) | Term::Outcome(_)))
        .map(|m| (material.item_at(m.start), material.item_at(m.end - 1), m.term))
        .collect();
    let mut known: HashSet<(Term, usize)> =
        labels.iter().flat_map(|&(first, last, term)| (first..=last).map(move |n| (term, n))).collect();
    for (n, item) in material.items.iter().enumerate() {
        let Item::Text { piece, .. } = item else { continue };
        let terms = LABELS.whole(piece.text);
        // 其他 and 总计 are words of the request table as well: they count beside an outcome that is not
        let shared = terms.iter().any(|term| !matches!(term, Term::Outcome(_)));
        if shared && !(n.saturating_sub(BESIDE)..=n + BESIDE).any(|other| is_outcome(material, other)) {
            continue;
        }
        for &term in terms.iter().filter(|term| matches!(term, Term::Outcome(_))) {
            if known.insert((term, n)) {
                labels.push((n, n, term));
                of_others.extend(shared.then_some((n, n, term)));
            }
        }
    }
    labels.extend(words_of_headers(material));
    labels.sort_by_key(|&(first, last, _)| (first, last));
    let mut headers: Vec<Header> = Vec::new();
    for (first, last, term) in labels {
        let goes_on = headers.last().is_some_and(|header| {
            let between = &material.items[header.last.min(first)..first];
            let filled = |item: &&Item<'_>| matches!(item, Item::Run(run) if run.cells.len() >= most);
            let breaks = between.iter().any(|item| matches!(item, Item::Break));
            !breaks && between.len() < REACH && !between.iter().any(|item| filled(&item))
        });
        if !goes_on && of_others.contains(&(first, last, term)) {
            continue;
        }
        if !goes_on {
            headers.push(Header { first, last, outcomes: Vec::new() });
        }
        let Some(header) = headers.last_mut() else { continue };
        header.last = header.last.max(last);
        if let Term::Outcome(outcome) = term {
            let columns = match &material.items[first] {
                Item::Text { piece, .. } if first == last => piece.columns,
                _ => None,
            };
            header.outcomes.push((outcome, first, columns));
        }
    }
    // a heading or a sentence names a remedy too; a table names outcomes or both kinds of suits
    let suits = matches.iter().filter(|m| matches!(m.term, Term::Remedy(n) if n > 0));
    let suits: Vec<usize> = suits.map(|m| material.item_at(m.start)).collect();
    headers.retain(|header| {
        let before = |n: usize| suits.partition_point(|&suit| suit < n);
        header.outcomes.len() >= 2 || before(header.last + 1) - before(header.first) >= 2
    });
    headers
}

/// Runs among the labels and below them, up to prose.
fn runs<'m, 'a>(material: &'m Material<'a>, header: &Header) -> Vec<(usize, &'m Run<'a>)> {
    let end = (header.last + 1 + REACH).min(material.items.len());
    let below = material.items[header.first..end].iter().enumerate();
    below
        .take_while(|(n, item)| header.first + n <= header.last || !matches!(item, Item::Break))
        .filter_map(|(n, item)| match item {
            Item::Run(run) => Some((header.first + n, run)),
            _ => None,
        })
        .collect()
}

/// The cells in the order of the headings, where all of these are there; else in that of the form.
fn order(header: &Header, shape: &Shape) -> Vec<usize> {
    let place = |outcome: usize| shape.outcomes.iter().position(|own| *own == outcome);
    let printed: Option<Vec<usize>> = header.outcomes.iter().map(|&(outcome, ..)| place(outcome)).collect();
    let size = shape.group();
    let whole = |group: &[usize]| (0..size).all(|outcome| group.contains(&outcome));
    match printed.filter(|printed| printed.len() == shape.cells() && printed.chunks(size).all(whole)) {
        Some(printed) => {
            let groups = printed.chunks(size).enumerate();
            groups.flat_map(|(n, group)| group.iter().map(move |outcome| n * size + outcome)).collect()
        }
        None => (0..shape.cells()).collect(),
    }
}

fn laid_out<'a>(values: &[Piece<'a>], header: &Header, shape: &Shape) -> Option<Vec<Piece<'a>>> {
    let order = order(header, shape);
    let mut cells = vec![None; shape.cells()];
    (values.len() == shape.cells())
        .then(|| order.iter().zip(values).for_each(|(&cell, value)| cells[cell] = Some(*value)))?;
    cells.into_iter().collect()
}

/// Values in one run of all cells, or in runs of whole groups.
fn in_order<'a>(runs: &[(usize, &Run<'a>)], header: &Header, shape: &Shape) -> Option<Vec<Piece<'a>>> {
    let (all, size) = (shape.cells(), shape.group());
    let valued = |run: &Run<'_>| run.cells.iter().any(|cell| cell.kind != Kind::Blank);
    let whole = |valued_only: bool| {
        runs.iter()
            .find(|(_, run)| run.cells.len() == all && (!valued_only || valued(run)))
            .map(|(_, run)| run.cells.clone())
    };
    let trimmed = || {
        runs.iter().find_map(|(_, run)| {
            let cells = &run.cells;
            let first = cells.iter().position(|cell| cell.kind != Kind::Blank)?;
            let last = cells.iter().rposition(|cell| cell.kind != Kind::Blank)?;
            (last + 1 - first == all).then(|| cells[first..=last].to_vec())
        })
    };
    let groups = || {
        let below: Vec<Piece<'a>> = runs
            .iter()
            .filter(|(n, run)| *n > header.first && run.cells.len() % size == 0)
            .flat_map(|(_, run)| run.cells.iter().copied())
            .collect();
        (below.len() == all).then_some(below)
    };
    // lines of a text go on with each other; rows of a grid that are not alike are parts of cells
    let together = || {
        let below: Vec<&Run<'a>> =
            runs.iter().filter(|(n, _)| *n > header.last).map(|(_, run)| *run).collect();
        let alike = below.windows(2).all(|pair| pair[0].cells.len() == pair[1].cells.len());
        let in_grid = below.iter().flat_map(|run| &run.cells).any(|cell| cell.columns.is_some());
        let values: Vec<Piece<'a>> = below.iter().flat_map(|run| run.cells.iter().copied()).collect();
        (values.len() == all && (alike || !in_grid)).then_some(values)
    };
    let values = whole(true).or_else(trimmed).or_else(groups).or_else(together).or_else(|| whole(false))?;
    laid_out(&values, header, shape)
}

/// Values that are fewer or more than there are cells, as far as the sums of the groups tell where each is.
fn by_sums<'a>(runs: &[(usize, &Run<'a>)], header: &Header, shape: &Shape) -> Option<Vec<Cell<'a>>> {
    let mut below: Vec<Piece<'a>> =
        runs.iter().filter(|(n, _)| *n > header.last).flat_map(|(_, run)| run.cells.clone()).collect();
    // blanks at the ends may be white space around the table
    let blank = |piece: &Piece<'_>| piece.kind == Kind::Blank;
    below.truncate(below.iter().rposition(|piece| !blank(piece)).map_or(0, |last| last + 1));
    below.drain(..below.iter().position(|piece| !blank(piece)).unwrap_or_default());
    let (all, size) = (shape.cells(), shape.group());
    // in another order of the headings the last of a group is not its sum
    let in_order = order(header, shape).into_iter().eq(0..all);
    if !in_order || below.is_empty() || below.len() > all + size {
        return None;
    }
    let decided = decide_groups(&tokens(&below), all / size, size)?;
    let blank = Piece { text: "", kind: Kind::Blank, ..below[0] };
    let cell = |cell: Option<(Part, i64)>| match cell {
        None => Cell::Untold,
        Some((Part::Nothing | Part::Slice(..), _)) => Cell::Printed(blank),
        Some((Part::Whole(n), _)) => Cell::Printed(below[n]),
        Some((Part::Joined(from, to), value)) => {
            Cell::Decided(below[from], Decided::joined(&below[from..to], value))
        }
    };
    Some(decided.into_iter().map(cell).collect())
}

/// Values under the columns of the headings: a heading for each cell, apart from each other in one grid.
fn by_grid<'a>(runs: &[(usize, &Run<'a>)], header: &Header, shape: &Shape) -> Option<Vec<Piece<'a>>> {
    let (all, size) = (shape.cells(), shape.group());
    let mut columns: Vec<((u32, u32), usize)> = header
        .outcomes
        .iter()
        .map(|&(outcome, _, columns)| {
            let place = shape.outcomes.iter().position(|own| *own == outcome)?;
            Some((columns?, place))
        })
        .collect::<Option<_>>()?;
    columns.sort_unstable();
    columns.dedup();
    let apart = columns.windows(2).all(|pair| pair[0].0.1 <= pair[1].0.0);
    if columns.len() != all || !apart {
        return None;
    }
    let (_, run) = runs.iter().rev().find(|(n, run)| {
        *n > header.first && run.cells.len() >= size && run.cells.iter().all(|cell| cell.columns.is_some())
    })?;
    let mut cells: Vec<Option<Piece<'a>>> = vec![None; all];
    for cell in &run.cells {
        let (begin, end) = cell.columns?;
        let mut over =
            columns.iter().enumerate().filter(|(_, ((first, last), _))| begin < *last && *first < end);
        match (over.next(), over.next()) {
            (Some((n, &(_, outcome))), None) => {
                let slot = &mut cells[n / size * size + outcome];
                if slot.is_none_or(|known: Piece<'_>| known.kind == Kind::Blank) {
                    *slot = Some(*cell);
                } else if cell.kind != Kind::Blank {
                    return None;
                }
            }
            (None, _) if cell.kind == Kind::Blank => {}
            _ => return None,
        }
    }
    cells.into_iter().collect()
}

/// Each outcome with its value beside or below it.
fn in_pairs<'a>(material: &Material<'a>, header: &Header, shape: &Shape) -> Option<Vec<Piece<'a>>> {
    let value = |&(_, item, _): &(usize, usize, _)| match material.items.get(item + 1) {
        // an empty line behind it looks like a cell
        Some(Item::Run(run)) if run.cells[1..].iter().all(|cell| cell.kind == Kind::Blank) => {
            Some(run.cells[0])
        }
        _ => None,
    };
    let values: Vec<Piece<'a>> = header.outcomes.iter().map(value).collect::<Option<_>>()?;
    laid_out(&values, header, shape)
}
