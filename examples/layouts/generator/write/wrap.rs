//! Breaking of prose at a width, as a text copied from a page has it.

use super::super::axes::Choices;
use super::super::random::Random;

/// The width of the axis "line width" for a seed, in characters.
pub(super) fn width(seed: u64, choices: &Choices) -> Option<usize> {
    let random = &mut Random::of(seed, "width");
    match choices.on("line width") {
        "20 to 29" => Some(random.between(20, 29)),
        "30 to 45" => Some(random.between(30, 45)),
        _ => None,
    }
}

/// Half places that a character takes.
pub(super) fn halves(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// The text in lines of at most so many wide characters.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        // a closing sign hangs over the edge rather than begin a line
        let hangs = matches!(c, '，' | '。' | '；' | '：' | '、' | '）' | '》' | '”');
        if used + halves(c) > 2 * width && !hangs {
            lines.push(String::new());
            used = 0;
        }
        used += halves(c);
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
    }
    lines
}
