//! Which words belong in a gap: a log-bilinear model of five tokens on either side.
//!
//! The trigram model knows what it has read; this one generalizes from words that are used alike. In go
//! the tokens around a gap, in order; out comes, for any word, ln of how likely it stands there, up to a
//! sum that is the same for all words of a gap. After Mnih and Kavukcuoglu, Learning word embeddings
//! efficiently with noise-contrastive estimation (2013), with a rectified layer beside the linear one.
//! Deliberately absent: any judgment.
//!
//! The file, little-endian: `cdcloze1`; number of words, bytes of letters (u32 each); the words in order of
//! bytes, each as bytes shared with the last one, further bytes and these; a row a word: ln of its frequency,
//! scales of what it says and of what asks for it (bfloat16 each), then `SAYS` and `HIDDEN` signed bytes;
//! then as f32 the matrices of the places, `2 * WINDOW * SAYS` by `HIDDEN`; of the layer, `HIDDEN` by
//! `LAYER`; its thresholds; and of its way back, `LAYER` by `HIDDEN`.

mod matrix;

use matrix::{Matrix, TOGETHER};

use super::ngram::{NgramModel, WordId, word_hash};
use super::packed::{head, unpack};
use super::trees::BadModel;

/// Bytes of the shipped model; docs/MODELS.md describes it.
pub(super) const CLOZE: &[u8] = include_bytes!("../../dictionaries/models/en.cloze");
const MAGIC: &[u8; 8] = b"cdcloze1";
/// Tokens that are read on either side.
pub const WINDOW: usize = 5;
/// So few gaps that it takes no longer to make each by itself than all together.
const FEW: usize = 2;
/// Numbers of what a neighbor says.
const SAYS: usize = 64;
/// Numbers of what a gap asks for.
const HIDDEN: usize = 128;
/// Width of the rectified layer.
const LAYER: usize = 256;
/// The most frequent words, each for itself, and how many stand for all others.
const FREQUENT: usize = 64;
const SAMPLED: usize = 128;
const SAMPLE: usize = FREQUENT + SAMPLED;
const ROW: usize = 6 + SAYS + HIDDEN;
const NONE: u32 = u32::MAX;

/// The tokens around a gap, in order; nothing stands beyond the end of a sentence.
pub type Tokens = [Option<WordId>; 2 * WINDOW];

/// What a gap asks for.
#[derive(Clone, Copy, Debug)]
pub struct Gap([f32; HIDDEN]);

/// The model.
#[derive(Debug)]
pub struct Cloze {
    rows: &'static [[u8; ROW]],
    /// By number in the language model: the row.
    of: Vec<u32>,
    unknown: u32,
    places: Matrix<HIDDEN>,
    inward: Matrix<LAYER>,
    thresholds: [f32; LAYER],
    back: Matrix<HIDDEN>,
    sample: Sample,
}

/// Words that stand for all in sums over the vocabulary, the most frequent ones first.
#[derive(Debug)]
struct Sample {
    /// What each asks for, word beside word.
    answers: Matrix<SAMPLE>,
    /// ln of how frequent each is.
    frequencies: [f32; SAMPLE],
    /// How many words each stands for.
    weights: [f32; SAMPLE],
}

/// What a gap asks for among all words, told by a sample: a yardstick, as the few words that a gap asks for
/// most are seldom in it.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// ln of the sum of how likely the most frequent words are, and of that of all others: up to the sum
    /// that [`Cloze::score`] leaves out.
    pub sums: [f32; 2],
    /// How many words are likelier than the one held against them.
    pub above: f32,
}

fn bfloat(bytes: [u8; 2]) -> f32 {
    f32::from_bits(u32::from(u16::from_le_bytes(bytes)) << 16)
}

/// The tokens around a gap, from those before it, the nearest first, and those after it, up to the ends of
/// the sentence, which are put there.
#[inline(always)]
pub fn around(before: impl Iterator<Item = WordId>, after: impl Iterator<Item = WordId>) -> Tokens {
    let mut out = [None; 2 * WINDOW];
    let (left, right) = out.split_at_mut(WINDOW);
    let end = || std::iter::once(WordId::END);
    left.iter_mut().rev().zip(before.chain(end())).for_each(|(place, id)| *place = Some(id));
    right.iter_mut().zip(after.chain(end())).for_each(|(place, id)| *place = Some(id));
    out
}

impl Cloze {
    /// The shipped model.
    ///
    /// # Errors
    /// [`BadModel`] when it is damaged.
    pub fn shipped(model: &NgramModel) -> Result<Self, BadModel> {
        Self::read(CLOZE, model)
    }

    /// Reads the file for the words of a language model.
    ///
    /// # Errors
    /// [`BadModel`] when it is cut, of another version, or inconsistent.
    pub fn read(bytes: &'static [u8], model: &NgramModel) -> Result<Self, BadModel> {
        const CUT: BadModel = BadModel("the file is cut");
        let ([words, letter_bytes], rest) = head(bytes, MAGIC)?;
        let (packed, rest) = rest.split_at_checked(letter_bytes).ok_or(CUT)?;
        let (rows, mut rest) = rest.split_at_checked(words * ROW).ok_or(CUT)?;
        if words < FREQUENT + 2 {
            return Err(BadModel("hardly any words"));
        }
        let (letters, starts) = unpack(packed, words)?;
        let mut of = vec![NONE; model.vocabulary_size()];
        for (row, bounds) in (0..).zip(starts.windows(2)) {
            let id = model.find(word_hash(&letters[bounds[0] as usize..bounds[1] as usize]));
            if id != WordId::UNKNOWN {
                of[id.index()] = row;
            }
        }
        let unknown = (0..words)
            .find(|&at| &letters[starts[at] as usize..starts[at + 1] as usize] == "<unk>")
            .ok_or(BadModel("no row for unknown words"))? as u32;
        let places = Matrix::take(&mut rest, 2 * WINDOW * SAYS)?;
        let inward = Matrix::take(&mut rest, HIDDEN)?;
        let (own, mut rest) = rest.split_at_checked(LAYER * 4).ok_or(CUT)?;
        let mut thresholds = [0.0; LAYER];
        thresholds
            .iter_mut()
            .zip(own.as_chunks().0)
            .for_each(|(to, &n)| *to = f32::from_le_bytes(n));
        let back = Matrix::take(&mut rest, LAYER)?;
        if !rest.is_empty() {
            return Err(BadModel("bytes after its end"));
        }
        let rows = rows.as_chunks::<ROW>().0;
        let sample = Sample::of(rows, unknown);
        Ok(Self { rows, of, unknown, places, inward, thresholds, back, sample })
    }

    fn row(&self, word: WordId) -> Option<&[u8; ROW]> {
        self.rows.get(*self.of.get(word.index())? as usize)
    }

    /// What gaps ask for, in order.
    #[inline(always)]
    pub fn gaps(&self, around: &[Tokens]) -> Vec<Gap> {
        let mut gaps = Vec::with_capacity(around.len());
        // Not in closures, which would be compiled for the narrowest vectors.
        let (several, rest) = around.as_chunks::<TOGETHER>();
        for around in several {
            gaps.extend(self.together(around));
        }
        if rest.len() > FEW {
            let mut around = [rest[0]; TOGETHER];
            around[..rest.len()].copy_from_slice(rest);
            gaps.extend(&self.together(&around)[..rest.len()]);
        } else {
            for around in rest {
                gaps.push(self.gap(around));
            }
        }
        gaps
    }

    /// What a gap asks for.
    #[inline(always)]
    fn gap(&self, around: &Tokens) -> Gap {
        let says = self.says(around);
        let mut hidden = [0.0; HIDDEN];
        self.places.multiply(&says, &mut hidden);
        let mut layer = self.thresholds;
        self.inward.multiply(&hidden, &mut layer);
        layer.iter_mut().for_each(|number| *number = number.max(0.0));
        self.back.multiply(&layer, &mut hidden);
        Gap(hidden)
    }

    /// The same of several at once in a third of the time: most of it is reading the matrices.
    #[inline(always)]
    fn together(&self, around: &[Tokens; TOGETHER]) -> [Gap; TOGETHER] {
        let [a, b, c, d, e, f] = around;
        let [a, b, c] = [self.says(a), self.says(b), self.says(c)];
        let says = [a, b, c, self.says(d), self.says(e), self.says(f)];
        let mut hidden = [[0.0; HIDDEN]; TOGETHER];
        self.places.multiply_all(&says, &mut hidden);
        let mut layer = [self.thresholds; TOGETHER];
        self.inward.multiply_all(&hidden, &mut layer);
        layer.as_flattened_mut().iter_mut().for_each(|number| *number = number.max(0.0));
        self.back.multiply_all(&layer, &mut hidden);
        let [a, b, c, d, e, f] = hidden;
        [Gap(a), Gap(b), Gap(c), Gap(d), Gap(e), Gap(f)]
    }

    /// What the tokens around a gap say, one after the other.
    #[inline(always)]
    fn says(&self, around: &Tokens) -> [f32; 2 * WINDOW * SAYS] {
        let mut says = [0.0; 2 * WINDOW * SAYS];
        for (says, word) in says.as_chunks_mut::<SAYS>().0.iter_mut().zip(around) {
            let Some(word) = *word else { continue };
            let Some(row) = self.row(word).or(self.rows.get(self.unknown as usize)) else {
                continue;
            };
            let scale = bfloat([row[2], row[3]]);
            for (says, number) in says.iter_mut().zip(&row[6..]) {
                *says = f32::from(number.cast_signed()) * scale;
            }
        }
        says
    }

    /// ln of how likely a word stands in the gap, up to a sum that all words share; `None` for words it
    /// does not know.
    #[inline(always)]
    pub fn score(&self, gap: &Gap, word: WordId) -> Option<f32> {
        self.parts(gap, word).map(|[frequency, answer]| frequency + answer)
    }

    /// The two sides of [`Cloze::score`]: ln of how frequent the word is, and how well it answers.
    #[inline(always)]
    pub fn parts(&self, gap: &Gap, word: WordId) -> Option<[f32; 2]> {
        let row = self.row(word)?;
        Some([frequency(row), answer(row, gap)])
    }

    /// What the gap asks for in all, held against a word of this score: an estimate by words drawn by how
    /// frequent they are, the most frequent ones apart.
    #[inline(always)]
    pub fn whole(&self, gap: &Gap, score: f32) -> Whole {
        let Sample { answers, frequencies, weights } = &self.sample;
        let mut scores = *frequencies;
        answers.multiply(&gap.0, &mut scores);
        let above =
            scores.iter().zip(weights).map(|(&s, &w)| if s > score { w } else { 0.0 }).sum();
        let mut sums = [0.0f32; 2];
        for (at, (score, weight)) in scores.iter().zip(weights).enumerate() {
            sums[usize::from(at >= FREQUENT)] += score.exp() * weight;
        }
        Whole { sums: sums.map(|sum| sum.max(f32::MIN_POSITIVE).ln()), above }
    }
}

/// ln of how frequent a word is.
#[inline(always)]
fn frequency(row: &[u8; ROW]) -> f32 {
    bfloat([row[0], row[1]])
}

/// How well a word answers to what a gap asks for.
#[inline(always)]
fn answer(row: &[u8; ROW], gap: &Gap) -> f32 {
    let mut products = [0.0; HIDDEN];
    let numbers = &row[6 + SAYS..];
    for at in 0..HIDDEN {
        products[at] = f32::from(numbers[at].cast_signed()) * gap.0[at];
    }
    // Summed half by half, as the registers do it best.
    let mut half = HIDDEN / 2;
    while half >= 8 {
        for at in 0..half {
            products[at] += products[at + half];
        }
        half /= 2;
    }
    products[..8].iter().sum::<f32>() * bfloat([row[4], row[5]])
}

impl Sample {
    /// The most frequent words of these rows, then others at even steps through all by a power of how frequent
    /// they are.
    fn of(rows: &[[u8; ROW]], unknown: u32) -> Self {
        const POWER: f32 = 0.75;
        let words = (0..).zip(rows).filter(|&(row, _)| row != unknown);
        let mut words: Vec<(f32, u32)> = words.map(|(row, word)| (frequency(word), row)).collect();
        words.select_nth_unstable_by(FREQUENT, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let (frequent, others) = words.split_at_mut(FREQUENT);
        others.sort_unstable_by_key(|word| word.1);
        let share = |frequency: f32| (frequency * POWER).exp();
        let step = others.iter().map(|word| share(word.0)).sum::<f32>() / SAMPLED as f32;
        let mut drawn: Vec<(u32, f32)> = frequent.iter().map(|&(_, row)| (row, 1.0)).collect();
        let (mut sum, mut next) = (0.0, step / 2.0);
        for &(frequency, row) in &*others {
            sum += share(frequency);
            if sum > next && drawn.len() < SAMPLE {
                drawn.push((row, (step / share(frequency)).max(1.0)));
                next += step;
            }
        }
        // Where there are fewer words, nothing stands in their places.
        let mut frequencies = [f32::NEG_INFINITY; SAMPLE];
        let mut weights = [0.0; SAMPLE];
        for (at, &(row, weight)) in drawn.iter().enumerate() {
            (frequencies[at], weights[at]) = (frequency(&rows[row as usize]), weight);
        }
        let answers = Matrix::new(HIDDEN, |number, at| {
            let Some(row) = drawn.get(at).map(|&(row, _)| &rows[row as usize]) else { return 0.0 };
            f32::from(row[6 + SAYS + number].cast_signed()) * bfloat([row[4], row[5]])
        });
        Self { answers, frequencies, weights }
    }
}

#[cfg(test)]
mod tests {
    use super::super::English;
    use super::*;

    #[test]
    fn a_gap_asks_for_the_word_that_belongs_there() {
        let english = English::shipped(None).unwrap();
        let cloze = Cloze::read(CLOZE, &english.model).unwrap();
        let word = |word: &str| Some(english.model.word(word));
        let end = Some(WordId::END);
        let before = [end, word("the"), word("police"), word("officers"), word("were")];
        let after = [word("on"), word("friday"), end, None, None];
        let mut around = [None; 2 * WINDOW];
        around[..WINDOW].copy_from_slice(&before);
        around[WINDOW..].copy_from_slice(&after);
        let gap = cloze.gap(&around);
        let score = |word: &str| cloze.score(&gap, english.model.word(word)).unwrap();
        assert!(score("arrested") > score("apprehend") + 2.0);
        assert!(score("killed") > score("vegetable") + 2.0);
        assert!(cloze.score(&gap, WordId::START).is_none());
    }

    #[test]
    fn gaps_asked_together_ask_for_what_single_ones_do() {
        let english = English::shipped(None).unwrap();
        let cloze = Cloze::read(CLOZE, &english.model).unwrap();
        let around: [_; TOGETHER] = std::array::from_fn(|at| {
            std::array::from_fn(|place| {
                (place >= at).then(|| english.model.word_at(at * 97 + place))
            })
        });
        let together = cloze.gaps(&around);
        for (around, gap) in around.iter().zip(together) {
            assert_eq!(cloze.gap(around).0, gap.0);
        }
    }

    #[test]
    fn a_sample_stands_for_all_words() {
        let english = English::shipped(None).unwrap();
        let cloze = Cloze::read(CLOZE, &english.model).unwrap();
        let Sample { frequencies, weights, .. } = &cloze.sample;
        let standing: f32 = weights.iter().sum();
        let words = cloze.rows.len() as f32;
        assert!((0.7..1.4).contains(&(standing / words)), "{standing} of {words}");
        let least = frequencies[..FREQUENT].iter().copied().fold(0.0, f32::min);
        assert!(cloze.rows.iter().filter(|row| frequency(row) > least).count() < FREQUENT);
        let gap = cloze.gap(&[None; 2 * WINDOW]);
        let all = cloze.whole(&gap, f32::NEG_INFINITY);
        assert_eq!((all.above, cloze.whole(&gap, f32::INFINITY).above), (standing, 0.0));
        assert!(all.sums.iter().all(|sum| sum.is_finite()));
    }

    #[test]
    fn broken_files_are_refused() {
        let model = &English::shipped(None).unwrap().model;
        for end in [0, 7, 12, 16, 1000, CLOZE.len() - 1] {
            assert!(Cloze::read(&CLOZE[..end], model).is_err());
        }
    }
}
