//! Whose a doubt about a cell is: what the office printed there, or what the reader could not make out.
//!
//! Doubts are kept as words. The table below is of those that only repeat what is printed, so that a reader of another
//! file format would have the same; everything else is a doubt of the reader.

/// What a doubt holds that repeats what the office printed.
const PRINTED: &[&str] =
    &["印作“", "的单位不是", "格内的单位是", "是约数", "不能准确换算成万元", "的小数多于四位", "不属于 "];

/// What a doubt ends with about a cell whose text is no number.
const NO_NUMBER: &[&str] = &["不是数字", "不是带增减号的数字"];

/// Signs that a reader puts where it found none.
const UNKNOWN: &[char] = &['\u{fffd}', '□', '■', '口', '?', '？', '*'];

/// Whether every part of a doubt only repeats what is printed in the cell.
pub fn is_printed(doubt: &str) -> bool {
    doubt.split('；').all(|part| PRINTED.iter().any(|words| part.contains(words)) || is_words(part))
}

/// Characters of words in the place of a number. More of them belong elsewhere in the document.
const WORDS: std::ops::RangeInclusive<usize> = 2..=6;

/// Whether the doubt is about a cell that holds words: 见附件. One sign alone may be a number that was misread.
fn is_words(doubt: &str) -> bool {
    let Some(quoted) = NO_NUMBER.iter().find_map(|end| doubt.strip_suffix(end)) else { return false };
    let words = quoted.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    WORDS.contains(&words) && !quoted.contains(UNKNOWN) && !quoted.contains('、')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::{read_cell, read_under};
    use crate::report::form::Unit;

    #[test]
    fn words_are_printed_and_garbled_numbers_are_misread() {
        let printed = |text: &str| is_printed(&read_cell(text, Unit::Cases).doubt.unwrap());
        assert!(["见附件", "约3", "14万件", "详见说明"].into_iter().all(printed));
        assert!(
            !["1O", "三、收到和处理申请情况", "1 2", "1,29", "007", "□□", "?", "口口", "丨"]
                .into_iter()
                .any(printed)
        );
        assert!(is_printed(&read_under("3元", Unit::Cases, None).doubt.unwrap()));
        assert!(!is_printed("印作“约3”；单元格边线不全，范围是推定的"));
    }
}
