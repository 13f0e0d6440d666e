//! Captions told by how they speak, with or without a credit.
//!
//! In goes a line, out comes whether it is one; the rule for captions asks. Agencies put a place and a day before
//! what a picture shows ("HARBOR CITY, TARREN - MAY 3: ..."), or say in the present tense what it shows and, with
//! the year, when that was ("Ann Lee speaks at the mill in Tarren, May 3, 2021."): news tell in the past, and of
//! days to come with "will". Deliberately absent: the second form in languages other than English.

use super::line_rest::OPENERS;
use super::page::{ends_sentence, is_closing, starts_quoted};
use super::word_list::WordList;
use crate::lexicon::calendar::month;

/// Most bytes of a place and a day before a caption.
const MAX_PLACE: usize = 80;
/// Fewest and most bytes of a caption in the present tense.
const BYTES: std::ops::Range<usize> = 40..420;
/// Most words before its verb.
const MAX_SUBJECT: usize = 24;
/// Bytes at its end among which its year is looked for.
const MAX_TAIL: usize = 80;
/// Most words behind its date: "... on May 3, 2021 in Harbor City, Tarren."
const MAX_BEHIND: usize = 7;

/// What somebody does in a picture.
static SHOWN: WordList = WordList::new(&[
    "addresses",
    "arrives",
    "celebrates",
    "gestures",
    "holds",
    "kneels",
    "leaves",
    "listens",
    "looks",
    "poses",
    "prays",
    "reacts",
    "rides",
    "shakes",
    "sits",
    "smiles",
    "speaks",
    "stands",
    "waits",
    "walks",
    "watches",
    "waves",
    "works",
]);

/// The same of several people; infinitives and nouns are written so too.
static SHOWN_MANY: WordList = WordList::new(&[
    "arrive",
    "celebrate",
    "gather",
    "hold",
    "kneel",
    "leave",
    "listen",
    "look",
    "march",
    "pose",
    "pray",
    "protest",
    "ride",
    "shake",
    "sit",
    "smile",
    "speak",
    "stand",
    "wait",
    "walk",
    "watch",
    "wave",
    "work",
]);

/// Words before a picture's verb that make it another sentence, in lower case.
static OTHER: WordList = WordList::new(&[
    "could", "had", "has", "have", "i", "may", "must", "my", "our", "said", "shall", "should",
    "that", "these", "they", "to", "was", "we", "were", "which", "will", "would", "you", "your",
]);

/// "HARBOR CITY, TARREN - MAY 3: The mill ..."
pub fn has_place_and_day(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(MAX_PLACE)];
    let Some(colon) = memchr::memchr(b':', head) else { return false };
    let head = &text[..colon];
    if head.contains(char::is_lowercase) || !text[colon + 1..].starts_with(' ') {
        return false;
    }
    let day = [" - ", " \u{2013} ", " \u{2014} "].iter().find_map(|dash| head.rsplit_once(dash));
    let Some((place, day)) = day else { return false };
    let has_month = day.split(' ').any(|word| month(&word.to_lowercase()).is_some());
    has_month && day.contains(|c: char| c.is_ascii_digit()) && place.starts_with(char::is_uppercase)
}

/// "Ann Lee speaks at the mill in Tarren, May 3, 2021."
pub fn is_present(text: &str) -> bool {
    BYTES.contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && ends_with_date(text)
        && has_verb(text)
        && !has_sentences(text)
        && !text.contains('\u{201d}')
}

/// Whether a text ends with a date and its year, and perhaps a place.
fn ends_with_date(text: &str) -> bool {
    if !has_year(&text.as_bytes()[text.len().saturating_sub(MAX_TAIL)..]) {
        return false;
    }
    let mut behind = text.rsplit(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_year = |word: &str| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let Some(year) = behind.by_ref().take(MAX_BEHIND + 1).position(is_year) else { return false };
    let mut date = behind.take(2);
    let words: Vec<&str> = date.by_ref().collect();
    let is_day = |word: &str| word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let is_month = |word: &str| month(&word.to_lowercase()).is_some();
    let is_date = |day: &str, month: &str| is_day(day) && is_month(month);
    let [last, first] = words[..] else { return false };
    // What stands behind the year is where it was.
    let place = text.rsplit(' ').take(year).last();
    (is_date(last, first) || is_date(first, last))
        && place.is_none_or(|word| matches!(word, "in" | "at" | "near" | "outside"))
}

/// Whether a year may stand in the bytes of a text: in most texts none does, and words need not be cut.
fn has_year(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(b'1', b'2', bytes).any(|at| {
        let year = bytes.get(at..at + 4);
        at > 0
            && bytes[at - 1] == b' '
            && year.is_some_and(|year| year.iter().all(u8::is_ascii_digit))
    })
}

/// Whether the first verb of a text is one of what pictures show.
fn has_verb(text: &str) -> bool {
    let mut before = "";
    for word in text.split(' ').take(MAX_SUBJECT) {
        let is_many = before.ends_with('s') || before.starts_with(char::is_uppercase);
        let is_seen = word == "seen" || word == "pictured";
        if !before.is_empty() && SHOWN.has(word)
            || is_many && SHOWN_MANY.has(word)
            || is_seen && matches!(before, "is" | "are")
        {
            return true;
        }
        let bare = word.trim_end_matches(',').to_lowercase();
        if word.ends_with([':', ';']) || OTHER.has(&bare) {
            return false;
        }
        before = word;
    }
    false
}

/// Most bytes of a title or a place that a full stop cuts short: "Gov.", "Calif."
const MAX_ABBREVIATION: usize = 5;

/// Whether a text is two sentences or more.
pub fn has_sentences(text: &str) -> bool {
    let text = text.trim_end();
    let mut stops = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes());
    let opens = |next: &str| next.split(' ').next().is_some_and(|word| OPENERS.contains(&word));
    ends_sentence(text)
        && stops.any(|stop| {
            let last = text[..stop].rsplit(' ').next().unwrap_or_default();
            let is_cut = last.starts_with(char::is_uppercase) && last.len() <= MAX_ABBREVIATION;
            let next = text[stop + 1..].trim_start_matches(is_closing).strip_prefix(' ');
            let begins = |next: &str| next.starts_with(char::is_uppercase) || starts_quoted(next);
            next.is_some_and(|next| begins(next) && (!is_cut || opens(next)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_put_place_and_day_first() {
        assert!(has_place_and_day("HARBOR CITY, TARREN - MAY 3: The mill in spring."));
        for text in ["HARBOR CITY: The mill fell.", "Harbor City - May 3: the mill", "A - B: c"] {
            assert!(!has_place_and_day(text), "{text}");
        }
    }

    #[test]
    fn what_a_picture_shows_is_said_in_the_present_tense() {
        for text in [
            "Mayor Ann Lee speaks at the old mill in Harbor City, May 3, 2021.",
            "Supporters protest in front of the old mill and the town hall, Tarren, 3 May 2021.",
            "Ann Lee and Bo Berg leave the old mill after a meeting on May 3, 2021 in Harbor City.",
            "The old mill is seen from across the river on May 3, 2021.",
        ] {
            assert!(is_present(text), "{text}");
        }
        for text in [
            "Ann Lee will speak at the old mill in Harbor City on May 3, 2021.",
            "The board said that Ann Lee speaks at the mill on May 3, 2021.",
            "Ann Lee spoke at the old mill in Harbor City on May 3, 2021.",
            "The mill was closed. Ann Lee speaks at the town hall on May 3, 2021.",
            "Ann Lee speaks at the old mill in Harbor City every year since 2021.",
            "I look forward to the meeting at the old mill on May 3, 2021.",
        ] {
            assert!(!is_present(text), "{text}");
        }
    }
}
