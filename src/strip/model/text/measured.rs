//! The lines of a text, measured: what each looks like, and how its words stand to the page's.
//!
//! In go lines and what the furniture dictionaries say of them; out come measures a line. Words are
//! numbered in the order they first stand in, so that whatever is counted of them is an array.
//! Deliberately absent: rows of numbers ([`super::rows`], [`super::shape`]).

use rustc_hash::FxHashMap;

use super::super::line::{GOOD_WORDS, Line, measure};
use super::context::Facts;
use super::is_bullet;

/// Words that are counted as the page's stop words: its most frequent ones in running text.
const STOP_WORDS: usize = 40;

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
    let mut ends = Vec::with_capacity(lines.len());
    let mut seen = Vec::with_capacity(lines.len());
    let mut same: FxHashMap<u64, f32> = FxHashMap::default();
    let mut whole = Vec::with_capacity(lines.len());
    for (&(text, after_blank), &furniture) in lines.iter().zip(known) {
        let from = words.len();
        let mut all = 0u64;
        let line = measure(text, |hash, is_long| {
            all = (all.rotate_left(7) ^ hash).wrapping_mul(SPREAD);
            words.push(Word { number: numbers.of(hash), is_long });
        });
        *same.entry(all).or_default() += 1.0;
        whole.push(all);
        ends.push(words.len());
        seen.push(Seen {
            line,
            size: (line.words + 1.0).ln(),
            after_blank,
            furniture,
            first_word: words.get(from).map_or(NO_WORD, |word| word.number),
            is_item: text.starts_with(is_bullet),
            steps: steps(text),
            ..Seen::default()
        });
    }
    let mut vocabulary = Vocabulary::of(&seen, &words, &ends, numbers.hashes.len());
    let mut facts = Facts { vocabulary: numbers.hashes.len(), ..Facts::default() };
    let mut from = 0;
    for (at, line) in seen.iter_mut().enumerate() {
        let own = &words[from..ends[at]];
        from = ends[at];
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
                    facts.inside.push((numbers.hashes[word.number as usize] >> 32) as u32);
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

/// The 64-bit golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// How many signs of a path a line has between its words.
fn steps(text: &str) -> f32 {
    let signs = text.matches(['>', '/', '|', '\u{bb}', '\u{203a}']).count();
    if signs > 0 && text.contains([' ', '\u{a0}']) { signs as f32 } else { 0.0 }
}

/// A word of a line.
#[derive(Clone, Copy)]
struct Word {
    number: u32,
    is_long: bool,
}

/// Numbers of words by their hashes: a table with open addressing.
struct Numbers {
    hashes: Vec<u64>,
    /// One more than the number of the word in each slot, 0 for none.
    slots: Vec<u32>,
}

impl Numbers {
    fn of_size(words: usize) -> Self {
        let slots = (2 * words).next_power_of_two().max(64);
        Self { hashes: Vec::with_capacity(words), slots: vec![0; slots] }
    }

    fn of(&mut self, hash: u64) -> u32 {
        let mut slot = self.place(hash);
        loop {
            match self.slots[slot] {
                0 => break,
                number if self.hashes[number as usize - 1] == hash => return number - 1,
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
        self.hashes.push(hash);
        self.slots[slot] = self.hashes.len() as u32;
        if 2 * self.hashes.len() > self.slots.len() {
            self.grow();
        }
        self.hashes.len() as u32 - 1
    }

    /// Where the search for a hash begins: its high bits are the best mixed.
    fn place(&self, hash: u64) -> usize {
        (hash >> (64 - self.slots.len().trailing_zeros())) as usize
    }

    fn grow(&mut self) {
        self.slots = vec![0; 2 * self.slots.len()];
        for number in 0..self.hashes.len() {
            let mut slot = self.place(self.hashes[number]);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = number as u32 + 1;
        }
    }
}

/// The words of a page's running text: in how many good lines, how often in all.
struct Vocabulary {
    counts: Vec<Count>,
    /// A word that stands this often is one of the page's stop words.
    stop: u32,
}

#[derive(Clone, Copy, Default)]
struct Count {
    lines: u32,
    times: u32,
    /// One more than the last line that it was seen in.
    last: u32,
}

impl Vocabulary {
    fn of(seen: &[Seen], words: &[Word], ends: &[usize], numbers: usize) -> Self {
        let mut counts = vec![Count::default(); numbers];
        let mut from = 0;
        for (at, (line, &end)) in seen.iter().zip(ends).enumerate() {
            let own = &words[from..end];
            from = end;
            if !line.is_good() {
                continue;
            }
            for word in own {
                let count = &mut counts[word.number as usize];
                count.times += 1;
                if count.last != at as u32 + 1 {
                    count.last = at as u32 + 1;
                    count.lines += 1;
                }
            }
        }
        let mut times: Vec<u32> =
            counts.iter().map(|count| count.times).filter(|&times| times > 0).collect();
        let stop = match times.len() {
            0 => u32::MAX,
            n => (*times.select_nth_unstable_by(STOP_WORDS.min(n - 1), |a, b| b.cmp(a)).1).max(2),
        };
        counts.iter_mut().for_each(|count| count.last = 0);
        Self { counts, stop }
    }

    /// Share of stop words, and share of the long words that the page's other text has too.
    fn shares(&self, words: &[Word], is_good: bool) -> (f32, f32) {
        let (mut stop, mut long, mut topic) = (0u32, 0u32, 0u32);
        // A good line's own words do not count as the page's.
        let own = u32::from(is_good);
        for word in words {
            let count = self.counts[word.number as usize];
            stop += u32::from(count.times >= self.stop);
            long += u32::from(word.is_long);
            topic += u32::from(word.is_long && count.lines > own);
        }
        let share = |part: u32, of: usize| part as f32 / (of as f32).max(1.0);
        (share(stop, words.len()), share(topic, long as usize))
    }

    /// Whether a word was not yet asked for in line `at`.
    fn is_first_in(&mut self, word: u32, at: usize) -> bool {
        let last = &mut self.counts[word as usize].last;
        let is_first = *last != at as u32 + 1;
        *last = at as u32 + 1;
        is_first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers_while_the_table_grows() {
        let mut numbers = Numbers::of_size(0);
        let hash = |i: u64| i.wrapping_mul(SPREAD);
        let first: Vec<u32> = (0..500).map(|i| numbers.of(hash(i))).collect();
        let again: Vec<u32> = (0..500).map(|i| numbers.of(hash(i))).collect();
        assert_eq!(first, (0..500).collect::<Vec<u32>>());
        assert_eq!(first, again);
    }

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
