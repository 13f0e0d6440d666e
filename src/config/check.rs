//! What values a configuration may have, beyond what their types say.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::Config;
use crate::error::{Error, Result};

/// Most bytes of a record: places in texts are counted in 32 bits, and decoding can make three bytes of one.
const MAX_RECORD_BYTES: u64 = 1 << 30;
/// Beyond these log-odds either way nothing differs any more.
const MAX_LOG_ODDS: f32 = 100.0;
/// Highest weight of a part of a score: the lowest part, raised to it, is nothing at all.
const MAX_WEIGHT: f64 = 100.0;

impl Config {
    /// Holds every value to its range.
    ///
    /// # Errors
    /// [`Error::Config`] for the first value out of its range, by its key.
    pub fn check(&self) -> Result<()> {
        let Self { read, strip, articles, language, spin, repair, score, write, .. } = self;
        within("read.max_record_bytes", read.max_record_bytes, 1..=MAX_RECORD_BYTES)?;
        within("read.max_member_bytes", read.max_member_bytes, 1..=u64::MAX)?;
        within("read.max_ratio", read.max_ratio, 1..=u64::MAX)?;
        within("read.max_members", read.max_members, 1..=u64::MAX)?;
        within("read.zstd_window_max", read.zstd_window_max, 10..=31)?;
        within("strip.min_confidence", strip.min_confidence, 0.0..=1.0)?;
        within("articles.max_parts", articles.max_parts, 1..=u32::MAX)?;
        within("language.sample_bytes", language.sample_bytes, 1..=usize::MAX)?;
        within("spin.threshold", spin.threshold, 0.0..=1.0)?;
        for limit in spin.limits {
            within("spin.limits", limit, -MAX_LOG_ODDS..=MAX_LOG_ODDS)?;
        }
        within("repair.min_confidence", repair.min_confidence, 0.0..=1.0)?;
        within("score.full_words", score.full_words, 1..=u64::MAX)?;
        for (name, weight) in score.quality.named() {
            within(&format!("score.quality.{name}"), weight, 0.0..=MAX_WEIGHT)?;
        }
        for (name, weight) in score.hygiene.named() {
            within(&format!("score.hygiene.{name}"), weight, 0.0..=MAX_WEIGHT)?;
        }
        within("write.shard_bytes", write.shard_bytes, 1..=u64::MAX)
    }
}

fn within<T: PartialOrd + Display>(key: &str, value: T, range: RangeInclusive<T>) -> Result<()> {
    match range.contains(&value) {
        true => Ok(()),
        false => Err(Error::Config(format!(
            "{key} is from {} to {}, not {value}",
            range.start(),
            range.end()
        ))),
    }
}
