//! The prose of two reports side by side, clause by clause: what only one has, and the words that differ in a
//! clause that both have in another wording.

use std::io::{self, Write};

use similar::{ChangeTag, DiffTag, TextDiff};

use crate::archive::query::revisions::SectionChange;
use crate::chinese::likeness::Pairs;
use crate::chinese::sentence::clauses;
use crate::language::Message;
use crate::present::terminal::{Screen, Style, cleanse, width, wrap};

/// Clauses less alike than this are two, not one in another wording.
const ALIKE: f64 = 0.4;

/// A row: what is on the left and on the right.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    /// ` ` the same, `~` in another wording, `-` only left, `+` only right.
    sign: char,
    left: String,
    right: String,
}

/// Writes a section in two columns. `[-…-]` is only in the left wording of a clause, `{+…+}` only in the right.
///
/// # Errors
/// What the writer says.
pub(super) fn write_sides(section: &SectionChange, screen: &Screen, out: &mut dyn Write) -> io::Result<()> {
    let heading = format!("{} {}", section.number, section.title);
    let kept = Message::of("page.kept").with("kept", format!("{:.0}", section.kept * 100.0));
    let heading = screen.paint(Style::Strong, &cleanse(&heading));
    writeln!(out, "\n{heading}  {}", kept.say(screen.language))?;
    let column = (screen.columns.unwrap_or(120).max(40) - 5) / 2;
    for Row { sign, left, right } in rows(&section.before, &section.after) {
        let (left, right) = (wrap(&cleanse(&left), column), wrap(&cleanse(&right), column));
        for n in 0..left.len().max(right.len()) {
            let (left, right) =
                (left.get(n).map_or("", String::as_str), right.get(n).map_or("", String::as_str));
            let space = " ".repeat(column.saturating_sub(width(left)));
            let sign = if n == 0 { sign } else { ' ' };
            writeln!(out, "{}", format!("{sign} {left}{space} │ {right}").trim_end())?;
        }
    }
    Ok(())
}

/// The clauses of two texts in rows.
fn rows(before: &str, after: &str) -> Vec<Row> {
    let (before, after) = (clauses(before), clauses(after));
    let only_left = |clause: &&str| Row { sign: '-', left: (*clause).to_owned(), right: String::new() };
    let only_right = |clause: &&str| Row { sign: '+', left: String::new(), right: (*clause).to_owned() };
    let mut rows = Vec::new();
    for op in TextDiff::from_slices(&before, &after).ops() {
        let (left, right) = (&before[op.old_range()], &after[op.new_range()]);
        match op.tag() {
            DiffTag::Equal => {
                rows.extend(left.iter().map(|clause| Row {
                    sign: ' ',
                    left: (*clause).to_owned(),
                    right: (*clause).to_owned(),
                }));
            }
            DiffTag::Delete => rows.extend(left.iter().map(only_left)),
            DiffTag::Insert => rows.extend(right.iter().map(only_right)),
            DiffTag::Replace => {
                let mut rest = right;
                for clause in left {
                    let own = Pairs::of(clause);
                    let alike = rest.iter().position(|other| own.likeness(&Pairs::of(other)) >= ALIKE);
                    let Some(at) = alike else {
                        rows.push(only_left(clause));
                        continue;
                    };
                    rows.extend(rest[..at].iter().map(only_right));
                    rows.push(reworded(clause, rest[at]));
                    rest = &rest[at + 1..];
                }
                rows.extend(rest.iter().map(only_right));
            }
        }
    }
    rows
}

/// A clause in two wordings, the words that differ marked.
fn reworded(before: &str, after: &str) -> Row {
    let (mut left, mut right) = (String::new(), String::new());
    let diff = TextDiff::from_chars(before, after);
    let changes: Vec<_> = diff.iter_all_changes().collect();
    for run in changes.chunk_by(|a, b| a.tag() == b.tag()) {
        let text: String = run.iter().map(|change| change.value()).collect();
        match run[0].tag() {
            ChangeTag::Equal => {
                left.push_str(&text);
                right.push_str(&text);
            }
            ChangeTag::Delete => left.push_str(&format!("[-{text}-]")),
            ChangeTag::Insert => right.push_str(&format!("{{+{text}+}}")),
        }
    }
    Row { sign: '~', left, right }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_stand_beside_each_other() {
        let row =
            |sign, left: &str, right: &str| Row { sign, left: left.to_owned(), right: right.to_owned() };
        assert_eq!(
            rows("全年培训3次；旧的一句。专栏更新及时。", "全年培训5次；专栏更新及时。新增的一句。"),
            [
                row('~', "全年培训[-3-]次；", "全年培训{+5+}次；"),
                row('-', "旧的一句。", ""),
                row(' ', "专栏更新及时。", "专栏更新及时。"),
                row('+', "", "新增的一句。"),
            ]
        );
    }
}
