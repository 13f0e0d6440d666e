//! gzip and Zstandard: cut, damaged, in several pieces, and bombs.

use std::io::Read;

use super::{MAX_PEAK, Place, STORY, gzip, json_line, read, zstd};

/// Lines that hardly compress, so that a cut anywhere falls into another line.
fn lines(count: usize) -> String {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut word = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        format!("{state:016x}")
    };
    let text = |_| (0..8).map(|_| word()).collect::<Vec<_>>().join(" ");
    (0..count).map(text).map(|text| json_line(&text)).collect()
}

/// What a decoder gives of a stream before it fails.
fn salvaged(mut stream: impl Read) -> Vec<u8> {
    let mut out = Vec::new();
    let mut piece = [0; 256];
    while let Ok(n @ 1..) = stream.read(&mut piece) {
        out.extend(&piece[..n]);
    }
    out
}

/// Reads every beginning of `bytes`; all whole lines before the cut must come out, and no other.
fn cut_everywhere(name: &str, bytes: &[u8], salvage: impl Fn(&[u8]) -> Vec<u8>) {
    let (all, kinds) = read(name, bytes);
    assert!(kinds.is_empty() && !all.is_empty());
    for cut in 1..bytes.len() {
        let (payloads, kinds) = read(name, &bytes[..cut]);
        assert!(all.starts_with(&payloads), "{name} cut at {cut}");
        let whole = memchr::memchr_iter(b'\n', &salvage(&bytes[..cut])).count();
        assert!(payloads.len() >= whole, "{name} cut at {cut}: {} of {whole}", payloads.len());
        assert_eq!(kinds, ["truncated_input"], "{name} cut at {cut}");
    }
}

#[test]
fn a_gzip_cut_anywhere_gives_the_lines_before_the_cut() {
    let bytes = gzip(lines(54).as_bytes());
    assert!(bytes.len() > 3500, "{}", bytes.len());
    cut_everywhere("a.jsonl.gz", &bytes, |bytes| salvaged(flate2::read::GzDecoder::new(bytes)));
}

#[test]
fn a_zstd_cut_anywhere_gives_the_lines_before_the_cut() {
    // Small blocks, as a writer that flushes makes them.
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    for line in lines(20).split_inclusive('\n') {
        std::io::Write::write_all(&mut encoder, line.as_bytes()).unwrap();
        std::io::Write::flush(&mut encoder).unwrap();
    }
    let bytes = encoder.finish().unwrap();
    cut_everywhere("a.jsonl.zst", &bytes, |bytes| salvaged(zstd::Decoder::new(bytes).unwrap()));
}

#[test]
fn a_cut_file_is_reported_once_and_the_next_one_read() {
    for (name, bytes) in
        [("a.jsonl.gz", gzip(lines(40).as_bytes())), ("a.jsonl.zst", zstd(lines(40).as_bytes()))]
    {
        let place = Place::with(name, &bytes[..bytes.len() - 9]).and("b.txt", STORY);
        let ran = place.clean(&["--skip", "spin,repair"]);
        assert_eq!((ran.code, ran.kinds()), (1, vec!["truncated_input".to_owned()]), "{name}");
        assert_eq!(ran.texts().last().unwrap(), STORY);
    }
}

#[test]
fn every_member_of_a_gzip_is_read() {
    let story = |number| json_line(&format!("{STORY} Tide {number}."));
    let members: Vec<u8> = (0..5).flat_map(|number| gzip(story(number).as_bytes())).collect();
    let all: Vec<_> = (0..5).map(|number| format!("{STORY} Tide {number}.").into_bytes()).collect();
    assert_eq!(read("a.jsonl.gz", &members), (all.clone(), vec![]));
    // An empty member between, a line that goes from one member to the next, zeros at the end.
    let (left, right) = (story(0), story(1));
    let (start, end) = right.split_at(20);
    let pieces = [left.as_str(), "", start, end].map(|piece| gzip(piece.as_bytes())).concat();
    let padded = [pieces, vec![0; 1000]].concat();
    assert_eq!(read("a.jsonl.gz", &padded), (all[..2].to_vec(), vec![]));
}

#[test]
fn what_follows_a_gzip_and_is_none_is_reported() {
    let bytes = [gzip(json_line(STORY).as_bytes()), b"not gzip at all".to_vec()].concat();
    let (payloads, kinds) = read("a.jsonl.gz", &bytes);
    assert_eq!((payloads, kinds.len()), (vec![STORY.as_bytes().to_vec()], 1));
}

#[test]
fn a_wrong_checksum_is_reported_and_the_lines_kept() {
    let mut bytes = gzip(json_line(STORY).as_bytes());
    let at = bytes.len() - 6;
    bytes[at] ^= 1;
    let (payloads, kinds) = read("a.jsonl.gz", &bytes);
    assert_eq!((payloads, kinds), (vec![STORY.as_bytes().to_vec()], vec!["bad_checksum"]));
}

#[test]
fn every_frame_of_a_zstd_is_read_and_skippable_ones_skipped() {
    let frame = |number| zstd(json_line(&format!("{STORY} Tide {number}.")).as_bytes());
    let mut skippable = vec![0x53, 0x2a, 0x4d, 0x18, 10, 0, 0, 0];
    skippable.extend(b"0123456789");
    let all: Vec<_> = (0..3).map(|number| format!("{STORY} Tide {number}.").into_bytes()).collect();
    let bytes =
        [skippable.clone(), frame(0), skippable.clone(), frame(1), zstd(b""), frame(2), skippable];
    assert_eq!(read("a.jsonl.zst", &bytes.concat()), (all, vec![]));
}

/// A Zstandard frame made by hand: a window of `1 << window` bytes and the given blocks, each a
/// type (0 raw, 1 one byte repeated), a length and its content.
fn frame(window: u8, blocks: &[(u32, u32, &[u8])]) -> Vec<u8> {
    let mut out = vec![0x28, 0xb5, 0x2f, 0xfd, 0, (window - 10) << 3];
    for (number, (kind, length, content)) in blocks.iter().enumerate() {
        let is_last = u32::from(number + 1 == blocks.len());
        out.extend(&(is_last | kind << 1 | length << 3).to_le_bytes()[..3]);
        out.extend(*content);
    }
    out
}

#[test]
fn a_window_over_the_limit_is_refused_by_name() {
    let line = json_line(STORY);
    let block = [(0, line.len() as u32, line.as_bytes())];
    assert_eq!(read("a.jsonl.zst", &frame(20, &block)), (vec![STORY.as_bytes().to_vec()], vec![]));
    let ran = Place::with("a.jsonl.zst", frame(31, &block)).and("b.txt", STORY).clean(&[]);
    assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned()]));
    assert!(ran.errors()[0].to_string().contains("zstd_window_max"), "{:?}", ran.errors());
    assert!(ran.peak < MAX_PEAK, "{} KiB", ran.peak);
}

/// Ten gigabytes of one byte in 320 kB.
fn bomb(byte: u8) -> Vec<u8> {
    let content = [byte];
    frame(17, &vec![(1, 128 << 10, &content[..]); 80_000])
}

#[test]
fn a_zstd_bomb_is_stopped_by_its_ratio() {
    for (name, byte) in [("a.jsonl.zst", b'\n'), ("b.jsonl.zst", b'x'), ("c.txt.zst", b'y')] {
        let place = Place::with(name, bomb(byte)).and("z.txt", STORY);
        let ran = place.clean(&[]);
        assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned()]), "{name}");
        let errors = ran.errors();
        let told = format!("{errors:?}");
        assert!(told.contains("max_ratio") || told.contains("max_record_bytes"), "{told}");
        assert!(ran.peak < MAX_PEAK, "{name}: {} KiB", ran.peak);
    }
}

#[test]
fn a_gzip_bomb_is_stopped_by_its_size_and_ratio() {
    let bomb = gzip(&b"\n".repeat(100 << 20));
    for setting in ["read.max_ratio=100", "read.max_member_bytes=10000000"] {
        let name = setting.split(['.', '=']).nth(1).unwrap();
        let ran = Place::with("a.jsonl.gz", &bomb).and("z.txt", STORY).clean(&["--set", setting]);
        assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned()]));
        assert!(ran.errors()[0].to_string().contains(name), "{:?}", ran.errors());
        assert!(ran.peak < MAX_PEAK, "{} KiB", ran.peak);
    }
}

#[test]
fn what_is_compressed_twice_is_reported() {
    let ran =
        Place::with("a.txt.gz.gz", gzip(&gzip(STORY.as_bytes()))).and("b.txt", STORY).clean(&[]);
    assert_eq!((ran.code, ran.texts(), ran.errors().len()), (1, vec![STORY.to_owned()], 1));
}
