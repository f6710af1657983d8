//! The pictures on a page of a file put together: a sheet is often cut into strips.

use super::{Scan, Shades};
use crate::extract::layout::Matrix;
use crate::extract::picture::MOST_PIXELS;

/// Pictures of a page that are looked at.
const MOST: usize = 400;
/// One that covers so much of what all cover is the sheet.
const NEARLY_ALL: f64 = 0.9;
/// A picture that is so little wider or narrower than the page fills it.
const FULL: f32 = 0.03;
/// Pixels in a point at which pictures are put together, at most: 300 dpi.
const FINEST: f64 = 300.0 / 72.0;

/// A picture on a page.
struct Piece {
    shades: Shades,
    /// From its pixels to points of the page.
    place: Matrix,
}

impl Piece {
    /// Square points that it covers.
    fn covers(&self) -> f64 {
        let Matrix([a, b, c, d, ..]) = self.place;
        (a * d - b * c).abs() * self.shades.data.len() as f64
    }

    /// How often it is turned clockwise by a quarter, where that is all.
    fn quarters(&self) -> Option<usize> {
        let Matrix([a, b, c, d, ..]) = self.place;
        let none = |n: f64, of: f64| n.abs() < 0.02 * of.abs();
        match () {
            () if none(b, a) && none(c, d) && a > 0.0 && d > 0.0 => Some(0),
            () if none(a, b) && none(d, c) && b > 0.0 && c < 0.0 => Some(1),
            () if none(b, a) && none(c, d) && a < 0.0 && d < 0.0 => Some(2),
            () if none(a, b) && none(d, c) && b < 0.0 && c > 0.0 => Some(3),
            () => None,
        }
    }

    /// Points in one of its pixels, along its rows.
    fn point(&self) -> f64 {
        let Matrix([a, b, ..]) = self.place;
        a.hypot(b)
    }
}

/// The pictures of a page.
#[derive(Default)]
pub(in crate::extract) struct Collage {
    pieces: Vec<Piece>,
    pixels: u64,
}

impl Collage {
    /// Whether a picture of so many pixels is taken.
    pub(in crate::extract) fn takes(&self, pixels: u64) -> bool {
        self.pieces.len() < MOST && pixels > 0 && pixels <= MOST_PIXELS - self.pixels.min(MOST_PIXELS)
    }

    /// Adds a picture, and how its pixels become points of the page.
    pub(in crate::extract) fn add(&mut self, shades: Shades, place: Matrix) {
        if self.takes(shades.data.len() as u64) {
            self.pixels += shades.data.len() as u64;
            self.pieces.push(Piece { shades, place });
        }
    }

    /// The page that the pictures are, `width` by `height` points.
    pub(in crate::extract) fn sheet(mut self, width: f32, height: f32) -> Option<Scan> {
        let all: f64 = self.pieces.iter().map(Piece::covers).sum();
        let largest = (0..self.pieces.len())
            .max_by(|a, b| self.pieces[*a].covers().total_cmp(&self.pieces[*b].covers()))?;
        let piece = &self.pieces[largest];
        if piece.covers() >= NEARLY_ALL * all
            && let Some(turns) = piece.quarters()
        {
            let point = piece.point() as f32;
            let shades = self.pieces.swap_remove(largest).shades;
            let shades = if turns == 0 { shades } else { shades.quarters(turns) };
            // what fills the page to a hair is as wide as the page
            let whole = width / shades.width.max(1) as f32;
            let point = if (whole / point - 1.0).abs() < FULL { whole } else { point };
            return Some(Scan { shades, point });
        }
        let (width, height) = (f64::from(width), f64::from(height));
        let finest = self.pieces.iter().map(|piece| 1.0 / piece.point().max(1e-3)).fold(0.5, f64::max);
        let room = (MOST_PIXELS as f64 / 2.0 / (width * height).max(1.0)).sqrt();
        let scale = finest.min(FINEST).min(room);
        let mut sheet = Shades::blank((width * scale) as usize, (height * scale) as usize);
        self.pieces.iter().for_each(|piece| lay(piece, scale, &mut sheet));
        (!sheet.data.is_empty()).then_some(Scan { shades: sheet, point: (1.0 / scale) as f32 })
    }
}

/// Lays a picture on a sheet of so many pixels a point.
fn lay(piece: &Piece, scale: f64, sheet: &mut Shades) {
    let Matrix([a, b, c, d, e, f]) = piece.place;
    let determinant = a * d - b * c;
    if determinant.abs() < 1e-9 {
        return;
    }
    let (width, height) = (piece.shades.width as f64, piece.shades.height as f64);
    let corners =
        [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)].map(|corner| piece.place.apply(corner));
    let side = |values: [f32; 4], limit: usize| {
        let low = values.into_iter().fold(f32::MAX, f32::min) * scale as f32;
        let high = values.into_iter().fold(f32::MIN, f32::max) * scale as f32;
        (low.max(0.0) as usize).min(limit)..(high.max(0.0).ceil() as usize).min(limit)
    };
    let rows = side(corners.map(|corner| corner.1), sheet.height);
    let columns = side(corners.map(|corner| corner.0), sheet.width);
    for y in rows {
        for x in columns.clone() {
            let (from_x, from_y) = ((x as f64 + 0.5) / scale - e, (y as f64 + 0.5) / scale - f);
            let at_x = (d * from_x - c * from_y) / determinant;
            let at_y = (a * from_y - b * from_x) / determinant;
            if (0.0..width).contains(&at_x) && (0.0..height).contains(&at_y) {
                sheet.data[y * sheet.width + x] = piece.shades.row(at_y as usize)[at_x as usize];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Shades {
        Shades { width: 40, height: 60, data: (0..2_400).map(|n| (n % 251) as u8).collect() }
    }

    #[test]
    fn strips_are_one_sheet() {
        let (page, mut collage) = (page(), Collage::default());
        for n in 0..3 {
            let strip = Shades { width: 40, height: 20, data: page.data[n * 800..][..800].to_vec() };
            collage.add(strip, Matrix([0.5, 0.0, 0.0, 0.5, 0.0, 10.0 * n as f64]));
        }
        let sheet = collage.sheet(20.0, 30.0).expect("a sheet");
        assert_eq!((sheet.shades.width, sheet.shades.height), (40, 60));
        assert_eq!(sheet.shades.data, page.data);
    }

    #[test]
    fn a_sheet_that_was_put_in_sideways_is_turned() {
        let mut collage = Collage::default();
        collage.add(page(), Matrix([0.0, 0.5, -0.5, 0.0, 30.0, 0.0]));
        let sheet = collage.sheet(30.0, 20.0).expect("a sheet");
        assert_eq!((sheet.shades.width, sheet.shades.height), (60, 40));
        // its first row is the last column
        assert_eq!((sheet.shades.row(0)[59], sheet.shades.row(1)[59]), (0, 1));
    }

    #[test]
    fn more_pixels_than_are_read_are_left_out() {
        let collage = Collage { pixels: MOST_PIXELS - 5, ..Collage::default() };
        assert!(collage.takes(5) && !collage.takes(6) && !collage.takes(0));
    }
}
