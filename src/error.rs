//! What stops a run, and what costs a record.

use std::path::PathBuf;

/// Something a run cannot go on after.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The configuration is wrong.
    #[error("{0}")]
    Config(String),
    /// A dictionary could not be used.
    #[error("could not read dictionary {path:?}{}: {message}", at_line(*line as u64))]
    Dictionary {
        /// The file, or the built-in one's name.
        path: PathBuf,
        /// Line, from 1; 0 where it is the whole file.
        line: usize,
        /// What is wrong and what was expected.
        message: String,
    },
    /// A language model could not be read or trained.
    #[error("could not use the language model: {0}")]
    Model(String),
    /// Inputs or outputs were named wrongly; nothing was read yet.
    #[error("{0}")]
    Usage(String),
    /// A file operation failed.
    #[error("could not {action} {path:?}: {source}")]
    Io {
        /// What was tried: `read`, `write`, `create`, `rename`, `remove`.
        action: &'static str,
        /// Where; `-` for standard output.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
    /// A document and its audit do not fit each other.
    #[error("document {id:?}: {message}")]
    Document {
        /// Its id; empty where its line has none.
        id: String,
        /// What does not fit.
        message: String,
    },
    /// An output folder does not hold what it should.
    #[error("{path:?}{}: {message}", at_line(*line))]
    Audit {
        /// The file.
        path: PathBuf,
        /// Line, from 1; 0 where it is the whole file.
        line: u64,
        /// Which law is broken, and how.
        message: String,
    },
}

impl Error {
    /// An I/O error with its place; made for `map_err`.
    pub fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

fn at_line(line: u64) -> String {
    match line {
        0 => String::new(),
        line => format!(" line {line}"),
    }
}

/// What the JSON parser says of a text, with the place in bytes; the text's own lines are counted from 1
/// where it has several.
pub(crate) fn json_fault(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    match error.line() {
        0 | 1 => format!("{message} at byte {} of the line", error.column()),
        line => format!("{message} at byte {} of its line {line}", error.column()),
    }
}

/// A shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// A record or input that could not be read; the run goes on. One line of `errors.jsonl`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Trouble {
    /// The input path; non-UTF-8 names escaped.
    pub path: String,
    /// The member's name inside an archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Line, from 1, where the input has lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Offset in bytes in the (decompressed) input.
    pub offset: u64,
    /// Length in bytes of what was passed over, when known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// A word to count by: `binary`, `truncated_input`, `bad_json`, `too_large` ...
    pub kind: &'static str,
    /// What happened, for people.
    pub message: String,
}
