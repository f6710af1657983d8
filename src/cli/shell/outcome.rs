//! What became of files that were added or imported, for a person and as JSON.

use std::io::{self, Write};

use serde::Serialize;

use nianbao::archive::ingest::{Fate, Filed, Order, Outcome, Summary};
use nianbao::language::Message;
use nianbao::present::grid::Mark;
use nianbao::present::terminal::{Screen, Style, cleanse};

use crate::cli::speech::Spoken;

/// What became of every file, as JSON.
#[derive(Serialize)]
pub(crate) struct Added {
    pub(crate) files: Vec<Outcome>,
    pub(crate) summary: Summary,
}

/// Writes one line for a file, and its notes below.
pub(crate) fn write_outcome(outcome: &Outcome, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    // a line break in a name would begin a line that nobody wrote
    let path = outcome.path.display().to_string().replace(['\n', '\r'], "\u{fffd}");
    let path = cleanse(&path);
    let (verb, filed) = match &outcome.fate {
        Fate::Archived(filed) => (Message::of("outcome.archived"), filed),
        Fate::AlreadyArchived(filed) => (Message::of("outcome.already_archived"), filed),
        Fate::Revised(filed) => (Message::of("outcome.revised"), filed),
        Fate::Copied(filed) => (Message::of("outcome.copy"), filed),
        Fate::Refused { reason } => {
            let verb = screen.paint(Style::Marked(Mark::Error), &Message::of("outcome.refused").spoken());
            let why = Message::of("terminal.at_file").with("path", path).with("why", reason.message());
            return writeln!(out, "{verb}  {}", cleanse(&why.spoken()));
        }
    };
    let mut line = format!("{}  {} {}  {path}", verb.spoken(), cleanse(&filed.agency), filed.year);
    for remark in remarks(&outcome.fate, filed) {
        line.push_str(&Message::of("outcome.and").with("what", remark).spoken());
    }
    writeln!(out, "{}", cleanse(&line))?;
    for note in &filed.notes {
        writeln!(out, "    注：{}", cleanse(note))?;
    }
    for hint in &filed.hints {
        let hint = Message::of("terminal.hint").with("what", hint.clone());
        writeln!(out, "    {}", cleanse(&hint.spoken()))?;
    }
    Ok(())
}

/// As which revision a report is filed, why it comes before or after another, and how many of its figures are in doubt.
fn remarks(fate: &Fate, filed: &Filed) -> Vec<Message> {
    let mut said = Vec::new();
    let numbered = |message: Message| message.with("revision", filed.revision);
    match (fate, filed.order) {
        (Fate::Copied(_), _) => {
            let best = cleanse(&filed.best);
            said.push(
                numbered(Message::of("outcome.of_revision")).with("files", filed.files).with("best", best),
            );
        }
        (Fate::Revised(_), Some(Order::Published)) => {
            said.push(numbered(Message::of("outcome.by_publication")));
        }
        (Fate::Revised(_), Some(Order::Added)) => said.push(numbered(Message::of("outcome.by_adding"))),
        _ if filed.revision == 1 && filed.in_force => {}
        _ => said.push(numbered(Message::of("outcome.revision"))),
    }
    if matches!(fate, Fate::Revised(_)) && filed.order.is_some() && !filed.in_force {
        said.push(Message::of("outcome.not_in_force"));
    }
    if filed.doubts > 0 {
        said.push(Message::of("outcome.doubts").with("count", filed.doubts));
    }
    said
}

/// How many became what.
/// `of` says of how many.
pub(crate) fn write_summary(of: Message, summary: Summary, out: &mut dyn Write) -> io::Result<()> {
    let Summary { archived, revised, copied, already_archived, refused } = summary;
    let said = match copied {
        0 => Message::of("outcome.summary"),
        _ => Message::of("outcome.summary_copies").with("copied", copied),
    };
    let of = of.with("count", summary.files());
    let said = said.with("of", of).with("archived", archived).with("revised", revised);
    writeln!(out, "{}", said.with("already", already_archived).with("refused", refused).spoken())
}
