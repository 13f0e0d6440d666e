//! Articles to files: documents, audit, excluded, errors, manifest.
//!
//! The fields and their rules are in `docs/OUTPUT.md`. Rendering is a function from values to
//! bytes and may run on any thread; a [`Folder`] or a [`Stream`] takes the rendered lines in input
//! order, gives each article its final id, and is the only part that touches files. Deliberately
//! absent: any decision about what to keep.

mod address;
mod audit;
mod dates;
mod document;
mod folder;
mod ids;
mod ledger;
mod shard;

pub use audit::{AuditLine, Op, apply, undo};
pub use document::{Rendered, Tally, render};
pub use folder::{Folder, InputCounts, Stream};
pub use ledger::{Verified, restore, verify};

use crate::error::{Result, Trouble};

/// Where rendered articles and troubles go, in input order.
pub trait Sink {
    /// Takes one article.
    ///
    /// # Errors
    /// [`crate::error::Error::Io`] when it cannot be written.
    fn article(&mut self, article: Rendered) -> Result<()>;

    /// Takes one record or input that could not be read.
    ///
    /// # Errors
    /// [`crate::error::Error::Io`] when it cannot be written.
    fn trouble(&mut self, trouble: &Trouble) -> Result<()>;

    /// Called between batches, with the input bytes read so far.
    ///
    /// # Errors
    /// [`crate::error::Error::Io`] when buffered lines cannot be written.
    fn flush(&mut self, input_bytes: u64) -> Result<()>;
}
