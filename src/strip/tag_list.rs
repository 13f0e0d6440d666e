//! What it finds: lines that list an article's tags: "#rivers, #flood-relief", "Tags: rivers,
//! floods".
//!
//! Why it matters: keywords are metadata; in the text they are words nobody wrote in a sentence.
//!
//! Example: `#rivers, #flood-relief, #harbor` goes, and the three tags go to the metadata.
//!
//! Limits: one hash tag alone stays unless the page has a line of several; hash tags inside a
//! sentence stay.

use super::page::Page;
use crate::text::Reason;

pub const NAME: &str = "strip/tag-list";

/// Fewest tags of a line that is sure by itself.
const MIN_TAGS: usize = 2;

const SURE: f32 = 0.95;

pub fn find(page: &mut Page<'_>) {
    let is_list = |i: usize, least: usize| count(page.lines[i].text()).is_some_and(|n| n >= least);
    let sure: Vec<usize> = page.live().filter(|&i| is_list(i, MIN_TAGS)).collect();
    if sure.is_empty() {
        return;
    }
    let all: Vec<usize> = page.live().filter(|&i| is_list(i, 1)).collect();
    for i in all {
        page.remove(i, Reason::Tags, SURE);
    }
}

/// Number of tags with a letter, when the line is nothing else.
fn count(text: &str) -> Option<usize> {
    if !text.starts_with('#') {
        return None;
    }
    let mut tags = 0;
    for item in text.split([',', ' ', '|', '\u{b7}', '\u{2022}']).filter(|item| !item.is_empty()) {
        let tag = item.strip_prefix('#')?;
        if tag.is_empty() || tag.contains('#') {
            return None;
        }
        tags += usize::from(tag.chars().any(char::is_alphabetic));
    }
    Some(tags)
}
