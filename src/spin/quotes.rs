//! What stands in quotation marks: a spinner rewrites quotations and all else alike, an article about
//! spun text or in a witness's dialect has its odd words in quotations alone.
//!
//! In goes a text; out come the places of its quotations. Deliberately absent: single quotation
//! marks, which are apostrophes too.

use crate::text::Span;

/// A quotation is closed by the end of its line at the latest.
pub fn quotations(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('\u{201c}' | '\u{201e}' | '\u{ab}', None) | ('"', None) => open = Some(at),
            ('\u{201d}' | '\u{bb}' | '"' | '\n', Some(start)) => {
                out.push(Span::new(start, at));
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|start| Span::new(start, text.len())));
    out
}

/// Whether `at` lies in one of `quotations`, which are in order.
pub fn is_quoted(quotations: &[Span], at: u32) -> bool {
    let next = quotations.partition_point(|quotation| quotation.end <= at);
    quotations.get(next).is_some_and(|quotation| quotation.start <= at)
}
