//! `docs/RULES.md` is made from what the rules say of themselves at the top of their files.
//!
//! `COPYDESK_UPDATE=1 cargo test --test rules` writes it anew.

use std::fs;
use std::path::Path;

const PARTS: [&str; 4] = ["What it finds", "Why it matters", "Example", "Limits"];

/// The `//!` text of a file.
fn front(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The name that a rule's file gives it.
fn name(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let rest = text.split("pub const NAME: &str = \"").nth(1)?;
    rest.split('"').next().map(str::to_owned)
}

fn manual() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/strip");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut out = String::from(
        "# Rules\n\nWhat removes text, rule by rule. This page is made from the rules' own files \
         by `COPYDESK_UPDATE=1 cargo test --test rules`. Every removal names its rule in the audit.\n",
    );
    let mut rules = 0;
    for file in files.iter().filter(|file| file.is_file()) {
        let Some(name) = name(file) else { continue };
        let front = front(file);
        for part in PARTS {
            assert!(front.contains(&format!("{part}:")), "{} lacks {part:?}", file.display());
        }
        out.push_str(&format!("\n## {name}\n{front}\n"));
        rules += 1;
    }
    assert!(rules > 5, "only {rules} rules found");
    out
}

#[test]
fn the_manual_is_what_the_rules_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/RULES.md");
    let manual = manual();
    if std::env::var_os("COPYDESK_UPDATE").is_some() {
        fs::write(&path, &manual).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == manual, "docs/RULES.md is old: COPYDESK_UPDATE=1 cargo test --test rules");
}
