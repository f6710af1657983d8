//! A sum over a scope for a person: the statutory tables, and where the office's own report differs.

use std::io::{self, Write};

use crate::archive::query::rollup::Rollup;
use crate::language::in_cell;
use crate::present::form_table::{form_table, label_of};
use crate::present::grid::Mark;
use crate::present::terminal::{Screen, Style, cleanse, draw};

/// Writes the sums, with the cells marked that differ from the office's own report.
///
/// # Errors
/// What the writer says.
pub fn write_rollup(rollup: &Rollup, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let head = format!("{} {}：{} 份年报之和", rollup.agency, rollup.year, rollup.offices.len());
    writeln!(out, "{}", screen.paint(Style::Strong, &cleanse(&head)))?;
    writeln!(out, "包括：{}", cleanse(&rollup.offices.join("、")))?;
    for (what, offices) in [("缺年报", &rollup.missing), ("格式不同，未计入", &rollup.other_form)]
    {
        if !offices.is_empty() {
            writeln!(out, "{what}：{}", cleanse(&offices.join("、")))?;
        }
    }
    if let Some(edition) = rollup.form.edition() {
        let figures = rollup.figures();
        for section in edition.tables.iter().map(|table| table.section) {
            let mut grid = form_table(edition, section, &figures);
            grid.mark_all(rollup.differences().map(|cell| ((cell.indicator, cell.applicant), Mark::Error)));
            writeln!(out)?;
            out.write_all(draw(&grid, screen).as_bytes())?;
        }
    }
    writeln!(out)?;
    for cell in rollup.differences() {
        let (Some(sum), Some(own)) = (cell.sum, cell.own) else { continue };
        writeln!(out, "{}：各机关之和 {sum}，本级年报 {own}", label_of(cell.indicator, cell.applicant))?;
        for part in &cell.parts {
            let value = part.value.map_or_else(
                || in_cell("state", part.state.name(), screen.language).to_owned(),
                |value| value.to_string(),
            );
            writeln!(out, "    {} {value}", cleanse(&part.agency))?;
        }
    }
    let verdict = match (rollup.own_report, rollup.missing.is_empty() && rollup.other_form.is_empty()) {
        (false, _) => "本级没有年报，未比较",
        (true, false) => "范围不全，未与本级年报比较",
        (true, true) if rollup.differences().next().is_none() => "与本级年报一致",
        (true, true) => "与本级年报不一致",
    };
    writeln!(out, "{verdict}")
}
