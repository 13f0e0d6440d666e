//! Removed blocks to edits: one edit a block, and the white space around it.
//!
//! In go the blocks of one article with their labels; out come edits that never overlap. Of the
//! white space around a run of removed blocks the largest stays; nothing stays before the first
//! kept block or after the last.

use crate::document::Label;
use crate::text::{Edit, Reason, Span, Why};

/// White space at the ends of an article.
const EDGE: Why = Why { rule: "articles/edge", reason: Reason::Whitespace, confidence: 1.0 };

/// The edits that remove what is labelled boilerplate from `text`.
///
/// `trims_edges`: whether white space before the first and after the last kept block goes too when
/// no block was removed there.
pub fn removals(text: &str, blocks: &[(Span, Label)], trims_edges: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    let mut kept_end = None; // end of the last kept block
    while at <= blocks.len() {
        let run = blocks[at..].iter().take_while(|(_, label)| is_removed(label)).count();
        let removed = &blocks[at..at + run];
        let next = blocks.get(at + run).map(|(span, _)| span.start as usize);
        gap(text, kept_end, removed, next, trims_edges, &mut edits);
        let Some((span, _)) = blocks.get(at + run) else { break };
        kept_end = Some(span.end as usize);
        at += run + 1;
    }
    edits
}

fn is_removed(label: &Label) -> bool {
    matches!(label, Label::Boilerplate(_))
}

/// Edits for one run of removed blocks between a kept block's end and the next one's start.
fn gap(
    text: &str,
    before: Option<usize>,
    removed: &[(Span, Label)],
    next: Option<usize>,
    trims_edges: bool,
    edits: &mut Vec<Edit>,
) {
    let from = before.unwrap_or(0);
    let to = next.unwrap_or(text.len());
    if removed.is_empty() {
        let is_edge = before.is_none() || next.is_none();
        if is_edge && trims_edges && from < to {
            edits.push(Edit::remove(Span::new(from, to), EDGE));
        }
        return;
    }
    // White space number k stands before removed block k; the last one behind them all.
    let space = |k: usize| {
        let start = if k == 0 { from } else { removed[k - 1].0.end as usize };
        let end = removed.get(k).map_or(to, |(span, _)| span.start as usize);
        (start, end)
    };
    let size = |k: usize| {
        let (start, end) = space(k);
        (text[start..end].matches('\n').count(), end - start)
    };
    // Which one stays: none at the ends of the article.
    let stays = match (before, next) {
        (None, _) => None,
        (_, None) => Some(removed.len() + 1),
        _ => (0..=removed.len()).rev().max_by_key(|&k| size(k)),
    };
    for (k, (span, label)) in removed.iter().enumerate() {
        let Label::Boilerplate(why) = label else { continue };
        // Before the space that stays a block takes the space before it, after it the one behind.
        let takes_before = stays.is_some_and(|stays| k < stays);
        let mut start = if takes_before { space(k).0 } else { span.start as usize };
        let mut end = if takes_before { span.end as usize } else { space(k + 1).1 };
        // At the ends of the article both go.
        if k == 0 && before.is_none() {
            start = from;
        }
        if k + 1 == removed.len() && next.is_none() {
            end = to;
        }
        edits.push(Edit::remove(Span::new(start, end), *why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use proptest::prelude::*;

    const AD: Why = Why { rule: "strip/ad", reason: Reason::Ad, confidence: 1.0 };

    /// Lines of `text` that start with "x" are removed.
    fn blocks(text: &str) -> Vec<(Span, Label)> {
        crate::blocks::cut_text(text)
            .into_iter()
            .map(|block| {
                let is_removed = text[block.span.range()].starts_with('x');
                (block.span, if is_removed { Label::Boilerplate(AD) } else { Label::Body })
            })
            .collect()
    }

    fn cleaned(base: &str) -> String {
        let mut text = Text::new(base.to_owned());
        text.apply(removals(base, &blocks(base), true));
        text.as_str().to_owned()
    }

    #[test]
    fn the_larger_space_stays() {
        assert_eq!(cleaned("a\nx\n\nb"), "a\n\nb");
        assert_eq!(cleaned("a\n\nx\nb"), "a\n\nb");
        assert_eq!(cleaned("a\nx\nb"), "a\nb");
        assert_eq!(cleaned("a\n\nx\nx\n\nx\n\nb"), "a\n\nb");
    }

    #[test]
    fn nothing_stays_at_the_ends() {
        assert_eq!(cleaned("x\n\nx\na\n\nx\n"), "a");
        assert_eq!(cleaned("\n a\n"), "a");
        assert_eq!(cleaned("x\n\nx\n"), "");
        assert_eq!(cleaned("x"), "");
        assert_eq!(cleaned(""), "");
    }

    #[test]
    fn each_block_is_an_edit_of_its_own() {
        let base = "a\n\nxx\nxy\n\nb";
        let edits = removals(base, &blocks(base), true);
        assert_eq!(edits.len(), 2);
        for (edit, line) in edits.iter().zip(["xx", "xy"]) {
            assert!(base[edit.span.range()].contains(line));
        }
    }

    proptest! {
        #[test]
        fn normalized_text_stays_normalized(
            lines in proptest::collection::vec(("[ax][a-c]{0,2}", any::<bool>()), 0..12)
        ) {
            let mut base = String::new();
            for (line, is_blank) in &lines {
                if !base.is_empty() {
                    base.push_str(if *is_blank { "\n\n" } else { "\n" });
                }
                base.push_str(line);
            }
            let edits = removals(&base, &blocks(&base), true);
            let mut end = 0;
            for edit in &edits {
                prop_assert!(edit.span.start >= end);
                end = edit.span.end;
            }
            let out = cleaned(&base);
            prop_assert_eq!(out.trim(), out.as_str());
            prop_assert!(!out.contains("\n\n\n"));
            let kept: Vec<&str> = base.lines().filter(|l| l.starts_with('a')).collect();
            let left: Vec<&str> = out.lines().filter(|l| !l.is_empty()).collect();
            prop_assert_eq!(kept, left);
        }
    }
}
