//! Tables of a report that are not of the form, as they are printed, each in the section that has it.

use maud::{Markup, html};

use crate::report::Report;
use crate::web::pages::frame::wide;

/// The tables of a section, by its position; those before the first section where none is given.
pub(super) fn tables(report: &Report, section: Option<usize>) -> Markup {
    let numbered = report.other_tables.iter().enumerate();
    html! {
        @for (n, table) in numbered.filter(|(_, table)| report.section_of(table) == section) {
            @let name = table.title.clone().unwrap_or_else(|| format!("第{}张其他表格", n + 1));
            div id=(format!("t{}", n + 1)) {
                (wide(&name, html! {
                    table.list {
                        caption { (name) }
                        tbody { @for row in &table.rows { tr { @for cell in row { td { (cell) } } } } }
                    }
                }))
            }
        }
    }
}
