//! The documents in `samples/`, run through the program.
//!
//! One run over all `samples/<room>/<name>/input.*`, then four questions: does each come out as its
//! `expected.json` says (rewritten when `COPYDESK_UPDATE=1` is set, to be read before it is
//! committed); does genuine text come through unchanged; is damaged encoding read as its
//! `reference.txt` has it; and how much of a spun text is put back as its `original.txt` has it,
//! against the floors in `samples/floors.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Metadata that a sample pins down; scores and hashes are left out because they move with every
/// change of a model or a setting.
const METADATA: &[&str] = &[
    "url",
    "url_canonical",
    "authors",
    "published",
    "modified",
    "date_source",
    "section",
    "tags",
    "captions",
    "part",
    "parts",
    "language",
    "encoding",
    "encoding_source",
    "spun_family",
    "warnings",
    "src_format",
    "src_record",
];

/// Reasons for changes that genuine text may meet.
const HARMLESS: &[&str] = &["whitespace", "encoding", "control"];

/// One folder of `samples/`.
struct Sample {
    /// `room/name`.
    name: String,
    /// Its input, relative to `samples/`.
    input: String,
}

impl Sample {
    /// The text of a file beside the input, if there is one.
    fn file(&self, name: &str) -> Option<String> {
        fs::read_to_string(folder().join(&self.name).join(name)).ok()
    }
}

/// What the program made of one sample.
#[derive(Default)]
struct Outcome {
    /// Articles in order, as `expected.json` holds them; a left-out one has the key `excluded`.
    articles: Vec<Value>,
    /// The articles' whole lines as written.
    lines: Vec<Value>,
    /// Lines of `errors.jsonl`.
    errors: Vec<Value>,
}

impl Outcome {
    /// The text of all articles.
    fn text(&self) -> String {
        let texts: Vec<&str> = self.lines.iter().map(|line| string(&line["text"])).collect();
        texts.join("\n\n")
    }

    /// The highest spun score of its articles.
    fn spun_score(&self) -> f64 {
        self.lines.iter().filter_map(|l| l["metadata"]["spun_score"].as_f64()).fold(0.0, f64::max)
    }

    /// Everything that `expected.json` holds.
    fn expected(&self) -> Value {
        let errors = self.errors.iter().map(|e| json!({"error": e["kind"], "line": e["line"]}));
        self.articles.iter().cloned().chain(errors).collect()
    }
}

/// Floors for the spun samples.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    /// Lowest net share of the spun words put back, per sample with an `original.txt`.
    restored: BTreeMap<String, f64>,
    /// Lowest `spun_score`, per sample of `spin` and `repair`.
    spun_score: BTreeMap<String, f64>,
}

static OUTCOMES: LazyLock<HashMap<String, Outcome>> = LazyLock::new(run);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// All samples, sorted by name.
fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for room in folders(&folder()) {
        for sample in folders(&room) {
            for input in files(&sample, |name| name.starts_with("input.")) {
                let input = input.strip_prefix(folder()).expect("it lies in the folder");
                let slashed = |path: &Path| path.to_str().unwrap().replace('\\', "/");
                let name = slashed(input.parent().expect("it lies in a room"));
                samples.push(Sample { name, input: slashed(input) });
            }
        }
    }
    samples
}

fn in_room(rooms: &[&str]) -> Vec<Sample> {
    let room = |sample: &Sample| rooms.contains(&sample.name.split('/').next().unwrap());
    samples().into_iter().filter(room).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|path| path.is_dir()).collect()
}

fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let wanted = |path: &PathBuf| wanted(path.file_name().unwrap().to_str().unwrap());
    entries(folder).into_iter().filter(|path| path.is_file()).filter(wanted).collect()
}

/// Runs `copydesk clean` over all samples at once.
fn run() -> HashMap<String, Outcome> {
    let samples = samples();
    let scratch = tempfile::tempdir().unwrap();
    let out = scratch.path().join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder())
        .arg("clean")
        .args(samples.iter().map(|sample| &sample.input))
        .arg("-o")
        .arg(&out)
        .output()
        .unwrap();
    let speech = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {speech}", run.status);
    assert!(out.join("documents").is_dir(), "nothing was written: {speech}");

    let audits: HashMap<String, Value> = shards(&out.join("audit"))
        .into_iter()
        .map(|audit| (string(&audit["id"]).to_owned(), audit))
        .collect();
    let mut outcomes: HashMap<String, Outcome> = HashMap::new();
    let sample_of = |path: &str| {
        let path = path.replace('\\', "/");
        let is_it = |input: &str| {
            path.strip_suffix(input).is_some_and(|r| r.is_empty() || r.ends_with('/'))
        };
        samples.iter().find(|sample| is_it(&sample.input)).map(|sample| sample.name.clone())
    };
    for line in shards(&out.join("documents")).into_iter().chain(shards(&out.join("excluded"))) {
        let path = string(&line["metadata"]["src_path"]);
        let name = sample_of(path).unwrap_or_else(|| panic!("no sample is called {path}"));
        let audit = audits.get(string(&line["id"])).unwrap_or(&Value::Null);
        let outcome = outcomes.entry(name).or_default();
        outcome.articles.push(summary(&line, audit));
        outcome.lines.push(line);
    }
    for error in lines(&out.join("errors.jsonl")) {
        let path = string(&error["path"]);
        let name = sample_of(path).unwrap_or_else(|| panic!("no sample is called {path}: {error}"));
        outcomes.entry(name).or_default().errors.push(error);
    }
    outcomes
}

fn shards(folder: &Path) -> Vec<Value> {
    files(folder, |name| name.ends_with(".jsonl")).iter().flat_map(|path| lines(path)).collect()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// One article as `expected.json` holds it.
fn summary(line: &Value, audit: &Value) -> Value {
    let metadata: Map<String, Value> = METADATA
        .iter()
        .filter_map(|&key| Some((key.to_owned(), line["metadata"].get(key)?.clone())))
        .collect();
    let ops: Vec<Value> = audit["ops"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|op| json!([op["op"], op["reason"], op["rule"], op["before"], op["after"]]))
        .collect();
    let mut summary = json!({
        "title": line["metadata"]["title"],
        "text": string(&line["text"]).split('\n').collect::<Vec<_>>(),
        "metadata": metadata,
        "ops": ops,
    });
    if let Some(reason) = line["metadata"].get("filter_reason") {
        summary["excluded"] = reason.clone();
    }
    summary
}

/// Writes the entries with one line of text, one field of metadata or one change to a line.
fn pretty(entries: &Value) -> String {
    let joined = |parts: Vec<String>, indent: &str| parts.join(&format!(",\n{indent}"));
    let entry = |entry: &Value| {
        let fields = entry.as_object().unwrap().iter().map(|(key, value)| match value {
            Value::Array(items) if !items.is_empty() => {
                let items = joined(items.iter().map(Value::to_string).collect(), "      ");
                format!("{key:?}: [\n      {items}\n    ]")
            }
            Value::Object(fields) if !fields.is_empty() => {
                let fields = fields.iter().map(|(key, value)| format!("{key:?}: {value}"));
                format!("{key:?}: {{\n      {}\n    }}", joined(fields.collect(), "      "))
            }
            other => format!("{key:?}: {other}"),
        });
        format!("{{\n    {}\n  }}", joined(fields.collect(), "    "))
    };
    let entries: Vec<String> = entries.as_array().unwrap().iter().map(entry).collect();
    if entries.is_empty() { "[]\n".into() } else { format!("[\n  {}\n]\n", joined(entries, "  ")) }
}

/// The lines in which two texts differ, between what they begin and end with alike.
fn difference(expected: &str, found: &str) -> String {
    let (mut old, mut new): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), found.lines().collect());
    while old.last().is_some_and(|line| Some(line) == new.last()) {
        old.pop();
        new.pop();
    }
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let mut shown = String::new();
    for line in &old[same..] {
        writeln!(shown, "  - {line}").unwrap();
    }
    for line in &new[same..] {
        writeln!(shown, "  + {line}").unwrap();
    }
    shown
}

/// A text with every run of white space as one space.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn samples_come_out_as_expected() {
    let update = std::env::var_os("COPYDESK_UPDATE").is_some_and(|value| value == "1");
    let mut wrong = String::new();
    let none = Outcome::default();
    for sample in samples() {
        let found = OUTCOMES.get(&sample.name).unwrap_or(&none).expected();
        let path = folder().join(&sample.name).join("expected.json");
        let expected = sample.file("expected.json").unwrap_or_default();
        // Compared as values: how the file is laid out is no matter.
        if serde_json::from_str::<Value>(&expected).ok().as_ref() == Some(&found) {
            continue;
        }
        if update {
            fs::write(path, pretty(&found)).unwrap();
        } else {
            writeln!(wrong, "{}\n{}", sample.name, difference(&expected, &pretty(&found))).unwrap();
        }
    }
    assert!(wrong.is_empty(), "samples changed; COPYDESK_UPDATE=1 accepts this:\n{wrong}");
}

#[test]
fn genuine_text_comes_through_unchanged() {
    let mut wrong = String::new();
    for sample in in_room(&["genuine"]) {
        let input = sample.file(sample.input.rsplit('/').next().unwrap()).unwrap();
        let Some(outcome) = OUTCOMES.get(&sample.name) else {
            writeln!(wrong, "{}: nothing came out", sample.name).unwrap();
            continue;
        };
        if outcome.articles.len() != 1 {
            writeln!(wrong, "{}: {} articles", sample.name, outcome.articles.len()).unwrap();
        }
        for article in &outcome.articles {
            if let Some(reason) = article.get("excluded") {
                writeln!(wrong, "{}: left out as {reason}", sample.name).unwrap();
            }
            if let Some(family) = article["metadata"].get("spun_family") {
                writeln!(wrong, "{}: called spun, {family}", sample.name).unwrap();
            }
            for op in article["ops"].as_array().unwrap() {
                if !HARMLESS.contains(&string(&op[1])) {
                    writeln!(wrong, "{}: {op}", sample.name).unwrap();
                }
            }
        }
        if collapsed(&outcome.text()) != collapsed(&input) {
            writeln!(wrong, "{}: the text differs", sample.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn encodings_are_read_as_their_reference() {
    let mut wrong = String::new();
    for sample in in_room(&["decode"]) {
        let reference = sample.file("reference.txt").expect("every decode sample has one");
        let text = OUTCOMES.get(&sample.name).map(Outcome::text).unwrap_or_default();
        if collapsed(&text) != collapsed(&reference) {
            writeln!(wrong, "{}\n{}", sample.name, difference(&reference, &text)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn spun_texts_are_mended_at_least_to_their_floors() {
    let floors: Floors =
        toml::from_str(&fs::read_to_string(folder().join("floors.toml")).unwrap()).unwrap();
    let spun = in_room(&["spin", "repair"]);
    let with_original = spun.iter().filter(|sample| sample.file("original.txt").is_some());
    let names: BTreeSet<&String> = with_original.map(|sample| &sample.name).collect();
    assert_eq!(floors.restored.keys().collect::<BTreeSet<_>>(), names, "floors.toml, [restored]");
    let names: BTreeSet<&String> = spun.iter().map(|sample| &sample.name).collect();
    assert_eq!(floors.spun_score.keys().collect::<BTreeSet<_>>(), names, "[spun_score]");

    let mut wrong = String::new();
    let none = Outcome::default();
    for sample in &spun {
        let outcome = OUTCOMES.get(&sample.name).unwrap_or(&none);
        let score = outcome.spun_score();
        println!("{:<32} spun_score {score:.3}", sample.name);
        if score < floors.spun_score[&sample.name] {
            writeln!(wrong, "{}: spun_score {score:.3}", sample.name).unwrap();
        }
        let Some(original) = sample.file("original.txt") else { continue };
        let input = sample.file(sample.input.rsplit('/').next().unwrap()).unwrap();
        let share = restored(&original, &input, &outcome.text());
        println!("{:<32} restored   {share:.3}", sample.name);
        if share < floors.restored[&sample.name] {
            writeln!(wrong, "{}: restored {share:.3}", sample.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "below the floor:\n{wrong}");
}

#[test]
fn every_sample_is_named_in_the_readme() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let missing: Vec<String> = samples()
        .into_iter()
        .map(|sample| sample.name)
        .filter(|name| !readme.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Share of the original's words that are missing from `input` and stand in `output`, less those
/// that the program lost: 1 is the original, 0 is as spun, below 0 is worse than left alone.
fn restored(original: &str, input: &str, output: &str) -> f64 {
    let (original, input, output) = (words(original), words(input), words(output));
    let before = common(&original, &input);
    let after = common(&original, &output);
    (after as f64 - before as f64) / (original.len() - before) as f64
}

fn words(text: &str) -> Vec<&str> {
    let bare = |word| str::trim_matches(word, |c: char| ".,;:!?()\"'“”‘’".contains(c));
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// Length of the longest common subsequence.
fn common(a: &[&str], b: &[&str]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for word in a {
        let mut diagonal = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[test]
fn restored_counts_words_put_back() {
    let original = "the dog sat on the mat";
    let spun = "nan dog sat connected nan mat";
    assert_eq!(restored(original, spun, original), 1.0);
    assert_eq!(restored(original, spun, spun), 0.0);
    assert!((restored(original, spun, "the dog sat connected the mat") - 2.0 / 3.0).abs() < 1e-9);
    assert!(restored(original, spun, "nan cat sat connected nan mat") < 0.0);
}
