//! Folding: two ways to write the same text become one, so that they can be compared.
//!
//! Folds width (`１` `（` to `1` `(`), the radicals and compatibility forms that fonts and PDF files
//! put in place of characters (`⺠` `⽂` to `民` `文`), and ASCII case. It does not touch the meaning:
//! traditional characters, numerals and punctuation proper stay as they are.

use unicode_normalization::UnicodeNormalization;

/// The character in its usual form; most characters are already in it.
pub fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{2e7f}' => c,
        '\u{2e80}'..='\u{2eff}' => {
            RADICALS.binary_search_by_key(&c, |&(radical, _)| radical).map_or(c, |found| RADICALS[found].1)
        }
        '\u{ff01}'..='\u{ff5e}' => {
            let ascii = char::from((c as u32 - 0xff01 + 0x21) as u8);
            ascii.to_ascii_lowercase()
        }
        '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{ffe0}'..='\u{ffef}' => compatible(c),
        _ => c,
    }
}

/// Whether the character leaves nothing on the page: white space of any width, joiners, marks of
/// direction and of byte order, soft hyphens, control characters.
pub fn is_invisible(c: char) -> bool {
    match c {
        ' ' | '\u{3000}' | '\u{a0}' | '\u{ad}' | '\u{feff}' => true,
        '!'..='~' | '\u{3001}'..='\u{fdff}' => false,
        _ => {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
        }
    }
}

/// The text with every character folded and everything invisible left out.
pub fn fold(text: &str) -> String {
    text.chars().filter(|&c| !is_invisible(c)).map(fold_char).collect()
}

/// The one character that Unicode calls compatible; a character that would become several stays.
fn compatible(c: char) -> char {
    let mut parts = std::iter::once(c).nfkc();
    match (parts.next(), parts.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

/// Radicals that Unicode does not declare compatible with the character they stand for, sorted.
#[rustfmt::skip]
const RADICALS: &[(char, char)] = &[
    ('⺁', '厂'), ('⺄', '乙'), ('⺊', '卜'), ('⺌', '小'), ('⺍', '小'), ('⺎', '兀'), ('⺗', '心'), ('⺘', '手'),
    ('⺙', '攵'), ('⺛', '旡'), ('⺝', '月'), ('⺟', '母'), ('⺠', '民'), ('⺢', '水'), ('⺣', '火'), ('⺤', '爪'),
    ('⺥', '爪'), ('⺧', '牛'), ('⺨', '犬'), ('⺩', '玉'), ('⺪', '疋'), ('⺫', '目'), ('⺬', '示'), ('⺭', '示'),
    ('⺮', '竹'), ('⺯', '糸'), ('⺱', '网'), ('⺲', '网'), ('⺳', '网'), ('⺶', '羊'), ('⺷', '羊'), ('⺸', '羊'),
    ('⺹', '老'), ('⺻', '聿'), ('⺼', '肉'), ('⺽', '臼'), ('⻁', '虎'), ('⻂', '衣'), ('⻃', '西'), ('⻄', '西'),
    ('⻅', '见'), ('⻆', '角'), ('⻇', '角'), ('⻈', '言'), ('⻉', '贝'), ('⻊', '足'), ('⻋', '车'), ('⻏', '邑'),
    ('⻐', '金'), ('⻑', '長'), ('⻒', '長'), ('⻓', '长'), ('⻔', '门'), ('⻕', '阜'), ('⻖', '阜'), ('⻗', '雨'),
    ('⻘', '青'), ('⻙', '韦'), ('⻚', '页'), ('⻛', '风'), ('⻜', '飞'), ('⻝', '食'), ('⻞', '食'), ('⻟', '食'),
    ('⻠', '食'), ('⻡', '首'), ('⻢', '马'), ('⻣', '骨'), ('⻤', '鬼'), ('⻥', '鱼'), ('⻦', '鸟'), ('⻧', '卤'),
    ('⻨', '麦'), ('⻩', '黄'), ('⻪', '黾'), ('⻬', '齐'), ('⻮', '齿'), ('⻰', '龙'), ('⻱', '龟'), ('⻳', '龟'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_sorted() {
        assert!(RADICALS.is_sorted_by_key(|&(radical, _)| radical));
    }

    #[test]
    fn width_radicals_and_space_fold() {
        assert_eq!(fold("（一）予以 公\u{3000}开"), "(一)予以公开");
        assert_eq!(fold("⼈⺠政府２０２４Ａ\u{200b}"), "人民政府2024a");
        assert_eq!(fold("㈠①"), "㈠①");
    }
}
