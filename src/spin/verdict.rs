//! From evidence to a probability.
//!
//! In go the entries and forms found; out comes a [`Verdict`]. A logistic whose weights are
//! written here by hand and set on genuine articles: the sum of the log-odds of the different
//! entries and of the forms, less what a text of that length shows by chance.
//! Deliberately absent: where the evidence stands.

use rustc_hash::FxHashMap;

use crate::document::Family;

/// Log-odds of a text without any evidence: spun articles are rare.
const PRIOR: f32 = -6.0;
/// What genuine text gathers by chance per doubling of its length beyond [`SHORT_WORDS`]. Less
/// raises false alarms in long speeches, more loses long articles spun lightly.
const PER_DOUBLING: f32 = 1.2;
/// Length up to which chance hits are within the prior.
const SHORT_WORDS: f32 = 150.0;
/// An entry seen again adds this share of its weight, once per doubling of its count.
const REPEAT: f32 = 0.2;
/// Log-odds that forms of one kind add: seen once, seen twice or more.
fn form_weight(family: Family) -> [f32; 2] {
    match family {
        // None in 13,587 genuine articles: once is enough.
        Family::DigitGarbling => [8.0, 10.0],
        // ` lbs .` also stands in tokenized text.
        Family::PhraseSynonym => [1.0, 1.5],
        // A joker's, an optical reader's or a template's work when seen once.
        _ => [2.0, 8.0],
    }
}
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
    /// Log-odds that the entries add to what its words say, without the heaviest: that one may be what
    /// the words say.
    pub entries: f32,
}

/// Evidence gathered so far.
#[derive(Debug)]
pub struct Tally {
    words: usize,
    entries: FxHashMap<usize, (Family, f32, u32)>,
    forms: FxHashMap<Family, u32>,
}

impl Tally {
    /// An empty tally for a text of that many words.
    pub fn new(words: usize) -> Self {
        Self { words, entries: FxHashMap::default(), forms: FxHashMap::default() }
    }

    /// Counts a hit of an entry.
    pub fn entry(&mut self, number: usize, family: Family, tell: f32) {
        self.entries.entry(number).or_insert((family, tell, 0)).2 += 1;
    }

    /// Counts a form of a family.
    pub fn form(&mut self, family: Family) {
        *self.forms.entry(family).or_default() += 1;
    }

    /// Counts a form that proves nothing however often it is seen.
    pub fn weak_form(&mut self, family: Family) {
        self.forms.entry(family).or_insert(1);
    }

    /// Whether a form was seen that is enough by itself.
    pub fn is_hard(&self) -> bool {
        self.forms.iter().any(|(&family, &count)| weight(family, count) > -PRIOR)
    }

    /// The verdict of the dictionaries and the forms.
    pub fn verdict(&self) -> Verdict {
        // Sorted, so that sums do not depend on the order of a hash table.
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_unstable_by_key(|(number, _)| **number);
        let mut families: Vec<(Family, f32, u32)> = Vec::new();
        let mut heaviest: f32 = 0.0;
        for (_, &(family, tell, count)) in entries {
            let weight = tell * (1.0 + REPEAT * (count as f32).log2());
            heaviest = heaviest.max(weight);
            let kind = u32::from(tell >= KIND_WEIGHT);
            match families.iter_mut().find(|f| f.0 == family) {
                Some(sum) => (sum.1, sum.2) = (sum.1 + weight, sum.2 + kind),
                None => families.push((family, weight, kind)),
            }
        }
        let mut forms: Vec<_> = self.forms.iter().map(|(&f, &n)| (f, weight(f, n))).collect();
        forms.sort_unstable_by_key(|form| form.0);
        let form_sum: f32 = forms.iter().map(|form| form.1).sum();

        let best = families.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
        // A table does not keep to what we call a family.
        let entries: f32 = families.iter().map(|f| f.1).sum();
        let kinds: u32 = families.iter().map(|f| f.2).sum();
        let doublings = (self.words as f32 / SHORT_WORDS).max(1.0).log2();
        let entries = entries - PER_DOUBLING * doublings;
        let mut odds = PRIOR + entries + form_sum;
        if kinds < MIN_KINDS {
            odds = odds.min(FEW_KINDS_CAP);
        }
        // Forms are none the less certain in a long text.
        odds = odds.max(PRIOR + form_sum);
        let family = best
            .filter(|b| b.2 >= MIN_KINDS || b.1 > form_sum)
            .map(|b| b.0)
            .or_else(|| forms.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|form| form.0));
        Verdict { score: chance(odds), family, entries: (entries - heaviest).max(0.0) }
    }
}

fn weight(family: Family, count: u32) -> f32 {
    form_weight(family)[usize::from(count > 1)]
}

/// A probability from log-odds.
pub fn chance(odds: f32) -> f64 {
    1.0 / (1.0 + f64::from(-odds).exp())
}

/// The probability that one of two independent signs is right.
pub fn either(a: f64, b: f64) -> f64 {
    1.0 - (1.0 - a) * (1.0 - b)
}
