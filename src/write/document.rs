//! One article to its document line and its audit line.

use std::borrow::Cow;

use serde::Serialize;

use super::address::{self, Address};
use super::audit::AuditLine;
use super::audit_json;
use super::dates::to_iso;
use super::facts;
use super::twins::{First, fingerprint};
use crate::document::{Article, Facts, Record, rounded};
use crate::lexicon::date_order::Order;

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
    /// A key of its text, line ends aside. `None` without text.
    pub fingerprint: Option<u64>,
    /// What is counted of it; whose text it repeats is for the writer to say.
    pub facts: Facts,
}

impl Rendered {
    /// The document line, newline included, in pieces to be written one after the other.
    pub fn document_line(&self) -> [&[u8]; 4] {
        self.line(&self.document)
    }

    /// The audit line, in the same way.
    pub fn audit_line(&self) -> [&[u8]; 4] {
        self.line(&self.audit)
    }

    fn line<'r>(&'r self, rest: &'r [u8]) -> [&'r [u8]; 4] {
        [b"{\"id\":\"", self.id.as_bytes(), b"\"", rest]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    quality_score: Option<f64>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    src_group: Option<&'a str>,
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
    let metadata = &article.metadata;
    let address = address_of(article, record);
    let (site, host) = match &address {
        Some(Address { site, host, .. }) => (Some(site.as_str()), Some(host.as_str())),
        None => (None, None),
    };
    let added = record.added.as_deref();
    let language = article.language.as_ref().filter(|language| language.is_sure);
    let order = Order::of_place(
        language.map(|language| language.code),
        metadata.declared_language.as_deref(),
        host,
    );
    let iso = |date: &Option<String>| to_iso(date.as_deref()?, order, added);
    let published = iso(&metadata.published);
    let origin = &record.origin;
    let source = site.or(facts::source_of(record));
    let group = source.is_none().then_some(origin.group.as_str());
    let counted_under = source.unwrap_or(&origin.group);
    let facts = facts::of_article(article, counted_under, published.as_deref());
    let line = DocumentLine {
        text: article.text.as_str(),
        source,
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
            modified: iso(&metadata.modified),
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
            quality_score: article.quality.score,
            boilerplate_ratio: article.boilerplate_ratio(),
            spun_score: article.spin.score.map(rounded),
            spun_family: article.spin.family.map(|family| family.name()),
            repairs: facts.repairs,
            removed_spans: facts.removed.values().sum(),
            warnings: warnings(article),
            filter_reason: article.filter_reason,
            src_group: group,
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
    let content = blake3::hash(article.text.base().as_bytes()).to_hex();
    Rendered {
        id: id(address.as_ref(), article.part, &content),
        content: content[..8].to_owned(),
        document: document_line(&line),
        audit: audit_line(&AuditLine::of(article, &content)),
        is_excluded: article.filter_reason.is_some(),
        fingerprint: fingerprint(article.text.as_str()),
        facts,
    }
}

/// The address of a page. Its own canonical one counts only within its site: elsewhere it is a syndication link
/// or a mistake, and ids must not collide across sites.
fn address_of(article: &Article, record: &Record) -> Option<Address> {
    let fetched = record.url.as_deref().and_then(address::read);
    let named = article.metadata.url_canonical.as_deref().and_then(address::read);
    match (named, fetched) {
        (Some(named), Some(fetched)) if named.site == fetched.site => Some(named),
        (named, fetched) => fetched.or(named),
    }
}

/// What [`Rendered::id`] says; `content` is the BLAKE3 of the base text, hex.
fn id(address: Option<&Address>, part: u32, content: &str) -> String {
    match address {
        Some(address) => {
            let named = format!("{}\n{part}", address.canonical);
            blake3::hash(named.as_bytes()).to_hex()[..32].to_owned()
        }
        None => content[..32].to_owned(),
    }
}

/// Names the first document with the same text, as the last keys of the metadata.
pub fn add_first(document: &mut Vec<u8>, first: &First) {
    let json = |text: &str| serde_json::to_string(text).expect("text is JSON");
    let keys = format!(",\"dup_of\":{},\"dup_site\":{}", json(&first.id), json(&first.site));
    let end = document.len() - END_OF_LINE.len();
    document.truncate(end);
    document.extend_from_slice(keys.as_bytes());
    document.extend_from_slice(END_OF_LINE);
}

/// How a document line ends: its metadata is its last key.
const END_OF_LINE: &[u8] = b"}}\n";

/// What was odd, and the languages of paragraphs that differ from the article's.
fn warnings(article: &Article) -> Vec<Cow<'static, str>> {
    let others = article.other_languages.iter().map(|code| format!("other_language:{code}").into());
    article.warnings.iter().map(|&warning| warning.into()).chain(others).collect()
}

/// What follows `{"id":"…"` in the line of a document.
fn document_line(line: &DocumentLine) -> Vec<u8> {
    let mut bytes = room(line.text.len());
    serde_json::to_writer(&mut bytes, line).expect("lines have string keys and finite numbers");
    bytes[0] = b','; // in the place of the opening brace
    bytes.push(b'\n');
    bytes
}

/// The same of its audit.
fn audit_line(line: &AuditLine) -> Vec<u8> {
    let mut bytes = room(line.base_len as usize + 128 * line.ops.len());
    audit_json::write(line, &mut bytes);
    bytes
}

/// Room for a line with so much text.
fn room(text: usize) -> Vec<u8> {
    Vec::with_capacity(text + text / 4 + 2048)
}
