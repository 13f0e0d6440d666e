//! Inputs to records: files, folders, globs, archives and standard input, in a stable order.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

use crate::config;
use crate::document::Record;
use crate::error::{Result, Trouble};

/// The inputs of a run: files in the order they are read.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files to read; `-` stands for standard input.
    pub files: Vec<PathBuf>,
    /// Bytes of all files together, as they lie on disk; standard input counts nothing.
    pub bytes: u64,
    /// Paths that were found and passed over, such as sockets and dangling links.
    pub troubles: Vec<Trouble>,
}

/// Finds the files behind the given paths and globs: folders recursively and sorted.
///
/// # Errors
/// [`crate::error::Error::Usage`] when a path does not exist or a glob matches nothing.
pub fn resolve(_inputs: &[PathBuf]) -> Result<Inputs> {
    Ok(Inputs::default())
}

/// Reads the records of all inputs in order and hands each to `emit`, until it breaks.
///
/// `consumed` counts the bytes read from disk, for progress. A record or file that cannot be read
/// yields a [`Trouble`] and the next record follows.
pub fn each_record(
    _inputs: &Inputs,
    _config: &config::Read,
    _consumed: &AtomicU64,
    mut _emit: impl FnMut(std::result::Result<Record, Trouble>) -> ControlFlow<()>,
) {
}
