//! Scores of lines to what is kept.
//!
//! The article is the run of lines with the largest sum of evidence; inside it a line goes when it
//! looks like furniture, outside of it also when it is in doubt.

use super::context::{best_run, probability};

/// Inside the article's run a line is kept from these log-odds on.
const INSIDE: f32 = -0.5;
/// Outside of it a line is kept from these log-odds on.
const OUTSIDE: f32 = 0.5;

/// Log-odds by words alone below which a line may be furniture.
const SUSPECT: f32 = 0.0;

/// Whether no line of a text is under suspicion by its words.
pub fn is_clean(mut by_words: impl Iterator<Item = f32>) -> bool {
    by_words.all(|score| score > SUSPECT)
}

/// Whether each line is kept.
pub fn decide(scores: &[f32], words: &[f32]) -> Vec<bool> {
    let chance: Vec<f32> = scores.iter().map(|&score| probability(score)).collect();
    let run = best_run(&chance, words);
    let limit = |i: usize| if run.contains(&i) { INSIDE } else { OUTSIDE };
    (0..scores.len()).map(|i| scores[i] > limit(i)).collect()
}
