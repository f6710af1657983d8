//! The hits of a search for a person: where, and the words around, with the hits marked.

use std::io::{self, Write};

use crate::archive::query::search::{Count, Found, Hit};
use crate::language::Message;
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
        let table = hit.table.as_ref().map(|table| format!("  {}", table.label())).unwrap_or_default();
        let kind = hit.kind.map(|kind| format!("  {}", kind.label())).unwrap_or_default();
        let passages =
            |count| format!("  {}", Message::of("page.passages").with("count", count).say(screen.language));
        let more = hit.passages.map(passages).unwrap_or_default();
        let head = format!("{}. {} {}{section}{table}{kind}{more}", offset + n + 1, hit.agency, hit.year);
        writeln!(out, "{}", screen.paint(Style::Strong, &cleanse(&head)))?;
        writeln!(out, "   {}", marked(hit, screen))?;
        if hit.same > 0 {
            let same = format!("   另有 {} 个机关相同", hit.same);
            writeln!(out, "{}", screen.paint(Style::Faint, &same))?;
        }
        writeln!(out)?;
    }
    let total = match found.hits.len() {
        0 => Message::of("page.total"),
        count => Message::of("page.total_shown").with("first", offset + 1).with("last", offset + count),
    };
    writeln!(out, "{}", of_all(found, total).say(screen.language))?;
    for instead in &found.instead {
        let said = Message::of("page.instead").with("how", instead.how.clone());
        writeln!(out, "{}", cleanse(&said.with("count", instead.passages).say(screen.language)))?;
    }
    for note in &found.notes {
        writeln!(out, "{}", cleanse(&note.say(screen.language)))?;
    }
    Ok(())
}

/// Writes how many passages of each year, office, section and kind match, where that was asked for.
///
/// # Errors
/// What the writer says.
pub fn write_facets(found: &Found, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    const OFFICES: usize = 20;
    let Some(facets) = &found.facets else { return Ok(()) };
    let years = facets.years.iter().map(|count| (count.year.to_string(), count.passages));
    let named = |counts: &[Count]| counts.iter().map(|c| (c.name.clone(), c.passages)).collect::<Vec<_>>();
    let groups = [
        (Message::of("page.by_year"), years.collect()),
        (Message::of("page.by_office"), named(&facets.agencies[..facets.agencies.len().min(OFFICES)])),
        (Message::of("page.by_section"), named(&facets.sections)),
        (Message::of("page.by_kind"), named(&facets.kinds)),
    ];
    for (title, counts) in groups {
        writeln!(out, "\n{}", title.say(screen.language))?;
        for (name, passages) in counts {
            writeln!(out, "  {passages:>6}  {}", cleanse(&name))?;
        }
    }
    if facets.agencies.len() > OFFICES {
        let more = Message::of("page.more_offices").with("count", facets.agencies.len() - OFFICES);
        writeln!(out, "\n{}", more.say(screen.language))?;
    }
    Ok(())
}

/// Writes how often the words occur in each year, with bars of the share of reports that have them.
///
/// # Errors
/// What the writer says.
pub fn write_trend(found: &Found, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    const BAR: usize = 40;
    let Some(facets) = &found.facets else { return Ok(()) };
    writeln!(out, "{}", Message::of("page.trend_head").say(screen.language))?;
    for count in &facets.years {
        let share = count.reports as f64 / count.of.max(1) as f64;
        let bar = "█".repeat((share * BAR as f64).round() as usize);
        writeln!(
            out,
            "{}  {:>8}  {}  {:>4.0}%  {}",
            count.year,
            count.passages,
            Message::of("page.trend_reports")
                .with("reports", format!("{:>4}", count.reports))
                .with("of", format!("{:<4}", count.of))
                .say(screen.language),
            share * 100.0,
            screen.paint(Style::Hit, &bar)
        )?;
    }
    writeln!(out, "{}", of_all(found, Message::of("page.total")).say(screen.language))
}

/// How many passages and reports there are in all.
fn of_all(found: &Found, total: Message) -> Message {
    total.with("passages", found.total_passages).with("reports", found.total_reports)
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
