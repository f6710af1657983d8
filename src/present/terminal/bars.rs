//! Figures as characters: a bar beside each, or a small line of a whole series.

use crate::archive::query::series::Point;

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

/// Eight heights of a character.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A character a year from the lowest to the highest value; a year without a number is a gap.
pub fn sparkline(values: &[Option<f64>]) -> String {
    let numbers = || values.iter().flatten().copied();
    let (low, high) = (numbers().fold(0.0, f64::min), numbers().fold(0.0, f64::max));
    let height = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.0 };
        HEIGHTS[((share * 7.0).round() as usize).min(7)]
    };
    values.iter().map(|value| value.map_or(' ', height)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_line_has_gaps() {
        assert_eq!(sparkline(&[Some(0.0), Some(7.0), None, Some(3.5)]), "▁█ ▅");
        assert_eq!(sparkline(&[Some(0.0), None]), "▁ ");
        assert_eq!(sparkline(&[]), "");
    }
}
