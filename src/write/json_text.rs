//! A text as a JSON string.
//!
//! Goes by what needs no escape eight bytes at a time; what is written is what `serde_json` writes.

/// One in every byte, and the highest bit of every byte.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Appends `text` in quotes.
pub(super) fn push(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut done = 0;
    while let Some(at) = next_special(bytes, done) {
        out.extend_from_slice(&bytes[done..at]);
        match bytes[at] {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0C => out.extend_from_slice(b"\\f"),
            other => out.extend_from_slice(format!("\\u{other:04x}").as_bytes()),
        }
        done = at + 1;
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
}

/// The first quotation mark, backslash or control character from `from` on.
fn next_special(bytes: &[u8], from: usize) -> Option<usize> {
    let (eights, rest) = bytes[from..].as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let marks = specials(u64::from_le_bytes(*eight));
        if marks != 0 {
            return Some(from + index * 8 + (marks.trailing_zeros() / 8) as usize);
        }
    }
    let start = bytes.len() - rest.len();
    let special = |&byte: &u8| byte < b' ' || byte == b'"' || byte == b'\\';
    rest.iter().position(special).map(|at| start + at)
}

/// The high bit of each special byte, the lowest of them for certain.
#[inline]
fn specials(bytes: u64) -> u64 {
    // A byte is below a limit where taking the limit away borrows; bytes beyond ASCII are not meant.
    let below = |bytes: u64, limit: u8| bytes.wrapping_sub(ONES * u64::from(limit)) & !bytes;
    let equals = |byte: u8| below(bytes ^ (ONES * u64::from(byte)), 1);
    (below(bytes, b' ') | equals(b'"') | equals(b'\\')) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let mut out = Vec::new();
        push(&mut out, text);
        assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(text).unwrap());
    }

    #[test]
    fn every_character_of_one_byte() {
        for byte in 0..128u8 {
            let c = char::from(byte);
            check(&format!("harbor é{c}{c}12345678{c}"));
        }
    }

    proptest::proptest! {
        #[test]
        fn is_what_serde_writes(text in "[a-zé\"\\\\\\x00-\\x1f\\x7f ]{0,40}|\\PC{0,40}") {
            check(&text);
        }
    }
}
