//! Form and sense of dictionary files.

use std::path::Path;

/// Something wrong with a line of a dictionary.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// Checks a dictionary file; which kind it is, its name says.
pub fn check(_path: &Path, _text: &str) -> Vec<Problem> {
    Vec::new()
}

/// The canonical form: header, then entries sorted by bytes, unique, NFC, ended by line feeds.
pub fn format(text: &str) -> String {
    text.to_owned()
}
