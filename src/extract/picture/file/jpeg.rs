//! JPEG.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Picture, damaged, shades, size};
use crate::extract::Error;

/// Units of density: dots an inch, and a centimetre.
const PER_INCH: u8 = 1;
const PER_CENTIMETRE: u8 = 2;

/// The picture of a file.
pub(super) fn decoded(bytes: &[u8]) -> Result<Picture, Error> {
    if !is_whole(bytes) {
        return Err(damaged(&"it ends early"));
    }
    let mut decoder = JpegDecoder::new(Cursor::new(bytes));
    decoder.decode_headers().map_err(|error| damaged(&error))?;
    let info = decoder.info().ok_or_else(|| damaged(&"it has no header"))?;
    size(u64::from(info.width), u64::from(info.height))?;
    let (space, channels) = match info.components {
        1 => (ColorSpace::Luma, 1),
        _ => (ColorSpace::RGB, 3),
    };
    decoder.set_options(DecoderOptions::default().jpeg_set_out_colorspace(space));
    let data = decoder.decode().map_err(|error| damaged(&error))?;
    let dpi = density(bytes);
    Ok(Picture { shades: shades(u32::from(info.width), u32::from(info.height), channels, data)?, dpi })
}

/// Dots an inch by the first segment of a file, which the decoder passes over.
fn density(bytes: &[u8]) -> Option<f32> {
    let [0xFF, 0xD8, 0xFF, 0xE0, _, _, b'J', b'F', b'I', b'F', 0, _, _, unit, high, low] =
        *bytes.first_chunk::<16>()?
    else {
        return None;
    };
    let density = f32::from(u16::from_be_bytes([high, low]));
    match unit {
        PER_INCH => Some(density),
        PER_CENTIMETRE => Some(density * 2.54),
        _ => None,
    }
}

/// Whether the last scan has an end. What is missing of it would be decoded as grey.
fn is_whole(bytes: &[u8]) -> bool {
    let last = |marker: &[u8]| bytes.windows(2).rposition(|window| window == marker);
    last(b"\xFF\xD9") > last(b"\xFF\xDA")
}
