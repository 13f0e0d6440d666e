//! Web archives with faults: the next good record is always reached.

use super::{Place, STORY, gzip, read};

const URL: &str = "https://tarn.example/flood";

fn page(text: &str) -> String {
    let paragraphs: String = text.split("\n\n").map(|text| format!("<p>{text}</p>")).collect();
    format!("<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>")
}

fn http(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A record with a wrong or right length.
fn record_of(kind: &str, more: &str, body: &str, length: usize) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {URL}\r\n\
         WARC-Date: 2021-03-12T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
         {more}Content-Length: {length}\r\n\r\n{body}\r\n\r\n"
    )
}

fn record(kind: &str, body: &str) -> String {
    record_of(kind, "", body, body.len())
}

fn good() -> String {
    record("response", &http(&page(STORY)))
}

/// Whether the last payload is the good record's page.
#[track_caller]
fn ends_well(what: &str, bytes: &[u8]) -> (usize, Vec<&'static str>) {
    let (payloads, kinds) = read("a.warc", bytes);
    let last = payloads.last().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(last.as_deref(), Some(page(STORY).as_str()), "{what}: {kinds:?}");
    (payloads.len(), kinds)
}

#[test]
fn wrong_lengths_cost_no_other_record() {
    let body = http(&page("The lesser story of the day."));
    for wrong in [-200, -60, -5, -1, 1, 3, 40, 900] {
        let length = body.len().saturating_add_signed(wrong);
        let bytes = record_of("response", "", &body, length) + &good();
        ends_well(&format!("length {wrong:+}"), bytes.as_bytes());
    }
    for written in ["-1", "1e3", "", "99999999999999999999999", "0x20", "12 bytes"] {
        let right = format!("Content-Length: {}\r\n\r\nHTTP", body.len());
        let bytes = record("response", &body)
            .replace(&right, &format!("Content-Length: {written}\r\n\r\nHTTP"));
        ends_well(&format!("length {written:?}"), (bytes + &good()).as_bytes());
    }
    // So long that all that follows would fit into it, with a good record first.
    let bytes = good() + &record_of("response", "", &body, 1 << 40);
    let (payloads, kinds) = read("a.warc", bytes.as_bytes());
    assert_eq!(payloads[0], page(STORY).as_bytes());
    assert!(payloads.len() + kinds.len() > 1, "the cut record is told of");
}

#[test]
fn missing_and_superfluous_line_ends_cost_nothing() {
    let tight = good().trim_end().to_owned();
    for between in ["", "\r\n", "\n", "\r\n\r\n\r\n\r\n", "\0\0\0"] {
        let bytes = format!("{tight}{between}{}", good());
        let (count, kinds) = ends_well(between, bytes.as_bytes());
        assert_eq!((count, kinds.len()), (2, 0), "{between:?}: {kinds:?}");
    }
    let unix = good().replace("\r\n", "\n");
    ends_well("line feeds", (unix + &good()).as_bytes());
}

#[test]
fn headers_that_are_none_are_passed_over() {
    let long = record_of("response", &format!("X-Long: {}\r\n", "x".repeat(1 << 20)), "", 0);
    let endless = "WARC/1.0\r\nWARC-Type: response\r\n".to_owned();
    let garbage = "garbage before the first record\r\n".repeat(3000);
    let near = "WARC/1.0 is a format. WARC/1.\r\nWARC/1.x\r\n";
    for (what, bad) in [
        ("a megabyte", long.as_str()),
        ("endless", &endless),
        ("garbage", &garbage),
        ("near", near),
    ] {
        ends_well(what, (good() + bad + &good()).as_bytes());
    }
}

#[test]
fn chunked_bodies_are_put_together_right_or_wrong() {
    let body = page(STORY);
    let (left, right) = body.split_at(60);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunked = format!(
        "{head}{:x}\r\n{left}\r\n{:x};x=y\r\n{right}\r\n0\r\n\r\n",
        left.len(),
        right.len()
    );
    assert_eq!(ends_well("chunked", record("response", &chunked).as_bytes()).0, 1);
    // Some crawlers store the body plain and leave the header.
    ends_well("plain", record("response", &format!("{head}{body}")).as_bytes());
    for bad in
        ["zz\r\n", "ffffffffffffffff\r\n", "10\r\nabc", "-5\r\nabcde\r\n", "\r\n\r\n", "5\r\n"]
    {
        let bytes = record("response", &format!("{head}{bad}{body}")) + &good();
        ends_well(bad, bytes.as_bytes());
    }
}

#[test]
fn a_response_without_http_header_and_other_kinds_of_records_are_told_apart() {
    let (count, kinds) = ends_well("no header", record("response", &page(STORY)).as_bytes());
    assert_eq!((count, kinds.len()), (1, 0));
    for kind in ["revisit", "request", "metadata", "warcinfo", "continuation", "unheard-of"] {
        let bytes = record(kind, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") + &good();
        assert_eq!(ends_well(kind, bytes.as_bytes()), (1, vec![]), "{kind}");
    }
    let empty = record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
    ends_well("empty", (empty + &good()).as_bytes());
}

#[test]
fn other_answers_than_pages_are_no_documents() {
    let not_found = http(&page("Not here.")).replace("200 OK", "404 Not Found");
    let picture = http("\u{1}\u{2}PNG").replace("text/html", "image/png");
    let bytes = record("response", &not_found) + &record("response", &picture) + &good();
    assert_eq!(ends_well("others", bytes.as_bytes()), (1, vec![]));
}

#[test]
fn the_older_format_is_refused_by_name() {
    let arc = "filedesc://old.arc 0.0.0.0 19990101000000 text/plain 76\n1 0 Tarn Archive\n\
        URL IP-address Archive-date Content-type Archive-length\n\n\
        http://tarn.example/ 10.0.0.1 19990101000000 text/html 5\nhello\n";
    let (payloads, kinds) = read("old.arc", arc.as_bytes());
    assert_eq!((payloads.len(), kinds), (0, vec!["unsupported"]));
}

#[test]
fn records_compressed_one_by_one_or_as_a_whole_are_the_same() {
    let three = [good(), good(), good()];
    let whole = gzip(three.concat().as_bytes());
    let one_by_one: Vec<u8> = three.iter().flat_map(|record| gzip(record.as_bytes())).collect();
    let expected = read("a.warc", three.concat().as_bytes());
    assert_eq!(expected.0.len(), 3);
    assert_eq!(read("a.warc.gz", &whole), expected);
    assert_eq!(read("a.warc.gz", &one_by_one), expected);
    // Damage in the middle member costs that record.
    let mut damaged = one_by_one.clone();
    let middle = one_by_one.len() / 2;
    damaged[middle..middle + 8].fill(0xff);
    let (payloads, kinds) = read("a.warc.gz", &damaged);
    assert!(payloads.len() >= 2 && !kinds.is_empty(), "{} {kinds:?}", payloads.len());
    assert_eq!(payloads.last(), expected.0.last());
}

#[test]
fn an_archive_cut_anywhere_ends_with_its_last_whole_record() {
    let bytes = good() + &good();
    for cut in (1..bytes.len()).step_by(7) {
        let (payloads, _) = read("a.warc", &bytes.as_bytes()[..cut]);
        if cut >= good().len() {
            assert_eq!(payloads[0], page(STORY).as_bytes(), "cut at {cut}");
        }
    }
}

#[test]
fn header_charset_address_and_date_reach_the_document() {
    let body = page("Le conseil d’Aubrive a voté la rénovation du vieux pont, fermé depuis l’été.");
    let (body, _, _) = encoding_rs::WINDOWS_1252.encode(&body);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n";
    let length = head.len() + body.len();
    let record = record_of("response", "", "", length);
    let bytes =
        [record.trim_end().as_bytes(), b"\r\n\r\n", head.as_bytes(), &body, b"\r\n\r\n"].concat();
    let ran = Place::with("a.warc", &bytes).and("b.warc.gz", gzip(&bytes)).clean(&[]);
    assert_eq!(ran.code, 0, "{:?}", ran.errors());
    for document in ran.documents() {
        assert!(document["text"].as_str().unwrap().contains("rénovation du vieux pont"));
        assert_eq!(document["added"], "2021-03-12T10:00:00Z");
        let metadata = &document["metadata"];
        assert_eq!(metadata["url"], URL);
        assert_eq!(metadata["encoding"], "windows-1252");
        assert_eq!(metadata["encoding_source"], "http");
        assert_eq!(metadata["src_format"], "warc");
    }
}
