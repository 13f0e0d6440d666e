//! What a character is to normalization.
//!
//! Removed everywhere: C0 and C1 controls, DEL, soft hyphens, byte order marks inside, word
//! joiners, invisible operators, annotation anchors, object replacements, noncharacters, and the
//! marks and embeddings that steer the display of right-to-left text (the order of the letters
//! does not depend on them, and overrides are used to deceive). Kept where they matter: joiners
//! in scripts that shape by them and in emoji, variation selectors after what they vary, zero
//! width spaces between words of scripts without spaces, tags of flag emoji.

use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};

/// What a character is to normalization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Seen, and begins a new cluster whatever stands before it.
    Plain,
    /// Seen, but may combine with or move around its neighbors.
    Mark,
    /// A space of any kind.
    Space,
    /// A line end of any kind.
    Newline,
    /// Never kept.
    Invisible,
    /// Kept where [`is_kept`] says so.
    Depends,
}

/// Classifies a character.
pub(super) fn class(c: char) -> Class {
    match c {
        ' '..='~' if c != ' ' => Class::Plain,
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' => Class::Space,
        '\u{202F}' | '\u{205F}' | '\u{3000}' => Class::Space,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Newline,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}' => Class::Invisible,
        '\u{200B}'..='\u{200D}' => Class::Depends,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => Class::Invisible,
        '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFC}' => Class::Invisible,
        '\u{FDD0}'..='\u{FDEF}' => Class::Invisible,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}' => Class::Depends,
        c if c as u32 & 0xFFFE == 0xFFFE => Class::Invisible,
        c if is_boundary(c) => Class::Plain,
        _ => Class::Mark,
    }
}

/// Whether NFC never looks back over this character.
fn is_boundary(c: char) -> bool {
    is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes && canonical_combining_class(c) == 0
}

/// Whether a mark can stay as it is after a character of combining class `before`.
pub(super) fn is_settled_mark(c: char, before: u8) -> bool {
    is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes && before <= canonical_combining_class(c)
}

/// Whether a character of class [`Class::Depends`] stays between two characters that stay
/// (`None`: end of the text or of a line).
pub(super) fn is_kept(c: char, before: Option<char>, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        // A final joiner chooses a letter's form; a final non-joiner does nothing.
        '\u{200D}' if is_shaped(before) => true,
        '\u{200D}' => is_emoji(before) && after.is_some_and(is_emoji),
        '\u{200C}' => is_shaped(before) && after.is_some_and(is_shaped),
        '\u{200B}' => is_unspaced(before) && after.is_some_and(is_unspaced),
        '\u{FE00}'..='\u{FE0F}' => !before.is_ascii_alphabetic() && !is_dependent(before),
        '\u{E0020}'..='\u{E007F}' => {
            before == '\u{1F3F4}' || matches!(before, '\u{E0020}'..='\u{E007E}')
        }
        '\u{E0100}'..='\u{E01EF}' => !before.is_ascii() && !is_dependent(before),
        _ => false,
    }
}

fn is_dependent(c: char) -> bool {
    class(c) == Class::Depends
}

/// Scripts whose letters take other forms by joiners: Arabic, Syriac, Thaana, N'Ko, Indic
/// scripts, Sinhala, Tibetan, Myanmar, Khmer, Mongolian.
fn is_shaped(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{F00}'..='\u{109F}'
        | '\u{1780}'..='\u{18AF}' | '\u{A8E0}'..='\u{A8FF}' | '\u{FB50}'..='\u{FDCF}'
        | '\u{FE70}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}')
}

/// Scripts without spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Pictures, their modifiers and selectors, and the signs that join into pictures.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{20E3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_depends_on_its_neighbors() {
        let kept = |c, a, b| is_kept(c, Some(a), Some(b));
        assert!(kept('\u{200C}', 'ی', 'ش'));
        assert!(!kept('\u{200C}', 'a', 'b'));
        assert!(kept('\u{200D}', '👩', '💻'));
        assert!(kept('\u{FE0F}', '❤', ' '));
        assert!(!kept('\u{FE0F}', 'a', ' '));
        assert!(kept('\u{200B}', 'ก', 'ข'));
        assert!(!is_kept('\u{200D}', None, Some('💻')));
    }
}
