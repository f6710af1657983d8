//! Pages that were put in sideways or upside down: the way in which most of their digits are digits.
//!
//! Only digits that are no other digit when they are turned are counted. A page without figures stays as it is.

use super::{Scan, Shades, scale};
use crate::extract::picture::digits::{self, Box2, Window};
use crate::extract::{Budget, Error};

/// Pieces of ink that are looked at.
const PIECES: usize = 500;
/// Digits that must be known the other way, and how many times as many as the way it is.
const ENOUGH: usize = 6;
const TIMES: usize = 3;

/// The sheet turned so that its figures are upright.
pub(super) fn turned(scan: Scan, budget: &Budget) -> Result<Scan, Error> {
    let page = scan.shades.straightened(scale(&scan), 0.0);
    budget.clock()?;
    let glyphs = glyphs(&page);
    let count = |turns: usize| glyphs.iter().filter(|glyph| is_telling(glyph, turns)).count();
    let own = count(0);
    // most pages lie as they should, which is soon seen
    if own >= 2 * ENOUGH {
        return Ok(scan);
    }
    let others = (1..4).map(|turns| (count(turns), turns)).max_by_key(|(count, turns)| (*count, 4 - turns));
    budget.clock()?;
    let (most, best) = others.unwrap_or_default();
    if most < ENOUGH || most < TIMES * own {
        return Ok(scan);
    }
    Ok(Scan { shades: scan.shades.quarters(best), ..scan })
}

/// Pieces of ink as large as digits, from all over the page.
fn glyphs(page: &Shades) -> Vec<Shades> {
    let whole = Window::of(page, Box2 { left: 0, top: 0, right: page.width, bottom: page.height });
    let areas = digits::of_digit_size(&whole);
    let step = areas.len().div_ceil(PIECES).max(1);
    areas.into_iter().step_by(step).map(|area| page.cut(area)).collect()
}

/// Whether a glyph is a digit when it is turned by quarters, and would be none otherwise.
fn is_telling(glyph: &Shades, turns: usize) -> bool {
    let turned = glyph.quarters(turns);
    let area = Box2 { left: 0, top: 0, right: turned.width, bottom: turned.height };
    digits::known(&Window::of(&turned, area)).is_some_and(|digit| "347".contains(digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_quarters_are_a_whole() {
        let page = Shades { width: 3, height: 2, data: vec![1, 2, 3, 4, 5, 6] };
        let turned = page.quarters(1);
        assert_eq!((turned.width, turned.height, &turned.data[..]), (2, 3, &[4, 1, 5, 2, 6, 3][..]));
        assert_eq!(page.quarters(3).quarters(1).data, page.data);
        assert_eq!(page.quarters(2).quarters(2).data, page.data);
    }
}
