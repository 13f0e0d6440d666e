//! A whole run: one reader, many cleaners, one writer in input order.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::shown::offer;
use super::{Tools, clean_bytes};
use crate::document::Record;
use crate::error::{Error, Result, Trouble};
use crate::read::{Inputs, each_record};
use crate::report::Sample;
use crate::score::Tallies;
use crate::write::{InputCounts, Rendered, Sink, render};

/// Bytes of records read and written together. Large enough that handing over costs nothing, small
/// enough that the batches in flight take little memory.
const BATCH_BYTES: usize = 1 << 20;
/// Records of a batch at most, for archives of very short ones.
const BATCH_RECORDS: usize = 4096;
/// Bytes of records that one thread takes at a time: to hand over short records one by one costs as
/// much as a tenth of the work on them.
const JOB_BYTES: usize = 128 << 10;

/// How far a run is; read by others while it goes on.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read from the inputs as they lie on disk.
    pub consumed: AtomicU64,
    /// Records written.
    pub records: AtomicU64,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// What went in.
    pub input: InputCounts,
    /// What came out, in all and by site.
    pub tallies: Tallies,
    /// Documents to look at.
    pub sample: Sample,
    /// Records and inputs that could not be read.
    pub errors: u64,
    /// Decompressed bytes of all records.
    pub bytes: u64,
}

/// What became of one record.
enum Outcome {
    Cleaned { articles: Vec<Rendered>, bytes: u64 },
    Trouble(Trouble),
}

type Batch = Vec<std::result::Result<Record, Trouble>>;

/// What becomes of a batch, job by job, in order.
type Outcomes = Vec<Receiver<Vec<Outcome>>>;

/// Reads all inputs, cleans on `threads` threads (0: one a core) and hands the results to `sink`
/// in input order.
///
/// # Errors
/// What `sink` fails with; what cannot be read is a [`Trouble`] and stops nothing.
pub fn run(
    inputs: &Inputs,
    tools: &Tools,
    threads: usize,
    sink: &mut (dyn Sink + Send),
    progress: &Progress,
) -> Result<Summary> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|e| Error::Usage(format!("could not start {threads} threads: {e}")))?;
    let config_hash = tools.config.hash();
    std::thread::scope(|scope| {
        let (to_clean, batches) = sync_channel::<Batch>(1);
        let (to_write, outcomes) = sync_channel::<Outcomes>(1);
        scope.spawn(|| read(inputs, tools, to_clean, progress));
        let writer = scope.spawn(|| write(outcomes, sink, progress));
        // A thread that is done with its part of a batch goes on with the next one.
        pool.in_place_scope_fifo(|cleaners| {
            for batch in batches {
                let mut outcomes = Outcomes::new();
                for job in jobs(batch) {
                    let (done, outcome) = sync_channel(1);
                    outcomes.push(outcome);
                    let config_hash = &config_hash;
                    cleaners.spawn_fifo(move |_| {
                        let all =
                            job.into_iter().map(|record| self::outcome(record, tools, config_hash));
                        // Nobody hears it when the writer has failed.
                        let _ = done.send(all.collect());
                    });
                }
                if to_write.send(outcomes).is_err() {
                    break; // The writer failed; its error is the run's.
                }
            }
        });
        drop(to_write);
        writer.join().expect("the writer does not panic")
    })
}

/// The reader's side: records in batches, until nobody wants more.
fn read(inputs: &Inputs, tools: &Tools, to_clean: SyncSender<Batch>, progress: &Progress) {
    let mut batch = Batch::new();
    let mut bytes = 0;
    let _ = each_record(inputs, &tools.config.read, &progress.consumed, |record| {
        bytes += record.as_ref().map_or(0, |record| record.bytes.len());
        batch.push(record);
        if bytes < BATCH_BYTES && batch.len() < BATCH_RECORDS {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        match to_clean.send(std::mem::take(&mut batch)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    });
    // A run that has stopped does not miss its last batch.
    let _ = to_clean.send(batch);
}

/// The batch in parts for one thread each.
fn jobs(batch: Batch) -> Vec<Batch> {
    let mut jobs = Vec::new();
    let mut job = Batch::new();
    let mut bytes = 0;
    for record in batch {
        bytes += record.as_ref().map_or(0, |record| record.bytes.len());
        job.push(record);
        if bytes >= JOB_BYTES {
            jobs.push(std::mem::take(&mut job));
            bytes = 0;
        }
    }
    jobs.push(job);
    jobs
}

/// Cleans and renders one record; a panic costs that record alone.
fn outcome(
    record: std::result::Result<Record, Trouble>,
    tools: &Tools,
    config_hash: &str,
) -> Outcome {
    let mut record = match record {
        Ok(record) => record,
        Err(trouble) => return Outcome::Trouble(trouble),
    };
    let payload = std::mem::take(&mut record.bytes);
    let bytes = payload.len() as u64;
    let cleaned = catch_unwind(AssertUnwindSafe(|| {
        let articles = clean_bytes(payload, &record, tools);
        articles.iter().map(|article| render(article, &record, config_hash)).collect()
    }));
    match cleaned {
        Ok(articles) => Outcome::Cleaned { articles, bytes },
        Err(_) => Outcome::Trouble(Trouble {
            path: record.origin.path,
            member: record.origin.member,
            line: None,
            offset: record.origin.offset,
            length: Some(record.origin.length),
            kind: "panic",
            message: "the record could not be cleaned; please report it".to_owned(),
        }),
    }
}

/// The writer's side.
fn write(
    outcomes: Receiver<Outcomes>,
    sink: &mut (dyn Sink + Send),
    progress: &Progress,
) -> Result<Summary> {
    let mut summary = Summary::default();
    for batch in outcomes {
        for job in batch {
            for outcome in job.recv().expect("every job has outcomes, panics too") {
                match outcome {
                    Outcome::Cleaned { articles, bytes } => {
                        summary.input.records += 1;
                        summary.input.empty += u64::from(articles.is_empty());
                        summary.bytes += bytes;
                        for article in articles {
                            let article = sink.article(article)?;
                            summary.tallies.add(&article.facts);
                            offer(&mut summary.sample, &article);
                        }
                    }
                    Outcome::Trouble(trouble) => {
                        summary.errors += 1;
                        sink.trouble(&trouble)?;
                    }
                }
                progress.records.fetch_add(1, Ordering::Relaxed);
            }
        }
        sink.flush(summary.bytes)?;
    }
    Ok(summary)
}
