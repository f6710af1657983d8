//! Which encoding bytes without a declaration are in, and their text.
//!
//! Tried in this order: a byte order mark, UTF-8, UTF-16 without a mark (one byte of each pair tells
//! it), and the legacy encoding that fits, which for these documents is GB18030 unless the bytes
//! speak for Big5. What cannot be decoded becomes U+FFFD and a note.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::extract::document::Note;

/// Bytes looked at to tell the encoding.
const SAMPLE: usize = 64 << 10;

/// The text, and a note where bytes could not be decoded.
pub(in crate::extract) fn decode(bytes: &[u8]) -> (String, Vec<Note>) {
    let (encoding, mark) = encoding_of(bytes);
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let lost = text.matches('\u{fffd}').count();
    let notes = if lost > 0 {
        vec![Note::new(format!("按 {} 解码，有 {lost} 处字节不能解码", encoding.name()))]
    } else {
        Vec::new()
    };
    (text.into_owned(), notes)
}

/// Whether the bytes are text: hardly any control characters and hardly any undecodable bytes.
pub(in crate::extract) fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // what GB 18030 can decode is text, whether or not it is Big5: to tell them apart takes long
    let legacy = |_: &[u8]| GB18030;
    is_text_in(encoding_among(sample, legacy), sample) || is_text_in(encoding_of(sample), sample)
}

/// Whether bytes are text in an encoding, behind a byte order mark of so many bytes.
fn is_text_in((encoding, mark): (&'static Encoding, usize), bytes: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let (mut all, mut odd, mut seen) = (0_usize, 0_usize, false);
    for c in text.chars() {
        all += 1;
        seen |= !c.is_whitespace();
        odd += usize::from(is_odd(c));
    }
    // a file cut in the middle of a character ends in one bad byte
    seen && odd <= 1 + all / 50 && (all > odd)
}

/// Characters that text does not have.
fn is_odd(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
        && c != '\u{85}'
        && c != '\u{1a}'
}

/// The encoding and the length of the byte order mark.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize) {
    encoding_among(bytes, legacy)
}

/// The same, with a way to choose among the legacy encodings.
fn encoding_among(bytes: &[u8], legacy: impl Fn(&[u8]) -> &'static Encoding) -> (&'static Encoding, usize) {
    if let Some(found) = Encoding::for_bom(bytes) {
        return found;
    }
    if is_utf8(bytes) {
        return (UTF_8, 0);
    }
    (utf16(bytes).unwrap_or_else(|| legacy(bytes)), 0)
}

/// Whether the bytes are UTF-8, apart from a character cut off at the end and stray bad bytes.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => few_zeros(bytes),
        Err(error) if error.error_len().is_none() => few_zeros(bytes),
        Err(_) => {
            let (text, _) = UTF_8.decode_without_bom_handling(bytes);
            let (bad, wide) = text.chars().fold((0, 0), |(bad, wide), c| {
                (bad + usize::from(c == '\u{fffd}'), wide + usize::from(c >= '\u{2e80}' && c != '\u{fffd}'))
            });
            bad * 20 <= wide
        }
    }
}

/// Whether hardly any byte is zero: of UTF-16 with Latin letters every second one is.
fn few_zeros(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| **byte == 0).count() * 20 <= bytes.len()
}

/// UTF-16 without a mark: every second byte of Chinese and ASCII text is one of few high bytes.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len().min(SAMPLE) / 2;
    if pairs < 4 {
        return None;
    }
    let likely = |offset: usize| {
        bytes[..pairs * 2]
            .chunks_exact(2)
            .filter(|pair| {
                let (high, low) = (pair[offset], pair[1 - offset]);
                match high {
                    0 => low.is_ascii_graphic() || low.is_ascii_whitespace(),
                    0x20 | 0x30 | 0xff | 0x4e..=0x9f => true,
                    _ => false,
                }
            })
            .count()
    };
    let (little, big) = (likely(1), likely(0));
    // both ways round look like Chinese only by chance: ASCII, line ends and digits decide
    let zeros = |offset: usize| bytes[..pairs * 2].chunks_exact(2).filter(|pair| pair[offset] == 0).count();
    let (best, encoding, zero) = match (little + zeros(1)).cmp(&(big + zeros(0))) {
        std::cmp::Ordering::Less => (big, UTF_16BE, zeros(0)),
        _ => (little, UTF_16LE, zeros(1)),
    };
    (best * 100 >= pairs * 95 && zero > 0).then_some(encoding)
}

fn legacy(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if guess == BIG5 { BIG5 } else { GB18030 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "某某镇人民政府2023年政府信息公开工作年度报告\r\n一、总体情况\r\n规章\r\n0\r\n";

    #[test]
    fn every_encoding_is_told_without_a_declaration() {
        let utf16 = |big: bool| -> Vec<u8> {
            TEXT.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let gb18030 = GB18030.encode(TEXT).0.into_owned();
        let marked = [b"\xef\xbb\xbf".as_slice(), TEXT.as_bytes()].concat();
        for bytes in [TEXT.as_bytes().to_vec(), marked, utf16(true), utf16(false), gb18030] {
            assert!(is_text(&bytes));
            assert_eq!(decode(&bytes), (TEXT.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn lost_bytes_leave_a_note() {
        let mut bytes = TEXT.repeat(4).into_bytes();
        bytes.truncate(bytes.len() - 7);
        bytes[40] = 0xff;
        let (text, notes) = decode(&bytes);
        assert!(text.contains("总体情况") && notes.len() == 1);
    }

    #[test]
    fn binary_files_are_no_text() {
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(!is_text(&noise));
        assert!(!is_text(b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0"));
        assert!(!is_text(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n\x01\x02\x03\x04\x05\x06"));
        assert!(!is_text(b""));
    }
}
