//! Questions to a model: how likely is this word here?
//!
//! All answers are natural logarithms. A trigram that the model does not hold costs the back-off
//! of its context and the probability of the bigram; one level further down the same.

use std::hint::black_box;

use super::format::{self, Parts};
use super::table::{Bigrams, Table, Trigrams};
use super::tokens::{Token, tokens};
use super::vocabulary::{Vocabulary, WORD_BITS, WordId};
use super::{hash::word_hash, slot::Slot, tokens::form};
use crate::error::Result;

/// Levels of the code books; level 0 of the back-offs means "no trigram has this context".
pub(super) const LEVELS: usize = 64;

/// An immutable trigram model; made by [`NgramModel::load`], shared by all threads.
#[derive(Debug)]
pub struct NgramModel {
    vocabulary: Vocabulary,
    unigrams: Vec<Unigram>,
    /// Share of mid-sentence occurrences with a capital, in 254ths; 255 where there were none.
    capitals: Vec<u8>,
    pub(super) bigrams: Table<'static, Bigrams>,
    pub(super) trigrams: Table<'static, Trigrams>,
    bigram_levels: [f32; LEVELS],
    back_off_levels: [f32; LEVELS],
    trigram_levels: [f32; LEVELS],
    counts: [u32; 2],
    about: String,
    digest: String,
}

#[derive(Clone, Copy, Debug)]
struct Unigram {
    log_prob: f32,
    back_off: f32,
}

/// The last two words, with what is known about them: what [`NgramModel::advance`] goes on from.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    pub(super) before: WordId,
    pub(super) last: WordId,
    back_off: f32,
    has_trigrams: bool,
}

/// What a bigram's table entry says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bigram {
    log_prob: f32,
    back_off: f32,
    has_trigrams: bool,
}

#[inline(always)]
pub(super) fn pair(v: WordId, w: WordId) -> u64 {
    u64::from(v.0) << WORD_BITS | u64::from(w.0)
}

#[inline(always)]
pub(super) fn triple(u: WordId, v: WordId, w: WordId) -> u64 {
    u64::from(u.0) << (2 * WORD_BITS) | pair(v, w)
}

impl NgramModel {
    /// Reads a model file's bytes; they are checked against the digest they carry, and copied.
    ///
    /// # Errors
    /// [`crate::Error::Model`] when the bytes are not a model of this version or are damaged.
    pub fn load(bytes: &[u8]) -> Result<Self> {
        Ok(Self::from_parts(format::read(bytes, false)?.into_own(), bytes))
    }

    /// As [`Self::load`] for bytes that are part of the program: their digest is not looked at, and the
    /// tables stay where they are.
    pub(in crate::lexicon) fn embedded(bytes: &'static [u8]) -> Result<Self> {
        Ok(Self::from_parts(format::read(bytes, true)?, bytes))
    }

    fn from_parts(parts: Parts<'static>, bytes: &[u8]) -> Self {
        let Parts { vocabulary, unigrams, capitals, bigrams, trigrams, levels, counts, about } =
            parts;
        let unigrams = unigrams.into_iter().map(|[log_prob, back_off]| Unigram {
            log_prob: format::from_u16(log_prob),
            back_off: format::from_u16(back_off),
        });
        let [bigram_levels, back_off_levels, trigram_levels] = levels;
        Self {
            unigrams: unigrams.collect(),
            vocabulary,
            capitals,
            bigrams,
            trigrams,
            bigram_levels,
            back_off_levels,
            trigram_levels,
            counts,
            about,
            digest: format::digest(bytes),
        }
    }

    /// The number of a word in any spelling of case and digits; [`WordId::UNKNOWN`] when it is not
    /// in the vocabulary or is more than one token.
    pub fn word(&self, word: &str) -> WordId {
        let mut all = tokens(word);
        let id = match all.next() {
            Some(token) => self.find(token.hash),
            None => self.find(word_hash(word)),
        };
        match all.next() {
            Some(next) if !next.is_sentence_end() => WordId::UNKNOWN,
            _ => id,
        }
    }

    /// The number of the word with this [`word_hash`].
    #[inline]
    pub fn find(&self, hash: u64) -> WordId {
        self.vocabulary.find(hash)
    }

    /// The word with this [`WordId::index`]; the unknown one when there is none.
    pub fn word_at(&self, index: usize) -> WordId {
        if index < self.vocabulary.len() { WordId(index as u32) } else { WordId::UNKNOWN }
    }

    /// The letters of a word: lower case, digits as `#`.
    ///
    /// # Panics
    /// When `id` comes from a larger model.
    pub fn letters(&self, id: WordId) -> &str {
        self.vocabulary.word(id)
    }

    /// The tokens of a text with their numbers; [`WordId::END`] where a sentence ends.
    pub fn tokens<'m>(&'m self, text: &'m str) -> impl Iterator<Item = (WordId, Token)> + 'm {
        tokens(text).map(|token| (self.find(token.hash), token))
    }

    /// The word that a token of `text` is, as the model would write it.
    pub fn form<'m>(&'m self, text: &str, token: &Token) -> std::borrow::Cow<'m, str> {
        match self.find(token.hash) {
            WordId::UNKNOWN => form(text, token).into(),
            id => self.letters(id).into(),
        }
    }

    /// Words in the vocabulary, the three special ones counted.
    pub fn vocabulary_size(&self) -> usize {
        self.vocabulary.len()
    }

    /// Bigrams and trigrams that the model holds.
    pub fn ngram_counts(&self) -> [usize; 2] {
        self.counts.map(|count| count as usize)
    }

    /// What the model was trained on, as its maker described it.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// BLAKE3 of the file, the first 128 bits, hex.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// In which share of its occurrences inside sentences the word was written with a capital, in
    /// the training text; `None` when there were none.
    pub fn capitalized_share(&self, word: WordId) -> Option<f32> {
        match self.capitals[word.index()] {
            255 => None,
            share => Some(f32::from(share) / 254.0),
        }
    }

    /// ln p(word), whatever stands before it.
    #[inline]
    pub fn unigram(&self, word: WordId) -> f32 {
        self.unigrams[word.index()].log_prob
    }

    /// ln p(word | last).
    #[inline]
    pub fn bigram(&self, last: WordId, word: WordId) -> f32 {
        self.bigram_of(last, word, self.find_bigram(last, word))
    }

    /// [`Self::bigram`] by what was found of it.
    #[inline(always)]
    pub(super) fn bigram_of(&self, last: WordId, word: WordId, found: Option<Bigram>) -> f32 {
        match found {
            Some(bigram) => bigram.log_prob,
            None => self.backed_off(last, word),
        }
    }

    /// ln p(w | u, v). At the start of a sentence `v` is [`WordId::START`] and `u` any word.
    #[inline]
    pub fn log_prob(&self, u: WordId, v: WordId, w: WordId) -> f32 {
        self.advance(&self.context(u, v), w).0
    }

    /// ln p of each word of a text after those before it in its sentence, in order; the first is
    /// taken to start a sentence.
    pub fn log_probs(&self, words: &[WordId], mut each: impl FnMut(f32)) {
        let mut context = self.start();
        for &word in words {
            let (log_prob, next) = self.advance(&context, word);
            each(log_prob);
            context = if word == WordId::END { self.start() } else { next };
        }
    }

    /// The context at the start of a sentence.
    #[inline]
    pub fn start(&self) -> Context {
        Context { before: WordId::START, last: WordId::START, back_off: 0.0, has_trigrams: false }
    }

    /// The context of the two words `u`, `v`.
    #[inline]
    pub fn context(&self, u: WordId, v: WordId) -> Context {
        context(u, v, self.find_bigram(u, v))
    }

    /// ln p(word | context), and the context with the word in it. Cheaper than
    /// [`Self::log_prob`], as what was found for one word serves the next. After
    /// [`WordId::END`] go on from [`Self::start`].
    #[inline]
    pub fn advance(&self, before: &Context, word: WordId) -> (f32, Context) {
        let bigram = self.find_bigram(before.last, word);
        let log_prob = self.predict(before, word, bigram);
        (log_prob, context(before.last, word, bigram))
    }

    /// As [`Self::advance`], with ln p(word | last) between the two: it is found on the way.
    #[inline]
    pub fn advance_both(&self, before: &Context, word: WordId) -> (f32, f32, Context) {
        let bigram = self.find_bigram(before.last, word);
        let near = self.bigram_of(before.last, word, bigram);
        let log_prob = self.predict(before, word, bigram);
        (log_prob, near, context(before.last, word, bigram))
    }

    /// A place between two words and two words, to try words in. `after.1` is `None` where
    /// `after.0` ends the sentence.
    #[inline]
    pub fn slot(&self, before: [WordId; 2], after: (WordId, Option<WordId>)) -> Slot<'_> {
        Slot::new(self, before, after)
    }

    /// Fetches what [`Self::find`] needs for these hashes: memory is waited for once, not for each.
    pub fn fetch_words(&self, hashes: impl Iterator<Item = u64>) {
        black_box(hashes.fold(0, |sum, hash| sum ^ self.vocabulary.touch(hash)));
    }

    /// Fetches what [`Self::advance`] needs to go through these words, which follow each other.
    pub fn fetch_run(&self, words: &[WordId]) {
        let mut sum = 0;
        let start = |word: WordId| if word == WordId::END { WordId::START } else { word };
        for two in words.windows(2) {
            sum ^= self.bigrams.touch(pair(start(two[0]), two[1]));
        }
        for three in words.windows(3).filter(|three| three[1] != WordId::END) {
            sum ^= self.trigrams.touch(triple(start(three[0]), three[1], three[2]));
        }
        black_box(sum);
    }

    /// Fetches what [`Self::bigram`] needs for these pairs.
    pub fn fetch_pairs(&self, pairs: impl Iterator<Item = [WordId; 2]>) {
        black_box(pairs.fold(0, |sum, [last, word]| sum ^ self.bigrams.touch(pair(last, word))));
    }

    #[inline(always)]
    pub(super) fn find_bigram(&self, last: WordId, word: WordId) -> Option<Bigram> {
        let payload = self.bigrams.find(pair(last, word))? as usize;
        let back_off = payload / LEVELS % LEVELS;
        Some(Bigram {
            log_prob: self.bigram_levels[payload % LEVELS],
            back_off: self.back_off_levels[back_off],
            has_trigrams: back_off != 0,
        })
    }

    #[inline(always)]
    fn backed_off(&self, last: WordId, word: WordId) -> f32 {
        self.unigrams[last.index()].back_off + self.unigrams[word.index()].log_prob
    }

    #[inline(always)]
    pub(super) fn predict(&self, before: &Context, word: WordId, bigram: Option<Bigram>) -> f32 {
        let Some(bigram) = bigram else {
            return before.back_off + self.backed_off(before.last, word);
        };
        if before.has_trigrams
            && let Some(level) = self.trigrams.find(triple(before.before, before.last, word))
        {
            return self.trigram_levels[level as usize % LEVELS];
        }
        before.back_off + bigram.log_prob
    }
}

#[inline(always)]
pub(super) fn context(before: WordId, last: WordId, bigram: Option<Bigram>) -> Context {
    match bigram {
        Some(Bigram { back_off, has_trigrams, .. }) => {
            Context { before, last, back_off, has_trigrams }
        }
        None => Context { before, last, back_off: 0.0, has_trigrams: false },
    }
}
