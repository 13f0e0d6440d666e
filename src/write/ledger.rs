//! Reading an output folder back: the two laws checked, base texts restored, facts counted again.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde::Deserialize;

use super::audit::{AuditLine, apply, undo};
use super::facts::of_lines;
use super::folder::{MANIFEST, PARTS, articles_of};
use super::lines::{DocumentLines, Lines};
use super::shard::shard_of;
use crate::document::Facts;
use crate::error::{Error, Result, json_fault};

/// What a check of an output folder found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Verified {
    /// Articles checked.
    pub articles: u64,
    /// Removals and replacements checked.
    pub ops: u64,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
}

/// Checks every article of an output folder: apply(base, ops) = text, undo(text, ops) = base. Of a run
/// that was finished every article must be there.
///
/// # Errors
/// [`Error::Audit`] with file and line of the first line that breaks a law; [`Error::Usage`] when `out` is
/// no output folder; [`Error::Io`].
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
    match articles_of(out)? {
        Some(counted) if counted != verified.articles => {
            let found = verified.articles;
            let message = format!("the run wrote {counted} articles, but {found} are there");
            Err(Error::Audit { path: out.join(MANIFEST), line: 0, message })
        }
        _ => Ok(verified),
    }
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
    for shard in shards(out)? {
        each_pair(out, &shard, |document, audit| {
            let document: Document = serde_json::from_str(document).map_err(|e| json_fault(&e))?;
            let parsed: AuditLine = serde_json::from_str(audit).map_err(|e| json_fault(&e))?;
            let base = undo(&document.text, &parsed.ops)?;
            if blake3::hash(base.as_bytes()).to_hex().as_str() != parsed.base_blake3
                || base.len() as u64 != parsed.base_len
            {
                return Err("undoing the ops does not give the base text".to_owned());
            }
            look(&document, &parsed, base)
        })?;
    }
    Ok(())
}

/// The shards of an output folder, in order, by the names of their audit files.
///
/// # Errors
/// [`Error::Usage`] when `out` is no output folder; [`Error::Io`].
pub fn shards(out: &Path) -> Result<Vec<String>> {
    let mut shards = BTreeSet::new();
    for part in PARTS {
        let folder = out.join(part);
        let none = |error| Error::Usage(format!("{out:?} is no output folder: {part}/: {error}"));
        for entry in fs::read_dir(&folder).map_err(none)? {
            let name = entry.map_err(Error::io("read", &folder))?.file_name();
            shards.extend(name.to_str().and_then(shard_of));
        }
    }
    let mut shards: Vec<String> = shards.into_iter().collect();
    // By number: after 99999 names grow longer.
    shards.sort_by_key(|name| (name.split('.').next().map(str::len), name.clone()));
    Ok(shards)
}

/// Calls `count` with what is to be counted of every document of a shard, and its two lines.
///
/// # Errors
/// [`Error::Audit`] with file and line of the first line that cannot be read; [`Error::Io`].
pub fn facts(out: &Path, shard: &str, mut count: impl FnMut(Facts, &str, &str)) -> Result<()> {
    each_pair(out, shard, |document, audit| {
        count(of_lines(document, audit)?, document, audit);
        Ok(())
    })
}

/// Calls `look` with the document line and the audit line of every article of a shard.
fn each_pair(
    out: &Path,
    shard: &str,
    mut look: impl FnMut(&str, &str) -> std::result::Result<(), String>,
) -> Result<()> {
    let path = out.join(PARTS[1]).join(shard);
    let mut documents = DocumentLines::open(&out.join(PARTS[0]), shard)?;
    let mut excluded = Lines::open(&out.join(PARTS[2]).join(shard))?;
    let mut audit = Lines::open(&path)?;
    let broken = |line: u64, message: String| Error::Audit { path: path.clone(), line, message };
    let mut left_out = excluded.next()?;
    let mut line = 0;
    while let Some(own) = audit.next()? {
        line += 1;
        let id = id_of(&own).map_err(|e| broken(line, e))?;
        let is_left_out =
            left_out.as_ref().is_some_and(|document| id_of(document).is_ok_and(|own| own == id));
        let document = match is_left_out {
            true => std::mem::replace(&mut left_out, excluded.next()?),
            false => documents.next()?,
        };
        let document = document
            .filter(|document| id_of(document).is_ok_and(|own| own == id))
            .ok_or_else(|| broken(line, format!("no document {id:?} at its place")))?;
        look(&document, &own).map_err(|e| broken(line, e))?;
    }
    let rest = match left_out {
        Some(document) => Some(document),
        None => documents.next()?,
    };
    match rest {
        Some(document) => {
            let id = id_of(&document).unwrap_or_default();
            Err(broken(audit.number, format!("no audit line for document {id:?}")))
        }
        None => Ok(()),
    }
}

/// The id of a line. It is the first key of a line that nobody rewrote.
///
/// # Errors
/// Says why the line is none.
pub fn id_of(line: &str) -> std::result::Result<Cow<'_, str>, String> {
    #[derive(Deserialize)]
    struct Id<'a> {
        #[serde(borrow)]
        id: Cow<'a, str>,
    }
    let first = line.strip_prefix("{\"id\":\"").and_then(|rest| rest.split_once('"'));
    if let Some((id, _)) = first
        && !id.contains('\\')
    {
        return Ok(id.into());
    }
    serde_json::from_str(line.trim_end()).map(|line: Id| line.id).map_err(|e| json_fault(&e))
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
