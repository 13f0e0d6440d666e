//! What all places of a word say together: a spinner's table is fixed, so every occurrence of a
//! spun word votes for what it stood for.
//!
//! A [`Pool`] is a plain sum: those of several articles of a site, merged in any order, give what one
//! pass over all of them gives (up to rounding).

use rustc_hash::FxHashMap;

use super::places::Place;

/// One place says no more than this, either way: a single context can be a fluke.
const MOST: f32 = 6.0;

/// What was gathered about a spun form and one of its candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Votes {
    /// Sum of gains, each cut off.
    pub gain: f32,
    /// Places where the candidate was tried.
    pub tried: u32,
    /// Places where it would gain.
    pub better: u32,
    /// Sum of log-odds where it was weighed.
    pub odds: f32,
    /// Places where it was weighed.
    pub weighed: u32,
    /// Places where it is likelier than not.
    pub likely: u32,
    /// Sum of how much better it fits the words around than what stands there.
    pub fit: f32,
    /// Sum of how much likelier than what stands there it stands in the gap, each cut off.
    pub asked: f32,
    /// Places where that was measured.
    pub gaps: u32,
}

impl Votes {
    /// Mean log-odds; those of something hopeless when it was never weighed.
    pub fn mean_odds(&self) -> f32 {
        if self.weighed == 0 { UNLIKELY } else { self.odds / self.weighed as f32 }
    }

    fn add(&mut self, other: &Self) {
        self.gain += other.gain;
        self.tried += other.tried;
        self.better += other.better;
        self.odds += other.odds;
        self.weighed += other.weighed;
        self.likely += other.likely;
        self.fit += other.fit;
        self.asked += other.asked;
        self.gaps += other.gaps;
    }
}

/// Log-odds of a candidate that was not even weighed.
pub const UNLIKELY: f32 = -6.0;

/// The evidence of some text.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    /// By spun form.
    forms: FxHashMap<u64, Form>,
}

/// The evidence about a spun form.
#[derive(Clone, Debug, Default)]
struct Form {
    places: u32,
    /// By the candidate's number in the synonyms; they are few.
    votes: Vec<(u32, Votes)>,
}

impl Form {
    fn votes(&mut self, entry: u32) -> &mut Votes {
        let at = self.votes.iter().position(|votes| votes.0 == entry).unwrap_or_else(|| {
            self.votes.push((entry, Votes::default()));
            self.votes.len() - 1
        });
        &mut self.votes[at].1
    }
}

impl Pool {
    /// The evidence of the places of one article.
    pub fn of(places: &[Place]) -> Self {
        let mut pool = Self::default();
        pool.forms.reserve(places.len());
        for place in places {
            let form = pool.forms.entry(place.key).or_default();
            form.places += 1;
            form.votes.reserve(place.choices.len());
            for choice in &place.choices {
                let votes = form.votes(choice.original.entry);
                votes.gain += choice.gain.clamp(-MOST, MOST);
                votes.tried += 1;
                votes.better += u32::from(choice.gain > 0.0);
                votes.fit += choice.fit.around - place.fit.around;
                if let Some(odds) = choice.odds {
                    votes.odds += odds;
                    votes.weighed += 1;
                    votes.likely += u32::from(odds > 0.0);
                }
            }
        }
        pool
    }

    /// Adds what the gaps of the places ask for.
    pub fn hear(&mut self, places: &[Place]) {
        for place in places.iter().filter(|place| place.choices.iter().any(|c| c.asked.is_some())) {
            let form = self.forms.entry(place.key).or_default();
            for choice in &place.choices {
                if let Some(asked) = choice.asked {
                    let votes = form.votes(choice.original.entry);
                    votes.asked += asked.clamp(-MOST, MOST);
                    votes.gaps += 1;
                }
            }
        }
    }

    /// Adds the evidence of other text.
    pub fn merge(&mut self, other: &Self) {
        for (key, more) in &other.forms {
            let form = self.forms.entry(*key).or_default();
            form.places += more.places;
            more.votes.iter().for_each(|(entry, votes)| form.votes(*entry).add(votes));
        }
    }

    /// Number of places of a spun form.
    pub fn places(&self, form: u64) -> u32 {
        self.forms.get(&form).map_or(0, |form| form.places)
    }

    /// For each original the two spun forms that most likely stand for it, with their mean log-odds.
    pub fn claims(&self) -> FxHashMap<u32, [(u64, f32); 2]> {
        let mut out: FxHashMap<u32, [(u64, f32); 2]> = FxHashMap::default();
        let all = self.forms.iter().flat_map(|(&form, of)| of.votes.iter().map(move |v| (form, v)));
        for (form, (entry, votes)) in all {
            let odds = votes.mean_odds();
            let best = out.entry(*entry).or_insert([(0, UNLIKELY); 2]);
            // By form where odds are equal, so that the order of a hash table never shows.
            let beats = |other: (u64, f32)| odds > other.1 || odds == other.1 && form < other.0;
            if beats(best[0]) {
                *best = [(form, odds), best[0]];
            } else if beats(best[1]) {
                best[1] = (form, odds);
            }
        }
        out
    }

    /// What was gathered about a candidate.
    pub fn votes(&self, form: u64, entry: u32) -> Votes {
        let mut votes = self.votes_of(form, [entry].into_iter());
        votes.next().unwrap_or_default()
    }

    /// What was gathered about candidates of a spun form, in order.
    pub fn votes_of(
        &self,
        form: u64,
        entries: impl Iterator<Item = u32>,
    ) -> impl Iterator<Item = Votes> {
        let all = self.forms.get(&form).map_or(&[][..], |form| &form.votes);
        entries.map(|entry| all.iter().find(|v| v.0 == entry).map_or(Votes::default(), |v| v.1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::{Around, Choice};
    use super::*;
    use crate::lexicon::ngram::WordId;
    use crate::lexicon::originals::{ABSENT, Original};
    use crate::lexicon::topic::Fit;

    fn place(key: u64, entry: u32, gain: f32, odds: Option<f32>) -> Place {
        let original = Original {
            id: WordId::END,
            entry,
            swap: 9,
            synonym: ABSENT,
            prior: -2.0,
            is_known: false,
        };
        let fit = Fit::default();
        let choice = Choice { odds, ..Choice::new(original, gain) };
        let around = Around { before: [WordId::START; 2], after: [WordId::END; 2] };
        Place {
            at: 0,
            count: 1,
            key,
            around,
            choices: vec![choice],
            tried: 1,
            taken: None,
            fit,
            asked: 0.0,
        }
    }

    #[test]
    fn pools_of_parts_merge_to_the_pool_of_all() {
        let all = [
            place(1, 7, 2.0, Some(1.0)),
            place(1, 7, -1.0, Some(-3.0)),
            place(1, 8, 9.0, None),
            place(2, 7, 0.5, Some(0.5)),
        ];
        for at in 0..=all.len() {
            let (mut first, second) = (Pool::of(&all[..at]), Pool::of(&all[at..]));
            first.merge(&second);
            let whole = Pool::of(&all);
            for (form, entry) in [(1, 7), (1, 8), (2, 7), (2, 8)] {
                assert_eq!(first.votes(form, entry), whole.votes(form, entry));
                assert_eq!(first.places(form), whole.places(form));
            }
        }
        assert_eq!(Pool::of(&all).votes(1, 8).gain, MOST);
    }
}
