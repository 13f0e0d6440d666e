//! An output folder and its shards.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::bulk::Documents;
use super::known::Known;
use super::shard::{Shard, ending, shard_of, temporary};
use super::{Rendered, Sink, sites};
use crate::config::{Compress, Config, Format};
use crate::document::{Overview, SiteScore};
use crate::error::{Error, Result, Trouble, json_fault};

/// The folders of an output folder that hold shards.
pub const PARTS: [&str; 3] = ["documents", "audit", "excluded"];

/// The report for people.
const REPORT: &str = "report.html";

/// What a run says of itself, written last.
pub const MANIFEST: &str = "manifest.json";

/// One finished shard, as the manifest lists it.
#[derive(Clone, Debug, Serialize)]
struct ShardEntry {
    name: String,
    documents: u64,
    excluded: u64,
}

#[derive(Serialize)]
struct Counts<'a> {
    errors: u64,
    #[serde(flatten)]
    overview: &'a Overview,
    #[serde(flatten)]
    input: InputCounts,
}

/// What went in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct InputCounts {
    /// Records read.
    pub records: u64,
    /// Records without any text.
    pub empty: u64,
}

#[derive(Serialize)]
struct Manifest<'a> {
    tool: &'static str,
    version: &'static str,
    config_hash: String,
    config: &'a Config,
    dictionaries: &'a std::collections::BTreeMap<String, String>,
    shards: &'a [ShardEntry],
    counts: Counts<'a>,
}

/// An output folder being written.
pub struct Folder {
    root: PathBuf,
    compress: Compress,
    format: Format,
    shard_bytes: u64,
    known: Known,
    open: Option<OpenShard>,
    done: Vec<ShardEntry>,
    errors: Shard,
    error_count: u64,
    /// Input bytes at which the open shard began.
    shard_start: u64,
    /// Held while the run lasts, so that no second one writes here.
    lock: File,
}

struct OpenShard {
    entry: ShardEntry,
    documents: Documents,
    audit: Shard,
    excluded: Shard,
}

impl Folder {
    /// Prepares `root`: makes it if only it is missing, locks it, takes away what an earlier run
    /// left there.
    ///
    /// # Errors
    /// [`Error::Usage`] when it cannot be written to, is in use, or lies inside an input.
    pub fn create(root: &Path, inputs: &[PathBuf], config: &Config) -> Result<Self> {
        refuse_inputs(root, inputs)?;
        let unusable = |e: std::io::Error| {
            let hint = match e.kind() {
                ErrorKind::NotFound => "; make the folder above it first",
                _ => "",
            };
            Error::Usage(format!("could not use output folder {root:?}: {e}{hint}"))
        };
        match fs::create_dir(root) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            result => result.map_err(unusable)?,
        }
        let lock = lock(root)?;
        for part in PARTS {
            let part = root.join(part);
            match fs::create_dir(&part) {
                Err(e) if e.kind() == ErrorKind::AlreadyExists => remove_shards(&part)?,
                result => result.map_err(unusable)?,
            }
        }
        for name in [MANIFEST, "errors.jsonl", "sites.jsonl", "sites.csv", REPORT] {
            remove(&root.join(name))?;
        }
        Ok(Self {
            errors: Shard::create(root.join("errors.jsonl"), Compress::None)?,
            root: root.to_owned(),
            compress: config.write.compress,
            format: config.write.format,
            shard_bytes: config.write.shard_bytes,
            known: Known::default(),
            open: None,
            done: Vec::new(),
            error_count: 0,
            shard_start: 0,
            lock,
        })
    }

    /// Writes the report for people beside the shards; before [`Folder::finish`], as the manifest
    /// comes last.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be written.
    pub fn report(&self, page: &str) -> Result<()> {
        write_page(&self.root, page)
    }

    /// Completes the run: last shard, `errors.jsonl`, the scores of sites, and at the very end
    /// `manifest.json`.
    ///
    /// # Errors
    /// [`Error::Io`] when a file cannot be completed.
    pub fn finish(
        mut self,
        config: &Config,
        dictionaries: &std::collections::BTreeMap<String, String>,
        input: InputCounts,
        overview: &Overview,
        rows: &[SiteScore],
    ) -> Result<()> {
        self.close_shard()?;
        self.errors.finish()?;
        sites::write(&self.root, rows, config.write.csv_raw)?;
        let manifest = Manifest {
            tool: "copydesk",
            version: env!("CARGO_PKG_VERSION"),
            config_hash: config.hash(),
            config,
            dictionaries,
            shards: &self.done,
            counts: Counts { errors: self.error_count, overview, input },
        };
        let mut json = serde_json::to_vec_pretty(&manifest).expect("string keys, finite numbers");
        json.push(b'\n');
        let mut file = Shard::create(self.root.join(MANIFEST), Compress::None)?;
        file.write(&json)?;
        file.finish()?;
        unlock(&self.root, self.lock)
    }

    fn close_shard(&mut self) -> Result<()> {
        if let Some(shard) = self.open.take() {
            shard.documents.finish()?;
            shard.audit.finish()?;
            shard.excluded.finish()?;
            self.done.push(shard.entry);
        }
        Ok(())
    }

    fn shard(&mut self) -> Result<&mut OpenShard> {
        if self.open.is_none() {
            let name = format!("{:05}", self.done.len());
            let create = |part: &str| {
                let path = self.root.join(part).join(format!("{name}{}", ending(self.compress)));
                Shard::create(path, self.compress)
            };
            let documents = match self.format {
                Format::Jsonl => Documents::Lines(create(PARTS[0])?),
                Format::Bulk => Documents::bulk(self.root.join(PARTS[0]), &name, self.compress),
            };
            let (audit, excluded) = (create(PARTS[1])?, create(PARTS[2])?);
            let entry = ShardEntry { name, documents: 0, excluded: 0 };
            self.open = Some(OpenShard { entry, documents, audit, excluded });
        }
        Ok(self.open.as_mut().expect("opened above"))
    }
}

impl Sink for Folder {
    fn article(&mut self, article: Rendered) -> Result<Rendered> {
        let article = self.known.place(article);
        let shard = self.shard()?;
        if article.is_excluded {
            shard.entry.excluded += 1;
            shard.excluded.write_line(&article.document_line())?;
        } else {
            shard.entry.documents += 1;
            shard.documents.write(&article.id, &article.document_line())?;
        }
        shard.audit.write_line(&article.audit_line())?;
        Ok(article)
    }

    fn trouble(&mut self, trouble: &Trouble) -> Result<()> {
        self.error_count += 1;
        let mut line = serde_json::to_vec(trouble).expect("string keys, finite numbers");
        line.push(b'\n');
        self.errors.write(&line)
    }

    fn flush(&mut self, input_bytes: u64) -> Result<()> {
        if input_bytes - self.shard_start >= self.shard_bytes {
            self.shard_start = input_bytes;
            self.close_shard()?;
        }
        Ok(())
    }
}

/// Writes the scores of sites into a finished output folder.
///
/// # Errors
/// [`Error::Usage`] when a run is writing there, [`Error::Io`].
pub fn rescore(root: &Path, rows: &[SiteScore], is_raw: bool) -> Result<()> {
    let lock = lock(root)?;
    sites::write(root, rows, is_raw)?;
    unlock(root, lock)
}

/// Writes the report for people into a finished output folder.
///
/// # Errors
/// [`Error::Usage`] when a run is writing there, [`Error::Io`].
pub fn write_report(root: &Path, page: &str) -> Result<()> {
    let lock = lock(root)?;
    write_page(root, page)?;
    unlock(root, lock)
}

fn write_page(root: &Path, page: &str) -> Result<()> {
    let mut file = Shard::create(root.join(REPORT), Compress::None)?;
    file.write(page.as_bytes())?;
    file.finish()
}

/// The configuration of the run that wrote an output folder, as its manifest has it.
///
/// # Errors
/// [`Error::Usage`] when there is no manifest: the run did not finish. [`Error::Audit`] when it cannot
/// be read.
pub fn settings_of(root: &Path) -> Result<Config> {
    #[derive(Deserialize)]
    struct Settings {
        config: Config,
    }
    match manifest(root)? {
        Some(Settings { config }) => Ok(config),
        None => {
            let message = "is no output folder of a finished run: it has no";
            Err(Error::Usage(format!("{root:?} {message} {MANIFEST}")))
        }
    }
}

/// How many articles the run that wrote an output folder counted, those left out included; `None` when it
/// did not finish.
///
/// # Errors
/// [`Error::Audit`] when the manifest cannot be read.
pub fn articles_of(root: &Path) -> Result<Option<u64>> {
    #[derive(Deserialize)]
    struct Counted {
        counts: Overview,
    }
    let counted: Option<Counted> = manifest(root)?;
    Ok(counted.map(|Counted { counts }| counts.articles + counts.excluded))
}

fn manifest<M: DeserializeOwned>(root: &Path) -> Result<Option<M>> {
    let path = root.join(MANIFEST);
    let bytes = match fs::read(&path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        read => read.map_err(Error::io("read", &path))?,
    };
    let unreadable = |e| Error::Audit { path, line: 0, message: json_fault(&e) };
    serde_json::from_slice(&bytes).map(Some).map_err(unreadable)
}

/// Keeps other runs out of a folder.
fn lock(root: &Path) -> Result<File> {
    let unusable = |e| Error::Usage(format!("could not use output folder {root:?}: {e}"));
    let lock = File::create(root.join(".lock")).map_err(unusable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err(Error::Usage(format!("output folder {root:?} is in use by another run")))
        }
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

fn unlock(root: &Path, lock: File) -> Result<()> {
    drop(lock);
    remove(&root.join(".lock"))
}

/// Output inside an input would be read as input, input inside output written over.
fn refuse_inputs(root: &Path, inputs: &[PathBuf]) -> Result<()> {
    // A folder still to be made lies where its parent really is, whatever links lead there.
    let to_be_made = |path: &Path| {
        let path = std::path::absolute(path)?;
        match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => Ok(parent.canonicalize()?.join(name)),
            _ => Ok(path),
        }
    };
    let found: std::io::Result<PathBuf> = root.canonicalize().or_else(|_| to_be_made(root));
    let Ok(out) = found else { return Ok(()) };
    for input in inputs {
        let Ok(path) = input.canonicalize() else { continue };
        if out.starts_with(&path) || PARTS.iter().any(|part| path.starts_with(out.join(part))) {
            return Err(Error::Usage(format!(
                "output folder {root:?} and input {input:?} lie inside each other; name another folder with -o"
            )));
        }
    }
    Ok(())
}

/// Removes what an earlier run, finished or not, left in a folder of shards.
fn remove_shards(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    for entry in entries {
        let path = entry.map_err(Error::io("read", folder))?.path();
        let is_shard = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| shard_of(name.strip_suffix(".tmp").unwrap_or(name)).is_some());
        if is_shard {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Removes a file and its unfinished form, whichever are there.
fn remove(path: &Path) -> Result<()> {
    for path in [path.to_owned(), temporary(path)] {
        match fs::remove_file(&path) {
            Err(e) if e.kind() != ErrorKind::NotFound => {
                return Err(Error::io("remove", path)(e));
            }
            _ => {}
        }
    }
    Ok(())
}
