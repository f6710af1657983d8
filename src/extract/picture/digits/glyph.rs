//! A piece of ink in the shape in which the models know it, and what they look at: its shades, or which way its edges turn.
//!
//! `assets/digits/train.py` makes the same of the letters that it draws.

use super::ink::{Box2, Window};

/// Rows and columns of a shape.
pub(super) const HEIGHT: usize = 16;
pub(super) const WIDTH: usize = 12;

/// Parts of a shape and directions in each, for the edges.
const PART: usize = 4;
const DIRECTIONS: usize = 8;

/// Wider glyphs are as wide as this to the models, in heights.
const WIDEST: f32 = 3.0;

/// Darkness of a glyph, its height filled, its width in the middle or squeezed.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    dark: Vec<f32>,
    aspect: f32,
}

impl Shape {
    /// The shape of what is in a box of a window.
    pub(super) fn of(window: &Window, area: Box2) -> Self {
        let (rows, columns) = (area.height() as f32, area.width() as f32);
        let cell = |x: i64, y: i64| {
            let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
            let inside = x < area.width() && y < area.height();
            inside.then(|| window.at(area.left + x, area.top + y).clamp(0.0, 1.0))
        };
        let step_y = rows / HEIGHT as f32;
        let step_x = step_y.max(columns / WIDTH as f32);
        // where the glyph is larger than the grid, the mean over a step
        let (mean_x, mean_y) = (step_x.round().max(1.0) as i64, step_y.round().max(1.0) as i64);
        let soft = |x: i64, y: i64| {
            let mut sum = 0.0;
            for dy in 0..mean_y {
                for dx in 0..mean_x {
                    sum += cell(x + dx - mean_x / 2, y + dy - mean_y / 2).unwrap_or(0.0);
                }
            }
            sum / (mean_x * mean_y) as f32
        };
        let (_, brightest) = window.range(area);
        let mut dark = Vec::with_capacity(HEIGHT * WIDTH);
        for row in 0..HEIGHT {
            let y = (row as f32 + 0.5) * step_y - 0.5;
            for column in 0..WIDTH {
                let x = (column as f32 + 0.5 - WIDTH as f32 / 2.0) * step_x + columns / 2.0 - 0.5;
                let (left, top) = (x.floor(), y.floor());
                let (share_x, share_y) = (x - left, y - top);
                let (left, top) = (left as i64, top as i64);
                let upper = soft(left, top) * (1.0 - share_x) + soft(left + 1, top) * share_x;
                let lower = soft(left, top + 1) * (1.0 - share_x) + soft(left + 1, top + 1) * share_x;
                dark.push((upper * (1.0 - share_y) + lower * share_y) / brightest.max(0.2));
            }
        }
        Self { dark, aspect: (columns / rows.max(1.0)).min(WIDEST) }
    }

    /// Its darkness, and its width by its height.
    pub(super) fn shades(&self) -> Vec<f32> {
        self.dark.iter().copied().chain([self.aspect]).collect()
    }

    /// How much of its edges turns which way, in each part; and its width by its height.
    pub(super) fn edges(&self) -> Vec<f32> {
        let at = |x: usize, y: usize| {
            // the shape has a margin of paper
            let inside = (1..=WIDTH).contains(&x) && (1..=HEIGHT).contains(&y);
            if inside { self.dark[(y - 1) * WIDTH + x - 1] } else { 0.0 }
        };
        let mut found = vec![0.0_f32; (HEIGHT / PART) * (WIDTH / PART) * DIRECTIONS];
        for y in 0..HEIGHT {
            for x in 0..WIDTH {
                let dx = at(x + 2, y + 1) - at(x, y + 1);
                let dy = at(x + 1, y + 2) - at(x + 1, y);
                let turn = dy.atan2(dx) / std::f32::consts::TAU * DIRECTIONS as f32;
                let turn = turn.rem_euclid(DIRECTIONS as f32);
                let (first, share) = (turn.floor(), turn - turn.floor());
                let part = ((y / PART) * (WIDTH / PART) + x / PART) * DIRECTIONS;
                let strength = dx.hypot(dy);
                found[part + first as usize % DIRECTIONS] += strength * (1.0 - share);
                found[part + (first as usize + 1) % DIRECTIONS] += strength * share;
            }
        }
        found.iter_mut().for_each(|value| *value = value.sqrt());
        let length = found.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-6);
        found.iter_mut().for_each(|value| *value *= 4.0 / length);
        found.push(self.aspect);
        found
    }
}
