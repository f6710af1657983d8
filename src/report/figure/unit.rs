//! The unit of a cell: that printed in it, else that of the heading of its column, against that of the form.
//!
//! An amount in 元 or 亿元 where the form asks for 万元 is converted, exactly or not at all. Where the form leaves the unit
//! open, the number stays as printed with its unit as remark. A cell that contradicts its heading is in doubt.

use crate::report::figure::{Quantity, Reading, State, read_cell};
use crate::report::form::Unit;

/// Units of money, with what one of them is in ten-thousandths of 万元. Longer ones first: 元 ends them all.
const MONEY: &[(&str, i128)] = &[("亿元", 100_000_000), ("万元", 10_000), ("元", 1)];

/// Units of counts that a heading may name; with 万 a count is rounded.
const COUNTS: &[&str] = &["万件", "万项", "万条", "件", "项", "条", "宗", "次"];

/// The unit that the words of a heading name: `单位：元`, `万件`.
pub fn header_unit(words: &str) -> Option<&'static str> {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let words = words.rsplit(['：', ':']).next().unwrap_or(&words);
    let of_money = MONEY.iter().map(|(unit, _)| *unit);
    of_money.chain(COUNTS.iter().copied()).find(|unit| words == *unit)
}

/// Reads a cell as a figure of the form's unit below a heading that names a unit.
pub fn read_under(text: &str, unit: Unit, header: Option<&'static str>) -> Reading {
    let mut reading = read_cell(text, unit);
    let (State::Number, Some(value)) = (reading.state, reading.value) else { return reading };
    match unit {
        Unit::TenThousandYuan | Unit::Yuan => {
            let money = |unit: &&str| MONEY.iter().any(|(known, _)| known == unit);
            let header = header.filter(|unit| money(&unit));
            let cell = reading.remark.as_deref().and_then(unit_of_remark);
            if let (Some(cell), Some(header)) = (cell, header)
                && cell != header
            {
                reading.doubt = Some(format!("格内的单位是{cell}，表头的单位是{header}"));
            }
            match cell.or(header) {
                Some(printed) if unit == Unit::TenThousandYuan => converted(reading, value, printed, text),
                Some(printed) if cell.is_none() && printed != unit.label() => {
                    reading.remark = Some(match reading.remark {
                        Some(rest) => format!("{printed}；{rest}"),
                        None => printed.to_owned(),
                    });
                    reading
                }
                _ => reading,
            }
        }
        _ if header.is_some_and(|unit| unit.starts_with('万')) => Reading::unreadable(format!(
            "表头的单位是{}，是约数，不能当作准确的数",
            header.unwrap_or_default()
        )),
        _ if reading.remark.as_deref().and_then(unit_of_remark).is_some() => {
            reading.doubt = Some(format!("“{}”的单位不是{}", text.trim(), unit.label()));
            reading
        }
        _ => reading,
    }
}

/// The unit of money at the beginning of a remark.
fn unit_of_remark(remark: &str) -> Option<&'static str> {
    let first = remark.split('；').next().unwrap_or(remark);
    MONEY.iter().map(|(unit, _)| *unit).find(|unit| first == *unit)
}

/// An amount in 万元.
fn converted(mut reading: Reading, value: Quantity, printed: &'static str, text: &str) -> Reading {
    let Some(&(_, worth)) = MONEY.iter().find(|(unit, _)| *unit == printed) else { return reading };
    if worth == 10_000 {
        reading.remark = reading.remark.filter(|remark| remark != printed);
        return reading;
    }
    let amount = i128::from(value.ten_thousandths()) * worth;
    match i64::try_from(amount / 10_000).ok().filter(|_| amount % 10_000 == 0) {
        Some(amount) => {
            let bare = text.trim();
            let with_unit = if bare.contains(printed) { bare.to_owned() } else { format!("{bare}{printed}") };
            reading.value = Some(Quantity::from_ten_thousandths(amount));
            reading.remark = Some(format!("印作{with_unit}"));
            reading
        }
        None => Reading::unreadable(format!("“{}”（{printed}）不能准确换算成万元", text.trim())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: Unit, header: Option<&'static str>) -> (Option<String>, Option<String>, bool) {
        let reading = read_under(text, unit, header);
        (reading.value.map(|value| value.to_string()), reading.remark, reading.doubt.is_some())
    }

    #[test]
    fn amounts_are_in_the_unit_of_the_form() {
        let fees = Unit::TenThousandYuan;
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("963500", fees, Some("元")), (some("96.35"), some("印作963500元"), false));
        assert_eq!(read("963500元", fees, None), (some("96.35"), some("印作963500元"), false));
        assert_eq!(read("963500元", fees, Some("万元")), (some("96.35"), some("印作963500元"), true));
        assert_eq!(read("0.5亿元", fees, None), (some("5000"), some("印作0.5亿元"), false));
        assert_eq!(read("96.35", fees, Some("万元")), (some("96.35"), None, false));
        assert_eq!(read("96.35万元", fees, Some("万元")), (some("96.35"), None, false));
        assert_eq!(read("0.55", fees, Some("元")), (None, None, true));
        assert_eq!(read("12.5", Unit::Yuan, Some("万元")), (some("12.5"), some("万元"), false));
        assert_eq!(read("125000", Unit::Yuan, Some("元")), (some("125000"), None, false));
        assert_eq!(read("3元", Unit::Cases, None).2, true);
        assert_eq!(read("1.2", Unit::Cases, Some("万件")), (None, None, true));
    }

    #[test]
    fn headings_name_units() {
        assert_eq!(header_unit("单位：元"), Some("元"));
        assert_eq!(header_unit("万元"), Some("万元"));
        assert_eq!(header_unit("单位：万件"), Some("万件"));
        assert_eq!(header_unit("区分处理的"), None);
    }
}
