//! The run of blocks that looks most like the article.
//!
//! It is the one with the largest sum of evidence (maximum subarray, as Pasternack and Roth,
//! Extracting Article Text from the Web, WWW 2009, did for tokens).

use std::ops::Range;

/// The probability that log-odds (natural logarithm) mean.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// What a block says for the article: positive over the log-odds `neutral`, more the longer it is.
pub fn evidence(chance: f32, words: f32, neutral: f32) -> f32 {
    (words + 2.0) * (chance - probability(neutral))
}

/// The best run, from the blocks' probabilities and numbers of words.
pub fn best_run(chance: &[f32], words: &[f32], neutral: f32) -> Range<usize> {
    let mut best = (0.0, 0..0);
    let (mut sum, mut start) = (0.0f32, 0);
    for (at, (&chance, &words)) in chance.iter().zip(words).enumerate() {
        sum += evidence(chance, words, neutral);
        if sum <= 0.0 {
            (sum, start) = (0.0, at + 1);
        } else if sum > best.0 {
            best = (sum, start..at + 1);
        }
    }
    best.1
}
