//! Hash tables of n-grams in lines of 64 bytes: most questions cost one cache miss.
//!
//! A line holds fingerprints, not keys, each with a small payload:
//!
//! | table | slots | fingerprint | payload | taken for another entry, at most |
//! |---|---|---|---|---|
//! | bigrams | 15 | 20 bits | 6 bits probability, 6 bits back-off | 15 / 2^20 = 1.4e-5 |
//! | trigrams | 21 | 18 bits | 6 bits probability | 21 / 2^18 = 8e-5 |
//!
//! (A trigram is believed only where both of its bigrams are found, which takes most of these
//! away.) An entry whose line is full lies in the next one; the full line says of which of eight
//! classes of keys there are such, so that few questions go on for nothing.

use super::hash::gram_hash;

/// A cache line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(64))]
struct Line([u64; 8]);

/// Share of slots in use: fuller saves little and makes lines overflow more often.
const LOAD: f64 = 0.92;
const LINE_BYTES: usize = 64;
const LANES: u64 = 0x0001_0001_0001_0001;
const HIGHS: u64 = 0x8000_8000_8000_8000;

/// The highest bit of each lane of `word` that equals the same lane of `wanted`.
#[inline(always)]
fn equal_lanes(word: u64, wanted: u64) -> u64 {
    let difference = word ^ wanted;
    !(((difference & !HIGHS) + !HIGHS) | difference) & HIGHS
}

/// How a line is divided.
pub(super) trait Layout {
    /// Entries a line can hold.
    const SLOTS: usize;
    /// Bits of fingerprint beside the payload, above [`Self::PAYLOAD_BITS`].
    const SPARE_BITS: u32;
    /// Bits of payload.
    const PAYLOAD_BITS: u32;
    /// The first lanes of a line hold 16 bits of the fingerprints; this many words have some.
    const WORDS: usize;
    /// Lanes of the last of those words that are fingerprints.
    const LAST: u64;
    /// Payload with spare fingerprint bits, of a slot.
    fn side(line: &[u64; 8], slot: usize) -> u32;
    fn set_side(line: &mut [u64; 8], slot: usize, side: u32);
    /// Classes of keys of which entries of this line lie in the next, a bit each.
    fn over(line: &[u64; 8]) -> u64;
    fn set_over(line: &mut [u64; 8], class: u32);
}

/// Fifteen 16-bit lanes, the classes, fifteen 16-bit sides.
#[derive(Debug)]
pub(super) struct Bigrams;

impl Layout for Bigrams {
    const SLOTS: usize = 15;
    const SPARE_BITS: u32 = 4;
    const PAYLOAD_BITS: u32 = 12;
    const WORDS: usize = 4;
    const LAST: u64 = 0x0000_8000_8000_8000;

    #[inline(always)]
    fn side(line: &[u64; 8], slot: usize) -> u32 {
        (line[4 + slot / 4] >> (slot % 4 * 16)) as u32 & 0xffff
    }

    fn set_side(line: &mut [u64; 8], slot: usize, side: u32) {
        line[4 + slot / 4] |= u64::from(side) << (slot % 4 * 16);
    }

    #[inline(always)]
    fn over(line: &[u64; 8]) -> u64 {
        line[3] >> 48
    }

    fn set_over(line: &mut [u64; 8], class: u32) {
        line[3] |= 1 << (48 + class);
    }
}

/// Twenty-one 16-bit lanes, twenty-one 8-bit sides, the classes.
#[derive(Debug)]
pub(super) struct Trigrams;

impl Layout for Trigrams {
    const SLOTS: usize = 21;
    const SPARE_BITS: u32 = 2;
    const PAYLOAD_BITS: u32 = 6;
    const WORDS: usize = 6;
    const LAST: u64 = 0x8000;

    #[inline(always)]
    fn side(line: &[u64; 8], slot: usize) -> u32 {
        let byte = 42 + slot;
        (line[byte / 8] >> (byte % 8 * 8)) as u32 & 0xff
    }

    fn set_side(line: &mut [u64; 8], slot: usize, side: u32) {
        let byte = 42 + slot;
        line[byte / 8] |= u64::from(side) << (byte % 8 * 8);
    }

    #[inline(always)]
    fn over(line: &[u64; 8]) -> u64 {
        line[7] >> 56
    }

    fn set_over(line: &mut [u64; 8], class: u32) {
        line[7] |= 1 << (56 + class);
    }
}

/// A read-only table from packed n-grams to payloads.
#[derive(Debug)]
pub(super) struct Table<L> {
    lines: Vec<Line>,
    layout: std::marker::PhantomData<L>,
}

/// Where a key lies and what stands for it there.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    /// 16 bits, never 0 (an empty lane is).
    lane: u64,
    spare: u32,
    class: u32,
}

impl<L: Layout> Table<L> {
    /// Bytes that a table of `entries` takes.
    pub(super) fn bytes(entries: usize) -> usize {
        Self::lines_for(entries) * LINE_BYTES
    }

    fn lines_for(entries: usize) -> usize {
        (entries as f64 / (L::SLOTS as f64 * LOAD)).ceil() as usize + 1
    }

    /// Builds a table; the same entries in the same order give the same bytes.
    pub(super) fn build(entries: impl ExactSizeIterator<Item = (u64, u32)>) -> Self {
        let mut lines = vec![Line::default(); Self::lines_for(entries.len())];
        let mut used = vec![0u8; lines.len()];
        let count = lines.len();
        for (key, payload) in entries {
            let place = Self::place(key, count);
            let mut at = place.line;
            while usize::from(used[at]) == L::SLOTS {
                L::set_over(&mut lines[at].0, place.class);
                at = (at + 1) % count;
            }
            let slot = usize::from(used[at]);
            used[at] += 1;
            let line = &mut lines[at].0;
            line[slot / 4] |= place.lane << (slot % 4 * 16);
            L::set_side(line, slot, payload | place.spare << L::PAYLOAD_BITS);
        }
        Self { lines, layout: std::marker::PhantomData }
    }

    #[inline(always)]
    fn place(key: u64, lines: usize) -> Place {
        let hash = gram_hash(key);
        let lane = (hash & 0xffff).max(1);
        let spare = (hash >> 16) as u32 & ((1 << L::SPARE_BITS) - 1);
        let class = (hash >> 20) as u32 & 7;
        Place { line: (((hash >> 32) * lines as u64) >> 32) as usize, lane, spare, class }
    }

    /// The payload of `key`, if it is there (or another key looks just like it).
    #[inline]
    pub(super) fn find(&self, key: u64) -> Option<u32> {
        let place = Self::place(key, self.lines.len());
        let wanted = place.lane * LANES;
        let mut at = place.line;
        // Building leaves room, so a line that is not full ends the search; the bound is for
        // files made by others.
        for _ in 0..self.lines.len() {
            let line = &self.lines[at].0;
            // Bit `16 * lane + word` says that this lane of this word is equal.
            let mut equal = 0;
            for (word, &lanes) in line[..L::WORDS].iter().enumerate() {
                let mask = if word + 1 == L::WORDS { L::LAST } else { HIGHS };
                equal |= (equal_lanes(lanes, wanted) & mask) >> (15 - word);
            }
            while equal != 0 {
                let bit = equal.trailing_zeros() as usize;
                let side = L::side(line, bit % 16 * 4 + bit / 16);
                if side >> L::PAYLOAD_BITS == place.spare {
                    return Some(side & ((1 << L::PAYLOAD_BITS) - 1));
                }
                equal &= equal - 1;
            }
            if L::over(line) >> place.class & 1 == 0 {
                return None;
            }
            at = if at + 1 == self.lines.len() { 0 } else { at + 1 };
        }
        None
    }

    /// Some bits of the line of `key`: asking for many before [`Self::find`] lets the processor fetch
    /// their lines side by side.
    #[inline(always)]
    pub(super) fn touch(&self, key: u64) -> u64 {
        let lines = self.lines.len();
        self.lines.get(Self::place(key, lines).line).map_or(0, |line| line.0[0])
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        for line in &self.lines {
            line.0.iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
        }
    }

    /// Reads what [`Self::write`] wrote; `None` when it is not whole lines.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (lines, rest) = bytes.as_chunks::<LINE_BYTES>();
        if lines.is_empty() || !rest.is_empty() {
            return None;
        }
        let lines = lines.iter().map(|line| {
            let (words, _) = line.as_chunks::<8>();
            Line(std::array::from_fn(|at| u64::from_le_bytes(words[at])))
        });
        Some(Self { lines: lines.collect(), layout: std::marker::PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds_all<L: Layout>(entries: u64) {
        let payload = |key: u64| (key % (1 << L::PAYLOAD_BITS)) as u32;
        let keys = (0..entries).map(|n| n * 0x1_0003 + 7);
        let list: Vec<(u64, u32)> = keys.map(|key| (key, payload(key))).collect();
        let table = Table::<L>::build(list.iter().copied());
        let mut bytes = Vec::new();
        table.write(&mut bytes);
        assert_eq!(bytes.len(), Table::<L>::bytes(list.len()));
        let table = Table::<L>::read(&bytes).unwrap();
        // A look-alike that came first hides an entry: about one in 30,000.
        let wrong = list.iter().filter(|(key, payload)| table.find(*key) != Some(*payload));
        assert!(wrong.count() <= list.len() / 5_000);
        let mistaken = (0..200_000u64).filter(|n| table.find(n * 0x1_0003 + 9).is_some()).count();
        assert!(mistaken < 40, "{mistaken} of 200,000 absent keys were found");
    }

    #[test]
    fn entries_are_found_and_others_are_not() {
        for entries in [0, 1, 14, 500, 40_000] {
            holds_all::<Bigrams>(entries);
            holds_all::<Trigrams>(entries);
        }
    }

    #[test]
    fn lines_all_marked_full_do_not_hang() {
        let table = Table::<Trigrams>::read(&[0xff; 640]).unwrap();
        let _ = table.find(1);
    }
}
