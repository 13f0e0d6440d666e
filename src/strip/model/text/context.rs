//! What the scores of the lines around say of a line.
//!
//! In go a score (log-odds) a line and what is known of the lines; out come numbers a line: the
//! scores beside it, means around it, where it stands to the run of lines that looks most like
//! the article, in place and in topic, and what the words inside long lines say. The scores may be
//! those of words alone or those of a model before: the numbers mean the same.

use std::ops::Range;

use super::sums::Sums;
use crate::lexicon::Weights;
use crate::strip::model::run::{best_run, evidence, probability};

/// Numbers a line.
pub const WIDTH: usize = 48;
/// Log-odds at which a line counts neither for nor against a run.
pub const NEUTRAL: f32 = -0.5;
/// Score of a place beyond the page's ends.
const BEYOND: f32 = -6.0;
/// Lines on each side over which the scores of long lines are averaged.
const BESIDE: usize = 4;
/// Largest log-odds that are told apart.
const LIMIT: f32 = 8.0;

/// What is known of the lines of a page.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Words of each line.
    pub words: Vec<f32>,
    /// Numbers of the long words of all lines, each once a line, line after line.
    pub topics: Vec<u32>,
    /// Where the numbers of each line lie.
    pub ranges: Vec<Range<usize>>,
    /// All numbers lie below it.
    pub vocabulary: usize,
    /// Hashes of the words of long lines, each once a line, line after line.
    pub inside: Vec<u32>,
    /// Where the hashes of each line lie; of a short line there are none.
    pub insides: Vec<Range<usize>>,
}

/// The log-odds of each long line by the words inside it, 0 of a short one.
pub fn by_inside(facts: &Facts, weights: &Weights) -> Vec<f32> {
    let score = |range: &Range<usize>| {
        let (mut sum, mut known) = (0.0f32, 0u32);
        for &hash in &facts.inside[range.clone()] {
            let weight = weights.of(hash);
            sum += weight;
            known += u32::from(weight != 0.0);
        }
        if range.is_empty() { 0.0 } else { weights.bias() + sum / (known.max(1) as f32).sqrt() }
    };
    facts.insides.iter().map(score).collect()
}

/// Adds [`WIDTH`] numbers a line to `rows`, whose rows have room for them from `at` on; `by_inside`
/// is what the function of that name says.
pub fn context(
    scores: &[f32],
    by_inside: &[f32],
    facts: &Facts,
    rows: &mut [f32],
    width: usize,
    at: usize,
) {
    let lines = scores.len();
    if lines == 0 {
        return;
    }
    let scores: Vec<f32> = scores.iter().map(|score| score.clamp(-LIMIT, LIMIT)).collect();
    let chance: Vec<f32> = scores.iter().map(|&score| probability(score)).collect();
    let sums = Sums::of(chance.iter().copied());
    let raw = Sums::of(scores.iter().copied());
    let words = Sums::of(facts.words.iter().copied());
    let mass = Sums::of(chance.iter().zip(&facts.words).map(|(p, words)| p * words));
    let whole = 0..lines;
    let page_mass = mass.over(&whole).max(1.0);
    let run = best_run(&chance, &facts.words, NEUTRAL);
    let second = second_mass(&chance, &facts.words, &run);
    let run_mass = mass.over(&run);
    let vocabulary = vocabulary(facts, &run);
    let lowest = scores.iter().copied().fold(f32::INFINITY, f32::min);
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let low = scores.iter().filter(|&&score| score < -1.0).count() as f32 / lines as f32;
    let mut since = f32::INFINITY; // lines since one that is surely text
    let until = until_text(&chance);
    let long_sums = Sums::of(by_inside.iter().copied());
    let long = Sums::of(by_inside.iter().map(|&score| f32::from(u8::from(score != 0.0))));
    for i in 0..lines {
        let near = |step: i64| {
            let j = i as i64 + step;
            if j >= 0 && j < lines as i64 { scores[j as usize] } else { BEYOND }
        };
        let before = |reach: usize| i.saturating_sub(reach)..i;
        let after = |reach: usize| (i + 1).min(lines)..(i + 1 + reach).min(lines);
        let both = |reach: usize| i.saturating_sub(reach)..(i + 1 + reach).min(lines);
        let weighted = |range: Range<usize>| mass.over(&range) / words.over(&range).max(1.0);
        let (known, of_run) = topic(facts, &vocabulary, i, run.contains(&i));
        let distance = match i {
            i if i < run.start => i as f32 - run.start as f32,
            i if i >= run.end => (i + 1 - run.end) as f32,
            _ => 0.0,
        };
        let apart = match i {
            i if i < run.start => -words.over(&(i + 1..run.start)),
            i if i >= run.end => words.over(&(run.end..i)),
            _ => 0.0,
        };
        let inside = if run.contains(&i) {
            words.over(&(run.start..i)) / words.over(&run).max(1.0)
        } else {
            -1.0
        };
        let row: [f32; WIDTH] = [
            scores[i],
            near(-1),
            near(1),
            near(-2),
            near(2),
            near(-3),
            near(3),
            near(-4),
            near(4),
            raw.mean(&before(4)),
            raw.mean(&after(4)),
            raw.mean(&before(10)),
            raw.mean(&after(10)),
            sums.mean(&before(2)),
            sums.mean(&after(2)),
            sums.mean(&before(5)),
            sums.mean(&after(5)),
            sums.mean(&before(12)),
            sums.mean(&after(12)),
            sums.mean(&before(30)),
            sums.mean(&after(30)),
            weighted(both(3)),
            weighted(both(8)),
            mass.over(&(0..i)) / page_mass,
            mass.over(&(i + 1..lines)) / page_mass,
            (page_mass + 1.0).ln(),
            page_mass / words.over(&whole).max(1.0),
            distance,
            apart.signum() * (apart.abs() + 1.0).ln(),
            inside,
            (run_mass + 1.0).ln(),
            run_mass / page_mass,
            sums.mean(&run),
            second / run_mass.max(1.0),
            known,
            of_run,
            since,
            until[i],
            lowest,
            highest,
            low,
            raw.mean(&whole),
            (mass.over(&(0..i)) + 1.0).ln(),
            (mass.over(&(i + 1..lines)) + 1.0).ln(),
            by_inside[i],
            i.checked_sub(1).map_or(0.0, |i| by_inside[i]),
            by_inside.get(i + 1).copied().unwrap_or_default(),
            long_sums.over(&both(BESIDE)) / long.over(&both(BESIDE)).max(1.0),
        ];
        rows[i * width + at..][..WIDTH].copy_from_slice(&row);
        since = if chance[i] > 0.8 { 1.0 } else { (since + 1.0).min(99.0) };
    }
}

/// Lines until the next that is surely text.
fn until_text(chance: &[f32]) -> Vec<f32> {
    let mut until = vec![99.0; chance.len()];
    let mut far = 99.0f32;
    for (slot, &chance) in until.iter_mut().zip(chance).rev() {
        *slot = far;
        far = if chance > 0.8 { 1.0 } else { (far + 1.0).min(99.0) };
    }
    until
}

/// Evidence of the best run outside of the best one.
fn second_mass(chance: &[f32], words: &[f32], run: &Range<usize>) -> f32 {
    let (mut sum, mut best) = (0.0f32, 0.0f32);
    for (at, (&chance, &words)) in chance.iter().zip(words).enumerate() {
        sum =
            if run.contains(&at) { 0.0 } else { (sum + evidence(chance, words, NEUTRAL)).max(0.0) };
        best = best.max(sum);
    }
    best
}

/// In how many lines of the run each long word stands.
fn vocabulary(facts: &Facts, run: &Range<usize>) -> Vec<u32> {
    let mut lines = vec![0; facts.vocabulary];
    if let (Some(first), Some(last)) = (facts.ranges.get(run.start), facts.ranges[..run.end].last())
    {
        for &word in &facts.topics[first.start..last.end] {
            lines[word as usize] += 1;
        }
    }
    lines
}

/// Share of a line's long words that other lines of the run have, and that two others have.
fn topic(facts: &Facts, vocabulary: &[u32], line: usize, is_inside: bool) -> (f32, f32) {
    let words = &facts.topics[facts.ranges[line].clone()];
    if words.is_empty() {
        return (-1.0, -1.0);
    }
    let own = u32::from(is_inside);
    let (mut one, mut two) = (0u32, 0u32);
    for &word in words {
        let others = vocabulary[word as usize] - own;
        one += u32::from(others >= 1);
        two += u32::from(others >= 2);
    }
    (one as f32 / words.len() as f32, two as f32 / words.len() as f32)
}
