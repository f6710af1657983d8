//! PNG.

use std::io::Cursor;

use png::{Decoder, Limits, Transformations, Unit};

use super::{MOST_PIXELS, Picture, damaged, shades, size};
use crate::extract::Error;

/// Metres in an inch.
const INCH: f32 = 0.0254;

/// Bytes of a pixel after decoding, at most.
const BYTES: u64 = 4;

/// The picture of a file.
pub(super) fn decoded(bytes: &[u8]) -> Result<Picture, Error> {
    let limits = Limits { bytes: (MOST_PIXELS * (BYTES + 1)) as usize };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|error| damaged(&error))?;
    let (width, height) = reader.info().size();
    size(u64::from(width), u64::from(height))?;
    let pixels = reader.info().pixel_dims.filter(|pixels| pixels.unit == Unit::Meter);
    let dpi = pixels.map(|pixels| pixels.xppu as f32 * INCH);
    let length = reader.output_buffer_size().ok_or_else(|| damaged(&"it has no size"))?;
    let mut data = vec![0; length];
    let frame = reader.next_frame(&mut data).map_err(|error| damaged(&error))?;
    data.truncate(frame.buffer_size());
    Ok(Picture { shades: shades(width, height, frame.color_type.samples(), data)?, dpi })
}
