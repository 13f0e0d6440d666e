//! Numbers of every candidate that the decoder weighs, with whether it stood there.

use std::io::{BufWriter, Write};
use std::path::Path;

use copydesk::repair::measure;

use copydesk::document::Family;

use super::{family_of, lexicon};
use crate::spin::random::hash;
use crate::spin::{Document, Result, each_document};

pub fn run(is_second: bool, out: &Path, files: &[&str]) -> Result<()> {
    let lexicon = lexicon()?;
    std::fs::create_dir_all(out)?;
    let file = |name: &str| std::fs::File::create(out.join(name)).map(BufWriter::new);
    let (mut rows, mut names) = (file("rows.f32")?, file("names.tsv")?);
    let mut failed: Option<std::io::Error> = None;
    let mut count = 0;
    each_document(files, |document| {
        count += 1;
        if document.part == "test" || document.part == "stats" {
            return;
        }
        // Genuine text is read here and there: few genuine articles are ever taken for spun.
        if document.family.is_empty() && count % 8 != 0 {
            return;
        }
        // The first model learns of one half of the text, the second of the other.
        if (hash(3, &document.text) % 2 == 1) != is_second {
            return;
        }
        let repairs = lexicon.repairs();
        // A family is now and then misjudged, and a genuine article has none.
        let other = hash(4, &document.text) % 8;
        let is_broad = match family_of(&document.family) {
            _ if document.family.is_empty() => other < 4,
            Family::WordSwap => other == 0,
            _ => other != 0,
        };
        let measured = measure(&document.text, lexicon.english(), repairs, is_broad, is_second);
        let mut write = || -> std::io::Result<()> {
            for number in &measured.rows {
                rows.write_all(&number.to_le_bytes())?;
            }
            for (span, word) in &measured.candidates {
                let label = label(&document, span.range(), word);
                writeln!(names, "{label}\t{}\t{}\t{count}", document.family, document.rate)?;
            }
            Ok(())
        };
        failed = failed.take().or(write().err());
    })?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// 1 where the word stood there, 2 where another did, 0 where nothing was put in.
fn label(document: &Document, span: std::ops::Range<usize>, word: &str) -> u8 {
    let mut label = 0;
    for (&[start, end], was) in document.swaps.iter().zip(&document.was) {
        if start == span.start && end == span.end {
            return if was.to_lowercase() == word { 1 } else { 2 };
        }
        if start < span.end && end > span.start {
            label = 2;
        }
    }
    label
}
