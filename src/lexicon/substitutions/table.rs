//! The substitutions of one language, frozen for look-up by word hash.
//!
//! In go rows; out comes a [`Table`] that finds them in a text's words: longest match first, one
//! pass, what was matched is not looked at again. Deliberately absent: any decision.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::condition::{Classes, Condition};
use super::row::Row;
use super::words::{Gap, Word};
use crate::document::Family;
use crate::lexicon::filter::Filter;

/// An entry of a dictionary.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Whose habit it is.
    pub family: Family,
    /// Evidence that a hit is, in natural log-odds.
    pub tell: f32,
    /// Words of the spun form.
    pub count: u8,
    rest: u32,
    condition: u32,
    original: Option<(u32, u16)>,
    /// Share of the weights that the chosen original has.
    pub share: f32,
}

/// A place where an entry's spun form stands and its conditions hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Number of the entry.
    pub entry: usize,
    /// Number of its first word.
    pub at: usize,
    /// Number of its words.
    pub count: usize,
}

/// Groups of the filter, which all stay in the first cache. With the built-in entries two words share a
/// group, which lets one word in 250 through by chance.
const FILTER_GROUPS: usize = 1 << 12;

/// All entries of a language.
#[derive(Clone, Debug, Default)]
pub struct Table {
    classes: Classes,
    entries: Vec<Entry>,
    /// Entries by the hash of their first two words, or of the only one: a range of `entries`.
    first: FxHashMap<u64, (u32, u32)>,
    /// Every first word, or first two: nearly all words of a text are turned away here.
    filter: Filter<FILTER_GROUPS>,
    /// Words after the first, with what joins them.
    rest: Vec<(u64, Gap)>,
    conditions: Vec<Condition>,
    originals: String,
}

impl Table {
    /// Builds the table of rows that [`check_together`] found no fault with.
    ///
    /// # Errors
    /// Index of the row at fault, and what is wrong with it.
    pub fn build(classes: Classes, rows: &[Row]) -> Result<Self, (usize, String)> {
        let mut table = Self { classes, ..Self::default() };
        let mut known = FxHashMap::default();
        let mut order = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let list = &row.words;
            let condition = match known.get(row.conditions) {
                Some(&condition) => condition,
                None => {
                    let condition = Condition::parse(row.conditions, &table.classes)
                        .map_err(|message| (index, message))?;
                    table.conditions.push(condition);
                    known.insert(row.conditions, table.conditions.len() as u32 - 1);
                    table.conditions.len() as u32 - 1
                }
            };
            let total: f32 = row.originals.iter().map(|o| o.1).sum();
            let best = row.originals.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a });
            let (text, weight) = best.expect("splitting a column gives at least one item");
            let original = text.map(|text| {
                let start = table.originals.len() as u32;
                table.originals.push_str(text);
                (start, text.len() as u16)
            });
            let rest = table.rest.len() as u32;
            table.rest.extend(list[1..].iter().map(|w| (w.hash, w.gap)));
            let start = list.get(1).map_or(list[0].hash, |next| pair(list[0].hash, next.hash));
            order.push((start, std::cmp::Reverse(list.len()), index));
            table.entries.push(Entry {
                family: row.family,
                tell: row.tell,
                count: list.len() as u8,
                rest,
                condition,
                original,
                share: weight / total,
            });
        }
        order.sort_unstable();
        let mut by_row: Vec<Option<Entry>> = table.entries.drain(..).map(Some).collect();
        for (place, &(start, _, index)) in order.iter().enumerate() {
            let entry = by_row[index].take().expect("every row is in the order once");
            table.entries.push(entry);
            let range = table.first.entry(start).or_insert((place as u32, place as u32));
            range.1 = place as u32 + 1;
            table.filter.add(start);
        }
        Ok(table)
    }

    /// The entry with that number.
    pub fn entry(&self, number: usize) -> &Entry {
        &self.entries[number]
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What the entry most likely stood for; `None` where it is to be left alone.
    pub fn original(&self, entry: &Entry) -> Option<&str> {
        let (start, len) = entry.original?;
        Some(&self.originals[start as usize..start as usize + usize::from(len)])
    }

    /// Every hit of the entries that `admits` lets pass.
    pub fn hits(&self, words: &[Word], admits: impl Fn(&Entry) -> bool) -> Vec<Hit> {
        if self.is_empty() {
            return Vec::new();
        }
        let next = |at: usize| words.get(at + 1).map_or(0, |next| next.hash);
        let places = (0..words.len()).filter(|&at| self.may_begin(words[at].hash, next(at)));
        self.hits_at(words, places, admits)
    }

    /// The same where it is known at which words an entry may begin.
    pub fn hits_at(
        &self,
        words: &[Word],
        places: impl Iterator<Item = usize>,
        admits: impl Fn(&Entry) -> bool,
    ) -> Vec<Hit> {
        let mut out = Vec::new();
        let mut past = 0; // no hit begins before this word
        for at in places {
            let next = words.get(at + 1).map_or(0, |next| next.hash);
            if at >= past
                && let Some(hit) = self.hit(words, at, next, &admits)
            {
                past = at + hit.count;
                out.push(hit);
            }
        }
        out
    }

    /// Whether an entry may begin with a word of this hash and one of the next; nearly all words are
    /// turned away. Only of a table that is not empty.
    #[inline(always)]
    pub fn may_begin(&self, hash: u64, next: u64) -> bool {
        self.filter.may_have(hash) | self.filter.may_have(pair(hash, next))
    }

    /// The entry that begins at a word; `next` is the hash of the word after it, or 0.
    fn hit(
        &self,
        words: &[Word],
        at: usize,
        next: u64,
        admits: &impl Fn(&Entry) -> bool,
    ) -> Option<Hit> {
        let word = &words[at];
        if word.is_glued() || word.gap == Gap::Hyphen {
            return None;
        }
        // The longest first: those of one word come last.
        [pair(word.hash, next), word.hash].into_iter().find_map(|start| {
            let &(from, to) = self.first.get(&start)?;
            (from as usize..to as usize).find_map(|number| {
                let entry = &self.entries[number];
                let count = usize::from(entry.count);
                let condition = &self.conditions[entry.condition as usize];
                let there = admits(entry)
                    && self.follows(entry, &words[at + 1..])
                    && !words.get(at + count).is_some_and(|w| w.gap == Gap::Hyphen)
                    && condition.holds(words, at, count, &self.classes);
                there.then_some(Hit { entry: number, at, count })
            })
        })
    }

    fn follows(&self, entry: &Entry, words: &[Word]) -> bool {
        let rest = &self.rest[entry.rest as usize..][..usize::from(entry.count) - 1];
        words.len() >= rest.len()
            && rest.iter().zip(words).all(|(&(hash, gap), word)| {
                word.hash == hash && word.gap == gap && !word.is_glued()
            })
    }
}

/// Hash of the first two words of an entry: common first words start many.
#[inline(always)]
fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(23) ^ second
}

/// What lines say together: no entry twice, and no original that is itself a spun form of the
/// same family, which would make cycles and let a second run change what the first wrote.
///
/// # Errors
/// Index of the row at fault, and what is wrong with it.
pub fn check_together(rows: &[Row]) -> Result<(), (usize, String)> {
    // The last row of each form, and of each row the one before it of the same form.
    let mut last = FxHashMap::with_capacity_and_hasher(rows.len(), Default::default());
    let mut before: Vec<Option<usize>> = vec![None; rows.len()];
    for (index, row) in rows.iter().enumerate() {
        before[index] = last.insert((row.family, lower(row.spun)), index);
        let mut others = std::iter::successors(before[index], |&other| before[other]);
        if others.any(|other| rows[other].conditions == row.conditions) {
            return Err((index, format!("{:?} stands twice with the same conditions", row.spun)));
        }
    }
    // Entries that only count as evidence cannot start a chain.
    let writes = |index: usize| rows[index].originals.iter().any(|o| o.0.is_some());
    for (index, row) in rows.iter().enumerate() {
        for text in row.originals.iter().filter_map(|o| o.0) {
            let form = last.get(&(row.family, lower(text))).copied();
            let mut all = std::iter::successors(form, |&other| before[other]);
            if all.any(writes) {
                let spun = row.spun;
                return Err((
                    index,
                    format!("{spun:?} stands for {text:?}, which is itself a spun form: a chain"),
                ));
            }
        }
    }
    Ok(())
}

/// A text in lower case, which nearly all are in already.
fn lower(text: &str) -> Cow<'_, str> {
    match text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.to_lowercase()),
    }
}
