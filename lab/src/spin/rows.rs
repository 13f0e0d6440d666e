//! Numbers for the trainer: rows of `f32`, and beside them what each row is.

use std::io::{BufWriter, Write};
use std::path::Path;

use copydesk::spin::{
    DOCUMENT_WIDTH, GAP_WIDTH, GAPS_WIDTH, GATE_WORD_WIDTH, Measured, PLACE_WIDTH,
};
use copydesk::spin::{measure, measure_gate_words};

use super::random::hash_share;
use super::{Document, Result, each_document, english};

/// Share of the places of genuine text that is kept.
const KEPT: f64 = 0.35;
/// The kind that part `stats` has most of, and the share of its documents there that the gate learns from.
const COMMONEST: (&str, f64) = ("un_general_debate_1990", 0.125);

pub fn run(what: &str, out: &Path, files: &[&str]) -> Result<()> {
    let english = english()?;
    std::fs::create_dir_all(out)?;
    let file = |name: &str| std::fs::File::create(out.join(name)).map(BufWriter::new);
    let mut rows = file("rows.f32")?;
    let mut names = file("names.tsv")?;
    let mut count = 0usize;
    let mut failed = None;
    each_document(files, |document| {
        count += 1;
        let done = match what {
            "words" => words(&document, count, &english, &mut rows, &mut names),
            "gate" => words_of_gate(&document, &english, &mut rows, &mut names),
            _ => whole(&document, &english, &mut rows, &mut names),
        };
        failed = failed.take().or(done.err());
    })?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

type Out = BufWriter<std::fs::File>;

/// Writes numbers, little-endian.
pub fn write_row<'n>(
    out: &mut impl Write,
    row: impl IntoIterator<Item = &'n f32>,
) -> std::io::Result<()> {
    row.into_iter().try_for_each(|number| out.write_all(&number.to_le_bytes()))
}

fn words(
    document: &Document,
    count: usize,
    english: &copydesk::lexicon::English,
    rows: &mut Out,
    names: &mut Out,
) -> std::io::Result<()> {
    if document.part != "words" {
        return Ok(());
    }
    let measured = measure(&document.text, english);
    let open = measured.places.iter().zip(&measured.spans).filter(|(place, _)| place.is_open());
    let mut asked = measured.asked_rows.chunks(PLACE_WIDTH + GAP_WIDTH);
    for (at, (row, (place, span))) in measured.rows.chunks(PLACE_WIDTH).zip(open).enumerate() {
        // Not a number where the gap was not asked.
        let gap = place.gap.and_then(|_| asked.next()).map(|row| &row[PLACE_WIDTH..]);
        let gap = gap.unwrap_or(&[f32::NAN; GAP_WIDTH]);
        let is_swap = document.is_swap(span.range());
        if is_swap || hash_share(count as u64, &at.to_string()) <= KEPT {
            write_row(rows, row.iter().chain(gap))?;
            name_word(names, document, is_swap)?;
        }
    }
    Ok(())
}

/// What a word's row is: whether it was put in, by what family and at what rate.
fn name_word(names: &mut Out, document: &Document, is_swap: bool) -> std::io::Result<()> {
    writeln!(names, "{}\t{}\t{}", u8::from(is_swap), document.family, document.rate)
}

/// The words that the second step of the gate looks at.
fn words_of_gate(
    document: &Document,
    english: &copydesk::lexicon::English,
    rows: &mut Out,
    names: &mut Out,
) -> std::io::Result<()> {
    if document.part != "words" {
        return Ok(());
    }
    let (spans, numbers) = measure_gate_words(&document.text, english);
    for (span, row) in spans.iter().zip(numbers.chunks(GATE_WORD_WIDTH)) {
        write_row(rows, row)?;
        name_word(names, document, document.is_swap(span.range()))?;
    }
    Ok(())
}

fn whole(
    document: &Document,
    english: &copydesk::lexicon::English,
    rows: &mut Out,
    names: &mut Out,
) -> std::io::Result<()> {
    let is_taken = match document.part.as_str() {
        "documents" | "test" => true,
        "stats" => document.kind != COMMONEST.0 || hash_share(1, &document.text) < COMMONEST.1,
        _ => false,
    };
    if !is_taken {
        return Ok(());
    }
    let measured = measure(&document.text, english);
    assert_eq!(measured.document.len(), DOCUMENT_WIDTH);
    assert_eq!(measured.asked_document.len(), DOCUMENT_WIDTH + GAPS_WIDTH);
    // What a glance at the first bytes says.
    let start = &document.text[..document.text.floor_char_boundary(copydesk::spin::GLANCE_BYTES)];
    let glance = measure(start, english).document;
    let Measured { document: numbers, gate, asked_document: asked, .. } = &measured;
    write_row(rows, numbers.iter().chain(gate).chain(&glance).chain(asked))?;
    let words = document.text.split_whitespace().count();
    let Document { kind, part, family, rate, .. } = document;
    writeln!(names, "{kind}\t{part}\t{family}\t{rate}\t{words}")
}
