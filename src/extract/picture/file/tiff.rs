//! TIFF: each of its images is a page.

use std::io::Cursor;

use tiff::ColorType;
use tiff::decoder::ifd::Value;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

use super::{MOST_PIXELS, Picture, damaged, shades, size};
use crate::extract::Error;

/// Bytes of a pixel after decoding, at most.
const BYTES: u64 = 4;

/// The unit of resolution that is a centimetre; others are inches.
const CENTIMETRE: u32 = 3;

/// Hands over the pictures of a file, one after the other.
pub(super) fn each(bytes: &[u8], take: &mut dyn FnMut(Picture) -> Result<(), Error>) -> Result<(), Error> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = (MOST_PIXELS * BYTES) as usize;
    let decoder = Decoder::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut decoder = decoder.with_limits(limits);
    loop {
        take(decoded(&mut decoder)?)?;
        if !decoder.more_images() {
            return Ok(());
        }
        decoder.next_image().map_err(|error| damaged(&error))?;
    }
}

/// The picture that the decoder is at.
fn decoded(decoder: &mut Decoder<Cursor<&[u8]>>) -> Result<Picture, Error> {
    let (width, height) = decoder.dimensions().map_err(|error| damaged(&error))?;
    size(u64::from(width), u64::from(height))?;
    let colour = decoder.colortype().map_err(|error| damaged(&error))?;
    let resolution = match decoder.get_tag(Tag::XResolution) {
        Ok(Value::Rational(dots, of)) if of > 0 => Some(dots as f32 / of as f32),
        _ => None,
    };
    let unit = decoder.find_tag_unsigned::<u32>(Tag::ResolutionUnit).ok().flatten();
    let dpi = resolution.map(|dots| if unit == Some(CENTIMETRE) { dots * 2.54 } else { dots });
    let palette = match colour {
        ColorType::Palette(_) => decoder.get_tag_u16_vec(Tag::ColorMap).map_err(|error| damaged(&error))?,
        _ => Vec::new(),
    };
    let data = match decoder.read_image().map_err(|error| damaged(&error))? {
        DecodingResult::U8(data) => data,
        DecodingResult::U16(data) => data.into_iter().map(|sample| (sample >> 8) as u8).collect(),
        _ => return Err(damaged(&"its samples are no shades")),
    };
    let (channels, data) = match colour {
        ColorType::Gray(bits @ 1..8) => (1, unpacked(&data, width as usize, bits)),
        ColorType::Gray(_) => (1, data),
        ColorType::GrayA(_) => (2, data),
        ColorType::RGB(_) | ColorType::YCbCr(_) => (3, data),
        ColorType::RGBA(_) => (4, data),
        ColorType::CMYK(_) => (3, data.chunks_exact(4).flat_map(rgb).collect()),
        ColorType::Palette(bits) => (3, coloured(&data, width as usize, bits, &palette)),
        _ => return Err(damaged(&"its colours are not known")),
    };
    Ok(Picture { shades: shades(width, height, channels, data)?, dpi })
}

/// Samples of a few bits each, rows of whole bytes; the brightest is 255.
fn samples(data: &[u8], width: usize, bits: u8) -> impl Iterator<Item = u8> {
    let in_byte = usize::from(8 / bits.clamp(1, 8));
    let most = (1_u16 << bits.clamp(1, 8)) - 1;
    let row = move |row: &[u8]| {
        let sample = |n: usize| (row[n / in_byte] >> (8 - bits as usize * (n % in_byte + 1))) & most as u8;
        (0..width).map(sample).collect::<Vec<u8>>()
    };
    data.chunks_exact(width.div_ceil(in_byte).max(1)).flat_map(row)
}

fn unpacked(data: &[u8], width: usize, bits: u8) -> Vec<u8> {
    let most = (1_u16 << bits) - 1;
    samples(data, width, bits).map(|sample| (u16::from(sample) * 255 / most) as u8).collect()
}

/// The colours of a palette: all its reds, then its greens, then its blues.
fn coloured(data: &[u8], width: usize, bits: u8, palette: &[u16]) -> Vec<u8> {
    let count = palette.len() / 3;
    let colour = |n: usize| palette.get(n).map_or(255, |shade| (shade >> 8) as u8);
    let rgb = |sample: u8| [0, count, 2 * count].map(|from| colour(from + usize::from(sample)));
    samples(data, width, bits).flat_map(rgb).collect()
}

/// Red, green and blue of cyan, magenta, yellow and black.
fn rgb(inks: &[u8]) -> [u8; 3] {
    let black = 255 - u32::from(inks[3]);
    [0, 1, 2].map(|n| ((255 - u32::from(inks[n])) * black / 255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_samples_fill_rows_of_whole_bytes() {
        assert_eq!(unpacked(&[0b1010_0000, 0b0100_0000], 3, 1), [255, 0, 255, 0, 255, 0]);
        assert_eq!(unpacked(&[0xF0], 2, 4), [255, 0]);
        let palette: Vec<u16> = [0, 0xFFFF, 0, 0xFFFF, 0, 0xFFFF].into();
        assert_eq!(coloured(&[0b0100_0000], 2, 1, &palette), [0, 0, 0, 255, 255, 255]);
    }
}
