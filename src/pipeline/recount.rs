//! The tallies of a run again, from what it wrote.

use std::path::Path;

use rayon::prelude::*;

use crate::error::Result;
use crate::score::Tallies;
use crate::write;

/// Counts the documents of an output folder, its shards in parallel: the same tallies as those of the
/// run that wrote it.
///
/// # Errors
/// [`crate::Error::Io`] and [`crate::Error::Audit`] for what cannot be read.
pub fn recount(out: &Path) -> Result<Tallies> {
    let shards = write::shards(out)?;
    let partial = |shard: &String| {
        let mut tallies = Tallies::default();
        write::facts(out, shard, |facts| tallies.add(&facts))?;
        Ok(tallies)
    };
    shards.par_iter().map(partial).try_reduce(Tallies::default, |mut all, more| {
        all.merge(more);
        Ok(all)
    })
}
