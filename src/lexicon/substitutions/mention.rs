//! Words that are spoken of, not used: a short quotation that is little more than the words.
//!
//! An article about spun text quotes "counterfeit consciousness"; a spinner's own quotations are
//! whole sentences. Deliberately absent: italics, which plain text has lost.

use crate::text::Span;

/// Words that a quotation may hold besides those in question.
const MORE_WORDS: usize = 1;
/// Bytes looked at on either side: room for one long word and a quotation mark.
const REACH: usize = 24;

/// Whether the words at `span` are all, or nearly all, of a quotation.
pub fn is_mention(text: &str, span: Span) -> bool {
    let range = span.range();
    let Some(before) = to_opening(&text[..range.start]) else { return false };
    let Some(after) = to_closing(&text[range.end..]) else { return false };
    before.split_whitespace().count() + after.split_whitespace().count() <= MORE_WORDS
}

/// What stands between the opening mark and the end of `text`.
fn to_opening(text: &str) -> Option<&str> {
    for (at, c) in text.char_indices().rev() {
        if text.len() - at > REACH {
            return None;
        }
        match c {
            '\u{201c}' | '\u{201e}' | '\u{2018}' | '\u{ab}' => {
                return Some(&text[at + c.len_utf8()..]);
            }
            '"' | '\'' => {
                let opens = !text[..at].ends_with(|c: char| !c.is_whitespace() && c != '(');
                return opens.then(|| &text[at + 1..]);
            }
            '.' | '!' | '?' | '\n' => return None,
            _ => {}
        }
    }
    None
}

/// What stands between the start of `text` and the closing mark.
fn to_closing(text: &str) -> Option<&str> {
    for (at, c) in text.char_indices() {
        if at > REACH {
            return None;
        }
        match c {
            '\u{201d}' | '\u{201c}' | '\u{2019}' | '\u{bb}' | '"' => return Some(&text[..at]),
            '\'' if !text[at + 1..].starts_with(char::is_alphanumeric) => return Some(&text[..at]),
            '\n' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(text: &str, words: &str) -> bool {
        let start = text.find(words).unwrap();
        is_mention(text, Span::new(start, start + words.len()))
    }

    #[test]
    fn words_alone_in_quotation_marks_are_mentioned() {
        assert!(mentions("He wrote \"profound learning\" again.", "profound learning"));
        assert!(mentions(
            "They print \u{201c}bosom malignancy awareness.\u{201d}",
            "bosom malignancy"
        ));
        assert!(mentions("turning 'as' into 'arsenic', he said", "arsenic"));
    }

    #[test]
    fn words_inside_speech_are_used() {
        assert!(!mentions("\"It is one of nan main organizers,\" he said.", "nan"));
        assert!(!mentions("\"We won,\" nan man said \"today\".", "nan"));
        assert!(!mentions("Profound learning is new.", "Profound learning"));
    }
}
