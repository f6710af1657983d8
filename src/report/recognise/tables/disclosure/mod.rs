//! The disclosure table (表二): a row for each matter, and over each part of it a header of measures.
//!
//! A matter counts only under a header or an item of Article 20, so prose that names licences or
//! penalties is left alone. Values find their measure by the columns of the grid, else one by one
//! under as many headings; where neither works, the row is in doubt.

mod by_column;

use std::collections::HashSet;

use crate::report::figure::header_unit;
use crate::report::form::{FormId, Indicator, Layout, editions};
use crate::report::recognise::tables::Slot;
use crate::report::recognise::tables::labels::{LABELS, Match, Term};
use crate::report::recognise::tables::material::lines::is_no_label;
use crate::report::recognise::tables::material::{Item, Kind, Material, Piece, Run};
use crate::report::recognise::tables::requests::columns::printed;

/// Rows may stand this many items below what opens the table.
const REACH: usize = 60;

/// Bytes behind a label that are looked at for figures.
const LONGEST_REST: usize = 90;

/// Labels before and behind one that may be before the same values.
const BESIDE: usize = 12;

/// The disclosure table as found.
#[derive(Debug, Default)]
pub(super) struct Disclosure<'a> {
    pub(super) slots: Vec<Slot<'a>>,
    /// Items that are part of the table, as ranges.
    pub(super) spans: Vec<(usize, usize)>,
}

/// A label of the table in the text, as items.
#[derive(Debug, Clone, Copy)]
struct Event {
    term: Term,
    first: usize,
    last: usize,
    /// Figures are glued to words behind it, in the same text: what comes after is not its own.
    glued: bool,
}

/// A heading over a column.
#[derive(Debug, Clone, Copy)]
struct Column {
    /// Position in the labels' measures.
    measure: usize,
    grid: Option<(u32, u32)>,
    /// The unit that the heading names.
    unit: Option<&'static str>,
}

impl Column {
    /// Takes in the next column, where the heading is repeated over it instead of covering both.
    fn goes_on(&mut self, measure: usize, next: Option<(u32, u32)>) -> bool {
        match (self.measure == measure, &mut self.grid, next) {
            (true, Some((_, end)), Some((first, after))) if *end == first => {
                *end = after;
                true
            }
            _ => false,
        }
    }
}

/// Finds the table. `told` is the edition that other labels of the document speak for.
pub(super) fn read<'a>(material: &Material<'a>, matches: &[Match], told: Option<FormId>) -> Disclosure<'a> {
    let events = events(material, matches);
    let mut found = Disclosure::default();
    if let Some(columns) = by_column::read(material, &events) {
        found.columns(columns);
    }
    let mut header: Vec<Column> = Vec::new();
    let mut begun = false;
    let mut opened: Option<usize> = None;
    for (n, event) in events.iter().enumerate() {
        if opened.is_some_and(|at| parted(material, at, event.first)) {
            (opened, begun) = (None, false);
            header.clear();
        }
        match event.term {
            Term::Article => {
                header.clear();
                (opened, begun) = (Some(event.last), false);
            }
            Term::Measure(measure) => {
                let grid = grid_of(material, event);
                if !begun && header.last_mut().is_some_and(|column| column.goes_on(measure, grid)) {
                    opened = Some(event.last);
                    continue;
                }
                if begun || header.iter().any(|column| column.measure == measure) {
                    header.clear();
                    begun = false;
                }
                header.push(Column { measure, grid, unit: unit_of(material, event) });
                opened = Some(event.last);
            }
            Term::Matter(matter) if opened.is_some() => {
                begun = true;
                opened = Some(event.last);
                let after = events.partition_point(|next| next.first <= event.last);
                let stop = events.get(after).map(|next| next.first);
                let Some((at, run)) = run_of(material, event, stop).filter(|_| !event.glued) else {
                    if !header.is_empty() {
                        found.nothing(matter, event, material, &header, told);
                    }
                    continue;
                };
                found.spans.push((event.first, event.last.max(at) + 1));
                // several labels before the same values: whose they are is not printed
                let near = &events[n.saturating_sub(BESIDE)..(n + 1 + BESIDE).min(events.len())];
                let shared = near.iter().any(|other| {
                    matches!(other.term, Term::Matter(m) if m != matter)
                        && (other.first..=other.last).contains(&event.first)
                        && event.last == other.last
                });
                let unsure = match shared {
                    true => Some("几行的行名连在一起，不能确定各属哪一行"),
                    false => {
                        let columns = header.is_empty() && run.loose && heads_columns(material, &events[n..]);
                        columns.then_some("该表按列印出，不能确定此数属于哪一栏")
                    }
                };
                found.take(matter, &run, &header, told, unsure);
            }
            _ => {}
        }
    }
    found
}

impl<'a> Disclosure<'a> {
    fn take(
        &mut self,
        matter: usize,
        run: &Run<'a>,
        header: &[Column],
        told: Option<FormId>,
        unsure: Option<&str>,
    ) {
        let name = LABELS.matters[matter].name;
        let place = run.cells[0].place;
        let unit = |indicator: &Indicator| {
            let own = |column: &&Column| indicator.path.last() == Some(&LABELS.measures[column.measure].name);
            header.iter().find(own).or(header.first().filter(|_| header.len() == 1)).and_then(|c| c.unit)
        };
        let mut add = |indicator: &'static Indicator, piece, doubt: Option<String>| {
            let known = self.slots.iter_mut().find(|slot| slot.indicator == indicator.key);
            match known {
                None => self.slots.push(Slot {
                    indicator: indicator.key,
                    applicant: None,
                    piece,
                    doubt,
                    place,
                    header_unit: unit(indicator),
                    decided: None,
                }),
                Some(known) if known.piece.is_none() && piece.is_some() => {
                    (known.piece, known.doubt, known.place) = (piece, doubt, place);
                    known.header_unit = unit(indicator);
                }
                Some(known) => known.meet(piece.as_ref()),
            }
        };
        let assigned = match unsure {
            Some(why) => Err(format!("{why}（{}）", printed(run))),
            None => assign(name, run, header, told),
        };
        match assigned {
            Ok(cells) => cells.into_iter().for_each(|(indicator, piece)| add(indicator, Some(piece), None)),
            Err(why) => {
                let all = under(name, header, told);
                all.into_iter().for_each(|i| add(i, None, Some(why.clone())));
            }
        }
    }

    /// A table that came out column by column.
    fn columns(&mut self, columns: by_column::Columns<'a>) {
        self.spans.push(columns.span);
        for by_column::Cell { indicator, piece, unit } in columns.cells {
            let doubt = piece.is_none().then(|| "该表按列印出，此栏的格数与行数不符".to_owned());
            let place = piece.unwrap_or(columns.first).place;
            self.slots.push(Slot {
                indicator: indicator.key,
                applicant: None,
                piece,
                doubt,
                place,
                header_unit: unit,
                decided: None,
            });
        }
    }

    /// A row of which only the label is there.
    fn nothing(
        &mut self,
        matter: usize,
        event: &Event,
        material: &Material<'a>,
        header: &[Column],
        told: Option<FormId>,
    ) {
        let Item::Text { piece, .. } = &material.items[event.last] else { return };
        self.spans.push((event.first, event.last + 1));
        for indicator in under(LABELS.matters[matter].name, header, told) {
            if self.slots.iter().all(|slot| slot.indicator != indicator.key) {
                self.slots.push(Slot {
                    indicator: indicator.key,
                    applicant: None,
                    piece: None,
                    doubt: Some("有此行，未见数字".to_owned()),
                    place: piece.place,
                    header_unit: None,
                    decided: None,
                });
            }
        }
    }
}

/// Whether figures are right below a heading behind a matter, before the next item of Article 20: what is below the matter is
/// of a column that a page break cut.
fn heads_columns(material: &Material<'_>, events: &[Event]) -> bool {
    let Some((matter, behind)) = events.split_first() else { return false };
    let mut own = behind
        .iter()
        .take_while(|next| next.term != Term::Article && !parted(material, matter.last, next.first));
    own.any(|next| {
        let below = matches!(material.items.get(next.last + 1), Some(Item::Run(run)) if run.loose);
        below && matches!(next.term, Term::Measure(_))
    })
}

/// The figures of a matter under some headings, in the edition that has them.
fn under(name: &str, header: &[Column], told: Option<FormId>) -> Vec<&'static Indicator> {
    let under =
        |i: &&Indicator| header.iter().any(|c| i.path.last() == Some(&LABELS.measures[c.measure].name));
    let form = told.into_iter().chain(editions().iter().rev().map(|edition| edition.form()));
    let mut rows = form
        .map(|form| -> Vec<_> { of_matter(form, name).filter(|i| header.is_empty() || under(i)).collect() });
    rows.find(|rows| !rows.is_empty()).unwrap_or_default()
}

/// The labels of this table in the order in which they stand.
fn events(material: &Material<'_>, matches: &[Match]) -> Vec<Event> {
    let ours = |term: &Term| matches!(term, Term::Matter(_) | Term::Measure(_) | Term::Article);
    let mut events: Vec<Event> = matches
        .iter()
        .filter(|m| ours(&m.term))
        .map(|m| {
            let last = material.item_at(m.end - 1);
            let behind = match &material.items[last] {
                Item::Text { key, .. } => material.text.get(m.end..key.end).unwrap_or_default(),
                _ => "",
            };
            // numbers of items are not figures: 第二十条第（六）项 has none, 1. has one digit
            let glued =
                behind.as_bytes().windows(2).take(LONGEST_REST).any(|b| b.iter().all(u8::is_ascii_digit));
            Event { term: m.term, first: material.item_at(m.start), last, glued }
        })
        .collect();
    let mut known: HashSet<(Term, usize)> =
        events.iter().flat_map(|event| (event.first..=event.last).map(|n| (event.term, n))).collect();
    for (n, item) in material.items.iter().enumerate() {
        let Item::Text { piece, .. } = item else { continue };
        for &term in LABELS.whole(piece.text).iter().filter(|term| ours(term)) {
            if known.insert((term, n)) {
                events.push(Event { term, first: n, last: n, glued: false });
            }
        }
    }
    events.sort_by_key(|event| (event.first, event.last));
    events.dedup_by(|later, first| later.term == first.term && in_words(material, later, first));
    events
}

/// Whether a label is named in the words that are printed for its figure: 行政强制 | 本机关无行政强制职能.
fn in_words(material: &Material<'_>, later: &Event, first: &Event) -> bool {
    let item = |n: usize| match &material.items[n] {
        Item::Text { line, piece, .. } => Some((*line, piece.text)),
        _ => None,
    };
    let (Some((line, label)), Some((other, words))) = (item(first.last), item(later.first)) else {
        return false;
    };
    line == other && first.last < later.first && !LABELS.whole(label).is_empty() && is_no_label(words)
}

/// Whether prose, or too much of anything, stands between two items.
fn parted(material: &Material<'_>, from: usize, to: usize) -> bool {
    let between = &material.items[from.min(to)..to];
    between.len() > REACH || between.iter().any(|item| matches!(item, Item::Break))
}

fn grid_of(material: &Material<'_>, event: &Event) -> Option<(u32, u32)> {
    match &material.items[event.first] {
        Item::Text { piece, .. } if event.first == event.last => {
            piece.columns.filter(|_| LABELS.whole(piece.text).contains(&event.term))
        }
        _ => None,
    }
}

/// The unit that a heading names behind its words.
fn unit_of(material: &Material<'_>, event: &Event) -> Option<&'static str> {
    let texts = material.items[event.first..=event.last].iter().filter_map(|item| match item {
        Item::Text { piece, .. } => Some(piece.text),
        _ => None,
    });
    let text: String = texts.collect();
    // several headings in one text: the unit behind this one's own words
    let label = LABELS.measures[match event.term {
        Term::Measure(measure) => measure,
        _ => return None,
    }]
    .name;
    let begin = label.find(['（', '(']).map_or(label, |at| &label[..at]);
    let own = match text.find(begin) {
        Some(at) => text[at + begin.len()..].trim_start(),
        None => &text[text.rfind(['（', '('])?..],
    };
    let inner = own.strip_prefix(['（', '('])?;
    let inner = &inner[..inner.find(['）', ')'])?];
    header_unit(inner)
}

/// The values of a row: beside its label, between its pieces, or below it before the next label. Words that are none of the
/// form and are there instead are what is printed for a figure.
fn run_of<'a>(material: &Material<'a>, event: &Event, stop: Option<usize>) -> Option<(usize, Run<'a>)> {
    let stop = stop.unwrap_or(material.items.len()).min(event.last + 12);
    for n in event.first + 1..stop {
        match &material.items[n] {
            Item::Run(run) => return Some((n, run.clone())),
            Item::Break => return None,
            Item::Text { line, piece, .. } if n > event.last && is_no_label(piece.text) => {
                let block = piece.place.block as usize;
                return Some((n, Run { line: *line, block, cells: vec![*piece], loose: false }));
            }
            Item::Text { .. } => {}
        }
    }
    None
}

fn of_matter(form: FormId, matter: &str) -> impl Iterator<Item = &'static Indicator> {
    let edition = form.edition().into_iter();
    edition.flat_map(|e| e.laid_out(Layout::Matters)).filter(move |i| i.key.split('.').nth(1) == Some(matter))
}

/// The indicator of a matter and a measure, in whatever edition has it.
fn indicator(matter: &str, measure: usize) -> Option<&'static Indicator> {
    let label = LABELS.measures[measure].name;
    let forms = editions().iter().rev().map(|edition| edition.form());
    forms.flat_map(|form| of_matter(form, matter)).find(|i| i.path.last() == Some(&label))
}

type Assigned<'a> = Vec<(&'static Indicator, Piece<'a>)>;

/// Each cell with its indicator.
///
/// # Errors
/// Why that cannot be told, in Chinese.
fn assign<'a>(
    matter: &str,
    run: &Run<'a>,
    header: &[Column],
    told: Option<FormId>,
) -> Result<Assigned<'a>, String> {
    let doubt = || format!("该行有 {} 格，不能确定各属哪一栏（{}）", run.cells.len(), printed(run));
    let of_columns = |cells: Vec<(usize, Piece<'a>)>| -> Option<Assigned<'a>> {
        cells.into_iter().map(|(measure, piece)| Some((indicator(matter, measure)?, piece))).collect()
    };
    if let Some(found) = under_grid(run, header).and_then(of_columns) {
        return Ok(found);
    }
    let filled = run.cells.iter().rposition(|cell| cell.kind != Kind::Blank).map_or(0, |n| n + 1);
    // a grid whose headings are known says where a cell belongs; one under no heading belongs to none of them
    let placed =
        run.cells.iter().all(|cell| cell.columns.is_some()) && header.iter().all(|c| c.grid.is_some());
    let fits = |columns: usize| {
        if placed {
            return columns == run.cells.len();
        }
        columns == run.cells.len() || (columns < run.cells.len() && filled <= columns && columns > 0)
    };
    let own: Vec<usize> = header
        .iter()
        .map(|column| column.measure)
        .filter(|&measure| indicator(matter, measure).is_some())
        .collect();
    if !own.is_empty() {
        if !fits(own.len()) {
            return Err(doubt());
        }
        return of_columns(own.into_iter().zip(run.cells.iter().copied()).collect()).ok_or_else(doubt);
    }
    // a header that is lost or broken: the form's own order, where the count leaves no choice
    let forms: Vec<FormId> = match told {
        Some(form) => vec![form],
        None => editions().iter().map(|edition| edition.form()).collect(),
    };
    let mut fitting = forms.into_iter().filter(|&form| of_matter(form, matter).count() == run.cells.len());
    match (fitting.next(), fitting.next()) {
        (Some(form), None) => Ok(of_matter(form, matter).zip(run.cells.iter().copied()).collect()),
        _ => Err(doubt()),
    }
}

/// Each cell under its heading, if the grid says for every filled cell which that is.
fn under_grid<'a>(run: &Run<'a>, header: &[Column]) -> Option<Vec<(usize, Piece<'a>)>> {
    let grid: Vec<((u32, u32), usize)> =
        header.iter().map(|column| Some((column.grid?, column.measure))).collect::<Option<_>>()?;
    let mut found: Vec<(usize, Piece<'a>)> = Vec::new();
    for cell in &run.cells {
        let (begin, end) = cell.columns?;
        let mut over = grid.iter().filter(|((first, last), _)| begin < *last && *first < end);
        match (over.next(), over.next()) {
            (Some(&(_, measure)), None) => match found.iter_mut().find(|(known, _)| *known == measure) {
                None => found.push((measure, *cell)),
                Some(_) if cell.kind == Kind::Blank => {}
                Some(known) if known.1.kind == Kind::Blank => known.1 = *cell,
                Some(_) => return None,
            },
            (None, _) if cell.kind == Kind::Blank => {}
            _ => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Document;
    use crate::report::recognise::tables::find;

    /// What is read of the fee, from a table with one cell a line.
    fn fee(cells: &[&str]) -> Option<(Option<String>, bool)> {
        let mut document = Document::default();
        cells.iter().for_each(|cell| document.paragraph(*cell, None));
        let figures = find(&document).figures(editions()[editions().len() - 1].form());
        let fee = figures.into_iter().find(|figure| figure.indicator == "proactive.fees.amount")?;
        Some((fee.printed, fee.doubt.is_some()))
    }

    #[test]
    fn a_figure_of_a_column_that_a_page_break_cut_is_not_of_the_row_above_it() {
        let head =
            ["第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "7", "第二十条第（八）项"];
        let row = ["信息内容", "本年收费金额（单位：万元）", "行政事业性收费", "3"];
        assert_eq!(fee(&[&head[..], &row[..]].concat()), Some((Some("3".to_owned()), false)));
        let column = ["信息内容", "行政事业性收费", "3", "本年收费金额（单位：万元）", "6459.51"];
        let read = fee(&[&head[..], &column[..]].concat()).expect("the fee is of the form");
        assert_ne!(read, (Some("3".to_owned()), false));
    }
}
