//! Codes that steer a terminal: colors, cursor, title.
//!
//! What a program printed and somebody stored has them. The escape alone is invisible; what follows it
//! (`[31m`) would stay in the text.

/// Longest code that sets a color or moves the cursor, and the longest that sets a title.
const MAX_CODE: usize = 24;
const MAX_TITLE: usize = 256;

/// The length of the code that a text begins with.
pub(super) fn code(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\u{1B}')?;
    let length = match rest.as_bytes().first()? {
        b'[' => control(&rest.as_bytes()[1..])?,
        b']' => title(&rest.as_bytes()[1..])?,
        _ => return None,
    };
    Some(2 + length)
}

/// Numbers and a letter. Without a number only what all terminals know, unless it begins a word in
/// brackets behind a stray escape.
fn control(bytes: &[u8]) -> Option<usize> {
    let numbers = bytes.iter().take_while(|b| matches!(b, b'0'..=b'9' | b';' | b'?')).count();
    let is_code = match bytes.get(numbers)? {
        b'm' | b'K' if numbers == 0 => {
            !bytes.get(1).is_some_and(|b| b.is_ascii_lowercase() || *b == b']')
        }
        b'A'..=b'Z' | b'a'..=b'z' => (1..MAX_CODE).contains(&numbers),
        _ => false,
    };
    is_code.then_some(numbers + 1)
}

/// A number, a semicolon, a title in one line, and a bell or another escape with a backslash.
fn title(bytes: &[u8]) -> Option<usize> {
    let is_titled = matches!(bytes, [b'0'..=b'9', b';', ..]);
    let end = bytes.iter().take(MAX_TITLE).position(|b| matches!(b, 0x07 | 0x1B | b'\n'))?;
    match &bytes[end..] {
        _ if !is_titled => None,
        [0x07, ..] => Some(end + 1),
        [0x1B, b'\\', ..] => Some(end + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn codes_are_told_from_text_behind_a_stray_escape() {
        for (text, length) in [
            ("\u{1B}[31mRain", Some(5)),
            ("\u{1B}[1;31;40mRain", Some(10)),
            ("\u{1B}[mRain", Some(3)),
            ("\u{1B}[?25lRain", Some(6)),
            ("\u{1B}]0;a title\u{7}Rain", Some(12)),
            ("\u{1B}]0;a title\u{1B}\\Rain", Some(13)),
            ("\u{1B}[mayor] said", None),
            ("\u{1B}[A note]", None),
            ("\u{1B}]0;a title\nRain", None),
            ("\u{1B}Rain", None),
            ("[31mRain", None),
        ] {
            assert_eq!(code(text), length, "{text:?}");
        }
    }
}
