//! The score of one site: a row of `sites.jsonl` and `sites.csv`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Names of the parts that `hygiene_score` is made of, as in `score.hygiene` of the configuration.
pub const HYGIENE_PARTS: [&str; 9] = [
    "boilerplate_free",
    "unique",
    "original",
    "genuine",
    "encoding",
    "complete",
    "byline",
    "date",
    "text",
];

/// Documents in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageCount {
    /// ISO 639-1 code where there is one, else ISO 639-3; `unknown` where none was recognized.
    pub language: String,
    /// Documents in it.
    pub documents: u64,
}

/// One site: what its documents add up to, and how clean they are.
///
/// It measures the hygiene of text, not its truth. Shares are from 0 to 1 and, where nothing else
/// is said, of the documents that were not left out; what cannot be said is absent. Rooms that
/// compare documents in other ways add their columns as further optional fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SiteScore {
    /// Registered domain; of documents without an address their source, else the group of their
    /// input (docs/OUTPUT.md).
    pub site: String,
    /// Product of the parts, each raised to the power of its weight, 0 (bad) to 1 (clean); absent
    /// under `score.min_documents` documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hygiene_score: Option<f64>,
    /// Documents that were not left out.
    pub documents: u64,
    /// Documents left out.
    pub excluded: u64,
    /// Words of all documents.
    pub words: u64,
    /// Median of the documents' words, within a sixteenth of the true one.
    pub median_words: u64,
    /// Bytes removed as boilerplate over bytes of the base texts.
    pub boilerplate_ratio: f64,
    /// Documents with the text of an earlier one of this site.
    pub own_duplicate_share: f64,
    /// Documents with the text of an earlier one of another site.
    pub foreign_duplicate_share: f64,
    /// Documents whose spinning could be judged.
    pub judged: u64,
    /// Documents judged spun over those judged; absent where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spun_share: Option<f64>,
    /// Lower end of its 95 % interval (Wilson 1927).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spun_low: Option<f64>,
    /// Upper end of its 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spun_high: Option<f64>,
    /// Words and forms of spinners put right, per 1,000 words.
    pub repairs_per_1000_words: f64,
    /// Documents without a known author.
    pub missing_byline_share: f64,
    /// Documents without a known date of publication.
    pub missing_date_share: f64,
    /// Documents with trouble of encoding: wrong bytes, lost characters, mojibake.
    pub encoding_trouble_share: f64,
    /// Documents that end at a paywall or were cut short.
    pub cut_off_share: f64,
    /// Mean `quality_score` of the documents; absent where none has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_quality: Option<f64>,
    /// Documents by language, the most first.
    pub languages: Vec<LanguageCount>,
    /// Earliest date of publication (`2021-03-09`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_date: Option<String>,
    /// Latest date of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_date: Option<String>,
    /// What `hygiene_score` is made of, each from 0 (bad) to 1 (clean), by its name
    /// of [`HYGIENE_PARTS`]. What does not apply is absent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hygiene_parts: BTreeMap<String, f64>,
}
