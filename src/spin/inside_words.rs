//! ## What it finds
//! Words that are none, but become one when a part of them gives way to a synonym.
//!
//! ## Why it matters
//! Careless spinners replace letters wherever they stand, inside other words too. No writer and no
//! typist makes such words.
//!
//! ## Example
//! "poiboy" holds "boy" where "son" stood; "undertakeed" holds "take".
//!
//! ## Limits
//! One such word may be a coined one; two different ones count. Names and words of other languages
//! have capitals or no English word behind them.

use crate::lexicon::English;
use crate::lexicon::ngram::{WordId, word_hash};
use crate::lexicon::substitutions::{Gap, Word};
use crate::text::Span;

/// Different unknown words that are looked at; a text with more is not English.
const MAX_LOOKED_AT: usize = 60;
/// Shorter words have too many neighbors, longer ones are run together.
const LENGTHS: std::ops::RangeInclusive<u32> = 6..=18;
/// Fewest letters of a replaced part.
const MIN_PART: usize = 3;
/// The word behind must be at least this frequent.
const FREQUENT: f32 = 3.2;
/// The part must be a word that spinners write.
const PART_FREQUENT: f32 = 3.0;
/// Beginnings and ends of words that are formed as one goes along ("outsailed", "hierarchically", "tuneup").
const BEGINNINGS: [&str; 13] =
    ["un", "re", "over", "under", "out", "non", "up", "down", "mis", "mal", "pre", "de", "sub"];
const ENDS: [&str; 31] = [
    "s", "es", "d", "ed", "ing", "ings", "er", "ers", "or", "ors", "est", "ly", "ally", "ness",
    "less", "able", "ist", "ists", "ism", "ment", "ation", "ations", "ion", "ions", "y", "ic",
    "up", "out", "off", "over", "down",
];

/// The places of such words, each word once, with what belongs there; `unknown` are the places of the words
/// that are not known.
pub fn inside_words(
    text: &str,
    words: &[Word],
    unknown: &[u32],
    english: &English,
) -> Vec<(Span, String)> {
    let looked_at = |&&at: &&u32| {
        let at = at as usize;
        let word = &words[at];
        LENGTHS.contains(&(word.end - word.start))
            && word.gap != Gap::Hyphen
            && words.get(at + 1).is_none_or(|next| next.gap != Gap::Hyphen)
            && word.of(text).bytes().all(|b| b.is_ascii_lowercase())
    };
    let looked_at: Vec<(&Word, u64)> = unknown
        .iter()
        .filter(looked_at)
        .map(|&at| &words[at as usize])
        .map(|word| (word, word_hash(word.of(text))))
        .collect();
    english.model.fetch_words(looked_at.iter().map(|word| word.1));
    let mut out = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (word, hash) in looked_at {
        let letters = word.of(text);
        if seen.len() < MAX_LOOKED_AT
            && english.model.find(hash) == WordId::UNKNOWN
            && !seen.contains(&letters)
        {
            seen.push(letters);
            if !is_formed(letters, english)
                && let Some(behind) = behind(letters, english)
            {
                out.push((Span { start: word.start, end: word.end }, behind));
            }
        }
    }
    out
}

/// Whether the word is a known one with a beginning or an end, or two known words.
fn is_formed(word: &str, english: &English) -> bool {
    let is_frequent = |number| english.synonyms.info(number).frequency >= PART_FREQUENT;
    let known = |part: &str| {
        part.len() > 3 && english.synonyms.find(word_hash(part)).is_some_and(is_frequent)
    };
    // "grotesquely", "winning", "exciting"; nobody writes "describeed" or "speedyly".
    let ended = |part: &str| {
        ENDS.iter().any(|end| {
            part.strip_suffix(end).is_some_and(|stem| match stem.as_bytes() {
                [.., b'e'] => known(stem) && !end.starts_with(['e', 'i', 'a', 'o', 'y']),
                [.., b'y'] => known(stem) && end.starts_with(['i', 'a', 'o', 'u']),
                [.., a, b] if a == b => known(stem) || known(&stem[..stem.len() - 1]),
                _ => known(stem) || known(&format!("{stem}e")),
            })
        })
    };
    ended(word)
        || BEGINNINGS.iter().any(|beginning| {
            word.strip_prefix(beginning).is_some_and(|rest| known(rest) || ended(rest))
        })
        || (4..word.len() - 3)
            .any(|at| known(&word[..at]) && (known(&word[at..]) || ended(&word[at..])))
}

/// The word that a replacement inside made this one of.
fn behind(word: &str, english: &English) -> Option<String> {
    let table = &english.synonyms;
    let lengths = (MIN_PART..word.len() - 1).rev();
    let parts =
        lengths.flat_map(|length| (0..=word.len() - length).map(move |at| (at, at + length)));
    let hashed = |(from, to)| (from, to, word_hash(&word[from..to]));
    let parts: Vec<(usize, usize, u64)> = parts.map(hashed).collect();
    table.fetch_words(parts.iter().map(|part| part.2));
    let mut whole = String::with_capacity(2 * word.len());
    for (from, to, hash) in parts {
        let Some(number) = table.find(hash) else { continue };
        if table.info(number).frequency < PART_FREQUENT {
            continue;
        }
        let candidates = table.candidates(number).iter().filter(|c| c.penalty <= 0.5);
        // Inside words the original may be the rarer of the two.
        let rarer = table.written_for(number).iter().copied();
        let rarer = rarer.filter(|&word| table.info(word).frequency >= PART_FREQUENT);
        for number in candidates.map(|c| c.word).chain(rarer) {
            let original = table.word(number);
            if original.len() < MIN_PART {
                continue;
            }
            whole.clear();
            for piece in [&word[..from], original, &word[to..]] {
                whole.push_str(piece);
            }
            let found = table.find(word_hash(&whole));
            if found.is_some_and(|found| table.info(found).frequency >= FREQUENT) {
                return Some(whole);
            }
        }
    }
    None
}
