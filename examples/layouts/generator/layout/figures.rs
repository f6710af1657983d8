//! How a figure is printed in its cell, and what may be answered about it.

use nianbao::report::form::Unit;
use nianbao::report::{FormId, Quantity};

use super::super::axes::Choices;
use super::super::content::{Content, Value};
use super::super::random::Random;
use super::super::truth::{Answer, Figure};
use super::grid::Mark;

const LICENSING: &str = "proactive.licensing.decisions";
const COMPULSION: &str = "proactive.compulsion.decisions";

/// Every figure of a report as printed, and the marks beside some of them.
pub(super) fn printed(seed: u64, content: &Content, choices: &Choices) -> (Vec<Figure>, Vec<Option<Mark>>) {
    let random = &mut Random::of(seed, "cells");
    let mixed = content.columns.is_some_and(|(first, others)| first != others);
    let mut figures: Vec<Figure> =
        content.figures.iter().map(|value| figure(value, choices, random)).collect();
    for figure in figures.iter_mut().filter(|figure| figure.section == 2 && mixed) {
        figure.open = true;
    }
    words(&mut figures, choices.on("words in cells"), random);
    if choices.is("digits", "one split") {
        let long: Vec<usize> = (0..figures.len()).filter(|&n| plain(&figures[n], 10)).collect();
        if !long.is_empty() {
            let figure = &mut figures[random.pick(&long)];
            figure.printed.insert(1, ' ');
            figure.open = true;
        }
    }
    let marks = marks(&mut figures, choices.on("marks"), random);
    (figures, marks)
}

/// Whether a figure is printed in plain digits, and not less than `least`.
fn plain(figure: &Figure, least: u64) -> bool {
    figure.printed.parse::<u64>().is_ok_and(|number| number >= least)
}

fn figure(value: &Value, choices: &Choices, random: &mut Random) -> Figure {
    let indicator = value.indicator;
    let (mut printed, mut answers, mut open) =
        (value.quantity.to_string(), vec![Answer::Number(value.quantity)], false);
    match indicator.unit {
        Unit::TenThousandYuan | Unit::Yuan => {
            (printed, answers, open) = money(value, choices.on("unit of money"));
        }
        Unit::Change if value.quantity != Quantity::default() => {
            let bare = printed.trim_start_matches('-').to_owned();
            let signs: &[&str] =
                if printed.starts_with('-') { &["-", "减", "－"] } else { &["+", "增", ""] };
            printed = format!("{}{bare}", random.pick(signs));
        }
        Unit::Cases if indicator.section == 2 => match choices.on("unit of counts") {
            "件 in the cell" => printed.push('件'),
            "万件 in the cell" if indicator.key.ends_with("decisions") => {
                let wan = Quantity::from_ten_thousandths(value.quantity.as_whole().unwrap_or(0));
                printed = format!("{wan}万件");
                // such a number is rounded, as a rule
                open = true;
            }
            _ => {}
        },
        _ => {}
    }
    if value.quantity == Quantity::default() {
        let (text, answer) = match choices.on("zero printed as") {
            "blank" => ("", Answer::Blank),
            "blank and 0" if random.percent(50) => ("", Answer::Blank),
            sign @ ("-" | "—" | "/" | "无") => (sign, Answer::Dash),
            _ => (printed.as_str(), Answer::Number(value.quantity)),
        };
        (printed, answers) = (text.to_owned(), vec![answer]);
    }
    Figure {
        indicator: indicator.key,
        applicant: value.applicant,
        section: indicator.section,
        printed: digits(&printed, choices.on("digits")),
        answers,
        open,
    }
}

/// An amount in the unit of an axis; also how many may be answered, and whether a doubt is fair.
fn money(value: &Value, axis: &str) -> (String, Vec<Answer>, bool) {
    // in ten-thousandths of yuan
    let scale = if value.indicator.unit == Unit::TenThousandYuan { 10_000 } else { 1 };
    let yuan = i128::from(value.quantity.ten_thousandths()) * scale;
    let (unit, divisor) = match axis.split(' ').next() {
        Some("元") => ("元", 1),
        Some("亿元") => ("亿元", 100_000_000),
        _ => ("万元", 10_000),
    };
    let ordinary = !axis.ends_with("cell") && unit == "万元";
    if ordinary && value.indicator.unit == Unit::Yuan {
        return (value.quantity.to_string(), vec![Answer::Number(value.quantity)], false);
    }
    // more decimals than the figures hold: leave it in the form's own unit
    if yuan % divisor != 0 {
        let (unit, quantity) = (value.indicator.unit.label(), value.quantity);
        let printed = format!("{quantity}{unit}");
        return (printed, vec![Answer::Number(quantity), Answer::Printed(quantity, unit)], true);
    }
    let shown = Quantity::from_ten_thousandths(i64::try_from(yuan / divisor).unwrap_or(0));
    let printed = if axis.ends_with("cell") { format!("{shown}{unit}") } else { shown.to_string() };
    (printed, vec![Answer::Number(value.quantity), Answer::Printed(shown, unit)], !ordinary)
}

fn digits(printed: &str, style: &str) -> String {
    match style {
        "wide" => printed
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c })
            .collect(),
        "thousands separators" => separated(printed),
        "spaces around" if !printed.is_empty() => format!(" {printed} "),
        _ => printed.to_owned(),
    }
}

/// A number with commas between groups of three digits.
fn separated(printed: &str) -> String {
    let whole = printed.find(|c: char| !c.is_ascii_digit()).unwrap_or(printed.len());
    let mut text = String::new();
    for (n, c) in printed[..whole].chars().enumerate() {
        if n > 0 && (whole - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text + &printed[whole..]
}

/// Puts words into the cells of one row.
fn words(figures: &mut [Figure], style: &str, random: &mut Random) {
    let key = match style {
        "none" => return,
        "持平" => {
            figures.iter().find(|f| f.indicator.ends_with("items_change")).map_or(LICENSING, |f| f.indicator)
        }
        "不适用" | "sentence" => COMPULSION,
        _ => LICENSING,
    };
    for figure in figures.iter_mut().filter(|figure| figure.indicator == key) {
        let number = std::mem::take(&mut figure.answers);
        figure.open = true;
        figure.printed = match style {
            "持平" => random.pick(&["持平", "无变化", "与上年持平"]).to_owned(),
            "不适用" => random.pick(&["不适用", "不涉及"]).to_owned(),
            "sentence" => "本单位没有行政强制职能".to_owned(),
            "约" => format!("约{}", figure.printed.trim()),
            _ => {
                figure.answers = number;
                format!("共{}件", figure.printed.trim())
            }
        };
        if style == "持平" && key != LICENSING {
            figure.answers = vec![Answer::Number(Quantity::default())];
        }
    }
}

/// Marks beside two figures.
fn marks(figures: &mut [Figure], style: &str, random: &mut Random) -> Vec<Option<Mark>> {
    let mut marks = vec![None; figures.len()];
    let numbers: Vec<usize> = (0..figures.len()).filter(|&n| plain(&figures[n], 1)).collect();
    if style == "none" || numbers.is_empty() {
        return marks;
    }
    for _ in 0..2 {
        let place = random.pick(&numbers);
        let digit = random.between(1, 9).to_string();
        figures[place].open = true;
        marks[place] = Some(match style {
            "superscript" => Mark::Raised(random.pick(&["1", "2", "①", "[1]", "注"]).to_owned()),
            "struck out" => Mark::Struck(digit),
            _ => Mark::Hidden(digit),
        });
    }
    marks
}

/// The unit in the header of amounts of an edition.
pub(super) fn money_header(label: &str, axis: &str, form: FormId) -> String {
    let unit = axis.strip_suffix(" in the header").unwrap_or("万元");
    match form.name() {
        "2019" if unit == "万元" => label.to_owned(),
        "2019" => format!("{label}（{unit}）"),
        _ => label.replace("万元", unit),
    }
}
