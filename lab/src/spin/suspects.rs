//! Words that may be suspects, and what tables tell of each in its place, for the trainer.
//!
//! `rows.f32` holds the numbers of places, `names.tsv` what each is; `words.f32` those of all words that may
//! be suspects, the two of neighbors left 0, and `words.tsv` their numbers among all.

use std::collections::{HashMap, HashSet};
use std::io::{BufWriter, Write};
use std::path::Path;

use copydesk::lexicon::English;
use copydesk::lexicon::substitutions::{Word, word_hash, words};

use super::rows::write_row;
use super::{Result, each_document, english};

/// Numbers of a place; the first two are what stands before and behind it.
const WIDTH: usize = 13;

pub fn run(out: &Path, files: &[&str]) -> Result<()> {
    let english = english()?;
    let table = &english.synonyms;
    std::fs::create_dir_all(out)?;
    let file = |name: &str| std::fs::File::create(out.join(name)).map(BufWriter::new);
    let mut numbers: HashMap<u64, u32> = HashMap::new();
    let (mut of_words, mut names) = (file("words.f32")?, file("words.tsv")?);
    writeln!(names, "{}", table.len())?;
    for number in 0..table.len() as u32 {
        if table.info(number).may_be_suspect()
            && let Some(hash) = word_hash(table.word(number))
        {
            numbers.insert(hash, number);
            write_row(&mut of_words, &row(number, [0.0; 2], &english))?;
            writeln!(names, "{number}")?;
        }
    }
    let (mut rows, mut names) = (file("rows.f32")?, file("names.tsv")?);
    let mut failed = Ok(());
    each_document(files, |document| {
        if document.part != "words" {
            return;
        }
        let all = words(&document.text);
        let mut seen = HashSet::new();
        for (at, word) in all.iter().enumerate().filter(|(_, word)| word.is_plain()) {
            let Some(&number) = numbers.get(&word.hash).filter(|&&number| seen.insert(number))
            else {
                continue;
            };
            let is_swap = document.is_swap(word.start as usize..word.end as usize);
            let written = write_row(&mut rows, &row(number, sides(&all, at, &english), &english));
            let named = writeln!(names, "{}\t{}", u8::from(is_swap), document.family);
            failed = std::mem::replace(&mut failed, Ok(())).and(written).and(named);
        }
    })?;
    Ok(failed?)
}

/// -1 where genuine text has the pair, 1 where it has not, 0 where more than spaces part the two.
fn sides(words: &[Word], at: usize, english: &English) -> [f32; 2] {
    let side =
        |is_known: Option<bool>| is_known.map_or(0.0, |is_known| if is_known { -1.0 } else { 1.0 });
    english.pairs.beside(words, at).map(side)
}

fn row(number: u32, [before, after]: [f32; 2], english: &English) -> [f32; WIDTH] {
    let info = english.synonyms.info(number);
    [
        before,
        after,
        info.prior,
        info.written,
        f32::from(u8::from(info.is_artifact())),
        info.frequency,
        info.drop,
        info.gain,
        info.gain_share,
        info.usual,
        info.follows,
        info.candidates() as f32,
        english.model.capitalized_share(english.id(number)).unwrap_or(0.5),
    ]
}
