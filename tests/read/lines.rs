//! JSON lines, JSON, CSV: one bad line costs one line.

use copydesk::config;
use copydesk::document::{EncodingSource, Kind};
use copydesk::read::records_of_bytes;

use super::{gzip, kinds, read, read_small, texts, troubles};

#[test]
fn a_json_line_with_everything() {
    let line = br#"{"id": 7, "text": "The mill burned.", "url": "http://oster.example/a", "title": "Fire",
        "authors": ["Ann Roe", {"name": "Bo Lind", "id": 3}, 7], "date": "2021-03-04", "date_download": "2021-03-05 10:00:00",
        "keywords": "mill, fire", "section": "Local", "language": "en", "html": "<p>no"}"#;
    let line: Vec<u8> = line.iter().map(|&b| if b == b'\n' { b' ' } else { b }).collect();
    let records = read("a.jsonl", &line);
    let record = records[0].as_ref().unwrap();
    assert_eq!(record.bytes, b"The mill burned.");
    assert_eq!(record.kind, Kind::Text);
    assert_eq!(record.url.as_deref(), Some("http://oster.example/a"));
    assert_eq!(record.added.as_deref(), Some("2021-03-05 10:00:00"));
    assert_eq!(record.charset, Some(("utf-8".into(), EncodingSource::Container)));
    let metadata = &record.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Fire"));
    assert_eq!(metadata.authors, ["Ann Roe", "Bo Lind"]);
    assert_eq!(metadata.published.as_deref(), Some("2021-03-04"));
    assert_eq!(metadata.date_source, Some("field"));
    assert_eq!(metadata.tags, ["mill", "fire"]);
    assert_eq!(metadata.section.as_deref(), Some("Local"));
    assert_eq!((record.origin.format, record.origin.length), ("jsonl", line.len() as u64));
}

#[test]
fn html_is_taken_where_there_is_no_text() {
    let lines = b"{\"html\": \"<p>a\", \"text\": null}\n{\"text\": \" \", \"html\": \"<p>b\"}\n\
        {\"content\": \"<!DOCTYPE html><p>c\"}\n{\"raw_html\": \"<p>d\"}\n";
    let records = read("a.ndjson", lines);
    let kinds: Vec<Kind> = records.iter().map(|r| r.as_ref().unwrap().kind).collect();
    assert_eq!(kinds, [Kind::Html; 4]);
    assert_eq!(texts(&records), ["<p>a", "<p>b", "<!DOCTYPE html><p>c", "<p>d"]);
}

#[test]
fn a_dolma_document() {
    let line = br#"{"id":"x","text":"T.","source":"web","added":"2020-01-01","created":"2019-05-05","metadata":{"url":"http://a.example/","title":"Head","text":"not this"}}"#;
    let records = read("a.jsonl", line);
    let record = records[0].as_ref().unwrap();
    assert_eq!(record.bytes, b"T.");
    assert_eq!(record.url.as_deref(), Some("http://a.example/"));
    assert_eq!(record.metadata.title.as_deref(), Some("Head"));
    assert_eq!(record.metadata.published.as_deref(), Some("2019-05-05"));
}

#[test]
fn each_bad_line_costs_itself() {
    let deep =
        format!("{{\"x\": {}{}, \"text\": \"deep\"}}", "[".repeat(10_000), "]".repeat(10_000));
    let lines = [
        "\u{feff}{\"text\": \"first\"}\r",
        "",
        "   ",
        "{\"text\": 12}",
        "{\"other\": \"x\"}",
        "[{\"text\": \"in an array\"}]",
        &deep,
        "{\"text\": \"a\", \"text\": \"last wins\"}",
        "{\"text\": \"score\", \"score\": NaN, \"low\": -Infinity}",
        "{\"text\": \"raw\ttab\"}",
        "null",
        "{\"text\": \"cut off",
    ];
    let records = read("a.jsonl", lines.join("\n").as_bytes());
    assert_eq!(texts(&records), ["first", "last wins", "score", "raw\ttab"]);
    let found: Vec<_> = troubles(&records).iter().map(|t| (t.kind, t.line.unwrap())).collect();
    let expected = [
        ("bad_record", 4),
        ("bad_record", 5),
        ("bad_json", 6),
        ("bad_json", 7),
        ("bad_json", 11),
        ("bad_json", 12),
    ];
    assert_eq!(found, expected);
    let third = troubles(&records)[0];
    assert_eq!(third.offset, lines[..3].iter().map(|line| line.len() as u64 + 1).sum::<u64>());
    assert!(troubles(&records)[3].message.contains("recursion limit"));
}

#[test]
fn bad_characters_become_replacements() {
    let lines = b"{\"text\": \"a\xff\xed\xa0\x80b\"}\n{\"text\": \"lone \\ud800 end\"}\n\
        {\"text\": \"\\ud83d\\ude00\"}\n";
    let records = read("a.jsonl", lines);
    let found = texts(&records);
    assert!(found[0].starts_with("a\u{fffd}") && found[0].ends_with('b'));
    assert_eq!(found[1..], ["lone \u{fffd} end", "\u{1f600}"]);
    let warned: Vec<_> = records.iter().map(|r| r.as_ref().unwrap().warnings.clone()).collect();
    assert_eq!(warned, [vec!["bad_utf8"], vec!["bad_utf8"], vec![]]);
}

#[test]
fn a_long_line_is_passed_over_and_the_next_is_read() {
    let long = "x".repeat(3 << 20);
    let lines = format!("{{\"text\":\"a\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"b\"}}\n");
    let records = read_small("a.jsonl", lines.as_bytes(), 1 << 20);
    assert_eq!(texts(&records), ["a", "b"]);
    let trouble = troubles(&records)[0];
    assert_eq!((trouble.kind, trouble.line, trouble.offset), ("too_large", Some(2), 13));
    assert_eq!(trouble.length, Some(long.len() as u64 + 12));
    assert!(trouble.message.contains("max_record_bytes"));
}

#[test]
fn millions_of_empty_lines() {
    let mut bytes = vec![b'\n'; 10_000_000];
    bytes.extend(b"{\"text\": \"found\"}");
    let records = read("a.jsonl", &bytes);
    assert_eq!(texts(&records), ["found"]);
}

#[test]
fn json_that_spans_lines() {
    let array = b"[\n {\"text\": \"a {[\\\"\"},\n {\"text\": \"b\"}, 17, {\"no\": 1},\n{\"text\": \"c\"}]\n";
    let records = read("a.json", array);
    assert_eq!(texts(&records), ["a {[\"", "b", "c"]);
    assert_eq!(kinds(&records), ["bad_json", "bad_record"]);
    assert_eq!(troubles(&records)[1].line, Some(3));
    let object = b"{\n  \"title\": \"T\",\n  \"text\": \"pretty\"\n}\n";
    assert_eq!(texts(&read("a.json", object)), ["pretty"]);
    assert_eq!(texts(&read("unnamed", object)), ["pretty"]);
    let long = format!("[{{\"text\": \"{}\"}}, {{\"text\": \"b\"}}]", "x".repeat(5000));
    let records = read_small("a.json", long.as_bytes(), 1000);
    assert_eq!((texts(&records), kinds(&records)), (vec!["b".to_owned()], vec!["too_large"]));
}

#[test]
fn field_names_can_be_configured() {
    let config = config::Read { text_fields: vec!["story".into()], ..config::Read::default() };
    let records = records_of_bytes("a.jsonl", b"{\"story\": \"s\", \"text\": \"t\"}", &config);
    assert_eq!(texts(&records), ["s"]);
}

#[test]
fn csv_with_quotes_and_bad_rows() {
    let rows =
        b"\xef\xbb\xbfTitle;Text;Author\r\n\"A; b\";\"Two\r\nlines with \"\"quotes\"\"\";Ann\r\n\
        too;few\r\n\r\nC;caf\xe9;\r\n";
    let records = read("a.csv", rows);
    assert_eq!(kinds(&records), ["bad_row"]);
    let first = records[0].as_ref().unwrap();
    assert_eq!(first.bytes, b"Two\r\nlines with \"quotes\"");
    assert_eq!(first.metadata.title.as_deref(), Some("A; b"));
    assert_eq!(first.origin.offset, 22);
    let last = records[2].as_ref().unwrap();
    assert_eq!((last.bytes.as_slice(), &last.charset), (&b"caf\xe9"[..], &None));
    assert_eq!(last.origin.record, 2);
}

#[test]
fn csv_without_a_text_column_and_tsv() {
    assert_eq!(kinds(&read("a.csv", b"a,b\n1,2\n")), ["bad_record"]);
    assert_eq!(texts(&read("a.tsv", b"url\tcontent\nx\tThe end.\n")), ["The end."]);
}

#[test]
fn an_unclosed_quote_is_bounded() {
    let mut rows = b"title,text\na,fine\nb,\"".to_vec();
    rows.extend(vec![b'x'; 1 << 20]);
    let records = read_small("a.csv", &rows, 100_000);
    assert_eq!(texts(&records), ["fine"]);
    assert_eq!(kinds(&records), ["too_large"]);
}

#[test]
fn fields_that_are_none_of_the_known_ones_are_named() {
    let long = "x".repeat(5_000);
    let line = format!("{{\"story\": \"It rained.\", \"{long}\": 1}}\n{{\"text\": null}}\n");
    for (name, input) in [("a.jsonl", line), ("a.csv", format!("story,{long}\nIt rained.,1\n"))] {
        let records = read(name, input.as_bytes());
        let message = &troubles(&records)[0].message;
        assert!(message.contains("among: story, xxx"), "{message}");
        assert!(message.contains("read.text_fields") && message.len() < 300, "{message}");
    }
    assert_eq!(
        troubles(&read("a.jsonl", b"{\"text\": null}"))[0].message,
        "the text field is not a string"
    );
}

#[test]
fn a_table_without_a_name_is_told_by_its_header() {
    for (delimiter, quote) in [(",", "\""), (";", ""), ("\t", "\"")] {
        let table =
            format!("url{delimiter}text\nhttps://a.example/{delimiter}{quote}It rained.{quote}\n");
        let records = read("-", table.as_bytes());
        assert_eq!(texts(&records), ["It rained."], "{delimiter:?}");
        assert_eq!(records[0].as_ref().unwrap().url.as_deref(), Some("https://a.example/"));
    }
    for text in [
        "text,url",
        "Text, title and body\nof a story, it says here.\n",
        "text,title\nIt rained.\n",
        "mill,fire\nIt rained, they say.\n",
    ] {
        assert_eq!(texts(&read("-", text.as_bytes())), [text]);
        assert_eq!(texts(&read("a.txt", b"url,text\na,b\n")), ["url,text\na,b\n"]);
    }
}

#[test]
fn tables_and_json_in_utf_16_are_read() {
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let marked = std::iter::once(0xfeff).chain(text.encode_utf16());
        marked.flat_map(bytes).collect()
    };
    // Beyond the sample that is looked at, with pairs of surrogates at every place.
    let stories: Vec<String> =
        (0..4_000).map(|i| format!("{}Es regnete in Köln \u{1f327}.", "x".repeat(i % 7))).collect();
    let lines: String = stories
        .iter()
        .map(|text| serde_json::json!({ "text": text }).to_string() + "\r\n")
        .collect();
    let list = serde_json::json!(
        stories.iter().map(|text| serde_json::json!({ "text": text })).collect::<Vec<_>>()
    );
    let table = |d: &str| {
        let row = |text| format!("{text}{d}Regen\r\n");
        format!("text{d}title\r\n") + &stories.iter().map(row).collect::<String>()
    };
    let list = list.to_string();
    for (name, text) in [
        ("a.jsonl", &lines),
        ("-", &lines),
        ("a.json", &list),
        ("a.csv", &table(",")),
        ("a.csv", &table(";")),
        ("a.tsv", &table("\t")),
        ("-", &table(";")),
    ] {
        for bytes in [utf16(text, u16::to_le_bytes), utf16(text, u16::to_be_bytes)] {
            let records = read(name, &bytes);
            assert!(texts(&records) == stories, "{name}: {:?}", troubles(&records).first());
            let records = read(name, &gzip(&bytes));
            assert!(texts(&records) == stories, "{name} compressed");
        }
    }
    let text = utf16("Es regnete.", u16::to_le_bytes);
    assert_eq!(read("a.txt", &text)[0].as_ref().unwrap().bytes, text);
}

#[test]
fn a_field_that_is_no_date_is_left_out() {
    let line = |date: &str| format!("{{\"text\": \"Rain.\", \"date\": \"{date}\"}}\n");
    let records = read("a.jsonl", (line("2 hours ago") + &line("03/04/2021")).as_bytes());
    let published: Vec<_> = records
        .iter()
        .map(|record| record.as_ref().unwrap().metadata.published.as_deref())
        .collect();
    assert_eq!(published, [None, Some("03/04/2021")]);
}
