//! Files that are pictures: PNG, JPEG, and TIFF, which may hold several pages.
//!
//! The size of a picture is looked at before it is decoded. A picture that ends early is refused: what is missing would be
//! taken for blank cells.

mod jpeg;
mod png;
mod tiff;

use super::{MOST_PIXELS, Scan, Shades, pages};
use crate::extract::document::Document;
use crate::extract::layout::Layout;
use crate::extract::{Bound, Budget, Damage, Error};

/// A decoded picture, and how many of its pixels are an inch, where it says so.
struct Picture {
    shades: Shades,
    dpi: Option<f32>,
}

/// Whether the bytes begin as a picture of this format does.
pub(in crate::extract) fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}

/// Whether the bytes begin as a picture of this format does.
pub(in crate::extract) fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xD8\xFF")
}

/// Whether the bytes begin as a picture of this format does.
pub(in crate::extract) fn is_tiff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*")
}

/// Whether the bytes begin as a picture does that can be read.
pub(in crate::extract) fn is_picture(bytes: &[u8]) -> bool {
    is_png(bytes) || is_jpeg(bytes) || is_tiff(bytes)
}

/// Reads a file whose pictures are the pages of a report.
pub(in crate::extract) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    let mut pages = Pages::new(budget);
    pages.add(bytes)?;
    pages.finish()
}

/// Pictures that are the pages of one document.
pub(in crate::extract) struct Pages<'b> {
    layout: Layout<'b>,
    budget: &'b Budget,
    count: u32,
    /// Sides of a picture in pixels, at least.
    least: usize,
}

/// Smaller pictures in a text are marks and seals.
const MARK: usize = 300;

impl<'b> Pages<'b> {
    pub(in crate::extract) fn new(budget: &'b Budget) -> Self {
        Self { layout: Layout::new(budget), budget, count: 0, least: 1 }
    }

    /// Pictures in a text, after so many others.
    pub(in crate::extract) fn in_text(count: u32, budget: &'b Budget) -> Self {
        Self { count, least: MARK, ..Self::new(budget) }
    }

    /// Pages that were read, and those before.
    pub(in crate::extract) fn count(&self) -> u32 {
        self.count
    }

    /// Reads the pages in a file that is a picture.
    ///
    /// # Errors
    /// [`Error::NoTextLayer`] where pictures are not to be read, and what is wrong with the file.
    pub(in crate::extract) fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if !self.budget.pictures() {
            return Err(Error::NoTextLayer);
        }
        each(bytes, &mut |picture| {
            if picture.shades.width.min(picture.shades.height) < self.least {
                return Ok(());
            }
            self.budget.page()?;
            self.count += 1;
            for page in pages(self.count, picture.scan(), self.budget)? {
                self.layout.page(page)?;
            }
            Ok(())
        })
    }

    /// All pages were seen.
    pub(in crate::extract) fn finish(self) -> Result<Document, Error> {
        self.layout.finish()
    }
}

/// The only picture of a file that may be part of a page.
pub(in crate::extract) fn only(bytes: &[u8]) -> Result<Shades, Error> {
    let mut found = None;
    each(bytes, &mut |picture| {
        found = Some(picture.shades);
        Ok(())
    })?;
    found.ok_or(Error::Empty)
}

/// Hands over the pictures of a file, one after the other.
fn each(bytes: &[u8], take: &mut dyn FnMut(Picture) -> Result<(), Error>) -> Result<(), Error> {
    match () {
        () if is_png(bytes) => take(png::decoded(bytes)?),
        () if is_jpeg(bytes) => take(jpeg::decoded(bytes)?),
        () if is_tiff(bytes) => tiff::each(bytes, take),
        () => Err(Error::NoTextLayer),
    }
}

/// Longer sides in points that are believed: a table to A3. Programs write 72 or 96 dpi where they know nothing.
const SIDES: std::ops::Range<f32> = 100.0..1_250.0;

impl Picture {
    /// The picture as a sheet: as large as it says, else A4.
    fn scan(self) -> Scan {
        let sheet = Scan::of_a4(self.shades);
        let longest = sheet.shades.width.max(sheet.shades.height) as f32;
        match self.dpi {
            Some(dpi) if dpi > 96.0 && SIDES.contains(&(longest * 72.0 / dpi)) => {
                Scan { point: 72.0 / dpi, ..sheet }
            }
            _ => sheet,
        }
    }
}

/// Refuses more pixels than are decoded.
fn size(width: u64, height: u64) -> Result<(), Error> {
    match width.checked_mul(height) {
        Some(1..=MOST_PIXELS) => Ok(()),
        Some(0) => Err(damaged(&"it has no pixels")),
        _ => Err(Error::TooLarge { what: Bound::Pixels, limit: MOST_PIXELS }),
    }
}

fn damaged(why: &dyn ToString) -> Error {
    Error::Damaged { at: Damage::Structure, why: why.to_string() }
}

/// The shades of decoded samples, so many bytes a pixel: grey, grey and alpha, red, green and blue, and alpha.
fn shades(width: u32, height: u32, channels: usize, mut data: Vec<u8>) -> Result<Shades, Error> {
    let on_paper = |shade: u8, alpha: u8| {
        (u32::from(shade) * u32::from(alpha) / 255 + 255 - u32::from(alpha)).min(255) as u8
    };
    let shades = match channels {
        1 => Shades::of(width, height, data),
        2 => Shades::of(width, height, data.chunks_exact(2).map(|p| on_paper(p[0], p[1])).collect()),
        3 => Shades::without_red(width, height, &data),
        4 => {
            for n in 0..data.len() / 4 {
                let alpha = data[4 * n + 3];
                for colour in 0..3 {
                    data[3 * n + colour] = on_paper(data[4 * n + colour], alpha);
                }
            }
            data.truncate(data.len() / 4 * 3);
            Shades::without_red(width, height, &data)
        }
        _ => None,
    };
    shades.ok_or_else(|| damaged(&"it has fewer pixels than it says"))
}
