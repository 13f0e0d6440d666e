//! Mends text that was decoded wrongly before it came here.
//!
//! What it finds: UTF-8 that was read as a single-byte encoding, once or several times
//! (`decode/mojibake`); character references left in plain text (`decode/entity`); escapes of JSON in
//! a text that they leave in one line (`decode/escape`); controls that are characters of windows-1252 (`decode/c1`).
//!
//! Why it matters: a search for "Bürgermeister" never finds "BÃ¼rgermeister", and language models
//! learn the garbage.
//!
//! Example: `l&#8217;Ã©tÃ© dernier` becomes `l’été dernier`.
//!
//! Limits: only what reads plainly better is changed ([`odd`] measures it), line by line; look-alike
//! genuine text such as `MAÇÃ…` or `Å være` stays. Quotes stay curly. References stay in text with
//! markup, and so do references to ASCII letters and digits.

mod encodings;
mod entity;
mod escape;
mod mixup;
mod odd;

use crate::config;
use crate::text::{Edit, Reason, Span, Why};

/// A character of the text on its way, with the place in the source it stands for.
#[derive(Clone, Copy, Debug)]
struct Unit {
    c: char,
    start: usize,
    end: usize,
    /// The rule that made it, if any.
    made_by: Option<Rule>,
}

/// The rules of this file; of several that made one stretch the last one here names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    C1,
    Escape,
    Entity,
    Mojibake,
}

impl Rule {
    fn why(self) -> Why {
        let (rule, confidence) = match self {
            Self::C1 => ("decode/c1", 0.95),
            Self::Escape => ("decode/escape", 0.95),
            Self::Entity => ("decode/entity", 0.99),
            Self::Mojibake => ("decode/mojibake", 0.95),
        };
        Why { rule, reason: Reason::Encoding, confidence }
    }
}

/// How odd a text reads, about in nats: 3 for what running text hardly ever does.
pub(super) fn oddness(text: &str) -> f32 {
    odd::cost(' ', text.chars(), ' ')
}

/// Finds what mends `text`.
pub(super) fn mend(text: &str, config: &config::Decode) -> Vec<Edit> {
    let mut references = Vec::new();
    if config.entities {
        references = entity::find(text);
        references.extend(escape::find(text));
        references.sort_unstable_by_key(|reference| reference.span.start);
    }
    let mut edits = Vec::new();
    let mut references = references.as_slice();
    let mut at = 0;
    while at < text.len() {
        let garbled = match config.mojibake {
            true => mixup::next_suspect(text, at),
            false => None,
        };
        let reference = references.first().map(|r| r.span.start);
        let Some(place) = garbled.into_iter().chain(reference).min() else { break };
        let start = memchr::memrchr(b'\n', &text.as_bytes()[at..place]).map_or(at, |n| at + n + 1);
        let end =
            memchr::memchr(b'\n', &text.as_bytes()[place..]).map_or(text.len(), |n| place + n);
        // A reference at the line's end may not reach beyond it: it has no line end inside.
        let count = references.partition_point(|r| r.span.end <= end);
        let (own, rest) = references.split_at(count);
        references = rest;
        let mut units = units(text, start..end, own);
        if config.mojibake {
            mixup::untangle(&mut units);
        }
        collect(text, &units, &mut edits);
        at = end + 1;
    }
    edits
}

/// The characters of a line, references already resolved.
fn units(text: &str, line: std::ops::Range<usize>, references: &[entity::Reference]) -> Vec<Unit> {
    let mut units = Vec::with_capacity(line.len());
    let mut at = line.start;
    let plain = |from: usize, to: usize, units: &mut Vec<Unit>| {
        let unit = |(i, c): (usize, char)| {
            let start = from + i;
            Unit { c, start, end: start + c.len_utf8(), made_by: None }
        };
        units.extend(text[from..to].char_indices().map(unit));
    };
    for reference in references {
        plain(at, reference.span.start, &mut units);
        units.push(Unit {
            c: reference.c,
            start: reference.span.start,
            end: reference.span.end,
            made_by: Some(reference.rule),
        });
        at = reference.span.end;
    }
    plain(at, line.end, &mut units);
    units
}

/// Adjacent changed characters become one edit.
fn collect(text: &str, units: &[Unit], edits: &mut Vec<Edit>) {
    for run in units.chunk_by(|a, b| a.made_by.is_some() == b.made_by.is_some()) {
        let Some(rule) = run.iter().filter_map(|unit| unit.made_by).max() else { continue };
        let span = Span::new(run[0].start, run[run.len() - 1].end);
        let new: String = run.iter().map(|unit| unit.c).collect();
        if text[span.range()] != new {
            edits.push(Edit::replace(span, new, rule.why()));
        }
    }
}
