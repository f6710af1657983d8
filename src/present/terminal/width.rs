//! Columns that text takes on a terminal, and lines broken to fit: a Chinese character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that may not begin a line.
const CLOSING: &str = "，。、；：？！）》」』】〕”’％,.;:?!)]}%";
/// Marks that may not end a line.
const OPENING: &str = "（《「『【〔“‘([{";

/// Columns that the text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The text in lines of at most `columns`, its own line breaks kept.
///
/// Numbers and Latin words stay whole where they fit; closing marks stay with what they close.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, columns.max(2), &mut lines);
    }
    lines
}

fn wrap_paragraph(paragraph: &str, columns: usize, lines: &mut Vec<String>) {
    if width(paragraph) <= columns {
        lines.push(paragraph.to_owned());
        return;
    }
    let (mut line, mut used) = (String::new(), 0);
    for piece in pieces(paragraph) {
        let needed = width(piece);
        if used + needed > columns && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            (line, used) = (String::new(), 0);
        }
        if needed <= columns {
            if !(line.is_empty() && piece == " ") {
                line.push_str(piece);
                used += needed;
            }
            continue;
        }
        // A word longer than the line is cut where the line ends.
        for c in piece.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > columns && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
}

/// What must not be broken: a Latin word, a number, a character with the marks that cling to it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, c) in text.char_indices() {
        if previous.is_some_and(|p| !clings(p, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        previous = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn clings(before: char, after: char) -> bool {
    let wordy = |c: char| c.is_ascii_alphanumeric() || c == '_';
    before != ' ' && after != ' ' && (CLOSING.contains(after) || OPENING.contains(before))
        || wordy(before) && wordy(after)
        || ".,".contains(before) && after.is_ascii_digit()
        || after.width() == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_marks_cling() {
        assert_eq!(wrap("本年新收申请，共12,345件。", 12), ["本年新收申", "请，共12,345", "件。"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("甲\n\n乙", 10), ["甲", "", "乙"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for columns in 2..30 {
            for line in wrap("（一）予以公开 12,345.67 requests.received“引文”——完。", columns)
            {
                assert!(width(&line) <= columns, "{columns}: {line:?}");
            }
        }
    }
}
