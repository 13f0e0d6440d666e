//! The totals of a run, or of any set of documents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Facts, Twin};
use crate::text::Reason;

/// Bars of the histogram of quality.
pub const QUALITY_BARS: usize = 20;

/// What a set of documents adds up to. Totals merge in any order and grouping to the same value.
///
/// But for `excluded` and `removed` only documents that were not left out are counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overview {
    /// Articles written to the documents.
    pub articles: u64,
    /// Articles left out.
    pub excluded: u64,
    /// Their words.
    pub words: u64,
    /// Articles whose spinning could be judged.
    pub judged: u64,
    /// Articles judged spun.
    pub spun: u64,
    /// Words and forms put right.
    pub repairs: u64,
    /// Articles with the text of an earlier one of the same site.
    pub own_duplicates: u64,
    /// Articles with the text of an earlier one of another site.
    pub foreign_duplicates: u64,
    /// Articles with trouble of encoding.
    pub encoding_trouble: u64,
    /// Spans removed, by reason; of the articles left out too.
    pub removed: BTreeMap<Reason, u64>,
    /// Articles by month of publication (`2021-03`); those without a date under `unknown`.
    pub months: BTreeMap<String, u64>,
    /// Articles by encoding.
    pub encodings: BTreeMap<String, u64>,
    /// Articles by language; `unknown` where none was recognized.
    pub languages: BTreeMap<String, u64>,
    /// Spun articles by family; `unknown` where none explains most of the evidence.
    pub families: BTreeMap<String, u64>,
    /// Articles by quality, in bars of 0.05 from 0 to 1.
    pub quality: [u64; QUALITY_BARS],
}

/// The key of what is not known.
const UNKNOWN: &str = "unknown";

impl Overview {
    /// Counts one document.
    pub fn add(&mut self, facts: &Facts) {
        for (&reason, count) in &facts.removed {
            *self.removed.entry(reason).or_default() += count;
        }
        if facts.is_excluded {
            self.excluded += 1;
            return;
        }
        self.articles += 1;
        self.words += facts.words;
        self.judged += u64::from(facts.is_spun.is_some());
        self.repairs += facts.repairs;
        self.own_duplicates += u64::from(facts.twin == Some(Twin::Own));
        self.foreign_duplicates += u64::from(facts.twin == Some(Twin::Foreign));
        self.encoding_trouble += u64::from(facts.has_encoding_trouble);
        let month = facts.date.as_deref().and_then(|date| date.get(..7));
        count(&mut self.months, month.unwrap_or(UNKNOWN), 1);
        count(&mut self.encodings, &facts.encoding, 1);
        count(&mut self.languages, facts.language.as_deref().unwrap_or(UNKNOWN), 1);
        if facts.is_spun == Some(true) {
            self.spun += 1;
            count(&mut self.families, facts.family.map_or(UNKNOWN, |family| family.name()), 1);
        }
        if let Some(quality) = facts.quality {
            let bar = quality as usize * QUALITY_BARS / 10_000;
            self.quality[bar.min(QUALITY_BARS - 1)] += 1;
        }
    }

    /// Adds the totals of other documents.
    pub fn merge(&mut self, other: &Overview) {
        self.articles += other.articles;
        self.excluded += other.excluded;
        self.words += other.words;
        self.judged += other.judged;
        self.spun += other.spun;
        self.repairs += other.repairs;
        self.own_duplicates += other.own_duplicates;
        self.foreign_duplicates += other.foreign_duplicates;
        self.encoding_trouble += other.encoding_trouble;
        for (&reason, &n) in &other.removed {
            *self.removed.entry(reason).or_default() += n;
        }
        let maps = [
            (&mut self.months, &other.months),
            (&mut self.encodings, &other.encodings),
            (&mut self.languages, &other.languages),
            (&mut self.families, &other.families),
        ];
        for (mine, others) in maps {
            for (key, &n) in others {
                count(mine, key, n);
            }
        }
        for (mine, n) in self.quality.iter_mut().zip(other.quality) {
            *mine += n;
        }
    }
}

/// Adds to a count; a new key alone costs memory.
fn count(counts: &mut BTreeMap<String, u64>, key: &str, n: u64) {
    match counts.get_mut(key) {
        Some(count) => *count += n,
        None => {
            counts.insert(key.to_owned(), n);
        }
    }
}
