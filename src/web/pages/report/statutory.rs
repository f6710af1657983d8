//! A statutory table in the official layout: heads with their scope, every figure leading to its trend, signs
//! for the findings that speak of it, and below it what is remarkable about single cells.

use maud::{Markup, html};

use super::findings::{Place, of_place, sign};
use crate::archive::query::browse::Kept;
use crate::archive::query::review::Judged;
use crate::present::form_table::{form_table, label_of};
use crate::present::grid::{Align, Cell, Grid, Mark};
use crate::present::page::mark;
use crate::report::form::Applicant;
use crate::report::{Figure, Report};
use crate::web::pages::encoded;
use crate::web::pages::frame::wide;

/// The key of a cell.
type Key = (&'static str, Option<Applicant>);

/// The anchor of a cell.
pub(super) fn cell_anchor(indicator: &str, applicant: Option<Applicant>) -> String {
    match applicant {
        Some(applicant) => format!("c-{indicator}-{}", applicant.key()),
        None => format!("c-{indicator}"),
    }
}

/// The table of a section with what is said about it; nothing for a section that has none.
pub(super) fn statutory(kept: &Kept, number: u8, findings: &[Judged], places: &[Place]) -> Markup {
    let report = &kept.report;
    let Some(edition) = report.form.edition().filter(|edition| edition.table(number).is_some()) else {
        return html! {};
    };
    let mut grid = form_table(edition, number, &report.figures);
    for judged in findings.iter().filter(|judged| judged.waived.is_none()) {
        for cell in &judged.finding.cells {
            grid.mark(cell.indicator, cell.applicant, mark(judged.finding.severity));
        }
    }
    let noted = noted(report, &grid);
    let name = edition.headings.iter().find(|heading| heading.number == number).map_or("", |h| h.title);
    html! {
        (wide(&format!("{name}表"), html! {
            table.form {
                caption.unseen { (name) }
                @for row in 0..grid.height() {
                    tr { @for cell in grid.cells.iter().filter(|cell| cell.row == row) { (shown(cell, &grid, kept, (findings, &noted))) } }
                }
            }
        }))
        (remarks(&noted))
        (of_place(findings, places, Place::Table(number)))
    }
}

fn shown(cell: &Cell, grid: &Grid, kept: &Kept, (findings, noted): (&[Judged], &[&Figure])) -> Markup {
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
    let named = |finding: &&(usize, &Judged)| {
        finding.1.finding.cells.iter().any(|cell| (cell.indicator, cell.applicant) == key)
    };
    let told: Vec<(usize, &Judged)> = findings.iter().enumerate().collect();
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
            @if let Some(figure) = noted.iter().find(|figure| (figure.indicator, figure.applicant) == key) {
                a.sign.note href=(format!("#{}", note_anchor(figure))) aria-label=(format!("说明：{}", label_of(key.0, key.1))) { "注" }
            }
            @for (n, judged) in told.iter().filter(named) { (sign(*n, judged)) }
        }
    }
}

fn trend_address(agency: &str, (indicator, applicant): Key) -> String {
    let applicant = match applicant {
        Some(applicant) if applicant != Applicant::Total => format!("&applicant={}", applicant.key()),
        _ => String::new(),
    };
    format!("/trend?indicator={indicator}{applicant}&agency={}", encoded(agency))
}

/// The figures of a table of which there is something to say: a remark, a doubt, a correction by hand.
fn noted<'a>(report: &'a Report, grid: &Grid) -> Vec<&'a Figure> {
    let in_grid = |figure: &&Figure| {
        grid.cells.iter().any(|cell| cell.figure == Some((figure.indicator, figure.applicant)))
    };
    let said = |figure: &&Figure| figure.remark.is_some() || figure.doubt.is_some();
    report.figures.iter().filter(said).filter(in_grid).collect()
}

fn note_anchor(figure: &Figure) -> String {
    cell_anchor(figure.indicator, figure.applicant).replacen('c', "n", 1)
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
