//! The table of sites: the first rows for reading, all of them as data for the page's script.

use serde_json::{Value, json};

use super::figures::{counted, percent};
use super::page::embedded;
use crate::document::SiteScore;

/// Rows that the page holds as a table; the script makes the others as they are asked for.
const ROWS: usize = 100;
/// Languages of a site that the page names.
const LANGUAGES: usize = 5;

/// A row for reading, figures told.
pub struct SiteRow<'a> {
    /// Registered domain.
    pub site: &'a str,
    /// The cells behind it, in the order of the table's head.
    pub cells: Vec<String>,
}

/// Sites in the order the table starts with: those with the most documents first.
pub fn in_order(sites: &[SiteScore]) -> Vec<&SiteScore> {
    let mut order: Vec<&SiteScore> = sites.iter().collect();
    order.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.site.cmp(&b.site)));
    order
}

/// The first rows.
pub fn rows<'a>(sites: &[&'a SiteScore]) -> Vec<SiteRow<'a>> {
    let row = |site: &&'a SiteScore| SiteRow {
        site: &site.site,
        cells: vec![
            counted(site.documents),
            site.hygiene_score.map_or_else(|| "–".to_owned(), |score| format!("{score:.2}")),
            site.spun_share.map_or_else(|| "–".to_owned(), percent),
            percent(site.boilerplate_ratio),
            percent(site.own_duplicate_share + site.foreign_duplicate_share),
            percent(site.encoding_trouble_share),
            counted(site.median_words),
            site.languages.first().map(|first| first.language.clone()).unwrap_or_default(),
            site.last_date.clone().unwrap_or_default(),
        ],
    };
    sites.iter().take(ROWS).map(row).collect()
}

/// The names of what [`data`] gives of a site, in order.
const FIELDS: [&str; 24] = [
    "site",
    "documents",
    "hygiene",
    "spun",
    "boilerplate",
    "duplicates",
    "encoding",
    "median",
    "language",
    "last",
    "excluded",
    "words",
    "ownDuplicates",
    "foreignDuplicates",
    "judged",
    "spunLow",
    "spunHigh",
    "repairs",
    "noByline",
    "noDate",
    "cutOff",
    "quality",
    "first",
    "parts",
];

/// All sites as JSON for a `<script>` element: names of fields, then a list of values a site.
pub fn data(sites: &[&SiteScore]) -> String {
    let row = |site: &&SiteScore| -> Value {
        let languages: Vec<String> = site
            .languages
            .iter()
            .take(LANGUAGES)
            .map(|language| format!("{} {}", language.language, counted(language.documents)))
            .collect();
        json!([
            site.site,
            site.documents,
            site.hygiene_score,
            site.spun_share,
            site.boilerplate_ratio,
            site.own_duplicate_share + site.foreign_duplicate_share,
            site.encoding_trouble_share,
            site.median_words,
            languages.join(", "),
            site.last_date,
            site.excluded,
            site.words,
            site.own_duplicate_share,
            site.foreign_duplicate_share,
            site.judged,
            site.spun_low,
            site.spun_high,
            site.repairs_per_1000_words,
            site.missing_byline_share,
            site.missing_date_share,
            site.cut_off_share,
            site.mean_quality,
            site.first_date,
            site.hygiene_parts,
        ])
    };
    let rows: Vec<Value> = sites.iter().map(row).collect();
    embedded(&json!({ "fields": FIELDS, "rows": rows }))
}
