//! The lines of a text, measured: what each looks like, and how its words stand to the page's.
//!
//! In go lines and what the furniture dictionaries say of them; out come measures a line.
//! Deliberately absent: rows of numbers ([`super::rows`], [`super::shape`]).

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::line::{GOOD_WORDS, Line, measure};
use super::super::row::log;
use super::super::vocabulary::{Numbers, Vocabulary, Word, whole_hash};
use super::context::Facts;
use super::is_bullet;

/// One line, measured.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Counts over its text.
    pub line: Line,
    /// Logarithm of its words.
    pub size: f32,
    /// Whether an empty line stands before it.
    pub after_blank: bool,
    /// What the furniture dictionaries say of it.
    pub furniture: f32,
    /// Number of its first word.
    pub first_word: u32,
    /// Lines of the page with the same words.
    pub repeats: f32,
    /// Share of its words that are the page's most frequent ones.
    pub stop: f32,
    /// Share of its long words that the page's other running text has.
    pub topic: f32,
    /// Its first character is a bullet or a dash.
    pub is_item: bool,
    /// Signs that separate the steps of a path: `>`, `/`, `|`.
    pub steps: f32,
}

impl Seen {
    /// Whether it is long enough for running text.
    pub fn is_good(&self) -> bool {
        self.line.words >= GOOD_WORDS
    }

    /// Whether it is a sentence.
    pub fn is_prose(&self) -> bool {
        self.line.words >= 8.0 && self.line.end == 1.0
    }

    /// Whether it has the form of a headline.
    pub fn is_headline(&self) -> bool {
        (3.0..=24.0).contains(&self.line.words) && self.line.end != 1.0 && self.line.start != 1.0
    }
}

/// Measures each line (its text, and whether an empty line stands before it); `known` is what the
/// furniture dictionaries say of each.
pub fn measured(lines: &[(&str, bool)], known: &[f32]) -> (Vec<Seen>, Facts) {
    let bytes: usize = lines.iter().map(|(text, _)| text.len()).sum();
    let mut numbers = Numbers::of_size(bytes / 12);
    let mut words: Vec<Word> = Vec::with_capacity(bytes / 5);
    let mut ranges = Vec::with_capacity(lines.len());
    let mut seen = Vec::with_capacity(lines.len());
    let mut same: FxHashMap<u64, f32> = FxHashMap::default();
    let mut whole = Vec::with_capacity(lines.len());
    for (&(text, after_blank), &furniture) in lines.iter().zip(known) {
        let from = words.len();
        let line = measure(text, |hash, is_long| {
            words.push(Word { number: numbers.of(hash), is_long });
        });
        let all = whole_hash(&words[from..]);
        *same.entry(all).or_default() += 1.0;
        whole.push(all);
        ranges.push(from..words.len());
        seen.push(Seen {
            line,
            size: log(line.words),
            after_blank,
            furniture,
            first_word: words.get(from).map_or(NO_WORD, |word| word.number),
            is_item: text.starts_with(is_bullet),
            steps: steps(text),
            ..Seen::default()
        });
    }
    let running = ranges.iter().zip(&seen).filter(|(_, line)| line.is_good());
    let running = running.map(|(range, _)| &words[Range::clone(range)]);
    let mut vocabulary = Vocabulary::of(running, numbers.len());
    let mut facts = Facts { vocabulary: numbers.len(), ..Facts::default() };
    for ((at, line), range) in seen.iter_mut().enumerate().zip(ranges) {
        let own = &words[range];
        line.repeats = same[&whole[at]];
        (line.stop, line.topic) = vocabulary.shares(own, line.is_good());
        let start = facts.topics.len();
        let inside = facts.inside.len();
        let is_good = line.is_good();
        for word in own.iter().filter(|word| word.is_long || is_good) {
            if vocabulary.is_first_in(word.number, at) {
                if word.is_long {
                    facts.topics.push(word.number);
                }
                if is_good {
                    facts.inside.push((numbers.hash(word.number) >> 32) as u32);
                }
            }
        }
        facts.insides.push(inside..facts.inside.len());
        facts.words.push(line.line.words);
        facts.ranges.push(start..facts.topics.len());
    }
    (seen, facts)
}

/// The number of no word: that of the first word of a line without one.
const NO_WORD: u32 = u32::MAX;

/// How many signs of a path a line has between its words.
fn steps(text: &str) -> f32 {
    let signs = text.matches(['>', '/', '|', '\u{bb}', '\u{203a}']).count();
    if signs > 0 && text.contains([' ', '\u{a0}']) { signs as f32 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_topic_shares_its_words() {
        let text =
            "The ferry to Norholm came back on Monday with a new engine and a crew of nine people.";
        let lines =
            [(text, false), (text, true), ("Ferry engine", true), ("Lottery results", true)];
        let (seen, facts) = measured(&lines, &[0.0; 4]);
        assert_eq!(seen.iter().map(|line| line.repeats).collect::<Vec<_>>(), [2.0, 2.0, 1.0, 1.0]);
        assert_eq!((seen[2].topic, seen[3].topic), (1.0, 0.0));
        assert_eq!(facts.ranges[2].len(), 2);
    }
}
