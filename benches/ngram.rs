//! The n-gram model: tokens, look-ups and candidates on generated text.
//!
//! `cargo bench --bench ngram`

mod generate;

use copydesk::lexicon::English;
use copydesk::lexicon::ngram::{NgramModel, WordId, tokens};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

fn main() {
    divan::main();
}

fn model() -> NgramModel {
    English::shipped(None).expect("the built-in model is good").model
}

fn text() -> String {
    generate::articles(1 << 20).concat()
}

/// Words of the vocabulary in no order, so that most questions miss the caches.
fn scattered(model: &NgramModel) -> Vec<WordId> {
    let letters: Vec<WordId> = model.tokens(&text()).map(|(word, _)| word).collect();
    let strange = (0..letters.len() as u32).map(|at| {
        let spread = at.wrapping_mul(2_654_435_761) >> 12;
        model.word_at(spread as usize % model.vocabulary_size())
    });
    letters.iter().copied().zip(strange).flat_map(|(usual, strange)| [usual, strange]).collect()
}

#[divan::bench]
fn load(bencher: Bencher) {
    bencher.bench(model);
}

#[divan::bench]
fn cut_into_tokens(bencher: Bencher) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| tokens(&text).count());
}

#[divan::bench]
fn tokens_with_numbers(bencher: Bencher) {
    let (model, text) = (model(), text());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| model.tokens(&text).map(|(word, _)| word.index()).sum::<usize>());
}

#[divan::bench]
fn log_prob_of_text(bencher: Bencher) {
    let model = model();
    let words: Vec<WordId> = model.tokens(&text()).map(|(word, _)| word).collect();
    bencher
        .counter(ItemsCount::new(words.len()))
        .bench(|| words.windows(3).map(|w| model.log_prob(w[0], w[1], w[2])).sum::<f32>());
}

#[divan::bench]
fn log_probs_of_text(bencher: Bencher) {
    let model = model();
    let words: Vec<WordId> = model.tokens(&text()).map(|(word, _)| word).collect();
    bencher.counter(ItemsCount::new(words.len())).bench(|| {
        let mut sum = 0.0;
        model.log_probs(&words, |log_prob| sum += log_prob);
        sum
    });
}

#[divan::bench]
fn log_prob_of_scattered_words(bencher: Bencher) {
    let model = model();
    let words = scattered(&model);
    bencher
        .counter(ItemsCount::new(words.len()))
        .bench(|| words.windows(3).map(|w| model.log_prob(w[0], w[1], w[2])).sum::<f32>());
}

#[divan::bench]
fn candidates_in_a_slot(bencher: Bencher) {
    const TRIED: usize = 5;
    let model = model();
    let words = scattered(&model);
    bencher.counter(ItemsCount::new(words.len() / 5 * TRIED)).bench(|| {
        let mut sum = 0.0;
        for window in words.chunks_exact(5) {
            let slot = model.slot([window[0], window[1]], (window[3], Some(window[4])));
            sum += window.iter().map(|&word| slot.score(&slot.tried(word))).sum::<f32>();
        }
        sum
    });
}
