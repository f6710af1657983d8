//! Problems and promises for a person: year by year, or what comes back.

use std::io::{self, Write};

use crate::archive::query::prose::problems::{Item, Problems};
use crate::archive::query::prose::repeated::Repeated;
use crate::present::terminal::{Screen, Style, cleanse};
use crate::report::problems::Kind;

/// Writes what each report names and promises, and what the next one says of it.
///
/// # Errors
/// What the writer says.
pub fn write_problems(found: &Problems, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    for (n, report) in found.reports.iter().enumerate() {
        let gap = if n == 0 { "" } else { "\n" };
        let head = cleanse(&format!("{} {}", report.agency, report.year)).into_owned();
        writeln!(out, "{gap}{}", screen.paint(Style::Strong, &head))?;
        for (kind, items) in
            [(Kind::Problem, &report.problems), (Kind::Plan, &report.plans), (Kind::Answer, &report.answers)]
        {
            items.iter().try_for_each(|item| write_item(kind, item, screen, out))?;
        }
    }
    Ok(())
}

fn write_item(kind: Kind, item: &Item, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let again = match item.before.as_slice() {
        [] => String::new(),
        years => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            format!("（{}年已提出）", years.join("、"))
        }
    };
    writeln!(out, "  {}  {}{again}", kind.label(), cleanse(&item.text))?;
    if let Some(next) = &item.next {
        let line = format!("        → {}：{}", next.year, cleanse(&next.text));
        writeln!(out, "{}", screen.paint(Style::Faint, &line))?;
    }
    Ok(())
}

/// Reports that are shown of a problem.
const EXAMPLES: usize = 8;

/// Writes problems that come back.
///
/// # Errors
/// What the writer says.
pub fn write_repeated(found: &Repeated, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    for cluster in &found.problems {
        let head = format!(
            "{}：{} 份，{} 年，{} 个机关",
            cleanse(&cluster.title),
            cluster.reports.len(),
            cluster.years,
            cluster.offices
        );
        writeln!(out, "{}", screen.paint(Style::Strong, &head))?;
        for named in cluster.reports.iter().take(EXAMPLES) {
            writeln!(out, "  {} {}  {}", cleanse(&named.agency), named.year, cleanse(&named.text))?;
        }
        let more = cluster.reports.len().saturating_sub(EXAMPLES);
        if more > 0 {
            writeln!(out, "  {}", screen.paint(Style::Faint, &format!("另有 {more} 份")))?;
        }
        for measure in &cluster.measures {
            let line = format!("  → 措施（{} 份）：{}", measure.reports, cleanse(&measure.text));
            writeln!(out, "{}", screen.paint(Style::Faint, &line))?;
        }
    }
    let more = found.total.saturating_sub(found.problems.len());
    if more > 0 {
        writeln!(out, "{}", screen.paint(Style::Faint, &format!("另有 {more} 个问题，用 --limit 显示更多")))?;
    }
    Ok(())
}
