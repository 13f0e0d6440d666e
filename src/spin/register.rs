//! ## What it finds
//! Rare words in numbers where frequent ones of the same meaning are at hand.
//!
//! ## Why it matters
//! A spinner steps from the frequent word to the rare one, seldom back: "constabulary" for
//! "police", "archetypal" for "original". The words of a text fall out of its register.
//!
//! ## Example
//! "the caller constabulary main said immoderate of the officials whitethorn time off".
//!
//! ## Limits
//! Old and learned prose is rich in rare words; they fit their neighbors, which other detectors see.

use super::odd_words::Place;
use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::synonyms::Info;

/// Numbers that this detector gives.
pub const WIDTH: usize = 13;

/// The numbers of a text.
pub fn numbers(reading: &Reading, places: &[Place], english: &English) -> [f32; WIDTH] {
    let words = reading.words.max(1) as f32;
    let mut seen: Vec<(u32, &Info)> = Vec::new();
    let (mut drops, mut squares) = (0.0, 0.0);
    for place in places {
        let token = &reading.tokens[place.at];
        let Some(info) = token.info(english) else { continue };
        drops += info.drop;
        squares += info.drop * info.drop;
        seen.push((token.entry, info));
    }
    // In order, so that sums depend on the words alone.
    seen.sort_unstable_by_key(|word| word.0);
    seen.dedup_by_key(|word| word.0);
    let root = words.sqrt();
    let prior = |over: f32| seen.iter().filter(|word| word.1.prior > over).count() as f32 / root;
    let written =
        |over: f32| seen.iter().filter(|word| word.1.written > over).count() as f32 / root;
    let rises: f32 = seen.iter().map(|word| (word.1.prior + 1.0).clamp(0.0, 6.0)).sum();
    let written_rises: f32 = seen.iter().map(|word| (word.1.written + 1.0).clamp(0.0, 6.0)).sum();
    let far = seen.iter().filter(|word| word.1.drop > 2.0).count() as f32;
    [
        drops / words,
        squares / words,
        prior(-1.0),
        prior(0.5),
        prior(2.0),
        rises / root,
        far / root,
        written(0.0),
        written(1.0),
        written(2.0),
        written(3.0),
        written(4.0),
        written_rises / root,
    ]
}
