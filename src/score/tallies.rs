//! What documents add up to, site by site and in all: frozen values that merge in any order.

use std::collections::BTreeMap;

use super::median::Bars;
use crate::document::{Facts, Overview, Twin};

/// The language of documents of which none was recognized.
const UNKNOWN: &str = "unknown";

/// What the documents of one site add up to. Sums are of whole numbers, so that any order of adding
/// and merging gives the same value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteTally {
    pub(super) documents: u64,
    pub(super) excluded: u64,
    pub(super) words: u64,
    pub(super) lengths: Bars,
    pub(super) base_bytes: u64,
    pub(super) removed_bytes: u64,
    pub(super) own_duplicates: u64,
    pub(super) foreign_duplicates: u64,
    pub(super) judged: u64,
    pub(super) spun: u64,
    pub(super) repairs: u64,
    pub(super) with_byline: u64,
    pub(super) with_date: u64,
    pub(super) encoding_trouble: u64,
    pub(super) cut_off: u64,
    /// Sum in ten-thousandths, and how many have one.
    pub(super) quality: (u64, u64),
    pub(super) text: (u64, u64),
    pub(super) languages: BTreeMap<String, u64>,
    /// Earliest and latest.
    pub(super) dates: Option<(String, String)>,
}

impl SiteTally {
    /// Counts one document.
    pub fn add(&mut self, facts: &Facts) {
        self.base_bytes += facts.base_bytes;
        self.removed_bytes += facts.removed_bytes;
        if facts.is_excluded {
            self.excluded += 1;
            return;
        }
        self.documents += 1;
        self.words += facts.words;
        self.lengths.add(facts.words);
        self.own_duplicates += u64::from(facts.twin == Some(Twin::Own));
        self.foreign_duplicates += u64::from(facts.twin == Some(Twin::Foreign));
        self.judged += u64::from(facts.is_spun.is_some());
        self.spun += u64::from(facts.is_spun == Some(true));
        self.repairs += facts.repairs;
        self.with_byline += u64::from(facts.has_byline);
        self.with_date += u64::from(facts.date.is_some());
        self.encoding_trouble += u64::from(facts.has_encoding_trouble);
        self.cut_off += u64::from(facts.is_cut_off);
        sum(&mut self.quality, facts.quality.map(|value| (u64::from(value), 1)));
        sum(&mut self.text, facts.text.map(|value| (u64::from(value), 1)));
        let language = facts.language.as_deref().unwrap_or(UNKNOWN);
        match self.languages.get_mut(language) {
            Some(count) => *count += 1,
            None => {
                self.languages.insert(language.to_owned(), 1);
            }
        }
        if let Some(date) = &facts.date {
            self.widen(date, date);
        }
    }

    /// Adds the documents of another tally of this site.
    pub fn merge(&mut self, other: &Self) {
        self.documents += other.documents;
        self.excluded += other.excluded;
        self.words += other.words;
        self.lengths.merge(&other.lengths);
        self.base_bytes += other.base_bytes;
        self.removed_bytes += other.removed_bytes;
        self.own_duplicates += other.own_duplicates;
        self.foreign_duplicates += other.foreign_duplicates;
        self.judged += other.judged;
        self.spun += other.spun;
        self.repairs += other.repairs;
        self.with_byline += other.with_byline;
        self.with_date += other.with_date;
        self.encoding_trouble += other.encoding_trouble;
        self.cut_off += other.cut_off;
        sum(&mut self.quality, Some(other.quality));
        sum(&mut self.text, Some(other.text));
        for (language, count) in &other.languages {
            *self.languages.entry(language.clone()).or_default() += count;
        }
        if let Some((first, last)) = &other.dates {
            self.widen(first, last);
        }
    }

    fn widen(&mut self, first: &str, last: &str) {
        let (earliest, latest) =
            self.dates.get_or_insert_with(|| (first.to_owned(), last.to_owned()));
        if first < earliest.as_str() {
            first.clone_into(earliest);
        }
        if last > latest.as_str() {
            last.clone_into(latest);
        }
    }
}

fn sum(to: &mut (u64, u64), from: Option<(u64, u64)>) {
    let (value, count) = from.unwrap_or_default();
    to.0 += value;
    to.1 += count;
}

/// The tallies of a run: per site and in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tallies {
    /// By site.
    pub sites: BTreeMap<String, SiteTally>,
    /// Of all documents.
    pub overview: Overview,
}

impl Tallies {
    /// Counts one document.
    pub fn add(&mut self, facts: &Facts) {
        self.overview.add(facts);
        match self.sites.get_mut(&facts.site) {
            Some(site) => site.add(facts),
            None => self.sites.entry(facts.site.clone()).or_default().add(facts),
        }
    }

    /// Adds the documents of other tallies.
    pub fn merge(&mut self, other: Self) {
        self.overview.merge(&other.overview);
        for (name, tally) in other.sites {
            self.sites.entry(name).or_default().merge(&tally);
        }
    }
}
