//! Which documents have the same text: found by the writer, in input order.
//!
//! Texts are compared without their line ends and empty lines. Beside the ids this is the other
//! index of a run that grows with the archive: 28 bytes an article and 5 to 11 of a table.

use rustc_hash::FxHashMap;

use crate::text::lines;

/// The texts seen so far, each with its first document.
#[derive(Debug, Default)]
pub struct Twins {
    /// Numbers of entries plus one, by open addressing; 0 is free. Always a power of two.
    slots: Vec<u32>,
    entries: Vec<Entry>,
    /// Ids that are not 32 hexadecimal digits alone, by number of the entry.
    long_ids: FxHashMap<u32, Box<str>>,
    sites: Vec<Box<str>>,
    site_numbers: FxHashMap<Box<str>, u32>,
}

/// In words of four bytes, so that none is lost to alignment.
#[derive(Clone, Copy, Debug)]
struct Entry {
    text: [u32; 2],
    id: [u32; 4],
    site: u32,
}

/// The first document with a text.
#[derive(Clone, Debug, PartialEq)]
pub struct First {
    pub id: String,
    pub site: String,
}

impl Twins {
    /// The first document with this text; none if it is this one.
    pub fn first(&mut self, text: u64, id: &str, site: &str) -> Option<First> {
        if self.entries.len() * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let key = halves(text);
        let mut slot = text as usize & (self.slots.len() - 1);
        while let Some(number) = self.slots[slot].checked_sub(1) {
            if self.entries[number as usize].text == key {
                return Some(self.document(number));
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        let number = self.entries.len() as u32;
        self.slots[slot] = number + 1;
        let id = match u128::from_str_radix(id, 16) {
            Ok(bits) if id.len() == 32 => bits,
            _ => {
                self.long_ids.insert(number, id.into());
                0
            }
        };
        let [high, low] = [(id >> 64) as u64, id as u64].map(halves);
        let site = self.site_number(site);
        self.entries.push(Entry { text: key, id: [high[0], high[1], low[0], low[1]], site });
        None
    }

    fn document(&self, number: u32) -> First {
        let Entry { id, site, .. } = self.entries[number as usize];
        let id = match self.long_ids.get(&number) {
            Some(id) => id.to_string(),
            None => format!("{:08x}{:08x}{:08x}{:08x}", id[0], id[1], id[2], id[3]),
        };
        First { id, site: self.sites[site as usize].to_string() }
    }

    fn site_number(&mut self, site: &str) -> u32 {
        if let Some(&number) = self.site_numbers.get(site) {
            return number;
        }
        let number = self.sites.len() as u32;
        self.sites.push(site.into());
        self.site_numbers.insert(site.into(), number);
        number
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        self.slots = vec![0; size];
        for (number, entry) in (1..).zip(&self.entries) {
            let text = u64::from(entry.text[0]) << 32 | u64::from(entry.text[1]);
            let mut slot = text as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = number;
        }
    }
}

fn halves(bits: u64) -> [u32; 2] {
    [(bits >> 32) as u32, bits as u32]
}

/// A key of a text without its line ends; `None` for a text without any words. It holds within a run: no
/// file has it.
pub fn fingerprint(text: &str) -> Option<u64> {
    let lines = lines(text).map(str::trim_ascii).filter(|line| !line.is_empty());
    let room = String::with_capacity(text.len() + 1);
    let joined = lines.fold(room, |joined, line| joined + line + " ");
    // Texts are told equal by this alone: by a hash that sites could not make alike at will.
    let hash = blake3::hash(joined.as_bytes());
    let key = hash.as_bytes().first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    key.filter(|_| !joined.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_many_is_found() {
        let mut twins = Twins::default();
        let text = |i: u64| i.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let id = |i: u64| match i % 3 {
            0 => format!("{i:032x}-abcd"),
            _ => format!("{:032x}", u128::from(i) << 70),
        };
        for i in 0..10_000 {
            assert_eq!(twins.first(text(i), &id(i), &format!("s{}", i % 7)), None);
        }
        for i in 0..10_000 {
            let first = twins.first(text(i), "other", "elsewhere").unwrap();
            assert_eq!(first, First { id: id(i), site: format!("s{}", i % 7) });
        }
    }

    #[test]
    fn line_ends_do_not_count() {
        assert_eq!(
            fingerprint("Rain fell.\n\nIt stopped."),
            fingerprint("Rain fell. It\nstopped.")
        );
        assert_ne!(fingerprint("Rain fell."), fingerprint("Rain fell"));
        assert_eq!(fingerprint(" \n"), None);
    }
}
