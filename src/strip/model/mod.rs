//! The learned block model: a probability of being article text for every block.

mod decide;
pub mod features;
pub mod line;
pub mod trees;

use features::Rows;

use crate::document::{Block, Metadata};
use crate::lexicon::Lexicon;

/// The features of every block of a page.
pub fn rows(text: &str, blocks: &[Block], metadata: &Metadata, _lexicon: &Lexicon) -> Rows {
    features::features(text, blocks, metadata, &|_| 0.0)
}

/// Whether each block is kept, given its log-odds.
pub fn decide(text: &str, blocks: &[Block], scores: &[f32]) -> Vec<bool> {
    let words: Vec<f32> =
        blocks.iter().map(|b| line::measure(&text[b.span.range()], |_, _| {}).words).collect();
    decide::decide(scores, &words)
}
