//! What the tallies of a run and of its sites count of one document.

use std::collections::BTreeMap;

use super::Family;
use crate::text::Reason;

/// Whose text a document repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// A document of the same site.
    Own,
    /// A document of another site.
    Foreign,
}

/// What is counted of one document. It can be had from an article on its way out and from the
/// lines of an output folder, and is the same from both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// What the document is counted under: its registered domain, else its source, else the
    /// group of its input.
    pub site: String,
    /// Whether it was left out of the documents. Then only the removals below count.
    pub is_excluded: bool,
    /// Words, as [`super::Signals::word_count`].
    pub words: u64,
    /// Bytes of the base text.
    pub base_bytes: u64,
    /// Bytes removed as boilerplate.
    pub removed_bytes: u64,
    /// Spans removed as boilerplate, by reason.
    pub removed: BTreeMap<Reason, u64>,
    /// Words and forms of spinners put right.
    pub repairs: u64,
    /// Whether it was judged spun; `None` where it was not judged.
    pub is_spun: Option<bool>,
    /// The family, when spun.
    pub family: Option<Family>,
    /// Whose text it repeats, if any earlier document has the same.
    pub twin: Option<Twin>,
    /// Whether an author is known.
    pub has_byline: bool,
    /// Date of publication (ISO 8601, `2021-03-09`), where known.
    pub date: Option<String>,
    /// Label of the encoding.
    pub encoding: String,
    /// Whether bytes were not what the encoding says, characters were lost, or mojibake was mended.
    pub has_encoding_trouble: bool,
    /// Whether the text ends at a paywall or its record was cut short.
    pub is_cut_off: bool,
    /// Language, where one was recognized.
    pub language: Option<String>,
    /// Quality in ten-thousandths; `None` where there is no text.
    pub quality: Option<u32>,
    /// Mean of the parts language, length, repetition and prose, in ten-thousandths.
    pub text: Option<u32>,
}

/// Warnings of documents whose text does not go on to its end.
pub const CUT_OFF: [&str; 2] = ["paywall", "truncated"];
/// Warnings of documents of which characters were lost.
pub const LOST: [&str; 2] = ["bad_utf8", "bad_bytes"];
/// Rules that mend what a wrong decoding left.
pub const GARBLED: [&str; 2] = ["decode/mojibake", "decode/c1"];
