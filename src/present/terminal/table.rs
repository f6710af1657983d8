//! Any [`Answer`] for a person: columns side by side, or entries with a paragraph each.

use std::io::{self, Write};

use crate::present::answer::{Answer, Layout, Value};
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
    match answer.layout {
        Layout::Table => write_table(answer, screen, out)?,
        Layout::Entries => write_entries(answer, screen, out)?,
    }
    for (n, remark) in answer.remarks.iter().enumerate() {
        let gap = if n == 0 && !answer.rows.is_empty() { "\n" } else { "" };
        writeln!(out, "{gap}{}", cleanse(remark))?;
    }
    Ok(())
}

fn write_table(answer: &Answer, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    if answer.rows.is_empty() {
        return Ok(());
    }
    let shown: Vec<usize> = (0..answer.columns.len()).filter(|n| !answer.columns[*n].detail).collect();
    let mut widths: Vec<usize> = shown.iter().map(|n| width(&answer.columns[*n].key)).collect();
    let mut cells = Vec::with_capacity(answer.rows.len());
    for row in &answer.rows {
        let texts: Vec<String> = shown.iter().map(|n| on_one_line(&row[*n])).collect();
        for (wide, text) in widths.iter_mut().zip(&texts) {
            *wide = (*wide).max(width(text));
        }
        cells.push(texts);
    }
    fit(&mut widths, screen);
    let right: Vec<bool> = shown.iter().map(|n| answer.rows.iter().all(|r| to_the_right(&r[*n]))).collect();
    let mut line = String::new();
    let heads: Vec<String> = shown.iter().map(|n| answer.columns[*n].key.clone()).collect();
    push_row(&heads, &widths, &right, &mut line);
    writeln!(out, "{}", screen.paint(Style::Faint, line.trim_end_matches(['\n', ' '])))?;
    for texts in &cells {
        line.clear();
        push_row(texts, &widths, &right, &mut line);
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

fn to_the_right(value: &Value) -> bool {
    value.is_number() || *value == Value::Null
}

fn on_one_line(value: &Value) -> String {
    let text = value.shown();
    let text = cleanse(&text);
    if text.contains('\n') { text.replace('\n', " ") } else { text.into_owned() }
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

fn write_entries(answer: &Answer, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let shown: Vec<usize> = (0..answer.columns.len()).filter(|n| !answer.columns[*n].detail).collect();
    let Some((last, heads)) = shown.split_last() else { return Ok(()) };
    for (n, row) in answer.rows.iter().enumerate() {
        let head: Vec<String> =
            heads.iter().map(|n| on_one_line(&row[*n])).filter(|text| !text.is_empty()).collect();
        let gap = if n == 0 { "" } else { "\n" };
        writeln!(out, "{gap}{}", screen.paint(Style::Strong, &head.join("  ")))?;
        let text = row[*last].shown();
        let text = cleanse(&text);
        let lines = match screen.columns {
            Some(columns) => wrap(&text, columns.saturating_sub(2)),
            None => text.split('\n').map(str::to_owned).collect(),
        };
        for line in lines {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}
