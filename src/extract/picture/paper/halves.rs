//! Two pages on one sheet: a strip of paper without ink from top to bottom in the middle of a sheet that is wider than high.

use super::{A4, Scan, Shades};

/// A sheet of two pages is so much wider than high.
const WIDE: f32 = 1.2;
/// Where the strip is, in widths of the sheet.
const MIDDLE: [f32; 2] = [0.44, 0.56];
/// How wide it is at least, in widths of the sheet.
const STRIP: f32 = 0.02;
/// The share of a column of the strip that may be dark: specks and the shadow of a fold.
const SPECKS: f32 = 0.004;
/// Darker than this share of the usual shade is ink.
const INK: f32 = 0.75;
/// The share of dark pixels that either half has at least.
const WRITTEN: f32 = 0.005;

/// The left and the right page, if there are two.
pub(super) fn of(scan: &Scan) -> Option<(Scan, Scan)> {
    let page = &scan.shades;
    if (page.width as f32) < WIDE * page.height as f32 || page.height < 200 {
        return None;
    }
    let dark = dark(page);
    let at = |share: f32| (share * page.width as f32) as usize;
    let most = (SPECKS * page.height as f32) as u32;
    let light: Vec<usize> = (at(MIDDLE[0])..at(MIDDLE[1])).filter(|x| dark[*x] <= most).collect();
    let strip = light.chunk_by(|a, b| b - a == 1).max_by_key(|strip| strip.len())?;
    let middle = strip[strip.len() / 2];
    let written = |half: &[u32]| {
        let ink: u64 = half.iter().map(|count| u64::from(*count)).sum();
        ink as f32 >= WRITTEN * (half.len() * page.height) as f32
    };
    if strip.len() < at(STRIP) || !written(&dark[..middle]) || !written(&dark[middle..]) {
        return None;
    }
    let half = |from: usize, to: usize| {
        let shades = page.columns(from, to);
        // two pages of A4 on one of A4 are printed smaller
        let point = (A4 / shades.width.max(shades.height) as f32).max(scan.point);
        Scan { shades, point }
    };
    Some((half(0, middle), half(middle, page.width)))
}

/// Dark pixels of each column.
fn dark(page: &Shades) -> Vec<u32> {
    let mut counts = [0_u64; 256];
    page.data.iter().for_each(|shade| counts[usize::from(*shade)] += 1);
    let (mut below, mut usual) = (0, 255);
    for (shade, count) in counts.iter().enumerate() {
        below += count;
        if below * 2 >= page.data.len() as u64 {
            usual = shade;
            break;
        }
    }
    let limit = (usual as f32 * INK) as u8;
    let mut dark = vec![0; page.width];
    for y in 0..page.height {
        page.row(y).iter().zip(&mut dark).for_each(|(shade, count)| *count += u32::from(*shade < limit));
    }
    dark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(written: &[(usize, usize)]) -> Scan {
        let mut shades = Shades::blank(1_400, 1_000);
        for &(from, to) in written {
            for y in (50..950).step_by(20) {
                shades.data[y * 1_400 + from..y * 1_400 + to].fill(0);
            }
        }
        Scan::of_a4(shades)
    }

    #[test]
    fn a_sheet_is_cut_where_no_ink_is() {
        let (left, right) = of(&sheet(&[(60, 640), (760, 1_340)])).expect("two pages");
        assert_eq!(left.shades.width + right.shades.width, 1_400);
        assert!((690..710).contains(&left.shades.width), "{}", left.shades.width);
        assert!(of(&sheet(&[(60, 1_340)])).is_none());
        assert!(of(&sheet(&[(60, 640)])).is_none());
    }
}
