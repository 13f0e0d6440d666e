//! Articles to files: documents, audit, excluded, errors, scores of sites, manifest.
//!
//! The fields and their rules are in `docs/OUTPUT.md`. Rendering is a function from values to
//! bytes and may run on any thread; a [`Folder`] or a [`Stream`] takes the rendered lines in input
//! order, gives each article its final id, and is the only part that touches files. Deliberately
//! absent: any decision about what to keep.

mod address;
mod audit;
mod audit_json;
mod bulk;
mod dates;
mod document;
mod facts;
mod folder;
mod ids;
mod known;
mod ledger;
mod lines;
mod shard;
mod sites;
mod stream;
mod twins;

pub use audit::{AuditLine, Op, SpinLine, apply, undo};
pub use document::{Rendered, render};
pub use folder::{Folder, InputCounts, rescore, settings_of, write_report};
pub use ledger::{Verified, facts, id_of, restore, shards, verify};
pub use stream::Stream;

use crate::error::{Result, Trouble};

/// Where rendered articles and troubles go, in input order.
pub trait Sink {
    /// Takes one article and gives it back with its final id, now that it is known whether an
    /// earlier one has the same text.
    ///
    /// # Errors
    /// [`crate::error::Error::Io`] when it cannot be written.
    fn article(&mut self, article: Rendered) -> Result<Rendered>;

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
