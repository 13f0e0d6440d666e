//! One output file: written under a temporary name, renamed when complete.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::GzBuilder;
use flate2::write::GzEncoder;

use crate::config::Compress;
use crate::error::{Error, Result};

/// Compression level of zstd files: near the library's default, far faster than the pipeline.
const ZSTD_LEVEL: i32 = 3;

/// The ending of a file compressed so.
pub fn ending(compress: Compress) -> &'static str {
    match compress {
        Compress::None => ".jsonl",
        Compress::Gz => ".jsonl.gz",
        Compress::Zst => ".jsonl.zst",
    }
}

/// The shard that a file of one of the folders belongs to, by the name of its audit file; `None` for a file
/// that no run wrote. Bulk files have a number of their own behind that of their shard.
pub fn shard_of(file: &str) -> Option<String> {
    let (number, ending) = file.split_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let shard = match number.split_once('-') {
        Some((shard, part)) if is_number(part) => shard,
        _ => number,
    };
    let is_shard = shard.len() >= 5
        && is_number(shard)
        && matches!(ending, "jsonl" | "jsonl.gz" | "jsonl.zst");
    is_shard.then(|| format!("{shard}.{ending}"))
}

enum Encoder {
    Plain(BufWriter<File>),
    Gz(GzEncoder<BufWriter<File>>),
    Zst(zstd::Encoder<'static, BufWriter<File>>),
}

/// A file on its way; dropped before [`Shard::finish`] it leaves only its temporary name.
pub struct Shard {
    encoder: Encoder,
    path: PathBuf,
}

impl Shard {
    /// Starts a file that will be called `path`.
    pub fn create(path: PathBuf, compress: Compress) -> Result<Self> {
        let temporary = temporary(&path);
        let file = File::create(&temporary).map_err(Error::io("create", &temporary))?;
        let file = BufWriter::with_capacity(1 << 18, file);
        let encoder = match compress {
            Compress::None => Encoder::Plain(file),
            // No name and no time in the header: the same input gives the same bytes.
            Compress::Gz => {
                Encoder::Gz(GzBuilder::new().mtime(0).write(file, flate2::Compression::default()))
            }
            Compress::Zst => Encoder::Zst(
                zstd::Encoder::new(file, ZSTD_LEVEL).map_err(Error::io("write", &temporary))?,
            ),
        };
        Ok(Self { encoder, path })
    }

    /// Appends bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match &mut self.encoder {
            Encoder::Plain(file) => file.write_all(bytes),
            Encoder::Gz(file) => file.write_all(bytes),
            Encoder::Zst(file) => file.write_all(bytes),
        }
        .map_err(|e| Error::io("write", temporary(&self.path))(e))
    }

    /// Appends the pieces of a line.
    pub fn write_line(&mut self, pieces: &[&[u8]]) -> Result<()> {
        pieces.iter().try_for_each(|piece| self.write(piece))
    }

    /// Completes the file and gives it its name.
    pub fn finish(self) -> Result<()> {
        let temporary = temporary(&self.path);
        let finished = match self.encoder {
            Encoder::Plain(file) => Ok(file),
            Encoder::Gz(file) => file.finish(),
            Encoder::Zst(file) => file.finish(),
        };
        finished
            .and_then(|file| file.into_inner().map_err(std::io::IntoInnerError::into_error))
            .map_err(Error::io("write", &temporary))?;
        std::fs::rename(&temporary, &self.path).map_err(Error::io("rename", &temporary))
    }
}

/// The name a file has until it is complete.
pub fn temporary(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".tmp");
    name.into()
}
