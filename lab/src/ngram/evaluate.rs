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

/// How fast a model answers, by the clock of the processor: others may use the machine too.
fn speed(model: &NgramModel, text: &str) {
    let words: Vec<WordId> = model.tokens(text).map(|(word, _)| word).collect();
    let say = |name: &str, count: usize, clock: Clock| {
        println!("  {name}: {:.1} million a second", count as f64 / clock.seconds() / 1e6);
    };
    let mut sum = 0.0;

    let clock = Clock::start();
    sum += words.windows(3).map(|w| model.log_prob(w[0], w[1], w[2])).sum::<f32>();
    say("log_prob, trigrams of the text", words.len(), clock);

    let clock = Clock::start();
    let others = words[EXCHANGE..].iter();
    sum += words.windows(3).zip(others).map(|(w, &x)| model.log_prob(w[0], x, w[2])).sum::<f32>();
    say("log_prob, middle word exchanged", words.len() - EXCHANGE, clock);

    let clock = Clock::start();
    let mut context = model.start();
    for &word in &words {
        let (log_prob, next) = model.advance(&context, word);
        sum += log_prob;
        context = if word == WordId::END { model.start() } else { next };
    }
    say("advance, the text", words.len(), clock);

    let clock = Clock::start();
    let mut tried = 0;
    for window in words.windows(5).step_by(TRIED) {
        let slot = model.slot([window[0], window[1]], (window[3], Some(window[4])));
        for shift in 0..TRIED {
            sum += slot.score(words[(tried * EXCHANGE + shift) % words.len()]);
            tried += 1;
        }
    }
    say("candidates in a slot (three trigrams each)", tried, clock);

    let clock = Clock::start();
    let count = tokens(text).count();
    let rate = text.len() as f64 / clock.seconds() / 1e6;
    println!("  tokens: {rate:.0} MB/s; with their numbers: {:.0} MB/s", {
        let clock = Clock::start();
        sum += model.tokens(text).map(|(word, _)| word.index() as f32).sum::<f32>();
        text.len() as f64 / clock.seconds() / 1e6
    });
    println!("  ({count} tokens, check {sum:.0})");
}

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
