//! The parts of a document's quality, and the score they make.

use std::collections::BTreeMap;

use super::repetition::{self, Repetition};
use super::words::{End, Pass, pass};
use crate::config;
use crate::document::{Article, Quality, Signals, rounded};

/// Characters of Chinese and Japanese that make a word, and of the scripts of Southeast Asia.
const HAN_WORD: u64 = 2;
const JOINED_WORD: u64 = 5;
/// A line of at most so many characters is short (Penedo et al. 2024).
const SHORT_LINE: u32 = 30;
/// What each failed test of prose multiplies its part by: corpora are filtered by any one of them.
const FAILED: f64 = 0.5;
/// What the encoding is worth when all trouble was mended, and when characters were lost.
const MENDED: f64 = 0.8;
const LOST: f64 = 0.5;
/// Lost characters per word at which nothing is left of the part.
const LOST_PER_WORD: f64 = 0.05;
/// What completeness is worth at a paywall or a cut record, at an ellipsis, and at a last line that
/// does not end as sentences do (a signature, a list).
const CUT_OFF: f64 = 0.2;
const TRAILS_OFF: f64 = 0.5;
const NO_FULL_STOP: f64 = 0.8;
/// What each further language takes from the part, and what it leaves at least.
const FURTHER_LANGUAGE: f64 = 0.2;
const MANY_LANGUAGES: f64 = 0.4;

/// See [`super::quality`].
pub(super) fn quality(article: &Article, config: &config::Score) -> Quality {
    let text = article.text.as_str();
    let found = pass(text);
    if found.lines.is_empty() {
        return Quality::default();
    }
    let is_english = article.language.as_ref().is_some_and(|language| language.code == "en");
    let signals = signals(&found, is_english);
    let is_spaced = found.spaced >= found.han + found.joined;
    let mut parts = BTreeMap::new();
    let mut part = |name, value: f64| {
        parts.insert(name, rounded(value.clamp(0.0, 1.0)));
    };
    part("boilerplate_free", 1.0 - article.boilerplate_ratio());
    part("complete", complete(article, &found));
    if let Some(spun) = article.spin.score {
        part("genuine", 1.0 - spun);
    }
    part("encoding", encoding(article, &signals));
    if let Some(language) = &article.language
        && language.is_sure
    {
        let taken = FURTHER_LANGUAGE * article.other_languages.len() as f64;
        part("language", (1.0 - taken).max(MANY_LANGUAGES));
    }
    part("length", signals.word_count as f64 / config.full_words.max(1) as f64);
    part("repetition", unrepeated(&signals, is_spaced));
    part("prose", prose(&signals, is_spaced, found.joined > found.spaced));
    let weights = BTreeMap::from(config.quality.named());
    let weighted = parts.iter().map(|(name, &value)| (value, weights[name]));
    Quality { score: super::product(weighted), parts, signals }
}

fn signals(found: &Pass, is_english: bool) -> Signals {
    let word_count =
        found.named_runs + found.han.div_ceil(HAN_WORD) + found.joined.div_ceil(JOINED_WORD);
    let per = |count: u64, all: u64| rounded(count as f64 / all.max(1) as f64);
    let lines = found.lines.len() as u64;
    let share_of_lines = |wanted: &dyn Fn(&super::words::Line) -> bool| {
        per(found.lines.iter().filter(|line| wanted(line)).count() as u64, lines)
    };
    let Repetition { top, fives, tens } = repetition::of_words(&found.words);
    let (duplicate_lines, duplicate_line_chars) = repetition::of_lines(&found.lines);
    Signals {
        word_count,
        mean_word_length: per(found.spaced + found.han + found.joined, word_count),
        symbol_to_word_ratio: per(found.symbols, word_count),
        fraction_of_words_with_alpha_character: per(found.letter_runs, found.runs),
        stop_word_count: is_english.then_some(found.stop_words),
        fraction_of_lines_ending_in_punctuation: share_of_lines(&|line| line.end != End::Other),
        fraction_of_lines_ending_in_ellipsis: share_of_lines(&|line| line.end == End::Ellipsis),
        fraction_of_lines_starting_with_bullet: share_of_lines(&|line| line.is_bullet),
        fraction_of_short_lines: share_of_lines(&|line| line.chars <= SHORT_LINE),
        fraction_of_duplicate_lines: rounded(duplicate_lines),
        fraction_of_characters_in_duplicate_lines: rounded(duplicate_line_chars),
        fraction_of_characters_in_top_2gram: rounded(top[0]),
        fraction_of_characters_in_top_3gram: rounded(top[1]),
        fraction_of_characters_in_top_4gram: rounded(top[2]),
        fraction_of_characters_in_duplicate_5grams: rounded(fives),
        fraction_of_characters_in_duplicate_10grams: rounded(tens),
        curly_bracket_count: found.curly_brackets,
        lorem_ipsum_count: found.lorem_ipsum,
        replacement_character_count: found.replaced,
    }
}

/// How sure it is that the text goes on to its end.
fn complete(article: &Article, found: &Pass) -> f64 {
    let is_joined = found.joined > found.spaced; // no full stops in Thai
    match found.lines.last().map(|line| line.end) {
        _ if article.is_cut_off() => CUT_OFF,
        Some(End::Ellipsis) => TRAILS_OFF,
        Some(End::Other) if !is_joined => NO_FULL_STOP,
        _ => 1.0,
    }
}

fn encoding(article: &Article, signals: &Signals) -> f64 {
    let lost = signals.replacement_character_count as f64 / signals.word_count.max(1) as f64;
    match article.has_lost_characters() || lost > 0.0 {
        true => LOST * (1.0 - lost / LOST_PER_WORD),
        false if article.was_garbled() => MENDED,
        false => 1.0,
    }
}

/// The measures of Gopher over the limits that it sets for each: half of a limit costs nothing, the
/// limit half of the part, one and a half of it everything. In scripts without spaces the limits for
/// words say nothing.
fn unrepeated(signals: &Signals, is_spaced: bool) -> f64 {
    let lines = [
        signals.fraction_of_duplicate_lines / 0.30,
        signals.fraction_of_characters_in_duplicate_lines / 0.20,
    ];
    let words = [
        signals.fraction_of_characters_in_top_2gram / 0.20,
        signals.fraction_of_characters_in_top_3gram / 0.18,
        signals.fraction_of_characters_in_top_4gram / 0.16,
        signals.fraction_of_characters_in_duplicate_5grams / 0.15,
        signals.fraction_of_characters_in_duplicate_10grams / 0.10,
    ];
    let words = if is_spaced { &words[..] } else { &[] };
    let worst = lines.iter().chain(words).fold(0.0, |worst: f64, &over| worst.max(over));
    1.5 - worst
}

/// The tests of Gopher, C4 and FineWeb for what prose looks like, those alone that apply to the
/// script and language.
fn prose(signals: &Signals, is_spaced: bool, is_joined: bool) -> f64 {
    let failed = [
        is_spaced && !(3.0..=10.0).contains(&signals.mean_word_length),
        signals.symbol_to_word_ratio > 0.1,
        signals.fraction_of_words_with_alpha_character < 0.8,
        signals.stop_word_count.is_some_and(|count| count < 2),
        signals.fraction_of_lines_starting_with_bullet > 0.9,
        signals.fraction_of_lines_ending_in_ellipsis > 0.3,
        !is_joined && signals.fraction_of_lines_ending_in_punctuation < 0.12,
        is_spaced && signals.fraction_of_short_lines > 0.67,
        signals.curly_bracket_count > 0,
        signals.lorem_ipsum_count > 0,
    ];
    FAILED.powi(failed.iter().filter(|&&failed| failed).count() as i32)
}
