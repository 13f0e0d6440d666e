//! Block scores to what is kept.
//!
//! Inside the run of blocks that looks most like the article a block is kept unless it looks like
//! boilerplate, outside only when it surely is text.

use super::run::{best_run, probability};

/// Log-odds at which a block counts neither for nor against the run.
const NEUTRAL: f32 = -1.0;
/// Inside the run a block is kept from these log-odds on.
const INSIDE: f32 = -0.5;
/// Outside the run a block is kept from these log-odds on.
const OUTSIDE: f32 = 0.5;

/// Whether each block is kept, from its log-odds and its number of words.
pub fn decide(scores: &[f32], words: &[f32]) -> Vec<bool> {
    let chance: Vec<f32> = scores.iter().map(|score| probability(*score)).collect();
    let run = best_run(&chance, words, NEUTRAL);
    let limit = |at: usize| if run.contains(&at) { INSIDE } else { OUTSIDE };
    scores.iter().enumerate().map(|(at, score)| *score > limit(at)).collect()
}
