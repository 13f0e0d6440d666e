//! WARC and WET, whole and broken in the ways of old archives.

use copydesk::document::{EncodingSource, Kind};

use super::{Records, gzip, kinds, read, read_small, texts, troubles, zstd};

/// A record with the given content, its length right.
pub fn record(kind: &str, extra: &str, content: &[u8]) -> Vec<u8> {
    framed(kind, extra, content, content.len())
}

fn framed(kind: &str, extra: &str, content: &[u8], length: usize) -> Vec<u8> {
    let header = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2021-03-04T05:06:07Z\r\n{extra}Content-Length: {length}\r\n\r\n"
    );
    [header.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn http(head: &str, body: &[u8]) -> Vec<u8> {
    [b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n", body].concat()
}

/// A page as a crawler stores it.
pub fn response(url: &str, page: &str) -> Vec<u8> {
    let extra = format!("WARC-Target-URI: {url}\r\nWARC-Payload-Digest: sha1:ABC\r\n");
    record("response", &extra, &http("Content-Type: text/html; charset=utf-8\r\n", page.as_bytes()))
}

fn page(n: usize) -> String {
    format!("<html><p>Page {n} of the Oster Courier.</p></html>")
}

fn pages(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|&n| page(n)).collect()
}

fn good(n: usize) -> Vec<u8> {
    response(&format!("http://oster.example/{n}"), &page(n))
}

#[test]
fn responses_are_read_and_others_passed_over() {
    let parts = [
        record("warcinfo", "", b"software: test"),
        good(1),
        record("request", "", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", "", &http("Content-Type: image/png\r\n", b"\x89PNG")),
        record("response", "", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone"),
        record("revisit", "", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        record(
            "response",
            "WARC-Target-URI: http://oster.example/robots.txt\r\n",
            &http("Content-Type: text/plain\r\n", b"User-agent: *\nDisallow: /\n"),
        ),
        record("resource", "Content-Type: text/plain\r\n", b"Plain."),
        record("conversion", "Content-Type: text/plain\r\n", b"Converted."),
    ];
    let records = read("a.warc", &parts.concat());
    assert_eq!(kinds(&records), [""; 0]);
    assert_eq!(texts(&records), [page(1), "Plain.".into(), "Converted.".into()]);
    let first = records[0].as_ref().unwrap();
    assert_eq!(first.kind, Kind::Html);
    assert_eq!(first.url.as_deref(), Some("http://oster.example/1"));
    assert_eq!(first.added.as_deref(), Some("2021-03-04T05:06:07Z"));
    assert_eq!(first.charset, Some(("utf-8".into(), EncodingSource::Http)));
    assert_eq!(first.origin.digest.as_deref(), Some("sha1:ABC"));
    let origin = &first.origin;
    assert_eq!((origin.record, origin.offset), (1, parts[0].len() as u64));
    assert_eq!(origin.length, parts[1].len() as u64);
    let formats: Vec<_> = records.iter().map(|r| r.as_ref().unwrap().origin.format).collect();
    assert_eq!(formats, ["warc", "warc", "wet"]);
    assert_eq!(texts(&read("unnamed", &parts.concat())), texts(&records));
    assert_eq!(texts(&read("a.warc.zst", &zstd(&parts.concat()))), texts(&records));
}

#[test]
fn offsets_are_of_the_compressed_file_where_records_are_members() {
    let members = [gzip(&good(1)), gzip(&record("request", "", b"x")), gzip(&good(2))];
    let records = read("a.warc.gz", &members.concat());
    let places: Vec<_> = records
        .iter()
        .map(|r| r.as_ref().unwrap())
        .map(|r| (r.origin.offset, r.origin.length))
        .collect();
    let length = |at: usize| members[at].len() as u64;
    assert_eq!(places, [(0, length(0)), (length(0) + length(1), length(2))]);

    let (a, b) = (good(1), good(2));
    let records = read("a.warc.gz", &gzip(&[&a[..], &b].concat()));
    let second = &records[1].as_ref().unwrap().origin;
    assert_eq!((second.offset, second.length), (a.len() as u64, b.len() as u64));
}

fn with_middle(middle: Vec<u8>) -> Records {
    read("a.warc", &[good(1), middle, good(3)].concat())
}

#[test]
fn wrong_lengths_cost_nothing() {
    let content = http("Content-Type: text/html\r\n", page(2).as_bytes());
    for wrong in [0, 20, content.len() - 9, content.len() + 40, content.len() + 999_999] {
        let records = with_middle(framed("response", "", &content, wrong));
        assert_eq!(texts(&records), pages(&[1, 2, 3]), "length {wrong}");
        assert_eq!(kinds(&records), [""; 0], "length {wrong}");
        assert_eq!(records[1].as_ref().unwrap().warnings, ["bad_length"], "length {wrong}");
    }
    // Within the empty line the end is still in sight.
    let records = with_middle(framed("response", "", &content, content.len() + 2));
    assert_eq!(texts(&records).len(), 3);
    assert_eq!(texts(&records)[1].trim_end(), page(2));
}

#[test]
fn a_missing_empty_line_costs_nothing() {
    let mut middle = good(2);
    middle.truncate(middle.len() - 4);
    let records = with_middle(middle);
    assert_eq!((texts(&records), kinds(&records)), (pages(&[1, 2, 3]), vec![]));
}

#[test]
fn broken_headers_cost_one_record() {
    let huge = format!("X-Long: {}\r\n", "x".repeat(1 << 20));
    let records = with_middle(record("response", &huge, b"HTTP/1.1 200 OK\r\n\r\n<html>"));
    assert_eq!((texts(&records), kinds(&records)), (pages(&[1, 3]), vec!["bad_warc"]));

    let no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n<html>lost</html>\r\n\r\n".to_vec();
    let records = with_middle(no_length);
    assert_eq!((texts(&records), kinds(&records)), (pages(&[1, 3]), vec!["bad_warc"]));

    let records = with_middle(b"stray bytes between records\r\n\r\n".to_vec());
    assert_eq!((texts(&records), kinds(&records)), (pages(&[1, 3]), vec!["bad_warc"]));
}

#[test]
fn a_record_over_the_limit_costs_itself() {
    let long = response("http://oster.example/long", &"<p>x".repeat(100_000));
    let image = record("response", "", &http("Content-Type: image/png\r\n", &vec![7; 300_000]));
    let file = [good(1), image, long, good(3)].concat();
    let records = read_small("a.warc", &file, 100_000);
    assert_eq!((texts(&records), kinds(&records)), (pages(&[1, 3]), vec!["too_large"]));
}

#[test]
fn cut_anywhere_every_whole_record_is_there() {
    let file = [good(1), good(2)].concat();
    for cut in 1..file.len() {
        let records = read("a.warc", &file[..cut]);
        let found = texts(&records);
        if cut >= good(1).len() - 4 {
            assert_eq!(found[0], page(1), "cut at {cut}");
        }
        assert!(found.len() <= 2);
        assert!(kinds(&records).iter().all(|&kind| kind == "truncated_input"), "cut at {cut}");
    }
    let members = [gzip(&good(1)), gzip(&good(2))].concat();
    for cut in 1..members.len() {
        let records = read("a.warc.gz", &members[..cut]);
        let whole = usize::from(cut >= gzip(&good(1)).len());
        assert_eq!(texts(&records)[..whole], pages(&[1])[..whole], "cut at {cut}");
    }
}

#[test]
fn a_damaged_member_costs_one_record() {
    let mut middle = gzip(&good(2));
    let at = middle.len() / 2;
    for byte in &mut middle[at..at + 8] {
        *byte ^= 0x5a;
    }
    let records = read("a.warc.gz", &[gzip(&good(1)), middle, gzip(&good(3))].concat());
    let found = texts(&records);
    assert_eq!((found.first(), found.last()), (Some(&page(1)), Some(&page(3))));
    assert!(matches!(kinds(&records)[0], "damaged_gzip" | "bad_checksum"));
}

#[test]
fn bodies_lose_their_encodings() {
    let body = page(2);
    let (head, tail) = body.as_bytes().split_at(10);
    let chunks = [
        b"a\r\n",
        head,
        b"\r\n",
        format!("{:x}\r\n", tail.len()).as_bytes(),
        tail,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let with = |head: &str, body: &[u8]| {
        let head = format!("Content-Type: text/html\r\n{head}");
        read("a.warc", &record("response", "", &http(&head, body)))
    };
    let chunked = "Transfer-Encoding: chunked\r\n";
    let zipped = "Content-Encoding: gzip\r\n";
    assert_eq!(texts(&with(chunked, &chunks)), [page(2)]);
    assert_eq!(texts(&with(zipped, &gzip(body.as_bytes()))), [page(2)]);
    assert_eq!(texts(&with(zipped, body.as_bytes())), [page(2)]);
    assert_eq!(texts(&with(chunked, body.as_bytes())), [page(2)]);
    let wrong = with(chunked, &chunks[..chunks.len() - 20]);
    assert_eq!(wrong[0].as_ref().unwrap().warnings, ["truncated"]);
    let brotli = with("Content-Encoding: br\r\n", b"\x1b\xff\x80\xfe");
    assert_eq!(kinds(&brotli), ["unsupported"]);
}

#[test]
fn a_response_without_http_header_and_an_arc() {
    let records = read("a.warc", &record("response", "", page(1).as_bytes()));
    assert_eq!(texts(&records), [page(1)]);
    assert_eq!(records[0].as_ref().unwrap().warnings, ["no_http_header"]);
    let arc = b"filedesc://a.arc 0.0.0.0 20210304050607 text/plain 76\n1 0 x\n";
    let records = read("a.arc.gz", &gzip(arc));
    assert_eq!(kinds(&records), ["unsupported"]);
    assert!(troubles(&records)[0].message.contains("ARC"));
}

#[test]
fn articles_of_a_feed_are_records_of_their_own() {
    let feed = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Oster Courier</title>
        <item><title>Ferry &#8211; again</title><link>http://oster.example/ferry</link>
        <description>It runs.</description></item>
        <item><title>Oak</title><link>http://oster.example/oak</link>
        <content:encoded><![CDATA[<p>It fell.</p>]]></content:encoded></item></channel></rss>"#;
    let response = |kind: &str, body: &str| {
        let head = format!("Content-Type: {kind}\r\n");
        let extra = "WARC-Target-URI: http://oster.example/feed\r\n";
        record("response", extra, &http(&head, body.as_bytes()))
    };
    let sitemap =
        "<?xml version=\"1.0\"?><urlset><url><loc>http://oster.example/</loc></url></urlset>";
    let archive =
        [response("application/rss+xml", feed), response("application/xml", sitemap), good(1)]
            .concat();
    let records = read("a.warc", &archive);
    assert_eq!(kinds(&records), [""; 0]);
    assert_eq!(texts(&records), ["It runs.".to_owned(), "<p>It fell.</p>".to_owned(), page(1)]);
    let ferry = records[0].as_ref().unwrap();
    assert_eq!(ferry.metadata.title.as_deref(), Some("Ferry \u{2013} again"));
    assert_eq!(ferry.url.as_deref(), Some("http://oster.example/ferry"));
    assert_eq!(ferry.added.as_deref(), Some("2021-03-04T05:06:07Z"));
    assert_eq!((ferry.origin.record, ferry.origin.offset), (0, 0));
}
