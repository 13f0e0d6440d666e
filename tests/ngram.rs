//! The n-gram model against a plain, slow reference, and as users ask it.

use std::collections::{BTreeMap, BTreeSet};

use copydesk::lexicon::ngram::train::{Grams, Options, TrigramCounts, WordCounts, train};
use copydesk::lexicon::ngram::{NgramModel, WordId, form, tokens, word_hash};
use proptest::prelude::*;

/// Sentences of an invented language with habits: what follows depends on what stands before, in
/// uneven shares, so that all discounts can be estimated.
fn habits(sentences: usize) -> String {
    let words: Vec<String> = ["tarn", "moor", "fell", "beck", "gill", "rigg", "holm", "thwaite"]
        .iter()
        .flat_map(|stem| ["a", "o", "el", "in", "us"].map(|tail| format!("{stem}{tail}")))
        .collect();
    let names = ["ash", "bur", "dal", "kel", "mar", "nor", "ran", "sel", "wes", "yar"];
    let mut state = 12_345u64;
    let mut draw = |bound: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Squaring makes small numbers frequent.
        let share = (state >> 33) as f64 / (1u64 << 31) as f64;
        (share * share * bound as f64) as usize
    };
    let mut text = String::new();
    for _ in 0..sentences {
        let mut last = draw(words.len());
        for _ in 0..3 + draw(9) {
            text.push_str(&words[last]);
            text.push(' ');
            last = (last * 7 + draw(words.len())) % words.len();
        }
        if draw(4) == 0 {
            // Most names are seen once or twice.
            for _ in 0..3 {
                text.push_str(names[draw(names.len())]);
            }
        }
        text.push('\n');
    }
    text
}

fn counted(text: &str, options: &Options) -> TrigramCounts {
    let mut words = WordCounts::default();
    words.add(text);
    let mut counts = TrigramCounts::new(&words, options).unwrap();
    counts.add(text);
    counts
}

fn options(words: usize) -> Options {
    Options { words, min_count: 1, bytes: None, about: "a test".to_owned() }
}

type Gram = Vec<u32>;

/// Modified Kneser-Ney as Chen and Goodman write it (1998, section 3), with dictionaries.
struct Reference {
    /// Counts per order: plain at the highest and after a start, continuations else.
    counts: [BTreeMap<Gram, f64>; 3],
    discounts: [[f64; 4]; 3],
    words: f64,
}

impl Reference {
    fn new(sentences: &[Vec<u32>], words: usize) -> Self {
        let mut counts: [BTreeMap<Gram, f64>; 3] = Default::default();
        for sentence in sentences {
            for gram in sentence.windows(3) {
                *counts[2].entry(gram.to_vec()).or_insert(0.0) += 1.0;
            }
            *counts[1].entry(sentence[..2].to_vec()).or_insert(0.0) += 1.0;
        }
        let ends: BTreeSet<Gram> = counts[2].keys().cloned().collect();
        for gram in ends {
            *counts[1].entry(gram[1..].to_vec()).or_insert(0.0) += 1.0;
        }
        for gram in counts[1].clone().into_keys() {
            *counts[0].entry(gram[1..].to_vec()).or_insert(0.0) += 1.0;
        }
        let discounts = [0, 1, 2].map(|order| {
            let n = |k: f64| counts[order].values().filter(|&&count| count == k).count() as f64;
            let y = n(1.0) / (n(1.0) + 2.0 * n(2.0));
            let of = |k: f64| k - (k + 1.0) * y * n(k + 1.0) / n(k);
            [0.0, of(1.0), of(2.0), of(3.0)]
        });
        // All but the start.
        Self { counts, discounts, words: words as f64 - 1.0 }
    }

    fn prob(&self, context: &[u32], word: u32) -> f64 {
        let order = context.len();
        let below = |of: &Self| match context {
            [] => 1.0 / of.words,
            [_, rest @ ..] => of.prob(rest, word),
        };
        let seen: Vec<(&Gram, f64)> = self.counts[order]
            .range(context.to_vec()..)
            .take_while(|(gram, _)| gram.starts_with(context))
            .map(|(gram, count)| (gram, *count))
            .collect();
        let total: f64 = seen.iter().map(|(_, count)| count).sum();
        if total == 0.0 {
            return below(self);
        }
        let discount = |count: f64| self.discounts[order][count.min(3.0) as usize];
        let freed: f64 = seen.iter().map(|(_, count)| discount(*count)).sum();
        let own = seen.iter().find(|(gram, _)| gram[order] == word);
        let own = own.map_or(0.0, |(_, count)| count - discount(*count));
        own / total + freed / total * below(self)
    }
}

fn id(grams: &Grams, word: &str) -> WordId {
    grams.find(word_hash(word))
}

/// The sentences of a text as numbers, with start and end.
fn sentences(text: &str, grams: &Grams) -> Vec<Vec<u32>> {
    let mut all = vec![vec![WordId::START.index() as u32]];
    for token in tokens(text) {
        let word = id(grams, &form(text, &token));
        all.last_mut().unwrap().push(word.index() as u32);
        if word == WordId::END {
            all.push(vec![WordId::START.index() as u32]);
        }
    }
    all.pop();
    all
}

#[test]
fn probabilities_are_those_of_the_reference() {
    let text = habits(600);
    // Fewer words than there are: some are unknown.
    let grams = Grams::new(counted(&text, &options(150))).unwrap();
    let reference = Reference::new(&sentences(&text, &grams), grams.vocabulary_size());
    assert!(reference.discounts.iter().flatten().all(|discount| *discount >= 0.0));
    let ids: Vec<WordId> = all_ids(&text, &grams);
    let mut compared = 0;
    for (at, &u) in ids.iter().enumerate() {
        for &v in ids.iter().skip(at % 11).step_by(11) {
            for &w in ids.iter().skip(at % 7).step_by(7) {
                if w == WordId::START || v == WordId::END || u == WordId::END {
                    continue;
                }
                let context = [u.index() as u32, v.index() as u32];
                let wanted = reference.prob(&context, w.index() as u32);
                let got = grams.prob(u, v, w);
                assert!((wanted - got).abs() < 1e-6, "{u:?} {v:?} {w:?}: {wanted} {got}");
                compared += 1;
            }
        }
    }
    // And everything that was seen.
    for gram in reference.counts[2].keys() {
        let [u, v, w] = [gram[0], gram[1], gram[2]].map(|at| grams.word_at(at as usize));
        let wanted = reference.prob(&gram[..2], gram[2]);
        assert!((wanted - grams.prob(u, v, w)).abs() < 1e-6, "{gram:?}");
        compared += 1;
    }
    assert!(compared > 10_000);
}

/// Every number in the vocabulary.
fn all_ids(text: &str, grams: &Grams) -> Vec<WordId> {
    let mut ids: BTreeSet<WordId> = tokens(text).map(|token| grams.find(token.hash)).collect();
    ids.extend([WordId::UNKNOWN, WordId::START, WordId::END]);
    assert_eq!(ids.len(), grams.vocabulary_size());
    ids.into_iter().collect()
}

fn sums_to_one(text: &str, grams: &Grams) {
    let ids = all_ids(text, grams);
    for &u in &ids {
        for &v in ids.iter().filter(|&&v| v != WordId::END) {
            let sum: f64 = ids.iter().map(|&w| grams.prob(u, v, w)).sum();
            assert!((sum - 1.0).abs() < 1e-5, "{u:?} {v:?}: {sum}");
        }
    }
}

#[test]
fn probabilities_sum_to_one_however_much_is_pruned() {
    let text = habits(600);
    let mut grams = Grams::new(counted(&text, &options(60))).unwrap();
    sums_to_one(&text, &grams);
    let full = grams.pack("").len();
    let mut bare = Grams::new(counted(&text, &options(60))).unwrap();
    bare.prune(0);
    let fixed = bare.pack("").len();
    for share in [2, 5, 20] {
        let aim = fixed + (full - fixed) / share;
        grams.prune(aim);
        assert!(grams.pack("").len() <= aim);
        sums_to_one(&text, &grams);
    }
    grams.prune(0);
    assert_eq!(grams.ngram_counts(), [0, 0]);
    sums_to_one(&text, &grams);
}

#[test]
fn a_packed_model_says_nearly_the_same() {
    let text = habits(600);
    let grams = Grams::new(counted(&text, &options(60))).unwrap();
    let model = NgramModel::load(&grams.pack("a test")).unwrap();
    assert_eq!(model.about(), "a test");
    assert_eq!(model.vocabulary_size(), grams.vocabulary_size());
    assert_eq!(model.ngram_counts(), grams.ngram_counts());
    let ids = all_ids(&text, &grams);
    let (mut off, mut far, mut compared) = (0.0, 0, 0);
    for &u in &ids {
        for &v in ids.iter().filter(|&&v| v != WordId::END) {
            for &w in ids.iter().filter(|&&w| w != WordId::START) {
                let error = f64::from(model.log_prob(u, v, w)) - grams.prob(u, v, w).ln();
                far += u32::from(error.abs() > 0.5);
                off += error.abs();
                compared += 1;
            }
        }
    }
    assert!(off / f64::from(compared) < 0.05, "{}", off / f64::from(compared));
    // Look-alikes in the tables, and values far from all others.
    assert!(far < compared / 1_000, "{far} of {compared}");
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let text = habits(300);
    let options = Options { bytes: Some(9_000), ..options(60) };
    let once = train(|feed| text.lines().for_each(feed), &options).unwrap();
    let again = train(|feed| feed(&text), &options).unwrap();
    assert_eq!(once, again);
    assert!(once.len() <= 9_000 + options.about.len());
}

fn small() -> NgramModel {
    let text = "The mayor of Tarn met the council. The mayor met the press in Tarn.\n\
                The council of Tarn met on Monday, and the mayor said so. It rained in 1999.\n";
    NgramModel::load(&train(|feed| feed(text), &options(100)).unwrap()).unwrap()
}

#[test]
fn words_are_found_in_any_spelling_of_case_and_digits() {
    let model = small();
    assert_eq!(model.letters(model.word("MAYOR")), "mayor");
    assert_eq!(model.letters(model.word("2,024")), "#");
    assert_eq!(model.letters(model.word(",")), ",");
    assert_eq!(model.word("astatine"), WordId::UNKNOWN);
    assert_eq!(model.word("the mayor"), WordId::UNKNOWN);
    assert_eq!(model.word(""), WordId::UNKNOWN);
    assert!(model.capitalized_share(model.word("tarn")).unwrap() > 0.99);
    assert!(model.capitalized_share(model.word("mayor")).unwrap() < 0.01);
    assert_eq!(model.capitalized_share(model.word("it")), None);
}

#[test]
fn going_on_is_the_same_as_asking_anew() {
    let model = small();
    let text = "The mayor of Monday met rain, and the council said so in Tarn.";
    let (mut u, mut v, mut context) = (WordId::START, WordId::START, model.start());
    let words: Vec<WordId> = model.tokens(text).map(|(word, _)| word).collect();
    let mut one_by_one = Vec::new();
    for &w in &words {
        let (log_prob, next) = model.advance(&context, w);
        assert_eq!(log_prob, model.log_prob(u, v, w));
        one_by_one.push(log_prob);
        (u, v, context) = (v, w, next);
    }
    let mut together = Vec::new();
    model.log_probs(&words, |log_prob| together.push(log_prob));
    assert_eq!(one_by_one, together);
}

#[test]
fn a_slot_scores_the_trigrams_that_hold_it() {
    let model = small();
    let [the, mayor, met, council] = ["the", "mayor", "met", "council"].map(|w| model.word(w));
    let slot = model.slot([WordId::START, the], (met, Some(the)));
    for word in [mayor, council, WordId::UNKNOWN] {
        let wanted = model.log_prob(WordId::START, the, word)
            + model.log_prob(the, word, met)
            + model.log_prob(word, met, the);
        assert!((slot.score(&slot.tried(word)) - wanted).abs() < 1e-5);
    }
    assert!(slot.score(&slot.tried(mayor)) > slot.score(&slot.tried(WordId::UNKNOWN)));
    let last = model.slot([met, the], (WordId::END, None));
    let wanted = model.log_prob(met, the, council) + model.log_prob(the, council, WordId::END);
    assert!((last.score(&last.tried(council)) - wanted).abs() < 1e-5);
}

#[test]
fn damaged_words_are_not_counted() {
    let sound = train(|feed| feed("the council met\n"), &options(9)).unwrap();
    let model = NgramModel::load(&sound).unwrap();
    let damaged = "the council met\ncoun\u{fffd} council\u{fffd}\n";
    let with = NgramModel::load(&train(|feed| feed(damaged), &options(9)).unwrap()).unwrap();
    assert_eq!(model.ngram_counts(), with.ngram_counts());
    assert_eq!(model.vocabulary_size(), with.vocabulary_size());
}

#[test]
fn nothing_to_train_on_is_an_error() {
    let message = train(|feed| feed(" ... \n"), &options(9)).unwrap_err().to_string();
    assert_eq!(message, "could not use the language model: there is no text to train on");
}

#[test]
fn damaged_files_are_refused() {
    let bytes = train(|feed| feed("the council met\n"), &options(9)).unwrap();
    for at in [0, 10, 30, bytes.len() / 2, bytes.len() - 1] {
        let mut other = bytes.clone();
        other[at] ^= 1;
        assert!(NgramModel::load(&other).is_err(), "byte {at}");
        assert!(NgramModel::load(&bytes[..at]).is_err(), "cut at {at}");
    }
}

proptest! {
    #[test]
    fn tokens_lie_in_order_inside_any_text(text in "\\PC{0,80}|[a-zA-Z0-9'’.,\\-–— \u{fffd}é]{0,80}") {
        let mut end = 0;
        let mut is_open = false;
        for token in tokens(&text) {
            let range = token.span.range();
            prop_assert!(range.start >= end);
            end = range.end;
            prop_assert!(text.get(range.clone()).is_some());
            let form = form(&text, &token);
            prop_assert_eq!(word_hash(&form), token.hash);
            prop_assert_eq!(token.is_first(), !is_open && !token.is_sentence_end());
            prop_assert_eq!(range.is_empty(), token.is_sentence_end() && range.is_empty());
            is_open = !token.is_sentence_end();
        }
        prop_assert!(!is_open, "the last sentence is closed");
    }

    #[test]
    fn any_text_can_be_trained_on_and_asked(text in "[a-e .,\n]{0,200}") {
        if let Ok(bytes) = train(|feed| feed(&text), &options(5)) {
            let model = NgramModel::load(&bytes).unwrap();
            let mut context = model.start();
            for (word, _) in model.tokens(&text) {
                let (log_prob, next) = model.advance(&context, word);
                prop_assert!(log_prob.is_finite() && log_prob <= 0.0);
                context = next;
            }
        }
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(NgramModel::load(&bytes).is_err());
    }
}

#[test]
fn long_texts_without_spaces_are_read_in_one_pass() {
    for unit in ["a", "'", "1,", "a.", "’", "-", "é", "\u{300}", "a'", "."] {
        assert!(tokens(&unit.repeat(400_000)).count() <= 400_001);
    }
}
