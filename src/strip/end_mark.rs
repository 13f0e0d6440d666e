//! What it finds: end marks and copyright notices that are a line of their own: "###", "-30-",
//! "ENDS", "© 2021 Harbor Post. All rights reserved."
//!
//! Why it matters: notices name publishers and years that are none of the story's.
//!
//! Example: `© 2021 Harbor Post` goes.
//!
//! Limits: "***" between paragraphs separates scenes and stays; "ENDS" and "###" go only after the
//! last paragraph.

use super::page::Page;
use crate::text::Reason;

pub const NAME: &str = "strip/end-mark";

const SURE: f32 = 0.9;

/// Most bytes of a copyright notice.
const MAX_NOTICE: usize = 300;

/// Most bytes of a notice that does not say what may be done with the text: a caption's notice and the paragraph
/// below it can be one line.
const MAX_PLAIN_NOTICE: usize = 140;

/// Words that say what may be done with a text.
const TERMS: &[&str] = &[
    "reserved",
    "ermission",
    "ublished",
    "eproduc",
    "edistribut",
    "icens",
    "rademark",
    "opyright",
];

/// Most bytes of a line that is a notice for its "all rights reserved": longer ones discuss it.
const MAX_RIGHTS: usize = 200;

/// Lines that end press releases and agency copy.
const MARKS: &[&str] = &[
    "###",
    "# # #",
    "-30-",
    "\u{2013}30\u{2013}",
    "\u{2014}30\u{2014}",
    "- 30 -",
    "\u{2013} 30 \u{2013}",
    "ENDS",
    "-ENDS-",
    "- ENDS -",
    "Ends",
    "-end-",
    "-END-",
    "(END)",
    "\u{25a0}",
    "\u{25fc}",
    "\u{2588}",
    "\u{220e}",
    "\u{25cf}",
    "\u{ae}",
];

pub fn find(page: &mut Page<'_>) {
    let last_prose = page.prose().map(|(_, last)| last);
    for i in 0..page.lines.len() {
        let line = &page.lines[i];
        let text = line.text();
        if line.gone.is_some() || text.len() > MAX_NOTICE {
            continue;
        }
        let is_after = last_prose.is_some_and(|last| i > last);
        if is_notice(text) || is_after && MARKS.contains(&text) {
            page.remove(i, Reason::Copyright, SURE);
        }
    }
}

fn is_notice(text: &str) -> bool {
    let rest = text
        .strip_prefix('\u{a9}')
        .or_else(|| text.strip_prefix("Copyright \u{a9}"))
        .or_else(|| text.strip_prefix("Copyright (c)"))
        .or_else(|| text.strip_prefix("(c)"));
    let starts_notice = rest.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '\u{a9}')
    });
    let says_terms = || TERMS.iter().any(|term| text.contains(term));
    let starts_notice = starts_notice && (text.len() <= MAX_PLAIN_NOTICE || says_terms());
    let has_year = || text.contains("19") || text.contains("20");
    starts_notice || text.len() <= MAX_RIGHTS && text.contains("ll rights reserved") && has_year()
}
