//! A statutory table in the official layout: heads with their scope, every figure leading to its trend, signs
//! for the findings that speak of it, and below it what is remarkable about single cells.

use std::collections::{HashMap, HashSet};

use maud::{Markup, html};

use super::anchors::{cell_anchor, note_anchor};
use super::findings::{Place, of_place, sign};
use crate::archive::query::browse::Kept;
use crate::archive::query::review::Judged;
use crate::present::form_table::{form_table, label_of};
use crate::present::grid::{Align, Grid, GridCell, Mark};
use crate::present::page::mark;
use crate::report::form::Applicant;
use crate::report::{Figure, Report};
use crate::web::pages::encoded;
use crate::web::pages::frame::wide;

/// Indicator and applicant of a cell.
type CellKey = (&'static str, Option<Applicant>);

/// What is said about the cells of a table, by cell.
struct Said<'a> {
    /// Positions of the findings that speak of it.
    findings: HashMap<CellKey, Vec<usize>>,
    /// The figure, where it has a remark, a doubt or a correction.
    notes: HashMap<CellKey, &'a Figure>,
}

/// The table of a section with what is said about it; nothing for a section that has none.
pub(super) fn statutory(kept: &Kept, number: u8, findings: &[Judged], places: &[Place]) -> Markup {
    let report = &kept.report;
    let Some(edition) = report.form.edition().filter(|edition| edition.table(number).is_some()) else {
        return html! {};
    };
    let mut grid = form_table(edition, number, &report.figures);
    let open = findings.iter().filter(|judged| judged.waived.is_none());
    grid.mark_all(open.flat_map(|judged| {
        let mark = mark(judged.finding.severity);
        judged.finding.cells.iter().map(move |cell| ((cell.indicator, cell.applicant), mark))
    }));
    let noted = noted(report, &grid);
    let said = Said::of(findings, &noted);
    let name = edition
        .headings
        .iter()
        .find(|heading| heading.number == number)
        .map_or_else(|| edition.table(number).map_or("", |table| table.name), |h| h.title);
    html! {
        (wide(&format!("{name}表"), html! {
            table.form {
                caption.unseen { (name) }
                @for row in 0..grid.height() {
                    tr { @for cell in grid.cells.iter().filter(|cell| cell.row == row) { (shown(cell, &grid, kept, findings, &said)) } }
                }
            }
        }))
        (remarks(&noted))
        (of_place(findings, places, Place::Table(number)))
    }
}

impl<'a> Said<'a> {
    fn of(findings: &[Judged], noted: &[&'a Figure]) -> Self {
        let mut by_cell: HashMap<CellKey, Vec<usize>> = HashMap::new();
        for (n, judged) in findings.iter().enumerate() {
            for cell in &judged.finding.cells {
                let own = by_cell.entry((cell.indicator, cell.applicant)).or_default();
                if own.last() != Some(&n) {
                    own.push(n);
                }
            }
        }
        let key = |figure: &Figure| (figure.indicator, figure.applicant);
        Self { findings: by_cell, notes: noted.iter().rev().map(|figure| (key(figure), *figure)).collect() }
    }
}

fn shown(cell: &GridCell, grid: &Grid, kept: &Kept, findings: &[Judged], said: &Said<'_>) -> Markup {
    let span = |count: usize| (count > 1).then_some(count);
    let (rows, columns) = (span(cell.rows), span(cell.columns));
    let Some(key) = cell.figure else {
        let corner = cell.row == 0 && cell.column == 0 && cell.columns < grid.width();
        return match (corner, cell.align) {
            (true, Align::Left) => html! { td.corner rowspan=[rows] colspan=[columns] { (cell.text) } },
            (_, Align::Centre) => html! { th scope="col" rowspan=[rows] colspan=[columns] { (cell.text) } },
            _ => html! { th scope="row" rowspan=[rows] colspan=[columns] { (cell.text) } },
        };
    };
    let own = said.findings.get(&key).map_or(&[][..], Vec::as_slice);
    let class = match cell.mark {
        Some(Mark::Error) => "figure error",
        Some(Mark::Warning) => "figure warning",
        Some(Mark::Doubt) => "figure info",
        None => "figure",
    };
    html! {
        td class=(class) id=(cell_anchor(key.0, key.1)) rowspan=[rows] colspan=[columns] {
            @if !cell.text.is_empty() {
                a href=(trend_address(&kept.entry.agency, key)) title=(format!("{}：各年", label_of(key.0, key.1))) { (cell.text) }
            }
            @if let Some(figure) = said.notes.get(&key) {
                a.sign.note href=(format!("#{}", note_anchor(figure))) aria-label=(format!("说明：{}", label_of(key.0, key.1))) { "注" }
            }
            @for n in own { (sign(*n, &findings[*n])) }
        }
    }
}

fn trend_address(agency: &str, (indicator, applicant): CellKey) -> String {
    let applicant = match applicant {
        Some(applicant) if applicant != Applicant::Total => format!("&applicant={}", applicant.key()),
        _ => String::new(),
    };
    format!("/trend?indicator={indicator}{applicant}&agency={}", encoded(agency))
}

/// The figures of a table of which there is something to say: a remark, a doubt, a correction by hand.
fn noted<'a>(report: &'a Report, grid: &Grid) -> Vec<&'a Figure> {
    let keys: HashSet<CellKey> = grid.cells.iter().filter_map(|cell| cell.figure).collect();
    let in_grid = |figure: &&Figure| keys.contains(&(figure.indicator, figure.applicant));
    let said = |figure: &&Figure| figure.remark.is_some() || figure.doubt.is_some();
    report.figures.iter().filter(said).filter(in_grid).collect()
}

fn remarks(noted: &[&Figure]) -> Markup {
    html! {
        @if !noted.is_empty() {
            ul.remarks aria-label="表中数字的说明" {
                @for figure in noted {
                    li id=(note_anchor(figure)) {
                        a href=(format!("#{}", cell_anchor(figure.indicator, figure.applicant))) { (label_of(figure.indicator, figure.applicant)) }
                        "："
                        @if let Some(remark) = &figure.remark { (remark) }
                        @if figure.remark.is_some() && figure.doubt.is_some() { "；" }
                        @if let Some(doubt) = &figure.doubt { "存疑：" (doubt) }
                    }
                }
            }
        }
    }
}
