//! The single-byte encodings that UTF-8 is read as by mistake.
//!
//! Each is turned around: from a character to the byte it came from. C1 controls stand for their
//! own byte in all of them, as lenient decoders leave them; windows-1252 thereby covers
//! ISO-8859-1.

use std::sync::LazyLock;

use encoding_rs::*;

/// Number of encodings.
pub(super) const COUNT: usize = 11;
/// Those that have C1 controls themselves: windows-1252 as ISO-8859-1, ISO-8859-2, and windows-874 as
/// ISO-8859-11.
pub(super) const HAVE_C1: [usize; 3] = [0, 6, 8];
/// The byte of a character that an encoding lacks.
pub(super) const NONE: u8 = 0;
/// Characters beyond the ligatures of Macintosh are in no encoding.
const LIMIT: usize = 0xFB03;

/// U+0080 to U+00FF of the code pages of MS-DOS, which encoding_rs lacks.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// From characters to bytes.
pub(super) struct Tables {
    /// Row of a character, by code point.
    rows: Vec<u16>,
    /// Its byte in each encoding.
    bytes: Vec<[u8; COUNT]>,
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
    let mut tables = Tables { rows: vec![0; LIMIT], bytes: vec![[NONE; COUNT]] };
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
    tables
});

impl Tables {
    fn set(&mut self, c: Option<char>, index: usize, byte: u8) {
        let Some(slot) = c.and_then(|c| self.rows.get_mut(c as usize)) else { return };
        if *slot == 0 {
            *slot = self.bytes.len() as u16;
            self.bytes.push([NONE; COUNT]);
        }
        self.bytes[usize::from(*slot)][index] = byte;
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
    fn code_pages_are_whole() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!(CP850.chars().count(), 128);
        for (c, index, byte) in
            [('Ã', 0, 0xC3), ('\u{81}', 0, 0x81), ('├', 9, 0xC3), ('Ô', 10, 0xE2)]
        {
            assert_eq!(TABLES.bytes(c)[index], byte, "{c}");
        }
        assert_eq!(TABLES.bytes('漢'), &[NONE; COUNT]);
    }
}
