//! The first step: words that spinners write out of proportion, beside these neighbors, by tables alone.

use std::sync::LazyLock;

use super::rise;
use crate::lexicon::English;
use crate::lexicon::pairs::Pairs;
use crate::lexicon::substitutions::{Gap, Word};
use crate::lexicon::synonyms::{self, class};
use crate::spin::function_words;
use crate::spin::marks::{Mark, Marks};

/// Numbers of the step.
pub const WIDTH: usize = 17;
/// Log-odds of suspects that are counted, each with all above it.
const LEVELS: [f32; 3] = [-1.0, 0.0, 1.0];
/// A word that stands there more than once adds what it has beyond these log-odds.
const REPEATED: f32 = -2.0;
/// Shares of words that may have been put in.
const SHARES: [f32; 2] = [0.05, 0.2];

/// A suspect in its place.
#[derive(Clone, Copy, Debug)]
pub struct Suspect {
    /// Its place among the words.
    pub at: usize,
    /// What is known of it.
    pub word: synonyms::Suspect,
    /// What its neighbors add, in steps.
    beside: i8,
    /// Whether it stands in the text more than once.
    pub is_repeated: bool,
}

impl Suspect {
    /// Log-odds that it was put in, in steps.
    fn steps(&self) -> i8 {
        self.word.odds.saturating_add(self.beside)
    }

    /// Log-odds that it was put in.
    pub fn weight(&self) -> f32 {
        f32::from(self.steps()) / synonyms::Suspect::STEPS
    }

    /// What its neighbors add to them.
    pub fn beside(&self) -> f32 {
        f32::from(self.beside) / synonyms::Suspect::STEPS
    }
}

/// The suspects of a text, each word once, and the numbers of the step.
pub fn suspects(
    text: &str,
    words: &[Word],
    marks: &Marks,
    english: &English,
) -> (Vec<Suspect>, [f32; WIDTH]) {
    let Found { suspects: mut seen, wrong_articles } = find(text, words, &marks.telling, english);
    let count = words.len().max(1) as f32;
    let root = count.sqrt();
    let tokens = seen.len() as f32;
    let repeated = each_once(&mut seen);

    let mut out = [0.0; WIDTH];
    let tells = &*TELLS;
    // Products, so that a text costs a few logarithms.
    let mut mixed = [1.0f32; SHARES.len()];
    let mut logs = [0.0f32; SHARES.len()];
    let mut weight = 0.0;
    for suspect in &seen {
        let of = &tells[usize::from(suspect.steps().cast_unsigned())];
        for at in 0..SHARES.len() {
            mixed[at] *= of.mixed[at];
            if !(1e-20..1e20).contains(&mixed[at]) {
                logs[at] += mixed[at].ln();
                mixed[at] = 1.0;
            }
        }
        out[2] += of.chance;
        for at in 0..LEVELS.len() {
            out[3 + at] += of.over[at];
        }
        weight += suspect.weight();
    }
    out[0] = logs[0] + mixed[0].ln();
    out[1] = logs[1] + mixed[1].ln();
    out[6] = seen.len() as f32;
    out[7] = repeated;
    for number in &mut out[..8] {
        *number /= root;
    }
    out[8] = weight / (seen.len() as f32).max(1.0);
    out[9] = tokens / count;
    out[10] = wrong_articles / count;
    out[11] = wrong_articles / root;
    out[12] = marks.capitals as f32 / count;
    out[13] = marks.numbers as f32 / count;
    out[14] = marks.unknown.len() as f32 / count;
    out[15] = words.last().map_or(0.0, |last| (last.end - words[0].start) as f32) / count;
    out[16] = count.ln();
    (seen, out)
}

/// What log-odds tell.
#[derive(Clone, Copy)]
struct Tells {
    /// How much likelier the word is where each of [`SHARES`] was put in.
    mixed: [f32; SHARES.len()],
    /// The probability that it was put in.
    chance: f32,
    /// 1 over each of [`LEVELS`].
    over: [f32; LEVELS.len()],
}

/// By log-odds in steps.
static TELLS: LazyLock<[Tells; 256]> = LazyLock::new(|| {
    std::array::from_fn(|steps| {
        let odds = f32::from((steps as u8).cast_signed()) / synonyms::Suspect::STEPS;
        Tells {
            mixed: SHARES.map(|share| rise(share, odds)),
            chance: 1.0 / (1.0 + (-odds).exp()),
            over: LEVELS.map(|level| f32::from(u8::from(odds > level))),
        }
    })
});

/// What is found.
#[derive(Debug, Default)]
struct Found {
    suspects: Vec<Suspect>,
    wrong_articles: f32,
}

fn find(text: &str, words: &[Word], marks: &[Mark], english: &English) -> Found {
    let table = &english.synonyms;
    let mut found = Found::default();
    found.suspects.reserve(marks.len());
    let suspects = || marks.iter().filter(|mark| mark.class() & class::SUSPECT != 0);
    table.fetch_suspects(suspects().map(|mark| words[mark.at()].hash));
    english.pairs.fetch(words, suspects().map(|mark| mark.at()));
    for mark in marks {
        let (at, class) = (mark.at(), mark.class());
        if class & class::ARTICLE != 0 {
            found.wrong_articles += wrong_article(text, words, at);
            if !words[at].is_plain() {
                continue;
            }
        }
        if class & class::SUSPECT != 0
            && let Some(word) = table.suspect(words[at].hash)
        {
            let beside = beside(words, at, word.sides, &english.pairs);
            found.suspects.push(Suspect { at, word, beside, is_repeated: false });
        }
    }
    found
}

/// What the neighbors of a word add, in steps.
fn beside(words: &[Word], at: usize, sides: [u8; 2], pairs: &Pairs) -> i8 {
    let [before, after] = pairs.beside(words, at);
    let side = |is_known: Option<bool>, adds: u8| match is_known {
        Some(true) => -adds.cast_signed(),
        Some(false) => adds.cast_signed(),
        None => 0,
    };
    side(before, sides[0]) + side(after, sides[1])
}

/// 1 where "a" stands before a vowel or "an" before a consonant.
fn wrong_article(text: &str, words: &[Word], at: usize) -> f32 {
    let is_an = match words[at].of(text) {
        "a" => false,
        "an" => true,
        _ => return 0.0,
    };
    let next = words.get(at + 1).filter(|next| next.gap == Gap::Space && !next.is_capital());
    let is_wrong = next.is_some_and(|next| function_words::is_wrong(is_an, next.of(text)));
    f32::from(u8::from(is_wrong))
}

/// Leaves each word once, the first time it stands, with what its most usual place says of it; gives what
/// those weigh that stand more than once.
fn each_once(suspects: &mut Vec<Suspect>) -> f32 {
    // A small open table of places: sorting would cost more than finding the words did.
    let size = (suspects.len() * 2).next_power_of_two();
    let mut slots = vec![0u32; size];
    let (mut kept, mut weight) = (0, 0.0);
    for at in 0..suspects.len() {
        let suspect = suspects[at];
        let mut slot = suspect.word.number.wrapping_mul(0x9e37_79b1) as usize >> 12 & (size - 1);
        loop {
            let place = slots[slot] as usize;
            if place == 0 {
                suspects[kept] = suspect;
                kept += 1;
                slots[slot] = kept as u32;
                break;
            }
            let first = &mut suspects[place - 1];
            if first.word.number == suspect.word.number {
                first.beside = first.beside.min(suspect.beside);
                if !first.is_repeated {
                    first.is_repeated = true;
                    weight += (suspect.weight() - REPEATED).max(0.0);
                }
                break;
            }
            slot = (slot + 1) & (size - 1);
        }
    }
    suspects.truncate(kept);
    weight
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::substitutions::words;
    use crate::spin::marks::marks;

    #[test]
    fn a_long_text_has_numbers_as_a_short_one_has() {
        let english = English::shipped(None).unwrap();
        let known = (0..english.synonyms.len() as u32).map(|number| english.synonyms.word(number));
        let text = known.step_by(9).collect::<Vec<_>>().join(" ");
        let all = words(&text);
        let (found, numbers) = suspects(&text, &all, &marks(&all, None, &english), &english);
        assert!(found.len() > 2000 && numbers.iter().all(|number| number.is_finite()));
    }

    #[test]
    fn a_word_weighs_less_where_genuine_text_has_it() {
        let english = English::shipped(None).unwrap();
        let weight = |text: &str, word: &str| {
            let all = words(text);
            let (found, _) = suspects(text, &all, &marks(&all, None, &english), &english);
            let is = |suspect: &&Suspect| all[suspect.at].of(text) == word;
            found.iter().find(is).map(Suspect::weight).unwrap()
        };
        let usual = weight("Work will commence in May.", "commence");
        assert!(usual < weight("Work, commence; it said.", "commence"));
        assert!(usual < weight("The purple commence eaten yellow.", "commence") - 0.5);
        // The most usual place counts.
        let both = "Work will commence in May, the purple commence eaten yellow.";
        assert_eq!(weight(both, "commence"), usual);
    }
}
