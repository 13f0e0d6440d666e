//! Which signs stand in a line.
//!
//! In go the bytes of a line, out comes a set of kinds of signs. Most rules look for a form that has
//! one sign or another (a date a digit, a credit a slash or a bracket): where a line has none of
//! them, nothing needs to be read. Deliberately absent: places and numbers.

/// Longest text that is read: of longer ones there is nothing to save.
const MAX_BYTES: usize = 256;

/// A set of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs(u16);

impl Signs {
    /// A digit.
    pub const DIGIT: Self = Self(1);
    /// A byte that begins a digit of Arabic or Persian.
    pub const ARABIC: Self = Self(1 << 1);
    /// `|`.
    pub const BAR: Self = Self(1 << 2);
    /// `/`.
    pub const SLASH: Self = Self(1 << 3);
    /// `:`.
    pub const COLON: Self = Self(1 << 4);
    /// `,`.
    pub const COMMA: Self = Self(1 << 5);
    /// An opening or closing bracket.
    pub const BRACKET: Self = Self(1 << 6);
    /// `C` or `P`.
    pub const CAPITAL_CP: Self = Self(1 << 7);
    /// `v`.
    pub const SMALL_V: Self = Self(1 << 8);
    /// `k` or `w`, small or not.
    pub const KW: Self = Self(1 << 9);
    /// A control character other than a tab or line end.
    pub const CONTROL: Self = Self(1 << 10);
    /// Anything beyond ASCII.
    pub const WIDE: Self = Self(1 << 11);

    /// Those of a text; all of them of one that no rule takes for a line of its form.
    pub fn of(text: &str) -> Self {
        if text.len() > MAX_BYTES {
            return Self(u16::MAX);
        }
        Self(text.bytes().fold(0, |signs, byte| signs | KINDS[usize::from(byte)]))
    }

    /// The signs of both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of `signs` is in the set.
    pub const fn has_any(self, signs: Self) -> bool {
        self.0 & signs.0 != 0
    }
}

/// The signs that every byte counts as.
const KINDS: [u16; 256] = {
    let mut kinds = [0; 256];
    let mut at = 0;
    while at < 256 {
        let kind = match at as u8 {
            b'0'..=b'9' => Signs::DIGIT,
            b'|' => Signs::BAR,
            b'/' => Signs::SLASH,
            b':' => Signs::COLON,
            b',' => Signs::COMMA,
            b'(' | b')' | b'[' | b']' => Signs::BRACKET,
            b'C' | b'P' => Signs::CAPITAL_CP,
            b'v' => Signs::SMALL_V,
            b'k' | b'K' | b'w' | b'W' => Signs::KW,
            b'\t' | b'\n' | b' ' => Signs(0),
            0..b' ' => Signs::CONTROL,
            0xd9 | 0xdb => Signs::WIDE.or(Signs::ARABIC),
            0x80.. => Signs::WIDE,
            _ => Signs(0),
        };
        kinds[at] = kind.0;
        at += 1;
    }
    kinds
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_the_text() {
        let signs = Signs::of("Ann Lee/Reuters");
        assert!(signs.has_any(Signs::SLASH) && signs.has_any(Signs::SLASH.or(Signs::DIGIT)));
        assert!(!signs.has_any(Signs::DIGIT.or(Signs::WIDE).or(Signs::BRACKET)));
        assert!(Signs::of("\u{b}").has_any(Signs::CONTROL));
        assert!(Signs::of("\u{663}").has_any(Signs::ARABIC));
        assert_eq!(Signs::of(""), Signs(0));
    }
}
