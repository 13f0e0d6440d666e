//! Phrases that are words and nothing else, by the hashes of their words.
//!
//! In go cut phrases, or the file that [`Plain::write`] made of them; out come their entries.
//! Deliberately absent: phrases with choices and blanks, and what stands anywhere in a line.
//!
//! The file, little-endian: `cdphras2`; the number of phrases that are lines, that start and that end
//! them, and of first words of starts and last words of ends (u32 each); a digest of the
//! texts it was made of; all of these in this order, each a hash (u64) and what follows it, by hash;
//! then lines of a dictionary that belong to others.

use super::super::packed::head;
use super::super::words::{ByHash, Word, phrase_hash};
use super::{Entry, Place};
use crate::text::Reason;

const MAGIC: &[u8; 8] = b"cdphras2";
/// Bytes of a digest.
pub(super) const DIGEST: usize = 32;
const NEEDS_COMPANY: u8 = 1;
const NEEDS_COLON: u8 = 2;

/// The phrases.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plain {
    pub lines: ByHash<Entry>,
    pub starts: ByHash<Entry>,
    pub ends: ByHash<Entry>,
    /// First words of `starts`, and of phrases of others.
    pub first_words: ByHash<()>,
    /// Last words of `ends`.
    pub last_words: ByHash<()>,
}

impl Plain {
    /// Enters a phrase under its words.
    pub fn enter(&mut self, phrase: &str, reason: Reason, place: Place, words: &[Word]) {
        let entry = Entry {
            reason,
            needs_company: place == Place::Company,
            needs_colon: phrase.ends_with(':'),
            is_pattern: false,
            words: words.len() as u8,
        };
        let hash = phrase_hash(words);
        match place {
            Place::Start => {
                self.first_words.insert(words[0].hash, ());
                self.starts.entry(hash).or_insert(entry);
            }
            Place::End => {
                self.last_words.insert(words[words.len() - 1].hash, ());
                self.ends.entry(hash).or_insert(entry);
            }
            _ => {
                // Where two languages disagree, the more careful one wins.
                let known = self.lines.entry(hash).or_insert(entry);
                known.needs_company |= entry.needs_company;
            }
        }
    }

    /// The file of these phrases, the digest of the texts they are from, and the lines of others.
    pub fn write(&self, digest: &[u8; DIGEST], others: &str) -> Vec<u8> {
        let entries = [&self.lines, &self.starts, &self.ends];
        let words = [&self.first_words, &self.last_words];
        let mut file = MAGIC.to_vec();
        for size in entries.map(ByHash::len).into_iter().chain(words.map(ByHash::len)) {
            file.extend((size as u32).to_le_bytes());
        }
        file.extend(digest);
        for table in entries {
            write(table, &mut file, |entry| {
                let company = if entry.needs_company { NEEDS_COMPANY } else { 0 };
                let colon = if entry.needs_colon { NEEDS_COLON } else { 0 };
                [entry.reason as u8, company | colon, entry.words]
            });
        }
        for table in words {
            write(table, &mut file, |()| []);
        }
        file.extend(others.as_bytes());
        file
    }

    /// The phrases of a file and the lines of others; `None` where it was made of other texts.
    pub fn read<'f>(file: &'f [u8], digest: &[u8; DIGEST]) -> Option<(Self, &'f str)> {
        let (sizes, rest) = head::<5>(file, MAGIC).ok()?;
        let [lines, starts, ends, first_words, last_words] = sizes;
        let rest = &mut rest.strip_prefix(digest)?;
        let entry = |&[reason, needs, words]: &[u8; 3]| {
            Some(Entry {
                reason: *Reason::ALL.get(usize::from(reason))?,
                needs_company: needs & NEEDS_COMPANY != 0,
                needs_colon: needs & NEEDS_COLON != 0,
                is_pattern: false,
                words,
            })
        };
        let plain = Self {
            lines: read(rest, lines, entry)?,
            starts: read(rest, starts, entry)?,
            ends: read(rest, ends, entry)?,
            first_words: read(rest, first_words, |[]| Some(()))?,
            last_words: read(rest, last_words, |[]| Some(()))?,
        };
        Some((plain, str::from_utf8(rest).ok()?))
    }
}

fn write<T, const N: usize>(table: &ByHash<T>, file: &mut Vec<u8>, bytes: impl Fn(&T) -> [u8; N]) {
    let mut rows: Vec<(&u64, &T)> = table.iter().collect();
    rows.sort_unstable_by_key(|row| row.0);
    for (hash, value) in rows {
        file.extend(hash.to_le_bytes());
        file.extend(bytes(value));
    }
}

/// Takes a table off the front of `rest`.
fn read<T, const N: usize>(
    rest: &mut &[u8],
    size: usize,
    value: impl Fn(&[u8; N]) -> Option<T>,
) -> Option<ByHash<T>> {
    let mut table = ByHash::with_capacity_and_hasher(size, Default::default());
    for _ in 0..size {
        let (hash, after) = rest.split_first_chunk()?;
        let (bytes, after) = after.split_first_chunk()?;
        table.insert(u64::from_le_bytes(*hash), value(bytes)?);
        *rest = after;
    }
    Some(table)
}
