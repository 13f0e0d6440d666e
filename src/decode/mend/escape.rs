//! Escapes of JSON strings in text that was written as one twice.
//!
//! One pass. Who keeps records in JSON and puts that into a string once more leaves all of a text in one line,
//! `\n` in place of its line ends.

use super::Rule;
use super::entity::Reference;

/// Fewest line ends that were escaped: one may be a path or an example.
const MIN_LINE_ENDS: usize = 2;

/// The escapes of a text in one line; none where a backslash is no escape, or stands between words as it does where
/// escapes are spoken of.
pub(super) fn find(text: &str) -> Vec<Reference> {
    let bytes = text.as_bytes();
    let text = text.trim_end();
    let mut found = Vec::new();
    let Some(first) = memchr::memchr(b'\\', bytes) else { return found };
    if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some() {
        return found;
    }
    let (mut at, mut line_ends, mut begins_line) = (first, 0, false);
    while let Some(next) = memchr::memchr(b'\\', &bytes[at..]) {
        let start = at + next;
        let Some((c, end)) = resolve(text, start) else { return Vec::new() };
        let is_line_end = matches!(c, '\n' | '\r');
        if is_line_end && !(begins_line && next == 0) {
            line_ends += 1;
            let is_spoken_of = text[..start].ends_with(' ') && text[end..].starts_with(' ');
            if is_spoken_of || text[end..].starts_with(|c: char| c.is_ascii_lowercase()) {
                return Vec::new();
            }
        }
        begins_line = is_line_end;
        found.push(Reference { span: start..end, c, rule: Rule::Escape });
        at = end;
    }
    if line_ends < MIN_LINE_ENDS {
        found.clear();
    }
    found
}

/// The character of the escape at `at`, and the place behind it.
fn resolve(text: &str, at: usize) -> Option<(char, usize)> {
    let c = match text.as_bytes().get(at + 1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return coded(text, at),
        plain @ (b'"' | b'\\' | b'/') => char::from(*plain),
        _ => return None,
    };
    Some((c, at + 2))
}

/// As [`resolve`], of `\u201c`, and of the two halves of a character beyond U+FFFF.
fn coded(text: &str, at: usize) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(at)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, at + 6));
    }
    let pair = [first, unit(at + 6).unwrap_or_default()];
    match char::decode_utf16(pair).next()? {
        Ok(c) => Some((c, at + 12)),
        Err(_) => Some((char::REPLACEMENT_CHARACTER, at + 6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let mut mended = text.to_owned();
        for Reference { span, c, .. } in find(text).into_iter().rev() {
            mended.replace_range(span, &c.to_string());
        }
        mended
    }

    #[test]
    fn a_text_in_one_line_gets_its_lines_back() {
        let text = r"Rain fell.\n\n\u201cIt was wet,\u201d she said.\r\nRoads closed \ud83d\ude97.";
        assert_eq!(mended(text), "Rain fell.\n\n“It was wet,” she said.\r\nRoads closed 🚗.");
        assert_eq!(mended(r#"Rain.\n\"Wet.\"\n24\/7 \ud83d"#), "Rain.\n\"Wet.\"\n24/7 \u{fffd}");
    }

    #[test]
    fn text_about_escapes_and_paths_stays() {
        for text in [
            r"Write \n or \r\n at the end of a line.",
            r"It lies in C:\new\notes, said Ann.",
            r"It lies in C:\Users\Ann\n\n.",
            r"Let \nu and \nabla be given.\nThen \alpha holds.",
            r"The host is \\files\nine and no other.",
            "Rain.\\nSun.\\nWind.\nHail.",
            r"One.\nTwo",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
