//! The likeliest reading of each sentence: which places to replace by which of their candidates,
//! and which to leave.
//!
//! In go the places of a text; out come their choices, set in place. A beam over the sentence under
//! the trigram model; hypotheses that end in the same two words are one. Deliberately absent:
//! evidence of other sentences.

use rustc_hash::FxHashMap;

use super::places::{Around, Choice, Place, unknown};
use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::ngram::{Context, WordId};

/// Hypotheses kept at a token.
const WIDTH: usize = 5;
/// Choices tried at a place, the cheapest.
const TRIED: usize = 4;
/// Choices further behind than this are not tried: no neighbor makes them good.
const HOPELESS: f32 = -5.0;

#[derive(Clone, Copy, Debug)]
struct Step {
    score: f32,
    context: Context,
    last: [WordId; 2],
    /// The step before, and the place and choice taken to get here.
    from: u32,
    taken: Option<(u32, u8)>,
}

/// A choice that is tried.
#[derive(Clone, Copy, Debug)]
struct Tried {
    at: usize,
    end: usize,
    id: WordId,
    cost: f32,
    /// What it is worth beside the neighbors as they stand.
    alone: f32,
    /// The place and the choice.
    number: (u32, u8),
}

/// The decoder, with what it read before.
#[derive(Debug, Default)]
pub struct Beam {
    /// By what a stretch was read from: what was taken, by place from its first one.
    taken: FxHashMap<Vec<u32>, Vec<(u32, u8)>>,
    steps: Vec<Step>,
    /// Live hypotheses before each token.
    live: Vec<Vec<u32>>,
    here: Vec<u32>,
}

impl Beam {
    /// Sets [`Place::taken`] of every place.
    pub fn decode(&mut self, reading: &Reading, places: &mut [Place], english: &English) {
        let mut options: Vec<Tried> = Vec::with_capacity(places.len() * TRIED);
        let mut order: Vec<(f32, usize)> = Vec::new();
        for (number, place) in (0..).zip(places.iter_mut()) {
            place.taken = None;
            let value = |choice: &Choice| choice.raw.max(choice.gain) + choice.cost;
            order.clear();
            order.extend(place.choices.iter().map(value).zip(0..));
            order.retain(|&(value, _)| value >= HOPELESS);
            order.sort_by(|a, b| b.0.total_cmp(&a.0));
            options.extend(order.iter().take(TRIED).map(|&(_, index)| {
                let Choice { original, cost, raw, .. } = place.choices[index];
                let (at, end, alone) = (place.at, place.at + place.count, raw + cost);
                Tried { at, end, id: original.id, cost, alone, number: (number, index as u8) }
            }));
        }
        let mut from = 0;
        while from < options.len() {
            // Places whose windows touch are decided together; the others do not hear of each other.
            let mut to = from + 1;
            let mut end = options[from].end;
            while to < options.len() && options[to].at <= end + 2 {
                let gap = end..options[to].at;
                if reading.tokens[gap.start.min(gap.end)..gap.end].iter().any(|token| token.is_end)
                {
                    break;
                }
                end = end.max(options[to].end);
                to += 1;
            }
            let options = &options[from..to];
            from = to;
            let first = options[0].number.0;
            // A place by itself needs no beam.
            if options.iter().all(|option| option.number.0 == first) {
                let best = options.iter().max_by(|a, b| a.alone.total_cmp(&b.alone));
                let best = best.filter(|best| best.alone > 0.0);
                places[first as usize].taken = best.map(|best| best.number.1.into());
                continue;
            }
            let key = key(reading, options, end);
            let taken = match self.taken.get(&key) {
                Some(taken) => taken,
                None => {
                    let mut taken = Vec::new();
                    self.stretch(reading, options, end, english, |(place, choice)| {
                        taken.push((place - first, choice));
                    });
                    self.taken.entry(key).or_insert(taken)
                }
            };
            for &(place, choice) in taken {
                places[(place + first) as usize].taken = Some(choice.into());
            }
        }
    }

    /// Decides the places of a stretch that ends before token `end`; `take` hears what is taken.
    fn stretch(
        &mut self,
        reading: &Reading,
        options: &[Tried],
        end: usize,
        english: &English,
        mut take: impl FnMut((u32, u8)),
    ) {
        let model = &english.model;
        let Self { steps, live, here, .. } = self;
        let start = options[0].at;
        let around = Around::raw(reading, start, end - start);
        steps.clear();
        steps.push(Step {
            score: 0.0,
            context: model.context(around.before[0], around.before[1]),
            last: around.before,
            from: u32::MAX,
            taken: None,
        });
        live.iter_mut().for_each(Vec::clear);
        live.resize_with(live.len().max(end - start + 1), Vec::new);
        live[0].push(0);
        let mut rest = options;
        for at in start..end {
            let tried;
            (tried, rest) = rest.split_at(rest.iter().take_while(|option| option.at == at).count());
            let token = &reading.tokens[at];
            let unknown = if tried.is_empty() { 0.0 } else { unknown(token.id) };
            prune(&live[at - start], steps, here);
            for &from in here.iter() {
                let step = steps[from as usize];
                let mut go = |id: WordId, cost: f32, to: usize, taken| {
                    let (log_prob, context) = model.advance(&step.context, id);
                    let score = step.score + log_prob + cost;
                    live[to - start].push(steps.len() as u32);
                    steps.push(Step { score, context, last: [step.last[1], id], from, taken });
                };
                go(token.id, unknown, at + 1, None);
                for &Tried { id, cost, end, number, .. } in tried {
                    go(id, cost, end, Some(number));
                }
            }
        }
        let finish = |step: &Step| around.close(step.score, step.context, english);
        let ends =
            live[end - start].iter().map(|&number| (finish(&steps[number as usize]), number));
        let best = ends.max_by(|a, b| a.0.total_cmp(&b.0));
        let mut at = best.map(|(_, number)| number);
        while let Some(number) = at.filter(|&number| number != u32::MAX) {
            let step = &steps[number as usize];
            step.taken.map(&mut take);
            at = Some(step.from);
        }
    }
}

/// All that the reading of a stretch depends on.
fn key(reading: &Reading, options: &[Tried], end: usize) -> Vec<u32> {
    let (start, first) = (options[0].at, options[0].number.0);
    let Around { before, after } = Around::raw(reading, start, end - start);
    let tokens = reading.tokens[start..end].iter().map(|token| token.id);
    let words = before.into_iter().chain(tokens).chain(after).map(|id| id.index() as u32);
    let options = options.iter().flat_map(|tried| {
        let Tried { at, end, id, cost, number: (place, choice), .. } = *tried;
        let [at, end, id] = [at - start, end - start, id.index()].map(|number| number as u32);
        [at, end, id, cost.to_bits(), place - first, choice.into()]
    });
    words.chain(options).collect()
}

/// The best of the hypotheses, those with the same last words being one.
fn prune(live: &[u32], steps: &[Step], kept: &mut Vec<u32>) {
    let step = |number: u32| &steps[number as usize];
    kept.clear();
    for &number in live {
        match kept.iter_mut().find(|other| step(**other).last == step(number).last) {
            Some(other) if step(number).score > step(*other).score => *other = number,
            Some(_) => {}
            None => kept.push(number),
        }
    }
    kept.sort_by(|&a, &b| step(b).score.total_cmp(&step(a).score));
    kept.truncate(WIDTH);
}
