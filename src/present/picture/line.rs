//! Lines over the years, one for each office and figure. A gap in the years is a gap in the line.

use std::collections::BTreeMap;

use crate::archive::query::series::{Point, labels};
use crate::present::picture::axis::{Axes, HEIGHT, Scale};
use crate::present::picture::{COLOURS, Colour, Draws, INK, Kind, PAPER, Picture, short};

/// The kind in the registry.
pub(super) const KIND: Kind = Kind {
    name: "line",
    label: "折线图",
    about: "a line over the years for each office and figure",
    draws: Draws::Series { draw: line, of_one: false },
};

/// Lines beyond this number cannot be distinguished.
pub const LINES: usize = COLOURS.len();

/// Points that get their number written beside them.
const NUMBERED: usize = 24;

/// What a line runs through: the years with a number.
type Course = Vec<YearValue>;

/// A number of a year.
#[derive(Debug, Clone, PartialEq)]
struct YearValue {
    year: u16,
    value: f64,
    /// Why it is uncertain.
    doubt: Option<String>,
}

/// A line chart; of more than [`LINES`] lines those that end highest.
pub fn line(title: &str, points: &[Point]) -> Picture {
    let mut lines: Vec<(String, Course)> = lines(points).into_iter().collect();
    let last = |line: &Course| line.last().map_or(f64::MIN, |dot| dot.value);
    lines.sort_by(|a, b| last(&b.1).total_cmp(&last(&a.1)));
    let left_out = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    let mut picture = Picture::new(title, HEIGHT);
    let scale = Scale::over(lines.iter().flat_map(|(_, line)| line.iter().map(|dot| dot.value)));
    let legend: Vec<(String, Colour)> = lines.iter().map(|(name, _)| name.clone()).zip(COLOURS).collect();
    // the title says whose the only line is
    let named = if legend.len() > 1 { &legend[..] } else { &[] };
    let frame = Axes::draw(&mut picture, scale, points, named);
    let numbered = lines.len() == 1 && lines.iter().all(|(_, line)| line.len() <= NUMBERED);
    for ((name, line), (_, colour)) in lines.iter().zip(&legend) {
        let at = |dot: &YearValue| (frame.x(dot.year), frame.y(dot.value));
        for part in line.chunk_by(|a, b| a.year + 1 == b.year).filter(|part| part.len() > 1) {
            picture.line(part.iter().map(at).collect(), 2.5, *colour, false);
        }
        for dot in line {
            let doubt = dot.doubt.as_ref().map(|doubt| format!("（{doubt}）")).unwrap_or_default();
            let tip = format!("{name} {}: {}{doubt}", dot.year, short(dot.value));
            picture.dot(at(dot), 4.0, *colour, tip.clone());
            if dot.doubt.is_some() {
                picture.dot(at(dot), 2.2, PAPER, tip);
            }
            if numbered {
                let (x, y) = at(dot);
                picture.number((x, y - 9.0), 12.0, INK, short(dot.value));
            }
        }
    }
    let doubtful = lines.iter().any(|(_, line)| line.iter().any(|dot| dot.doubt.is_some()));
    let remarks = [
        doubtful.then(|| "空心：存疑的数".to_owned()),
        (left_out > 0).then(|| format!("另有{left_out}条线未画：只画最近数值最大的{LINES}条")),
    ];
    picture.remarks(remarks.into_iter().flatten().collect())
}

/// The points as lines: one an office and figure, named by what is not the same for all.
fn lines(points: &[Point]) -> BTreeMap<String, Course> {
    let several = |of: fn(&Point) -> &str| points.windows(2).any(|pair| of(&pair[0]) != of(&pair[1]));
    let (offices, figures) = (several(|p| &p.agency), several(|p| p.indicator));
    let labels = labels(points.iter().map(|point| point.indicator));
    let mut lines: BTreeMap<String, Course> = BTreeMap::new();
    for point in points {
        let label = labels.get(point.indicator).map_or(point.indicator, String::as_str);
        let name = match (offices, figures) {
            (true, true) => format!("{} {label}", point.agency),
            (false, true) => label.to_owned(),
            _ => point.agency.clone(),
        };
        let line = lines.entry(name).or_default();
        if let Some(value) = point.value {
            line.push(YearValue { year: point.year, value: value.as_f64(), doubt: point.doubt.clone() });
        }
    }
    lines
}
