//! Perplexity on texts that the model has not seen, load time and speed.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use copydesk::lexicon::ngram::{NgramModel, WordId, tokens};

use super::corpus;

pub fn evaluate(data: &Path, models: &[&str]) -> Result<(), Box<dyn Error>> {
    let tests = [
        ("agnews_test", corpus::read(&data.join("corpus-test/agnews_test.txt.zst"))?),
        ("ud_en_pud", corpus::read(&data.join("corpus/ud_en_pud.txt.zst"))?),
    ];
    let held_out = corpus::held_out(data)?;
    for path in models {
        let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
        let clock = Instant::now();
        let model = NgramModel::load(&bytes)?;
        let load = clock.elapsed();
        let [bigrams, trigrams] = model.ngram_counts();
        let words = model.vocabulary_size();
        println!(
            "{path}: {} bytes, {words} words, {bigrams} bigrams, {trigrams} trigrams",
            bytes.len()
        );
        println!("  digest {}, loaded in {:.1} ms", model.digest(), load.as_secs_f64() * 1e3);
        println!(
            "  {:<24} {:>9} {:>6} {:>11} {:>11}",
            "text", "tokens", "oov %", "perplexity", "known only"
        );
        for (name, text) in tests.iter().map(|(name, text)| (*name, text.as_str())) {
            println!("  {}", Score::of(&model, text).row(name));
        }
        for (name, text) in &held_out {
            println!("  {}", Score::of(&model, text).row(&format!("{name} *")));
        }
        println!("  * paragraphs held out of a training corpus");
        speed(&model, &tests[0].1);
    }
    Ok(())
}

#[derive(Default)]
struct Score {
    /// Words, commas and ends of sentences.
    tokens: u64,
    unknown: u64,
    log_prob: f64,
    unknown_log_prob: f64,
}

impl Score {
    fn of(model: &NgramModel, text: &str) -> Self {
        let mut score = Self::default();
        let mut context = model.start();
        for (word, _) in model.tokens(text) {
            let (log_prob, next) = model.advance(&context, word);
            score.tokens += 1;
            score.log_prob += f64::from(log_prob);
            if word == WordId::UNKNOWN {
                score.unknown += 1;
                score.unknown_log_prob += f64::from(log_prob);
            }
            context = if word == WordId::END { model.start() } else { next };
        }
        score
    }

    fn row(&self, name: &str) -> String {
        let tokens = self.tokens as f64;
        let known = tokens - self.unknown as f64;
        format!(
            "{name:<24} {:>9} {:>6.2} {:>11.1} {:>11.1}",
            self.tokens,
            100.0 * self.unknown as f64 / tokens,
            (-self.log_prob / tokens).exp(),
            (-(self.log_prob - self.unknown_log_prob) / known).exp(),
        )
    }
}

/// Trigrams of real text, and the same with the middle word exchanged, asked one by one.
fn speed(model: &NgramModel, text: &str) {
    let words: Vec<WordId> = model.tokens(text).map(|(word, _)| word).collect();
    let measure = |name: &str, shift: usize| {
        let mut sum = 0.0;
        let clock = Instant::now();
        for at in 2..words.len() - shift {
            sum += model.log_prob(words[at - 2], words[at - 1 + shift], words[at]);
        }
        let rate = (words.len() - shift - 2) as f64 / clock.elapsed().as_secs_f64() / 1e6;
        println!("  {name}: {rate:.1} million log_prob a second (sum {sum:.0})");
    };
    measure("text in order", 0);
    measure("exchanged words", 5_000);
    let clock = Instant::now();
    let count = tokens(text).count();
    let rate = text.len() as f64 / clock.elapsed().as_secs_f64() / 1e6;
    println!("  tokens: {rate:.0} MB/s ({count})");
}
