//! Any [`Answer`] for a person: columns side by side.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::archive::query::{Table, Value};
use crate::language::{Language, heading};
use crate::present::answer::{Answer, View};
use crate::present::terminal::cleanse::cleanse;
use crate::present::terminal::screen::{Screen, Style};
use crate::present::terminal::width::{width, wrap};

/// Writes an answer.
///
/// # Errors
/// What the writer says.
pub fn write_answer(answer: &Answer, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Table { columns, rows } = &answer.table;
    if rows.is_empty() {
        return Ok(());
    }
    let view = View::new(answer);
    let language = if answer.as_named { Language::English } else { screen.language };
    let name = |n: usize| heading(&columns[n], language);
    let heads: Vec<Cow<'_, str>> = view.columns.iter().map(|n| cleanse(name(*n))).collect();
    let mut widths: Vec<usize> = heads.iter().map(|head| width(head)).collect();
    let mut cells = Vec::with_capacity(rows.len());
    for row in 0..rows.len() {
        let words = |column: &usize| on_one_line(view.cell(row, *column, language));
        let texts: Vec<Cow<'_, str>> = view.columns.iter().map(words).collect();
        for (wide, text) in widths.iter_mut().zip(&texts) {
            *wide = (*wide).max(width(text));
        }
        cells.push(texts);
    }
    if !fit(&mut widths, screen) {
        return write_records(&heads, &cells, screen, out);
    }
    let right: Vec<bool> = view.columns.iter().map(|n| rows.iter().all(|row| is_number(&row[*n]))).collect();
    let mut line = String::new();
    push_row(&heads, &widths, &right, &mut line);
    writeln!(out, "{}", screen.paint(Style::Faint, line.trim_end()))?;
    for texts in &cells {
        line.clear();
        push_row(texts, &widths, &right, &mut line);
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// The text of a cell, harmless and without line breaks.
fn on_one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = match text {
        Cow::Borrowed(text) => cleanse(text),
        Cow::Owned(text) => Cow::Owned(cleanse(&text).into_owned()),
    };
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { text }
}

fn is_number(value: &Value) -> bool {
    !matches!(value, Value::Text(_))
}

/// Narrows the widest columns until the row fits, none below eight columns; whether it does.
fn fit(widths: &mut [usize], screen: &Screen) -> bool {
    let Some(columns) = screen.columns else { return true };
    let room = columns.saturating_sub(2 * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|wide| **wide > 8) else { return false };
        *widest -= 1;
    }
    true
}

/// On a screen that is too narrow for the columns: each row as lines of a heading and a cell.
fn write_records(
    heads: &[Cow<'_, str>],
    rows: &[Vec<Cow<'_, str>>],
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let head = heads.iter().map(|head| width(head)).max().unwrap_or(0);
    let room = screen.fitted().saturating_sub(head + 2).max(8);
    for (n, row) in rows.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        for (name, text) in heads.iter().zip(row).filter(|(_, text)| !text.is_empty()) {
            for (line, part) in wrap(text, room).iter().enumerate() {
                let name = if line == 0 { name.as_ref() } else { "" };
                let space = " ".repeat(head + 2 - width(name));
                writeln!(out, "{}{space}{part}", screen.paint(Style::Faint, name))?;
            }
        }
    }
    Ok(())
}

/// Adds a row, over several lines where a cell has to be broken.
fn push_row(texts: &[Cow<'_, str>], widths: &[usize], right: &[bool], out: &mut String) {
    let columns = || widths.iter().zip(right).map(|(wide, right)| (*wide, *right));
    if texts.iter().zip(widths).all(|(text, wide)| width(text) <= *wide) {
        return push_line(texts.iter().map(|text| text.as_ref()).zip(columns()), out);
    }
    let broken: Vec<Vec<String>> = texts.iter().zip(widths).map(|(text, wide)| wrap(text, *wide)).collect();
    for line in 0..broken.iter().map(Vec::len).max().unwrap_or(1) {
        let texts = broken.iter().map(|lines| lines.get(line).map_or("", String::as_str));
        push_line(texts.zip(columns()), out);
    }
}

/// Adds a line of cells, each with its width and whether it is aligned to the right.
fn push_line<'t>(cells: impl Iterator<Item = (&'t str, (usize, bool))>, out: &mut String) {
    let start = out.len();
    for (n, (text, (wide, right))) in cells.enumerate() {
        let blanks = std::iter::repeat_n(' ', wide.saturating_sub(width(text)));
        if n > 0 {
            out.push_str("  ");
        }
        if right {
            out.extend(blanks);
            out.push_str(text);
        } else {
            out.push_str(text);
            out.extend(blanks);
        }
    }
    out.truncate(start + out[start..].trim_end().len());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_too_wide_is_written_line_by_line() {
        let columns = ["agency", "year", "revision", "published", "file"].map(str::to_owned).to_vec();
        let row = ["青岩市林业和草原局", "2024", "1", "2025-01-20", "青岩市林业和草原局年报.docx"];
        let table = Table { columns, rows: vec![row.map(Value::from).to_vec()] };
        let written = |columns| {
            let screen = Screen { columns: Some(columns), language: Language::Chinese, ..Screen::default() };
            let mut out = Vec::new();
            write_answer(&Answer::from(table.clone()), &screen, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        for columns in [30, 60, 100] {
            let text = written(columns);
            assert!(text.lines().all(|line| width(line) <= columns), "{columns}: {text}");
            assert!(text.contains("机关") && text.contains("版次"), "{text}");
        }
        assert!(written(30).lines().count() > 5 && written(100).lines().count() == 2);
    }
}
