//! What the fuzz targets do with their bytes, as plain functions.
//!
//! Bytes go in; a panic comes out where a promise is broken. The targets in `targets/` call these,
//! and so do `tests/fuzz_replay.rs` and `tests/properties` without a fuzzer. Deliberately absent:
//! any judgment of what is removed; only what must hold for every input.

use std::sync::LazyLock;

use copydesk::config::{Articles, Config};
use copydesk::document::{Article, EncodingSource, Kind, Record};
use copydesk::write::{AuditLine, apply, render, undo};
use copydesk::{Tools, blocks, decode, pipeline, read};

/// The tools with everything at its default.
pub fn tools() -> &'static Tools {
    static TOOLS: LazyLock<Tools> =
        LazyLock::new(|| Tools::new(Config::default()).expect("the built-in dictionaries load"));
    &TOOLS
}

/// Character sets that a record can claim; the first byte of a `decode` input chooses.
const CHARSETS: [Option<&str>; 12] = [
    None,
    Some("utf-8"),
    Some("windows-1252"),
    Some("iso-8859-2"),
    Some("shift_jis"),
    Some("gb18030"),
    Some("utf-16le"),
    Some("utf-16be"),
    Some("iso-2022-jp"),
    Some("replacement"),
    Some("x-user-defined"),
    Some("\u{0}no such set"),
];

/// Bytes of any encoding, with a claim about it, to a page; then the mending of its text.
///
/// The first byte chooses the claim and whether the payload is HTML.
pub fn decode(data: &[u8]) {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let kind = if choice & 0x80 == 0 { Kind::Text } else { Kind::Html };
    let charset = CHARSETS[(choice & 0x7f) as usize % CHARSETS.len()];
    let charset = charset.map(|name| (name.to_owned(), EncodingSource::Http));
    let page = decode::decode(bytes.to_vec(), kind, charset.as_ref());
    assert!(!page.source.starts_with('\u{feff}'), "a byte order mark is left in the text");
    let mut text = copydesk::Text::new(page.source);
    text.apply(decode::mend(text.as_str(), &tools().config.decode));
    let mended = text.as_str().to_owned();
    text.apply(copydesk::normalize::normalize(text.as_str()));
    let normal = text.as_str().to_owned();
    text.apply(copydesk::normalize::normalize(text.as_str()));
    assert_eq!(text.as_str(), normal, "normalizing twice differs from once, after {mended:?}");
}

/// An HTML page to blocks and articles.
pub fn html(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    let layout = blocks::cut_html(&source);
    let mut end = 0;
    for block in &layout.blocks {
        assert!(block.span.start >= end, "blocks overlap or are out of order");
        end = block.span.end;
        assert!(layout.text.get(block.span.range()).is_some(), "a block cuts a character");
    }
    laws(&Record::new(data, Kind::Html), tools());
}

/// A WARC file, compressed or not, to records and articles.
pub fn warc(data: &[u8]) {
    records("fuzz.warc", data);
}

/// A file of JSON lines to records and articles.
pub fn jsonl(data: &[u8]) {
    records("fuzz.jsonl", data);
}

/// Text through all rooms, held against the laws of the audit.
pub fn clean(data: &[u8]) {
    laws(&Record::new(data, Kind::Text), tools());
}

/// Largest record in a target, so that the limit itself is met.
const MAX_RECORD_BYTES: u64 = 64 << 10;

/// Reads a container and cleans what comes out of it.
fn records(name: &str, data: &[u8]) {
    let config = copydesk::config::Read {
        max_record_bytes: MAX_RECORD_BYTES,
        max_member_bytes: 16 << 20,
        ..Default::default()
    };
    for record in read::records_of_bytes(name, data, &config) {
        match record {
            Ok(record) => {
                assert!(record.bytes.len() as u64 <= MAX_RECORD_BYTES, "a record over the limit");
                laws(&record, tools());
            }
            Err(trouble) => {
                assert_eq!(trouble.path, name);
                assert!(!trouble.kind.is_empty() && !trouble.message.is_empty());
            }
        }
    }
}

/// Cleans a record and asserts what holds for every one of its articles; gives them back.
pub fn laws(record: &Record, tools: &Tools) -> Vec<Article> {
    let articles = pipeline::clean(record, tools);
    for article in &articles {
        article_laws(article, record);
    }
    assert!(articles.len() <= Articles::default().max_parts as usize, "too many parts");
    for (place, article) in articles.iter().enumerate() {
        assert_eq!((article.part as usize, article.parts as usize), (place + 1, articles.len()));
    }
    let source = decode::decode(record.bytes.clone(), record.kind, record.charset.as_ref()).source;
    let page = match record.kind {
        Kind::Text => source,
        Kind::Html => blocks::cut_html(&source).text,
    };
    if articles.is_empty() {
        assert!(page.trim().is_empty(), "a page with text gave no article");
    } else {
        let bases: String = articles.iter().map(|article| article.text.base()).collect();
        assert_eq!(bases, page, "the bases of the parts are not the base of the page");
    }
    articles
}

/// The laws of one article, held against nothing but the lines that are written of it.
fn article_laws(article: &Article, record: &Record) {
    let rendered = render(article, record, "fuzz");
    let line = |rest: &[u8]| {
        let rest = rest.strip_prefix(b",").expect("a key follows the id");
        let rest = std::str::from_utf8(rest).expect("lines are UTF-8");
        assert_eq!(rest.find('\n'), Some(rest.len() - 1), "one line an article");
        format!("{{{rest}")
    };
    let document: serde_json::Value =
        serde_json::from_str(&line(&rendered.document)).expect("the document line is JSON");
    let audit = line(&rendered.audit);
    let audit: AuditLine = serde_json::from_str(&audit).expect("the audit line is JSON");
    let text = document["text"].as_str().expect("a document has a text");
    let base = article.text.base();

    assert_eq!(undo(text, &audit.ops).as_deref(), Ok(base), "undo(text, ops) = base");
    assert_eq!(apply(base, &audit.ops).as_deref(), Ok(text), "apply(base, ops) = text");
    assert_eq!(audit.base_len, base.len() as u64);
    let points = |byte: u32| base[..byte as usize].chars().count() as u32;
    let mut end = 0;
    for op in &audit.ops {
        assert!(op.b[0] >= end && op.b[0] <= op.b[1], "ops overlap or are out of order: {op:?}");
        end = op.b[1];
        assert_eq!(base.get(op.b[0] as usize..op.b[1] as usize), Some(&*op.before), "{op:?}");
        assert_eq!(op.c, op.b.map(points), "{op:?}");
        assert_eq!(op.op == "remove", op.after.is_empty(), "{op:?}");
        assert!(op.before != op.after, "an op that changes nothing: {op:?}");
        assert!((0.0..=1.0).contains(&op.conf) && op.rule.contains('/'), "{op:?}");
    }
    for evidence in &audit.spin.evidence {
        let [start, end] = evidence.b.map(|byte| byte as usize);
        assert!(base.get(start..end).is_some(), "{evidence:?}");
        assert_eq!(evidence.c, evidence.b.map(points), "{evidence:?}");
    }
    assert!(audit.spin.score.is_none_or(|score| (0.0..=1.0).contains(&score)));
    assert!((0.0..=1.0).contains(&audit.scores.boilerplate_ratio));
    if article.filter_reason.is_none() {
        assert!(!text.trim().is_empty(), "an empty text was not left out");
    }
}

/// Runs a target over the files named on the command line.
pub fn replay(target: fn(&[u8])) {
    for path in std::env::args_os().skip(1) {
        eprintln!("{}", path.display());
        target(&std::fs::read(&path).expect("the file can be read"));
    }
}
