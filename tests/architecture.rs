//! The walls between rooms, held by reading the source.

use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 12] = [
    "read",
    "decode",
    "blocks",
    "strip",
    "articles",
    "normalize",
    "language",
    "spin",
    "repair",
    "report",
    "score",
    "write",
];
/// Foundations, lowest first: each imports only those before it.
const FOUNDATIONS: [&str; 4] = ["text", "document", "error", "config"];
const MAX_LINES: usize = 500;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The code of a file: comments and the tests at its foot left out.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Names used behind `crate::`, those in braces too.
fn imports(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in code.split("crate::").skip(1) {
        let inner = match piece.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap(),
            None => piece,
        };
        let firsts = if piece.starts_with('{') { inner.split(',').collect() } else { vec![inner] };
        for first in firsts {
            let name: String = first
                .trim()
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            names.push(name);
        }
    }
    names
}

#[test]
fn a_room_imports_no_other_room() {
    for room in ROOMS {
        for path in rust_files(&source().join(room)) {
            for name in imports(&code(&path)) {
                let is_other = (ROOMS.contains(&name.as_str()) && name != room)
                    || name == "pipeline"
                    || name == "cli";
                assert!(!is_other, "{} imports {name}", path.display());
            }
        }
    }
}

#[test]
fn foundations_import_downwards() {
    for (i, foundation) in FOUNDATIONS.iter().enumerate() {
        let mut files = vec![source().join(format!("{foundation}.rs"))];
        if source().join(foundation).is_dir() {
            files.extend(rust_files(&source().join(foundation)));
        }
        for name in files.iter().flat_map(|path| imports(&code(path))) {
            assert!(FOUNDATIONS[..i].contains(&name.as_str()), "{foundation} imports {name}");
        }
    }
    for path in rust_files(&source().join("lexicon")) {
        for name in imports(&code(&path)) {
            let is_below = FOUNDATIONS.contains(&name.as_str()) || name == "lexicon";
            assert!(is_below, "{} imports {name}", path.display());
        }
    }
}

#[test]
fn only_the_pipeline_and_the_command_start_threads() {
    for path in rust_files(&source()) {
        let inner = path.strip_prefix(source()).unwrap();
        let may = inner.starts_with("pipeline") || inner.starts_with("cli");
        let starts =
            ["std::thread", "rayon", "par_iter"].iter().any(|word| code(&path).contains(word));
        assert!(may || !starts, "{} starts threads", inner.display());
    }
}

#[test]
fn few_rooms_touch_files() {
    for path in rust_files(&source()) {
        let inner = path.strip_prefix(source()).unwrap();
        let may = ["read", "write", "lexicon", "cli"].iter().any(|room| inner.starts_with(room));
        let touches = ["fs::", "File::"].iter().any(|word| code(&path).contains(word));
        assert!(may || !touches, "{} touches files", inner.display());
    }
}

#[test]
fn files_hold_one_idea() {
    for path in rust_files(&source()) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines", path.display());
    }
}

#[test]
fn unwrap_is_for_tests() {
    for path in rust_files(&source()) {
        assert!(!code(&path).contains(".unwrap()"), "{} unwraps", path.display());
    }
}
