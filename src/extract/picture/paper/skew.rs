//! How far the lines of a page fall to the right: the slope at which most dark edges lie in few rows.

use super::shades::Shades;

/// The steepest slope that is looked for: 3 degrees. Pages that are put in askew are within it.
const STEEPEST: f32 = 0.0525;
/// Slopes are first tried in steps of this, then in finer ones around the best.
const COARSE: f32 = 0.0025;
const FINE: f32 = 0.0002;
/// Points that are looked at, at most.
const POINTS: usize = 60_000;
/// Darker than this is ink.
const INK: u8 = 140;

/// The slope of the page: pixels down for one to the right.
pub(super) fn slope(picture: &Shades) -> f32 {
    let points = edges(picture);
    if points.len() < 100 {
        return 0.0;
    }
    let best = |slopes: &mut dyn Iterator<Item = f32>| {
        let scored = slopes.map(|slope| (score(&points, slope, picture), slope));
        scored.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(0.0, |(_, slope)| slope)
    };
    let coarse = (STEEPEST / COARSE) as i32;
    let rough = best(&mut (-coarse..=coarse).map(|n| n as f32 * COARSE));
    let fine = (COARSE / FINE) as i32;
    let found = best(&mut (-fine..=fine).map(|n| rough + n as f32 * FINE));
    if found.abs() < 2.0 * FINE { 0.0 } else { found }
}

/// Lower edges of ink: dark pixels above light ones, thinned to [`POINTS`].
fn edges(picture: &Shades) -> Vec<(f32, f32)> {
    let is_edge = |x: usize, y: usize| picture.row(y)[x] < INK && picture.row(y + 1)[x] >= INK;
    let mut points = Vec::new();
    for y in 0..picture.height.saturating_sub(1) {
        points.extend((0..picture.width).filter(|x| is_edge(*x, y)).map(|x| (x as f32, y as f32)));
    }
    let step = points.len().div_ceil(POINTS).max(1);
    points.into_iter().step_by(step).collect()
}

/// How much the edges gather in rows when the page is turned back by a slope.
fn score(points: &[(f32, f32)], slope: f32, picture: &Shades) -> f64 {
    let room = (picture.width as f32 * STEEPEST * 1.2) as usize + 2;
    let mut rows = vec![0.0_f32; picture.height + 2 * room];
    let middle = picture.width as f32 / 2.0;
    for (x, y) in points {
        let row = y - (x - middle) * slope + room as f32;
        // a point between two rows is in both
        let share = row - row.floor();
        if let Some([upper, lower]) = rows.get_mut(row as usize..row as usize + 2) {
            *upper += 1.0 - share;
            *lower += share;
        }
    }
    rows.iter().map(|count| f64::from(*count) * f64::from(*count)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_of_ruled_paper_is_found() {
        for slope in [-0.03_f32, -0.0087, 0.0, 0.004, 0.035] {
            let mut picture = Shades::blank(600, 800);
            for line in 0..20 {
                for x in 0..600 {
                    let y = 40.0 + 36.0 * line as f32 + (x as f32 - 300.0) * slope;
                    picture.data[y.round() as usize * 600 + x] = 0;
                }
            }
            let found = super::slope(&picture);
            assert!((found - slope).abs() < 0.0008, "{found} for {slope}");
        }
    }
}
