//! The pieces of ink in a window of a page: dark pixels that touch.

use crate::extract::picture::Shades;

/// A part of a page, darkness instead of shade: 0 is paper, 1 is black.
#[derive(Debug, Clone)]
pub(in crate::extract::picture) struct Window {
    pub(in crate::extract::picture) width: usize,
    pub(in crate::extract::picture) height: usize,
    pub(in crate::extract::picture) dark: Vec<f32>,
}

/// A rectangle in pixels; right and bottom are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract::picture) struct Box2 {
    pub(in crate::extract::picture) left: usize,
    pub(in crate::extract::picture) top: usize,
    pub(in crate::extract::picture) right: usize,
    pub(in crate::extract::picture) bottom: usize,
}

/// Dark pixels that touch, also at their corners.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::extract::picture) struct Piece {
    pub(in crate::extract::picture) area: Box2,
    /// Pixels.
    pub(in crate::extract::picture) size: usize,
}

impl Box2 {
    pub(in crate::extract::picture) fn width(&self) -> usize {
        self.right.saturating_sub(self.left)
    }

    pub(in crate::extract::picture) fn height(&self) -> usize {
        self.bottom.saturating_sub(self.top)
    }

    /// The smallest box around both.
    pub(in crate::extract::picture) fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

impl Window {
    /// The part of a page in a box; what is outside of the page is paper.
    pub(in crate::extract::picture) fn of(picture: &Shades, area: Box2) -> Self {
        let right = area.right.min(picture.width);
        let bottom = area.bottom.min(picture.height);
        let (width, height) = (right.saturating_sub(area.left), bottom.saturating_sub(area.top));
        let rows = (area.top..area.top + height).map(|y| &picture.row(y)[area.left..area.left + width]);
        let dark = rows.flatten().map(|shade| 1.0 - f32::from(*shade) / 255.0).collect();
        Self { width, height, dark }
    }

    pub(in crate::extract::picture) fn at(&self, x: usize, y: usize) -> f32 {
        self.dark[y * self.width + x]
    }

    /// The lightest and the darkest pixel in a box.
    pub(in crate::extract::picture) fn range(&self, area: Box2) -> (f32, f32) {
        let rows = (area.top..area.bottom).flat_map(|y| (area.left..area.right).map(move |x| (x, y)));
        rows.map(|(x, y)| self.at(x, y)).fold((1.0, 0.0), |(low, high), v| (v.min(low), v.max(high)))
    }

    /// How dark its ink is: the darkest mean of 3 by 3 pixels, which a speck of noise is not.
    pub(in crate::extract::picture) fn peak(&self) -> f32 {
        let mut peak = 0.0_f32;
        for y in 1..self.height.saturating_sub(1) {
            for x in 1..self.width.saturating_sub(1) {
                let column = |x: usize| self.at(x, y - 1) + self.at(x, y) + self.at(x, y + 1);
                peak = peak.max((column(x - 1) + column(x) + column(x + 1)) / 9.0);
            }
        }
        peak
    }

    /// The pieces darker than a threshold, from left to right; none where there are more than so many.
    pub(in crate::extract::picture) fn pieces(&self, threshold: f32, most: usize) -> Option<Vec<Piece>> {
        let mut seen: Vec<bool> = self.dark.iter().map(|dark| *dark <= threshold).collect();
        let mut pieces = Vec::new();
        let mut stack = Vec::new();
        for start in 0..seen.len() {
            if seen[start] {
                continue;
            }
            if pieces.len() >= most {
                return None;
            }
            seen[start] = true;
            stack.push(start);
            let (x, y) = (start % self.width, start / self.width);
            let mut area = Box2 { left: x, top: y, right: x + 1, bottom: y + 1 };
            let mut size = 0;
            while let Some(place) = stack.pop() {
                let (x, y) = (place % self.width, place / self.width);
                area = area.around(Box2 { left: x, top: y, right: x + 1, bottom: y + 1 });
                size += 1;
                for y in y.saturating_sub(1)..(y + 2).min(self.height) {
                    for x in x.saturating_sub(1)..(x + 2).min(self.width) {
                        let place = y * self.width + x;
                        if !std::mem::replace(&mut seen[place], true) {
                            stack.push(place);
                        }
                    }
                }
            }
            pieces.push(Piece { area, size });
        }
        pieces.sort_by_key(|piece| (piece.area.left, piece.area.top));
        Some(pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_at_a_corner_is_one_piece() {
        let mut window = Window { width: 8, height: 4, dark: vec![0.0; 32] };
        [9, 18, 27, 14, 22].into_iter().for_each(|n| window.dark[n] = 1.0);
        let pieces = window.pieces(0.5, 9).expect("few");
        let found: Vec<(usize, usize, usize)> =
            pieces.iter().map(|p| (p.area.left, p.area.right, p.size)).collect();
        assert_eq!(found, [(1, 4, 3), (6, 7, 2)]);
    }
}
