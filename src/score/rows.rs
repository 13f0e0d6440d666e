//! Tallies to the rows of `sites.jsonl`.

use std::collections::BTreeMap;

use super::tallies::{SiteTally, Tallies};
use super::{product, wilson};
use crate::config::Score;
use crate::document::{LanguageCount, SiteScore, rounded};

/// The score of every site, in order of their names.
pub fn rows(tallies: &Tallies, config: &Score) -> Vec<SiteScore> {
    tallies.sites.iter().map(|(site, tally)| row(site, tally, config)).collect()
}

fn row(site: &str, tally: &SiteTally, config: &Score) -> SiteScore {
    let of_documents = |count: u64| share(count, tally.documents).unwrap_or_default();
    let spun = (tally.judged > 0).then(|| wilson(tally.spun, tally.judged));
    let parts = parts(tally);
    let is_enough = tally.documents >= config.min_documents;
    let weights = BTreeMap::from(config.hygiene.named());
    let weighted = parts.iter().map(|(name, &value)| (value, weights[name]));
    let (first_date, last_date) = tally.dates.clone().unzip();
    SiteScore {
        site: site.to_owned(),
        hygiene_score: if is_enough { product(weighted) } else { None },
        documents: tally.documents,
        excluded: tally.excluded,
        words: tally.words,
        median_words: tally.lengths.median(),
        boilerplate_ratio: share(tally.removed_bytes, tally.base_bytes).unwrap_or_default(),
        own_duplicate_share: of_documents(tally.own_duplicates),
        foreign_duplicate_share: of_documents(tally.foreign_duplicates),
        judged: tally.judged,
        spun_share: share(tally.spun, tally.judged),
        spun_low: spun.map(|(low, _)| rounded(low)),
        spun_high: spun.map(|(_, high)| rounded(high)),
        repairs_per_1000_words: rounded(tally.repairs as f64 * 1e3 / tally.words.max(1) as f64),
        missing_byline_share: of_documents(tally.documents - tally.with_byline),
        missing_date_share: of_documents(tally.documents - tally.with_date),
        encoding_trouble_share: of_documents(tally.encoding_trouble),
        cut_off_share: of_documents(tally.cut_off),
        mean_quality: average(tally.quality),
        languages: languages(tally),
        first_date,
        last_date,
        hygiene_parts: match is_enough {
            true => parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            false => BTreeMap::new(),
        },
    }
}

/// What a site's hygiene is made of. A site whose texts nobody judged for spinning, such as one that
/// is not in English, has no part of it; where a few were judged, those spun count among all, so that
/// one false alarm among a hundred texts in another language does not condemn a site.
fn parts(tally: &SiteTally) -> BTreeMap<&'static str, f64> {
    let free = |count: u64, all: u64| share(count, all).map(|share| rounded(1.0 - share));
    let all = tally.documents;
    let parts = [
        ("boilerplate_free", free(tally.removed_bytes, tally.base_bytes)),
        ("unique", free(tally.own_duplicates, all)),
        ("original", free(tally.foreign_duplicates, all)),
        ("genuine", free(tally.spun, all).filter(|_| tally.judged > 0)),
        ("encoding", free(tally.encoding_trouble, all)),
        ("complete", free(tally.cut_off, all)),
        ("byline", share(tally.with_byline, all)),
        ("date", share(tally.with_date, all)),
        ("text", average(tally.text)),
    ];
    parts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn share(count: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| rounded(count as f64 / all as f64))
}

/// The mean of a sum of ten-thousandths.
fn average((sum, count): (u64, u64)) -> Option<f64> {
    (count > 0).then(|| rounded(sum as f64 / 1e4 / count as f64))
}

/// The most frequent first.
fn languages(tally: &SiteTally) -> Vec<LanguageCount> {
    let mut languages: Vec<_> = tally
        .languages
        .iter()
        .map(|(language, &documents)| LanguageCount { language: language.clone(), documents })
        .collect();
    languages.sort_by(|a, b| b.documents.cmp(&a.documents).then(a.language.cmp(&b.language)));
    languages
}
