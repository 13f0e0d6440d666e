//! Document quality, site scores, and files for indices.

mod archive;
mod bulk;
mod laws;
mod planted;
mod quality;
mod sites;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn copydesk() -> Command {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
}

fn run(command: &mut Command) -> Output {
    let output = command.output().expect("the binary starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A folder with an `in/` of the given files, and room for `out/`.
fn folder(files: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Cleans `in/` into `out/`; what was said.
fn clean(folder: &Path, more: &[&str]) -> String {
    let (input, out) = (folder.join("in"), folder.join("out"));
    let output = run(copydesk().arg("clean").arg(input).arg("-o").arg(out).args(more));
    String::from_utf8(output.stderr).unwrap()
}

/// The lines of all files of a kind, in order of their names.
fn lines(folder: &Path, part: &str) -> Vec<Value> {
    let text: String = files(folder, part).iter().map(|p| fs::read_to_string(p).unwrap()).collect();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn files(folder: &Path, part: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("out").join(part)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn sites(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("out/sites.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
