//! A page in shades of grey, and how it is brought to another size and turned.

use crate::extract::picture::digits::Box2;

/// A picture, row by row, a byte a pixel: 0 is black, 255 is paper.
#[derive(Debug, Clone, Default)]
pub(in crate::extract) struct Shades {
    pub(in crate::extract) width: usize,
    pub(in crate::extract) height: usize,
    /// `width * height` bytes.
    pub(in crate::extract) data: Vec<u8>,
}

/// Red is red where it is so much lighter than green and blue.
const RED: u32 = 30;

impl Shades {
    /// Shades row by row; none where there are not as many as there should be.
    pub(in crate::extract) fn of(width: u32, height: u32, data: Vec<u8>) -> Option<Self> {
        let (width, height) = (width as usize, height as usize);
        (width > 0 && data.len() == width.checked_mul(height)?).then_some(Self { width, height, data })
    }

    /// The shades of red, green and blue, three bytes a pixel. Red ink is as light as its red: stamps go.
    pub(in crate::extract) fn without_red(width: u32, height: u32, data: &[u8]) -> Option<Self> {
        let shade = |rgb: &[u8]| {
            let [red, green, blue] = [rgb[0], rgb[1], rgb[2]].map(u32::from);
            let grey = (red * 3 + green * 6 + blue) / 10;
            if red > green.max(blue) + RED { red.max(grey) as u8 } else { grey as u8 }
        };
        Self::of(width, height, data.chunks_exact(3).map(shade).collect())
    }

    /// A sheet of paper with nothing on it.
    pub(in crate::extract) fn blank(width: usize, height: usize) -> Self {
        Self { width, height, data: vec![255; width * height] }
    }

    pub(in crate::extract) fn row(&self, y: usize) -> &[u8] {
        &self.data[y * self.width..][..self.width]
    }

    /// The picture turned clockwise by quarters of a circle.
    pub(in crate::extract) fn quarters(&self, turns: usize) -> Self {
        let (width, height) = (self.width, self.height);
        let mut turned =
            if turns.is_multiple_of(2) { Self::blank(width, height) } else { Self::blank(height, width) };
        let across = turned.width;
        for y in 0..height {
            for (x, shade) in self.row(y).iter().enumerate() {
                let (to_x, to_y) = match turns % 4 {
                    0 => (x, y),
                    1 => (height - 1 - y, x),
                    2 => (width - 1 - x, height - 1 - y),
                    _ => (y, width - 1 - x),
                };
                turned.data[to_y * across + to_x] = *shade;
            }
        }
        turned
    }

    /// The columns from one to before another.
    pub(in crate::extract::picture) fn columns(&self, from: usize, to: usize) -> Self {
        self.cut(Box2 { left: from, top: 0, right: to, bottom: self.height })
    }

    /// The part in a box that is inside.
    pub(in crate::extract::picture) fn cut(&self, area: Box2) -> Self {
        let rows = (area.top..area.bottom).flat_map(|y| &self.row(y)[area.left..area.right]);
        Self { width: area.width(), height: area.height(), data: rows.copied().collect() }
    }

    /// The shade between four pixels; paper outside.
    fn between(&self, x: f32, y: f32) -> u8 {
        let (left, top) = (x.floor(), y.floor());
        let (share_x, share_y) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let at = |x: i64, y: i64| match (usize::try_from(x), usize::try_from(y)) {
            (Ok(x), Ok(y)) if x < self.width && y < self.height => f32::from(self.data[y * self.width + x]),
            _ => 255.0,
        };
        let upper = at(left, top) * (1.0 - share_x) + at(left + 1, top) * share_x;
        let lower = at(left, top + 1) * (1.0 - share_x) + at(left + 1, top + 1) * share_x;
        (upper * (1.0 - share_y) + lower * share_y + 0.5) as u8
    }

    /// The picture at `scale` times its size, turned back by `slope`: how far a line falls in one pixel to the right.
    pub(in crate::extract::picture) fn straightened(&self, scale: f32, slope: f32) -> Self {
        let reduced = if scale < 1.0 { Some(self.reduced(scale)) } else { None };
        let source = reduced.as_ref().unwrap_or(self);
        let scale = if reduced.is_some() { 1.0 } else { scale };
        let (width, height) =
            ((source.width as f32 * scale).round() as usize, (source.height as f32 * scale).round() as usize);
        if scale == 1.0 && slope == 0.0 {
            return reduced.unwrap_or_else(|| self.clone());
        }
        let angle = slope.atan();
        let (sine, cosine) = (angle.sin(), angle.cos());
        let (middle_x, middle_y) = (source.width as f32 / 2.0, source.height as f32 / 2.0);
        let mut straight = Self::blank(width, height);
        for (y, row) in straight.data.chunks_exact_mut(width.max(1)).enumerate() {
            let dy = (y as f32 + 0.5) / scale - middle_y;
            for (x, shade) in row.iter_mut().enumerate() {
                let dx = (x as f32 + 0.5) / scale - middle_x;
                let (from_x, from_y) = (cosine * dx - sine * dy, sine * dx + cosine * dy);
                *shade = source.between(from_x + middle_x - 0.5, from_y + middle_y - 0.5);
            }
        }
        straight
    }

    /// The picture made smaller: each pixel is the mean of those that it covers.
    fn reduced(&self, scale: f32) -> Self {
        let size = |side: usize| ((side as f32 * scale).round() as usize).max(1);
        let (width, height) = (size(self.width), size(self.height));
        let edges = |from: usize, to: usize| -> Vec<usize> { (0..=to).map(|n| n * from / to).collect() };
        let (xs, ys) = (edges(self.width, width), edges(self.height, height));
        let mut small = Self::blank(width, height);
        for y in 0..height {
            let rows = ys[y]..ys[y + 1].max(ys[y] + 1);
            for x in 0..width {
                let columns = xs[x]..xs[x + 1].max(xs[x] + 1);
                let count = (rows.len() * columns.len()) as u32;
                let sum: u32 =
                    rows.clone().flat_map(|y| &self.row(y)[columns.clone()]).map(|v| u32::from(*v)).sum();
                small.data[y * width + x] = (sum / count.max(1)) as u8;
            }
        }
        small
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_falls_is_brought_level() {
        let mut picture = Shades::blank(200, 100);
        for x in 0..200 {
            let y = (50.0 + (x as f32 - 100.0) * 0.03).round() as usize;
            picture.data[y * 200 + x] = 0;
        }
        let straight = picture.straightened(1.0, 0.03);
        let dark = |y: usize| straight.row(y).iter().filter(|v| **v < 200).count();
        assert!(dark(49) + dark(50) + dark(51) > 190, "{:?}", (45..56).map(dark).collect::<Vec<_>>());
    }

    #[test]
    fn a_smaller_picture_keeps_its_shade() {
        let picture = Shades { width: 90, height: 60, data: vec![90; 90 * 60] };
        let small = picture.straightened(0.5, 0.0);
        assert_eq!((small.width, small.height), (45, 30));
        assert!(small.data.iter().all(|v| *v == 90));
    }
}
