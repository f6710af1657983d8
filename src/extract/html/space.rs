//! White space of a page's source: what a browser would not show is taken out.

/// A line of text under way.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    /// White space seen since the last character, and whether the source broke its line there.
    pending: Option<bool>,
    /// Characters, and those of them inside links.
    characters: usize,
    linked: usize,
}

impl Line {
    /// Adds text of the source.
    pub(super) fn push(&mut self, text: &str, linked: bool) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                let broken = matches!(c, '\n' | '\r');
                self.pending = Some(self.pending.unwrap_or(false) || broken);
                continue;
            }
            if matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') {
                continue;
            }
            if let (Some(broken), Some(last)) = (self.pending.take(), self.text.chars().next_back())
                && !(broken && (is_wide(last) || is_wide(c)))
            {
                self.text.push(' ');
            }
            self.text.push(c);
            self.characters += 1;
            self.linked += usize::from(linked);
        }
    }

    /// Ends the line: its text, and whether most of it is links. Nothing if it is empty.
    pub(super) fn take(&mut self) -> Option<(String, bool)> {
        let line = std::mem::take(self);
        let text = line.text.trim();
        (!text.is_empty()).then(|| (text.to_owned(), line.linked * 10 >= line.characters * 6))
    }
}

/// Whether a character needs no space beside it: Chinese, and its punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
