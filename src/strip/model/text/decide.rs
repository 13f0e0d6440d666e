//! Scores of lines to what is kept.
//!
//! The article is the run of lines with the largest sum of evidence; inside it a line goes when it
//! looks like furniture, outside of it also when it is in doubt.

use super::context::NEUTRAL;
use crate::strip::model::run::{best_run, probability};

/// Share of a page's words that look like text: below the first the page is a dump, above the
/// second it is all but clean.
const SHARES: (f32, f32) = (0.7, 0.98);
/// Inside the article's run a line is kept from these log-odds on: of a dump, and of a page that is
/// all but clean, where what goes must be surer: half a point more in the latter takes twice as much
/// from true texts.
const INSIDE: (f32, f32) = (-0.6, -2.5);
/// Outside of it a line is kept from these log-odds on.
const OUTSIDE: (f32, f32) = (1.5, -1.5);

/// Log-odds by words alone below which a line is surely furniture, and those at which it counts
/// twice. Two points make a page that shows furniture: of 172 true texts of news two do, of 303
/// genuine ones one; of dumps 99 in 100, of cleaned texts three in four. Recipes, lists and verse of
/// short lines look like a dump in every other respect.
const FURNITURE: (f32, f32) = (-2.5, -3.5);
const POINTS: usize = 2;
/// Log-odds below which one line must be for any to go.
const SURE: f32 = -3.0;

/// Whether a text shows no furniture by its words.
pub fn is_clean(by_words: &[f32]) -> bool {
    let points = |&score: &f32| usize::from(score < FURNITURE.0) + usize::from(score < FURNITURE.1);
    by_words.iter().map(points).sum::<usize>() < POINTS
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
    let between = |(dump, tidy): (f32, f32)| dump + clean * (tidy - dump);
    let (inside, outside) = (between(INSIDE), between(OUTSIDE));
    let limit = |i: usize| if run.contains(&i) { inside } else { outside };
    (0..scores.len()).map(|i| scores[i] > limit(i)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubted_line_stays_in_a_clean_text_and_goes_from_a_dump() {
        let words = [40.0, 6.0, 40.0];
        assert_eq!(decide(&[3.0, -1.2, 3.0], &words), [true; 3]);
        assert_eq!(decide(&[3.0, -2.0, 3.0, -3.5], &[40.0, 6.0, 400.0, 2.0])[..3], [true; 3]);
        let (mut scores, mut words) = (vec![3.0, -1.2, 3.0], words.to_vec());
        scores.extend([-5.0; 40]);
        words.extend([4.0; 40]);
        assert_eq!(decide(&scores, &words)[..3], [true, false, true]);
    }

    #[test]
    fn what_nobody_suspects_is_clean() {
        assert!(is_clean(&[0.5, 4.0]));
        assert!(is_clean(&[0.5, -3.5]));
        assert!(!is_clean(&[0.5, -4.5]));
    }
}
