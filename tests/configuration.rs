//! `docs/CONFIGURATION.md` is made from the configuration's own comments and defaults.
//!
//! `COPYDESK_UPDATE=1 cargo test --test configuration` writes it anew.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const FRONT: &str = "# Configuration

Every key, its default, and what it says. `--config FILE` reads a file of them (TOML), `--set KEY=VALUE` sets a \
single one (`--set read.text_fields=story`), and `copydesk config` prints all as they are in force: a file \
to begin with. Unknown keys and values out of their range are refused. This page is made from `src/config.rs` by \
`COPYDESK_UPDATE=1 cargo test --test configuration`.
";

/// A field of a structure, or a variant of an enumeration.
struct Member {
    name: String,
    /// Its type; empty for a variant.
    kind: String,
    about: String,
}

/// The members of the public types in the source of the configuration, with what is said of each.
fn types() -> HashMap<String, Vec<Member>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut types: HashMap<String, Vec<Member>> = HashMap::new();
    for file in ["config.rs", "config/score.rs"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let (mut open, mut about) = (None, Vec::new());
        for line in text.lines() {
            let line = line.trim();
            if let Some(said) = line.strip_prefix("///") {
                about.push(said.trim());
            } else if let Some(rest) =
                line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum "))
            {
                open = rest.split_whitespace().next().map(str::to_owned);
                about.clear();
            } else if line == "}" {
                open = None;
            } else if let (Some(open), Some(member)) = (&open, line.strip_suffix(',')) {
                let field = member.strip_prefix("pub ").and_then(|field| field.split_once(": "));
                let (name, kind) = field.unwrap_or((member, ""));
                let about = std::mem::take(&mut about).join(" ");
                let member = Member { name: name.to_owned(), kind: kind.to_owned(), about };
                types.entry(open.clone()).or_default().push(member);
            }
        }
    }
    types
}

/// A variant's name as configurations write it.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The table of a structure, and those of the structures inside it.
fn section(
    name: &str,
    prefix: &str,
    values: &toml::Table,
    types: &HashMap<String, Vec<Member>>,
    out: &mut String,
) {
    out.push_str("\n| key | default | |\n|---|---|---|\n");
    let mut inner = Vec::new();
    for Member { name, kind, about } in &types[name] {
        let value = values.get(name);
        if let Some(toml::Value::Table(table)) = value {
            inner.push((name, kind, about, table));
            continue;
        }
        let list = kind.strip_prefix("Vec<").and_then(|kind| kind.strip_suffix('>'));
        let any = if list.is_some() { "Any of" } else { "One of" };
        let choices: Vec<String> = types
            .get(list.unwrap_or(kind))
            .into_iter()
            .flatten()
            .map(|choice| {
                format!("`{}` ({})", snake_case(&choice.name), choice.about.trim_end_matches('.'))
            })
            .collect();
        let choices = match choices.is_empty() {
            true => String::new(),
            false => format!(" {any} {}.", choices.join("; ")),
        };
        let value = value.map_or_else(String::new, |value| format!("`{value}`"));
        writeln!(out, "| `{prefix}{name}` | {value} | {about}{choices} |").unwrap();
    }
    for (name, kind, about, table) in inner {
        let heading = format!("{prefix}{name}");
        write!(out, "\n## {heading}\n{about}\n").unwrap();
        section(kind, &format!("{heading}."), table, types, out);
    }
}

#[test]
fn the_page_is_what_the_configuration_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/CONFIGURATION.md");
    let values: toml::Table = copydesk::Config::default().to_toml().parse().unwrap();
    let mut page = FRONT.to_owned();
    section("Config", "", &values, &types(), &mut page);
    assert!(page.contains("| `spin.off` | `[]` |") && page.contains("`known_phrases`"), "{page}");
    if std::env::var_os("COPYDESK_UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/CONFIGURATION.md is old: COPYDESK_UPDATE=1 cargo test --test configuration"
    );
}
