//! Text of strangers made harmless for a terminal, in this one place.
//!
//! Escape sequences could repaint the screen, bidirectional controls could make one text look like
//! another, and characters without width could hide in a name.

use std::borrow::Cow;

/// The text without anything that a terminal would obey rather than show.
///
/// Controls become `�`, so that it is seen that something was there; a tab becomes a space; what has
/// no width is dropped. Line breaks stay.
pub fn cleanse(text: &str) -> Cow<'_, str> {
    // Most cells are numbers and names: looking at bytes is enough for them.
    let plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if plain || text.chars().all(|c| c == '\n' || harmless(c)) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter_map(|c| match c {
        '\n' => Some(c),
        '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\r' => None,
        c if c.is_control() => Some('\u{fffd}'),
        c => harmless(c).then_some(c),
    });
    Cow::Owned(kept.collect())
}

fn harmless(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_obeyed_or_hidden() {
        assert_eq!(cleanse("\u{1b}[2J年\u{200b}报\u{202e}\r\n\t完"), "\u{fffd}[2J年报\n 完");
        assert!(matches!(cleanse("第一行\n第二行"), Cow::Borrowed(_)));
    }
}
