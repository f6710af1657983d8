//! Lines over the years, one for each office and figure. A gap in the years is a gap in the line.

use std::collections::BTreeMap;

use crate::archive::query::series::{Point, labels};
use crate::present::picture::axis::{Frame, HEIGHT, Scale};
use crate::present::picture::{COLOURS, Colour, INK, Picture, short};

/// Lines beyond this number cannot be told apart.
pub const LINES: usize = COLOURS.len();

/// Points that get their number written beside them.
const NUMBERED: usize = 24;

/// The points of a line: those that are numbers.
type Line = Vec<(u16, f64)>;

/// A line chart; of more than [`LINES`] lines those that end highest.
pub fn line(title: &str, points: &[Point]) -> Picture {
    let mut lines: Vec<(String, Line)> = lines(points).into_iter().collect();
    let last = |line: &Line| line.last().map_or(f64::MIN, |(_, value)| *value);
    lines.sort_by(|a, b| last(&b.1).total_cmp(&last(&a.1)));
    let left_out = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    let mut picture = Picture::new(title, HEIGHT);
    let scale = Scale::over(lines.iter().flat_map(|(_, line)| line.iter().map(|(_, value)| *value)));
    let legend: Vec<(String, Colour)> = lines.iter().map(|(name, _)| name.clone()).zip(COLOURS).collect();
    // the title says whose the only line is
    let named = if legend.len() > 1 { &legend[..] } else { &[] };
    let frame = Frame::draw(&mut picture, scale, points, named);
    let numbered = lines.len() == 1 && lines.iter().all(|(_, line)| line.len() <= NUMBERED);
    for ((name, line), (_, colour)) in lines.iter().zip(&legend) {
        for part in line.chunk_by(|a, b| a.0 + 1 == b.0).filter(|part| part.len() > 1) {
            let path = part.iter().map(|(year, value)| (frame.x(*year), frame.y(*value)));
            picture.line(path.collect(), 2.5, *colour, false);
        }
        for (year, value) in line {
            let at = (frame.x(*year), frame.y(*value));
            picture.dot(at, 4.0, *colour, format!("{name} {year}: {}", short(*value)));
            if numbered {
                picture.number((at.0, at.1 - 9.0), 12.0, INK, short(*value));
            }
        }
    }
    let remarks = [(left_out > 0).then(|| format!("另有{left_out}条线未画：只画最近数值最大的{LINES}条"))];
    picture.remarks(remarks.into_iter().flatten().collect())
}

/// The points as lines: one an office and figure, named by what is not the same for all.
fn lines(points: &[Point]) -> BTreeMap<String, Line> {
    let several = |of: fn(&Point) -> &str| points.windows(2).any(|pair| of(&pair[0]) != of(&pair[1]));
    let (offices, figures) = (several(|p| &p.agency), several(|p| p.indicator));
    let labels = labels(points.iter().map(|point| point.indicator));
    let mut lines: BTreeMap<String, Line> = BTreeMap::new();
    for point in points {
        let label = labels.get(point.indicator).map_or(point.indicator, String::as_str);
        let name = match (offices, figures) {
            (true, true) => format!("{} {label}", point.agency),
            (false, true) => label.to_owned(),
            _ => point.agency.clone(),
        };
        let line = lines.entry(name).or_default();
        if let Some(value) = point.value {
            line.push((point.year, value.as_f64()));
        }
    }
    lines
}
