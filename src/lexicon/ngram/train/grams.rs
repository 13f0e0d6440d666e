//! All n-grams of a text with their counts and, once estimated, their probabilities.

use super::super::vocabulary::{GAP, Vocabulary, WORD_BITS, WordId};
use super::count::TrigramCounts;
use super::empty;
use super::estimate::Discounts;
use crate::error::Result;

/// A word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unigram {
    /// How many events the estimate has for it: distinct words before it, and what pruning gave.
    pub(super) count: u64,
    /// Sum of the counts of the bigrams that start with it, pruned ones too.
    pub(super) total: u64,
    pub(super) prob: f64,
    pub(super) back_off: f64,
}

/// Two words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bigram {
    pub(super) context: u32,
    pub(super) word: u32,
    /// As for words; at the start of a sentence the plain count.
    pub(super) count: u64,
    pub(super) total: u64,
    pub(super) prob: f64,
    pub(super) back_off: f64,
}

/// Three words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigram {
    /// Number of the bigram of its first two words.
    pub(super) context: u32,
    pub(super) word: u32,
    /// Number of the bigram of its last two words.
    pub(super) suffix: u32,
    pub(super) count: u32,
    pub(super) prob: f32,
}

/// A trained model before it is packed: exact, large and slow to ask.
#[derive(Debug)]
pub struct Grams {
    pub(super) vocabulary: Vocabulary,
    pub(super) capitals: Vec<[u64; 2]>,
    pub(super) unigrams: Vec<Unigram>,
    /// Sorted by context and word.
    pub(super) bigrams: Vec<Bigram>,
    /// Sorted by context and word.
    pub(super) trigrams: Vec<Trigram>,
    pub(super) discounts: [Discounts; 3],
}

const ID: u64 = GAP as u64;

impl Grams {
    /// The unpruned model of these counts.
    ///
    /// # Errors
    /// [`crate::Error::Model`] when nothing was counted.
    pub fn new(mut counts: TrigramCounts) -> Result<Self> {
        let (keys, numbers) = counts.sorted();
        if keys.is_empty() {
            return Err(empty());
        }
        let (mut bigrams, firsts) = bigrams(&keys, &numbers, counts.vocabulary.len());
        let trigrams = trigrams(&keys, &numbers, &mut bigrams, &firsts);
        drop((keys, numbers));

        let mut unigrams = vec![Unigram::default(); counts.vocabulary.len()];
        for bigram in &bigrams {
            unigrams[bigram.word as usize].count += 1;
            unigrams[bigram.context as usize].total += bigram.count;
        }
        let discounts = [
            Discounts::of(unigrams.iter().map(|gram| gram.count)),
            Discounts::of(bigrams.iter().map(|gram| gram.count)),
            Discounts::of(trigrams.iter().map(|gram| u64::from(gram.count))),
        ];
        let (vocabulary, capitals) = (counts.vocabulary, counts.capitals);
        let mut grams = Self { vocabulary, capitals, unigrams, bigrams, trigrams, discounts };
        grams.estimate();
        Ok(grams)
    }

    /// Bigrams and trigrams held.
    pub fn ngram_counts(&self) -> [usize; 2] {
        [self.bigrams.len(), self.trigrams.len()]
    }

    /// The number of the word with this [`super::super::word_hash`].
    pub fn find(&self, hash: u64) -> WordId {
        self.vocabulary.find(hash)
    }

    /// The word with this [`WordId::index`]; the unknown one when there is none.
    pub fn word_at(&self, index: usize) -> WordId {
        if index < self.vocabulary.len() { WordId(index as u32) } else { WordId::UNKNOWN }
    }

    /// Words in the vocabulary, the three special ones counted.
    pub fn vocabulary_size(&self) -> usize {
        self.vocabulary.len()
    }

    /// p(w | u, v), not its logarithm and not quantized.
    pub fn prob(&self, u: WordId, v: WordId, w: WordId) -> f64 {
        let Ok(context) = self.find_bigram(u.0, v.0) else {
            return self.bigram_prob(v, w);
        };
        let wanted = (context as u32, w.0);
        match self.trigrams.binary_search_by_key(&wanted, |gram| (gram.context, gram.word)) {
            Ok(at) => f64::from(self.trigrams[at].prob),
            Err(_) => self.bigrams[context].back_off * self.bigram_prob(v, w),
        }
    }

    fn bigram_prob(&self, v: WordId, w: WordId) -> f64 {
        match self.find_bigram(v.0, w.0) {
            Ok(at) => self.bigrams[at].prob,
            Err(_) => self.unigrams[v.index()].back_off * self.unigrams[w.index()].prob,
        }
    }

    fn find_bigram(&self, v: u32, w: u32) -> std::result::Result<usize, usize> {
        self.bigrams.binary_search_by_key(&(v, w), |gram| (gram.context, gram.word))
    }
}

/// The distinct bigrams in order, and where those of each first word begin.
fn bigrams(keys: &[u64], counts: &[u32], words: usize) -> (Vec<Bigram>, Vec<usize>) {
    let bigram = |key: u64, count| Bigram {
        context: (key >> WORD_BITS) as u32,
        word: (key & ID) as u32,
        count,
        total: 0,
        prob: 0.0,
        back_off: 1.0,
    };
    let pair = (1 << (2 * WORD_BITS)) - 1;
    let mut pairs: Vec<u64> = keys.iter().map(|key| key & pair).collect();
    pairs.sort_unstable();
    let mut all: Vec<Bigram> =
        pairs.chunk_by(|a, b| a == b).map(|run| bigram(run[0], run.len() as u64)).collect();
    drop(pairs);

    // Nothing can stand before the start of a sentence: plain counts are the continuations there.
    let start = u64::from(WordId::START.0);
    let from = keys.partition_point(|key| key >> (2 * WORD_BITS) < start);
    let to = keys.partition_point(|key| key >> (2 * WORD_BITS) <= start);
    let mut at = from;
    for run in keys[from..to].chunk_by(|a, b| a >> WORD_BITS == b >> WORD_BITS) {
        let count = counts[at..at + run.len()].iter().map(|&count| u64::from(count)).sum();
        all.push(bigram(run[0] >> WORD_BITS, count));
        at += run.len();
    }
    all.sort_unstable_by_key(|gram| (gram.context, gram.word));

    let mut firsts = vec![0; words + 1];
    all.iter().for_each(|gram| firsts[gram.context as usize + 1] += 1);
    (0..words).for_each(|word| firsts[word + 1] += firsts[word]);
    (all, firsts)
}

/// The trigrams in order, tied to their bigrams, which learn how often they are contexts.
fn trigrams(
    keys: &[u64],
    counts: &[u32],
    bigrams: &mut [Bigram],
    firsts: &[usize],
) -> Vec<Trigram> {
    let find = |bigrams: &[Bigram], v: u64, w: u64| {
        let from = firsts[v as usize];
        let range = &bigrams[from..firsts[v as usize + 1]];
        // Every trigram was counted into both of its bigrams.
        from + range.partition_point(|gram| u64::from(gram.word) < w)
    };
    // Those after a gap count as continuations only; they sort last.
    let end = keys.partition_point(|key| key >> (2 * WORD_BITS) < ID);
    let mut trigrams = Vec::with_capacity(end);
    let mut last = (u64::MAX, 0);
    for (&key, &count) in keys[..end].iter().zip(counts) {
        let (u, v, w) = (key >> (2 * WORD_BITS), key >> WORD_BITS & ID, key & ID);
        if last.0 != key >> WORD_BITS {
            last = (key >> WORD_BITS, find(bigrams, u, v));
        }
        let suffix = find(bigrams, v, w);
        bigrams[last.1].total += u64::from(count);
        trigrams.push(Trigram {
            context: last.1 as u32,
            word: w as u32,
            suffix: suffix as u32,
            count,
            prob: 0.0,
        });
    }
    trigrams
}
