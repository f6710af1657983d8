//! What became of the remarks of a letter, for a person.

use std::io::{self, Write};

use crate::archive::query::review::follow_up::SinceLetter;
use crate::present::terminal::{Screen, Style, cleanse};

/// Writes what is settled, what is still open, and what is new.
///
/// # Errors
/// What the writer says.
pub fn write_since_letter(since: &SinceLetter, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let SinceLetter { letter, settled, open, new } = since;
    let open = open.iter().map(|one| {
        let changed = if one.changed { "（内容有变，仍不符）" } else { "" };
        (one.judged.finding.rule, format!("{}{changed}", one.judged.finding.message))
    });
    let settled = settled.iter().map(|one| (one.rule.as_str(), one.message.clone()));
    let new = new.iter().map(|judged| (judged.finding.rule, judged.finding.message.clone()));
    let lists: [(&str, Vec<(&str, String)>); 3] =
        [("已改", settled.collect()), ("未改", open.collect()), ("新出现", new.collect())];
    let counts: Vec<String> = lists.iter().map(|(name, list)| format!("{name} {} 处", list.len())).collect();
    writeln!(
        out,
        "{}",
        screen.paint(Style::Strong, &format!("{}所发函件：{}", letter.day, counts.join("，")))
    )?;
    for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        writeln!(out, "\n{}", screen.paint(Style::Strong, name))?;
        for (rule, message) in list {
            writeln!(out, "  {rule}  {}", cleanse(message))?;
        }
    }
    Ok(())
}
