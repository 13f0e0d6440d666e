//! The user's tables, as text.
//!
//! In goes a folder that goes over the built-in dictionaries; out come its tables, in order. Deliberately absent:
//! what they mean, which each dictionary knows.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A table of the user's: `LANGUAGE/*.tsv`.
#[derive(Debug)]
pub struct OwnTable {
    /// The name of the folder that it lies in.
    pub language: String,
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub text: String,
}

impl OwnTable {
    /// Its name among the dictionaries: `en/furniture.tsv`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.language, self.path.file_name().unwrap_or_default().display())
    }
}

/// The tables of a folder.
///
/// # Errors
/// [`Error::Dictionary`] where it or one of them cannot be read, or it holds none.
pub fn own_tables(folder: &Path) -> Result<Vec<OwnTable>> {
    let mut tables = Vec::new();
    for inner in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let language = inner.file_name().unwrap_or_default().to_string_lossy();
        for path in entries(&inner)? {
            if path.extension().is_some_and(|ending| ending == "tsv") {
                let text = std::fs::read_to_string(&path).map_err(super::unread(&path))?;
                tables.push(OwnTable { language: language.clone().into_owned(), path, text });
            }
        }
    }
    if tables.is_empty() {
        let message = "the folder holds no <language>/*.tsv, such as en/furniture.tsv".to_owned();
        return Err(Error::Dictionary { path: folder.to_owned(), line: 0, message });
    }
    Ok(tables)
}

/// What a folder holds, sorted, so that the order of the file system never shows.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        std::fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect()
    };
    let mut paths = read().map_err(super::unread(folder))?;
    paths.sort();
    Ok(paths)
}
