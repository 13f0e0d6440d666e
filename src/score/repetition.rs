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

/// Places of two bits for each pair: with eight, one pair in eight falls on another's.
const PLACES_OF_PAIR: usize = 8;

/// Measures how often runs of words come again.
pub fn of_words(words: &[Word]) -> Repetition {
    let all = chars(words);
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
    runs.lengthen(words);
    found.fives = share(repeated(words, 5, runs.places.iter().copied()));
    // Ten words of which all fives are repeated.
    let tens = runs.places.windows(6).filter(|six| six[5].at == six[0].at + 5);
    let tens = tens.map(|six| Place { key: link(six[0].key, six[5].key), ..six[0] });
    found.tens = share(repeated(words, 10, tens));
    found
}

/// Where a run begins, and a key of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    key: u64,
    at: u32,
}

/// The key of a run and of what follows it.
fn link(run: u64, next: u64) -> u64 {
    mix(run.rotate_left(17) ^ next)
}

/// The runs of one length that come at least twice.
struct Runs {
    length: usize,
    /// In order of the text.
    places: Vec<Place>,
    /// Characters in the occurrences of the most frequent run (of several the longest).
    top: u64,
}

impl Runs {
    /// All pairs. Most come once: two bits for each of a few hundred places, whether a pair was seen
    /// there and whether twice, leave a fourth of them to be counted.
    fn of_pairs(words: &[Word]) -> Self {
        let size = (words.len() * PLACES_OF_PAIR / 64).next_power_of_two();
        let mut seen = vec![[0u64; 2]; size];
        let bit = |key: u64| (key as usize >> 6 & (size - 1), 1 << (key & 63));
        let mut keys = Vec::with_capacity(words.len());
        for pair in words.windows(2) {
            let key = link(pair[0].hash, pair[1].hash);
            let (at, bit) = bit(key);
            let [once, twice] = &mut seen[at];
            *twice |= *once & bit;
            *once |= bit;
            keys.push(key);
        }
        let found = keys.into_iter().zip(0..).filter(|&(key, _)| {
            let (at, bit) = bit(key);
            seen[at][1] & bit != 0
        });
        Self::repeated(found.map(|(key, at)| Place { key, at }).collect(), 2, words)
    }

    /// One word more: only what was repeated at both of its ends can be repeated again.
    fn lengthen(&mut self, words: &[Word]) {
        let both = self.places.windows(2).filter(|two| two[1].at == two[0].at + 1);
        let longer = both.map(|two| {
            let last = words[two[0].at as usize + self.length].hash;
            Place { key: link(two[0].key, last), ..two[0] }
        });
        *self = Self::repeated(longer.collect(), self.length + 1, words);
    }

    /// Those of the places whose key comes at least twice, counted in a table of open addressing.
    fn repeated(mut places: Vec<Place>, length: usize, words: &[Word]) -> Self {
        let size = (places.len() * 2).next_power_of_two();
        let (mut keys, mut counts) = (vec![0u64; size], vec![0u32; size]);
        let slot_of = |keys: &[u64], counts: &[u32], key: u64| {
            let mut slot = (key >> 32) as usize & (size - 1);
            while counts[slot] > 0 && keys[slot] != key {
                slot = (slot + 1) & (size - 1);
            }
            slot
        };
        for place in &places {
            let slot = slot_of(&keys, &counts, place.key);
            keys[slot] = place.key;
            counts[slot] += 1;
        }
        let mut best = (1, 0);
        places.retain(|place| {
            let count = counts[slot_of(&keys, &counts, place.key)];
            if count >= best.0.max(2) {
                let at = place.at as usize;
                best = best.max((count, chars(&words[at..at + length])));
            }
            count > 1
        });
        Self { length, places, top: u64::from(best.0) * best.1 }
    }
}

/// Characters in runs of `length` words that stood before. A run that stood before is passed over as a
/// whole, so that no character is counted twice.
fn repeated(words: &[Word], length: usize, places: impl Iterator<Item = Place>) -> u64 {
    let mut seen: HashSet<u64, FxBuildHasher> = HashSet::default();
    let (mut next, mut sum) = (0, 0);
    for Place { key, at } in places {
        let at = at as usize;
        if at >= next && !seen.insert(key) {
            sum += chars(&words[at..at + length]);
            next = at + length;
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
