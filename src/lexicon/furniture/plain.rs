//! Phrases that are words and nothing else, by the hashes of their words.
//!
//! In go cut phrases, or the file that [`Plain::write`] made of them; out come their entries.
//! Deliberately absent: phrases with choices and blanks, and what stands anywhere in a line.
//!
//! The file, little-endian: `cdphras1`; the number of phrases that are lines, that start and that end
//! them, and of first words of lines, of starts and last words of ends (u32 each); a digest of the
//! texts it was made of; all of these in this order, each a hash (u64) and what follows it, by hash;
//! then lines of a dictionary that belong to others.

use super::super::packed::head;
use super::super::words::{ByHash, Word, phrase_hash};
use super::{Entry, MAX_WORDS, Place};
use crate::text::Reason;

const MAGIC: &[u8; 8] = b"cdphras1";
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
    /// Words of the longest phrase of `lines` that begins with a word.
    pub line_words: ByHash<u8>,
    /// The same of `starts`, phrases of others included: most lines are done after one look.
    pub first_words: ByHash<u8>,
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
                self.starts_with(words[0].hash, words.len());
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
                let longest = self.line_words.entry(words[0].hash).or_default();
                *longest = (*longest).max(entry.words);
            }
        }
    }

    /// Notes that a line may start with a phrase of so many words that begins with this one.
    pub fn starts_with(&mut self, first_word: u64, words: usize) {
        let longest = self.first_words.entry(first_word).or_default();
        *longest = (*longest).max(words.min(MAX_WORDS) as u8);
    }

    /// The file of these phrases, the digest of the texts they are from, and the lines of others.
    pub fn write(&self, digest: &[u8; DIGEST], others: &str) -> Vec<u8> {
        let entries = [&self.lines, &self.starts, &self.ends];
        let longest = [&self.line_words, &self.first_words];
        let mut file = MAGIC.to_vec();
        let sizes = entries.map(ByHash::len).into_iter().chain(longest.map(ByHash::len));
        for size in sizes.chain([self.last_words.len()]) {
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
        for table in longest {
            write(table, &mut file, |&words| [words]);
        }
        write(&self.last_words, &mut file, |()| []);
        file.extend(others.as_bytes());
        file
    }

    /// The phrases of a file and the lines of others; `None` where it was made of other texts.
    pub fn read<'f>(file: &'f [u8], digest: &[u8; DIGEST]) -> Option<(Self, &'f str)> {
        let (sizes, rest) = head::<6>(file, MAGIC).ok()?;
        let [lines, starts, ends, line_words, first_words, last_words] = sizes;
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
            line_words: read(rest, line_words, |&[words]| Some(words))?,
            first_words: read(rest, first_words, |&[words]| Some(words))?,
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
