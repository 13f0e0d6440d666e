//! The lines of an output folder's files, decompressed by their endings.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::bulk::is_action;
use crate::error::{Error, Result};

/// The lines of a file.
pub struct Lines {
    reader: Box<dyn BufRead>,
    path: PathBuf,
    /// Number of the last line read, from 1.
    pub number: u64,
}

impl Lines {
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(Error::io("read", path))?;
        let reader: Box<dyn Read> = match path.extension().and_then(|ending| ending.to_str()) {
            Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(file)),
            Some("zst") => Box::new(zstd::Decoder::new(file).map_err(Error::io("read", path))?),
            _ => Box::new(file),
        };
        let reader = Box::new(BufReader::with_capacity(1 << 16, reader));
        Ok(Self { reader, path: path.to_owned(), number: 0 })
    }

    /// The next line, if there is one.
    pub fn next(&mut self) -> Result<Option<String>> {
        let mut line = String::new();
        let read = self.reader.read_line(&mut line).map_err(Error::io("read", &self.path))?;
        self.number += 1;
        Ok((read > 0).then_some(line))
    }
}

/// The document lines of a shard: of its one file, or of its bulk files one after the other.
pub struct DocumentLines {
    open: Option<Lines>,
    /// The files still to come, the next one last.
    rest: Vec<PathBuf>,
    is_bulk: bool,
}

impl DocumentLines {
    /// Opens the shard whose files in other folders are called `name`.
    pub fn open(folder: &Path, name: &str) -> Result<Self> {
        let whole = folder.join(name);
        if whole.exists() {
            return Ok(Self { open: Some(Lines::open(&whole)?), rest: Vec::new(), is_bulk: false });
        }
        let (number, ending) = name.split_once('.').unwrap_or((name, ""));
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(Error::io("read", folder))? {
            let path = entry.map_err(Error::io("read", folder))?.path();
            let part = path.file_name().and_then(|file| file.to_str()).and_then(|file| {
                let part = file.strip_prefix(number)?.strip_prefix('-')?;
                part.strip_suffix(ending)?.strip_suffix('.')?.parse::<u32>().ok()
            });
            files.extend(part.map(|part| (part, path)));
        }
        files.sort_unstable_by(|a, b| b.cmp(a));
        let rest = files.into_iter().map(|(_, path)| path).collect();
        Ok(Self { open: None, rest, is_bulk: true })
    }

    /// The next document line, if there is one.
    pub fn next(&mut self) -> Result<Option<String>> {
        loop {
            if let Some(open) = &mut self.open {
                match open.next()? {
                    Some(line) if self.is_bulk && is_action(&line) => continue,
                    Some(line) => return Ok(Some(line)),
                    None => {}
                }
            }
            match self.rest.pop() {
                Some(path) => self.open = Some(Lines::open(&path)?),
                None => return Ok(None),
            }
        }
    }
}
