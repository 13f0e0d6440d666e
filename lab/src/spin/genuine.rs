//! Genuine documents by kind, in parts that share no source.
//!
//! Corpora come as paragraphs without ends of documents, so their documents are consecutive
//! paragraphs cut to about 80, 150, 300 or 600 words; pages are whole, and cut short once more.

use std::path::Path;

use super::random::{Random, hash, hash_share};
use super::{Document, Result};
use crate::ngram::corpus;

const LENGTHS: [usize; 4] = [80, 150, 300, 600];
/// Consecutive documents that go into one part.
const BLOCK: usize = 25;
/// Longest page, in words.
const MAX_PAGE: usize = 1500;
/// Kinds that are never trained on.
const TEST_ONLY: [&str; 5] = ["whitehouse_remarks", "factbook", "ud_en_pud", "agnews", "fundus"];
/// Kinds with more than enough text: shares of stats, words, documents; the rest is for the test.
const LARGE: [(&str, [f64; 3]); 4] = [
    ("un_general_debate_1990", [0.8, 0.05, 0.07]),
    ("senate_pr_punct", [0.35, 0.12, 0.18]),
    ("doj_press_releases", [0.3, 0.12, 0.18]),
    ("au_pm_transcripts_1998", [0.4, 0.12, 0.18]),
];
const SMALL: [f64; 3] = [0.15, 0.2, 0.25];
const PAGES: [f64; 3] = [0.0, 0.2, 0.3];

pub fn run(data: &Path, pages: &[&str]) -> Result<()> {
    let mut texts = corpus::apart(data)?;
    texts.push(("ud_en_pud", corpus::read(&data.join("corpus/ud_en_pud.txt.zst"))?));
    texts.push(("agnews", corpus::read(&data.join("corpus-test/agnews_test.txt.zst"))?));
    for (name, text) in &texts {
        corpus_documents(name, text);
    }
    for file in pages {
        page_documents(file)?;
    }
    Ok(())
}

fn part(kind: &str, source: &str, shares: [f64; 3]) -> &'static str {
    if TEST_ONLY.contains(&kind) {
        return "test";
    }
    let at = hash_share(7, source);
    let [stats, words, documents] = shares;
    match at {
        _ if at < stats => "stats",
        _ if at < stats + words => "words",
        _ if at < stats + words + documents => "documents",
        _ => "test",
    }
}

fn print(kind: &str, part: &str, text: String) {
    let document = Document {
        kind: kind.to_owned(),
        part: part.to_owned(),
        family: String::new(),
        rate: 0,
        text,
        swaps: Vec::new(),
        was: Vec::new(),
    };
    println!("{}", document.to_line());
}

fn corpus_documents(kind: &str, text: &str) {
    let shares = LARGE.iter().find(|l| l.0 == kind).map_or(SMALL, |l| l.1);
    let mut random = Random(hash(1, kind));
    let mut target = *random.pick(&LENGTHS);
    let (mut lines, mut words, mut count) = (Vec::new(), 0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        lines.push(line);
        words += line.split_whitespace().count();
        if words >= target {
            let source = format!("{kind}{}", count / BLOCK);
            print(kind, part(kind, &source, shares), lines.join("\n"));
            lines.clear();
            words = 0;
            count += 1;
            target = *random.pick(&LENGTHS);
        }
    }
}

fn page_documents(file: &str) -> Result<()> {
    let name = Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    for line in std::fs::read_to_string(file)?.lines() {
        let page: serde_json::Value = serde_json::from_str(line)?;
        let text = page["text"].as_str().unwrap_or_default();
        let language = copydesk::language::detect(text, &Default::default());
        if language.is_none_or(|l| l.code != "en") || text.split_whitespace().count() < 60 {
            continue;
        }
        let url = page["url"].as_str().unwrap_or_default();
        let site = url.split('/').nth(2).unwrap_or(url).trim_start_matches("www.");
        let part = part(&name, site, PAGES);
        print(&name, part, cut(text, MAX_PAGE));
        let target = LENGTHS[(hash(2, url) % 3) as usize];
        if text.split_whitespace().count() > target * 2 {
            // The short cut begins where the first one of that length would end.
            let rest: Vec<&str> = text.lines().collect();
            let mut words = 0;
            let from = rest.iter().position(|line| {
                words += line.split_whitespace().count();
                words > target
            });
            print(&name, part, cut(&rest[from.unwrap_or(0)..].join("\n"), target));
        }
    }
    Ok(())
}

/// Whole lines up to `words`.
fn cut(text: &str, words: usize) -> String {
    let mut out = Vec::new();
    let mut count = 0;
    for line in text.lines() {
        if count >= words {
            break;
        }
        count += line.split_whitespace().count();
        out.push(line);
    }
    out.join("\n")
}
