//! Labels to figures: every cell of the three statutory tables, wherever and however they stand.
//!
//! A document is searched as a whole: tables may stand in the wrong section, out of order, in
//! pieces, or as lines of text. [`find`] looks for them; [`Found::figures`] lays what was found out
//! in the order of an edition.

mod disclosure;
pub(super) mod labels;
mod material;
pub(super) mod other;
mod requests;
mod review;
mod statistics;
mod sums;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::chinese::fold::is_invisible;
use crate::extract::Document;
use crate::extract::document::Place;
use crate::report::figure::{Figure, Reading, State, read_under};
use crate::report::form::{self, Applicant, Edition, FormId, Indicator, Layout, editions};
use crate::report::{Note, OtherTable};
use labels::{LABELS, Match, Term};
use material::{Item, Material, Piece};

/// The statutory tables of a document.
#[derive(Debug, Default)]
pub struct Found {
    /// The edition that the tables belong to; none where nothing tells it.
    pub form: Option<FormId>,
    /// Blocks that are table material, as ranges of their indices: they are no prose.
    pub used: Vec<Range<usize>>,
    /// What was guessed or ignored.
    pub notes: Vec<Note>,
    /// What was found, in no order.
    figures: Vec<Figure>,
    /// What lists of figures print beside the rows of the form.
    beside_lists: Vec<OtherTable>,
    /// The blocks of lists of figures.
    lists: BTreeSet<usize>,
}

/// A cell of the form as found.
#[derive(Debug)]
struct Slot<'a> {
    indicator: &'static str,
    applicant: Option<Applicant>,
    /// The cell; none where the row was seen and the cell could not be told.
    piece: Option<Piece<'a>>,
    doubt: Option<String>,
    place: Place,
    /// The unit that the heading of its column names.
    header_unit: Option<&'static str>,
    /// A number that is printed in pieces, which the sums of its table put together.
    decided: Option<requests::Decided>,
}

impl Slot<'_> {
    /// A second cell for the same figure: it must say the same.
    fn meet(&mut self, other: Option<&Piece<'_>>) {
        let text = |piece: Option<&Piece<'_>>| piece.map(|piece| piece.text.trim().to_owned());
        if let (Some(ours), Some(theirs)) = (text(self.piece.as_ref()), text(other))
            && ours != theirs
            && self.doubt.is_none()
        {
            self.doubt = Some(format!("文中另有一处印着“{theirs}”"));
        }
    }

    fn figure(&self) -> Figure {
        let unit = form::indicator(self.indicator).map_or(form::Unit::Cases, |indicator| indicator.unit);
        let reading = match (&self.decided, &self.piece) {
            (Some(decided), _) => {
                Reading { state: State::Number, value: Some(decided.value), remark: None, doubt: None }
            }
            (None, Some(piece)) => read_under(piece.text, unit, self.header_unit),
            (None, None) => Reading { state: State::Unreadable, value: None, remark: None, doubt: None },
        };
        let reader = self.piece.and_then(|piece| piece.doubt).map(str::to_owned);
        let doubts: Vec<String> = [reading.doubt, self.doubt.clone(), reader].into_iter().flatten().collect();
        Figure {
            indicator: self.indicator,
            applicant: self.applicant,
            state: reading.state,
            value: reading.value,
            printed: match &self.decided {
                Some(decided) => Some(decided.printed.clone()),
                None => self.piece.map(|piece| piece.text.trim().to_owned()),
            },
            remark: reading.remark,
            doubt: (!doubts.is_empty()).then(|| doubts.join("；")),
            place: Some(self.piece.map_or(self.place, |piece| piece.place)),
        }
    }
}

/// Looks for the tables of any edition.
pub fn find(document: &Document) -> Found {
    let lists = statistics::read(document);
    let rest = lists.rest(document);
    let material = Material::of(&rest);
    let matches = LABELS.matches(&material.text);
    let requests = requests::read(&material, &matches);
    let disclosure = disclosure::read(&material, &matches, told(&matches));
    let review = review::read(&material, &matches);
    let mut notes: Vec<Note> = requests.notes.iter().chain(&review.notes).map(Note::new).collect();
    notes.dedup();
    let used = used(&material, &matches, [&requests.spans, &disclosure.spans, &review.spans]);
    let mut slots = disclosure.slots;
    let rows = without_stand_ins(requests.rows, &mut notes);
    for row in rows {
        let untold = row.doubt.as_ref().or(row.untold.as_ref());
        let cells = requests::applicants().zip(row.cells).zip(row.decided);
        let told = cells.filter(|((_, cell), _)| cell.is_some() || untold.is_some());
        slots.extend(told.map(|(((_, applicant), piece), decided)| Slot {
            indicator: row.indicator,
            applicant: Some(applicant),
            piece,
            doubt: if piece.is_some() { row.doubt.clone() } else { untold.cloned() },
            place: row.first.place,
            header_unit: None,
            decided,
        }));
    }
    slots.extend(review.slots);
    let figures: Vec<Figure> = slots.iter().map(Slot::figure).collect();
    let form = edition(&figures, &matches);
    let found = Found { form, used, notes, figures, ..Found::default() };
    if lists.slots.is_empty() { found } else { found.with(lists) }
}

/// The rows without one that adds up others which are printed as well: it would count them twice.
fn without_stand_ins<'a>(rows: Vec<requests::Row<'a>>, notes: &mut Vec<Note>) -> Vec<requests::Row<'a>> {
    let given: Vec<&'static str> = rows.iter().map(|row| row.indicator).collect();
    let double = |row: &requests::Row<'_>| {
        let indicator = form::indicator(row.indicator);
        indicator.is_some_and(|i| i.stands_for.iter().any(|part| given.contains(part)))
    };
    let (passed_over, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(double);
    for row in passed_over {
        let label = form::indicator(row.indicator).map_or(row.indicator, Indicator::label);
        let figures = requests::columns::shown(row.cells.iter().flatten());
        notes.push(Note::at(
            row.first.place,
            format!("“{label}”一行是其下各行之和，各行另有印出，未再计入（{figures}）"),
        ));
    }
    rows
}

impl Found {
    /// Adds the lists of figures. The report is of their edition where it has no other tables.
    fn with(mut self, lists: statistics::Statistics<'_>) -> Self {
        let figures: Vec<Figure> = lists.slots.iter().map(Slot::figure).collect();
        let printed = |figures: &[Figure]| figures.iter().filter(|figure| figure.printed.is_some()).count();
        if self.form.is_none() || printed(&self.figures) * 4 < printed(&figures) {
            self.form = edition(&figures, &[]);
        }
        let name = form::table_name(form::APPENDIX).unwrap_or("统计表");
        self.notes.push(Note::at(lists.place, format!("“{name}”按表读出，不作正文")));
        self.used.extend(lists.blocks.iter().map(|&block| block..block + 1));
        self.used.sort_by_key(|range| range.start);
        (self.beside_lists, self.lists) = (lists.others, lists.blocks);
        self.figures.extend(figures);
        self
    }

    /// Every figure of the form's edition in its order, absent where the document has none, and those of another edition
    /// that are printed; nothing for a free-form report.
    pub fn figures(&self, form: FormId) -> Vec<Figure> {
        let Some(edition) = form.edition() else { return Vec::new() };
        let mut found: HashMap<&'static str, Vec<&Figure>> = HashMap::new();
        for figure in &self.figures {
            found.entry(figure.indicator).or_default().push(figure);
        }
        let of = |indicator: &Indicator| found.get(indicator.key).map_or(&[][..], Vec::as_slice);
        let printed = edition.indicators.iter().filter(|i| i.stands_for.is_empty() || !of(i).is_empty());
        let own = printed.flat_map(|indicator| cells(edition, indicator, of(indicator)));
        own.chain(of_other_editions(edition, of)).collect()
    }

    /// Where the table of a section begins: the first of its rows that has a figure.
    pub(super) fn begin(&self, edition: &Edition, section: u8) -> Option<Place> {
        let own = |figure: &&Figure| {
            edition.indicator(figure.indicator).is_some_and(|indicator| indicator.section == section)
        };
        let printed = self.figures.iter().filter(own).filter(|figure| figure.printed.is_some());
        printed.filter_map(|figure| figure.place).min()
    }

    /// Whether any cell of a table was found.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
    }

    /// Remarks about figures that the edition has no place for.
    pub fn foreign(&self, edition: &Edition) -> Vec<Note> {
        let (mut rows, mut columns): (Vec<&str>, Vec<Applicant>) = (Vec::new(), Vec::new());
        for figure in &self.figures {
            let known = edition.indicator(figure.indicator).is_some();
            if !known && !rows.contains(&figure.indicator) {
                rows.push(figure.indicator);
            }
            let column = figure.applicant.filter(|_| known && figure.printed.is_some());
            columns.extend(column.filter(|a| !edition.applicants.contains(a) && !columns.contains(a)));
        }
        let label = |key: &str| form::indicator(key).map_or_else(|| key.to_owned(), Indicator::full_label);
        let shown = |key: &str| {
            let own = self.figures.iter().filter(|figure| figure.indicator == key);
            own.filter_map(|figure| figure.printed.as_deref()).collect::<Vec<_>>().join(" ")
        };
        let rows = rows.into_iter().map(|key| format!("“{}”（{}）", label(key), shown(key)));
        let columns = columns.into_iter().map(|applicant| format!("“{}”一栏", applicant.label()));
        let note = |what| Note::new(format!("{what}不属于 {} 年版式", edition.name));
        rows.chain(columns).map(note).collect()
    }
}

/// The cells of an indicator in an edition, absent where they are not among those found.
fn cells(edition: &Edition, indicator: &'static Indicator, found: &[&Figure]) -> Vec<Figure> {
    let cell = |applicant| {
        let own = found.iter().find(|figure| figure.applicant == applicant).map(|own| (*own).clone());
        own.unwrap_or_else(|| Figure::absent(indicator.key, applicant))
    };
    edition.columns(indicator).into_iter().map(cell).collect()
}

/// Figures under the columns of another edition: kept under their own keys, with a doubt.
fn of_other_editions<'f>(
    edition: &Edition,
    of: impl Fn(&Indicator) -> &'f [&'f Figure],
) -> impl Iterator<Item = Figure> {
    // in the order of the forms, as an archive gives them back
    let others = form::indicators().filter(|indicator| edition.indicator(indicator.key).is_none());
    let printed = others.flat_map(of).filter(|figure| figure.printed.is_some());
    printed.map(|figure| {
        let other = format!("不属于 {} 年版式，按印出的栏目保留", edition.name);
        let doubts = figure.doubt.iter().cloned().chain([other]);
        Figure { doubt: Some(doubts.collect::<Vec<_>>().join("；")), ..(*figure).clone() }
    })
}

/// Whether a line of text is a row, a label or a part of the head of a statutory table: words of the form, figures, or both.
pub(super) fn is_row(text: &str) -> bool {
    let (mut known, mut all, mut words, mut figures) = (0, 0, String::new(), 0);
    for part in text.split(|c: char| is_invisible(c) || "|｜（）()".contains(c)) {
        let mut key = String::new();
        labels::push_key(&mut key, part);
        figures += usize::from(key.contains(|c: char| c.is_ascii_digit()));
        key.retain(|c| !c.is_ascii_digit());
        let (own, of) = LABELS.pairs_of_form(&key);
        (known, all) = (known + own, all + of);
        words.push_str(&key);
    }
    if words.is_empty() {
        return figures > 0 || text.contains(['|', '｜']);
    }
    let article = words.starts_with("第二十条第") && words.ends_with('项');
    article || !LABELS.whole(text.trim()).is_empty() || all > 0 && known * 10 >= all * 9
}

/// Whether a text opens a statutory table.
pub(super) fn opens(text: &str) -> bool {
    const HEADS: &[&str] = &["第二十条第", "信息内容", "本列数据的勾稽关系", "申请人情况"];
    let mut key = String::new();
    labels::push_key(&mut key, text);
    HEADS.iter().any(|head| key.starts_with(head))
}

/// The edition that the headings of the disclosure table speak for.
fn told(matches: &[Match]) -> Option<FormId> {
    let has = |edition: &Edition, label: &str| {
        edition.laid_out(Layout::Matters).any(|indicator| indicator.label() == label)
    };
    let votes = |edition: &Edition| {
        let elsewhere = |label: &str| others(edition).any(|other| has(other, label));
        let own = |m: &&Match| {
            matches!(m.term, Term::Measure(n)
                if has(edition, LABELS.measures[n].name) && !elsewhere(LABELS.measures[n].name))
        };
        matches.iter().filter(own).count()
    };
    most(votes)
}

/// Every edition but one.
fn others<'e>(edition: &'e Edition) -> impl Iterator<Item = &'static Edition> + 'e {
    editions().iter().copied().filter(|other| other.name != edition.name)
}

/// The edition that the figures speak for, else the headings.
fn edition(figures: &[Figure], matches: &[Match]) -> Option<FormId> {
    // a row that no other edition has; or a column, where something is printed in it
    let only = |edition: &Edition, figure: &Figure| {
        edition.has(figure.indicator, figure.applicant)
            && others(edition).all(|other| match other.indicator(figure.indicator) {
                None => true,
                Some(_) => figure.printed.is_some() && !other.has(figure.indicator, figure.applicant),
            })
    };
    let votes = |edition: &Edition| figures.iter().filter(|figure| only(edition, figure)).count();
    if figures.is_empty() {
        return None;
    }
    most(votes).or_else(|| told(matches))
}

/// The edition with the most votes, if one has more than the others.
fn most(votes: impl Fn(&Edition) -> usize) -> Option<FormId> {
    let mut counts: Vec<(usize, FormId)> =
        editions().iter().map(|edition| (votes(edition), edition.form())).collect();
    counts.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
    match counts.as_slice() {
        [(first, form), rest @ ..] if *first > 0 && rest.first().is_none_or(|(second, _)| second < first) => {
            Some(*form)
        }
        _ => None,
    }
}

/// Blocks of lines that are rows, headings or labels of a table.
fn used(material: &Material<'_>, matches: &[Match], spans: [&Vec<(usize, usize)>; 3]) -> Vec<Range<usize>> {
    let labelled: std::collections::HashSet<usize> =
        matches.iter().flat_map(|m| material.item_at(m.start)..=material.item_at(m.end - 1)).collect();
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for &(begin, end) in spans.into_iter().flatten() {
        for n in begin..end {
            let own: Vec<u32> = match &material.items[n] {
                Item::Run(run) => run.cells.iter().map(|cell| cell.place.block).collect(),
                Item::Text { piece, key, .. }
                    if labelled.contains(&n) || LABELS.speaks_of_form(&material.text[key.clone()]) =>
                {
                    vec![piece.place.block]
                }
                _ => Vec::new(),
            };
            let own = own.into_iter().filter_map(|block| (block as usize).checked_sub(1));
            for block in own.filter(|block| !material.mixed.contains(block)) {
                match blocks.last_mut() {
                    Some(last) if last.end == block => last.end = block + 1,
                    Some(last) if last.contains(&block) => {}
                    _ => blocks.push(block..block + 1),
                }
            }
        }
    }
    blocks
}
