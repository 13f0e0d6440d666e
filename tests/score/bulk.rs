//! `--format bulk`.

use std::fs;

use serde_json::{Value, json};

use super::{clean, copydesk, files, folder, run};

const STORY: &str = "The ferry to Eastmere will not sail on Sunday, the harbor board said. A new engine is \
    to be fitted in the yard at Port Calder.";

#[test]
fn files_are_bulk_requests_of_at_most_10_megabytes() {
    let long = |i: usize| format!("{STORY} Number {i}.\n\n").repeat(2500);
    let lines: String = (0..60)
        .map(|i| {
            json!({ "url": format!("https://a.example/{i}"), "text": long(i) }).to_string() + "\n"
        })
        .collect();
    let folder = folder(&[("a.jsonl", lines)]);
    clean(folder.path(), &["--format", "bulk", "--skip", "strip,spin,articles"]);
    let files = files(folder.path(), "documents");
    assert!(files.len() >= 2, "{files:?}");
    let mut ids = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        assert!(text.len() <= 10_000_000 && text.ends_with('\n'));
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.chunks(2) {
            let action: Value = serde_json::from_str(pair[0]).unwrap();
            let document: Value = serde_json::from_str(pair[1]).unwrap();
            assert_eq!(action, json!({ "create": { "_id": document["id"] } }));
            ids.push(document["id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(ids.len(), 60);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 60);
    run(copydesk().args(["audit", "verify"]).arg(folder.path().join("out")));
}

#[test]
fn a_later_run_leaves_no_bulk_file_behind() {
    let folder = folder(&[("a.txt", STORY.to_owned())]);
    clean(folder.path(), &["--format", "bulk"]);
    assert!(folder.path().join("out/documents/00000-000.jsonl").exists());
    clean(folder.path(), &[]);
    let names = files(folder.path(), "documents");
    assert_eq!(names.len(), 1);
    assert!(names[0].ends_with("00000.jsonl"), "{names:?}");
}

#[test]
fn a_stream_is_one_bulk_request() {
    let folder = folder(&[("a.txt", STORY.to_owned()), ("b.txt", STORY.replace("ferry", "bus"))]);
    let output =
        run(copydesk().arg("clean").arg(folder.path().join("in")).args(["--format", "bulk"]));
    let text = String::from_utf8(output.stdout).unwrap();
    let actions = text.lines().step_by(2).all(|line| line.starts_with("{\"create\":{\"_id\":\""));
    assert!(actions && text.lines().count() == 4 && text.ends_with('\n'), "{text}");
}
