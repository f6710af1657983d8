//! A table flattened to lines of text.

use super::super::axes::Choices;
use super::super::layout::{Cell, Grid};
use super::super::random::Random;
use super::super::truth::Truth;
use super::wrap::halves;

/// The lines of a table. Figures whose cells the style makes ambiguous become open.
pub(super) fn lines(grid: &Grid, choices: &Choices, truth: &mut Truth, random: &mut Random) -> Vec<String> {
    let style = match choices.on("cells in text") {
        "table four in one line" if grid.section == 4 => "one space",
        "table four in one line" => "tab",
        style => style,
    };
    open(grid, style, choices, truth);
    let rows: Vec<Vec<&str>> =
        grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    let joined = |separator: &str| -> Vec<String> { rows.iter().map(|row| row.join(separator)).collect() };
    match style {
        "one a line" => rows.concat().into_iter().map(str::to_owned).collect(),
        "one a line with bars" => rows.concat().into_iter().map(|text| format!("| {text} |")).collect(),
        "several spaces" => rows.iter().map(|row| row.join(&" ".repeat(random.between(2, 5)))).collect(),
        "aligned columns" => aligned(grid),
        "pipes with ends" => rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect(),
        "pipes without ends" => joined(" | "),
        "pipes with rule" => ruled(grid),
        "one space" => joined(" "),
        "glued" => joined(""),
        "two rows in a line" => joined(" ").chunks(2).map(|pair| pair.join(" ")).collect(),
        "table in one line" => vec![joined(" ").join(" ")],
        "columns as lines" => columns(grid),
        _ => joined("\t"),
    }
}

/// Opens the figures of rows that a reader cannot take apart.
fn open(grid: &Grid, style: &str, choices: &Choices, truth: &mut Truth) {
    let shows_blanks = match style {
        "one a line" => choices.is("blank lines", "between paragraphs"),
        "several spaces" | "one space" | "glued" | "two rows in a line" | "table in one line"
        | "columns as lines" => false,
        _ => true,
    };
    let spaced = matches!(style, "one space" | "two rows in a line" | "table in one line");
    let whole = matches!(style, "table in one line" | "columns as lines");
    let bad = |cell: &Cell| {
        let text = cell.text.trim();
        cell.figure.is_some() && ((!shows_blanks && text.is_empty()) || (spaced && text.contains(' ')))
    };
    let all_bad = whole && grid.rows.iter().flatten().any(bad);
    let groups = grid.rows.chunks(if style == "two rows in a line" { 2 } else { 1 });
    for rows in groups {
        let figures: Vec<&Cell> = rows.iter().flatten().filter(|cell| cell.figure.is_some()).collect();
        let glued = style == "glued" && figures.len() > 1;
        if all_bad || glued || figures.iter().any(|cell| bad(cell)) {
            truth.open(figures.iter().filter_map(|cell| cell.figure));
        }
    }
}

fn ruled(grid: &Grid) -> Vec<String> {
    let width = grid.width();
    let mut lines = Vec::new();
    for (n, row) in grid.unmerged(super::super::layout::Unmerged::Blank).rows.iter().enumerate() {
        let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        lines.push(format!("| {} |", texts.join(" | ")));
        if n == 0 {
            lines.push(format!("|{}", "---|".repeat(width)));
        }
    }
    lines
}

/// Every column from top to bottom.
fn columns(grid: &Grid) -> Vec<String> {
    let mut placed = grid.placed();
    placed.sort_by_key(|(row, column, _)| (*column, *row));
    placed.iter().filter(|(.., cell)| !cell.text.is_empty()).map(|(.., cell)| cell.text.clone()).collect()
}

/// Columns under each other, padded with spaces.
fn aligned(grid: &Grid) -> Vec<String> {
    let wide = |text: &str| text.chars().map(halves).sum::<usize>();
    let placed = grid.placed();
    let mut widths = vec![4; grid.width()];
    for (_, column, cell) in &placed {
        // the label or header that covers several columns widens its last one
        let covered = *column..column + cell.columns;
        let have: usize = widths[covered.clone()].iter().sum::<usize>() - 2;
        let need = wide(&cell.text);
        widths[covered.end - 1] += need.saturating_sub(have);
    }
    let mut lines = vec![String::new(); grid.rows.len()];
    for (row, column, cell) in placed {
        let start: usize = widths[..column].iter().sum();
        let line = &mut lines[row];
        let padding = start.saturating_sub(wide(line));
        line.push_str(&" ".repeat(padding));
        line.push_str(cell.text.trim());
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}
