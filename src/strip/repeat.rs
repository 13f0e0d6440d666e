//! What it finds: a paragraph that stands a second time on the page.
//!
//! Why it matters: pages carry the same text for screens of several sizes, and pull quotes repeat
//! the article; counted twice it distorts every measure.
//!
//! Example: of two equal paragraphs the second goes.
//!
//! Limits: short lines stay: refrains of poems, headings of tables, "He said yes." in a dialogue.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::page::Page;
use crate::text::Reason;

pub const NAME: &str = "strip/repeat";

/// Fewest bytes of a paragraph that is removed as repeated: longer than lines of verse.
pub const MIN_BYTES: usize = 90;

const SURE: f32 = 0.9;

pub fn find(page: &mut Page<'_>) {
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    for i in 0..page.lines.len() {
        let text = page.lines[i].text();
        if !page.is_live(i) || text.len() < MIN_BYTES {
            continue;
        }
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        let first = *seen.entry(hasher.finish()).or_insert(i);
        if first != i && page.lines[first].text() == text {
            page.remove(i, Reason::DuplicateParagraph, SURE);
        }
    }
}
