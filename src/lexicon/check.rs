//! Checks and canonical form of dictionaries.
//!
//! In goes a dictionary's text; out come [`Problem`]s, or the text in canonical form: comments
//! first, entries sorted by bytes and once each, one LF after each line. Deliberately absent:
//! reading and writing files, which the command does.

use std::path::Path;

use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::common;
use super::furniture;
use super::ngram::NgramModel;
use super::substitutions::{self, Classes, Row, Table};

/// Something wrong with a dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// What a header must name, in either spelling, so that every entry's origin can be told.
const HEADER: [&[&str]; 2] = [&["source:"], &["license:", "licence:"]];

/// Checks one dictionary: its form, whether furniture and word classes can be read, and the sense of
/// substitutions. The folder it lies in names the language, whose built-in word classes its conditions may
/// use. English entries that would change what genuine text says all the time are told by `model`.
pub fn check(path: &Path, text: &str, model: &NgramModel) -> Vec<Problem> {
    let language = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let classes = substitutions::built_in_classes(&language);
    let mut problems = form(text);
    let mut add = |line, message| problems.push(Problem { line, message });
    if furniture::is_furniture(path) {
        furniture::faults(text).into_iter().for_each(|(line, message)| add(line, message));
    } else if text.starts_with(substitutions::CLASSES_MARK) {
        if let Err((line, message)) = substitutions::read_classes(text, &mut Classes::default()) {
            add(line, message);
        }
    } else if text.starts_with(substitutions::MARK) {
        let mut known = Classes::default();
        if let Err((_, message)) = substitutions::read_classes(classes, &mut known) {
            add(1, format!("word classes: {message}"));
        }
        let mut rows = Vec::new();
        let mut places = Vec::new();
        let mut fits = FxHashMap::default();
        for (line, row) in substitutions::lines(text) {
            match Row::parse(row) {
                Ok(row) if row.is_fit() => {
                    let key = (row.family, row.spun.to_lowercase());
                    if let Some(first) = fits.insert(key, line) {
                        add(line, format!("{:?} stands in line {first} already", row.spun));
                    }
                    for message in row.misfits() {
                        add(line, message);
                    }
                }
                Ok(row) => {
                    if language == "en"
                        && let Some(times) = common::too_common(&row, model)
                    {
                        let spun = row.spun;
                        add(
                            line,
                            format!(
                                "{spun:?} is common in genuine text, about {times:.0} times in \
                            a million words: it needs a neighbor as a condition"
                            ),
                        );
                    }
                    rows.push(row);
                    places.push(line);
                }
                Err(message) => add(line, message),
            }
        }
        let checked = substitutions::check_together(&rows);
        if let Err((index, message)) = checked.and_then(|()| Table::build(known, &rows)) {
            add(places[index], message);
        }
    }
    problems.sort_by_key(|p| p.line);
    problems
}

/// The dictionary in canonical form.
pub fn format(text: &str) -> String {
    let text: String = text.trim_start_matches('\u{feff}').nfc().collect();
    let (header, mut entries): (Vec<&str>, Vec<&str>) = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .partition(|line| line.starts_with('#'));
    entries.sort_unstable();
    entries.dedup();
    header.into_iter().chain(entries).map(|line| format!("{line}\n")).collect()
}

fn form(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut add =
        |line, message: &str| problems.push(Problem { line, message: message.to_owned() });
    let comments = text.lines().take_while(|line| line.starts_with('#'));
    for wanted in HEADER {
        if !comments.clone().any(|line| wanted.iter().any(|name| line.contains(name))) {
            add(1, &format!("the header does not say {:?}", wanted[0]));
        }
    }
    if !text.is_empty() && !text.ends_with('\n') {
        add(text.lines().count(), "the last line does not end");
    }
    let mut seen = FxHashMap::default();
    let mut last = "";
    let mut in_entries = false;
    for (index, line) in text.split_terminator('\n').enumerate() {
        let number = index + 1;
        if line.ends_with(char::is_whitespace) {
            add(number, "white space at the end of the line");
        }
        if !is_nfc(line) {
            add(number, "not in Unicode normalization form C");
        }
        if line.starts_with('#') {
            if in_entries {
                add(number, "a comment among the entries");
            }
            continue;
        }
        in_entries = true;
        if line.is_empty() {
            add(number, "an empty line");
        } else if let Some(first) = seen.insert(line, number) {
            add(number, &format!("stands twice, first in line {first}"));
        } else if line < last {
            add(number, "not sorted by bytes");
        }
        last = line;
    }
    problems
}
