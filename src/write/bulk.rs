//! The documents of a shard: one file of lines, or files of bulk requests.
//!
//! A bulk request of Elasticsearch and OpenSearch has a line with the action before each document
//! and ends with a newline. The action is `create` with the document's id: sent twice, the second
//! changes nothing. The name of the index is the address's part (`POST /news/_bulk`).

use std::path::PathBuf;

use super::shard::{Shard, ending};
use crate::config::Compress;
use crate::error::Result;

/// Most bytes of a bulk file, before compression; a document beyond that has a file of its own.
const MAX_BYTES: usize = 10_000_000;

/// Where the documents of a shard go.
pub enum Documents {
    /// A document a line.
    Lines(Shard),
    /// Bulk requests.
    Bulk(Bulk),
}

/// Files of bulk requests, numbered `00000-000`.
pub struct Bulk {
    folder: PathBuf,
    name: String,
    compress: Compress,
    open: Option<Shard>,
    bytes: usize,
    count: u32,
}

impl Documents {
    /// Bulk files of the shard `name` in `folder`; the first begins with the first document.
    pub fn bulk(folder: PathBuf, name: &str, compress: Compress) -> Self {
        let name = name.to_owned();
        Self::Bulk(Bulk { folder, name, compress, open: None, bytes: 0, count: 0 })
    }

    /// Adds a document: the pieces of its line, newline included.
    pub fn write(&mut self, id: &str, line: &[&[u8]]) -> Result<()> {
        match self {
            Self::Lines(shard) => shard.write_line(line),
            Self::Bulk(bulk) => bulk.write(action(id).as_bytes(), line),
        }
    }

    /// Completes the files.
    pub fn finish(self) -> Result<()> {
        match self {
            Self::Lines(shard) => shard.finish(),
            Self::Bulk(bulk) => bulk.open.map_or(Ok(()), Shard::finish),
        }
    }
}

impl Bulk {
    fn write(&mut self, action: &[u8], line: &[&[u8]]) -> Result<()> {
        let length = action.len() + line.iter().map(|piece| piece.len()).sum::<usize>();
        if self.bytes + length > MAX_BYTES
            && let Some(full) = self.open.take()
        {
            full.finish()?;
        }
        let shard = match &mut self.open {
            Some(shard) => shard,
            None => {
                let name = format!("{}-{:03}{}", self.name, self.count, ending(self.compress));
                self.count += 1;
                self.bytes = 0;
                self.open.insert(Shard::create(self.folder.join(name), self.compress)?)
            }
        };
        self.bytes += length;
        shard.write(action)?;
        shard.write_line(line)
    }
}

/// The line before a document.
pub fn action(id: &str) -> String {
    // Ids hold nothing that JSON escapes.
    format!("{{\"create\":{{\"_id\":\"{id}\"}}}}\n")
}

/// Whether a line of a bulk file is an action.
pub fn is_action(line: &str) -> bool {
    line.starts_with("{\"create\":")
}
