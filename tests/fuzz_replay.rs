//! The committed corpus of every fuzz target, replayed without a fuzzer.

#[path = "../fuzz/lib.rs"]
#[allow(dead_code)] // not every part of it is a target
mod targets;

use std::fs;
use std::path::Path;

/// Runs a target over its corpus, in the order of the names.
fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut paths: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 12, "the corpus of {name} is there");
    for path in paths {
        println!("{}", path.display());
        target(&fs::read(&path).unwrap());
    }
}

#[test]
fn decode() {
    replay("decode", targets::decode);
}

#[test]
fn html() {
    replay("html", targets::html);
}

#[test]
fn warc() {
    replay("warc", targets::warc);
}

#[test]
fn jsonl() {
    replay("jsonl", targets::jsonl);
}

#[test]
fn clean() {
    replay("clean", targets::clean);
}
