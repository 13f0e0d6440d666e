//! `sites.jsonl`, `sites.csv` and `copydesk score`.

use std::fs;

use copydesk::{Config, pipeline, score};
use serde_json::{Value, json};

use super::archive::{Spinner, archive};
use super::{clean, copydesk, folder, lines, run, sites};

fn story(number: usize) -> String {
    format!(
        "The council of ward {number} met on Monday to settle its budget for the year {}.\n\nNobody \
         spoke against it, and the meeting closed after {} minutes.",
        1990 + number,
        20 + number
    )
}

fn site<'v>(rows: &'v [Value], name: &str) -> &'v Value {
    rows.iter().find(|row| row["site"] == name).unwrap_or_else(|| panic!("no {name}: {rows:?}"))
}

fn both(folder: &std::path::Path) -> [String; 2] {
    ["sites.jsonl", "sites.csv"]
        .map(|name| fs::read_to_string(folder.join("out").join(name)).unwrap())
}

#[test]
fn scoring_again_gives_the_same_bytes() {
    let line = |(number, document): (usize, &super::archive::Document)| {
        let url = format!("https://{}/{number}", document.site);
        json!({ "url": url, "html": document.html }).to_string() + "\n"
    };
    let documents = archive(7, 21, Spinner::Heavy);
    let mut text: String = documents.iter().enumerate().map(line).collect();
    // Documents left out, garbled, without an address, cut off, and twice.
    text += &(json!({ "text": "ADVERTISEMENT\n\nShare this article" }).to_string() + "\n");
    text += &(json!({ "text": story(1), "source": "Tarn \"Courier\", the" }).to_string() + "\n");
    text += &(json!({ "text": story(1), "source": "=cmd()" }).to_string() + "\n");
    text += &(json!({ "text": story(1) + " caf\u{c3}\u{a9}" }).to_string() + "\n");
    let folder = folder(&[("a.jsonl", text)]);
    for more in
        [&[][..], &["--compress", "zst", "--set", "write.shard_bytes=20000"], &["--format", "bulk"]]
    {
        clean(folder.path(), more);
        let first = both(folder.path());
        let out = folder.path().join("out");
        for file in ["sites.jsonl", "sites.csv"] {
            fs::remove_file(out.join(file)).unwrap();
        }
        let output = run(copydesk().arg("score").arg(&out));
        let table = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(table.contains("nothing of the truth"), "{table}");
        assert_eq!(both(folder.path()), first, "{more:?}");
        run(copydesk().args(["audit", "verify"]).arg(&out));
        let again = pipeline::recount(&out).unwrap();
        let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        assert_eq!(manifest["counts"]["articles"], again.overview.articles);
        assert_eq!(manifest["counts"]["months"], json!(again.overview.months));
        assert_eq!(manifest["counts"]["removed"], json!(again.overview.removed));
        assert_eq!(score::rows(&again, &Config::default().score).len(), sites(folder.path()).len());
    }
}

#[test]
fn a_site_with_few_documents_has_no_score() {
    let lines: String = (0..25)
        .map(|i| {
            let site = if i < 19 { "few" } else { "fewer" };
            json!({ "url": format!("https://{site}.example/{i}"), "text": story(i) }).to_string()
                + "\n"
        })
        .collect();
    let folder = folder(&[("a.jsonl", lines)]);
    let said = clean(folder.path(), &[]);
    assert!(said.contains("sites: 2, without a score (fewer than 20 documents): 2"), "{said}");
    let rows = sites(folder.path());
    let few = site(&rows, "few.example");
    assert_eq!(few["documents"], 19);
    assert!(few.get("hygiene_score").is_none() && few.get("hygiene_parts").is_none());
    run(copydesk()
        .arg("score")
        .arg(folder.path().join("out"))
        .args(["--set", "score.min_documents=5"]));
    let rows = sites(folder.path());
    assert!(site(&rows, "few.example")["hygiene_score"].is_f64());
    assert!(site(&rows, "fewer.example")["hygiene_parts"]["unique"].is_f64());
}

#[test]
fn copies_name_the_first_document_and_its_site() {
    let line = |url: &str, text: String| json!({ "url": url, "text": text }).to_string() + "\n";
    let folder = folder(&[(
        "a.jsonl",
        [
            line("https://a.example/1", story(1)),
            line("https://b.example/1", story(1).replace("\n\n", "\n")),
            line("https://a.example/2", story(1)),
            line("https://b.example/2", story(2)),
            line("https://a.example/1", story(3)),
            line("https://c.example/1", story(3)),
        ]
        .concat(),
    )]);
    clean(folder.path(), &[]);
    let documents = lines(folder.path(), "documents");
    let of = |at: usize, key: &str| documents[at]["metadata"].get(key).cloned();
    assert_eq!(of(0, "dup_of"), None);
    for at in [1, 2] {
        assert_eq!(of(at, "dup_of").as_ref(), Some(&documents[0]["id"]));
        assert_eq!(of(at, "dup_site").unwrap(), "a.example");
    }
    assert_eq!(of(3, "dup_of"), None);
    // The first with this text has an id that was taken before.
    assert!(documents[4]["id"].as_str().unwrap().contains('-'));
    assert_eq!(of(5, "dup_of").as_ref(), Some(&documents[4]["id"]));
    let rows = sites(folder.path());
    assert_eq!(site(&rows, "a.example")["own_duplicate_share"], 0.3333);
    assert_eq!(site(&rows, "b.example")["foreign_duplicate_share"], 0.5);
    // An output folder is an input as well: what was said of copies is said anew.
    let stream = run(copydesk().arg("clean").arg(folder.path().join("out/documents")));
    let again = String::from_utf8(stream.stdout).unwrap();
    let firsts = |text: &str| text.matches("\"dup_of\":").count();
    assert_eq!(firsts(&again), 3);
}

#[test]
fn documents_without_an_address_are_counted_by_source_or_folder() {
    let named = json!({ "text": story(1), "source": "Tarn Courier" }).to_string();
    let folder = folder(&[
        ("quay/2021/03/a.txt", story(2)),
        ("quay/2022/b.txt", story(3)),
        ("tarn/sport/c.txt", story(4)),
        ("d.txt", story(5)),
        ("e.jsonl", named),
    ]);
    clean(folder.path(), &[]);
    let rows = sites(folder.path());
    let names: Vec<&str> = rows.iter().map(|row| row["site"].as_str().unwrap()).collect();
    assert_eq!(names, ["Tarn Courier", "in", "quay", "tarn"]);
    assert_eq!(site(&rows, "quay")["documents"], 2);
    let documents = lines(folder.path(), "documents");
    let sources: Vec<&Value> = documents.iter().filter_map(|d| d.get("source")).collect();
    assert_eq!(sources, ["Tarn Courier"]);
}

#[test]
fn cells_are_no_formulas_unless_asked_for() {
    let evil = ["=HYPERLINK(\"http://x.example\")", "@SUM(1)", "+1", "-1", "plain, with comma"];
    let lines: String = (0..)
        .zip(evil)
        .map(|(i, source)| json!({ "text": story(i), "source": source }).to_string() + "\n")
        .collect();
    let folder = folder(&[("a.jsonl", lines)]);
    clean(folder.path(), &[]);
    let [jsonl, csv] = both(folder.path());
    assert!(csv.contains("\r\n\"'=HYPERLINK(\"\"http://x.example\"\")\","), "{csv}");
    assert!(csv.contains("\r\n'@SUM(1),") && csv.contains("\r\n'+1,") && csv.contains("\r\n'-1,"));
    assert!(csv.contains("\r\n\"plain, with comma\","), "{csv}");
    assert!(jsonl.contains("\"site\":\"@SUM(1)\""), "the lines are as they are");
    let width = |line: &str| line.split(',').count();
    assert!(
        csv.lines()
            .skip(1)
            .filter(|line| line.starts_with("'@"))
            .all(|line| { width(line) == width(csv.lines().next().unwrap()) })
    );
    clean(folder.path(), &["--csv-raw"]);
    assert!(both(folder.path())[1].contains("\r\n@SUM(1),"));
    run(copydesk().arg("score").arg(folder.path().join("out")));
    assert!(both(folder.path())[1].contains("\r\n@SUM(1),"), "the run's own settings count");
}

#[test]
fn dates_beyond_reason_do_not_stretch_a_site() {
    let line = |date: &str, i: usize| {
        json!({ "url": format!("https://a.example/{i}"), "text": story(i), "date": date })
            .to_string()
            + "\n"
    };
    let dates = ["2999-01-01", "1969-12-31", "2024-02-29T23:59:00", "2023-02-29", "soon"];
    let text: String = dates.iter().enumerate().map(|(i, date)| line(date, i)).collect();
    let folder = folder(&[("a.jsonl", text)]);
    let mut found = Vec::new();
    for zone in ["UTC", "Asia/Tokyo", "America/New_York"] {
        let (input, out) = (folder.path().join("in"), folder.path().join("out"));
        run(copydesk()
            .env("TZ", zone)
            .env("LANG", "tr_TR.UTF-8")
            .arg("clean")
            .arg(input)
            .arg("-o")
            .arg(out));
        found.push(both(folder.path()));
    }
    assert!(found.windows(2).all(|pair| pair[0] == pair[1]));
    let rows = sites(folder.path());
    assert_eq!(rows[0]["first_date"], "1969-12-31");
    assert_eq!(rows[0]["last_date"], "2024-02-29");
    assert_eq!(rows[0]["missing_date_share"], 0.6);
}

#[test]
fn control_characters_of_names_do_not_reach_the_terminal() {
    let lines: String = (0..40)
        .map(|i| {
            let source = if i < 20 { "a\u{1b}[31m\u{7}b" } else { "plain" };
            json!({ "text": story(i), "source": source }).to_string() + "\n"
        })
        .collect();
    let folder = folder(&[("a.jsonl", lines)]);
    let said = clean(folder.path(), &[]);
    assert!(!said.contains(['\u{1b}', '\u{7}']), "{said:?}");
    assert!(said.contains("plain"), "{said}");
}
