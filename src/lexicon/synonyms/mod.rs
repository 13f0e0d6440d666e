//! WordNet turned round: for a word that a spinner may have written, what may have stood there.
//!
//! In goes the compiled table (`lab/make_synonyms.py` makes it); out come, per word, how frequent
//! it is, what marks it, how it usually sits in genuine text, and its candidates; and which phrases
//! thesauri lead to. Deliberately absent: any judgment, and what phrases may stand for.
//!
//! The file, little-endian: `cdsyno02`; number of words, bytes of letters, number of candidates, of
//! phrases (u32 each); the words in order of bytes, each as bytes shared with the last one, further
//! bytes and these; ten bytes a word; three bytes a candidate (20 bits word, 3 bits penalty in
//! halves); ten bytes a phrase (three words of 24 bits, and how much oftener spinners write it).

mod phrases;
mod slots;
mod suspects;

pub use self::suspects::Suspect;

use std::hint::black_box;
use std::ops::Range;
use std::sync::OnceLock;

use self::phrases::Phrases;
use self::slots::Slots;
use self::suspects::Suspects;
use super::ngram::word_hash;
use super::packed::{head, unpack};
use super::substitutions::{self, Word};
use super::trees::BadModel;

const MAGIC: &[u8; 8] = b"cdsyno02";
const INFO_BYTES: usize = 10;
const PHRASE_BYTES: usize = 10;
/// Candidates at most this far away are near.
const NEAR: f32 = 0.5;
/// Third word of a phrase that has two.
const NO_WORD: u32 = 0xff_ffff;
const NUMBER_BITS: u32 = 20;
/// Groups of the filter of known words: a quarter of a megabyte, which stays in the cache.
const SEEN: usize = 1 << 15;

/// What one look at filters says of a word; a known word may be seen where none is.
pub mod class {
    /// It may be in the table: 1 in 20 that are not may be, too.
    pub const KNOWN: u8 = 1;
    /// [`super::Synonyms::suspect`] may know it.
    pub const SUSPECT: u8 = 2;
    /// It is "a" or "an".
    pub const ARTICLE: u8 = 4;
    /// All of them.
    pub const ALL: u8 = 7;
}

/// A word that spinners write at least this often as others do, in natural logarithm, may be a suspect.
const PRIOR: f32 = -1.0;
/// The same of spinners with Moby's thesaurus, which leads to any word in the end.
const WRITTEN: f32 = 0.0;

const FUNCTION: u8 = 1;
const ARTIFACT: u8 = 2;
const COMMON: u8 = 4;
const NAME: u8 = 8;

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// Frequency in English, decimal logarithm per thousand million words; 0 when never seen.
    pub frequency: f32,
    /// How much more frequent the most frequent near original is, decimal logarithm; 0 when none.
    pub drop: f32,
    /// How much oftener a spinner with the whole of WordNet would write it than others do,
    /// natural logarithm; -10 when never.
    pub prior: f32,
    /// The same of a spinner with a thesaurus (the part of Moby's that no test draws from).
    pub written: f32,
    /// Mean association with the words before it in genuine text.
    pub usual: f32,
    /// Mean association of the word after it.
    pub follows: f32,
    /// Mean gain of its best candidate in genuine text.
    pub gain: f32,
    /// Share of its places in genuine text where the gain is beyond 3.
    pub gain_share: f32,
    flags: u8,
    candidates: (u32, u8),
}

impl Info {
    /// Whether it is a function word.
    #[inline]
    pub fn is_function(&self) -> bool {
        self.flags & FUNCTION != 0
    }

    /// Whether it is a rare word that stands for a function word by accident ("arsenic" for "as").
    #[inline]
    pub fn is_artifact(&self) -> bool {
        self.flags & ARTIFACT != 0
    }

    /// Whether it is hardly ever written with a capital inside a sentence.
    #[inline]
    pub fn is_common(&self) -> bool {
        self.flags & COMMON != 0
    }

    /// Whether it is nearly always written with a capital.
    #[inline]
    pub fn is_name(&self) -> bool {
        self.flags & NAME != 0
    }

    /// Whether spinners write it out of proportion: such words may be suspects.
    pub fn may_be_suspect(&self) -> bool {
        let is_written = self.prior > PRIOR || self.written > WRITTEN;
        (is_written || self.is_artifact()) && !self.is_function()
    }

    /// Number of candidates.
    #[inline]
    pub fn candidates(&self) -> usize {
        usize::from(self.candidates.1)
    }
}

/// A word that may have stood there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Its number in the table.
    pub word: u32,
    /// Distance in WordNet: 0 synonym, 0.5 similar, 1.5 hypernym and others, 1 more when the
    /// ending was not carried over.
    pub penalty: f32,
}

/// The table.
#[derive(Debug)]
pub struct Synonyms {
    letters: String,
    starts: Vec<u32>,
    infos: Vec<Info>,
    candidates: Vec<Candidate>,
    /// By [`word_hash`]: upper bits of the hash and the number.
    by_form: Slots,
    /// What the gate looks at.
    suspects: Suspects,
    /// [`class::KNOWN`] and [`class::SUSPECT`] of each word, by the same hash, 32 places in a group, each
    /// word at two of them: one look at memory tells.
    seen: Box<[u64; SEEN]>,
    phrases: Phrases,
    /// Hashes of "a" and "an".
    articles: [u64; 2],
    /// Near candidates the other way round: where each word's begin, and they. Made when they are first
    /// asked for, which few texts do.
    written_for: OnceLock<(Vec<u32>, Vec<u32>)>,
}

impl Synonyms {
    /// Reads the compiled table; it has no suspects.
    ///
    /// # Errors
    /// [`BadModel`] when it is cut, of another version, or inconsistent.
    pub fn read(bytes: &[u8]) -> Result<Self, BadModel> {
        Self::read_hashed(bytes, None).map(|(table, _)| table)
    }

    /// As [`Self::read`], with the suspects of their file, and the [`word_hash`] of all words, in order.
    pub(super) fn read_hashed(
        bytes: &[u8],
        suspects: Option<&[u8]>,
    ) -> Result<(Self, Vec<u64>), BadModel> {
        const CUT: BadModel = BadModel("the file is cut");
        let ([words, letter_bytes, count, phrases], rest) = head(bytes, MAGIC)?;
        if words >= 1 << NUMBER_BITS {
            return Err(BadModel("too many words"));
        }
        let (packed, rest) = rest.split_at_checked(letter_bytes).ok_or(CUT)?;
        let (info_bytes, rest) = rest.split_at_checked(words * INFO_BYTES).ok_or(CUT)?;
        let (triples, phrase_bytes) = rest.split_at_checked(count * 3).ok_or(CUT)?;
        if phrase_bytes.len() != phrases * PHRASE_BYTES {
            return Err(CUT);
        }
        let (letters, starts) = unpack(packed, words)?;
        let (rows, _) = info_bytes.as_chunks::<INFO_BYTES>();
        let mut first = 0;
        let mut infos = Vec::with_capacity(words);
        for row in rows {
            infos.push(info(row, first));
            first += u32::from(row[INFO_BYTES - 1]);
        }
        if first as usize != count {
            return Err(BadModel("its candidates do not add up"));
        }
        let (triples, _) = triples.as_chunks::<3>();
        let candidates: Vec<Candidate> = triples
            .iter()
            .map(|&[a, b, c]| {
                let code = u32::from_le_bytes([a, b, c, 0]);
                let penalty = (code >> NUMBER_BITS) as f32 / 2.0;
                Candidate { word: code & ((1 << NUMBER_BITS) - 1), penalty }
            })
            .collect();
        if candidates.iter().any(|candidate| candidate.word as usize >= words) {
            return Err(BadModel("a candidate lies outside the table"));
        }
        let told = suspects.map(|bytes| suspects::told(bytes, words)).transpose()?;
        let all = || starts.windows(2).map(|ends| &letters[ends[0] as usize..ends[1] as usize]);
        let forms: Vec<u64> = all().map(word_hash).collect();
        // None for what the dictionaries' pass would cut.
        let hashes: Vec<Option<u64>> = all().map(substitutions::word_hash).collect();
        let mut table = Self {
            phrases: read_phrases(phrase_bytes, &hashes)?,
            written_for: OnceLock::new(),
            articles: ["a", "an"].map(|word| substitutions::word_hash(word).unwrap_or(0)),
            by_form: Slots::new(words),
            seen: zeros(),
            suspects: Suspects::new(told.unwrap_or_default()),
            letters,
            starts,
            infos,
            candidates,
        };
        // One table after the other: more of it stays in the cache.
        for (word, &form) in (0..).zip(&forms) {
            table.by_form.put(form, word);
        }
        for (word, hash) in (0..).zip(&hashes) {
            let Some(hash) = hash.map(spread) else { continue };
            let is_suspect =
                told.is_some_and(|told| table.suspects.put(hash, word, told[word as usize]));
            let class = if is_suspect { class::KNOWN | class::SUSPECT } else { class::KNOWN };
            let (group, places) = seen_at(hash);
            for place in places {
                table.seen[group] |= u64::from(class) << place;
            }
        }
        Ok((table, forms))
    }

    /// The number of the word with this [`word_hash`].
    #[inline]
    pub fn find(&self, hash: u64) -> Option<u32> {
        self.by_form.find(hash)
    }

    /// Fetches what [`Self::find`] needs for these hashes: memory is waited for once, not for each.
    pub fn fetch_words(&self, hashes: impl Iterator<Item = u64>) {
        black_box(hashes.fold(0, |sum, hash| sum ^ self.by_form.touch(hash)));
    }

    /// The word with this hash of [`substitutions::words`], if it is a suspect.
    #[inline]
    pub fn suspect(&self, hash: u64) -> Option<Suspect> {
        self.suspects.find(spread(hash))
    }

    /// Fetches what [`Self::suspect`] needs for these hashes: memory is waited for once, not for each.
    pub fn fetch_suspects(&self, hashes: impl Iterator<Item = u64>) {
        black_box(hashes.fold(0, |sum, hash| sum ^ self.suspects.touch(spread(hash))));
    }

    /// Fetches what [`Self::class`] needs for these hashes: memory is waited for once, not for each.
    #[inline(always)]
    pub fn fetch_classes(&self, hashes: impl Iterator<Item = u64>) {
        black_box(hashes.fold(0, |sum, hash| sum ^ self.seen[seen_at(spread(hash)).0]));
    }

    /// The [`class`] of a word, by its hash of [`substitutions::words`].
    #[inline(always)]
    pub fn class(&self, hash: u64) -> u8 {
        let (group, places) = seen_at(spread(hash));
        let seen = self.seen[group] >> places[0] & self.seen[group] >> places[1];
        let is_article = (hash == self.articles[0]) | (hash == self.articles[1]);
        (seen as u8 & (class::KNOWN | class::SUSPECT)) | (u8::from(is_article) * class::ARTICLE)
    }

    /// The letters of a word.
    pub fn word(&self, number: u32) -> &str {
        let range =
            self.starts[number as usize] as usize..self.starts[number as usize + 1] as usize;
        &self.letters[range]
    }

    /// What is known of a word.
    #[inline]
    pub fn info(&self, number: u32) -> &Info {
        &self.infos[number as usize]
    }

    /// What may have stood in its place, likeliest first.
    #[inline]
    pub fn candidates(&self, number: u32) -> &[Candidate] {
        &self.candidates[self.candidate_range(number)]
    }

    /// Where they lie among those of all words.
    #[inline]
    pub(super) fn candidate_range(&self, number: u32) -> Range<usize> {
        let (first, count) = self.infos[number as usize].candidates;
        first as usize..first as usize + usize::from(count)
    }

    /// The candidates of all words, word after word.
    pub(super) fn all_candidates(&self) -> impl Iterator<Item = u32> {
        self.candidates.iter().map(|candidate| candidate.word)
    }

    /// The words of which this one is a near candidate: what spinners write for it.
    pub fn written_for(&self, number: u32) -> &[u32] {
        let (starts, words) =
            self.written_for.get_or_init(|| turned(&self.infos, &self.candidates));
        &words[starts[number as usize] as usize..starts[number as usize + 1] as usize]
    }

    /// The longest phrase that thesauri lead to and that begins at `words[at]`: its number and how
    /// many words it has.
    #[inline]
    pub fn phrase(&self, words: &[Word], at: usize) -> Option<(u32, usize)> {
        self.phrases.at(words, at)
    }

    /// How much oftener a spinner with a thesaurus would write the phrase than others do, natural
    /// logarithm.
    pub fn phrase_prior(&self, number: u32) -> f32 {
        self.phrases.prior(number)
    }

    /// Number of phrases.
    pub fn phrases(&self) -> usize {
        self.phrases.len()
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.infos.len()
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.infos.is_empty()
    }
}

/// A table of fixed size, so that a place made of that many bits needs no check.
pub(super) fn zeros<T: Copy + Default, const N: usize>() -> Box<[T; N]> {
    let slice = vec![T::default(); N].into_boxed_slice();
    slice.try_into().unwrap_or_else(|_| unreachable!("it has that length"))
}

/// The group of a word in the filter of known words, and where its two places begin there.
#[inline(always)]
fn seen_at(hash: u64) -> (usize, [u64; 2]) {
    ((hash >> 49) as usize, [hash >> 43 & 62, hash >> 24 & 62])
}

/// A hash of the dictionaries, mixed once more: other tables are cut from its bits as they are.
#[inline(always)]
pub(super) fn spread(hash: u64) -> u64 {
    hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// For each word the words that have it as a near candidate.
fn turned(infos: &[Info], candidates: &[Candidate]) -> (Vec<u32>, Vec<u32>) {
    let near = || {
        infos.iter().enumerate().flat_map(|(word, info)| {
            let (first, count) = info.candidates;
            let all = &candidates[first as usize..first as usize + usize::from(count)];
            all.iter().filter(|c| c.penalty <= NEAR).map(move |c| (c.word as usize, word as u32))
        })
    };
    let mut starts = vec![0u32; infos.len() + 1];
    near().for_each(|(of, _)| starts[of + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut words = vec![0; starts.last().copied().unwrap_or(0) as usize];
    for (of, word) in near() {
        words[next[of] as usize] = word;
        next[of] += 1;
    }
    (starts, words)
}

/// The phrases, by the hashes of the words.
fn read_phrases(bytes: &[u8], hashes: &[Option<u64>]) -> Result<Phrases, BadModel> {
    const BAD: BadModel = BadModel("a phrase does not fit the words");
    let (rows, _) = bytes.as_chunks::<PHRASE_BYTES>();
    let mut phrases = Phrases::new(rows.len());
    for row in rows {
        let mut words = [0; 3];
        let mut count = 0;
        let (numbers, _) = row.as_chunks::<3>();
        for &[a, b, c] in numbers {
            let number = u32::from_le_bytes([a, b, c, 0]);
            if number == NO_WORD {
                break;
            }
            words[count] = hashes.get(number as usize).copied().flatten().ok_or(BAD)?;
            count += 1;
        }
        let prior = f32::from(row[PHRASE_BYTES - 1].cast_signed()) / 12.0;
        phrases.add(&words[..count], prior).ok_or(BAD)?;
    }
    Ok(phrases)
}

fn info(row: &[u8; INFO_BYTES], first: u32) -> Info {
    let &[frequency, flags, drop, prior, written, usual, follows, gain, share, count] = row;
    let signed = |byte: u8| f32::from(byte.cast_signed());
    Info {
        frequency: f32::from(frequency) / 25.0,
        drop: f32::from(drop) / 40.0,
        prior: signed(prior) / 12.0,
        written: signed(written) / 12.0,
        usual: signed(usual) / 24.0,
        follows: signed(follows) / 24.0,
        gain: signed(gain) / 24.0,
        gain_share: signed(share) / 100.0,
        flags,
        candidates: (first, count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = include_bytes!("../../../dictionaries/models/en.synonyms");
    const SUSPECTS: &[u8] = include_bytes!("../../../dictionaries/models/en.suspects");

    #[test]
    fn words_lead_to_what_they_may_stand_for() {
        let (table, _) = Synonyms::read_hashed(TABLE, Some(SUSPECTS)).unwrap();
        let number = table.find(word_hash("indium")).unwrap();
        assert_eq!(table.word(number), "indium");
        assert!(table.info(number).is_artifact());
        let originals = table.candidates(number).iter().map(|c| table.word(c.word));
        assert!(originals.into_iter().any(|original| original == "in"));
        let hash = substitutions::word_hash("indium").unwrap();
        let suspect = table.suspect(hash).unwrap();
        assert!(suspect.number == number && suspect.odds > 0);
        assert!(table.suspect(substitutions::word_hash("the").unwrap()).is_none());
        let words = substitutions::words("Indium poiboy");
        let class = |at: usize| table.class(words[at].hash);
        assert_eq!([class(0), class(1)], [class::KNOWN | class::SUSPECT, 0]);
        assert_eq!(table.find(word_hash("poiboy")), None);
        let ram = table.find(word_hash("ram")).unwrap();
        assert!(table.written_for(ram).iter().any(|&word| table.word(word) == "pound"));
    }

    #[test]
    fn phrases_are_found_where_they_begin() {
        let table = Synonyms::read(TABLE).unwrap();
        let words = substitutions::words("They put heads together, and put heads, together");
        let found = |at| table.phrase(&words, at);
        assert_eq!(found(1).map(|phrase| phrase.1), Some(3));
        assert!(table.phrase_prior(found(1).unwrap().0) > 3.0 && table.phrases() > 10_000);
        assert_eq!([found(0), found(5), found(7)], [None; 3]);
    }

    #[test]
    fn broken_files_are_refused() {
        for end in [0, 8, 19, 20, 1000, TABLE.len() - 1] {
            assert!(Synonyms::read(&TABLE[..end]).is_err());
        }
        let mut longer = TABLE.to_vec();
        longer.push(0);
        assert!(Synonyms::read(&longer).is_err());
    }
}
