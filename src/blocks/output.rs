//! Lines to blocks: the text of a page as it grows, and what is known of each line of it.

use std::ops::Range;

use super::draft::Line;
use super::elements::Element;
use super::nodes::Node;
use crate::document::{Block, Ruling, Tag};
use crate::text::Span;

/// Most blocks; real pages have some thousand at most. Beyond them text is kept and structure lost.
const MAX_BLOCKS: usize = 250_000;

/// Bytes of a page for each block, and for each byte of its text: a little less than on most.
const BLOCK_BYTES: usize = 1024;
const TEXT_SHARE: usize = 20;

/// The blocks so far.
#[derive(Default)]
pub(super) struct Output {
    pub(super) text: Vec<u8>,
    pub(super) blocks: Vec<Block>,
    pub(super) owners: Vec<u32>,
    pub(super) cuts: Vec<Span>,
    last_group: u32,
    pub(super) is_over_budget: bool,
}

impl Output {
    /// Nothing yet, with room for the blocks of a page of so many bytes.
    pub(super) fn for_page(bytes: usize) -> Self {
        let blocks = (bytes / BLOCK_BYTES).min(MAX_BLOCKS);
        Self {
            text: Vec::with_capacity(bytes / TEXT_SHARE),
            blocks: Vec::with_capacity(blocks),
            owners: Vec::with_capacity(blocks),
            ..Self::default()
        }
    }

    /// Adds a line as a block.
    pub(super) fn add(
        &mut self,
        line_text: &[u8],
        line: Line,
        cuts: &[Range<usize>],
        nodes: &[Node],
    ) {
        if is_blank(line_text) {
            return;
        }
        let node = &nodes[line.node as usize];
        let is_item = matches!(node.element, Element::Li | Element::Dt | Element::Dd);
        let group = if line.is_row || is_item { node.group } else { 0 };
        let is_tight = group != 0 && group == self.last_group;
        self.last_group = group;
        let is_full = self.blocks.len() >= MAX_BLOCKS;
        self.is_over_budget |= is_full;
        if !self.text.is_empty() {
            self.text.extend_from_slice(if is_tight || is_full { b"\n" } else { b"\n\n" });
        }
        let start = self.text.len();
        self.text.extend_from_slice(line_text);
        if let (true, Some(last)) = (is_full, self.blocks.last_mut()) {
            last.span = Span::new(last.span.start as usize, self.text.len());
            last.link_bytes += line.link_bytes;
            last.links = last.links.saturating_add(line.links);
            return;
        }
        let owner = match line.is_row && node.element == Element::Cell {
            true => node.parent,
            false => line.node,
        };
        let mut ruling = line.is_kept.then_some(Ruling::Keep);
        for cut in cuts.iter().filter(|cut| cut.start < line.end && cut.end > line.start) {
            if cut.start <= line.start && cut.end >= line.end {
                ruling = Some(Ruling::Strip);
            } else {
                let place = |at: usize| at.clamp(line.start, line.end) - line.start + start;
                self.cuts.push(Span::new(place(cut.start), place(cut.end)));
            }
        }
        self.owners.push(owner);
        self.blocks.push(Block {
            span: Span::new(start, self.text.len()),
            tag: if line.is_row { Tag::Cell } else { Tag::Line },
            hints: line.inline,
            link_bytes: line.link_bytes,
            links: line.links,
            after_blank: start > 0 && !is_tight,
            ruling,
            ..Block::default()
        });
    }
}

/// Whether nothing of a text can be seen: only no-break spaces, marks of zero width and the like.
fn is_blank(text: &[u8]) -> bool {
    // Words of more than a few bytes are the rule, and invisible characters are not ASCII.
    if text.iter().any(|b| b.is_ascii_graphic() || *b == 0) {
        return false;
    }
    String::from_utf8_lossy(text).chars().all(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2800}' | '\u{feff}'
            )
    })
}
