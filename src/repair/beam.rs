//! The likeliest reading of each sentence: which places to replace by which of their candidates,
//! and which to leave.
//!
//! In go the places of a text; out come their choices, set in place. A beam over the sentence under
//! the trigram model; hypotheses that end in the same two words are one. Deliberately absent:
//! evidence of other sentences.

use super::places::{Around, Choice, Place, unknown};
use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::ngram::{Context, WordId};

/// Hypotheses kept at a token.
const WIDTH: usize = 8;
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

/// Sets [`Place::taken`] of every place.
pub fn decode(reading: &Reading, places: &mut [Place], english: &English) {
    for place in places.iter_mut() {
        place.taken = None;
    }
    let mut from = 0;
    while from < places.len() {
        // Places whose windows touch are decided together; the others do not hear of each other.
        let mut to = from + 1;
        let mut end = places[from].at + places[from].count;
        while to < places.len() && places[to].at <= end + 2 {
            let gap = end..places[to].at;
            if reading.tokens[gap.start.min(gap.end)..gap.end].iter().any(|token| token.is_end) {
                break;
            }
            end = end.max(places[to].at + places[to].count);
            to += 1;
        }
        stretch(reading, &mut places[from..to], end, english);
        from = to;
    }
}

/// Decides the places of a stretch that ends before token `end`.
fn stretch(reading: &Reading, places: &mut [Place], end: usize, english: &English) {
    let model = &english.model;
    let start = places[0].at;
    let around = Around::raw(reading, start, end - start);
    let mut steps: Vec<Step> = vec![Step {
        score: 0.0,
        context: model.context(around.before[0], around.before[1]),
        last: around.before,
        from: u32::MAX,
        taken: None,
    }];
    // Live hypotheses before each token.
    let mut live: Vec<Vec<u32>> = vec![Vec::new(); end - start + 1];
    live[0].push(0);
    let mut next_place = 0;
    for at in start..end {
        let here = prune(std::mem::take(&mut live[at - start]), &steps);
        let first = next_place;
        while next_place < places.len() && places[next_place].at == at {
            next_place += 1;
        }
        let token = &reading.tokens[at];
        let unknown = if first < next_place { unknown(token.id) } else { 0.0 };
        // What is tried here: the cheapest choices of each place.
        let mut tried: Vec<(WordId, f32, usize, (u32, u8))> = Vec::new();
        for (number, place) in places[first..next_place].iter().enumerate() {
            let value = |choice: &Choice| choice.raw.max(choice.gain) + choice.cost;
            let mut all: Vec<(usize, &Choice)> = place.choices.iter().enumerate().collect();
            all.sort_by(|a, b| value(b.1).total_cmp(&value(a.1)));
            all.truncate(TRIED);
            all.retain(|(_, choice)| value(choice) >= HOPELESS);
            tried.extend(all.into_iter().map(|(index, choice)| {
                let taken = ((first + number) as u32, index as u8);
                (choice.original.id, choice.cost, place.count, taken)
            }));
        }
        for &from in &here {
            let step = steps[from as usize];
            let mut go = |id: WordId, cost: f32, count: usize, taken| {
                let (log_prob, context) = model.advance(&step.context, id);
                let score = step.score + log_prob + cost;
                live[at + count - start].push(steps.len() as u32);
                steps.push(Step { score, context, last: [step.last[1], id], from, taken });
            };
            go(token.id, unknown, 1, None);
            for &(id, cost, count, taken) in &tried {
                go(id, cost, count, Some(taken));
            }
        }
    }
    let finish = |step: &Step| {
        let mut context = step.context;
        let mut sum = step.score;
        for id in around.after {
            let (log_prob, next) = model.advance(&context, id);
            sum += log_prob;
            if id == WordId::END {
                break;
            }
            context = next;
        }
        sum
    };
    let best = live[end - start]
        .iter()
        .copied()
        .max_by(|&a, &b| finish(&steps[a as usize]).total_cmp(&finish(&steps[b as usize])));
    let mut at = best;
    while let Some(number) = at.filter(|&number| number != u32::MAX) {
        let step = &steps[number as usize];
        if let Some((place, choice)) = step.taken {
            places[place as usize].taken = Some(choice.into());
        }
        at = Some(step.from);
    }
}

/// The best of the hypotheses, those with the same last words being one.
fn prune(mut live: Vec<u32>, steps: &[Step]) -> Vec<u32> {
    if live.len() < 2 {
        return live;
    }
    live.sort_by(|&a, &b| steps[b as usize].score.total_cmp(&steps[a as usize].score));
    let mut kept: Vec<u32> = Vec::with_capacity(WIDTH);
    for number in live {
        let last = steps[number as usize].last;
        if kept.iter().all(|&other| steps[other as usize].last != last) {
            kept.push(number);
            if kept.len() == WIDTH {
                break;
            }
        }
    }
    kept
}
