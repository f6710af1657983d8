//! Bars of several figures on top of each other, one bar a year: the outcomes of the requests.

use std::collections::BTreeMap;

use crate::archive::query::series::{Point, labels};
use crate::present::picture::axis::{Axes, HEIGHT, Scale};
use crate::present::picture::{Anchor, COLOURS, Colour, Draws, INK, Kind, PAPER, Picture, font, short};

/// The kind in the registry.
pub(super) const KIND: Kind = Kind {
    name: "stack",
    label: "叠柱图",
    about: "bars of all figures on top of each other, one bar a year; of one office or a sum",
    draws: Draws::Series { draw: stacked, of_one: true },
};

/// Stacked bars of one office, or of a sum over offices: the first figure lies lowest. A year of which a part is no
/// number is marked, for its bar is too low.
fn stacked(title: &str, points: &[Point]) -> Picture {
    let mut parts: Vec<&'static str> = Vec::new();
    let mut years: BTreeMap<u16, Vec<&Point>> = BTreeMap::new();
    for point in points {
        if !parts.contains(&point.indicator) {
            parts.push(point.indicator);
        }
        years.entry(point.year).or_default().push(point);
    }
    let labels = labels(parts.iter().copied());
    let name = |key: &'static str| labels.get(key).map_or(key, String::as_str);
    let colours: Vec<(&'static str, Colour)> =
        parts.iter().enumerate().map(|(n, key)| (*key, COLOURS[n % COLOURS.len()])).collect();
    let total = |points: &[&Point]| -> f64 {
        points.iter().filter_map(|point| point.value).map(|value| value.as_f64().max(0.0)).sum()
    };
    let mut picture = Picture::new(title, HEIGHT);
    let scale = Scale::over(years.values().map(|points| total(points)));
    // the legend is read from above, as the bars are
    let legend: Vec<(String, Colour)> =
        colours.iter().rev().map(|(key, colour)| (name(key).to_owned(), *colour)).collect();
    let frame = Axes::draw(&mut picture, scale, points, &legend);
    let width = (frame.band() * 0.62).min(72.0);
    let mut lacking = Vec::new();
    for (year, points) in &years {
        let left = frame.x(*year) - width / 2.0;
        let mut below = 0.0;
        for (key, colour) in &colours {
            let Some(value) = points.iter().find(|p| p.indicator == *key).and_then(|p| p.value) else {
                continue;
            };
            let value = value.as_f64().max(0.0);
            let (top, bottom) = (frame.y(below + value), frame.y(below));
            below += value;
            let tip = format!("{year} {}: {}", name(key), short(value));
            picture.rect((left, top), (width, bottom - top), *colour, tip);
            let label = short(value);
            if bottom - top >= 15.0 && font::width(&label, 12.0) <= width - 4.0 {
                let middle = (top + bottom) / 2.0 + 4.5;
                picture.text((frame.x(*year), middle), 12.0, Anchor::Middle, colour.ink(), label);
            }
        }
        let gaps: Vec<&str> =
            points.iter().filter(|point| point.value.is_none()).map(|point| name(point.indicator)).collect();
        if gaps.len() < points.len() {
            let mark = if gaps.is_empty() { "" } else { "＊" };
            let text = format!("{}{mark}", short(below));
            picture.number((frame.x(*year), frame.y(below) - 6.0), 13.0, INK, text);
        }
        if !gaps.is_empty() {
            lacking.push(format!("{year}年不含{}", gaps.join("、")));
        }
    }
    let remark = (!lacking.is_empty()).then(|| format!("＊不是数字、没有画出的：{}", lacking.join("；")));
    picture.remarks(remark.into_iter().collect())
}

impl Colour {
    /// White or black, whichever can be read on the colour.
    fn ink(self) -> Self {
        let [_, red, green, blue] = self.0.to_be_bytes().map(u32::from);
        if 299 * red + 587 * green + 114 * blue > 140_000 { INK } else { PAPER }
    }
}
