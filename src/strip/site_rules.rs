//! What it finds: on pages with markup, what the user's own rules for the site strip, by CSS
//! selectors (docs/SITE_RULES.md).
//!
//! Why it matters: some boxes no model gets right, and who reads a site every day knows their names.
//!
//! Example: with `strip = ["div.promo"]` for a host, what stands in `<div class="promo">` goes.
//!
//! Limits: what the rules keep stays, whatever any other rule makes of it; of two elements around a
//! text the inner one decides, and for one element `keep` goes before `strip`. Inside a
//! paragraph only the named part goes. What the page does not show as text, such as a select box,
//! cannot be kept.

use super::markup::reason_outside;
use super::page::Page;
use crate::document::Ruling;
use crate::text::{Edit, Reason, Span, Why};

pub const NAME: &str = "strip/site-rules";

/// Somebody said so.
const TOLD: f32 = 1.0;

pub fn find(page: &mut Page<'_>) {
    for i in 0..page.lines.len() {
        if page.block(i).ruling == Some(Ruling::Strip) {
            let reason = reason_outside(page, i);
            page.lines[i].gone = Some(Why { rule: NAME, reason, confidence: TOLD });
        }
    }
}

/// The edits that take `places` inside of lines out of `text`, with the space that would be left
/// doubled.
pub fn cuts(text: &str, places: Vec<Span>) -> Vec<Edit> {
    let why = Why { rule: NAME, reason: Reason::Nav, confidence: TOLD };
    let edit = |place: Span| {
        let (before, after) = (&text[..place.start as usize], &text[place.end as usize..]);
        let is_open = before.is_empty() || before.ends_with([' ', '\n']);
        let is_closed = after.is_empty() || after.starts_with('\n');
        let start = match before.ends_with(' ') && is_closed {
            true => before.len() - 1,
            false => before.len(),
        };
        let end = place.end as usize + usize::from(is_open && after.starts_with(' '));
        Edit::remove(Span::new(start, end), why)
    };
    places.into_iter().filter(|place| !place.is_empty()).map(edit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn no_space_is_left_doubled() {
        for (text, expected) in [
            ("a [b] c", "a c"),
            ("[b] c", "c"),
            ("a [b]", "a"),
            ("a [b]\nc", "a\nc"),
            ("a[b]c", "ac"),
        ] {
            let place = Span::new(text.find('[').unwrap(), text.find(']').unwrap() + 1);
            let mut cut = Text::new(text.to_owned());
            cut.apply(cuts(text, vec![place]));
            assert_eq!(cut.as_str(), expected);
        }
    }
}
