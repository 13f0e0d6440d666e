//! How documents and sites are scored.

use serde::{Deserialize, Serialize};

/// How documents and sites are scored.
///
/// A part p of weight w multiplies its score by p to the power of w: what one part takes no other can
/// give back. No part counts less than 0.01, and a weight of 0 leaves a part out. Weights are from 0 to 100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Score {
    /// Fewest documents of a site that gets a `hygiene_score`.
    pub min_documents: u64,
    /// Words from which a document is long enough.
    pub full_words: u64,
    /// Weights of the parts of a document's `quality_score`.
    pub quality: QualityWeights,
    /// Weights of the parts of a site's `hygiene_score`.
    pub hygiene: HygieneWeights,
}

impl Default for Score {
    fn default() -> Self {
        Self {
            min_documents: 20,
            full_words: 100,
            quality: QualityWeights::default(),
            hygiene: HygieneWeights::default(),
        }
    }
}

/// Weights of the parts of a document's quality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QualityWeights {
    /// How little of what was there was boilerplate. Low: it says more of the site than of the text
    /// that is left.
    pub boilerplate_free: f64,
    /// The text goes on to its end: no paywall, no ellipsis.
    pub complete: f64,
    /// Not spun.
    pub genuine: f64,
    /// No lost characters, no mojibake.
    pub encoding: f64,
    /// No paragraphs in other languages.
    pub language: f64,
    /// Long enough.
    pub length: f64,
    /// Lines, words and phrases do not come again and again.
    pub repetition: f64,
    /// Shaped like prose: words, sentences, punctuation.
    pub prose: f64,
}

impl Default for QualityWeights {
    fn default() -> Self {
        Self {
            boilerplate_free: 0.1,
            complete: 0.5,
            genuine: 1.0,
            encoding: 1.0,
            language: 0.5,
            length: 0.5,
            repetition: 1.0,
            prose: 1.0,
        }
    }
}

impl QualityWeights {
    /// Every weight by the name of its part.
    pub fn named(&self) -> [(&'static str, f64); 8] {
        [
            ("boilerplate_free", self.boilerplate_free),
            ("complete", self.complete),
            ("genuine", self.genuine),
            ("encoding", self.encoding),
            ("language", self.language),
            ("length", self.length),
            ("repetition", self.repetition),
            ("prose", self.prose),
        ]
    }
}

/// Weights of the parts of a site's hygiene.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HygieneWeights {
    /// How little of what was there was boilerplate. Low: half of a common page is.
    pub boilerplate_free: f64,
    /// Documents are not copies of the site's own.
    pub unique: f64,
    /// Documents are not copies of other sites'.
    pub original: f64,
    /// Documents are not spun.
    pub genuine: f64,
    /// Documents without trouble of encoding.
    pub encoding: f64,
    /// Documents that go on to their end.
    pub complete: f64,
    /// Documents with a known author. Lowest, at most 5 in 100 are lost by it: agencies and plain text
    /// name none.
    pub byline: f64,
    /// Documents with a known date. Lowest for the same reason.
    pub date: f64,
    /// Mean of the documents' language, length, repetition and prose.
    pub text: f64,
}

impl Default for HygieneWeights {
    fn default() -> Self {
        Self {
            boilerplate_free: 0.2,
            unique: 0.5,
            original: 1.0,
            genuine: 1.0,
            encoding: 0.5,
            complete: 0.5,
            byline: 0.01,
            date: 0.01,
            text: 0.5,
        }
    }
}

impl HygieneWeights {
    /// Every weight by the name of its part.
    pub fn named(&self) -> [(&'static str, f64); 9] {
        [
            ("boilerplate_free", self.boilerplate_free),
            ("unique", self.unique),
            ("original", self.original),
            ("genuine", self.genuine),
            ("encoding", self.encoding),
            ("complete", self.complete),
            ("byline", self.byline),
            ("date", self.date),
            ("text", self.text),
        ]
    }
}
