//! Character references in plain text.
//!
//! One pass. `&amp;` followed by the rest of a reference is a reference escaped twice or more
//! and resolved to its end, so that nothing is left for a second pass.

use std::ops::Range;

use super::Rule;

/// A character reference or an escape, and what it stands for.
#[derive(Debug)]
pub(super) struct Reference {
    pub span: Range<usize>,
    pub c: char,
    pub rule: Rule,
}

/// Longest name or number between `&` and `;`.
const MAX_BODY: usize = 10;

/// The references of a text without markup; none where a tag begins.
pub(super) fn find(text: &str) -> Vec<Reference> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let Some(first) = memchr::memchr(b'&', bytes) else { return found };
    if has_tag(bytes) {
        return found;
    }
    let mut at = first;
    while let Some(next) = memchr::memchr(b'&', &bytes[at..]) {
        let start = at + next;
        at = start + 1;
        let Some((mut c, mut end)) = resolve(text, start + 1) else { continue };
        while c == '&' {
            let Some(inner) = resolve(text, end) else { break };
            (c, end) = inner;
        }
        // Letters made from references could form new references with what stands around them.
        if !c.is_ascii_alphanumeric() && !matches!(c, '#' | ';') {
            found.push(Reference { span: start..end, c, rule: Rule::Entity });
            at = end;
        }
    }
    found
}

/// Whether something that looks like a tag stands in the text.
fn has_tag(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'<', bytes)
        .any(|at| matches!(bytes.get(at + 1), Some(b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!' | b'?')))
}

/// The character of a reference whose body begins at `at`, and the place after its semicolon.
fn resolve(text: &str, at: usize) -> Option<(char, usize)> {
    let rest = &text.as_bytes()[at..text.len().min(at + MAX_BODY + 1)];
    let length = memchr::memchr(b';', rest)?;
    let body = text.get(at..at + length)?;
    let c = match body.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(body)?,
    };
    Some((c, at + length + 1))
}

/// A numeric reference, as HTML resolves it.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    Some(match code {
        0 => '\u{FFFD}',
        0x80..=0x9F => super::mixup::meaning_of_c1(code as u8),
        _ => char::from_u32(code).unwrap_or('\u{FFFD}'),
    })
}

/// A named reference; names in capitals stand in text that was set in capitals.
fn named(name: &str) -> Option<char> {
    if let Some(c) = exact(name) {
        return Some(c);
    }
    if name.len() < 2 || !name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return None;
    }
    let c = exact(&name.to_ascii_lowercase())?;
    let mut upper = c.to_uppercase();
    upper.next().filter(|_| upper.next().is_none())
}

fn exact(name: &str) -> Option<char> {
    if let Some(index) = LATIN_1.split(' ').position(|known| known == name) {
        return char::from_u32(0xA0 + index as u32);
    }
    OTHERS.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

/// The names of U+00A0 to U+00FF, in order.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy \
    reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 \
    frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
    Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute \
    Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
    ugrave uacute ucirc uuml yacute thorn yuml";

/// Further names that occur in news text.
const OTHERS: [(&str, char); 72] = [
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("trade", '™'),
    ("euro", '€'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Ccaron", 'Č'),
    ("ccaron", 'č'),
    ("Yuml", 'Ÿ'),
    ("fnof", 'ƒ'),
    ("circ", 'ˆ'),
    ("tilde", '˜'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("minus", '−'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("infin", '∞'),
    ("radic", '√'),
    ("sum", '∑'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("mu", 'μ'),
    ("pi", 'π'),
    ("sigma", 'σ'),
    ("Omega", 'Ω'),
    ("omega", 'ω'),
    ("hearts", '♥'),
    ("loz", '◊'),
    ("frasl", '⁄'),
    ("oline", '‾'),
    ("horbar", '―'),
    ("hyphen", '‐'),
    ("lsqb", '['),
    ("rsqb", ']'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for reference in find(text) {
            out.push_str(&text[at..reference.span.start]);
            out.push(reference.c);
            at = reference.span.end;
        }
        out + &text[at..]
    }

    #[test]
    fn references_are_resolved_once_and_for_all() {
        for (text, expected) in [
            (
                "Fish &amp; chips &#8212; &pound;5&nbsp;&quot;fresh&quot;",
                "Fish & chips — £5\u{A0}\"fresh\"",
            ),
            ("&#x2019;&#146;&rsquo;", "’’’"),
            ("&amp;amp;amp;eacute;t&eacute;", "été"),
            ("&EACUTE;T&EACUTE;", "ÉTÉ"),
            ("&#x110000;&#xD800;&#0;&#99999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("AT&T; R&D; &c.; &nosuch; & &#; &#x;", "AT&T; R&D; &c.; &nosuch; & &#; &#x;"),
            ("<b>Fish &amp; chips</b>", "<b>Fish &amp; chips</b>"),
            ("3 < 4 &amp; 5", "3 < 4 & 5"),
        ] {
            assert_eq!(resolved(text), expected, "{text}");
            assert!(find(&resolved(text)).is_empty(), "{text}");
        }
        let bomb = format!("&{}", "amp;".repeat(100_000));
        assert_eq!(resolved(&bomb), "&");
    }
}
