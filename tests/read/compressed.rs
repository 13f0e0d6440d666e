//! gzip and Zstandard: cut anywhere, damaged, in many parts, and far too large.

use copydesk::config;
use copydesk::read::records_of_bytes;

use super::{gzip, kinds, read, texts, troubles, varied, zstd};

#[test]
fn a_gzip_cut_at_every_byte_gives_what_came_before() {
    let text = varied(400);
    let whole = gzip(text.as_bytes());
    assert!(whole.len() > 3500);
    let all = texts(&read("a.jsonl", text.as_bytes()));
    let mut most = 0;
    for cut in 1..whole.len() {
        let records = read("a.jsonl.gz", &whole[..cut]);
        let found = texts(&records);
        assert_eq!(found, all[..found.len()], "cut at {cut}");
        assert_eq!(kinds(&records), ["truncated_input"], "cut at {cut}");
        most = most.max(found.len());
    }
    assert_eq!(most, all.len());
    assert_eq!(kinds(&read("a.jsonl.gz", &whole)), [""; 0]);
}

#[test]
fn a_zstd_cut_at_every_byte_gives_what_came_before() {
    let text = varied(40);
    let whole = zstd(text.as_bytes());
    let all = texts(&read("a.jsonl", text.as_bytes()));
    for cut in 1..whole.len() {
        let records = read("a.jsonl.zst", &whole[..cut]);
        let found = texts(&records);
        assert_eq!(found, all[..found.len()], "cut at {cut}");
        assert_eq!(kinds(&records), ["truncated_input"], "cut at {cut}");
    }
}

#[test]
fn a_cut_text_is_kept_with_a_warning() {
    let whole = gzip(varied(200).as_bytes());
    let records = read("a.txt.gz", &whole[..whole.len() / 2]);
    assert_eq!(kinds(&records), ["truncated_input"]);
    let record = records[0].as_ref().unwrap();
    assert_eq!(record.warnings, ["truncated"]);
    assert!(!record.bytes.is_empty());
}

#[test]
fn members_padding_and_garbage() {
    let (a, b) = (gzip(b"{\"text\": \"a\"}\n"), gzip(b"{\"text\": \"b\"}\n"));
    let with = |parts: &[&[u8]]| read("a.jsonl.gz", &parts.concat());
    let records = with(&[&a, &gzip(b""), &b, &[0; 600]]);
    assert_eq!((texts(&records), kinds(&records)), (vec!["a".into(), "b".into()], vec![]));
    let records = with(&[&a, &b, b"garbage"]);
    assert_eq!(texts(&records).len(), 2);
    assert_eq!(kinds(&records), ["trailing_garbage"]);
    let mut flipped = a.clone();
    let at = flipped.len() - 6;
    flipped[at] ^= 1;
    let records = with(&[&flipped, &b]);
    assert_eq!(texts(&records), ["a", "b"]);
    assert_eq!(kinds(&records), ["bad_checksum"]);
}

#[test]
fn zstd_frames_skippable_frames_and_garbage() {
    let mut skippable = vec![0x50, 0x2a, 0x4d, 0x18, 5, 0, 0, 0];
    skippable.extend(b"hello");
    let (a, b) = (zstd(b"{\"text\": \"a\"}\n"), zstd(b"{\"text\": \"b\"}\n"));
    let records = read("a.jsonl.zst", &[&skippable[..], &a, &skippable, &b].concat());
    assert_eq!((texts(&records), kinds(&records)), (vec!["a".into(), "b".into()], vec![]));
    let records = read("a.jsonl.zst", &[&a[..], b"garbage"].concat());
    assert_eq!((texts(&records), kinds(&records)), (vec!["a".into()], vec!["trailing_garbage"]));
}

#[test]
fn a_zstd_window_over_the_cap_is_refused() {
    // A frame header with window log 31 and one raw block of one byte.
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (31 - 10) << 3, 0x09, 0, 0, b'x'];
    let records = read("a.txt.zst", &frame);
    assert_eq!(kinds(&records), ["too_large"]);
    assert!(troubles(&records)[0].message.contains("zstd_window_max"));
}

#[test]
fn bombs_are_stopped_by_the_cap_that_they_break() {
    let zeros = gzip(&vec![b'0'; 100 << 20]);
    let config = config::Read { max_ratio: 100, ..config::Read::default() };
    let records = records_of_bytes("a.jsonl.gz", &zeros, &config);
    assert!(texts(&records).is_empty());
    let last = *troubles(&records).last().unwrap();
    assert_eq!(last.kind, "too_large");
    assert!(last.message.contains("max_ratio (100)"));
    assert!(last.offset < 70 << 20);

    let config = config::Read { max_member_bytes: 1000, ..config::Read::default() };
    let records = records_of_bytes("a.jsonl.gz", &gzip(varied(100).as_bytes()), &config);
    assert!(!texts(&records).is_empty());
    assert!(troubles(&records)[0].message.contains("max_member_bytes (1000)"));
}

#[test]
fn compression_is_told_by_content() {
    assert_eq!(texts(&read("a.txt", &gzip(b"A story."))), ["A story."]);
    assert_eq!(texts(&read("-", &zstd(b"{\"text\": \"b\"}\n"))), ["b"]);
    assert_eq!(texts(&read("a.txt.gz", b"Not packed at all.")), ["Not packed at all."]);
    assert_eq!(kinds(&read("a.txt.gz.gz", &gzip(&gzip(b"x")))), ["nested_archive"]);
}
