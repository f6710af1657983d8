//! What charts over years share: a scale with round steps, the frame with years, the legend.

use crate::archive::query::series::Point;
use crate::present::picture::{Anchor, Colour, EDGE, FAINT, GRID, INK, Picture, WIDTH, font, short};

const TOP: f32 = 92.0;
const BOTTOM: f32 = 480.0;
const LETTERS: f32 = 13.0;

/// Height of a chart over years.
pub(super) const HEIGHT: f32 = 530.0;

/// Widest names of a legend.
const NAMES: f32 = 208.0;

/// Values from a round one to a round one, zero among them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    step: f64,
}

impl Scale {
    /// A scale that holds all values.
    pub(super) fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values.fold((0.0, 0.0), |(low, high): (f64, f64), v| (low.min(v), high.max(v)));
        let step = nice((high - low) / 5.0);
        let high = ((high / step).ceil() * step).max(if low < 0.0 { 0.0 } else { step });
        Self { low: (low / step).floor() * step, high, step }
    }

    /// The values that are written beside it.
    pub(super) fn ticks(self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.step).round() as u32;
        (0..=count).map(move |n| self.low + f64::from(n) * self.step)
    }

    /// The share of the way from the lowest to the highest value.
    pub(super) fn at(self, value: f64) -> f32 {
        ((value - self.low) / (self.high - self.low)) as f32
    }
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

/// The area of a chart over years.
#[derive(Debug)]
pub(super) struct Axes {
    left: f32,
    right: f32,
    scale: Scale,
    first: u16,
    years: f32,
}

impl Axes {
    /// Draws scale, years and legend, and marks the years from which on a new form is in use.
    pub(super) fn draw(
        picture: &mut Picture,
        scale: Scale,
        points: &[Point],
        legend: &[(String, Colour)],
    ) -> Self {
        let years = || points.iter().map(|point| point.year);
        let (first, last) = (years().min().unwrap_or(0), years().max().unwrap_or(0));
        let labels: Vec<String> = scale.ticks().map(short).collect();
        let widest = labels.iter().map(|label| font::width(label, LETTERS)).fold(0.0, f32::max);
        let names = legend.iter().map(|(name, _)| font::width(name, LETTERS)).fold(0.0, f32::max).min(NAMES);
        let right = if legend.is_empty() { WIDTH - EDGE } else { WIDTH - EDGE - names - 40.0 };
        let frame =
            Self { left: EDGE + widest + 10.0, right, scale, first, years: f32::from(last - first) + 1.0 };
        let mut units: Vec<&str> = points.iter().map(|point| point.unit).collect();
        units.dedup();
        units.sort_unstable();
        units.dedup();
        picture.text((EDGE, 66.0), LETTERS, Anchor::Start, FAINT, format!("单位：{}", units.join("、")));
        for (value, label) in scale.ticks().zip(labels) {
            let y = frame.y(value);
            picture.line(
                vec![(frame.left, y), (frame.right, y)],
                1.0,
                if value == 0.0 { FAINT } else { GRID },
                false,
            );
            picture.text((frame.left - 8.0, y + 4.5), LETTERS, Anchor::End, INK, label);
        }
        // every year, or every second, third ... where they would run into each other
        let every = (font::width("2024 ", LETTERS) / frame.band()).ceil().max(1.0) as u16;
        for year in (first..=last).filter(|year| (last - year).is_multiple_of(every)) {
            picture.text((frame.x(year), BOTTOM + 22.0), LETTERS, Anchor::Middle, INK, year.to_string());
        }
        let mut changes: Vec<u16> = points.iter().filter(|p| p.new_form).map(|p| p.year).collect();
        changes.sort_unstable();
        changes.dedup();
        for year in changes {
            let x = frame.x(year) - frame.band() / 2.0;
            picture.line(vec![(x, TOP - 12.0), (x, BOTTOM)], 1.0, FAINT, true);
            picture.text((x + 4.0, TOP - 6.0), 12.0, Anchor::Start, FAINT, format!("{year}年起新格式"));
        }
        let mut y = TOP;
        for (name, colour) in legend {
            picture.rect((frame.right + 18.0, y), (12.0, 12.0), *colour, String::new());
            for line in font::wrapped(name, LETTERS, NAMES, 3) {
                picture.text((frame.right + 36.0, y + 11.0), LETTERS, Anchor::Start, INK, line);
                y += 17.0;
            }
            y += 7.0;
        }
        frame
    }

    /// The middle of a year.
    pub(super) fn x(&self, year: u16) -> f32 {
        self.left + (f32::from(year.saturating_sub(self.first)) + 0.5) * self.band()
    }

    /// The height of a value.
    pub(super) fn y(&self, value: f64) -> f32 {
        BOTTOM - self.scale.at(value) * (BOTTOM - TOP)
    }

    /// The width of a year.
    pub(super) fn band(&self) -> f32 {
        (self.right - self.left) / self.years
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert!((nice(0.7) - 1.0).abs() < 1e-9 && (nice(13.0) - 20.0).abs() < 1e-9);
        let scale = Scale::over([-3.0, 47.0].into_iter());
        assert_eq!(scale.ticks().map(short).collect::<Vec<_>>(), ["-10", "0", "10", "20", "30", "40", "50"]);
        let nothing = Scale::over(std::iter::empty());
        assert_eq!(nothing.ticks().map(short).collect::<Vec<_>>(), ["0", "1"]);
        let below = Scale::over([-8.0].into_iter());
        assert!(below.high.abs() < 1e-9 && (below.at(0.0) - 1.0).abs() < 1e-6);
    }
}
