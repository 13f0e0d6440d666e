//! ## What it finds
//! Rare words that stand for a function word by accident of the thesaurus, and "a" or "an" before
//! the wrong sound.
//!
//! ## Why it matters
//! Thesauri list abbreviations: "as" is arsenic, "at" astatine, "or" Oregon. Nobody writes "arsenic
//! good arsenic gold". And whoever swaps a word forgets the article before it.
//!
//! ## Example
//! "astatine slightest two of nan ships", "an big storm".
//!
//! ## Limits
//! One such word is the subject of the article; only several different ones count. An article in
//! wrong form is common among learners: it weighs little.

use super::odd_words::Place;
use super::reading::Reading;
use crate::lexicon::English;
use crate::lexicon::ngram::word_hash;

/// Numbers that this detector gives.
pub const WIDTH: usize = 6;
/// Place of the number of different rare words that stand for function words.
pub const KINDS: usize = 2;
/// Place of the share of articles before the wrong sound.
pub const WRONG_ARTICLES: usize = 5;
/// Gain of a function word that counts.
const GAIN: f32 = 2.0;
/// Words more frequent than this are used rightly too often.
const RARE: f32 = 4.6;

/// The numbers of a text of whose words this share are articles before the wrong sound.
pub fn numbers(
    wrong_articles: f32,
    reading: &Reading,
    places: &[Place],
    english: &English,
) -> [f32; WIDTH] {
    let mut artifacts = Vec::new();
    let mut gains = Vec::new();
    let mut gain_sum = 0.0;
    for place in places {
        let token = &reading.tokens[place.at];
        let Some(info) = token.info(english) else { continue };
        if info.is_artifact() && token.is_lower() {
            artifacts.push(token.entry);
        }
        gain_sum += place.margin.function.max(0.0);
        if place.margin.function > GAIN && info.frequency < RARE && token.is_lower() {
            gains.push(token.entry);
        }
    }
    let words = reading.words.max(1) as f32;
    let tokens = artifacts.len() as f32;
    let (artifacts, gains) = (kinds(artifacts), kinds(gains));
    [
        artifacts / words.sqrt(),
        tokens / words,
        artifacts,
        gains / words.sqrt(),
        gain_sum / words,
        wrong_articles,
    ]
}

fn kinds(mut list: Vec<u32>) -> f32 {
    list.sort_unstable();
    list.dedup();
    list.len() as f32
}

/// Share of words that are "a" before a vowel or "an" before a consonant, exceptions left out.
pub fn wrong_articles(text: &str, reading: &Reading, english: &English) -> f32 {
    let [a, an] = ["a", "an"].map(|word| english.model.find(word_hash(word)));
    let count = reading.tokens.windows(2).filter(|pair| {
        let [article, next] = pair else { return false };
        if !next.is_lower() || !article.is_lower() || (article.id != a && article.id != an) {
            return false;
        }
        is_wrong(article.id == an, &text[next.span.range()])
    });
    count.count() as f32 / reading.words.max(1) as f32
}

/// Whether "an", or else "a", is wrong before a word.
pub fn is_wrong(is_an: bool, next: &str) -> bool {
    let first = next.as_bytes()[0];
    // "u" and "eu" begin with a consonant, "o" may ("one"), "h" with a vowel ("hour").
    let is_other = match is_an {
        false => matches!(first, b'a' | b'e' | b'i') && !next.starts_with("eu"),
        true => {
            matches!(first, b'b'..=b'd' | b'f' | b'g' | b'j'..=b'n' | b'p'..=b't' | b'v'..=b'z')
        }
    };
    is_other && next.len() > 2
}
