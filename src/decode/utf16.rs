//! UTF-16 without byte order mark, and UTF-32 with one.
//!
//! Deliberately absent: UTF-32 without mark, which no crawler writes.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Bytes looked at.
const SAMPLE_BYTES: usize = 4096;
/// One code unit in this many must be a space, line end or ideographic full stop or comma.
/// Running text has one in 5 to 15; binary files next to none.
const UNITS_PER_ANCHOR: usize = 40;

/// UTF-16 that the bytes show by themselves.
///
/// Every unit of the sample must be a character of text, and enough of them blanks or full
/// stops, which no other encoding writes with these bytes.
pub(super) fn recognize(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    // Blanks have a NUL in them, ideographic stops an FF or a control.
    let has_marks = memchr::memchr3(0, 2, 0xFF, sample).is_some();
    if !has_marks || sample.len() < 4 {
        return None;
    }
    let little = anchors(sample, u16::from_le_bytes);
    let big = anchors(sample, u16::from_be_bytes);
    match (little, big) {
        (None, None) => None,
        (little, big) if little > big => Some(UTF_16LE),
        (little, big) if big > little => Some(UTF_16BE),
        _ => None,
    }
}

/// The number of blanks and stops; `None` when it is too small or a unit is no text.
fn anchors(sample: &[u8], unit: fn([u8; 2]) -> u16) -> Option<usize> {
    let units = sample.as_chunks::<2>().0;
    let mut found = 0;
    let mut high = false;
    for &pair in units {
        let unit = unit(pair);
        let low = (0xDC00..0xE000).contains(&unit);
        if high != low {
            return None;
        }
        high = (0xD800..0xDC00).contains(&unit);
        match unit {
            0x20 | 0xA | 0x3000..=0x3002 | 0xFF0C => found += 1,
            // The halves of a text in the other byte order: "a" becomes U+6100, a blank U+2000.
            0x2000 | 0x0A00 | 0x0D00 => return None,
            0x9 | 0xD => {}
            0..0x20 | 0x7F..0xA0 | 0xE000..0xF900 | 0xFDD0..0xFDF0 | 0xFFF0.. => return None,
            _ => {}
        }
    }
    // A few words need no blank if they are Latin letters, which bring a NUL each.
    let ascii = units.iter().filter(|&&pair| (0x20..0x7F).contains(&unit(pair))).count();
    let enough = found * UNITS_PER_ANCHOR >= units.len() || ascii * 2 > units.len();
    (enough && found + ascii > 0).then_some(found + ascii)
}

/// UTF-32 with byte order mark, and whether some of it was no character.
pub(super) fn decode_marked_utf32(bytes: &[u8]) -> Option<(String, bool)> {
    let number: fn([u8; 4]) -> u32 = match bytes.get(..4)? {
        [0xFF, 0xFE, 0, 0] => u32::from_le_bytes,
        [0, 0, 0xFE, 0xFF] => u32::from_be_bytes,
        _ => return None,
    };
    let (units, rest) = bytes[4..].as_chunks::<4>();
    let text: Option<String> = units.iter().map(|&unit| char::from_u32(number(unit))).collect();
    // UTF-16 text that begins with NUL is as rare as it is; valid characters throughout are not.
    Some((text?, !rest.is_empty()))
}
