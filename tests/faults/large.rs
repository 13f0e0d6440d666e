//! Records and files larger than memory should be asked to hold.

use super::{MAX_PEAK, Place, STORY, json_line};

/// Words until `bytes` are reached, without a line end.
fn prose(bytes: usize) -> String {
    let words = "the ferry of Lower Tarn crossed before noon and the harbor board watched it ";
    let mut out = words.repeat(bytes / words.len() + 1);
    out.truncate(bytes);
    out
}

#[test]
fn a_line_over_the_limit_is_passed_over_by_its_place() {
    let long = json_line(&prose(64 << 20));
    let first = json_line(STORY);
    let text = format!("{first}{long}{first}");
    let ran = Place::with("a.jsonl", &text).clean(&[]);
    assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned(); 2]));
    let error = &ran.errors()[0];
    assert_eq!(error["line"], 2);
    assert_eq!(error["offset"], first.len());
    let length = error["length"].as_u64().unwrap();
    assert!(length.abs_diff(long.len() as u64) <= 1, "{length} of {}", long.len());
    assert!(error["message"].as_str().unwrap().contains("max_record_bytes"));
    assert!(ran.peak < MAX_PEAK, "{} KiB", ran.peak);
}

#[test]
fn a_file_over_the_limit_is_passed_over_and_the_next_one_read() {
    let place = Place::with("a.txt", prose(64 << 20)).and("b.html", prose(64 << 20));
    let ran = place.and("c.txt", STORY).clean(&[]);
    assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned()]));
    for error in ran.errors() {
        assert_eq!((&error["offset"], &error["length"]), (&0.into(), &(64 << 20).into()));
    }
    assert_eq!(ran.errors().len(), 2);
    assert!(ran.peak < MAX_PEAK, "{} KiB", ran.peak);
}

#[test]
fn the_limit_can_be_set() {
    let text = format!("{}{}", json_line(&prose(2000)), json_line(STORY));
    let ran = Place::with("a.jsonl", text).clean(&["--max-record-bytes", "1000"]);
    assert_eq!((ran.code, ran.texts()), (1, vec![STORY.to_owned()]));
}

#[test]
fn a_single_line_below_the_limit_is_cleaned() {
    let text = prose(4 << 20);
    let ran = Place::with("a.txt", &text).clean(&[]);
    assert_eq!((ran.code, ran.texts()), (0, vec![text.trim_end().to_owned()]));
    assert!(ran.peak < MAX_PEAK, "{} KiB", ran.peak);
}

#[test]
fn a_million_empty_lines_are_nothing() {
    let lines = "\n".repeat(1 << 20);
    let place = Place::with("a.txt", &lines).and("b.jsonl", &lines).and("c.html", &lines);
    let ran = place.and("d.csv", &lines).and("e.txt", lines.replace('\n', "\r\n")).clean(&[]);
    assert_eq!((ran.code, ran.documents().len()), (0, 0), "{:?}", ran.errors());
    assert!(ran.peak < MAX_PEAK, "{} KiB", ran.peak);
}

#[test]
fn empty_lines_around_a_story_are_only_white_space() {
    let lines = "\n".repeat(1 << 19);
    let ran = Place::with("a.txt", format!("{lines}{STORY}{lines}{STORY}{lines}")).clean(&[]);
    let texts = ran.texts();
    assert_eq!(texts.len(), 1);
    assert!(texts[0].starts_with(STORY) && texts[0].len() < 2 * STORY.len() + 10);
}

#[test]
fn many_short_lines_and_many_short_records_are_read() {
    let lines = "It rains.\n".repeat(200_000);
    let records: String = (0..10_000).map(|n| json_line(&format!("Tide {n}."))).collect();
    let ran = Place::with("a.txt", lines).and("b.jsonl", records).clean(&[]);
    assert_eq!((ran.code, ran.count("records")), (0, 10_001));
    assert!(ran.peak < MAX_PEAK, "{} KiB", ran.peak);
}
