//! What all pages share: the head with its security policy, styles and scripts.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// Styles of all pages.
pub const STYLE: &str = include_str!("../../templates/style.css");
/// What documents on a page do.
pub const DOCUMENT_SCRIPT: &str = include_str!("../../templates/document.js");

/// Name and version of this program.
const TOOL: &str = concat!("copydesk ", env!("CARGO_PKG_VERSION"));

/// The head of a page.
pub struct Head {
    /// The page's title.
    pub title: String,
    /// Name and version of this program.
    pub tool: &'static str,
    /// The page's one style sheet.
    pub style: String,
    /// The page's one script.
    pub script: String,
    /// Its content security policy: nothing is loaded, and only these styles and this script run.
    pub policy: String,
}

impl Head {
    /// A head with these styles and this script, which must not come from documents.
    pub fn new(title: String, style: String, script: String) -> Self {
        let policy = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
            hash(&style),
            hash(&script)
        );
        Self { title, tool: TOOL, style, script, policy }
    }
}

/// A source expression of Content Security Policy Level 3 that allows exactly this text.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, &byte| group << 8 | u32::from(byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(group >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { digit as char } else { '=' });
        }
    }
    out
}

/// A value as JSON that can stand inside a `<script>` element: no `<`, so that nothing ends the
/// element, and no line separator that old scripts would take for a line end.
pub fn embedded(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_rfc_4648() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, encoded) in pairs {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }

    #[test]
    fn embedded_json_cannot_leave_its_element() {
        let json = embedded(&"</script><!--\u{2028}&");
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "</script><!--\u{2028}&");
    }
}
