//! Words and lines that come again: Gopher's measures of repetition (Rae et al. 2021, A.1.1).
//!
//! A run of words comes twice only if all pairs in it do. So all pairs are counted, and of what is
//! longer the few places alone where its parts came twice.

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

/// Counts for each pair of words, rounded up to a power of two: one pair in six to eleven that come
/// once then shares one.
const COUNTS: usize = 6;

/// Where a run begins, and a key of its words.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    key: u64,
    at: u32,
}

/// The key of a run and of what follows it.
#[inline]
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
    counter: Counter,
}

impl Runs {
    /// All pairs.
    ///
    /// Most come once: a small table of counts, which pairs may share, tells nearly all of these from
    /// the others.
    fn of_pairs(words: &[Word]) -> Self {
        let mut counts = vec![0u8; (words.len() * COUNTS).next_power_of_two()];
        let mask = counts.len() - 1;
        let pairs = || words.windows(2).map(|pair| link(pair[0].hash, pair[1].hash));
        for key in pairs() {
            let count = &mut counts[key as usize & mask];
            *count = count.saturating_add(1);
        }
        let mut places = vec![Place::default(); words.len()];
        let mut kept = 0;
        for (at, key) in (0..).zip(pairs()) {
            // Each is written over by the next unless it is kept: which are nobody could guess.
            places[kept] = Place { key, at };
            kept += usize::from(counts[key as usize & mask] > 1);
        }
        places.truncate(kept);
        let mut runs = Self { length: 2, places, top: 0, counter: Counter::default() };
        runs.keep_repeated(words);
        runs
    }

    /// One word more: only what was repeated at both of its ends can be repeated again.
    fn lengthen(&mut self, words: &[Word]) {
        let mut kept = 0;
        for at in 1..self.places.len() {
            let [first, second] = [self.places[at - 1], self.places[at]];
            if second.at == first.at + 1 {
                let last = words[first.at as usize + self.length].hash;
                self.places[kept] = Place { key: link(first.key, last), ..first };
                kept += 1;
            }
        }
        self.places.truncate(kept);
        self.length += 1;
        self.keep_repeated(words);
    }

    /// Keeps those of the places whose key comes at least twice, and measures the most frequent.
    fn keep_repeated(&mut self, words: &[Word]) {
        let Self { length, places, counter, .. } = self;
        counter.count(places);
        let mut best = (1, 0);
        let mut kept = 0;
        for (index, &slot) in counter.of.iter().enumerate() {
            let (count, place) = (counter.slots[slot as usize].1, places[index]);
            if count > 1 && count >= best.0 {
                let at = place.at as usize;
                best = best.max((count, chars(&words[at..at + *length])));
            }
            places[kept] = place;
            kept += usize::from(count > 1);
        }
        places.truncate(kept);
        self.top = u64::from(best.0) * best.1;
    }
}

/// How often each key comes: a table of open addressing, at most a quarter full.
#[derive(Default)]
struct Counter {
    /// Key and how often it came; never where that is 0.
    slots: Vec<(u64, u32)>,
    /// The slot of each place.
    of: Vec<u32>,
}

impl Counter {
    fn count(&mut self, places: &[Place]) {
        let size = (places.len() * 4).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, (0, 0));
        self.of.clear();
        let slots = self.slots.as_mut_slice();
        let mask = slots.len() - 1;
        self.of.extend(places.iter().map(|place| {
            let mut at = (place.key >> 32) as usize & mask;
            loop {
                let slot = &mut slots[at & mask];
                if slot.1 == 0 || slot.0 == place.key {
                    *slot = (place.key, slot.1 + 1);
                    return at as u32;
                }
                at = (at + 1) & mask;
            }
        }));
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
    let mut sorted: Vec<&Line> = lines.iter().collect();
    // Equal ones side by side; few are as long as another, so few are compared.
    sorted.sort_unstable_by_key(|line| (line.text.len(), line.text));
    let (mut count, mut chars) = (0, 0u64);
    for pair in sorted.windows(2).filter(|pair| pair[0].text == pair[1].text) {
        count += 1;
        chars += u64::from(pair[1].chars);
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
