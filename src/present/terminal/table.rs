//! Any [`Answer`] for a person: columns side by side.

use std::io::{self, Write};

use crate::archive::query::{Table, Value};
use crate::present::answer::{Answer, plain};
use crate::present::terminal::cleanse::cleanse;
use crate::present::terminal::screen::{Screen, Style};
use crate::present::terminal::width::{width, wrap};

/// Writes an answer.
///
/// # Errors
/// What the writer says.
pub fn write_answer(answer: &Answer, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    if !answer.title.is_empty() {
        writeln!(out, "{}\n", screen.paint(Style::Strong, &cleanse(&answer.title)))?;
    }
    write_table(answer, screen, out)?;
    for (n, remark) in answer.remarks.iter().enumerate() {
        let gap = if n == 0 && !answer.table.rows.is_empty() { "\n" } else { "" };
        writeln!(out, "{gap}{}", cleanse(remark))?;
    }
    Ok(())
}

fn write_table(answer: &Answer, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let Table { columns, rows } = &answer.table;
    if rows.is_empty() {
        return Ok(());
    }
    let shown = answer.shown_columns();
    let heads: Vec<String> = shown.iter().map(|n| columns[*n].clone()).collect();
    let mut widths: Vec<usize> = heads.iter().map(|head| width(head)).collect();
    let mut cells = Vec::with_capacity(rows.len());
    for row in rows {
        let texts = texts(answer, row, &shown);
        for (wide, text) in widths.iter_mut().zip(&texts) {
            *wide = (*wide).max(width(text));
        }
        cells.push(texts);
    }
    fit(&mut widths, screen);
    let right: Vec<bool> = shown.iter().map(|n| rows.iter().all(|r| is_number(&r[*n]))).collect();
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

/// The cells of a row that are shown, each on one line and harmless.
fn texts(answer: &Answer, row: &[Value], shown: &[usize]) -> Vec<String> {
    let figure = answer.figure();
    let text = |n: &usize| {
        let text = figure.map_or_else(|| plain(&row[*n]), |figure| figure.cell(row, *n));
        cleanse(&text).replace('\n', " ")
    };
    shown.iter().map(text).collect()
}

fn is_number(value: &Value) -> bool {
    !matches!(value, Value::Text(_))
}

/// Narrows the widest columns until the row fits; none below eight columns.
fn fit(widths: &mut [usize], screen: &Screen) {
    let Some(columns) = screen.columns else { return };
    let room = columns.saturating_sub(2 * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|wide| **wide > 8) else { break };
        *widest -= 1;
    }
}

/// Adds a row, over several lines where a cell has to be broken.
fn push_row(texts: &[String], widths: &[usize], right: &[bool], out: &mut String) {
    let broken: Vec<Vec<String>> = texts
        .iter()
        .zip(widths)
        .map(|(text, wide)| if width(text) > *wide { wrap(text, *wide) } else { vec![text.clone()] })
        .collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(1);
    for line in 0..height {
        let start = out.len();
        for (n, lines) in broken.iter().enumerate() {
            let text = lines.get(line).map_or("", String::as_str);
            let blanks = widths[n].saturating_sub(width(text));
            if n > 0 {
                out.push_str("  ");
            }
            if right[n] {
                out.extend(std::iter::repeat_n(' ', blanks));
                out.push_str(text);
            } else {
                out.push_str(text);
                out.extend(std::iter::repeat_n(' ', blanks));
            }
        }
        out.truncate(start + out[start..].trim_end().len());
        out.push('\n');
    }
}
