//! JSON lines that are none.

use super::{Place, STORY, json_line};

#[test]
fn a_bad_line_costs_itself_alone_and_is_named_by_its_place() {
    let deep = format!("{{\"a\":{}1{},\"text\":\"x\"}}", "[".repeat(10_000), "]".repeat(10_000));
    let bad = [
        deep.as_str(),
        "{\"text\": 17}",
        "{\"title\": \"no text\"}",
        "[\"an array\"]",
        "\"a string\"",
        "not json",
        "{\"text\": \"cut",
    ];
    let good = |number: usize| format!("{STORY}\n\nThat was tide number {number}.");
    let mut lines = String::new();
    let mut places = Vec::new();
    for (number, bad) in bad.iter().enumerate() {
        lines += &json_line(&good(number));
        places.push((2 * number as u64 + 2, lines.len() as u64));
        lines += bad;
        if number + 1 < bad.len() {
            lines += "\n";
        }
    }
    let ran = Place::with("a.jsonl", &lines).clean(&[]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.texts(), (0..bad.len()).map(good).collect::<Vec<_>>());
    let errors = ran.errors();
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error["line"].as_u64().unwrap(), error["offset"].as_u64().unwrap()))
        .collect();
    assert_eq!(found, places, "{errors:?}");
    assert!(errors.iter().all(|error| error["path"].as_str().unwrap().ends_with("a.jsonl")));
}

#[test]
fn a_mark_blank_lines_and_carriage_returns_are_no_faults() {
    let line = json_line(STORY);
    let line = line.trim_end();
    let text = format!("\u{feff}{line}\r\n\r\n   \r\n\n{line}\n\n\t\n{line}");
    let ran = Place::with("a.jsonl", text).clean(&[]);
    assert_eq!((ran.code, ran.texts()), (0, vec![STORY.to_owned(); 3]), "{:?}", ran.errors());
}

#[test]
fn every_odd_line_is_a_document_or_an_error() {
    let odd = [
        "{\"text\": \"It rained in Lower Tarn.\", \"text\": \"It snowed in Lower Tarn.\"}",
        "{\"text\": \"It rained in Lower Tarn.\", \"score\": NaN}",
        "{\"text\": \"It rained in Lower Tarn.\", \"score\": 1e999}",
        "{\"text\": \"It rained in Lower Tarn.\",}",
        "{\"text\": \"It rained\tin Lower Tarn.\"}",
        "{\"text\": \"It rained in Lower Tarn.\"} {\"text\": \"It snowed in Lower Tarn.\"}",
        "{\"text\": [\"It rained\", \"in Lower Tarn.\"]}",
        "{\"text\": {\"body\": \"It rained in Lower Tarn.\"}}",
        "{'text': 'It rained in Lower Tarn.'}",
        "{\"TEXT\": \"It rained in Lower Tarn.\"}",
        "{}",
    ];
    for line in odd {
        let ran = Place::with("a.jsonl", format!("{line}\n{}", json_line(STORY))).clean(&[]);
        let documents = ran.documents().len();
        let errors = ran.errors().len();
        assert!(documents + errors >= 2, "{line}: {documents} documents, {errors} errors");
        assert_eq!(ran.texts().last().unwrap(), STORY, "{line}");
        assert_eq!(ran.code, i32::from(errors > 0), "{line}");
    }
}

#[test]
fn a_null_or_empty_text_is_no_document() {
    let text = format!("{{\"text\": \"\"}}\n{{\"text\": \" \\n \"}}\n{}", json_line(STORY));
    let ran = Place::with("a.jsonl", text).clean(&[]);
    assert_eq!((ran.code, ran.texts(), ran.count("empty")), (0, vec![STORY.to_owned()], 2));
    let ran =
        Place::with("a.jsonl", format!("{{\"text\": null}}\n{}", json_line(STORY))).clean(&[]);
    assert_eq!(ran.texts(), [STORY]);
    assert_eq!(ran.errors().len() as u64 + ran.count("empty"), 1);
}

#[test]
fn empty_containers_hold_no_documents() {
    let empty = super::gzip(b"");
    let place = Place::with("a.jsonl", "").and("b.jsonl", "\n\n").and("c.csv", "");
    let place = place.and("d.txt.gz", &empty).and("e.jsonl.gz", &empty).and("f.html", "<p> </p>");
    let ran = place.and("g.txt.zst", super::zstd(b"")).and("h.warc", "").clean(&[]);
    assert_eq!((ran.code, ran.documents().len()), (0, 0), "{:?}", ran.errors());
    assert!(ran.lines("excluded").is_empty());
}
