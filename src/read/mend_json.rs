//! JSON that others wrote nearly right, mended so that it parses.
//!
//! In: a line that the JSON parser refused. Out: the line with what is mended, or nothing when
//! there is nothing to mend. Mended are: invalid UTF-8 and lone surrogate escapes (to U+FFFD), raw
//! control characters inside of strings, `\'`, and `NaN` and `Infinity` (to null). Deliberately
//! absent: any change of structure, such as closing brackets.

/// The mended line, and whether characters were lost.
pub(super) fn mend(line: &[u8]) -> Option<(Vec<u8>, bool)> {
    let text = String::from_utf8_lossy(line);
    let mut is_lossy = matches!(text, std::borrow::Cow::Owned(_));
    let mut is_changed = is_lossy;
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let mut in_string = false;
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        let rest = &bytes[at..];
        let (n, instead): (usize, Option<&[u8]>) = match b {
            b'"' => {
                in_string = !in_string;
                (1, None)
            }
            b'\\' if in_string => match escape(rest) {
                Escape::Fine(n) => (n, None),
                Escape::Lone(n) => {
                    is_lossy = true;
                    (n, Some(b"\\ufffd"))
                }
                Escape::Needless => (2, Some(b"'")),
            },
            0..0x20 if in_string => {
                out.extend(format!("\\u{b:04x}").bytes());
                (1, Some(b""))
            }
            b'N' if !in_string && rest.starts_with(b"NaN") => (3, Some(b"null")),
            b'I' if !in_string && rest.starts_with(b"Infinity") => (8, Some(b"null")),
            b'-' if !in_string && rest.starts_with(b"-Infinity") => (9, Some(b"null")),
            _ => (1, None),
        };
        is_changed |= instead.is_some();
        out.extend_from_slice(instead.unwrap_or(&rest[..n]));
        at += n;
    }
    is_changed.then_some((out, is_lossy))
}

enum Escape {
    /// To be kept as it is, so many bytes.
    Fine(usize),
    /// Half of a surrogate pair.
    Lone(usize),
    /// `\'`, which JSON does not have.
    Needless,
}

fn escape(rest: &[u8]) -> Escape {
    match rest.get(1) {
        Some(b'u') => match unit(rest) {
            Some(0xd800..0xdc00) => match unit(&rest[6..]) {
                Some(0xdc00..0xe000) => Escape::Fine(12),
                _ => Escape::Lone(6),
            },
            Some(0xdc00..0xe000) => Escape::Lone(6),
            _ => Escape::Fine(2),
        },
        Some(b'\'') => Escape::Needless,
        // A raw control character after it is looked at on its own.
        Some(0x20..) => Escape::Fine(2),
        _ => Escape::Fine(1),
    }
}

/// The code unit of the escape, `\u` and four digits, that `bytes` begins with.
fn unit(bytes: &[u8]) -> Option<u16> {
    let hex = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let hex = std::str::from_utf8(hex).ok().filter(|hex| !hex.starts_with('+'))?;
    u16::from_str_radix(hex, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(line: &[u8]) -> Option<(String, bool)> {
        mend(line).map(|(bytes, lossy)| (String::from_utf8(bytes).unwrap(), lossy))
    }

    #[test]
    fn mends_what_is_nearly_right() {
        assert_eq!(mended(br#"{"a": "fine \ud83d\ude00 \\u \n"}"#), None);
        assert_eq!(mended(br#"["\ud800x"]"#), Some((r#"["\ufffdx"]"#.into(), true)));
        assert_eq!(
            mended(b"[\"a\tb\", NaN, \"NaN\"]"),
            Some((r#"["a\u0009b", null, "NaN"]"#.into(), false))
        );
        assert_eq!(mended(b"[\"\xff\"]"), Some(("[\"\u{fffd}\"]".into(), true)));
        assert_eq!(mended(br#"["it\'s"]"#), Some((r#"["it's"]"#.into(), false)));
        assert_eq!(mended(br#"["\ud800\ud83d"#), Some((r#"["\ufffd\ufffd"#.into(), true)));
    }
}
