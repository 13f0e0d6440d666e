//! A place in a sentence where one word after the other is tried.
//!
//! In go candidates; out comes how well each sits there. Deliberately absent: where candidates come
//! from.

use std::hint::black_box;

use super::model::{Bigram, Context, NgramModel, context, pair, triple};
use super::vocabulary::WordId;

/// A place in a sentence where words are tried; made by [`NgramModel::slot`].
#[derive(Clone, Copy, Debug)]
pub struct Slot<'m> {
    model: &'m NgramModel,
    before: Context,
    next: WordId,
    last: Option<(WordId, Option<Bigram>)>,
}

/// A word in a slot with the bigrams that it makes there; made by [`Slot::tried`].
#[derive(Clone, Copy, Debug)]
pub struct Tried {
    word: WordId,
    sides: [Option<Bigram>; 2],
    /// ln p of the word after the one before and of the next token after it.
    pub glance: f32,
}

impl<'m> Slot<'m> {
    #[inline]
    pub(super) fn new(
        model: &'m NgramModel,
        before: [WordId; 2],
        after: (WordId, Option<WordId>),
    ) -> Self {
        Self {
            model,
            before: model.context(before[0], before[1]),
            next: after.0,
            last: after.1.map(|word| (word, model.find_bigram(after.0, word))),
        }
    }

    /// Fetches what [`Self::tried`] and [`Self::glance`] need for these words: memory is waited for once, not for each.
    #[inline]
    pub fn fetch_glance(&self, words: &[WordId]) {
        let bigrams = &self.model.bigrams;
        black_box(words.iter().fold(0, |sum, &word| {
            sum ^ bigrams.touch(pair(self.before.last, word))
                ^ bigrams.touch(pair(word, self.next))
                ^ u64::from(self.model.unigram(word).to_bits())
        }));
    }

    /// Fetches what [`Self::score`] needs for these words beyond that.
    #[inline]
    pub fn fetch_score(&self, words: impl Iterator<Item = WordId>) {
        let trigrams = &self.model.trigrams;
        let Context { before, last, .. } = self.before;
        black_box(words.fold(0, |sum, word| {
            let end = self.last.map_or(0, |(end, _)| trigrams.touch(triple(word, self.next, end)));
            sum ^ trigrams.touch(triple(before, last, word))
                ^ trigrams.touch(triple(last, word, self.next))
                ^ end
        }));
    }

    /// `word` in the slot, by bigrams alone: half of what [`Self::score`] costs, to choose what to score.
    #[inline]
    pub fn tried(&self, word: WordId) -> Tried {
        let Self { model, before, next, .. } = self;
        let sides = [model.find_bigram(before.last, word), model.find_bigram(word, *next)];
        let glance =
            model.bigram_of(before.last, word, sides[0]) + model.bigram_of(word, *next, sides[1]);
        Tried { word, sides, glance }
    }

    /// [`Tried::glance`] of a word.
    #[inline]
    pub fn glance(&self, word: WordId) -> f32 {
        self.tried(word).glance
    }

    /// Sum of ln p of the trigrams that hold the slot, the word being in it: three, or two where the
    /// sentence ends after the next token. Only sums of one slot can be compared.
    #[inline]
    pub fn score(&self, tried: &Tried) -> f32 {
        let Tried { word, sides, .. } = *tried;
        let first = self.model.predict(&self.before, word, sides[0]);
        let middle = context(self.before.last, word, sides[0]);
        let second = self.model.predict(&middle, self.next, sides[1]);
        match self.last {
            Some((last, bigram)) => {
                let after = context(word, self.next, sides[1]);
                first + second + self.model.predict(&after, last, bigram)
            }
            None => first + second,
        }
    }
}
