//! Which texts can be the name of an office: what is filed under it is found and shown by it, line by line, and `@` and `*`
//! in a question stand for several offices.

use crate::chinese::fold::fold;

/// Whether a text that a person gives can be the name of an office: it has something to read, no control character, line
/// end or mark of direction, and neither begins with `@` nor ends with `*`.
pub fn is_name(text: &str) -> bool {
    let text = text.trim();
    !fold(text).is_empty() && !text.starts_with('@') && !text.ends_with('*') && !text.contains(is_unseen)
}

/// Characters that are not seen and change how the others are.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_on_a_line() {
        for name in ["青岩市教育局", " 青岩市教育局 ", "青岩市水利局（青岩市湖长办）", "青岩市@教育局"]
        {
            assert!(is_name(name), "{name}");
        }
        let strange = ["青岩市\n教育局", "青岩市\u{7}局", "青岩市\u{202e}局", "青岩市\u{2028}局"];
        for name in ["", " ", "\u{200b}", "@青岩市", "青岩市*"].into_iter().chain(strange) {
            assert!(!is_name(name), "{name:?}");
        }
    }
}
