//! What stops a run, and what costs a record.

use std::path::PathBuf;

/// Something a run cannot go on after.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The configuration is wrong.
    #[error("{0}")]
    Config(String),
    /// A dictionary could not be used.
    #[error("could not read dictionary {path:?} line {line}: {message}")]
    Dictionary {
        /// The file, or the built-in one's name.
        path: PathBuf,
        /// Line, from 1.
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
        /// What was tried: `read`, `write`, `rename`.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
    /// An output folder does not hold what it should.
    #[error("{path:?} line {line}: {message}")]
    Audit {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
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
