//! What people are told: what is wrong, where, once, and by which exit code.

use std::fs;
use std::process::{Command, Stdio};

use super::{Place, STORY, copydesk, json_line};

/// Exit code and standard error.
fn told(command: &mut Command) -> (i32, String) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_wrong_configuration_is_named_with_its_line() {
    let place = Place::with("own.toml", "[spin]\nthreshhold = 0.2\n").and("latin.toml", b"#\xe9");
    for (name, wanted) in [("own.toml", "line 2"), ("latin.toml", "UTF-8"), ("none.toml", "file")] {
        let (code, stderr) = told(copydesk().args(["config", "--config"]).arg(place.input(name)));
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(name) && stderr.contains(wanted), "{stderr}");
    }
}

#[test]
fn settings_out_of_their_range_are_refused_wherever_they_come_from() {
    let place = Place::with("own.toml", "[repair]\nmin_confidence = 50\n");
    let input = place.input("own.toml");
    for more in [
        &["--config", input.to_str().unwrap()][..],
        &["--set", "repair.min_confidence=50"],
        &["--min-confidence", "50"],
        &["--max-record-bytes", "0"],
        &["--max-record-bytes", "5000000000"],
        &["--threads", "100000"],
    ] {
        let ran = place.clean(more);
        assert_eq!(ran.code, 2, "{more:?}: {}", ran.stderr);
        assert!(!ran.out.exists(), "{more:?}");
    }
}

#[test]
fn flags_that_say_nothing_without_an_output_folder_are_refused() {
    let place = Place::with("a.txt", STORY);
    for flag in ["--no-report", "--csv-raw", "--compress=gz"] {
        let (code, stderr) = told(copydesk().arg("clean").arg(place.input("a.txt")).arg(flag));
        assert!(code == 2 && stderr.contains("--output"), "{flag}: {code} {stderr}");
    }
}

#[test]
fn a_cause_is_told_once() {
    let place = Place::with("a.txt", STORY);
    assert_eq!(place.clean(&[]).code, 0);
    let page = place.root().join("none/page.html");
    let (code, stderr) =
        told(copydesk().arg("report").arg(place.root().join("out")).arg("-o").arg(page));
    assert_eq!((code, stderr.matches("os error").count()), (3, 1), "{stderr}");
}

#[test]
fn what_is_no_output_folder_is_a_wrong_name() {
    let place = Place::with("a.txt", STORY);
    for name in ["in", "in/a.txt", "none"] {
        for command in [&["score"][..], &["report"], &["audit", "verify"], &["audit", "undo"]] {
            let (code, stderr) = told(copydesk().args(command).arg(place.root().join(name)));
            assert_eq!(code, 2, "{command:?} {name}: {stderr}");
            assert!(stderr.contains("is no output folder"), "{command:?} {name}: {stderr}");
        }
    }
}

#[test]
fn files_missing_from_an_output_folder_are_noticed() {
    for format in ["jsonl", "bulk"] {
        let place = Place::with("a.txt", STORY);
        assert_eq!(place.clean(&["--format", format]).code, 0);
        let out = place.root().join("out");
        let mut verify = copydesk();
        verify.args(["audit", "verify"]).arg(&out);
        assert_eq!(told(&mut verify).0, 0);
        fs::remove_file(out.join("audit/00000.jsonl")).unwrap();
        let (code, stderr) = told(&mut verify);
        assert!(code == 3 && stderr.contains("00000.jsonl"), "{format}: {code} {stderr}");
        for part in ["documents", "excluded"] {
            fs::remove_dir_all(out.join(part)).unwrap();
            fs::create_dir(out.join(part)).unwrap();
        }
        let (code, stderr) = told(&mut verify);
        assert!(code == 1 && stderr.contains("1 articles"), "{format}: {code} {stderr}");
    }
}

#[test]
fn a_record_that_cannot_be_explained_is_told_by_its_place() {
    let lines = json_line(STORY) + "{\"story\": 1, \"day\": 2}\n";
    let place = Place::with("a.jsonl", lines);
    let explain = |record: &str| {
        let mut command = copydesk();
        told(command.arg("explain").arg(place.input("a.jsonl")).args(["--record", record]))
    };
    assert_eq!(explain("0").0, 0);
    let (code, stderr) = explain("1");
    assert_eq!(code, 1, "{stderr}");
    for wanted in ["a.jsonl line 2", "story", "read.text_fields"] {
        assert!(stderr.contains(wanted), "{stderr}");
    }
    let (code, stderr) = explain("2");
    assert!(code == 2 && stderr.contains("it has 2"), "{code} {stderr}");
}

#[test]
fn a_dictionary_that_is_no_text_is_told_by_its_line() {
    let place = Place::with("own.tsv", b"# source: none\n# license: none\ncaf\xe9\tx\n");
    for command in ["check", "format"] {
        let mut told_by = copydesk();
        let (code, stderr) =
            told(told_by.args(["dictionary", command]).arg(place.input("own.tsv")));
        assert!(code == 2 && stderr.contains("own.tsv\" line 3"), "{command}: {code} {stderr}");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end_the_search_for_dictionaries_and_texts() {
    let place = Place::with("a.tsv", "x\ty\n");
    std::os::unix::fs::symlink(place.root().join("in"), place.input("back")).unwrap();
    let output = copydesk().args(["dictionary", "check"]).arg(place.root().join("in")).output();
    let told = String::from_utf8(output.unwrap().stdout).unwrap();
    assert!(told.contains("1 files"), "{told}");
}
