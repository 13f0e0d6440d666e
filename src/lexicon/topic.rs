//! What the words around a place are about.
//!
//! The language model sees three words; a text about a trial asks for "court" far beyond these. In go
//! the directions of a text's words; out come, for any stretch of it, those of the words near, of
//! those around and of the rest of the text (after Melamud, Levy and Dagan, A Simple Word Embedding
//! Model for Lexical Substitution, 2015). Deliberately absent: any judgment.

use std::ops::Range;

use super::English;
use super::synonyms::Info;
use super::vectors::{Sense, Sum};

const NEAR: usize = 4;
const AROUND: usize = 12;
/// A word counts by how far its frequency is below this, decimal logarithm per thousand million words.
const COMMONEST: f32 = 6.5;
/// No word counts more than this: names are not in the list of frequencies.
const MOST: f32 = 3.5;

/// How well a word fits, in cosines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fit {
    /// To the four words on either side.
    pub near: f32,
    /// To the twelve on either side.
    pub around: f32,
    /// To the rest of the text.
    pub whole: f32,
}

/// What a text is about, place by place. Inlined into what is compiled for the widest vectors that the
/// processor has.
#[derive(Debug)]
pub struct Topic {
    /// The sum of the directions up to each token, and up to the end.
    sums: Vec<Sum>,
}

/// What is around a place.
#[derive(Debug)]
pub struct Around {
    near: Sum,
    around: Sum,
    whole: Sum,
}

impl Topic {
    /// Reads a text given as the numbers of its tokens in the synonyms, where they have one.
    #[inline(always)]
    pub fn of(entries: impl ExactSizeIterator<Item = Option<u32>>, english: &English) -> Self {
        let mut sums = Vec::with_capacity(entries.len() + 1);
        let mut sum = Sum::default();
        sums.push(sum);
        for entry in entries {
            if let Some((sense, weight)) = entry.and_then(|entry| counted(entry, english)) {
                sum.add(&sense, weight);
            }
            sums.push(sum);
        }
        Self { sums }
    }

    /// What is around some tokens; `same` is what their word adds to the text wherever it stands,
    /// which is not held for it.
    #[inline(always)]
    pub fn around(&self, tokens: Range<usize>, same: &Sum) -> Around {
        let mut whole = self.sums[self.sums.len() - 1];
        whole.add_sum(same, -1.0);
        let (near, around) = (self.window(&tokens, NEAR), self.window(&tokens, AROUND));
        Around { near, around, whole: whole.direction() }
    }

    /// What so many tokens on either side of some are about.
    #[inline(always)]
    fn window(&self, tokens: &Range<usize>, size: usize) -> Sum {
        let Range { start, end } = *tokens;
        let mut own = self.sums[end];
        own.add_sum(&self.sums[start], -1.0);
        let mut window = self.sums[(end + size).min(self.sums.len() - 1)];
        window.add_sum(&self.sums[start.saturating_sub(size)], -1.0);
        window.add_sum(&own, -1.0);
        window.direction()
    }
}

impl Around {
    /// How well a word fits there.
    #[inline(always)]
    pub fn fit(&self, sense: &Sense) -> Fit {
        Fit {
            near: sense.cosine(&self.near),
            around: sense.cosine(&self.around),
            whole: sense.cosine(&self.whole),
        }
    }

    /// The direction whose cosine, at any word, is that to the words around and to the rest of the text
    /// together.
    #[inline(always)]
    pub fn both(&self) -> Sum {
        let mut both = self.around;
        both.add_sum(&self.whole, 1.0);
        both
    }
}

/// A word's direction and how much it counts; `None` for words that all texts have.
#[inline(always)]
pub fn counted(entry: u32, english: &English) -> Option<(Sense<'_>, f32)> {
    let weight = weight(english.synonyms.info(entry));
    if weight == 0.0 {
        return None;
    }
    Some((english.vectors().sense(entry)?, weight))
}

/// How much a word counts; 0 for words that all texts have.
#[inline(always)]
pub(super) fn weight(info: &Info) -> f32 {
    if info.is_function() { 0.0 } else { (COMMONEST - info.frequency).clamp(0.0, MOST) }
}

#[cfg(test)]
mod tests {
    use super::super::ngram::word_hash;
    use super::*;

    #[test]
    fn a_word_of_the_subject_fits_better_than_a_foreign_one() {
        let english = English::shipped(None).unwrap();
        let entry = |word: &str| english.synonyms.find(word_hash(word));
        let text = "the judge told the jury that the trial would begin when the lawyers were ready";
        let words: Vec<_> = text.split(' ').map(entry).collect();
        let topic = Topic::of(words.into_iter(), &english);
        let around = topic.around(6..7, &Sum::default());
        let fit = |word: &str| around.fit(&english.vectors().sense(entry(word).unwrap()).unwrap());
        let (own, foreign) = (fit("trial"), fit("potato"));
        assert!(own.whole > foreign.whole + 0.3 && own.around > foreign.around + 0.3);
    }

    #[test]
    fn a_word_does_not_speak_for_itself() {
        let english = English::shipped(None).unwrap();
        let entry = english.synonyms.find(word_hash("court"));
        let topic = Topic::of([entry; 20].into_iter(), &english);
        let (sense, weight) = counted(entry.unwrap(), &english).unwrap();
        let mut same = Sum::default();
        same.add(&sense, weight * 20.0);
        let fit = topic.around(3..4, &same).fit(&sense);
        assert_eq!(fit.whole, 0.0);
        assert!(fit.near > 0.99);
    }
}
