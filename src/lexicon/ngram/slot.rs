//! A place in a sentence where one word after the other is tried.
//!
//! In go candidates; out comes how well each sits there. Deliberately absent: where candidates come
//! from.

use std::hint::black_box;

use super::model::{Bigram, Context, NgramModel, pair, triple};
use super::vocabulary::WordId;

/// A place in a sentence where words are tried; made by [`NgramModel::slot`].
#[derive(Clone, Copy, Debug)]
pub struct Slot<'m> {
    model: &'m NgramModel,
    before: Context,
    next: WordId,
    last: Option<(WordId, Option<Bigram>)>,
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

    /// Fetches what [`Self::glance`] needs for these words: memory is waited for once, not for each.
    #[inline]
    pub fn fetch_glance(&self, words: &[WordId]) {
        let bigrams = &self.model.bigrams;
        black_box(words.iter().fold(0, |sum, &word| {
            sum ^ bigrams.touch(pair(self.before.last, word)) ^ bigrams.touch(pair(word, self.next))
        }));
    }

    /// Fetches what [`Self::score`] needs beyond that.
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

    /// ln p of `word` after the word before and of the next token after it, by bigrams alone: half
    /// of what [`Self::score`] costs, to choose what to score.
    #[inline]
    pub fn glance(&self, word: WordId) -> f32 {
        self.model.bigram(self.before.last, word) + self.model.bigram(word, self.next)
    }

    /// Sum of ln p of the trigrams that hold the slot, `word` being in it: three, or two where the
    /// sentence ends after the next token. Only sums of one slot can be compared.
    #[inline]
    pub fn score(&self, word: WordId) -> f32 {
        let (first, middle) = self.model.advance(&self.before, word);
        let (second, after) = self.model.advance(&middle, self.next);
        match self.last {
            Some((last, bigram)) => first + second + self.model.predict(&after, last, bigram),
            None => first + second,
        }
    }
}
