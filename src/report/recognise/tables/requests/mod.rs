//! The request table (表三): runs of values find their rows by label and place.
//!
//! A run is paired with a row when the row's label stands by it: on the same line, before it, around
//! it, after it, or not far away. Words on the run's own line decide ([`own`]). Rows and runs keep the order of the form,
//! so a run without a label of its own is placed by its neighbours; where two places would do as well, the row is in
//! doubt.

mod align;
mod by_column;
pub(super) mod columns;
pub(super) mod decide;
mod own;
mod runs;
mod spans;

use std::collections::HashSet;

use crate::report::form::Applicant;
use crate::report::recognise::tables::labels::similar::nearest;
use crate::report::recognise::tables::labels::{LABELS, Match, Term};
use crate::report::recognise::tables::material::steps;
use crate::report::recognise::tables::material::{Item, Kind, Material, Piece, Run};
use crate::report::recognise::tables::requests::align::{Alignment, NEUTRAL, align};
use crate::report::recognise::tables::requests::columns::Header;
pub(super) use crate::report::recognise::tables::requests::decide::Decided;
use crate::report::recognise::tables::requests::own::{Own, TARGETS, Target};

/// Evidence that a run belongs to a row, by how the label stands to the run.
mod weight {
    pub(super) const SAME_LINE: i32 = 120;
    pub(super) const JUST_BEFORE: i32 = 100;
    pub(super) const AROUND: i32 = 100;
    pub(super) const BEFORE: i32 = 70;
    pub(super) const JUST_AFTER: i32 = 50;
    pub(super) const AFTER: i32 = 30;
    /// Some runs away.
    pub(super) const NEAR: i32 = 25;
    pub(super) const NEAR_STEP: i32 = 4;
    /// A row or heading that a run may not take.
    pub(super) const NEVER: i32 = -1200;
    /// A run of a whole row that no row takes.
    pub(super) const PRICE: i32 = 100;
    pub(super) const STRANGE_PRICE: i32 = 10;
    /// A run too short for a row, away from any label: a page number, say.
    pub(super) const SHORT_PRICE: i32 = 0;
    /// What the place of such a run counts, in parts of a hundred.
    pub(super) const SHORT: i32 = 40;
    /// Below this margin a pairing is as good as another.
    pub(super) const MARGIN: i32 = 20;
}

/// Characters of the longest text in which known labels are blotted out.
const LONGEST_CELL: usize = 400;

/// Characters of the shortest label that is known misspelt.
const SHORTEST_MISSPELT: usize = 5;

/// A row as found.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Key of the indicator.
    pub(super) indicator: &'static str,
    /// The cell of each applicant; none where the column is not there.
    pub(super) cells: columns::Cells<'a>,
    /// Why the whole row is in doubt.
    pub(super) doubt: Option<String>,
    /// Why the cells that are not told are none.
    pub(super) untold: Option<String>,
    /// The cells in their order, where it cannot be told in which columns they are.
    loose: Vec<Piece<'a>>,
    /// Numbers that are printed in pieces.
    pub(super) decided: [Option<Decided>; Applicant::COUNT],
    /// A cell of the run, for its place.
    pub(super) first: Piece<'a>,
}

impl<'a> Row<'a> {
    /// A row of which nothing is known but where it is.
    fn of(first: Piece<'a>) -> Self {
        Self {
            indicator: "",
            cells: columns::NONE,
            doubt: None,
            untold: None,
            loose: Vec::new(),
            decided: Default::default(),
            first,
        }
    }
}

/// The request table as found.
#[derive(Debug, Default)]
pub(super) struct Requests<'a> {
    pub(super) rows: Vec<Row<'a>>,
    /// Items that are part of the table, as ranges.
    pub(super) spans: Vec<(usize, usize)>,
    pub(super) notes: Vec<String>,
}

/// A label of a row in the text, as items.
#[derive(Debug, Clone, Copy)]
struct Occurrence {
    row: usize,
    first: usize,
    last: usize,
    /// Parts of a hundred that are the same as on the form.
    quality: i32,
}

/// A run that may be a row.
#[derive(Debug)]
struct Candidate<'a> {
    /// Index of the item it begins at.
    item: usize,
    run: Run<'a>,
    /// One of several rows in a run without labels between.
    one_of_several: bool,
}

/// Labels, and runs, of one stretch that are looked at: the largest table of any edition has a tenth of it.
const MOST_LABELS: usize = 400;

/// Fewer values are a page number, or a stray cell.
const SHORTEST_ROW: usize = 3;

/// Items with words before a run that are looked at where each cell is a line.
const LABEL_LINES: usize = 4;

/// Tables of one document whose rows are decided by their sums, at most.
const MOST_DECIDED: usize = 20;

/// Finds the table.
pub(super) fn read<'a>(material: &Material<'a>, matches: &[Match]) -> Requests<'a> {
    let occurrences: Vec<Occurrence> = matches
        .iter()
        .filter_map(|m| match m.term {
            Term::Request(row) => Some(Occurrence {
                row,
                first: material.item_at(m.start),
                last: material.item_at(m.end - 1),
                quality: 100,
            }),
            _ => None,
        })
        .collect();
    let mut found = Requests::default();
    for span in spans::spans(material, &occurrences, matches) {
        let (rows, notes) = match by_column::read(material, span, &mut found.notes) {
            Some(rows) => (rows, Vec::new()),
            None => {
                let part = Part::new(material, &occurrences, span);
                let Some(mut rows) = part.rows() else { continue };
                let mut notes = part.notes(&rows);
                if found.spans.len() < MOST_DECIDED {
                    decide::rows(&mut rows, &mut notes);
                }
                (rows, notes)
            }
        };
        found.notes.extend(notes);
        found.spans.push(span);
        merge(&mut found, rows);
    }
    found
}

/// Adds the rows of one part of the document: a table split over pages or files goes on, a second
/// copy must say the same.
fn merge<'a>(found: &mut Requests<'a>, rows: Vec<Row<'a>>) {
    let mut copies = 0;
    for row in rows {
        let Some(known) = found.rows.iter_mut().find(|known| known.indicator == row.indicator) else {
            found.rows.push(row);
            continue;
        };
        let told = |row: &Row<'_>| row.cells.iter().any(Option::is_some);
        if !told(known) || !told(&row) {
            if told(&row) {
                *known = row;
            }
            continue;
        }
        copies += 1;
        let text = |cell: &Option<Piece<'_>>| cell.map(|cell| cell.text.trim().to_owned());
        if !known.cells.iter().zip(&row.cells).all(|(a, b)| text(a) == text(b)) && known.doubt.is_none() {
            known.doubt = Some("文中另有一处印着不同的数".to_owned());
        }
    }
    if copies > 0 {
        found.notes.push("申请情况表在文中不止一处，取先见的一处".to_owned());
    }
}

/// A stretch of the document being aligned.
struct Part<'m, 'a> {
    material: &'m Material<'a>,
    span: (usize, usize),
    occurrences: Vec<Occurrence>,
    candidates: Vec<Candidate<'a>>,
    /// What the words on each candidate's own line say.
    own: Vec<Option<Own>>,
    header: Header,
    /// For each item of the stretch, the runs before it: of more than one value, and all.
    runs: Vec<(usize, usize)>,
}

impl<'m, 'a> Part<'m, 'a> {
    fn new(material: &'m Material<'a>, occurrences: &[Occurrence], span: (usize, usize)) -> Self {
        let from = occurrences.partition_point(|o| o.first < span.0);
        let inside = occurrences[from..].iter().take_while(|o| o.first < span.1).filter(|o| o.last < span.1);
        let occurrences: Vec<Occurrence> = inside.take(MOST_LABELS).copied().collect();
        let header = Header::of(material, span);
        let (candidates, own) = (Vec::new(), Vec::new());
        let runs = runs::before(material, span);
        let mut part = Self { material, span, occurrences, candidates, own, header, runs };
        part.whole_cells();
        part.misspelt();
        part.candidates = part.find_candidates();
        part.own = part.own_labels();
        part
    }

    /// Short labels that count only as a whole cell: 其他, 总计.
    fn whole_cells(&mut self) {
        let mut known: HashSet<(usize, usize)> = self.occurrences.iter().map(|o| (o.row, o.first)).collect();
        for n in self.span.0..self.span.1 {
            let Item::Text { line, piece, .. } = &self.material.items[n] else { continue };
            let beside = matches!(self.material.items.get(n + 1), Some(Item::Run(run)) if run.line == *line || run.loose);
            for term in LABELS.whole(piece.text) {
                if let Term::Request(row) = *term
                    && beside
                    && self.occurrences.len() < 2 * MOST_LABELS
                    && known.insert((row, n))
                {
                    self.occurrences.push(Occurrence { row, first: n, last: n, quality: 100 });
                }
            }
        }
    }

    /// Rows whose label is not there letter by letter.
    fn misspelt(&mut self) {
        let mut text: Vec<char> = Vec::new();
        let mut items: Vec<usize> = Vec::new();
        for n in self.span.0..self.span.1 {
            if let Item::Text { key, .. } = &self.material.items[n] {
                text.extend(self.material.text[key.clone()].chars());
                items.resize(text.len(), n);
            }
        }
        self.hide_known(&mut text, &items);
        for (row, label) in LABELS.requests.iter().enumerate() {
            if self.occurrences.iter().any(|o| o.row == row) {
                continue;
            }
            let best = label.cores.iter().filter_map(|core| {
                let pattern: Vec<char> = core.chars().collect();
                // a short one stands inside others
                let long = pattern.len() >= SHORTEST_MISSPELT;
                let near = long
                    .then(|| nearest(&pattern, &text, pattern.len() / 3))
                    .flatten()
                    .filter(|near| near.end > near.start)?;
                Some((100 - (near.distance * 100 / pattern.len()) as i32, near))
            });
            if let Some((quality, near)) = best.max_by_key(|(quality, _)| *quality) {
                let (first, last) = (items[near.start], items[near.end - 1]);
                self.occurrences.push(Occurrence { row, first, last, quality });
            }
        }
    }

    /// Blots out the labels already found, so that no other label is seen in them.
    fn hide_known(&self, text: &mut [char], items: &[usize]) {
        for occurrence in self.occurrences.iter().filter(|o| o.first == o.last) {
            let begin = items.partition_point(|&n| n < occurrence.first);
            let end = items.partition_point(|&n| n <= occurrence.first);
            if end - begin > LONGEST_CELL {
                continue;
            }
            let known: Vec<&str> = LABELS.requests[occurrence.row].cores.iter().map(String::as_str).collect();
            let cell: String = text[begin..end].iter().collect();
            if let Some((at, core)) = known.iter().find_map(|core| cell.find(core).map(|at| (at, core))) {
                let skip = cell[..at].chars().count();
                text[begin + skip..begin + skip + core.chars().count()].fill('\u{fffd}');
            }
        }
    }

    /// Runs that may be rows: of a value for each applicant, or beside a label of the table.
    fn find_candidates(&self) -> Vec<Candidate<'a>> {
        let mut candidates: Vec<Candidate<'a>> = Vec::new();
        let width = self.header.width();
        for (item, run) in runs::joined(self.material, self.span, width) {
            let rows = if run.loose && run.cells.len() % width == 0 { run.cells.len() / width } else { 1 };
            let length = run.cells.len() / rows;
            candidates.extend(run.cells.chunks(length.max(1)).map(|cells| Candidate {
                item,
                run: Run { cells: cells.to_vec(), ..run.clone() },
                one_of_several: rows > 1,
            }));
        }
        candidates.truncate(MOST_LABELS);
        candidates.retain(|c| self.may_be_row(c));
        candidates
    }

    fn may_be_row(&self, candidate: &Candidate<'a>) -> bool {
        let run = &candidate.run;
        let beside = self.occurrences.iter().any(|o| self.stands(o, candidate) >= weight::AROUND);
        let own = || TARGETS.weigh(&self.own_texts(candidate), None).is_some_and(|own| !own.strange);
        if run.cells.iter().all(|cell| cell.kind == Kind::Blank) {
            return run.cells.len() >= self.header.width() && (beside || own());
        }
        beside || columns::of_row(run, &self.header).is_ok() || run.cells.len() >= SHORTEST_ROW && own()
    }

    /// What the place of a label says for its row.
    fn stands(&self, label: &Occurrence, candidate: &Candidate<'_>) -> i32 {
        steps::count(1);
        let item = candidate.item;
        let same_line = |n: usize| {
            matches!(&self.material.items[n], Item::Text { line, piece, .. }
                if *line == candidate.run.line && (n < item || piece.columns.is_none()))
        };
        if same_line(label.last) || same_line(label.first) {
            return weight::SAME_LINE;
        }
        if label.first < item && item < label.last {
            return weight::AROUND;
        }
        let before = label.last < item;
        let between = if before { label.last + 1..item } else { item + 1..label.first };
        let runs = self.candidates_between(&between);
        let texts = between.len() - runs.1;
        match (runs.0, before) {
            (0, true) if texts == 0 => weight::JUST_BEFORE,
            (0, true) => weight::BEFORE,
            (0, false) if texts == 0 => weight::JUST_AFTER,
            (0, false) => weight::AFTER,
            (n, _) => (weight::NEAR - weight::NEAR_STEP * n as i32).max(NEUTRAL),
        }
    }

    /// Runs of more than one value between two items, and all runs.
    fn candidates_between(&self, items: &std::ops::Range<usize>) -> (usize, usize) {
        let before = |n: usize| self.runs[n - self.span.0];
        let ((rows, all), (rows_after, all_after)) = (before(items.start), before(items.end));
        (rows_after - rows, all_after - all)
    }

    /// What the words on each candidate's own line say.
    fn own_labels(&self) -> Vec<Option<Own>> {
        let mut group = None;
        let mut at = self.span.0;
        let mut found = Vec::with_capacity(self.candidates.len());
        for candidate in &self.candidates {
            for item in &self.material.items[at..candidate.item.max(at)] {
                if let Item::Text { piece, key, .. } = item {
                    group = TARGETS.heading(piece.text, &self.material.text[key.clone()]).or(group);
                }
            }
            at = candidate.item.max(at);
            // a number on a line of its own is no row
            if candidate.run.loose && candidate.run.cells.len() < SHORTEST_ROW {
                found.push(None);
                continue;
            }
            let texts = self.own_texts(candidate);
            let own = self.broken_label(candidate, texts.is_empty());
            found.push(own.or_else(|| TARGETS.weigh(&texts, group)));
        }
        found
    }

    /// The words on a candidate's own line; where each cell is a line, those just before it.
    fn own_texts(&self, candidate: &Candidate<'a>) -> Vec<&'a str> {
        let before = self.material.items[self.span.0..candidate.item].iter().rev();
        let text = |item: &Item<'a>| match item {
            Item::Text { piece, .. } => Some(piece.text),
            _ => None,
        };
        let own_line =
            |item: &&Item<'a>| matches!(item, Item::Text { line, .. } if *line == candidate.run.line);
        let mut texts: Vec<&str> = before.clone().take_while(own_line).filter_map(text).collect();
        if texts.is_empty() && candidate.run.loose && !candidate.one_of_several {
            texts = before.map_while(text).take(LABEL_LINES).collect();
            let of_rows = |text: &&&str| LABELS.whole(text).iter().any(|t| matches!(t, Term::Request(_)));
            // labels of several rows in front of their runs
            if texts.iter().filter(of_rows).count() > 1 {
                texts.clear();
            }
        }
        texts.reverse();
        texts
    }

    /// A label of several pieces, one of them on the candidate's line.
    fn broken_label(&self, candidate: &Candidate<'_>, alone: bool) -> Option<Own> {
        let line = |n: usize| matches!(&self.material.items[n], Item::Text { line, .. } if *line == candidate.run.line);
        let broken =
            |o: &&Occurrence| o.first < o.last && o.quality == 100 && (line(o.first) || line(o.last));
        let mut found = self.occurrences.iter().filter(broken).filter(|_| !alone);
        let (one, None) = (found.next()?, found.next()) else { return None };
        let mut evidence = vec![own::BARRED; TARGETS.all.len()];
        evidence[TARGETS.of_row[one.row]] = weight::SAME_LINE;
        Some(Own { evidence, strange: false, several: false })
    }

    /// The evidence of a candidate for every target, and its price if it is left out.
    fn evidence(&self, candidate: &Candidate<'_>, own: Option<&Own>) -> (Vec<i32>, i32) {
        if let Some(own) = own {
            let price = if own.strange { weight::STRANGE_PRICE } else { weight::PRICE };
            let mut evidence = own.evidence.clone();
            // a heading beside blank cells counts less than the rows around it, among which it may be printed
            let blank = candidate.run.cells.iter().all(|cell| cell.kind == Kind::Blank);
            if blank && own.is_heading() {
                evidence.iter_mut().for_each(|evidence| *evidence = (*evidence).min(weight::STRANGE_PRICE));
                return (evidence, weight::STRANGE_PRICE);
            }
            return (evidence, price);
        }
        let mut evidence: Vec<i32> = TARGETS
            .all
            .iter()
            .map(|target| if matches!(target, Target::Group(_)) { weight::NEVER } else { NEUTRAL })
            .collect();
        for label in &self.occurrences {
            let weight = self.stands(label, candidate) * label.quality / 100;
            let target = &mut evidence[TARGETS.of_row[label.row]];
            *target = (*target).max(weight);
        }
        if candidate.run.cells.len() < SHORTEST_ROW {
            let less = |value: i32| value * weight::SHORT / 100;
            return (evidence.into_iter().map(less).collect(), weight::SHORT_PRICE);
        }
        (evidence, weight::PRICE)
    }

    /// The rows found; none if this is no table.
    fn rows(&self) -> Option<Vec<Row<'a>>> {
        let labels: HashSet<usize> = self.occurrences.iter().map(|o| o.row).collect();
        if labels.len() < 2 || self.candidates.is_empty() {
            return None;
        }
        let (alignment, evidence) = self.align();
        let mut rows: Vec<Row<'a>> =
            (0..LABELS.requests.len()).filter_map(|row| self.row(row, &alignment, &evidence)).collect();
        if rows.len() >= SHORTEST_ROW {
            self.without_figures(&mut rows);
        }
        (!rows.is_empty()).then_some(rows)
    }

    /// Adds the rows whose labels are there and nothing else.
    fn without_figures(&self, rows: &mut Vec<Row<'a>>) {
        for n in self.span.0..self.span.1 {
            let Item::Text { line, piece, .. } = &self.material.items[n] else { continue };
            let figures = |item: &Item<'_>| matches!(item, Item::Run(run) if run.line == *line || run.loose);
            if self.material.items.get(n + 1).is_some_and(figures) {
                continue;
            }
            let own = TARGETS.weigh(&[piece.text], None).filter(|own| !own.several);
            let best =
                own.iter().flat_map(|own| own.evidence.iter().zip(&TARGETS.all)).max_by_key(|(e, _)| **e);
            let Some((_, Target::Row(row))) = best.filter(|(evidence, _)| **evidence >= own::CERTAIN) else {
                continue;
            };
            let indicator = LABELS.requests[*row].name;
            let stands_alone =
                crate::report::form::indicator(indicator).is_some_and(|i| i.stands_for.is_empty());
            let heading = LABELS.whole(piece.text).iter().any(|term| matches!(term, Term::Applicant(_)));
            if stands_alone && !heading && rows.iter().all(|row| row.indicator != indicator) {
                let untold = Some("有此行，未见数字".to_owned());
                rows.push(Row { indicator, untold, ..Row::of(*piece) });
            }
        }
    }

    /// Aligns with and without the rows of which one stands for the others.
    fn align(&self) -> (Alignment, Vec<Vec<i32>>) {
        let (evidence, price): (Vec<Vec<i32>>, Vec<i32>) =
            self.candidates.iter().zip(&self.own).map(|(c, own)| self.evidence(c, own.as_ref())).unzip();
        let parts = stands_for();
        let variants =
            [vec![], parts.iter().map(|p| p.0).collect(), parts.iter().flat_map(|p| p.1.clone()).collect()];
        let all = |(n, barred): (usize, Vec<usize>)| {
            let mut evidence = evidence.clone();
            for row in evidence.iter_mut() {
                barred.iter().for_each(|&r| row[TARGETS.of_row[r]] = weight::NEVER);
            }
            let alignment = align(&evidence, &price, TARGETS.all.len());
            // both kinds of rows at once is the least likely
            let score = alignment.score - if n == 0 { weight::PRICE } else { 0 };
            (score, alignment, evidence)
        };
        let best = variants.into_iter().enumerate().map(all).max_by_key(|(score, ..)| *score);
        best.map(|(_, alignment, evidence)| (alignment, evidence)).expect("there are three variants")
    }

    fn row(&self, row: usize, alignment: &Alignment, evidence: &[Vec<i32>]) -> Option<Row<'a>> {
        let indicator = LABELS.requests[row].name;
        let row = TARGETS.of_row[row];
        let chosen = alignment.candidates[row];
        let values = |c: usize| self.candidates[c].run.cells.iter().map(|cell| cell.text.trim());
        let differs = |c: usize| chosen.is_none_or(|chosen| !values(c).eq(values(chosen)));
        let unsure = alignment.margin(row, differs) < weight::MARGIN;
        let Some(chosen) = chosen else {
            // a row left empty is in doubt only if some run could as well be its own
            let near = |&c: &usize| evidence[c][row] >= NEUTRAL;
            let other = (0..self.candidates.len()).filter(near).find(|_| unsure)?;
            let first = *self.candidates[other].run.cells.first()?;
            let doubt = Some("行名与数字对不上：有一行数字不知属于哪一行".to_owned());
            return Some(Row { indicator, doubt, ..Row::of(first) });
        };
        let run = &self.candidates[chosen].run;
        let first = *run.cells.first()?;
        let several = self.own[chosen].as_ref().is_some_and(|own| own.several);
        if self.is_beside_stray(chosen, alignment) {
            let untold = Some("相邻的一行数字不知属于哪一行，此行未必是空白".to_owned());
            return Some(Row { indicator, untold, ..Row::of(first) });
        }
        let unsure = unsure || several;
        let doubt = unsure.then(|| format!("行名与数字的对应不能确定（{}）", columns::printed(run)));
        let doubt = doubt.or_else(|| decide::cut_and_lost(run));
        Some(match columns::of_row(run, &self.header) {
            Ok(cells) => Row { indicator, cells, doubt, ..Row::of(first) },
            Err(why) => {
                let loose = if unsure { Vec::new() } else { run.cells.clone() };
                Row { indicator, untold: Some(why), loose, ..Row::of(first) }
            }
        })
    }

    /// Whether a row is blank and figures beside it are of no row: they may be its own, under a label that was misread.
    fn is_beside_stray(&self, chosen: usize, alignment: &Alignment) -> bool {
        let blank = |n: usize| self.candidates[n].run.cells.iter().all(|cell| cell.kind == Kind::Blank);
        let stray =
            |n: usize| n < self.candidates.len() && !blank(n) && !alignment.candidates.contains(&Some(n));
        blank(chosen) && (chosen.checked_sub(1).is_some_and(stray) || stray(chosen + 1))
    }

    /// What was passed over, with its figures.
    fn notes(&self, rows: &[Row<'a>]) -> Vec<String> {
        let mut notes = Vec::new();
        for (candidate, own) in self.candidates.iter().zip(&self.own) {
            let first = candidate.run.cells[0].place;
            let taken = rows
                .iter()
                .any(|row| row.first.place == first && row.first.text == candidate.run.cells[0].text);
            if taken {
                continue;
            }
            let figures = columns::printed(&candidate.run);
            let label = self.own_texts(candidate).last().map(|text| text.trim());
            notes.push(match label.filter(|_| own.is_some()) {
                Some(label) => format!("“{label}”不是规定的行，未计入（{figures}）"),
                None => format!("申请情况表中有一行数字不知属于哪一行（{figures}）"),
            });
        }
        notes
    }
}

/// Rows that stand for others, with those they stand for.
fn stands_for() -> Vec<(usize, Vec<usize>)> {
    let position = |key: &str| LABELS.requests.iter().position(|label| label.name == key);
    LABELS
        .requests
        .iter()
        .enumerate()
        .filter_map(|(n, label)| {
            let parts = crate::report::form::indicator(label.name)?.stands_for;
            (!parts.is_empty()).then(|| (n, parts.iter().filter_map(|key| position(key)).collect()))
        })
        .collect()
}

/// The applicants, for a row's cells.
pub(super) fn applicants() -> impl Iterator<Item = (usize, Applicant)> {
    Applicant::ALL.into_iter().enumerate()
}
