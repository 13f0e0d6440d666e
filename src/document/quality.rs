//! How good a document's text is: signals under their usual names, parts, and one score.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Counts and shares of a cleaned text, under the names that corpus tools give them.
///
/// Sources: Rae et al. 2021 ("Gopher", appendix A.1.1) for words, symbols, lines and repetition;
/// Raffel et al. 2020 ("C4") for line ends, curly brackets and lorem ipsum; Penedo et al. 2024
/// ("FineWeb") for short lines and the share of lines with punctuation. Shares are from 0 to 1.
/// A line is a line of the text that holds more than white space.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signals {
    /// Words: runs without white space that hold a letter or digit. In scripts that put no spaces
    /// between words, two characters of Chinese and Japanese and five of Thai, Lao, Khmer and
    /// Burmese are counted as one.
    pub word_count: u64,
    /// Letters and digits over words.
    pub mean_word_length: f64,
    /// `#`, `…` and `...` over words.
    pub symbol_to_word_ratio: f64,
    /// Share of the runs without white space that hold a letter.
    pub fraction_of_words_with_alpha_character: f64,
    /// Occurrences of Gopher's eight English stop words (the, be, to, of, and, that, have, with);
    /// absent where the text is not in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop_word_count: Option<u64>,
    /// Lines that end as sentences do, closing quotation marks and brackets aside.
    pub fraction_of_lines_ending_in_punctuation: f64,
    /// Lines that end with an ellipsis.
    pub fraction_of_lines_ending_in_ellipsis: f64,
    /// Lines that begin with a bullet.
    pub fraction_of_lines_starting_with_bullet: f64,
    /// Lines of at most 30 characters.
    pub fraction_of_short_lines: f64,
    /// Lines that stood before.
    pub fraction_of_duplicate_lines: f64,
    /// Their share of the characters of all lines.
    pub fraction_of_characters_in_duplicate_lines: f64,
    /// Share of the words' characters in the occurrences of the most frequent pair of words; 0
    /// where none comes twice.
    pub fraction_of_characters_in_top_2gram: f64,
    /// The same for three words.
    pub fraction_of_characters_in_top_3gram: f64,
    /// The same for four words.
    pub fraction_of_characters_in_top_4gram: f64,
    /// Share of the words' characters in runs of five words that stood before, each counted once.
    pub fraction_of_characters_in_duplicate_5grams: f64,
    /// The same for ten words.
    pub fraction_of_characters_in_duplicate_10grams: f64,
    /// Curly brackets: code or templates.
    pub curly_bracket_count: u64,
    /// Occurrences of "lorem ipsum".
    pub lorem_ipsum_count: u64,
    /// U+FFFD: characters that were lost in decoding.
    pub replacement_character_count: u64,
}

/// The verdict on a document's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quality {
    /// From 0 to 1: the product of the parts, each raised to the power of its weight. It measures the
    /// hygiene of the text, not its truth. `None` where there is no text.
    pub score: Option<f64>,
    /// What the score is made of, each from 0 (bad) to 1 (good). A part that does not apply, such
    /// as spinning where it was not judged, is absent and weighs nothing.
    pub parts: BTreeMap<&'static str, f64>,
    /// What was counted.
    pub signals: Signals,
}

/// Four decimals: the precision of every score, and the same digits everywhere.
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
