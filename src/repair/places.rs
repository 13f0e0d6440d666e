//! Where something else may have stood, and what: a few candidates a place.
//!
//! In goes a [`Reading`]; out come [`Place`]s, each with the candidates that gain most, by one of two sets:
//! those of the dictionaries, or those of a thesaurus besides; and for a word that is out of place again and
//! again the one that grammar hangs on which its places ask for. Deliberately absent: what other places of
//! the text say of the other candidates.

use rustc_hash::FxHashMap;

use super::hinges::Hinges;
use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::ngram::{Context, NgramModel, Slot, WordId};
use crate::lexicon::originals::{Candidates, FormId, MAX_TOKENS, Original, Originals, SETS, Set};
use crate::lexicon::substitutions::is_mention;
use crate::lexicon::topic::Fit;
use crate::text::Span;

/// A word that its neighbors ask for this much is not looked at. At 2, together with fewer candidates kept, the
/// right one was weighed for 65 instead of 77 to 86 in 100 swaps of the training text.
const FITS: f32 = 4.0;
/// Nor is a word that asks for the next one, if both come to this much. At 4 half a swap in 100 was lost.
const FITS_BOTH: f32 = 6.0;
/// A token hardly gains more than this by the word before it, natural logarithm.
const MOST_ASKED: f32 = 4.0;
/// ln of the share of words that a spinner replaces.
const REPLACED: f32 = -2.3;
/// Candidates kept for a place.
const KEPT: usize = 8;
/// Most choices of a place: with one that no table lists.
pub const MOST_CHOICES: usize = KEPT + 1;
/// What is further behind the best of its place by bigrams is not measured by trigrams.
const BEHIND: f32 = 4.0;
/// By bigrams, what loses this much does not gain by trigrams.
const HOPELESS: f32 = -4.0;
/// A place whose best candidate gains less than this by itself is left alone.
const FAINT: f32 = -3.0;
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
    /// ln of how much likelier than the word that stands there it stands in the gap, once that was measured.
    pub asked: Option<f32>,
}

impl Choice {
    /// A candidate that gains so much beside the neighbors as they stand.
    pub fn new(original: Original, raw: f32) -> Self {
        let prior = original.prior;
        Self {
            original,
            prior,
            raw,
            gain: raw,
            cost: REPLACED + prior,
            odds: None,
            fit: Fit::default(),
            likeness: 0.0,
            asked: None,
        }
    }
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
    /// ln of how likely the word that stands there stands in the gap, up to what all words of a gap share.
    pub asked: f32,
}

/// Where a spun form stands, before it is known which set of candidates is the right one.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'o> {
    at: usize,
    count: usize,
    key: u64,
    around: Around,
    /// What the tables have for it.
    found: Option<&'o Candidates>,
    /// What it may stand for all over the text.
    hinge: Option<Original>,
    /// Its number in [`Known`].
    number: u32,
}

/// What spun forms gain beside certain neighbors: most are met again when the text is read once more.
#[derive(Debug, Default)]
pub struct Known {
    hinges: Hinges,
    /// By form, the word it may stand for all over the text, and neighbors.
    numbers: FxHashMap<(u64, Option<WordId>, Around), u32>,
    found: Vec<[Tried; SETS]>,
}

/// The candidates of one set at a place, as far as they were asked about: most sets are not the right one.
#[derive(Debug, Default)]
struct Tried {
    /// Whether the best of those that are listed for it is worth what a replaced word costs.
    explains: Option<bool>,
    /// The best, measured in full.
    choices: Option<Vec<Choice>>,
}

impl Known {
    /// Finds where spun forms stand that their neighbors do not ask for.
    pub fn spots<'o>(
        &mut self,
        reading: &Reading,
        originals: &'o Originals,
        english: &English,
    ) -> Vec<Spot<'o>> {
        let tokens = &reading.tokens;
        let hinges = self.hinges.of(reading, originals, english);
        let mut out = Vec::new();
        for at in 0..tokens.len() {
            if !tokens[at].is_open {
                continue;
            }
            let mut hashes = [0; MAX_TOKENS];
            let run = tokens[at..].iter().take_while(|token| !token.is_end);
            let mut length = 0;
            for (hash, token) in hashes.iter_mut().zip(run) {
                *hash = token.hash;
                length += 1;
            }
            let hinge = hinges.get(&hashes[0]).copied();
            let mut note = |count: usize, key: u64, form: Option<FormId>| {
                if !may_be_spun(reading, at, count) {
                    return;
                }
                let hinge = hinge.filter(|_| count == 1);
                let found = form.and_then(|form| originals.of(form, english));
                if found.is_none() && hinge.is_none() {
                    return;
                }
                let around = Around::raw(reading, at, count);
                let next = self.found.len() as u32;
                let known = (key, hinge.map(|hinge| hinge.id), around);
                let number = *self.numbers.entry(known).or_insert(next);
                if number == next {
                    self.found.push(Default::default());
                }
                out.push(Spot { at, count, key, around, found, hinge, number });
            };
            let mut is_listed = false;
            originals.at(&hashes[..length], |count, key, form| {
                is_listed |= count == 1;
                note(count, key, Some(form));
            });
            if hinge.is_some() && !is_listed {
                note(1, hashes[0], None);
            }
        }
        out
    }

    /// At how many spots a candidate is better than what stands there.
    pub fn explained(
        &mut self,
        reading: &Reading,
        spots: &[Spot],
        set: Set,
        english: &English,
    ) -> usize {
        let explains = |spot: &&Spot| {
            let tried = &mut self.found[spot.number as usize][set as usize];
            *tried.explains.get_or_insert_with(|| spot.is_explained(reading, set, english))
        };
        spots.iter().filter(explains).count()
    }

    /// The places of a text with the candidates of one set, in order.
    pub fn places(
        &mut self,
        text: &str,
        reading: &Reading,
        spots: &[Spot],
        set: Set,
        english: &English,
    ) -> Vec<Place> {
        let places = spots.iter().filter_map(|spot| {
            let &Spot { at, count, key, around, number, .. } = spot;
            let tried = &mut self.found[number as usize][set as usize];
            let choices = tried.choices.get_or_insert_with(|| spot.choices(reading, set, english));
            if choices.is_empty() {
                return None;
            }
            let (first, last) = (reading.tokens[at].span, reading.tokens[at + count - 1].span);
            if is_mention(text, Span { start: first.start, end: last.end }) {
                return None;
            }
            Some(Place {
                at,
                count,
                key,
                around,
                choices: choices.clone(),
                tried: spot.tried(set),
                taken: None,
                fit: Fit::default(),
                asked: 0.0,
            })
        });
        places.collect()
    }
}

/// Whether the tokens are written as words that a spinner put in, and their neighbors do not ask for them.
pub fn may_be_spun(reading: &Reading, at: usize, count: usize) -> bool {
    let tokens = &reading.tokens[at..at + count];
    let fit = tokens[0].fit;
    let is_plain = tokens[1..].iter().all(|token| token.is_open && !token.is_capital);
    is_plain && !(count == 1 && (fit >= FITS || fit + reading.next_fit(at) >= FITS_BOTH))
}

impl Spot<'_> {
    fn listed(&self, set: Set) -> &[Original] {
        self.found.map_or(&[], |found| found.of(set))
    }

    /// The word it may stand for all over the text, if no table of the set lists it.
    fn unlisted(&self, set: Set) -> Option<Original> {
        self.hinge.filter(|hinge| self.listed(set).iter().all(|other| other.id != hinge.id))
    }

    /// Number of candidates.
    fn tried(&self, set: Set) -> usize {
        self.listed(set).len() + usize::from(self.unlisted(set).is_some())
    }

    /// Whether one of those that are listed is worth what a replaced word costs.
    fn is_explained(&self, reading: &Reading, set: Set, english: &English) -> bool {
        let list = self.listed(set);
        if list.is_empty() {
            return false;
        }
        let between = Between::of(self, reading, english);
        between.fetch(list);
        let mut gains = list.iter().filter_map(|original| between.gain_over(HOPELESS, original));
        gains.any(|gain| gain > -REPLACED)
    }

    /// The best by bigrams, and the one that no table lists.
    fn best(&self, reading: &Reading, set: Set, english: &English) -> Vec<Original> {
        let list = self.listed(set);
        let between = Between::of(self, reading, english);
        between.fetch(list);
        let mut best: [(f32, usize); KEPT] = [(HOPELESS, usize::MAX); KEPT];
        for (index, original) in list.iter().enumerate() {
            if let Some(gain) = between.gain_over(best[KEPT - 1].0, original) {
                let place = best.partition_point(|other| other.0 >= gain);
                best[place..].rotate_right(1);
                best[place] = (gain, index);
            }
        }
        let least = best[0].0 - BEHIND;
        let kept = best.iter().take_while(|&&(gain, _)| gain >= least);
        let kept = kept.filter_map(|&(_, index)| list.get(index).copied());
        kept.chain(self.unlisted(set)).collect()
    }

    /// The best measured in full; none when the best of them is faint.
    fn choices(&self, reading: &Reading, set: Set, english: &English) -> Vec<Choice> {
        let best = self.best(reading, set, english);
        if best.is_empty() {
            return Vec::new();
        }
        let slot = self.around.slot(english);
        slot.fetch_score(best.iter().map(|original| original.id));
        let own = self.around.own(reading, self.at, self.count, english);
        let choice =
            |&original: &Original| Choice::new(original, Around::gain(&slot, original.id) - own);
        let mut choices: Vec<Choice> = best.iter().map(choice).collect();
        choices.sort_by(|a, b| (b.raw + b.prior).total_cmp(&(a.raw + a.prior)));
        if choices.first().is_some_and(|best| best.raw + best.prior < FAINT) {
            choices.clear();
        }
        choices
    }
}

/// What stands between two tokens, by bigrams: those with the word before and that with the token after.
struct Between<'e> {
    model: &'e NgramModel,
    before: WordId,
    after: WordId,
    own_before: f32,
    own_after: f32,
    /// What a candidate may gain by the token after at most.
    most_after: f32,
}

impl<'e> Between<'e> {
    fn of(spot: &Spot, reading: &Reading, english: &'e English) -> Self {
        let model = &english.model;
        let Around { before: [_, before], after: [after, _] } = spot.around;
        let mut own_before = 0.0;
        let mut last = before;
        for token in &reading.tokens[spot.at..spot.at + spot.count] {
            own_before += model.bigram(last, token.id) + unknown(token.id);
            last = token.id;
        }
        let own_after = model.bigram(last, after);
        let most_after = (model.unigram(after) + MOST_ASKED).min(0.0) - own_after;
        Self { model, before, after, own_before, own_after, most_after }
    }

    /// Fetches what the candidates need: memory is waited for once, not for each.
    fn fetch(&self, list: &[Original]) {
        let both = |original: &Original| [[self.before, original.id], [original.id, self.after]];
        self.model.fetch_pairs(list.iter().flat_map(both));
    }

    /// What a candidate gains, if it is more than `least`.
    fn gain_over(&self, least: f32, original: &Original) -> Option<f32> {
        let start = self.model.bigram(self.before, original.id) - self.own_before + original.prior;
        // What would not do with the best of tokens after it is not looked up again.
        if start + self.most_after <= least {
            return None;
        }
        let gain = start + self.model.bigram(original.id, self.after) - self.own_after;
        (gain > least).then_some(gain)
    }
}

/// What a word costs beyond what the language model says of it, ln.
pub fn unknown(id: WordId) -> f32 {
    if id == WordId::UNKNOWN { UNKNOWN } else { 0.0 }
}

/// The two tokens before a place and the two after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// Where single words are tried.
    pub fn slot<'e>(&self, english: &'e English) -> Slot<'e> {
        let [next, last] = self.after;
        english.model.slot(self.before, (next, Some(last).filter(|_| next != WordId::END)))
    }

    /// Sum of ln p of what the text has here and of the tokens after it.
    pub fn own(&self, reading: &Reading, at: usize, count: usize, english: &English) -> f32 {
        let own = reading.tokens[at..at + count].iter().map(|token| token.id);
        self.score(own, english)
    }

    /// The same of a single word.
    pub fn gain(slot: &Slot, word: WordId) -> f32 {
        slot.score(&slot.tried(word)) + unknown(word)
    }

    fn score(&self, words: impl Iterator<Item = WordId> + Clone, english: &English) -> f32 {
        let model = &english.model;
        let mut context = model.context(self.before[0], self.before[1]);
        let mut sum: f32 = words.clone().map(unknown).sum();
        for id in words {
            let (log_prob, next) = model.advance(&context, id);
            sum += log_prob;
            context = next;
        }
        self.close(sum, context, english)
    }

    /// `sum` and ln p of the tokens after the place, which follow `context`.
    pub fn close(&self, mut sum: f32, mut context: Context, english: &English) -> f32 {
        for id in self.after {
            let (log_prob, next) = english.model.advance(&context, id);
            sum += log_prob;
            if id == WordId::END {
                break;
            }
            context = next;
        }
        sum
    }
}
