//! Character references decoded once.
//!
//! In goes a reference in text or an attribute's value in its quotation marks; out come the
//! characters. The frequent ones are told at once; html5gum knows all others, those without a
//! semicolon and those that stand for themselves.

use html5gum::{Emitter, Error, State, Tokenizer};
use memchr::memchr3;

/// The characters that follow from the `&` which begins `text`, and the length of what they stand
/// for. Other text may follow the reference in both.
pub(super) fn in_text<'b>(text: &str, room: &'b mut Vec<u8>) -> (&'b [u8], usize) {
    room.clear();
    if let Some((name, known)) = usual(text.as_bytes()) {
        room.extend_from_slice(known.as_bytes());
        return (room, name.len());
    }
    let mut length = length(text.as_bytes());
    length += usize::from(text.as_bytes().get(length) == Some(&b';'));
    decode(&text[..length], room);
    (room, length)
}

/// References of a value that html5gum is asked about one by one; what follows it reads at once, as asking
/// costs more than reading.
const MOST_ASKED: usize = 32;

/// The value of an attribute as it stands in the source, `quote` being what stands around it.
pub(super) fn in_value(value: &[u8], quote: Option<u8>) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(value.len());
    let mut rest = value;
    let mut asked = 0;
    while let Some(at) = memchr3(b'&', b'\r', b'\0', rest) {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let mut end = 1;
        if rest[0] == b'\r' {
            end += usize::from(rest.starts_with(b"\r\n"));
            decoded.push(b'\n');
        } else if rest[0] == b'\0' {
            decoded.extend_from_slice("\u{fffd}".as_bytes());
        } else if asked == MOST_ASKED {
            in_tag(rest, quote, &mut decoded);
            return decoded;
        } else if let Some((name, known)) = usual(rest) {
            end = name.len();
            decoded.extend_from_slice(known.as_bytes());
        } else {
            // An equals sign behind a reference without a semicolon makes it stand for itself.
            end = length(rest);
            end += usize::from(matches!(rest.get(end), Some(b';' | b'=')));
            match end {
                1 => decoded.push(b'&'),
                _ => {
                    asked += 1;
                    in_tag(&rest[..end], quote, &mut decoded);
                }
            }
        }
        rest = &rest[end..];
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// The reference that `text` begins with and what it stands for, if it is a frequent one.
fn usual(text: &[u8]) -> Option<(&'static [u8], &'static str)> {
    const USUAL: [(&[u8], &str); 7] = [
        (b"&amp;", "&"),
        (b"&nbsp;", "\u{a0}"),
        (b"&quot;", "\""),
        (b"&#39;", "'"),
        (b"&#039;", "'"),
        (b"&lt;", "<"),
        (b"&gt;", ">"),
    ];
    USUAL.into_iter().find(|(name, _)| text.starts_with(name))
}

/// Bytes from the `&` which begins `text` that may belong to the name of a reference.
fn length(text: &[u8]) -> usize {
    1 + text[1..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count()
}

/// Decodes a piece of an attribute's value.
fn in_tag(piece: &[u8], quote: Option<u8>, into: &mut Vec<u8>) {
    let mut tag = b"<a b=".to_vec();
    tag.extend(quote);
    tag.extend_from_slice(piece);
    tag.extend(quote);
    tag.extend_from_slice(b" >");
    decode(&String::from_utf8_lossy(&tag), into);
}

fn decode(source: &str, into: &mut Vec<u8>) {
    let Ok(()) = Tokenizer::new_with_emitter(source, Decoded(into)).finish();
}

/// Takes text and values of attributes, one after the other.
struct Decoded<'a>(&'a mut Vec<u8>);

impl Emitter for Decoded<'_> {
    type Token = std::convert::Infallible;

    fn pop_token(&mut self) -> Option<Self::Token> {
        None
    }
    fn should_emit_errors(&mut self) -> bool {
        false
    }
    fn emit_string(&mut self, piece: &[u8]) {
        self.0.extend_from_slice(piece);
    }
    fn push_attribute_value(&mut self, piece: &[u8]) {
        self.0.extend_from_slice(piece);
    }
    fn emit_current_tag(&mut self) -> Option<State> {
        None
    }
    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        false
    }
    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        false
    }
    fn emit_error(&mut self, _: Error) {}
    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}
    fn emit_eof(&mut self) {}
    fn init_start_tag(&mut self) {}
    fn init_end_tag(&mut self) {}
    fn push_tag_name(&mut self, _: &[u8]) {}
    fn init_attribute(&mut self) {}
    fn push_attribute_name(&mut self, _: &[u8]) {}
    fn set_self_closing(&mut self) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_comment(&mut self) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn emit_current_doctype(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> (String, usize) {
        let mut room = Vec::new();
        let (bytes, length) = in_text(source, &mut room);
        (String::from_utf8_lossy(bytes).into_owned(), length)
    }

    #[test]
    fn references_in_text() {
        for (source, decoded, length) in [
            ("&amp;amp;", "&", 5),
            ("&eacute;t&eacute;", "\u{e9}", 8),
            ("&eacutet", "\u{e9}t", 8),
            ("&#8217;s", "\u{2019}", 7),
            ("&#x2019", "\u{2019}", 7),
            ("&#150;", "\u{2013}", 6),
            ("& b", "&", 1),
            ("&bogus; b", "&bogus;", 7),
        ] {
            assert_eq!(text(source), (decoded.to_owned(), length), "{source}");
        }
    }

    #[test]
    fn references_in_values() {
        let value = |value: &str, quote| String::from_utf8(in_value(value.as_bytes(), quote));
        assert_eq!(value("a&copy=1&amp;b", Some(b'"')).unwrap(), "a&copy=1&b");
        assert_eq!(value("&quot;\r\n'", Some(b'"')).unwrap(), "\"\n'");
        assert_eq!(value("&lt", None).unwrap(), "<");
        assert_eq!(
            value("?a=1&lt=2&#61;&#x3d=3&& &amp", Some(b'\'')).unwrap(),
            "?a=1&lt=2===3&& &"
        );
        assert_eq!(
            value("\0\r\r\n\u{e9}&eacute;", Some(b'"')).unwrap(),
            "\u{fffd}\n\n\u{e9}\u{e9}"
        );
    }
}
