//! The hits of a search for a person: where, and the words around, with the hits marked.

use std::io::{self, Write};

use crate::archive::query::search::{Found, Hit};
use crate::present::terminal::{Screen, Style, cleanse};

/// Writes hits, numbered from `offset`, and how many there are in all.
///
/// # Errors
/// What the writer says.
pub fn write_hits(found: &Found, offset: usize, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    for (n, hit) in found.hits.iter().enumerate() {
        let section = match hit.section {
            0 => String::new(),
            number => format!("  {number} {}", hit.section_title),
        };
        let head = format!("{}. {} {}{section}", offset + n + 1, hit.agency, hit.year);
        writeln!(out, "{}", screen.paint(Style::Strong, &cleanse(&head)))?;
        writeln!(out, "   {}\n", marked(hit, screen))?;
    }
    let shown = match found.hits.len() {
        0 => String::new(),
        count => format!("; shown: {} to {}", offset + 1, offset + count),
    };
    writeln!(out, "{} passages in {} reports{shown}", found.total_passages, found.total_reports)?;
    for note in &found.notes {
        writeln!(out, "{}", cleanse(note))?;
    }
    Ok(())
}

/// The snippet on one line, its hits in colour.
fn marked(hit: &Hit, screen: &Screen) -> String {
    let mut line = String::new();
    let mut done = 0;
    for mark in &hit.marks {
        if let (Some(before), Some(word)) = (hit.snippet.get(done..mark.start), hit.snippet.get(mark.clone()))
        {
            line.push_str(&cleanse(before));
            line.push_str(&screen.paint(Style::Hit, &cleanse(word)));
            done = mark.end;
        }
    }
    line.push_str(&cleanse(hit.snippet.get(done..).unwrap_or("")));
    line.replace('\n', " ")
}
