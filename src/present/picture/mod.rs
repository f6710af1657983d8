//! Figures as pictures to be printed: lines over the years, stacked bars, bars by office; as SVG and PNG.
//!
//! A chart is first a list of shapes ([`Picture`]); [`Picture::svg`] and [`Picture::png`] draw the same shapes.
//! Letters are outlines out of fonts that the program carries, so that Chinese looks the same on a machine without
//! Chinese fonts. A character that they lack is drawn as a box and named below the picture.

mod axis;
mod font;
mod line;
mod png;
mod ranked;
mod stacked;
mod svg;

pub use line::{LINES, line};
pub use ranked::BARS;
pub use svg::Letters;

use std::collections::BTreeSet;

use crate::archive::query::rank::Ranking;
use crate::archive::query::series::Point;
use crate::present::picture::font::Font;

/// Every kind of picture, a line each; of what the same is drawn from, the usual one first.
pub const KINDS: &[&Kind] = &[&line::KIND, &stacked::KIND, &ranked::KIND];

/// A kind of picture.
#[derive(Debug)]
pub struct Kind {
    /// Its name on the command line and in addresses.
    pub name: &'static str,
    /// What a person calls it.
    pub label: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// How it is drawn.
    pub draws: Draws,
}

/// Draws figures over the years, under a title.
pub type DrawSeries = fn(&str, &[Point]) -> Picture;

/// Draws a ranking, under a title.
pub type DrawRanking = fn(&str, &Ranking) -> Picture;

/// From what a kind of picture is drawn.
#[derive(Debug, Clone, Copy)]
pub enum Draws {
    /// Figures over the years.
    Series {
        /// Draws it.
        draw: DrawSeries,
        /// It shows one office, or a sum over offices; not several.
        of_one: bool,
    },
    /// Offices in the order of a figure.
    Ranking(DrawRanking),
}

/// The kinds that show figures over the years: each with what draws it, and whether it shows only one office.
pub fn of_series() -> impl Iterator<Item = (&'static Kind, DrawSeries, bool)> {
    KINDS.iter().filter_map(|kind| match kind.draws {
        Draws::Series { draw, of_one } => Some((*kind, draw, of_one)),
        Draws::Ranking(_) => None,
    })
}

/// The kinds that show a ranking, each with what draws it.
pub fn of_ranking() -> impl Iterator<Item = (&'static Kind, DrawRanking)> {
    KINDS.iter().filter_map(|kind| match kind.draws {
        Draws::Ranking(draw) => Some((*kind, draw)),
        Draws::Series { .. } => None,
    })
}

/// Width of every picture.
const WIDTH: f32 = 960.0;

/// Space at the edges.
const EDGE: f32 = 24.0;

/// Where the title is.
const TITLE: f32 = 40.0;

const INK: Colour = Colour(0x22_2222);
const FAINT: Colour = Colour(0x66_6666);
const GRID: Colour = Colour(0xdd_dddd);
const PAPER: Colour = Colour(0xff_ffff);

/// Colours that can be distinguished, also by most of those who see few.
const COLOURS: [Colour; 8] = [
    Colour(0x00_72b2),
    Colour(0xd5_5e00),
    Colour(0x00_9e73),
    Colour(0xcc_79a7),
    Colour(0xe6_9f00),
    Colour(0x56_b4e9),
    Colour(0x00_0000),
    Colour(0x99_9999),
];

/// A chart, ready to be written as a file.
#[derive(Debug, Clone)]
pub struct Picture {
    title: String,
    height: f32,
    shapes: Vec<Shape>,
}

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Colour(u32);

/// Where a text has its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// Something drawn; later shapes lie on earlier ones.
#[derive(Debug, Clone)]
enum Shape {
    Rect { x: f32, y: f32, width: f32, height: f32, fill: Colour, tip: String },
    Line { points: Vec<(f32, f32)>, width: f32, stroke: Colour, dashed: bool },
    Dot { x: f32, y: f32, radius: f32, fill: Colour, tip: String },
    Text { x: f32, y: f32, size: f32, anchor: Anchor, fill: Colour, text: String },
}

impl Picture {
    /// White paper with a title.
    fn new(title: &str, height: f32) -> Self {
        let mut picture = Self { title: title.to_owned(), height, shapes: Vec::new() };
        picture.rect((0.0, 0.0), (WIDTH, height), PAPER, String::new());
        let title = font::shortened(title, 20.0, WIDTH - 2.0 * EDGE);
        picture.text((EDGE, TITLE), 20.0, Anchor::Start, INK, title);
        picture
    }

    fn rect(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), fill: Colour, tip: String) {
        self.shapes.push(Shape::Rect { x, y, width, height, fill, tip });
    }

    fn line(&mut self, points: Vec<(f32, f32)>, width: f32, stroke: Colour, dashed: bool) {
        self.shapes.push(Shape::Line { points, width, stroke, dashed });
    }

    fn dot(&mut self, (x, y): (f32, f32), radius: f32, fill: Colour, tip: String) {
        self.shapes.push(Shape::Dot { x, y, radius, fill, tip });
    }

    fn text(&mut self, (x, y): (f32, f32), size: f32, anchor: Anchor, fill: Colour, text: impl Into<String>) {
        self.shapes.push(Shape::Text { x, y, size, anchor, fill, text: text.into() });
    }

    /// A number over a point, on paper of its own so that no line goes through it.
    fn number(&mut self, (x, y): (f32, f32), size: f32, fill: Colour, text: String) {
        let (width, height) = (font::width(&text, size) + 2.0, size * 0.8);
        self.line(
            vec![(x - width / 2.0, y - height / 2.0), (x + width / 2.0, y - height / 2.0)],
            height,
            PAPER,
            false,
        );
        self.text((x, y), size, Anchor::Middle, fill, text);
    }

    /// Remarks below everything, one a line; names also what the fonts lack. The paper grows with them.
    fn remarks(mut self, remarks: Vec<String>) -> Self {
        let missing = self.missing();
        let lacking = (!missing.is_empty()).then(|| {
            let codes: Vec<String> =
                missing.iter().take(8).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
            format!("方框：字库没有的字 {}", codes.join(" "))
        });
        let lines = remarks.into_iter().chain(lacking);
        for line in lines.flat_map(|remark| font::wrapped(&remark, 12.0, WIDTH - 2.0 * EDGE, 3)) {
            self.text((EDGE, self.height - 8.0), 12.0, Anchor::Start, FAINT, line);
            self.height += 18.0;
        }
        if let Some(Shape::Rect { height, .. }) = self.shapes.first_mut() {
            *height = self.height;
        }
        self
    }

    /// The characters that are drawn as boxes, because the fonts lack them.
    pub fn missing(&self) -> BTreeSet<char> {
        let fonts = Font::all();
        let texts = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text.chars()),
            _ => None,
        });
        texts.flatten().filter(|c| fonts.iter().all(|font| font.glyph(*c).is_none())).collect()
    }
}

/// A number as it is written on an axis: no more decimals than it has, thousands grouped.
fn short(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = fraction.map(|rest| format!(".{rest}")).unwrap_or_default();
    let sign = if value < 0.0 && (grouped != "0" || !fraction.is_empty()) { "-" } else { "" };
    format!("{sign}{grouped}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let cases =
            [(12.50, "12.5"), (40.0, "40"), (1234567.0, "1,234,567"), (-0.001, "0"), (-1200.25, "-1,200.25")];
        for (value, text) in cases {
            assert_eq!(short(value), text);
        }
    }

    #[test]
    fn what_the_fonts_lack_is_a_box_with_a_remark() {
        let mut picture = Picture::new("年度报告 2024", 100.0);
        assert!(picture.missing().is_empty());
        picture.text((0.0, 50.0), 14.0, Anchor::Start, INK, "\u{20BB7}野家");
        let picture = picture.remarks(Vec::new());
        assert_eq!(picture.missing(), ['\u{20BB7}'].into());
        let told = picture
            .shapes
            .iter()
            .any(|shape| matches!(shape, Shape::Text { text, .. } if text.contains("U+20BB7")));
        assert!(told && picture.png().is_ok() && picture.svg(Letters::Outlines).contains("<path"));
    }
}
