//! The words of a page as numbers, and how often its running text has each.
//!
//! In go the hashes of words. They are numbered in the order they first stand in, so that whatever is
//! counted of them is an array. Out comes how a line's words stand to those of the page's running text.
//! Deliberately absent: how a line is cut into words ([`super::line`]).

/// Words that are counted as the page's stop words: its most frequent ones in running text.
const STOP_WORDS: usize = 40;

/// A word of a line.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Its number.
    pub number: u32,
    /// Whether it is longer than four letters.
    pub is_long: bool,
}

/// Numbers of words by their hashes: a table with open addressing.
pub struct Numbers {
    hashes: Vec<u64>,
    /// One more than the number of the word in each slot, 0 for none.
    slots: Vec<u32>,
}

impl Numbers {
    /// Without any words yet, and with room for so many.
    pub fn of_size(words: usize) -> Self {
        let slots = (2 * words).next_power_of_two().max(64);
        Self { hashes: Vec::with_capacity(words), slots: vec![0; slots] }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The hash of a word.
    pub fn hash(&self, number: u32) -> u64 {
        self.hashes[number as usize]
    }

    /// The number of the word with this hash; the next one if it is new.
    pub fn of(&mut self, hash: u64) -> u32 {
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

/// The words of a page's running text: in how many of its lines, how often in all.
pub struct Vocabulary {
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
    /// Of the words of running text, line by line; each has one of so many numbers.
    pub fn of<'w>(lines: impl Iterator<Item = &'w [Word]>, numbers: usize) -> Self {
        let mut counts = vec![Count::default(); numbers];
        for (words, line) in lines.zip(1..) {
            for word in words {
                let count = &mut counts[word.number as usize];
                count.times += 1;
                count.lines += u32::from(count.last != line);
                count.last = line;
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
    pub fn shares(&self, words: &[Word], is_good: bool) -> (f32, f32) {
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
    pub fn is_first_in(&mut self, word: u32, at: usize) -> bool {
        let last = &mut self.counts[word as usize].last;
        let is_first = *last != at as u32 + 1;
        *last = at as u32 + 1;
        is_first
    }
}

/// The 64-bit golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// One hash of some words: equal lines have the same.
pub fn whole_hash(words: &[Word]) -> u64 {
    // Spread from the start: numbers are small, and would undo a small length.
    let start = (words.len() as u64 + 1).wrapping_mul(SPREAD);
    words.iter().fold(start, |hash, word| {
        (hash.rotate_left(7) ^ u64::from(word.number)).wrapping_mul(SPREAD)
    })
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
    fn lines_of_few_words_have_hashes_of_their_own() {
        let word = |number| Word { number, is_long: false };
        let ones = (0..5000).map(|a| vec![word(a)]);
        let twos = (0..5000).map(|a| vec![word(a / 50), word(a % 50)]);
        let lines: Vec<Vec<Word>> = ones.chain(twos).chain([Vec::new()]).collect();
        let mut hashes: Vec<u64> = lines.iter().map(|line| whole_hash(line)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), lines.len());
    }
}
