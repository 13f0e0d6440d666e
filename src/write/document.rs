//! One article to its document line and its audit line.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::address::{self, Address};
use super::audit::{AuditLine, boilerplate_ratio, is_boilerplate, rounded};
use super::dates::to_iso;
use crate::document::{Article, Record};
use crate::text::Reason;

/// An article ready to be written: its lines, id aside.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// What the id is made of: BLAKE3-128 hex of the canonical address and part, or of the base
    /// text where there is no address. Unique once the writer has seen it.
    pub id: String,
    /// Tells two documents with one address apart: BLAKE3-32 hex of the base text.
    pub content: String,
    /// The document line after its `id` key, closing brace and newline included.
    pub document: Vec<u8>,
    /// The audit line after its `id` key, closing brace and newline included.
    pub audit: Vec<u8>,
    /// Whether the article is left out of the documents.
    pub is_excluded: bool,
    /// What the run's summary counts of it.
    pub tally: Tally,
}

/// What a summary counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Articles written to the documents.
    pub articles: u64,
    /// Articles left out.
    pub excluded: u64,
    /// Articles judged spun.
    pub spun: u64,
    /// Words and forms put right.
    pub repairs: u64,
    /// Spans removed, by reason.
    pub removed: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// Adds what `other` counted.
    pub fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.excluded += other.excluded;
        self.spun += other.spun;
        self.repairs += other.repairs;
        for (reason, count) in &other.removed {
            *self.removed.entry(reason).or_default() += count;
        }
    }
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<&'a str>,
    version: &'static str,
    metadata: MetadataLine<'a>,
}

/// Flat scalars and lists of strings only; unknown values are absent.
#[derive(Serialize, Default)]
struct MetadataLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url_canonical: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "no_strings")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "no_strings")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "no_strings")]
    captions: &'a [String],
    part: u32,
    parts: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language_score: Option<f64>,
    encoding: &'a str,
    encoding_source: &'a str,
    boilerplate_ratio: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    spun_score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spun_family: Option<&'a str>,
    repairs: u64,
    removed_spans: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filter_reason: Option<&'a str>,
    src_path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    src_member: Option<&'a str>,
    src_format: &'a str,
    src_record: u64,
    src_offset: u64,
    src_length: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    src_digest: Option<&'a str>,
    tool: &'static str,
    config_hash: &'a str,
}

fn no_strings(list: &&[String]) -> bool {
    list.is_empty()
}

/// Name and version of this program.
const TOOL: &str = concat!("copydesk ", env!("CARGO_PKG_VERSION"));

/// Renders an article of `record`; `config_hash` as [`crate::config::Config::hash`] gives it.
pub fn render(article: &Article, record: &Record, config_hash: &str) -> Rendered {
    let tally = tally(article);
    let removed_spans = tally.removed.values().sum();
    let metadata = &article.metadata;
    // A page's own canonical address counts only within its site: elsewhere it is a syndication
    // link or a mistake, and ids must not collide across sites.
    let fetched = record.url.as_deref().and_then(address::read);
    let named = metadata.url_canonical.as_deref().and_then(address::read);
    let address = match (named, fetched) {
        (Some(named), Some(fetched)) if named.site == fetched.site => Some(named),
        (named, fetched) => fetched.or(named),
    };
    let (site, host) = match &address {
        Some(Address { site, host, .. }) => (Some(site.as_str()), Some(host.as_str())),
        None => (None, None),
    };
    let added = record.added.as_deref();
    let published = metadata.published.as_deref().and_then(|date| to_iso(date, added));
    let origin = &record.origin;
    let line = DocumentLine {
        text: article.text.as_str(),
        source: site,
        added,
        created: published.as_deref(),
        version: env!("CARGO_PKG_VERSION"),
        metadata: MetadataLine {
            url: record.url.as_deref(),
            url_canonical: address.as_ref().map(|address| address.canonical.clone()),
            site,
            host,
            title: metadata.title.as_deref(),
            authors: &metadata.authors,
            published: published.as_deref(),
            modified: metadata.modified.as_deref().and_then(|date| to_iso(date, added)),
            date_source: metadata.date_source.filter(|_| published.is_some()),
            section: metadata.section.as_deref(),
            tags: &metadata.tags,
            captions: &metadata.captions,
            part: article.part,
            parts: article.parts,
            language: article.language.as_ref().map(|language| language.code),
            language_score: article.language.as_ref().map(|language| rounded(language.score)),
            encoding: article.encoding,
            encoding_source: article.encoding_source.name(),
            boilerplate_ratio: boilerplate_ratio(&article.text),
            spun_score: article.spin.score.map(rounded),
            spun_family: article.spin.family.map(|family| family.name()),
            repairs: tally.repairs,
            removed_spans,
            warnings: warnings(article),
            filter_reason: article.filter_reason,
            src_path: &origin.path,
            src_member: origin.member.as_deref(),
            src_format: origin.format,
            src_record: origin.record,
            src_offset: origin.offset,
            src_length: origin.length,
            src_digest: origin.digest.as_deref(),
            tool: TOOL,
            config_hash,
        },
    };
    let content = blake3::hash(article.text.base().as_bytes());
    let id = match &address {
        Some(address) => {
            let mut hasher = blake3::Hasher::new();
            hasher.update(address.canonical.as_bytes());
            hasher.update(b"\n");
            hasher.update(article.part.to_string().as_bytes());
            hasher.finalize()
        }
        None => content,
    };
    Rendered {
        id: id.to_hex()[..32].to_owned(),
        content: content.to_hex()[..8].to_owned(),
        document: rest_of_line(&line, article.text.as_str().len()),
        audit: rest_of_line(&AuditLine::of(article, &content), article.text.base().len()),
        is_excluded: article.filter_reason.is_some(),
        tally,
    }
}

/// What was odd, and the languages of paragraphs that differ from the article's.
fn warnings(article: &Article) -> Vec<Cow<'static, str>> {
    let others = article.other_languages.iter().map(|code| format!("other_language:{code}").into());
    article.warnings.iter().map(|&warning| warning.into()).chain(others).collect()
}

/// A JSON object as what follows `{"id":"…"` in its line; `text` is how many bytes of text it holds.
fn rest_of_line(line: &impl Serialize, text: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text + text / 4 + 2048);
    serde_json::to_writer(&mut bytes, line).expect("lines have string keys and finite numbers");
    bytes[0] = b','; // in the place of the opening brace
    bytes.push(b'\n');
    bytes
}

fn tally(article: &Article) -> Tally {
    let mut tally = Tally {
        articles: u64::from(article.filter_reason.is_none()),
        excluded: u64::from(article.filter_reason.is_some()),
        spun: u64::from(article.spin.is_spun),
        ..Tally::default()
    };
    for change in article.text.changes() {
        let reason = change.why.reason;
        if reason == Reason::SpunSubstitution {
            tally.repairs += 1;
        } else if change.now.is_empty() && is_boilerplate(reason) {
            *tally.removed.entry(reason.name()).or_default() += 1;
        }
    }
    tally
}
