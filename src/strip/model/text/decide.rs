//! Scores of lines to what is kept.
//!
//! The article is the run of lines with the largest sum of evidence. Of a dump the lines go below the
//! limit from which the kept words are expected to have the best precision and recall together, as
//! on pages with markup; inside the run a line needs a little less, outside of it more. Of a text
//! that is all but clean what goes must be surer.

use super::context::NEUTRAL;
use crate::strip::model::decide::limit;
use crate::strip::model::run::{best_run, probability};

/// Share of a page's words that look like text: below the first the page is a dump, above the
/// second it is all but clean.
const SHARES: (f32, f32) = (0.7, 0.98);
/// Log-odds at which a line is found to be furniture, and lines found beside which a text is as good as
/// a dump, however much of it looks like text.
const FOUND: f32 = -3.0;
const FOUND_LINES: f32 = 5.0;
/// What a line counts for inside the article's run and outside of it.
const SHIFTS: (f32, f32) = (0.2, -0.5);
/// The model's log-odds count for as much as they say.
const TRUST: f32 = 1.0;
/// Lowest and highest limit of a dump: of a page on which the model is at home it lies near 0.
const LIMITS: (f32, f32) = (-2.5, 0.5);
/// Inside and outside of the run a line of a text that is all but clean is kept from these log-odds
/// on: at -1 both, a genuine paragraph goes that names a license.
const TIDY: (f32, f32) = (-2.5, -1.5);

/// Log-odds by words alone below which one line must be for a text to show furniture. Recipes, lists
/// and verse of short lines look like a dump in every other respect.
const FURNITURE: f32 = -2.0;
/// Log-odds below which one line must be for any to go: half a point more takes twice as much from true
/// texts.
const SURE: f32 = -2.5;

/// Whether a text shows no furniture by its words.
pub fn is_clean(by_words: &[f32]) -> bool {
    by_words.iter().all(|&score| score >= FURNITURE)
}

/// Whether each line is kept.
pub fn decide(scores: &[f32], words: &[f32]) -> Vec<bool> {
    if scores.iter().all(|&score| score > SURE) {
        return vec![true; scores.len()];
    }
    let chance: Vec<f32> = scores.iter().map(|&score| probability(score)).collect();
    let run = best_run(&chance, words, NEUTRAL);
    let all: f32 = words.iter().sum();
    let looks = scores.iter().zip(words).filter(|(score, _)| **score > 0.0);
    let share = looks.map(|(_, words)| words).sum::<f32>() / all.max(1.0);
    let clean = ((share - SHARES.0) / (SHARES.1 - SHARES.0)).clamp(0.0, 1.0);
    let found = scores.iter().filter(|&&score| score <= FOUND).count().max(1) as f32;
    let clean = clean * ((FOUND_LINES - found) / (FOUND_LINES - 1.0)).max(0.0);
    let here = |i: usize, (inside, outside): (f32, f32)| {
        if run.contains(&i) { inside } else { outside }
    };
    let shifted: Vec<f32> =
        scores.iter().enumerate().map(|(i, score)| score + here(i, SHIFTS)).collect();
    let dump = limit(&shifted, words, TRUST).clamp(LIMITS.0, LIMITS.1);
    let is_kept = |i: usize| {
        let tidy = here(i, TIDY) + here(i, SHIFTS);
        shifted[i] >= dump + clean * (tidy - dump)
    };
    (0..scores.len()).map(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubted_line_stays_in_a_clean_text_and_goes_from_a_dump() {
        let words = [40.0, 6.0, 40.0];
        assert_eq!(decide(&[3.0, -2.4, 3.0], &words), [true; 3]);
        assert_eq!(decide(&[3.0, -2.0, 3.0, -3.5], &[40.0, 6.0, 400.0, 2.0])[..3], [true; 3]);
        let (mut scores, mut words) = (vec![3.0, -1.2, 3.0], words.to_vec());
        scores.extend([-5.0; 40]);
        words.extend([4.0; 40]);
        assert_eq!(decide(&scores, &words)[..3], [true, false, true]);
    }

    #[test]
    fn what_nobody_suspects_is_clean() {
        assert!(is_clean(&[0.5, 4.0]));
        assert!(is_clean(&[0.5, -1.9]));
        assert!(!is_clean(&[0.5, -2.1]));
    }
}
