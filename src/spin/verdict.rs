//! From evidence to a probability.
//!
//! In go the entries and forms found; out comes a [`Verdict`]. A logistic whose weights are
//! written here by hand and set on genuine articles: the sum of the log-odds of the different
//! entries of the best family and of the forms, less what a text of that length shows by chance.
//! Deliberately absent: where the evidence stands.

use rustc_hash::FxHashMap;

use crate::document::Family;
use crate::lexicon::substitutions::forms::Form;

/// Log-odds of a text without any evidence: spun articles are rare.
const PRIOR: f32 = -6.0;
/// What genuine text gathers by chance per doubling of its length beyond [`SHORT_WORDS`]. Less
/// raises false alarms in long speeches, more loses long articles spun lightly.
const PER_DOUBLING: f32 = 1.2;
/// Length up to which chance hits are within the prior.
const SHORT_WORDS: f32 = 150.0;
/// An entry seen again adds this share of its weight, once per doubling of its count.
const REPEAT: f32 = 0.2;
/// Evidence of families other than the best counts this share: a spinner has one habit.
const OTHERS: f32 = 0.25;
/// Forms of one kind beyond this many add nothing.
const MAX_FORMS: u32 = 3;
/// Fewer different telling entries than this are a coincidence, however heavy; a chemistry
/// article holds "arsenic" and "astatine".
const MIN_KINDS: u32 = 3;
/// An entry this heavy counts as a kind of its own.
const KIND_WEIGHT: f32 = 1.0;
/// Log-odds that too few kinds can reach: a probability of 0.18.
const FEW_KINDS_CAP: f32 = -1.5;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// Probability that the text is spun.
    pub score: f64,
    /// The family that explains most of the evidence.
    pub family: Option<Family>,
}

/// Evidence gathered so far.
#[derive(Debug)]
pub struct Tally {
    words: usize,
    entries: FxHashMap<usize, (Family, f32, u32)>,
    forms: FxHashMap<Family, (f32, u32)>,
    hard: bool,
}

impl Tally {
    /// An empty tally for a text of that many words.
    pub fn new(words: usize) -> Self {
        Self { words, entries: FxHashMap::default(), forms: FxHashMap::default(), hard: false }
    }

    /// Counts a hit of an entry.
    pub fn entry(&mut self, number: usize, family: Family, tell: f32) {
        self.entries.entry(number).or_insert((family, tell, 0)).2 += 1;
    }

    /// Counts a form.
    pub fn form(&mut self, form: &Form) {
        let slot = self.forms.entry(form.family).or_insert((form.weight, 0));
        slot.1 += 1;
        self.hard |= form.family == Family::DigitGarbling;
    }

    /// The verdict; `None` when the text is not to be judged by its words and no form is beyond
    /// doubt.
    pub fn verdict(&self, is_judged: bool) -> Option<Verdict> {
        if !is_judged && !self.hard {
            return None;
        }
        // Sorted, so that sums do not depend on the order of a hash table.
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_unstable_by_key(|(number, _)| **number);
        let mut families: Vec<(Family, f32, u32)> = Vec::new();
        for (_, &(family, tell, count)) in entries {
            let weight = tell * (1.0 + REPEAT * (count as f32).log2());
            let kind = u32::from(tell >= KIND_WEIGHT);
            match families.iter_mut().find(|f| f.0 == family) {
                Some(sum) => (sum.1, sum.2) = (sum.1 + weight, sum.2 + kind),
                None => families.push((family, weight, kind)),
            }
        }
        let mut forms: Vec<_> = self.forms.iter().map(|(&f, &(w, n))| (f, w, n)).collect();
        forms.sort_unstable_by_key(|form| form.0);
        let form_sum: f32 = forms.iter().map(|f| f.1 * f.2.min(MAX_FORMS) as f32).sum();

        let best = families.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
        let (best_sum, kinds) = best.map_or((0.0, 0), |b| (b.1, b.2));
        let all: f32 = families.iter().map(|f| f.1).sum();
        let doublings = (self.words as f32 / SHORT_WORDS).max(1.0).log2();
        let mut odds =
            PRIOR - PER_DOUBLING * doublings + best_sum + OTHERS * (all - best_sum) + form_sum;
        // Digits as words are a kind each; other forms count as one.
        let form_kinds: u32 = forms
            .iter()
            .map(|f| if f.0 == Family::DigitGarbling { f.2.min(MAX_FORMS) } else { 1 })
            .sum();
        if kinds + form_kinds < MIN_KINDS {
            odds = odds.min(FEW_KINDS_CAP);
        }
        let family =
            best.filter(|b| b.2 >= MIN_KINDS || b.1 > form_sum).map(|b| b.0).or_else(|| {
                forms
                    .iter()
                    .max_by(|a, b| (a.1 * a.2 as f32).total_cmp(&(b.1 * b.2 as f32)))
                    .map(|f| f.0)
            });
        Some(Verdict { score: 1.0 / (1.0 + f64::from(-odds).exp()), family })
    }
}
