//! Reading: every format and fault through the public API, with input made here.

#[path = "read/archives.rs"]
mod archives;
#[path = "read/compressed.rs"]
mod compressed;
#[path = "read/files.rs"]
mod files;
#[path = "read/lines.rs"]
mod lines;
#[path = "read/warc.rs"]
mod warc;

use std::io::Write;

use copydesk::config;
use copydesk::document::Record;
use copydesk::error::Trouble;
use copydesk::read::records_of_bytes;
use proptest::prelude::*;

type Records = Vec<Result<Record, Trouble>>;

fn read(name: &str, bytes: &[u8]) -> Records {
    records_of_bytes(name, bytes, &config::Read::default())
}

fn read_small(name: &str, bytes: &[u8], max_record_bytes: u64) -> Records {
    let config = config::Read { max_record_bytes, ..config::Read::default() };
    records_of_bytes(name, bytes, &config)
}

/// The payloads, lossily as text.
fn texts(records: &Records) -> Vec<String> {
    let found = records.iter().filter_map(|record| record.as_ref().ok());
    found.map(|record| String::from_utf8_lossy(&record.bytes).into_owned()).collect()
}

fn troubles(records: &Records) -> Vec<&Trouble> {
    records.iter().filter_map(|record| record.as_ref().err()).collect()
}

/// The kinds of trouble, in order.
fn kinds(records: &Records) -> Vec<&'static str> {
    troubles(records).iter().map(|trouble| trouble.kind).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

/// Text that does not compress to nothing.
fn varied(lines: usize) -> String {
    let mut state = 7u64;
    let mut text = String::new();
    for number in 0..lines {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        text.push_str(&format!("{{\"text\": \"Line {number} of Oster Bay, {state:x}.\"}}\n"));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_panic_on_random_bytes(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        name in prop::sample::select(vec!["a", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.warc", "a.tar", "a.zip", "a.txt"]),
    ) {
        read(name, &bytes);
        read_small(name, &bytes, 40);
    }

    #[test]
    fn no_panic_on_damaged_files(
        which in 0usize..9,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        limit in 30u64..2000,
    ) {
        let (name, mut bytes) = good_files().swap_remove(which);
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        read(name, &bytes);
        read_small(name, &bytes, limit);
    }
}

fn good_files() -> Vec<(&'static str, Vec<u8>)> {
    let lines = varied(6).into_bytes();
    let page = warc::response("http://oster.example/1", "<html><p>The ferry is back.</p></html>");
    let pages = [page.clone(), page].concat();
    vec![
        ("a.jsonl", lines.clone()),
        (
            "a.json",
            b"[{\"text\": \"a\", \"metadata\": {\"title\": [1, {}]}},\n{\"text\": \"b\"}]".to_vec(),
        ),
        ("a.csv", b"title,text\n\"A, b\",\"The \"\"old\"\" town\"\nC,d\n".to_vec()),
        ("a.jsonl.gz", [gzip(&lines), gzip(&lines)].concat()),
        ("a.jsonl.zst", zstd(&lines)),
        ("a.warc", pages.clone()),
        ("a.warc.gz", [gzip(&pages), gzip(&pages)].concat()),
        ("a.tar", archives::tar(&[("a.txt", b"One."), ("b.jsonl", &lines)])),
        ("a.zip", archives::zip(&[("a.txt", b"One."), ("b.jsonl", &lines)])),
    ]
}

#[test]
fn good_files_are_read_without_trouble() {
    for (name, bytes) in good_files() {
        let records = read(name, &bytes);
        assert_eq!(kinds(&records), [""; 0], "{name}");
        assert!(records.len() >= 2, "{name}");
    }
}
