//! Numbers of lists that a document leaves to its reader to print.

/// A number in a format of the numbering part; an unknown format prints digits.
pub(super) fn printed(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "一, 二, 三, ..." => chinese(number),
        "upperLetter" | "A" => letter(number, b'A'),
        "lowerLetter" | "a" => letter(number, b'a'),
        "decimalEnclosedCircleChinese" | "decimalEnclosedCircle" if (1..=20).contains(&number) => {
            char::from_u32(0x2460 + number - 1).map(String::from).unwrap_or_default()
        }
        _ => number.to_string(),
    }
}

/// Chinese numerals up to 99; digits beyond.
fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[n as usize % 10];
    match number {
        0..=9 => digit(number).to_owned(),
        10..=99 => {
            let tens = if number < 20 { "" } else { digit(number / 10) };
            let ones = if number.is_multiple_of(10) { "" } else { digit(number) };
            format!("{tens}十{ones}")
        }
        _ => number.to_string(),
    }
}

fn letter(number: u32, first: u8) -> String {
    let place = number.saturating_sub(1) % 26;
    char::from(first + place as u8).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_lists_print_them() {
        let of = |n| printed(n, "chineseCounting");
        assert_eq!([of(1), of(10), of(12), of(20), of(45)], ["一", "十", "十二", "二十", "四十五"]);
        assert_eq!((printed(3, "decimal"), printed(3, "lowerLetter")), ("3".to_owned(), "c".to_owned()));
    }
}
