//! Figures over the years as a picture: SVG, and bars of characters.
//!
//! The words in an SVG are text, so that they stay sharp and can be searched; who shows it needs a
//! Chinese font, which every browser's machine has. A gap in the years is a gap in the line.

use std::collections::BTreeMap;

use crate::archive::query::series::Point;
use crate::present::file::html::escaped;

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 480.0;
const MARGIN: [f64; 4] = [60.0, 220.0, 50.0, 70.0];

/// Colours that can be told apart, also by most of those who see few.
const COLOURS: [&str; 8] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999"];

/// Lines beyond this number cannot be told apart.
pub const LINES: usize = 8;

/// The points as lines: one an office and figure, the names of which are not the same for all.
fn lines(points: &[Point]) -> BTreeMap<String, Vec<(u16, f64)>> {
    let several = |of: fn(&Point) -> String| points.windows(2).any(|pair| of(&pair[0]) != of(&pair[1]));
    let (offices, figures) = (several(|p| p.agency.clone()), several(|p| p.indicator.to_owned()));
    let mut lines: BTreeMap<String, Vec<(u16, f64)>> = BTreeMap::new();
    for point in points {
        let name = match (offices, figures) {
            (true, true) => format!("{} {}", point.agency, point.indicator),
            (false, true) => point.indicator.to_owned(),
            _ => point.agency.clone(),
        };
        let line = lines.entry(name).or_default();
        if let Some(value) = point.value {
            line.push((point.year, value.as_f64()));
        }
    }
    lines
}

/// A line chart; of more than [`LINES`] lines those that end highest.
pub fn svg(title: &str, points: &[Point]) -> String {
    let mut lines: Vec<(String, Vec<(u16, f64)>)> = lines(points).into_iter().collect();
    let last = |line: &[(u16, f64)]| line.last().map_or(f64::MIN, |(_, value)| *value);
    lines.sort_by(|a, b| last(&b.1).total_cmp(&last(&a.1)));
    let left_out = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    let years: Vec<u16> = points.iter().map(|point| point.year).collect();
    let (first, end) = (years.iter().min().copied().unwrap_or(0), years.iter().max().copied().unwrap_or(0));
    let values = || lines.iter().flat_map(|(_, line)| line.iter().map(|(_, value)| *value));
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let step = nice((high - low) / 5.0);
    let (low, high) = ((low / step).floor() * step, (high / step).ceil().max(1.0) * step);
    let [top, right, bottom, left] = MARGIN;
    let x =
        |year: u16| left + f64::from(year - first) / f64::from((end - first).max(1)) * (WIDTH - left - right);
    let y = |value: f64| HEIGHT - bottom - (value - low) / (high - low) * (HEIGHT - top - bottom);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif\" font-size=\"14\">\n\
         <title>{0}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{left}\" y=\"30\" font-size=\"18\" font-weight=\"bold\">{0}</text>\n",
        escaped(title)
    );
    let mut add = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    let mut value = low;
    while value <= high + step / 2.0 {
        let at = y(value);
        add(format!(
            "<line x1=\"{left}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/>",
            WIDTH - right
        ));
        add(format!(
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            left - 8.0,
            at + 5.0,
            short(value)
        ));
        value += step;
    }
    for year in first..=end {
        add(format!(
            "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{year}</text>",
            x(year),
            HEIGHT - bottom + 24.0
        ));
    }
    for (n, (name, line)) in lines.iter().enumerate() {
        let colour = COLOURS[n % COLOURS.len()];
        for part in line.chunk_by(|a, b| a.0 + 1 == b.0) {
            let path: Vec<String> =
                part.iter().map(|(year, value)| format!("{:.1},{:.1}", x(*year), y(*value))).collect();
            add(format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>",
                path.join(" ")
            ));
        }
        for (year, value) in line {
            add(format!(
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\" fill=\"{colour}\"><title>{} {year}: {}</title></circle>",
                x(*year),
                y(*value),
                escaped(name),
                short(*value)
            ));
        }
        let at = top + 20.0 * n as f64;
        add(format!(
            "<rect x=\"{}\" y=\"{}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>",
            WIDTH - right + 14.0,
            at - 10.0
        ));
        add(format!(
            "<text x=\"{}\" y=\"{at}\" font-size=\"12\">{}</text>",
            WIDTH - right + 32.0,
            escaped(name)
        ));
    }
    if left_out > 0 {
        add(format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"12\">另有{left_out}条未画</text>",
            WIDTH - right + 14.0,
            top + 20.0 * LINES as f64
        ));
    }
    text.push_str("</svg>\n");
    text
}

/// A round step not smaller than this.
fn nice(step: f64) -> f64 {
    if step <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(step.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|nice| *nice >= step * 0.999)
        .unwrap_or(step)
}

fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A bar of characters for each point.
pub fn bars(points: &[Point], width: usize) -> Vec<String> {
    let most = points.iter().filter_map(|point| point.value).map(|value| value.as_f64()).fold(0.0, f64::max);
    let bar = |point: &Point| match point.value {
        Some(value) if most > 0.0 && value.as_f64() > 0.0 => {
            "█".repeat(((value.as_f64() / most * width as f64).round() as usize).max(1))
        }
        _ => String::new(),
    };
    points.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert!(
            (nice(0.7) - 1.0).abs() < 1e-9
                && (nice(13.0) - 20.0).abs() < 1e-9
                && (nice(0.03) - 0.05).abs() < 1e-9
        );
        assert_eq!(short(12.50), "12.5");
        assert_eq!(short(40.0), "40");
    }
}
