//! Dictionaries that contradict themselves are refused at load, with file and line.

use std::fs;

use super::{Place, STORY, json_line};

const HEAD: &str = "# dictionary: substitutions\n# source: written for this test\n";

/// A run with a dictionary of substitutions put over the built-in ones.
fn with(entries: &str, place: &Place) -> super::Ran {
    let folder = place.root().join("words/en");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("own.tsv"), format!("{HEAD}{entries}")).unwrap();
    place.clean(&["--dictionaries", place.root().join("words").to_str().unwrap()])
}

fn entry(spun: &str, original: &str) -> String {
    format!("{spun}\t{original}\tphrase_synonym\t1\t-\town\n")
}

#[test]
fn contradictions_are_refused_with_their_line() {
    let plain = entry("quay companies", "harbor boards");
    let wrong = [
        (
            "a circle",
            entry("tide keepers", "water watchers") + &entry("water watchers", "tide keepers"),
            3..=4,
        ),
        ("itself", plain.clone() + &entry("tide keepers", "tide keepers"), 4..=4),
        ("twice", plain.clone() + &plain, 4..=4),
        ("nothing", plain.clone() + &entry("tide keepers", ""), 4..=4),
        ("no spun form", plain.clone() + &entry("", "tide keepers"), 4..=4),
        ("no columns", plain.clone() + "tide keepers\n", 4..=4),
        ("not a family", plain.clone() + "tide keepers\twater board\tsoup\t1\t-\town\n", 4..=4),
        (
            "not a number",
            plain.clone() + "tide keepers\twater board\tword_swap\tNaN\t-\town\n",
            4..=4,
        ),
    ];
    for (what, entries, lines) in wrong {
        let place = Place::with("a.txt", STORY);
        let ran = with(&entries, &place);
        assert_eq!(ran.code, 2, "{what}: {}", ran.stderr);
        assert!(ran.stderr.contains("own.tsv"), "{what}: {}", ran.stderr);
        let told = lines.into_iter().any(|line| ran.stderr.contains(&format!("line {line}")));
        assert!(told, "{what}: {}", ran.stderr);
    }
}

#[test]
fn a_missing_folder_of_dictionaries_is_told() {
    let place = Place::with("a.txt", STORY);
    let folder = |name: &str| place.root().join(name).to_str().unwrap().to_owned();
    // The last has no folder of a language inside.
    for name in ["none", "in/a.txt", "in"] {
        let ran = place.clean(&["--dictionaries", &folder(name)]);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(&folder(name)), "{}", ran.stderr);
    }
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let place = Place::with("a.txt", STORY);
    let folder = place.root().join("words/en");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("own.tsv"), b"# dictionary: substitutions\n\xff\xfe\n").unwrap();
    let ran = place.clean(&["--dictionaries", place.root().join("words").to_str().unwrap()]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("own.tsv"), "{}", ran.stderr);
}

#[test]
fn a_hundred_thousand_entries_load() {
    let word = |mut n: usize| {
        let mut word = String::from("z");
        while n > 0 {
            word.push((b'a' + (n % 26) as u8) as char);
            n /= 26;
        }
        word
    };
    let entries: String =
        (1..100_000).map(|n| entry(&format!("{} quark", word(n)), "harbor")).collect();
    let place = Place::with("a.jsonl", json_line(STORY));
    let ran = with(&entries, &place);
    assert_eq!((ran.code, ran.texts()), (0, vec![STORY.to_owned()]), "{}", ran.stderr);
}
