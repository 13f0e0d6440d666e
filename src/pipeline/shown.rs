//! Written articles as the report shows them.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::document::{Facts, Overview, SiteScore};
use crate::error::{Error, Result};
use crate::report::{self, Document, Fact, Heat, Mark, Sample, Score, Sort, web_address};
use crate::text::Span;
use crate::write::{Op, Rendered, SpinLine, id_of, undo};

/// The metadata that people ask for first, in this order; what is not named here follows.
const FIRST: [(&str, &str); 23] = [
    ("url", "address"),
    ("url_canonical", "canonical address"),
    ("title", "title"),
    ("authors", "authors"),
    ("published", "published"),
    ("date_source", "date found in"),
    ("modified", "modified"),
    ("section", "section"),
    ("tags", "tags"),
    ("captions", "captions"),
    ("language", "language"),
    ("language_score", "language score"),
    ("filter_reason", "left out"),
    ("encoding", "encoding"),
    ("encoding_source", "encoding found by"),
    ("warnings", "warnings"),
    ("spun_family", "kind of spinning"),
    ("dup_of", "copy of"),
    ("repairs", "repairs"),
    ("removed_spans", "removed parts"),
    ("src_path", "file"),
    ("src_member", "member"),
    ("src_record", "record"),
];

/// What is shown elsewhere on the page, or says nothing to people.
const PASSED_OVER: [&str; 9] = [
    "boilerplate_ratio",
    "config_hash",
    "host",
    "quality_score",
    "site",
    "spun_score",
    "src_digest",
    "src_offset",
    "src_length",
];

#[derive(Deserialize)]
struct DocumentLine {
    id: String,
    text: String,
    metadata: Map<String, Value>,
}

/// What is shown of an audit line: its scores by name, as the line has them.
#[derive(Deserialize)]
struct Audit<'a> {
    #[serde(borrow)]
    ops: Vec<Op<'a>>,
    #[serde(borrow)]
    spin: SpinLine<'a>,
    scores: Map<String, Value>,
}

/// The report of a run: what its documents add up to, its sites, and a sample of its documents.
///
/// # Errors
/// As [`shown`], for the first document that cannot be.
pub fn report(overview: &Overview, sites: &[SiteScore], sample: Sample) -> Result<String> {
    let mut all_read = Ok(());
    // One by one: the report asks for no more than it has room for.
    let documents = sample.into_lines().map_while(|lines| {
        let document = shown(&lines.document, &lines.audit);
        let document = document.map_err(|error| all_read = Err(error)).ok()?;
        Some(Document { site: lines.site, sort: lines.sort, ..document })
    });
    let page = report::report(overview, sites, documents);
    all_read.map(|()| page)
}

/// Offers an article as it is written to the sample.
pub fn offer(sample: &mut Sample, article: &Rendered) {
    let start = "{\"id\":\"\"".len() + article.id.len();
    let bytes = article.document.len() + article.audit.len() + 2 * start;
    sample.offer(&article.facts.site, sort_of(&article.facts), &article.id, bytes, || {
        (article.document_line().concat(), article.audit_line().concat())
    });
}

/// What a document is an example of.
pub fn sort_of(facts: &Facts) -> Sort {
    if facts.is_excluded {
        Sort::LeftOut
    } else if facts.is_spun == Some(true) {
        Sort::Spun
    } else if facts.repairs > 0 || facts.has_encoding_trouble {
        Sort::Repaired
    } else if !facts.removed.is_empty() {
        Sort::Stripped
    } else {
        Sort::Untouched
    }
}

/// A document line and its audit line, as the report shows them.
///
/// # Errors
/// [`Error::Document`] when the lines are no JSON of that form, or do not fit each other.
pub fn shown(document: &[u8], audit: &[u8]) -> Result<Document> {
    read(document, audit).map_err(|message| {
        let line = String::from_utf8_lossy(document);
        Error::Document { id: id_of(&line).unwrap_or_default().into_owned(), message }
    })
}

fn read(document: &[u8], audit: &[u8]) -> std::result::Result<Document, String> {
    let told = |e: serde_json::Error| e.to_string();
    // The check of all strings at once costs less than that of each.
    let text_of = |line| std::str::from_utf8(line).map_err(|e| e.to_string());
    let document = serde_json::from_str(text_of(document)?).map_err(told)?;
    let DocumentLine { id, text, metadata } = document;
    let audit: Audit = serde_json::from_str(text_of(audit)?).map_err(told)?;
    let base = undo(&text, &audit.ops)?;
    let span = |[start, end]: [u32; 2]| Span { start, end };
    let marks = audit.ops.iter().map(|op| Mark {
        span: span(op.b),
        reason: op.reason,
        rule: op.rule.to_string(),
        confidence: op.conf,
        after: op.after.to_string(),
    });
    let mut heat: Vec<Heat> = audit
        .spin
        .evidence
        .iter()
        .map(|evidence| Heat {
            span: span(evidence.b),
            rule: evidence.rule.to_string(),
            weight: evidence.weight,
            instead: evidence.instead.as_deref().map(str::to_owned),
        })
        .collect();
    heat.sort_by_key(|heat| heat.span);
    let text_of = |key: &str| metadata.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(Document {
        title: text_of("title").unwrap_or_default(),
        site: text_of("site").unwrap_or_default(),
        left_out: text_of("filter_reason"),
        facts: facts(&metadata, audit.spin.not_judged.as_deref()),
        scores: self::scores(&metadata, &audit.scores),
        signals: signals(&audit.scores),
        sort: Sort::default(),
        marks: marks.collect(),
        heat,
        is_spun: audit.spin.is_spun,
        id,
        base,
    })
}

fn facts(metadata: &Map<String, Value>, not_judged: Option<&str>) -> Vec<Fact> {
    let first = FIRST.iter().filter_map(|&(key, name)| Some((key, name, metadata.get(key)?)));
    let is_first = |key: &str| FIRST.iter().any(|&(known, _)| known == key);
    let rest = metadata
        .iter()
        .filter(|(key, _)| !is_first(key) && !PASSED_OVER.contains(&key.as_str()))
        .map(|(key, value)| (key.as_str(), key.as_str(), value));
    let mut facts: Vec<Fact> = first
        .chain(rest)
        .map(|(key, name, value)| {
            let value = told(value);
            let link = key.starts_with("url").then(|| web_address(&value)).flatten();
            Fact { name: name.replace('_', " "), value, link }
        })
        .collect();
    if let Some(why) = not_judged {
        let value = format!("not judged: {}", why.replace('_', " "));
        facts.push(Fact { name: "spinning".to_owned(), value, link: None });
    }
    facts
}

/// The document's scores and the parts of its quality.
fn scores(metadata: &Map<String, Value>, audit: &Map<String, Value>) -> Vec<Score> {
    let named = |map: &Map<String, Value>, key: &str| score(key, map.get(key)?);
    let parts = audit.get("quality_parts").and_then(Value::as_object);
    let parts = parts.into_iter().flatten().filter_map(|(key, value)| {
        let part = score(key, value)?;
        Some(Score { is_part: true, ..part })
    });
    let others = [named(metadata, "spun_score"), named(audit, "boilerplate_ratio")];
    named(metadata, "quality_score")
        .into_iter()
        .chain(parts)
        .chain(others.into_iter().flatten())
        .collect()
}

/// What was counted of the text.
fn signals(audit: &Map<String, Value>) -> Vec<Score> {
    let counted = audit.iter().filter(|(key, _)| *key != "boilerplate_ratio");
    counted.filter_map(|(key, value)| score(key, value)).collect()
}

fn score(key: &str, value: &Value) -> Option<Score> {
    let number = value.as_f64()?;
    // Fractions are always written with a decimal point, so whole numbers are counts.
    let is_share = value.is_f64() && (0.0..=1.0).contains(&number);
    Some(Score { name: key.replace('_', " "), value: number, is_share, is_part: false })
}

/// A value of the metadata for people.
fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(told).collect::<Vec<_>>().join(", "),
        value => value.to_string(),
    }
}
