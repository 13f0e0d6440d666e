//! Known substitutions of spinners, per language, and what is sure by form in any language.
//!
//! In goes the text of the dictionaries; out comes [`Substitutions`], with a [`Table`] per
//! language. Deliberately absent: verdicts and repairs, which are the rooms' work.

mod condition;
pub mod forms;
mod hash;
mod mention;
mod row;
mod table;
mod words;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use condition::Classes;
pub use mention::is_mention;
pub use row::{CLASSES_MARK, MARK, Row};
pub use table::{Entry, Hit, Table, check_together};
pub use words::{Gap, Word, hash as word_hash, words};

use super::own::OwnTable;
use crate::error::{Error, Result};

/// The dictionaries that are built in: language, name, text.
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("en", "word-classes.tsv", include_str!("../../../dictionaries/en/word-classes.tsv")),
    ("en", "word-swap.tsv", include_str!("../../../dictionaries/en/word-swap.tsv")),
    ("en", "phrase-synonym.tsv", include_str!("../../../dictionaries/en/phrase-synonym.tsv")),
    ("en", "tortured.tsv", include_str!("../../../dictionaries/en/tortured.tsv")),
];

/// The built-in dictionaries whose entries are all candidates for the decoder (`fit`): they are read
/// when the first spun article is repaired.
const BUILT_IN_FITS: &[(&str, &str, &str)] = &[
    ("en", "word-swap-wordnet.tsv", include_str!("../../../dictionaries/en/word-swap-wordnet.tsv")),
    ("en", "spinners.tsv", include_str!("../../../dictionaries/en/spinners.tsv")),
];

/// Every substitution known.
#[derive(Debug, Default)]
pub struct Substitutions {
    /// By language. One of built-in entries alone is read when it is first asked for.
    tables: FxHashMap<String, OnceLock<Table>>,
    /// The user's entries for the decoder, per language: each a line that was read once without fault.
    own_fits: FxHashMap<String, Vec<String>>,
}

/// A dictionary's text and where it came from.
struct Source {
    language: String,
    path: PathBuf,
    text: Cow<'static, str>,
    is_own: bool,
}

impl Source {
    /// Whether it is a table of this kind at all.
    fn is_used(&self) -> bool {
        self.text.starts_with(MARK) || self.text.starts_with(CLASSES_MARK)
    }
}

impl Substitutions {
    /// Reads the built-in entries, and the user's own over them: one of these takes the place of
    /// every built-in entry of the same spun form and family.
    ///
    /// Every table counts that has [`MARK`] or [`CLASSES_MARK`] as its first line; others are
    /// passed by.
    ///
    /// # Errors
    /// [`Error::Dictionary`] with file and line.
    pub fn load(own: Vec<OwnTable>, note: super::Note) -> Result<Self> {
        let own = own.into_iter().map(|OwnTable { language, path, text }| Source {
            language,
            path,
            text: text.into(),
            is_own: true,
        });
        let sources: Vec<Source> = built_in().chain(own).collect();
        for &(language, name, text) in BUILT_IN_FITS {
            note(format!("{language}/{name}"), text);
        }
        for source in sources.iter().filter(|source| source.is_used()) {
            let file = source.path.file_name().unwrap_or_default().display();
            let own = if source.is_own { "own:" } else { "" };
            note(format!("{own}{}/{file}", source.language), &source.text);
        }
        Self::from_sources(&sources)
    }

    fn from_sources(sources: &[Source]) -> Result<Self> {
        let languages: FxHashSet<&str> = sources.iter().map(|s| s.language.as_str()).collect();
        let mut tables = FxHashMap::default();
        for language in languages {
            let mine: Vec<&Source> = sources.iter().filter(|s| s.language == language).collect();
            let entries = match mine.iter().any(|source| source.is_own) {
                true => OnceLock::from(table(&mine)?),
                false => OnceLock::new(),
            };
            tables.insert(language.to_owned(), entries);
        }
        let mut own_fits: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for source in sources.iter().filter(|s| s.is_own && s.text.starts_with(MARK)) {
            let rows = lines(&source.text).map(|(_, line)| line);
            let fits = rows.filter(|line| Row::parse(line).is_ok_and(|row| row.is_fit()));
            own_fits.entry(source.language.clone()).or_default().extend(fits.map(str::to_owned));
        }
        Ok(Self { tables, own_fits })
    }

    /// The user's entries of a language that the decoder chooses among: they take the place of built-in
    /// ones of the same spun form and family.
    pub fn own_fits(&self, language: &str) -> Vec<Row<'_>> {
        let own = self.own_fits.get(language).into_iter().flatten();
        own.filter_map(|line| Row::parse(line).ok()).collect()
    }

    /// The entries of a language (ISO 639-1). The first call may read them, which takes some milliseconds.
    pub fn table(&self, language: &str) -> Option<&Table> {
        let entries = self.tables.get(language)?;
        Some(entries.get_or_init(|| built_in_table(language)))
    }
}

fn built_in() -> impl Iterator<Item = Source> {
    BUILT_IN.iter().map(|&(language, name, text)| Source {
        language: language.to_owned(),
        path: PathBuf::from(language).join(name),
        text: text.into(),
        is_own: false,
    })
}

fn built_in_table(language: &str) -> Table {
    let all: Vec<Source> = built_in().filter(|source| source.language == language).collect();
    table(&all.iter().collect::<Vec<_>>()).expect("the built-in dictionaries are sound")
}

/// The built-in tables of a language whose entries are all candidates for the decoder.
pub fn built_in_fits(language: &str) -> impl Iterator<Item = &'static str> {
    BUILT_IN_FITS.iter().filter(move |table| table.0 == language).map(|table| table.2)
}

/// Lines of a table with their numbers, without comments and empty lines.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Reads the table of word classes: a name and its words a line.
///
/// # Errors
/// Line and message.
pub fn read_classes(text: &str, classes: &mut Classes) -> std::result::Result<(), (usize, String)> {
    for (line, row) in lines(text) {
        let (name, members) =
            row.split_once('\t').ok_or((line, "expected 2 columns (class, words)".to_owned()))?;
        classes.add(name, members).map_err(|message| (line, message))?;
    }
    Ok(())
}

/// The built-in word classes of a language; empty where there are none.
pub fn built_in_classes(language: &str) -> &'static str {
    BUILT_IN
        .iter()
        .find(|&&(of, _, text)| of == language && text.starts_with(CLASSES_MARK))
        .map_or("", |&(_, _, text)| text)
}

fn table(sources: &[&Source]) -> Result<Table> {
    let wrong = |source: &Source, line: usize, message: String| Error::Dictionary {
        path: source.path.clone(),
        line,
        message,
    };
    let mut classes = Classes::default();
    for source in sources.iter().filter(|s| s.text.starts_with(CLASSES_MARK)) {
        read_classes(&source.text, &mut classes)
            .map_err(|(line, message)| wrong(source, line, message))?;
    }
    let mut rows = Vec::new();
    let mut places = Vec::new();
    let mut own = FxHashSet::default();
    // The user's entries are read first, so that built-in ones know what to yield to.
    let mut order: Vec<&Source> = sources.to_vec();
    order.sort_by_key(|s| !s.is_own);
    for source in order.into_iter().filter(|s| s.text.starts_with(MARK)) {
        for (line, text) in lines(&source.text) {
            let row = Row::parse(text).map_err(|message| wrong(source, line, message))?;
            if row.is_fit() {
                continue;
            }
            let key = || (row.family, row.spun.to_lowercase());
            if source.is_own {
                own.insert(key());
            } else if !own.is_empty() && own.contains(&key()) {
                continue;
            }
            rows.push(row);
            places.push((source, line));
        }
    }
    let at = |(index, message): (usize, String)| wrong(places[index].0, places[index].1, message);
    if !own.is_empty() {
        check_together(&rows).map_err(at)?;
    }
    Table::build(classes, &rows).map_err(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So they need no check at every start.
    #[test]
    fn built_in_entries_fit_together() {
        let texts =
            BUILT_IN.iter().map(|built_in| built_in.2).filter(|text| text.starts_with(MARK));
        let rows: Vec<Row> =
            texts.flat_map(lines).map(|(_, line)| Row::parse(line).unwrap()).collect();
        assert_eq!(check_together(&rows), Ok(()));
    }
}
