//! Reading an output folder back: the two laws checked, base texts restored.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::audit::{AuditLine, apply, undo};
use super::folder::PARTS;
use crate::error::{Error, Result};

/// What a check of an output folder found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Verified {
    /// Articles checked.
    pub articles: u64,
    /// Removals and replacements checked.
    pub ops: u64,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
}

/// Checks every article of an output folder: apply(base, ops) = text, undo(text, ops) = base.
///
/// # Errors
/// [`Error::Audit`] with file and line of the first line that breaks a law; [`Error::Io`].
pub fn verify(out: &Path) -> Result<Verified> {
    let mut verified = Verified::default();
    each_article(out, |document, audit, base| {
        let again = apply(&base, &audit.ops)?;
        if again != document.text {
            return Err("applying the ops to the base text does not give the text".to_owned());
        }
        check_code_points(&base, audit)?;
        verified.articles += 1;
        verified.ops += audit.ops.len() as u64;
        Ok(())
    })?;
    Ok(verified)
}

/// Writes the base text of every article as a JSON line of `id` and `text`.
///
/// # Errors
/// As [`verify`], and [`Error::Io`] when `to` cannot be written.
pub fn restore(out: &Path, to: &mut dyn Write) -> Result<u64> {
    let mut count = 0;
    let mut failed = Ok(());
    each_article(out, |document, _, base| {
        if failed.is_ok() {
            let line = serde_json::json!({ "id": document.id, "text": base });
            failed = writeln!(to, "{line}");
            count += 1;
        }
        Ok(())
    })?;
    failed.and_then(|()| to.flush()).map_err(Error::io("write", "-"))?;
    Ok(count)
}

/// Calls `look` with every document, its audit and its base text, already held against the hash.
fn each_article(
    out: &Path,
    mut look: impl FnMut(&Document, &AuditLine, String) -> std::result::Result<(), String>,
) -> Result<()> {
    let audits = out.join(PARTS[1]);
    let mut shards: Vec<PathBuf> = fs::read_dir(&audits)
        .map_err(Error::io("read", &audits))?
        .map(|entry| entry.map(|entry| entry.path()).map_err(Error::io("read", &audits)))
        .collect::<Result<_>>()?;
    shards.retain(|path| path.extension().is_some_and(|ending| ending != "tmp"));
    shards.sort();
    for path in shards {
        let name = path.file_name().expect("listed files have names");
        let mut documents = Lines::open(&out.join(PARTS[0]).join(name))?;
        let mut excluded = Lines::open(&out.join(PARTS[2]).join(name))?;
        let mut audit = Lines::open(&path)?;
        let mut left_out: Option<Document> = excluded.next()?;
        while let Some(line) = audit.line()? {
            let number = audit.number;
            let broken =
                |message: String| Error::Audit { path: path.clone(), line: number, message };
            let Id { id } = serde_json::from_str(&line).map_err(|e| broken(e.to_string()))?;
            let parsed: AuditLine =
                serde_json::from_str(&line).map_err(|e| broken(e.to_string()))?;
            let document = if left_out.as_ref().is_some_and(|document| document.id == id) {
                std::mem::replace(&mut left_out, excluded.next()?)
            } else {
                documents.next()?
            };
            let document = document
                .filter(|document| document.id == id)
                .ok_or_else(|| broken(format!("no document {id:?} at its place")))?;
            let base = undo(&document.text, &parsed.ops).map_err(broken)?;
            if blake3::hash(base.as_bytes()).to_hex().as_str() != parsed.base_blake3
                || base.len() as u64 != parsed.base_len
            {
                return Err(broken("undoing the ops does not give the base text".to_owned()));
            }
            look(&document, &parsed, base).map_err(broken)?;
        }
        let rest = match left_out {
            Some(document) => Some(document),
            None => documents.next::<Document>()?,
        };
        if let Some(document) = rest {
            let message = format!("no audit line for document {:?}", document.id);
            return Err(Error::Audit { path, line: audit.number, message });
        }
    }
    Ok(())
}

/// The code point ranges name the same places as the byte ranges.
fn check_code_points(base: &str, audit: &AuditLine) -> std::result::Result<(), String> {
    let (mut byte, mut points) = (0, 0);
    for op in &audit.ops {
        for (b, c) in op.b.into_iter().zip(op.c) {
            points += base[byte..b as usize].chars().count();
            byte = b as usize;
            if points != c as usize {
                return Err(format!("byte {b} is code point {points}, not {c}"));
            }
        }
    }
    Ok(())
}

/// The lines of a file, decompressed by its ending.
struct Lines {
    reader: Box<dyn BufRead>,
    path: PathBuf,
    number: u64,
}

impl Lines {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(Error::io("read", path))?;
        let reader: Box<dyn Read> = match path.extension().and_then(|ending| ending.to_str()) {
            Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(file)),
            Some("zst") => Box::new(zstd::Decoder::new(file).map_err(Error::io("read", path))?),
            _ => Box::new(file),
        };
        let reader = Box::new(BufReader::with_capacity(1 << 16, reader));
        Ok(Self { reader, path: path.to_owned(), number: 0 })
    }

    fn line(&mut self) -> Result<Option<String>> {
        let mut line = String::new();
        let read = self.reader.read_line(&mut line).map_err(Error::io("read", &self.path))?;
        self.number += 1;
        Ok((read > 0).then_some(line))
    }

    fn next<T: for<'de> Deserialize<'de>>(&mut self) -> Result<Option<T>> {
        let Some(line) = self.line()? else { return Ok(None) };
        serde_json::from_str(&line).map(Some).map_err(|e| Error::Audit {
            path: self.path.clone(),
            line: self.number,
            message: e.to_string(),
        })
    }
}
