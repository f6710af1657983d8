//! Uneven light, grey cells and yellow paper made white: each shade by that of the paper around it.

use super::shades::Shades;

/// Side of a patch of paper in pixels: larger than a letter of a title at 150 dpi, smaller than a row of a table is long.
const PATCH: usize = 32;
/// The share of a patch that is darker than its paper, at most.
const INK: f32 = 0.85;
/// Paper is no darker than this; a patch that is, is a photograph or a black box.
const DARKEST: f32 = 60.0;

/// The picture with its paper white.
pub(super) fn flattened(picture: &Shades) -> Shades {
    let (across, down) = (picture.width.div_ceil(PATCH).max(1), picture.height.div_ceil(PATCH).max(1));
    let paper: Vec<f32> = (0..across * down).map(|n| paper(picture, n % across, n / across)).collect();
    let mut flat = picture.clone();
    for y in 0..picture.height {
        let (upper, lower, share_y) = neighbours(y, down);
        for x in 0..picture.width {
            let (left, right, share_x) = neighbours(x, across);
            let mix = |row: usize| {
                paper[row * across + left] * (1.0 - share_x) + paper[row * across + right] * share_x
            };
            let white = mix(upper) * (1.0 - share_y) + mix(lower) * share_y;
            let shade = &mut flat.data[y * picture.width + x];
            *shade = (f32::from(*shade) * 255.0 / white).min(255.0) as u8;
        }
    }
    flat
}

/// The shade of the paper in a patch.
fn paper(picture: &Shades, column: usize, row: usize) -> f32 {
    let mut counts = [0_u32; 256];
    for y in row * PATCH..((row + 1) * PATCH).min(picture.height) {
        let end = ((column + 1) * PATCH).min(picture.width);
        for shade in &picture.row(y)[column * PATCH..end] {
            counts[usize::from(*shade)] += 1;
        }
    }
    let all: u32 = counts.iter().sum();
    let mut darker = 0;
    for (shade, count) in counts.iter().enumerate() {
        darker += count;
        if darker as f32 >= all as f32 * INK {
            return (shade as f32).max(DARKEST);
        }
    }
    255.0
}

/// The two patches whose middles a pixel lies between, and how far it is from the first.
fn neighbours(at: usize, patches: usize) -> (usize, usize, f32) {
    let place = ((at as f32 + 0.5) / PATCH as f32 - 0.5).clamp(0.0, (patches - 1) as f32);
    let first = place as usize;
    (first, (first + 1).min(patches - 1), place - first as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_that_falls_off_leaves_ink_black_and_paper_white() {
        let (width, height) = (320, 160);
        let light = |x: usize| 120 + x / 3;
        let shade =
            |n: usize| if (n % width).is_multiple_of(16) { light(n % width) / 4 } else { light(n % width) };
        let data = (0..width * height).map(|n| shade(n) as u8).collect();
        let flat = flattened(&Shades { width, height, data });
        for (n, shade) in flat.data.iter().enumerate() {
            assert_eq!(*shade < 90, (n % width).is_multiple_of(16), "{shade} at {n}");
        }
    }
}
