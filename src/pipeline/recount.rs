//! The tallies of a run again, from what it wrote.

use std::path::Path;

use rayon::prelude::*;

use super::shown::sort_of;
use crate::error::Result;
use crate::report::Sample;
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
        write::facts(out, shard, |facts, _, _| tallies.add(&facts))?;
        Ok(tallies)
    };
    shards.par_iter().map(partial).try_reduce(Tallies::default, |mut all, more| {
        all.merge(more);
        Ok(all)
    })
}

/// As [`recount`], and draws the sample of documents that the run that wrote them drew.
///
/// # Errors
/// As [`recount`].
pub fn resample(out: &Path) -> Result<(Tallies, Sample)> {
    let shards = write::shards(out)?;
    let partial = |shard: &String| {
        let mut tallies = Tallies::default();
        let mut sample = Sample::default();
        write::facts(out, shard, |facts, document, audit| {
            tallies.add(&facts);
            // Its id was just read, to find both lines.
            let id = write::id_of(document).unwrap_or_default();
            let bytes = document.len() + audit.len();
            sample.offer(&facts.site, sort_of(&facts), &id, bytes, || {
                (document.as_bytes().to_vec(), audit.as_bytes().to_vec())
            });
        })?;
        Ok((tallies, sample))
    };
    let none = <(Tallies, Sample)>::default;
    shards.par_iter().map(partial).try_reduce(none, |mut all, more| {
        all.0.merge(more.0);
        all.1.merge(more.1);
        Ok(all)
    })
}
