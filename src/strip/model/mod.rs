//! The learned block model: a log-odds of being article text for every block of a page.
//!
//! In go a page's text, blocks and metadata; out come the model's rows ([`rows`]), its log-odds
//! ([`score`]) and what it would keep ([`decide`]). The trees are in the lexicon; `lab/` trains
//! them. Deliberately absent: reasons and rule names, which the room's rules give.

mod decide;
pub mod features;
mod known;
pub mod line;
pub(super) mod row;
pub mod run;
pub mod text;
mod vocabulary;

use std::cell::RefCell;

pub use decide::decide;
use features::Rows;

use crate::document::{Block, Metadata};
use crate::lexicon::Lexicon;
use crate::lexicon::furniture::{Entry, MAX_WORDS};
use crate::lexicon::words::{Word, cut_words};

/// Longer lines are no phrase of a dictionary and are not looked up.
const PHRASE_BYTES: usize = 160;

/// Numbers of trees after which blocks are done with, and from which log-odds on. Of 40,000 training
/// blocks these settle 39, 64 and 71 in a hundred, and none ends on the other side of zero for it.
const STAGES: [(usize, f32); 3] = [(40, 3.5), (60, 3.0), (120, 3.0)];

/// The words of a block where they are known: all of a short one.
pub type Known<'k, 'w> = &'k dyn Fn(usize) -> Option<&'w [Word]>;

/// The features of every block of a page.
pub fn rows(text: &str, blocks: &[Block], metadata: &Metadata, lexicon: &Lexicon) -> Rows {
    features::features(text, blocks, metadata, &furniture_of(lexicon, &|_| None))
}

/// What the furniture dictionaries say of a block, as a number.
fn furniture_of(lexicon: &Lexicon, known: Known<'_, '_>) -> impl Fn(usize, &str) -> f32 {
    let words = RefCell::new(Vec::with_capacity(MAX_WORDS + 1));
    move |block: usize, text: &str| {
        if text.len() > PHRASE_BYTES {
            return 0.0;
        }
        let cut = &mut *words.borrow_mut();
        let words = match known(block) {
            Some(words) => &words[..words.len().min(MAX_WORDS + 1)],
            None => {
                cut.clear();
                cut_words(text, MAX_WORDS + 1, cut);
                cut
            }
        };
        match lexicon.furniture.known(text, words) {
            Some(entry) => number(entry),
            None => 0.0,
        }
    }
}

/// Numbers from 1: the reason, and a half more for what is furniture only in company.
fn number(entry: Entry) -> f32 {
    1.0 + f32::from(entry.reason as u8) + if entry.needs_company { 0.5 } else { 0.0 }
}

/// What the model says of the blocks of a page.
#[derive(Clone, Debug, Default)]
pub struct Scored {
    /// The log-odds of each block.
    pub scores: Vec<f32>,
    /// The number of words of each.
    pub lengths: Vec<f32>,
    /// Which of the short blocks are no phrase of the furniture dictionaries and start with none.
    pub no_phrases: Vec<bool>,
}

/// Scores every block of a page with markup.
pub fn score(
    text: &str,
    blocks: &[Block],
    metadata: &Metadata,
    lexicon: &Lexicon,
    known: Known<'_, '_>,
) -> Scored {
    let rows = features::features(text, blocks, metadata, &furniture_of(lexicon, known));
    let is_none =
        |(block, known): (&Block, &f32)| *known == 0.0 && block.span.len() <= PHRASE_BYTES;
    Scored {
        scores: lexicon.block_model.score_in(&rows.values, &STAGES),
        lengths: rows.lines.iter().map(|line| line.words).collect(),
        no_phrases: blocks.iter().zip(&rows.furniture).map(is_none).collect(),
    }
}

/// The words of each block; of scripts without spaces half the characters.
pub fn words(text: &str, blocks: &[Block]) -> Vec<f32> {
    blocks.iter().map(|b| line::measure(&text[b.span.range()], |_, _| {}).words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::cut_html;

    #[test]
    fn rows_are_as_wide_as_the_shipped_models_ask() {
        let lexicon = Lexicon::load(None).unwrap();
        let page = cut_html("<h1>Ferry back</h1><p>The ferry to Norholm is back in service.</p>");
        let rows = rows(&page.text, &page.blocks, &page.metadata, &lexicon);
        assert_eq!(rows.width, lexicon.block_model.features());
        assert_eq!(text::WHOLE, lexicon.text_model.trees.features());
    }
}
