//! Text of MS-DOS and of the Macintosh, which no browser guesses.
//!
//! A guess that reads oddly where another table reads well is overruled: "d‚cid‚" is "décidé" in code page 850. Old
//! archives have such files. Deliberately absent: code page 437, whose letters are those of 850, and Cyrillic of MS-DOS,
//! which chardetng knows.

use encoding_rs::{Encoding, MACINTOSH, X_MAC_CYRILLIC};

use super::mend::oddness;

/// Characters of the bytes from 0x80 on, which encoding_rs lacks.
pub(super) const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";
pub(super) const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";
const CP852: &str = "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}";

/// Fewest characters that the two readings make differently.
const MIN_DIFFERENT: usize = 8;
/// How much less odd each of them must read, of the 3 that an error costs.
const GAIN: f32 = 0.8;
/// How odd a character beyond ASCII may read then.
const ODD: f32 = 0.15;

/// Where the characters of a table come from.
enum Table {
    Listed(&'static str),
    Known(&'static Encoding),
}

/// Label and table, likeliest first.
const PAGES: [(&str, Table); 4] = [
    ("ibm850", Table::Listed(CP850)),
    ("ibm852", Table::Listed(CP852)),
    ("macintosh", Table::Known(MACINTOSH)),
    ("x-mac-cyrillic", Table::Known(X_MAC_CYRILLIC)),
];

impl Table {
    fn decode(&self, bytes: &[u8]) -> String {
        match self {
            Self::Listed(upper) => {
                let upper: Vec<char> = upper.chars().collect();
                let of = |byte: &u8| match byte {
                    0x80.. => upper[usize::from(byte - 0x80)],
                    _ => char::from(*byte),
                };
                bytes.iter().map(of).collect()
            }
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }
}

/// The label and the text of bytes whose `sample` reads much better than as `guessed`.
pub(super) fn recognize(
    bytes: &[u8],
    sample: &[u8],
    guessed: &'static Encoding,
) -> Option<(&'static str, String)> {
    if !guessed.is_single_byte() {
        return None;
    }
    let before = guessed.decode_without_bom_handling(sample).0;
    let odd_before = oddness(&before);
    let beyond = sample.iter().filter(|byte| **byte >= 0x80).count() as f32;
    let mut best: Option<(f32, &(&'static str, Table))> = None;
    for page in &PAGES {
        let after = page.1.decode(sample);
        let different = before.chars().zip(after.chars()).filter(|(a, b)| a != b).count();
        let odd = oddness(&after);
        let is_better = different >= MIN_DIFFERENT
            && odd_before - odd >= GAIN * different as f32
            && odd <= ODD * beyond;
        if is_better && best.is_none_or(|(least, _)| odd < least) {
            best = Some((odd, page));
        }
    }
    best.map(|(_, (label, table))| (*label, table.decode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_are_whole() {
        for table in [CP437, CP850, CP852] {
            assert_eq!(table.chars().count(), 128);
        }
    }
}
