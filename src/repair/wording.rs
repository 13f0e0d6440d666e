//! How an original is written in its place: capitals carried over, "a" and "an" put right.
//!
//! In go the spun words and the original; out comes the text to write. Deliberately absent:
//! inflection, which the dictionary spells out.

use crate::lexicon::substitutions::{Gap, Word};

/// Words whose first letter and first sound part ways.
const SILENT: [&str; 4] = ["hour", "honest", "honor", "heir"];
const CONSONANT: [&str; 9] = ["uni", "use", "usu", "eu", "one", "once", "user", "utility", "utop"];

/// The original with the capitals of the spun words.
pub fn like(spun: &[Word], original: &str) -> String {
    let (first, last) = (&spun[0], &spun[spun.len() - 1]);
    let letters: u32 = spun.iter().map(|w| w.end - w.start).sum();
    if letters > 1 && spun.iter().all(Word::is_upper) {
        original.to_uppercase()
    } else if spun.len() > 1 && first.is_capital() && last.is_capital() {
        original.split(' ').map(capital).collect::<Vec<_>>().join(" ")
    } else if first.is_capital() {
        capital(original)
    } else {
        original.to_owned()
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The article that `before` must become in front of `new`; `None` when it is not "a" or "an".
pub fn article(before: &str, gap: Gap, new: &str) -> Option<&'static str> {
    if gap != Gap::Space {
        return None;
    }
    let an = takes_an(new);
    match before {
        "a" | "an" => Some(if an { "an" } else { "a" }),
        "A" | "An" => Some(if an { "An" } else { "A" }),
        _ => None,
    }
}

fn takes_an(word: &str) -> bool {
    let lower = word.to_lowercase();
    let starts = |list: &[&str]| list.iter().any(|s| lower.starts_with(s));
    starts(&SILENT) || lower.starts_with(['a', 'e', 'i', 'o', 'u']) && !starts(&CONSONANT)
}
