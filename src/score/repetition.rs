//! Words and lines that come again: Gopher's measures of repetition (Rae et al. 2021, A.1.1).
//!
//! A run of words comes twice only if all pairs in it do. So pairs alone are counted in a table; the
//! few places that are left are looked at three, four, five and ten words at a time.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use super::words::{Line, Word, mix};

/// Shares of characters in what is repeated, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Repetition {
    /// In the most frequent run of two, three and four words.
    pub top: [f64; 3],
    /// In runs of five words that stood before.
    pub fives: f64,
    /// In runs of ten words that stood before.
    pub tens: f64,
}

/// Measures how often runs of words come again.
pub fn of_words(words: &[Word]) -> Repetition {
    let all: u64 = words.iter().map(|word| u64::from(word.chars)).sum();
    if words.len() < 2 || all == 0 {
        return Repetition::default();
    }
    let share = |chars: u64| (chars as f64 / all as f64).min(1.0);
    let mut runs = Runs::of_pairs(words);
    let mut found = Repetition::default();
    for (top, length) in found.top.iter_mut().zip(2..) {
        if length > 2 {
            runs.lengthen(words);
        }
        *top = share(runs.top);
    }
    if runs.is_repeated.contains(&true) {
        runs.lengthen(words);
        found.fives = share(repeated(words, 5, |at| runs.is_repeated[at].then(|| runs.keys[at])));
        found.tens = share(repeated(words, 10, |at| {
            let halves = [runs.keys[at], *runs.keys.get(at + 5)?];
            let is_repeated = runs.is_repeated.get(at..=at + 5)?.iter().all(|&is| is);
            is_repeated.then(|| mix(halves[0].rotate_left(17) ^ halves[1]))
        }));
    }
    found
}

/// The runs of one length, by the word they begin at.
struct Runs {
    length: usize,
    keys: Vec<u64>,
    /// Whether the run comes at least twice.
    is_repeated: Vec<bool>,
    /// Characters in the occurrences of the most frequent run (of several the longest).
    top: u64,
}

impl Runs {
    /// All pairs, counted in a table of open addressing.
    fn of_pairs(words: &[Word]) -> Self {
        let size = (words.len() * 2).next_power_of_two();
        let mut table = vec![(0u64, 0u32); size]; // no key is 0
        let mut keys = Vec::with_capacity(words.len());
        let mut slots = Vec::with_capacity(words.len());
        for pair in words.windows(2) {
            let key = mix(pair[0].hash.rotate_left(17) ^ pair[1].hash) | 1;
            let mut slot = (key >> 8) as usize & (size - 1);
            while table[slot].0 != key && table[slot].1 > 0 {
                slot = (slot + 1) & (size - 1);
            }
            table[slot].0 = key;
            table[slot].1 += 1;
            keys.push(key);
            slots.push(slot);
        }
        let mut best = (1, 0);
        let is_repeated = slots.iter().zip(words.windows(2)).map(|(&slot, pair)| {
            let count = table[slot].1;
            best = best.max((count, if count > 1 { chars(pair) } else { 0 }));
            count > 1
        });
        let is_repeated = is_repeated.collect();
        Self { length: 2, keys, is_repeated, top: u64::from(best.0) * best.1 }
    }

    /// One word more: only what was repeated at both of its ends can be repeated again.
    fn lengthen(&mut self, words: &[Word]) {
        self.length += 1;
        let mut found: Vec<(u64, usize)> = Vec::new();
        for at in 0..self.keys.len().saturating_sub(1) {
            if self.is_repeated[at] && self.is_repeated[at + 1] {
                let last = words[at + self.length - 1].hash;
                found.push((mix(self.keys[at].rotate_left(17) ^ last) | 1, at));
            }
        }
        found.sort_unstable();
        self.is_repeated.pop();
        self.keys.pop();
        self.is_repeated.fill(false);
        let mut best = (1, 0);
        for same in found.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let first = same[0].1;
            best = best.max((same.len() as u64, chars(&words[first..first + self.length])));
            for &(key, at) in same {
                self.is_repeated[at] = true;
                self.keys[at] = key;
            }
        }
        self.top = best.0 * best.1;
    }
}

/// Characters in runs of `length` words that stood before. `key` gives the run at a place, where it
/// is repeated at all; a run that stood before is passed over as a whole, so that no character is
/// counted twice.
fn repeated(words: &[Word], length: usize, key: impl Fn(usize) -> Option<u64>) -> u64 {
    let mut seen: HashSet<u64, FxBuildHasher> = HashSet::default();
    let (mut at, mut sum) = (0, 0);
    while at + length <= words.len() {
        match key(at) {
            Some(key) if !seen.insert(key) => {
                sum += chars(&words[at..at + length]);
                at += length;
            }
            _ => at += 1,
        }
    }
    sum
}

fn chars(words: &[Word]) -> u64 {
    words.iter().map(|word| u64::from(word.chars)).sum()
}

/// Shares of lines that stood before, and of their characters.
pub fn of_lines(lines: &[Line]) -> (f64, f64) {
    let mut sorted: Vec<(u64, u32)> = lines.iter().map(|line| (line.hash, line.chars)).collect();
    sorted.sort_unstable();
    let (mut count, mut chars) = (0, 0u64);
    for pair in sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        count += 1;
        chars += u64::from(pair[1].1);
    }
    let all: u64 = lines.iter().map(|line| u64::from(line.chars)).sum();
    (f64::from(count) / lines.len().max(1) as f64, chars as f64 / all.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::super::words::pass;
    use super::*;

    fn measure(text: &str) -> Repetition {
        of_words(&pass(text).words)
    }

    #[test]
    fn nothing_repeated_is_zero() {
        let text = "One boat left the quay before dawn and came home late";
        assert_eq!(measure(text), Repetition::default());
    }

    #[test]
    fn the_most_frequent_runs_are_measured() {
        // "aa bb" three times has 12 letters, "aa bb ccc" twice 14.
        let found = measure("aa bb ccc dd aa bb ccc eeee aa bb fffffff");
        let all = 31.0;
        assert_eq!(found.top, [12.0 / all, 14.0 / all, 0.0]);
    }

    #[test]
    fn a_sentence_said_twice_counts_once() {
        let once = "ab cd ef gh ij kl mn op qr st";
        let found = measure(&format!("{once} {once}"));
        assert_eq!((found.fives, found.tens), (0.5, 0.5));
        let thrice = measure(&format!("{once} {once} {once}"));
        assert!((thrice.tens - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn lines_that_stood_before() {
        let lines = pass("Rain.\nSun.\nRain.\nRain.").lines;
        assert_eq!(of_lines(&lines).0, 0.5);
    }
}
