//! Where something else may have stood, and what: a few candidates a place.
//!
//! In goes a [`Reading`]; out come [`Place`]s, each with the candidates that gain most. Deliberately
//! absent: what other places of the text say.

use super::reading::Reading;
use super::topic::Fit;
use crate::lexicon::English;
use crate::lexicon::ngram::WordId;
use crate::lexicon::originals::{MAX_TOKENS, Original, Originals};
use crate::lexicon::substitutions::is_mention;
use crate::text::Span;

/// A word that its neighbors ask for this much is not looked at. At 2, together with fewer candidates kept, the
/// right one was weighed for 65 instead of 77 to 86 in 100 swaps of the training text.
const FITS: f32 = 5.0;
/// ln of the share of words that a spinner replaces.
const REPLACED: f32 = -2.3;
/// Candidates kept for a place.
pub const KEPT: usize = 8;
/// By bigrams, what loses this much does not gain by trigrams.
const HOPELESS: f32 = -4.0;
/// A word the language model does not know shares its probability with all such words; natural
/// logarithm of their number, about.
const UNKNOWN: f32 = -8.0;

/// A candidate at a place.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The word that may have stood there.
    pub original: Original,
    /// ln of how often it becomes the spun form.
    pub prior: f32,
    /// What it gains in the text as it stands, natural logarithm.
    pub raw: f32,
    /// What it gains beside the neighbors that the decoder takes for right.
    pub gain: f32,
    /// What the decoder pays for it, ln.
    pub cost: f32,
    /// Log-odds that it stood there, once it was weighed.
    pub odds: Option<f32>,
    /// How well it fits what the text is about.
    pub fit: Fit,
    /// Cosine to the word that stands there.
    pub likeness: f32,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Number of its first token.
    pub at: usize,
    /// Number of its tokens.
    pub count: usize,
    /// Key of its spun form.
    pub key: u64,
    /// The neighbors beside which its choices were measured.
    pub around: Around,
    /// Candidates, the likeliest first.
    pub choices: Vec<Choice>,
    /// Number of candidates that were tried.
    pub tried: usize,
    /// Which choice the decoder takes, if any.
    pub taken: Option<usize>,
    /// How well the word that stands there fits what the text is about.
    pub fit: Fit,
}

/// The places of a text, in order.
pub fn places(
    text: &str,
    reading: &Reading,
    originals: &Originals,
    english: &English,
) -> Vec<Place> {
    let tokens = &reading.tokens;
    let mut out = Vec::new();
    let mut hashes = Vec::with_capacity(MAX_TOKENS);
    for at in 0..tokens.len() {
        if !tokens[at].is_open {
            continue;
        }
        hashes.clear();
        let run = tokens[at..].iter().take(MAX_TOKENS).take_while(|token| !token.is_end);
        hashes.extend(run.map(|token| token.hash));
        originals.at(&hashes, |count, key, list| {
            if let Some(place) = place(reading, at, count, key, list, english) {
                let span =
                    Span { start: tokens[at].span.start, end: tokens[at + count - 1].span.end };
                if !is_mention(text, span) {
                    out.push(place);
                }
            }
        });
    }
    out
}

fn place(
    reading: &Reading,
    at: usize,
    count: usize,
    key: u64,
    list: &[Original],
    english: &English,
) -> Option<Place> {
    let tokens = &reading.tokens;
    let first = &tokens[at];
    let last = at + count - 1;
    let is_plain = tokens[at + 1..=last].iter().all(|token| token.is_open && !token.is_capital);
    let next_fit = reading.next_fit(last);
    let is_well = count == 1 && (first.fit >= FITS || first.fit >= 1.5 && next_fit >= FITS);
    if !is_plain || is_well {
        return None;
    }
    let model = &english.model;
    let around = Around::raw(reading, at, count);
    let slot = model.slot(around.before, (around.after[0], Some(around.after[1])));
    let own: Vec<WordId> = tokens[at..=last].iter().map(|token| token.id).collect();
    let own_glance = match own[..] {
        [one] => slot.glance(one) + unknown(one),
        _ => {
            let mut sum = model.bigram(own[count - 1], around.after[0]);
            let mut before = around.before[1];
            for &id in &own {
                sum += model.bigram(before, id) + unknown(id);
                before = id;
            }
            sum
        }
    };
    let mut best: [(f32, usize); KEPT] = [(HOPELESS, usize::MAX); KEPT];
    for (index, original) in list.iter().enumerate() {
        let rough = slot.glance(original.id) - own_glance + original.prior;
        if rough > best[KEPT - 1].0 {
            let place = best.partition_point(|other| other.0 >= rough);
            best[place..].rotate_right(1);
            best[place] = (rough, index);
        }
    }
    let own = around.score(&own, english);
    let mut choices: Vec<Choice> = best
        .iter()
        .filter(|(_, index)| *index != usize::MAX)
        .map(|&(_, index)| {
            let original = list[index];
            let raw = around.score(&[original.id], english) - own;
            let prior = original.prior;
            Choice {
                original,
                prior,
                raw,
                gain: raw,
                cost: REPLACED + prior,
                odds: None,
                fit: Fit::default(),
                likeness: 0.0,
            }
        })
        .collect();
    choices.sort_by(|a, b| (b.raw + b.prior).total_cmp(&(a.raw + a.prior)));
    (!choices.is_empty()).then_some(Place {
        at,
        count,
        key,
        around,
        choices,
        tried: list.len(),
        taken: None,
        fit: Fit::default(),
    })
}

/// What a word costs beyond what the language model says of it, ln.
pub fn unknown(id: WordId) -> f32 {
    if id == WordId::UNKNOWN { UNKNOWN } else { 0.0 }
}

/// The two tokens before a place and the two after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    pub before: [WordId; 2],
    pub after: [WordId; 2],
}

impl Around {
    /// As the text has them.
    pub fn raw(reading: &Reading, at: usize, count: usize) -> Self {
        Self::of(reading, at, count, &|at| Some(reading.tokens[at].id))
    }

    /// With other words in the place of some tokens: `word` gives what stands at a token, `None`
    /// where it is swallowed by the one before.
    pub fn of(
        reading: &Reading,
        at: usize,
        count: usize,
        word: &dyn Fn(usize) -> Option<WordId>,
    ) -> Self {
        let tokens = &reading.tokens;
        let mut before = [WordId::START; 2];
        let (mut from, mut left) = (at, 2);
        while left > 0 && from > 0 && !tokens[from - 1].is_end {
            from -= 1;
            if let Some(id) = word(from) {
                left -= 1;
                before[left] = id;
            }
        }
        let mut after = [WordId::END; 2];
        let (mut to, mut found) = (at + count, 0);
        while found < 2 && to < tokens.len() && !tokens[to].is_end {
            if let Some(id) = word(to) {
                after[found] = id;
                found += 1;
            }
            to += 1;
        }
        Self { before, after }
    }

    /// Sum of ln p of `words` here and of the tokens after them.
    pub fn score(&self, words: &[WordId], english: &English) -> f32 {
        let model = &english.model;
        let mut context = model.context(self.before[0], self.before[1]);
        let mut sum = 0.0;
        for &id in words.iter().chain(&self.after) {
            let (log_prob, next) = model.advance(&context, id);
            sum += log_prob;
            if id == WordId::END {
                break;
            }
            context = next;
        }
        sum + words.iter().map(|&id| unknown(id)).sum::<f32>()
    }
}
