//! The shipped n-gram model: training and evaluation.
//!
//! ```text
//! copydesk-lab ngram train DATA PREFIX SIZE...   PREFIX.SIZE.ngram for each size, in MB or "full"
//! copydesk-lab ngram eval DATA MODEL...          perplexities, load time, look-ups a second
//! ```
//! DATA is the folder that holds `corpus/` and `corpus-test/`.

pub mod corpus;
mod evaluate;
mod mend;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use copydesk::lexicon::ngram::train::{Grams, Options, TrigramCounts, WordCounts};
use copydesk::lexicon::ngram::{WordId, tokens};

const MEGABYTE: usize = 1_000_000;

pub fn run(arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    match arguments {
        ["train", data, prefix, sizes @ ..] if !sizes.is_empty() => {
            train(Path::new(data), prefix, sizes)
        }
        ["eval", data, models @ ..] if !models.is_empty() => {
            evaluate::evaluate(Path::new(data), models)
        }
        _ => Err("usage: ngram train DATA PREFIX SIZE... | ngram eval DATA MODEL...".into()),
    }
}

/// One run of counting, then pruning from size to size, the largest first.
fn train(data: &Path, prefix: &str, sizes: &[&str]) -> Result<(), Box<dyn Error>> {
    let clock = Instant::now();
    let say = |what: &str| eprintln!("{:6.1} s  {what}", clock.elapsed().as_secs_f32());
    let texts = corpus::training(data)?;
    say("corpora read");
    let options = Options { about: corpus::about(), ..Options::default() };

    let mut words = WordCounts::default();
    texts.iter().for_each(|(_, text)| words.add(text));
    let mut counts = TrigramCounts::new(&words, &options)?;
    drop(words);
    say("words counted");
    texts.iter().for_each(|(_, text)| counts.add(text));
    drop(texts);
    let test = corpus::read(&data.join("corpus/ud_en_pud.txt.zst"))?;
    say("trigrams counted");
    let mut grams = Grams::new(counts)?;
    say("estimated");

    let mut wanted = Vec::new();
    for size in sizes {
        let bytes = match *size {
            "full" => usize::MAX,
            size => (size.parse::<f64>()? * MEGABYTE as f64) as usize,
        };
        wanted.push((bytes, *size));
    }
    wanted.sort_unstable_by(|a, b| b.cmp(a));
    for (bytes, size) in wanted {
        grams.prune(bytes.saturating_sub(options.about.len()));
        say(&format!(
            "{size}: perplexity on ud_en_pud unquantized {:.1}",
            perplexity(&grams, &test)
        ));
        let packed = grams.pack(&options.about);
        let [bigrams, trigrams] = grams.ngram_counts();
        let words = grams.vocabulary_size();
        say(&format!(
            "{size}: {} bytes, {words} words, {bigrams} bigrams, {trigrams} trigrams",
            packed.len()
        ));
        std::fs::write(format!("{prefix}.{size}.ngram"), packed)?;
    }
    Ok(())
}

/// Of a model before packing, to see what quantization costs.
fn perplexity(grams: &Grams, text: &str) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    let (mut u, mut v) = (WordId::START, WordId::START);
    for token in tokens(text) {
        let w = grams.find(token.hash);
        sum -= grams.prob(u, v, w).ln();
        count += 1.0;
        (u, v) = if w == WordId::END { (WordId::START, WordId::START) } else { (v, w) };
    }
    (sum / count).exp()
}
