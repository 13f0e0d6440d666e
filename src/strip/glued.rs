//! Lines made of several phrases, with or without anything between them:
//! "NewsletterNewslettersEventsEventsPodcasts", "Read 11 remaining paragraphs | Comments".
//!
//! In go the words of a line; out comes what kind of furniture it is, when phrases of the
//! dictionaries cover it from end to end. Serves several rules; is none itself.

use crate::lexicon::furniture::{Furniture, MAX_WORDS};
use crate::lexicon::words::{Word, chain};
use crate::text::Reason;

/// Most words of a line that is tried: the longest menus seen in one line have about forty.
const MAX_LINE_WORDS: usize = 60;

/// Fewest ordinary words ("Home News Sport") that make a menu when no label among them is sure.
const MIN_MENU: usize = 4;

/// How a line of phrases is to be taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cover {
    /// What it is; a mix of labels is page furniture without a better name.
    pub reason: Reason,
    /// Whether a phrase among them, or their being glued together, makes it sure.
    pub is_sure: bool,
}

/// How the best way to cover the words up to some place ends.
#[derive(Clone, Copy)]
struct Step {
    pieces: u16,
    sure: Option<Reason>,
    any: Reason,
    is_mixed: bool,
    is_glued: bool,
}

/// Covers `words` with whole-line phrases, if that can be done.
pub fn cover(furniture: &Furniture, words: &[Word]) -> Option<Cover> {
    if words.len() > MAX_LINE_WORDS {
        return None;
    }
    let mut best: [Option<Step>; MAX_LINE_WORDS + 1] = [None; _];
    let mut reach = 0;
    for from in 0..words.len() {
        if from > reach {
            return None;
        }
        let so_far = best[from];
        // "广告经济" need not be "advertisement" and "economy": nobody sees where words end.
        if from > 0 && (so_far.is_none() || words[from].is_inner) {
            continue;
        }
        let mut hash = 0;
        for to in from + 1..=words.len().min(from + MAX_WORDS) {
            hash = chain(hash, words[to - 1].hash);
            let Some(entry) = furniture.line_by_hash(hash) else { continue };
            let sure = (!entry.needs_company).then_some(entry.reason);
            let step = match so_far {
                None => {
                    Step { pieces: 1, sure, any: entry.reason, is_mixed: false, is_glued: false }
                }
                Some(step) => Step {
                    pieces: step.pieces + 1,
                    sure: step.sure.or(sure),
                    any: step.any,
                    is_mixed: step.is_mixed || step.any != entry.reason,
                    is_glued: step.is_glued || words[from].is_glued,
                },
            };
            // Fewer and longer phrases explain the line better.
            if best[to].is_none_or(|old| {
                (step.sure.is_some(), old.pieces) > (old.sure.is_some(), step.pieces)
            }) {
                best[to] = Some(step);
            }
            reach = reach.max(to);
        }
    }
    let step = best[words.len()]?;
    let mixed = if step.is_mixed { Reason::Nav } else { step.any };
    Some(Cover {
        reason: step.sure.unwrap_or(mixed),
        is_sure: step.sure.is_some()
            || step.pieces >= 2 && step.is_glued
            || usize::from(step.pieces) >= MIN_MENU,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::lexicon::words::cut_words;

    fn covered(text: &str) -> Option<(Reason, bool)> {
        let furniture = Lexicon::load(None).unwrap().furniture;
        let mut words = Vec::new();
        cut_words(text, 99, &mut words);
        cover(&furniture, &words).map(|cover| (cover.reason, cover.is_sure))
    }

    #[test]
    fn labels_in_a_row_are_covered() {
        assert_eq!(covered("HomeNewsWeather"), Some((Reason::Nav, true)));
        assert_eq!(covered("Share this storyComments"), Some((Reason::Share, true)));
        let more = "Read 4 remaining paragraphs | Comments";
        assert_eq!(covered(more), Some((Reason::ReadMore, true)));
    }

    #[test]
    fn ordinary_words_alone_are_not_sure() {
        assert_eq!(covered("Business"), Some((Reason::Nav, false)));
        assert_eq!(covered("Health and safety"), None);
        assert_eq!(covered("Sports Business"), Some((Reason::Nav, false)));
    }
}
