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
        let clock = Clock::start();
        let model = NgramModel::load(&bytes)?;
        let load = clock.seconds();
        let [bigrams, trigrams] = model.ngram_counts();
        let words = model.vocabulary_size();
        println!(
            "{path}: {} bytes, {words} words, {bigrams} bigrams, {trigrams} trigrams",
            bytes.len()
        );
        println!("  digest {}, loaded in {:.1} ms", model.digest(), load * 1e3);
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

/// How fast a model answers: the best of some rounds, as others may use the machine too.
fn speed(model: &NgramModel, text: &str) {
    let words: Vec<WordId> = model.tokens(text).map(|(word, _)| word).collect();
    let triples = || words.windows(3);
    rate("log_prob, trigrams of the text, million a second", words.len(), || {
        triples().map(|w| model.log_prob(w[0], w[1], w[2])).sum()
    });
    rate("log_prob, middle word exchanged", words.len() - EXCHANGE, || {
        let others = words[EXCHANGE..].iter();
        triples().zip(others).map(|(w, &x)| model.log_prob(w[0], x, w[2])).sum()
    });
    rate("advance, the text", words.len(), || {
        let mut sum = 0.0;
        let mut context = model.start();
        for &word in &words {
            let (log_prob, next) = model.advance(&context, word);
            sum += log_prob;
            context = if word == WordId::END { model.start() } else { next };
        }
        sum
    });
    rate("log_probs, the text", words.len(), || {
        let mut sum = 0.0;
        model.log_probs(&words, |log_prob| sum += log_prob);
        sum
    });
    rate("candidates in a slot, three trigrams each", words.len() / TRIED * TRIED, || {
        let (mut sum, mut tried) = (0.0, 0);
        for window in words.windows(5).step_by(TRIED) {
            let slot = model.slot([window[0], window[1]], (window[3], Some(window[4])));
            let from = tried * EXCHANGE % (words.len() - TRIED);
            sum += words[from..from + TRIED]
                .iter()
                .map(|&word| slot.score(&slot.tried(word)))
                .sum::<f32>();
            tried += TRIED;
        }
        sum
    });
    rate("tokens, MB a second", text.len(), || tokens(text).count() as f32);
    rate("tokens with their numbers, MB a second", text.len(), || {
        model.tokens(text).map(|(word, _)| word.index() as f32).sum()
    });
}

fn rate(name: &str, count: usize, mut work: impl FnMut() -> f32) {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let clock = Clock::start();
        std::hint::black_box(work());
        best = best.min(clock.seconds());
    }
    println!("  {name}: {:.1}", count as f64 / best / 1e6);
}

const ROUNDS: usize = 20;
/// Words that stand this far apart have nothing to do with each other.
const EXCHANGE: usize = 5_003;
/// Candidates for a place.
const TRIED: usize = 5;

/// Time that this thread was on a processor; the wall's where the system does not say.
struct Clock {
    wall: Instant,
    thread: Option<f64>,
}

impl Clock {
    fn start() -> Self {
        Self { wall: Instant::now(), thread: Self::thread() }
    }

    fn thread() -> Option<f64> {
        let status = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(status.split(' ').next()?.parse::<f64>().ok()? / 1e9)
    }

    fn seconds(&self) -> f64 {
        match (self.thread, Self::thread()) {
            (Some(start), Some(now)) => now - start,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}
