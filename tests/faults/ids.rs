//! Ids and addresses.

use super::{Place, STORY};

fn line(url: &str, text: &str) -> String {
    serde_json::json!({ "url": url, "text": format!("{STORY} {text}") }).to_string() + "\n"
}

fn ids(name: &str, lines: &[String]) -> Vec<String> {
    let ran = Place::with(name, lines.concat()).clean(&[]);
    assert_eq!(ran.documents().len(), lines.len(), "{:?}", ran.errors());
    ran.documents().iter().map(|d| d["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_address_written_in_several_ways_has_one_id() {
    let ways = [
        "https://tarn.example/flood",
        "HTTPS://Tarn.Example:443/flood",
        "https://user:secret@tarn.example/flood#top",
        " https://tarn.example/flood ",
        "https://tarn.example/./a/../flood",
    ];
    let mut found: Vec<String> =
        ways.iter().flat_map(|url| ids("a.jsonl", &[line(url, "")])).collect();
    found.dedup();
    assert_eq!(found.len(), 1);
    let idn = ids("a.jsonl", &[line("https://bücher.example/", "")]);
    assert_eq!(idn, ids("a.jsonl", &[line("https://xn--bcher-kva.example/", "")]));
}

#[test]
fn ids_depend_on_nothing_but_address_and_text() {
    let lines = [line("https://tarn.example/1", ""), line("", "A."), line("", "B.")];
    let mut turned = lines.clone();
    turned.reverse();
    let (found, mut again) = (ids("a.jsonl", &lines), ids("b.jsonl", &turned));
    again.reverse();
    assert_eq!(found, again);
}

#[test]
fn secrets_of_an_address_do_not_reach_the_canonical_one() {
    let ran = Place::with("a.jsonl", line("https://user:secret@tarn.example/", "")).clean(&[]);
    let document = &ran.documents()[0];
    for key in ["url_canonical", "host", "site"] {
        let value = document["metadata"][key].as_str().unwrap();
        assert!(!value.contains("secret") && !value.contains("user"), "{key}: {value}");
    }
    assert_eq!(document["source"], "tarn.example");
}

#[test]
fn what_is_no_web_address_gives_no_site() {
    for url in
        ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "::", "/flood"]
    {
        let ran = Place::with("a.jsonl", line(url, "")).clean(&[]);
        let document = &ran.documents()[0];
        assert!(document["metadata"].get("site").is_none(), "{url}");
        assert!(document["metadata"].get("url_canonical").is_none(), "{url}");
        assert!(document.get("source").is_none(), "{url}");
    }
}

#[test]
fn copies_of_a_document_have_ids_of_their_own() {
    let lines = vec![line("https://tarn.example/1", ""); 20];
    let mut found = ids("a.jsonl", &lines);
    found.extend(ids("b.jsonl", &vec![line("", ""); 20]));
    found.sort();
    let count = found.len();
    found.dedup();
    assert_eq!(found.len(), count);
}
