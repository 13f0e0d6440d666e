//! Mends the surroundings of a dirty place as one.
//!
//! A region reaches from the last cluster of visible characters before the place to the next
//! character that begins a cluster of its own. Nothing outside of it can change what it becomes,
//! nor it what is outside: that makes one pass enough.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::class::{Class, class, is_kept};
use super::terminal;
use crate::text::{Edit, Reason, Span, Why};

const CONTROL: Why = why("normalize/control", Reason::Control);
const WHITESPACE: Why = why("normalize/whitespace", Reason::Whitespace);
const NFC: Why = why("normalize/nfc", Reason::Encoding);

const fn why(rule: &'static str, reason: Reason) -> Why {
    Why { rule, reason, confidence: 1.0 }
}

/// The region around a dirty place; what lies before `done` is settled.
pub(super) fn around(text: &str, dirty: usize, done: usize) -> Range<usize> {
    let mut start = dirty;
    for (at, c) in text[done..dirty].char_indices().rev() {
        start = done + at;
        // Blanks, then one cluster.
        if class(c) == Class::Plain {
            break;
        }
    }
    let mut end = dirty;
    while let Some(c) = text[end..].chars().next() {
        end += match terminal::code(&text[end..]) {
            Some(length) => length,
            None if class(c) == Class::Plain => break,
            None => c.len_utf8(),
        };
    }
    start..end
}

/// The edit that a region needs, if any.
pub(super) fn mend(text: &str, region: Range<usize>) -> Option<Edit> {
    let old = &text[region.clone()];
    let after = text[region.end..].chars().next();
    let mut new = String::with_capacity(old.len());
    let mut gap = Gap::default();
    let mut removed = false;
    // The next character that stays, found once for all before it.
    let mut next = (0, None);
    let mut chars = old.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(length) = terminal::code(&old[at..]) {
            while chars.next_if(|(next, _)| *next < at + length).is_some() {}
        }
        match class(c) {
            Class::Space => gap.spaces += 1,
            Class::Newline => {
                if c == '\r' {
                    chars.next_if(|(_, c)| *c == '\n');
                }
                gap.newlines += 1;
            }
            Class::Invisible => removed = true,
            Class::Depends => {
                let before = if gap.is_empty() { new.chars().next_back() } else { None };
                if next.0 <= at {
                    next = stays_after(old, at + c.len_utf8());
                }
                match is_kept(c, before, next.1.or(after)) {
                    true => new.push(c),
                    false => removed = true,
                }
            }
            Class::Plain | Class::Mark => {
                let is_first = new.is_empty() && region.start == 0;
                gap.close(&mut new, is_first);
                new.push(c);
            }
        }
    }
    if after.is_some() {
        let is_first = new.is_empty() && region.start == 0;
        gap.close(&mut new, is_first);
    }
    let composes = !new.is_ascii() && !is_nfc(&new);
    if composes {
        new = new.nfc().collect();
    }
    let why = match (composes, removed) {
        (true, _) => NFC,
        (_, true) => CONTROL,
        _ => WHITESPACE,
    };
    minimal(old, &new, region.start, why)
}

/// The first character from `from` on that is neither removed nor depends on others, and its
/// place; the end of the text when there is none.
fn stays_after(text: &str, from: usize) -> (usize, Option<char>) {
    let stays = |c| !matches!(class(c), Class::Invisible | Class::Depends);
    let found = text[from..].char_indices().find(|(_, c)| stays(*c));
    found.map_or((text.len(), None), |(at, c)| (from + at, Some(c)))
}

/// Blanks not yet written.
#[derive(Default)]
struct Gap {
    spaces: usize,
    newlines: usize,
}

impl Gap {
    fn is_empty(&self) -> bool {
        self.spaces + self.newlines == 0
    }

    /// Writes what becomes of the blanks: nothing at the start of the text.
    fn close(&mut self, out: &mut String, is_first: bool) {
        out.push_str(match (self.newlines, self.spaces) {
            _ if is_first => "",
            (0, 0) => "",
            (0, _) => " ",
            (1, _) => "\n",
            _ => "\n\n",
        });
        *self = Self::default();
    }
}

/// The edit from `old` to `new` without what they share at both ends.
fn minimal(old: &str, new: &str, start: usize, why: Why) -> Option<Edit> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let head: usize =
        old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail: usize = (old_rest.chars().rev())
        .zip(new_rest.chars().rev())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let span = Span::new(start + head, start + old.len() - tail);
    Some(Edit::replace(span, &new_rest[..new_rest.len() - tail], why))
}
