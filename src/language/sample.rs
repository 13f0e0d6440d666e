//! A sample of a text.

use std::borrow::Cow;

/// Pieces that the sample of a long text is put together from: from behind its start, which is
/// often a dateline or a name, from its middle, and from before its end.
const PIECES: usize = 3;

/// At most about `bytes` bytes of a text, cut between words where there are blanks.
pub(super) fn take(text: &str, bytes: usize) -> Cow<'_, str> {
    if text.len() <= bytes {
        return Cow::Borrowed(text);
    }
    let piece = bytes / PIECES;
    let mut sample = String::with_capacity(bytes + PIECES);
    for index in 0..PIECES {
        // Centered in each of equal parts, so that pieces never overlap.
        let part = text.len() / PIECES;
        let start = after_blank(text, index * part + (part - piece) / 2);
        let end = after_blank(text, start + piece);
        if let Some(piece) = text.get(start..end) {
            sample.push_str(piece);
            sample.push(' ');
        }
    }
    Cow::Owned(sample)
}

/// The next character boundary, after the next blank if one is near.
fn after_blank(text: &str, at: usize) -> usize {
    const NEAR: usize = 24;
    let at = at.min(text.len());
    let near = &text.as_bytes()[at..text.len().min(at + NEAR)];
    match near.iter().position(|b| matches!(b, b' ' | b'\n')) {
        Some(blank) => at + blank + 1,
        None => (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len()),
    }
}

/// Whether at least half of the letters are Latin.
pub(super) fn is_mostly_latin(text: &str) -> bool {
    let (mut latin, mut other) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | 0xC3..=0xC9 => latin += 1,
            // First bytes of characters from U+0370 on, without punctuation (U+2000).
            0xCD..=0xE1 | 0xE3..=0xED => other += 1,
            _ => {}
        }
    }
    latin > other
}

/// Whether a text has at least `count` letters.
pub(super) fn has_letters(text: &str, count: usize) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).nth(count - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_keep_words_and_stay_small() {
        let text = "überall liegen Wörter herum ".repeat(100);
        let sample = take(&text, 600);
        assert!((500..700).contains(&sample.len()), "{}", sample.len());
        let known = ["überall", "liegen", "Wörter", "herum"];
        assert!(sample.split_whitespace().all(|word| known.contains(&word)));
        assert_eq!(take("kurz", 600), "kurz");
        for bytes in 0..50 {
            take("漢字だけの長い文章で空白がありません", bytes);
        }
    }
}
