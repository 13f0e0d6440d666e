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

use std::marker::PhantomData;

use super::hash::gram_hash;

/// Bytes of a line.
pub(super) const LINE_BYTES: usize = 64;
/// A line, as the file has it.
type Line = [u8; LINE_BYTES];

/// A line of its own, which lies in one cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
struct Placed(Line);

/// Share of slots in use: fuller saves little and makes lines overflow more often.
const LOAD: f64 = 0.92;
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
    fn side(line: &Line, slot: usize) -> u32;
    fn set_side(line: &mut Line, slot: usize, side: u32);
    /// Classes of keys of which entries of this line lie in the next, a bit each.
    fn over(line: &Line) -> u8;
    fn set_over(line: &mut Line, class: u32);
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
    fn side(line: &Line, slot: usize) -> u32 {
        u32::from(u16::from_le_bytes([line[32 + 2 * slot], line[33 + 2 * slot]]))
    }

    fn set_side(line: &mut Line, slot: usize, side: u32) {
        line[32 + 2 * slot..][..2].copy_from_slice(&(side as u16).to_le_bytes());
    }

    #[inline(always)]
    fn over(line: &Line) -> u8 {
        line[30]
    }

    fn set_over(line: &mut Line, class: u32) {
        line[30] |= 1 << class;
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
    fn side(line: &Line, slot: usize) -> u32 {
        u32::from(line[42 + slot])
    }

    fn set_side(line: &mut Line, slot: usize, side: u32) {
        line[42 + slot] = side as u8;
    }

    #[inline(always)]
    fn over(line: &Line) -> u8 {
        line[63]
    }

    fn set_over(line: &mut Line, class: u32) {
        line[63] |= 1 << class;
    }
}

/// A read-only table from packed n-grams to payloads; of a file it may be a part.
#[derive(Debug)]
pub(super) struct Table<'f, L> {
    lines: Lines<'f>,
    layout: PhantomData<L>,
}

#[derive(Debug)]
enum Lines<'f> {
    Own(Vec<Placed>),
    OfFile(&'f [Line]),
}

impl Lines<'_> {
    #[inline(always)]
    fn len(&self) -> usize {
        match self {
            Self::Own(lines) => lines.len(),
            Self::OfFile(lines) => lines.len(),
        }
    }

    #[inline(always)]
    fn get(&self, at: usize) -> &Line {
        match self {
            Self::Own(lines) => &lines[at].0,
            Self::OfFile(lines) => &lines[at],
        }
    }
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

impl<'f, L: Layout> Table<'f, L> {
    /// Bytes that a table of `entries` takes.
    pub(super) fn bytes(entries: usize) -> usize {
        Self::lines_for(entries) * LINE_BYTES
    }

    fn lines_for(entries: usize) -> usize {
        (entries as f64 / (L::SLOTS as f64 * LOAD)).ceil() as usize + 1
    }

    /// Builds a table; the same entries in the same order give the same bytes.
    pub(super) fn build(entries: impl ExactSizeIterator<Item = (u64, u32)>) -> Self {
        let mut lines = vec![Placed([0; LINE_BYTES]); Self::lines_for(entries.len())];
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
            line[2 * slot..][..2].copy_from_slice(&(place.lane as u16).to_le_bytes());
            L::set_side(line, slot, payload | place.spare << L::PAYLOAD_BITS);
        }
        Self { lines: Lines::Own(lines), layout: PhantomData }
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
            let line = self.lines.get(at);
            // Bit `16 * lane + word` says that this lane of this word is equal.
            let mut equal = 0;
            for (word, lanes) in line.as_chunks().0[..L::WORDS].iter().enumerate() {
                let mask = if word + 1 == L::WORDS { L::LAST } else { HIGHS };
                equal |= (equal_lanes(u64::from_le_bytes(*lanes), wanted) & mask) >> (15 - word);
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
        u64::from(self.lines.get(Self::place(key, self.lines.len()).line)[0])
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        (0..self.lines.len()).for_each(|at| out.extend_from_slice(self.lines.get(at)));
    }

    /// Reads what [`Self::write`] wrote; `None` when it is not whole lines.
    pub(super) fn read(bytes: &'f [u8]) -> Option<Self> {
        let (lines, rest) = bytes.as_chunks();
        if lines.is_empty() || !rest.is_empty() {
            return None;
        }
        Some(Self { lines: Lines::OfFile(lines), layout: PhantomData })
    }

    /// The same with lines of its own.
    pub(super) fn into_own(self) -> Table<'static, L> {
        let lines = (0..self.lines.len()).map(|at| Placed(*self.lines.get(at))).collect();
        Table { lines: Lines::Own(lines), layout: PhantomData }
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
