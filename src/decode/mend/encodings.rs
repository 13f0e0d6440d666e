//! The single-byte encodings that UTF-8 is read as by mistake.
//!
//! Each is turned around: from a character to the byte it came from. C1 controls stand for their
//! own byte in all of them, as lenient decoders leave them; windows-1252 thereby covers
//! ISO-8859-1.

use std::sync::LazyLock;

use encoding_rs::*;

use super::super::code_page::{CP437, CP850};

/// Number of encodings.
pub(super) const COUNT: usize = 11;
/// Those that have C1 controls themselves: windows-1252 as ISO-8859-1, ISO-8859-2, and windows-874 as
/// ISO-8859-11.
pub(super) const HAVE_C1: [usize; 3] = [0, 6, 8];
/// The byte of a character that an encoding lacks.
pub(super) const NONE: u8 = 0;
/// Characters beyond the ligatures of Macintosh are in no encoding.
const LIMIT: usize = 0xFB03;

/// From characters to bytes.
pub(super) struct Tables {
    /// Row of a character, by code point.
    rows: Vec<u16>,
    /// Its byte in each encoding.
    bytes: Vec<[u8; COUNT]>,
    /// What its bytes can be in UTF-8.
    roles: Vec<Roles>,
}

/// In which encodings, a bit each, the byte of a character can be what in UTF-8.
#[derive(Clone, Copy, Default)]
pub(super) struct Roles {
    /// First of two bytes.
    pub leads_two: u16,
    /// First of three or four bytes.
    pub leads_more: u16,
    /// Any but the first byte.
    pub continues: u16,
}

/// The tables, likeliest mistake first.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let known = [
        WINDOWS_1252,
        WINDOWS_1250,
        WINDOWS_1251,
        WINDOWS_1253,
        WINDOWS_1254,
        WINDOWS_1257,
        ISO_8859_2,
        MACINTOSH,
        WINDOWS_874,
    ];
    let mut tables = Tables { rows: vec![0; LIMIT], bytes: vec![[NONE; COUNT]], roles: Vec::new() };
    for byte in 0x80..=0xFFu8 {
        for (index, encoding) in known.iter().enumerate() {
            // Bytes without meaning are passed through by lenient decoders.
            let lenient = |c| if c == '\u{FFFD}' { char::from(byte) } else { c };
            let text = encoding.decode_without_bom_handling(std::slice::from_ref(&byte)).0;
            tables.set(text.chars().next().map(lenient), index, byte);
        }
        let nth = usize::from(byte - 0x80);
        tables.set(CP437.chars().nth(nth), known.len(), byte);
        tables.set(CP850.chars().nth(nth), known.len() + 1, byte);
        for index in 0..COUNT {
            if byte < 0xA0 {
                tables.set(Some(char::from(byte)), index, byte);
            }
        }
    }
    tables.roles = tables.bytes.iter().map(roles).collect();
    tables
});

impl Roles {
    /// First of several bytes.
    #[inline]
    pub fn leads(self) -> u16 {
        self.leads_two | self.leads_more
    }
}

fn roles(bytes: &[u8; COUNT]) -> Roles {
    let mut roles = Roles::default();
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            0x80..=0xBF => roles.continues |= 1 << index,
            0xC0..=0xDF => roles.leads_two |= 1 << index,
            0xE0.. => roles.leads_more |= 1 << index,
            _ => {}
        }
    }
    roles
}

impl Tables {
    fn set(&mut self, c: Option<char>, index: usize, byte: u8) {
        let Some(slot) = c.and_then(|c| self.rows.get_mut(c as usize)) else { return };
        if *slot == 0 {
            *slot = self.bytes.len() as u16;
            self.bytes.push([NONE; COUNT]);
        }
        self.bytes[usize::from(*slot)][index] = byte;
    }

    /// What a character can be in UTF-8.
    #[inline]
    pub(super) fn roles(&self, c: char) -> Roles {
        self.roles[usize::from(self.rows.get(c as usize).copied().unwrap_or(0))]
    }

    /// The bytes of a character in each encoding, [`NONE`] where it has none.
    #[inline]
    pub(super) fn bytes(&self, c: char) -> &[u8; COUNT] {
        let row = self.rows.get(c as usize).copied().unwrap_or(0);
        &self.bytes[usize::from(row)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_characters_are_found() {
        for (c, index, byte) in
            [('Ã', 0, 0xC3), ('\u{81}', 0, 0x81), ('├', 9, 0xC3), ('Ô', 10, 0xE2)]
        {
            assert_eq!(TABLES.bytes(c)[index], byte, "{c}");
        }
        assert_eq!(TABLES.bytes('漢'), &[NONE; COUNT]);
    }
}
