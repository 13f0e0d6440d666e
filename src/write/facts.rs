//! What the tallies count of a document: from an article on its way out, and from its lines in an
//! output folder. Both give the same value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::audit::AuditLine;
use crate::document::{Article, CUT_OFF, Facts, Family, GARBLED, LOST, Record, Twin, rounded};
use crate::error::json_fault;
use crate::text::Reason;

/// Parts of the quality whose mean says how well a text reads.
const TEXT_PARTS: [&str; 4] = ["language", "length", "repetition", "prose"];
/// Longest name that a container may give its source, in bytes; longer ones are text.
const MAX_SOURCE_BYTES: usize = 200;

/// The name that a container gives its source, if it is one.
pub fn source_of(record: &Record) -> Option<&str> {
    let name = record.source.as_deref()?.trim();
    let is_name = name.len() <= MAX_SOURCE_BYTES && !name.contains(char::is_control);
    (is_name && !name.is_empty()).then_some(name)
}

/// The facts of an article, whose site and date are known as its line says them; what it repeats is
/// for the writer to say.
pub fn of_article(article: &Article, site: &str, date: Option<&str>) -> Facts {
    let mut removed: BTreeMap<Reason, u64> = BTreeMap::new();
    let mut repairs = 0;
    for change in article.text.changes() {
        let reason = change.why.reason;
        if reason == Reason::SpunSubstitution {
            repairs += 1;
        } else if change.now.is_empty() && reason.is_boilerplate() {
            *removed.entry(reason).or_default() += 1;
        }
    }
    let quality = &article.quality;
    let is_judged = article.spin.score.is_some();
    Facts {
        site: site.to_owned(),
        is_excluded: article.filter_reason.is_some(),
        words: quality.signals.word_count,
        base_bytes: article.text.base().len() as u64,
        removed_bytes: article.removed_bytes(),
        removed,
        repairs,
        is_spun: is_judged.then_some(article.spin.is_spun),
        family: article.spin.family,
        twin: None,
        has_byline: !article.metadata.authors.is_empty(),
        date: date.and_then(day),
        encoding: article.encoding.to_owned(),
        has_encoding_trouble: article.has_lost_characters()
            || article.was_garbled()
            || quality.signals.replacement_character_count > 0,
        is_cut_off: article.is_cut_off(),
        language: article.language.as_ref().map(|language| language.code.to_owned()),
        quality: quality.score.map(ten_thousandths),
        text: text_mean(|name| quality.parts.get(name).copied()),
    }
}

/// What is read back of a document line.
#[derive(Deserialize)]
struct DocumentLine<'a> {
    #[serde(borrow)]
    source: Option<Cow<'a, str>>,
    #[serde(borrow)]
    metadata: MetadataLine<'a>,
}

#[derive(Deserialize)]
struct MetadataLine<'a> {
    #[serde(borrow)]
    authors: Option<Vec<Cow<'a, str>>>,
    #[serde(borrow)]
    published: Option<Cow<'a, str>>,
    #[serde(borrow)]
    language: Option<Cow<'a, str>>,
    #[serde(borrow)]
    encoding: Cow<'a, str>,
    quality_score: Option<f64>,
    #[serde(borrow)]
    dup_of: Option<Cow<'a, str>>,
    #[serde(borrow)]
    dup_site: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    warnings: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    filter_reason: Option<Cow<'a, str>>,
    #[serde(borrow)]
    src_group: Option<Cow<'a, str>>,
}

/// The facts of a document from its two lines.
///
/// # Errors
/// Says what is wrong with a line.
pub fn of_lines(document: &str, audit: &str) -> Result<Facts, String> {
    let document: DocumentLine = serde_json::from_str(document).map_err(|e| json_fault(&e))?;
    let audit: AuditLine = serde_json::from_str(audit).map_err(|e| json_fault(&e))?;
    let metadata = &document.metadata;
    let has_warning = |names: &[&str]| metadata.warnings.iter().any(|w| names.contains(&&**w));
    let mut removed: BTreeMap<Reason, u64> = BTreeMap::new();
    let (mut repairs, mut removed_bytes) = (0, 0);
    for op in &audit.ops {
        if op.reason == Reason::SpunSubstitution {
            repairs += 1;
        } else if op.after.is_empty() && op.reason.is_boilerplate() {
            *removed.entry(op.reason).or_default() += 1;
            removed_bytes += op.before.len() as u64;
        }
    }
    let signals = audit.scores.signals.unwrap_or_default();
    let source = document.source.as_ref().or(metadata.src_group.as_ref());
    let site = source.map_or("-", |source| source).to_owned();
    let twin = metadata.dup_of.is_some().then(|| match metadata.dup_site.as_deref() {
        Some(other) if other != site => Twin::Foreign,
        _ => Twin::Own,
    });
    Ok(Facts {
        is_excluded: metadata.filter_reason.is_some(),
        words: signals.word_count,
        base_bytes: audit.base_len,
        removed_bytes,
        removed,
        repairs,
        is_spun: audit.spin.score.is_some().then_some(audit.spin.is_spun),
        family: audit.spin.family.as_deref().and_then(Family::named),
        twin,
        has_byline: metadata.authors.as_ref().is_some_and(|authors| !authors.is_empty()),
        date: metadata.published.as_deref().and_then(day),
        encoding: metadata.encoding.clone().into_owned(),
        has_encoding_trouble: has_warning(&LOST)
            || audit.ops.iter().any(|op| GARBLED.contains(&&*op.rule))
            || signals.replacement_character_count > 0,
        is_cut_off: has_warning(&CUT_OFF),
        language: metadata.language.clone().map(Cow::into_owned),
        quality: metadata.quality_score.map(ten_thousandths),
        text: text_mean(|name| audit.scores.quality_parts.get(name).copied()),
        site,
    })
}

/// The calendar date of a time in ISO 8601.
fn day(time: &str) -> Option<String> {
    time.get(..10).map(str::to_owned)
}

fn ten_thousandths(score: f64) -> u32 {
    (score * 1e4).round() as u32
}

fn text_mean(part: impl Fn(&str) -> Option<f64>) -> Option<u32> {
    let (mut sum, mut count) = (0.0, 0);
    for value in TEXT_PARTS.iter().filter_map(|name| part(name)) {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| ten_thousandths(rounded(sum / f64::from(count))))
}
