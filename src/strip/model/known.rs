//! What the page says of its article elsewhere: the words of its title and description, and the text
//! that its structured data give.
//!
//! In go such texts, out comes how much of a block's words they know.

use rustc_hash::FxHashSet;

use super::line::measure;
use super::vocabulary::{Numbers, Word, whole_hash};
use crate::document::Metadata;

/// Fewest word 3-grams of a text that is the article's.
const FEW_GRAMS: usize = 40;

/// Where a word stands besides, as bits.
const TITLE: u8 = 1;
const DESCRIPTION: u8 = 2;
const BODY: u8 = 4;

/// Which of a page's words stand elsewhere too.
pub struct Elsewhere {
    /// Where each stands besides, by its number.
    places: Vec<u8>,
    /// Different words of the title.
    title: usize,
    /// Word 3-grams of the article's text; none where they are too few.
    grams: FxHashSet<u64>,
}

/// How much of a block's words is known.
pub struct Shares {
    /// Share of them that the title has, and share of the title's that they are.
    pub title: (f32, f32),
    /// Share of them that the description has.
    pub description: f32,
    /// Share of their 3-grams in the article's text; -1 where the page gives none.
    pub body: f32,
}

impl Elsewhere {
    /// What `metadata` knows; new words get their numbers.
    pub fn of(metadata: &Metadata, numbers: &mut Numbers) -> Self {
        let mut places = Vec::new();
        let mut read = |text: &Option<String>, place: u8| {
            let (mut words, mut different) = (Vec::new(), 0);
            measure(text.as_deref().unwrap_or_default(), |hash, is_long| {
                let number = numbers.of(hash);
                words.push(Word { number, is_long });
                if places.len() < numbers.len() {
                    places.resize(numbers.len(), 0);
                }
                let places = &mut places[number as usize];
                different += usize::from(*places & place == 0);
                *places |= place;
            });
            (words, different)
        };
        let (_, title) = read(&metadata.title, TITLE);
        read(&metadata.description, DESCRIPTION);
        let (body, _) = read(&metadata.body, BODY);
        let mut grams: FxHashSet<u64> = body.windows(3).map(whole_hash).collect();
        if grams.len() < FEW_GRAMS {
            grams.clear();
        }
        places.resize(numbers.len(), 0);
        Self { places, title, grams }
    }

    /// How much of `words` is known.
    pub fn shares(&self, words: &[Word]) -> Shares {
        let places = |word: &Word| self.places[word.number as usize];
        let standing = |place: u8| {
            words.iter().map(|word| usize::from(places(word) & place != 0)).sum::<usize>() as f32
        };
        let count = (words.len() as f32).max(1.0);
        let title = standing(TITLE);
        let body = match self.grams.is_empty() {
            true => -1.0,
            false => {
                let is_known = |gram: &&[Word]| {
                    gram.iter().fold(BODY, |all, word| all & places(word)) != 0
                        && self.grams.contains(&whole_hash(gram))
                };
                let known = words.windows(3).filter(is_known).count();
                known as f32 / (words.len() as f32 - 2.0).max(1.0)
            }
        };
        Shares {
            title: (title / count, title / (self.title as f32).max(1.0)),
            description: standing(DESCRIPTION) / count,
            body,
        }
    }
}
