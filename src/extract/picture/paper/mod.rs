//! A sheet of paper made ready to be read: upright, one page, its paper white, its lines level, at one resolution.

mod collage;
mod flatten;
mod halves;
mod shades;
mod skew;
mod upright;

use super::POINT;
use crate::extract::{Budget, Error};

pub(in crate::extract) use collage::Collage;
pub(in crate::extract) use shades::Shades;

/// The longer side of a page in pixels, at most: A3.
const LONGEST: f32 = 3_400.0;
/// A page is made larger by this, at most: what is coarser cannot be read.
const LARGER: f32 = 4.0;

/// A sheet as a picture.
pub(in crate::extract) struct Scan {
    pub(in crate::extract) shades: Shades,
    /// Points in one of its pixels.
    pub(in crate::extract) point: f32,
}

/// The longer side of A4 in points.
const A4: f32 = 842.0;

impl Scan {
    /// A picture of which nobody says how large the paper was: A4.
    pub(in crate::extract) fn of_a4(shades: Shades) -> Self {
        let point = A4 / shades.width.max(shades.height).max(1) as f32;
        Self { shades, point }
    }
}

/// The pages on a sheet, from left to right, at the resolution of all pages.
pub(super) fn pages(scan: Scan, budget: &Budget) -> Result<Vec<Shades>, Error> {
    let scan = upright::turned(scan, budget)?;
    let halves = match halves::of(&scan) {
        Some((left, right)) => vec![left, right],
        None => vec![scan],
    };
    halves.into_iter().map(|scan| straight(&scan, budget)).collect()
}

/// The page at the resolution of all pages, its paper white and its lines level.
fn straight(scan: &Scan, budget: &Budget) -> Result<Shades, Error> {
    let scale = scale(scan);
    // more pixels than are looked at go first
    let (small, scale) = match scale < 1.0 {
        true => (Some(scan.shades.straightened(scale, 0.0)), 1.0),
        false => (None, scale),
    };
    budget.clock()?;
    let flat = flatten::flattened(small.as_ref().unwrap_or(&scan.shades));
    budget.clock()?;
    let slope = skew::slope(&flat);
    budget.clock()?;
    Ok(flat.straightened(scale, slope))
}

/// By how much a picture is to be made larger.
fn scale(scan: &Scan) -> f32 {
    let longest = scan.shades.width.max(scan.shades.height).max(1) as f32;
    (scan.point / POINT).min(LONGEST / longest).min(LARGER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_picture_becomes_larger_than_a_sheet() {
        for (width, height, point) in [(1, 1, 842.0), (9_000, 2, 10.0), (2, 9_000, 0.4), (2_480, 3_508, 0.24)]
        {
            let scan = Scan { shades: Shades::blank(width, height), point };
            let scale = scale(&scan);
            assert!(
                width as f32 * scale <= LONGEST + 1.0 && height as f32 * scale <= LONGEST + 1.0,
                "{scale}"
            );
        }
        let usual = Scan::of_a4(Shades::blank(1_240, 1_754));
        assert!((scale(&usual) * 150.0 - super::super::DPI).abs() < 1.0);
    }
}
