//! Tables drawn with pipes, whole or broken, and tables pasted with tabs.
//!
//! A row of pipes is a row whatever its neighbours are: it needs no header, no rule under the header
//! and no pipe at its start. A single pipe between two cells makes a row beside others of its kind. Wide
//! and drawn pipes (`｜`, `│`) are pipes. One cell a line with a pipe after each is a table of one column, in
//! which a lone pipe is an empty cell.

use crate::extract::document::{Cell, Table};
use crate::extract::text::lines::Line;

/// How the rows of a text have their pipes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pipes {
    /// Around the rows too, or in no one way.
    Around,
    /// Between the cells only: a pipe at the end of a row has a blank cell beside it.
    Between,
}

impl Pipes {
    /// Rows with pipes between the cells only, for a text to be one of such rows.
    const FEWEST: usize = 3;

    /// How most rows of a text have them.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let rows = lines.iter().map(|line| line.words());
        let rows = rows.filter(|row| holds_pipe(row) && row.matches(PIPES).count() > 1 && !is_rule(row));
        let (mut between, mut around) = (0, 0);
        for row in rows {
            match (row.starts_with(PIPES), row.ends_with(PIPES)) {
                (false, false) => between += 1,
                (true, true) => around += 1,
                _ => {}
            }
        }
        if between >= Self::FEWEST && between > around { Self::Between } else { Self::Around }
    }
}

/// The table that begins at the first line, and the number of lines it takes.
pub(super) fn table(lines: &[Line<'_>], pipes: Pipes) -> Option<(Table, usize)> {
    let first = lines.first()?;
    if holds_pipe(first.text) || is_drawn_rule(first.text) { piped(lines, pipes) } else { tabbed(lines) }
}

/// What is drawn between cells.
const PIPES: &[char] = &['|', '｜', '│', '┃'];

fn piped(lines: &[Line<'_>], pipes: Pipes) -> Option<(Table, usize)> {
    let is_row = |n: usize, line: &Line<'_>| {
        (line.blank == 0 || line.new_page || n == 0)
            && (has_pipe(line.text)
                || is_divided(line.text)
                || is_drawn_rule(line.text)
                || is_wrapped_cell(lines, n))
    };
    let taken = lines.iter().enumerate().take_while(|(n, line)| is_row(*n, line)).count();
    let rows: Vec<&str> = lines[..taken].iter().map(|line| line.words()).collect();
    let divided = rows.iter().filter(|row| is_divided(row)).count();
    if rows.is_empty() || !rows.iter().any(|row| has_pipe(row)) && divided < 2 {
        return None;
    }
    let framed = |row: &&str| row.starts_with(PIPES) || row.ends_with(PIPES);
    // a pipe at the end of a row is its frame, or where no row has a frame the begin of a blank cell
    let whole = rows.iter().filter(|row| !framed(row)).map(|row| cells(row).len()).max().unwrap_or_default();
    let rows = rows.iter().filter(|row| !is_rule(row) && !is_drawn_rule(row)).map(|row| {
        if pipes == Pipes::Between && has_pipe(row) && row.chars().count() > 1 {
            return between(row);
        }
        let mut cells = cells(row);
        if cells.len() < whole && !row.starts_with(PIPES) && row.ends_with(PIPES) {
            cells.push(String::new());
        }
        cells
    });
    let table = table_of(rows);
    (!table.cells.is_empty()).then_some((table, taken))
}

/// A line without a pipe right after a lone pipe and before a line that closes its cell: the text of
/// a cell begun by that pipe.
fn is_wrapped_cell(lines: &[Line<'_>], n: usize) -> bool {
    let line = |n: usize| lines.get(n).map(|line| line.words());
    n > 0
        && line(n - 1) == Some("|")
        && lines.get(n + 1).is_some_and(|next| next.blank == 0 && next.words() == "|")
        && line(n).is_some_and(|words| words.chars().count() <= 60)
}

/// Whether there is any pipe: asked of every line.
fn holds_pipe(text: &str) -> bool {
    PIPES.iter().any(|pipe| text.contains(*pipe))
}

fn has_pipe(text: &str) -> bool {
    if !holds_pipe(text) {
        return false;
    }
    let text = text.trim();
    text.starts_with(PIPES)
        || !begins_with_prose(text) && (text.ends_with(PIPES) || text.matches(PIPES).count() > 1)
}

/// Characters of the longest text before the first pipe or tab of a row that begins with none; more, with a full stop, is
/// prose: a report whose lines were all run together, its tables among them. An estimate.
const LONGEST_FIRST: usize = 150;

fn begins_with_prose(text: &str) -> bool {
    let first = text.trim_start().split(|c| c == '\t' || PIPES.contains(&c)).next().unwrap_or(text);
    first.contains('。') && first.chars().nth(LONGEST_FIRST).is_some()
}

/// Whether a short line is two cells with a pipe between.
fn is_divided(text: &str) -> bool {
    holds_pipe(text) && text.matches(PIPES).count() == 1 && text.chars().count() <= 80 && !text.contains('。')
}

/// A line of drawn signs: `├──┼──┤`.
fn is_drawn_rule(text: &str) -> bool {
    let text = text.trim();
    let drawn = |c: char| ('\u{2500}'..='\u{257f}').contains(&c) || c == '+' || c == '-' || c == '=';
    text.chars().count() > 2
        && text.chars().all(drawn)
        && !text.chars().all(|c| c == '-' || c == '=' || c == '─')
}

/// The line under a header: `|---|:-:|`.
fn is_rule(row: &str) -> bool {
    row.contains('-') && row.contains("--") && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The cells of a row; the pipes at its ends are its frame.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    if row.chars().count() == 1 && row.starts_with(PIPES) {
        return vec![String::new()];
    }
    let row = row.strip_prefix(PIPES).unwrap_or(row);
    between(row.strip_suffix(PIPES).filter(|rest| !rest.ends_with('\\')).unwrap_or(row))
}

/// The cells between pipes.
fn between(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in row.chars() {
        match (c, cells.last_mut()) {
            ('|', Some(cell)) if escaped => {
                cell.pop();
                cell.push('|');
            }
            ('|' | '｜' | '│' | '┃', _) => cells.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
        escaped = c == '\\';
    }
    cells.iter().map(|cell| cell.trim().replace("**", "").replace("<br>", "\n")).collect()
}

fn tabbed(lines: &[Line<'_>]) -> Option<(Table, usize)> {
    let is_row =
        |n: usize, line: &Line<'_>| line.text.contains('\t') && (n == 0 || line.blank == 0 || line.new_page);
    let taken = lines.iter().enumerate().take_while(|(n, line)| is_row(*n, line)).count();
    let columns = lines[..taken].iter().map(|line| line.text.matches('\t').count()).max()?;
    // one tab is an indentation or a gap in a heading
    let indented = lines[..taken].iter().all(|line| !line.words().contains('\t'));
    let run_together = taken == 1 && begins_with_prose(lines[0].text);
    if (taken < 2 && columns < 3) || indented || run_together {
        return None;
    }
    let rows = lines[..taken].iter().map(|line| line.text.split('\t').map(|c| c.trim().to_owned()).collect());
    Some((table_of(rows), taken))
}

fn table_of(rows: impl Iterator<Item = Vec<String>>) -> Table {
    let mut table = Table::default();
    for (row, texts) in (0..).zip(rows) {
        table.cells.extend((0..).zip(texts).map(|(column, text)| Cell::single(row, column, text)));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::text::lines::split;

    #[test]
    fn a_report_run_together_is_no_row() {
        let text = format!("某县水务局2023年度报告 {}许可 | 3 | 处罚 | 4", "全年公开信息若干条。".repeat(20));
        assert!(table(&split(&text).lines, Pipes::Around).is_none());
        assert!(table(&split(&text.replace(" | ", "\t")).lines, Pipes::Around).is_none());
        assert!(table(&split("许可 | 全年3件。 | 4").lines, Pipes::Around).is_some());
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        let split = split(text);
        let (table, taken) = table(&split.lines, Pipes::of(&split.lines)).expect("a table");
        assert_eq!(taken, split.lines.len());
        let mut rows = vec![Vec::new(); table.height() as usize];
        for cell in table.cells {
            rows[cell.row as usize].push(cell.text);
        }
        rows
    }

    #[test]
    fn rows_may_be_broken() {
        assert_eq!(
            rows("| 甲 | 1 | 2 |\n|---|:-:|---|\n| 乙 | 3 |  |"),
            [vec!["甲", "1", "2"], vec!["乙", "3", ""]]
        );
        assert_eq!(rows("甲 | 2 | ||\n乙 | |||"), [vec!["甲", "2", "", ""], vec!["乙", "", "", ""]]);
        assert_eq!(rows("|---|---|\n| 0 | - |"), [vec!["0", "-"]]);
    }

    #[test]
    fn a_single_pipe_between_cells_makes_rows_beside_each_other() {
        assert_eq!(rows("甲 | 1\n乙 | 2"), [vec!["甲", "1"], vec!["乙", "2"]]);
        assert_eq!(rows("┌──┬──┐\n│甲│ 1 │\n├──┼──┤\n│乙││"), [vec!["甲", "1"], vec!["乙", ""]]);
        assert!(table(&split("某局｜某市\n正文。").lines, Pipes::Around).is_none());
    }

    #[test]
    fn the_last_cell_of_a_row_without_frame_may_be_blank() {
        assert_eq!(rows("甲 | 1 | 2\n乙 | 3 | "), [vec!["甲", "1", "2"], vec!["乙", "3", ""]]);
    }

    #[test]
    fn where_pipes_are_between_cells_only_the_first_may_be_blank_too() {
        assert_eq!(
            rows("甲 | 1 | 2\n乙 | 3 | 4\n丙 | 5 | 6\n | 7 | "),
            [["甲", "1", "2"], ["乙", "3", "4"], ["丙", "5", "6"], ["", "7", ""]]
        );
    }

    #[test]
    fn one_cell_a_line_is_one_column() {
        assert_eq!(rows("甲 |\n|\n| \n0 |"), [vec!["甲"], vec![""], vec![""], vec!["0"]]);
        assert_eq!(
            rows("|\n甲 |\n0 |\n|\n乙 | |||"),
            [vec![""], vec!["甲"], vec!["0"], vec![""], vec!["乙", "", "", ""]]
                .map(|row| row.into_iter().map(str::to_owned).collect::<Vec<_>>())
        );
    }

    #[test]
    fn tabs_make_a_table_but_indentation_does_not() {
        assert_eq!(rows("甲\t1\t\n乙\t\t2"), [vec!["甲", "1", ""], vec!["乙", "", "2"]]);
        assert!(table(&split("\t段落。\n\t又一段。").lines, Pipes::Around).is_none());
    }
}
