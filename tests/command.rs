//! The real binary through the command line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const STORY: &str = "Flood wall holds at Harrow Quay\n\n\
    The new flood wall at Harrow Quay held through the highest tide of the winter, the harbor \
    board said on Tuesday.\n\n\
    Engineers had feared that the northern section, finished only last month, would leak.\n";

fn copydesk() -> Command {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the binary starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("not killed")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with an `in/` of the given files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join("in").join(name), bytes).unwrap();
    }
    folder
}

fn clean(folder: &Path, more: &[&str]) -> Output {
    run(copydesk().arg("clean").arg(folder.join("in")).arg("-o").arg(folder.join("out")).args(more))
}

/// All lines of a kind of shard.
fn lines(folder: &Path, part: &str) -> Vec<Value> {
    let mut shards: Vec<PathBuf> = fs::read_dir(folder.join("out").join(part))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    shards.sort();
    let read = |path: &PathBuf| fs::read_to_string(path).unwrap();
    shards
        .iter()
        .flat_map(|path| {
            read(path).lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<_>>()
        })
        .collect()
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else {
            files.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

#[test]
fn a_document_line_has_the_seven_keys_in_order() {
    let folder = folder(&[("a.txt", STORY.as_bytes())]);
    assert_eq!(code(&clean(folder.path(), &[])), 0);
    let text = fs::read_to_string(folder.path().join("out/documents/00000.jsonl")).unwrap();
    let keys: Vec<usize> = ["\"id\":", "\"text\":", "\"version\":", "\"metadata\":"]
        .iter()
        .map(|key| text.find(key).unwrap())
        .collect();
    assert!(keys.is_sorted(), "{text}");
    assert!(!text.contains("null"), "{text}");
    let line: Value = serde_json::from_str(&text).unwrap();
    assert!(line["text"].as_str().unwrap().contains("held through the highest tide"));
    assert!(line["metadata"]["boilerplate_ratio"].is_f64());
    assert_eq!(line["metadata"]["language"], "en");
    let manifest = fs::read_to_string(folder.path().join("out/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["counts"]["articles"], 1);
    assert!(manifest["config"]["read"]["max_record_bytes"].is_u64());
    assert!(manifest["dictionaries"]["en/furniture.tsv"].is_string());
}

#[test]
fn the_audit_is_verified_and_undone() {
    let dirty = format!("ADVERTISEMENT\n\n{STORY}\nShare this article\n");
    let folder = folder(&[("a.txt", dirty.as_bytes())]);
    for compress in ["none", "gz", "zst"] {
        assert_eq!(code(&clean(folder.path(), &["--compress", compress])), 0);
        let out = folder.path().join("out");
        let verified = run(copydesk().args(["audit", "verify"]).arg(&out));
        assert_eq!(code(&verified), 0, "{}", stderr(&verified));
        let undone = run(copydesk().args(["audit", "undo"]).arg(&out));
        let line: Value = serde_json::from_slice(&undone.stdout).unwrap();
        assert_eq!(line["text"], dirty);
    }
}

#[test]
fn a_changed_text_fails_the_audit() {
    let dirty = format!("ADVERTISEMENT\n\n{STORY}");
    let folder = folder(&[("a.txt", dirty.as_bytes())]);
    clean(folder.path(), &[]);
    let path = folder.path().join("out/documents/00000.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("held through", "broke in")).unwrap();
    let verified = run(copydesk().args(["audit", "verify"]).arg(folder.path().join("out")));
    assert_eq!(code(&verified), 1);
    assert!(stderr(&verified).contains("line 1"), "{}", stderr(&verified));
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let names: Vec<String> = (0..60).map(|i| format!("{i:03}.txt")).collect();
    let texts: Vec<Vec<u8>> =
        (0..60).map(|i| format!("{STORY}\nNumber {i} of the day.\n").into_bytes()).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().map(String::as_str).zip(texts.iter().map(Vec::as_slice)).collect();
    let folder = folder(&files);
    let mut trees = Vec::new();
    for threads in ["1", "2", "7", "64"] {
        assert_eq!(code(&clean(folder.path(), &["--threads", threads])), 0);
        trees.push(tree(&folder.path().join("out")));
    }
    assert!(trees.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn empty_inputs_are_counted_and_nothing_more() {
    let folder = folder(&[("a.txt", b""), ("b.txt", b"\xef\xbb\xbf"), ("c.txt", b" \n\n \t\n")]);
    let output = clean(folder.path(), &[]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(lines(folder.path(), "documents").is_empty());
    assert!(lines(folder.path(), "audit").is_empty());
    let manifest = fs::read_to_string(folder.path().join("out/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["counts"]["empty"], 3);
}

#[test]
fn a_text_that_is_all_boilerplate_is_left_out_with_its_audit() {
    let folder = folder(&[("a.txt", b"ADVERTISEMENT\n\nShare this article\n\nADVERTISEMENT\n")]);
    assert_eq!(code(&clean(folder.path(), &[])), 0);
    let excluded = lines(folder.path(), "excluded");
    assert_eq!(excluded[0]["metadata"]["filter_reason"], "empty_after_clean");
    assert_eq!(lines(folder.path(), "audit")[0]["id"], excluded[0]["id"]);
}

#[test]
fn ids_are_stable_and_unique() {
    let line = |url: &str, text: &str| {
        serde_json::json!({ "url": url, "text": format!("{STORY}\n{text}") }).to_string()
    };
    let long = format!("https://a.example/{}", "x".repeat(1 << 20));
    let jsonl = [
        line("https://user:pw@a.example/1#top", "The first."),
        line("https://a.example/1", "The second."),
        line("https://a.example/1", "The second."),
        line("javascript:alert(1)", "The third."),
        line(&long, "The fourth."),
        line("https://b\u{fc}cher.example/1", "The fifth."),
    ]
    .join("\n");
    let folder = folder(&[("a.jsonl", jsonl.as_bytes())]);
    assert_eq!(code(&clean(folder.path(), &[])), 0);
    let documents = lines(folder.path(), "documents");
    let ids: Vec<&str> = documents.iter().map(|d| d["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 6);
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), 6, "{ids:?}");
    assert!(ids.iter().all(|id| !id.contains([':', '/'])));
    assert!(ids[1].starts_with(ids[0]), "the same address gives the same id with a suffix");
    assert_eq!(documents[0]["metadata"]["url_canonical"], "https://a.example/1");
    assert_eq!(documents[5]["metadata"]["host"], "xn--bcher-kva.example");
    assert!(documents[3]["metadata"].get("site").is_none());
}

#[test]
fn a_wrong_output_folder_is_refused_before_reading() {
    let folder = folder(&[("a.txt", STORY.as_bytes())]);
    let input = folder.path().join("in");
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let missing_parent = folder.path().join("no/such/out");
    for out in [&input, &input.join("out"), &file, &missing_parent] {
        let output = run(copydesk().arg("clean").arg(&input).arg("-o").arg(out));
        assert_eq!(code(&output), 2, "{out:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("folder"), "{}", stderr(&output));
    }
    assert_eq!(tree(&input).len(), 1);
}

#[test]
fn missing_inputs_and_wrong_settings_are_usage_errors() {
    let folder = folder(&[("a.txt", STORY.as_bytes())]);
    let output =
        run(copydesk().args(["clean", "no-such-file"]).arg("-o").arg(folder.path().join("out")));
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("no-such-file"), "{}", stderr(&output));
    let output = run(copydesk().args(["config", "--set", "spin.treshold=1"]));
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("did you mean `threshold`"), "{}", stderr(&output));
    assert_eq!(code(&run(copydesk().args(["clean", "a", "--skip", "kitchen"]))), 2);
}

#[test]
fn standard_input_becomes_documents_on_standard_output() {
    let mut child = copydesk()
        .args(["clean", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), STORY.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0);
    let line: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["metadata"]["src_path"], "-");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let jsonl: String = (0..20_000)
        .map(|i| serde_json::json!({ "text": format!("{STORY}\nNumber {i}.") }).to_string() + "\n")
        .collect();
    let folder = folder(&[("a.jsonl", jsonl.as_bytes())]);
    let mut child = copydesk()
        .arg("clean")
        .arg(folder.path().join("in"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
}

#[test]
fn skipped_rooms_leave_the_text_as_it_was() {
    let dirty =
        "ADVERTISEMENT\n\nThe  council met,\u{200b} and it rained.  \n\n\n\nShare this article\n";
    let folder = folder(&[("a.txt", dirty.as_bytes())]);
    clean(folder.path(), &["--skip", "strip,articles,normalize,spin,repair"]);
    assert_eq!(lines(folder.path(), "documents")[0]["text"], dirty);
}

#[test]
fn explain_marks_what_it_would_remove_without_color_in_a_pipe() {
    let dirty = format!("ADVERTISEMENT\n\n{STORY}");
    let folder = folder(&[("a.txt", dirty.as_bytes())]);
    let output = run(copydesk().arg("explain").arg(folder.path().join("in/a.txt")));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("[-ADVERTISEMENT-](ad strip/"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_record_is_explained_by_its_number_in_the_output() {
    let record = |kind: &str, body: &str| {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{body}</p>");
        let length = http.len();
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{http}\r\n\r\n")
    };
    let warc: String = [("warcinfo", "no"), ("response", "It rained."), ("request", "no")]
        .into_iter()
        .chain([("response", "It snowed."), ("response", "It hailed.")])
        .map(|(kind, body)| record(kind, body))
        .collect();
    let folder = folder(&[("a.warc", warc.as_bytes())]);
    clean(folder.path(), &[]);
    for document in lines(folder.path(), "documents") {
        let number = document["metadata"]["src_record"].to_string();
        let mut explain = copydesk();
        explain.arg("explain").arg(folder.path().join("in/a.warc")).args(["--record", &number]);
        let told = String::from_utf8(run(&mut explain).stdout).unwrap();
        assert!(told.contains(document["text"].as_str().unwrap()), "{number}: {told}");
    }
}

#[test]
fn help_has_examples() {
    let commands =
        [&["--help"][..], &["clean", "--help"], &["explain", "--help"], &["score", "--help"]];
    for command in commands {
        let output = run(copydesk().args(command));
        assert!(String::from_utf8_lossy(&output.stdout).contains("Examples:"), "{command:?}");
    }
}

#[test]
fn a_second_run_replaces_the_first() {
    let folder = folder(&[("a.txt", STORY.as_bytes())]);
    clean(folder.path(), &["--compress", "gz"]);
    fs::write(folder.path().join("out/notes.txt"), "mine").unwrap();
    clean(folder.path(), &[]);
    let names: Vec<String> = tree(&folder.path().join("out"))
        .into_iter()
        .map(|(path, _)| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert!(names.contains(&"notes.txt".to_owned()));
    assert!(!names.iter().any(|name| name.ends_with(".gz")), "{names:?}");
}

#[test]
fn a_model_is_trained_and_used() {
    let text = "The council met on Monday.\nThe council met on Tuesday.\n".repeat(40);
    let folder = folder(&[("a.txt", text.as_bytes())]);
    let model = folder.path().join("own.ngram");
    let output = run(copydesk()
        .args(["model", "train", "--size", "0", "-o"])
        .arg(&model)
        .arg(folder.path().join("in")));
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("words"));
    let output = clean(folder.path(), &["--model", model.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output =
        clean(folder.path(), &["--model", folder.path().join("in/a.txt").to_str().unwrap()]);
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("language model"), "{}", stderr(&output));
}
