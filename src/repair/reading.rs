//! A text as the decoder reads it: the language model's tokens, and how well each sits.
//!
//! In goes the text; out comes a [`Reading`]. Deliberately absent: what might have stood there.

use crate::lexicon::English;
use crate::lexicon::ngram::{self, Context, WordId};
use crate::lexicon::substitutions::{Word, words};
use crate::lexicon::synonyms::Info;
use crate::text::Span;

/// Associations are cut off here, as everywhere: beyond, only the model's thin data speaks.
const LOWEST: f32 = -6.0;
const HIGHEST: f32 = 8.0;
/// Tokens that are looked up together: what they need fits the first cache.
const CHUNK: usize = 64;

/// A token of the text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its hash.
    pub hash: u64,
    /// Its number in the language model.
    pub id: WordId,
    /// Its number in the synonyms.
    pub entry: Option<u32>,
    /// ln p(word | two before) - ln p(word).
    pub fit: f32,
    /// Whether a sentence ends here.
    pub is_end: bool,
    /// Whether it may be changed: a word, in small letters or at the start of a sentence, that is no
    /// part of an address.
    pub is_open: bool,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether only a hyphen stands before it.
    pub is_joined: bool,
}

impl Token {
    /// What is known of the word.
    pub fn info<'e>(&self, english: &'e English) -> Option<&'e Info> {
        self.entry.map(|entry| english.synonyms.info(entry))
    }
}

/// The tokens of a text, each sentence closed by an end.
#[derive(Debug)]
pub struct Reading {
    /// In order.
    pub tokens: Vec<Token>,
    /// Number of words.
    pub words: usize,
}

impl Reading {
    /// Reads a text.
    pub fn of(text: &str, english: &English) -> Self {
        let model = &english.model;
        let glued: Vec<Word> = words(text).into_iter().filter(Word::is_glued).collect();
        let mut glued = glued.iter().peekable();
        let mut tokens = Vec::with_capacity(text.len() / 5 + 4);
        let mut count = 0;
        for token in ngram::tokens(text) {
            let is_end = token.is_sentence_end();
            while glued.next_if(|word| word.end <= token.span.start).is_some() {}
            let is_glued = glued.peek().is_some_and(|word| word.start < token.span.end);
            let letters = &text[token.span.range()];
            let is_word = !is_end && letters.starts_with(char::is_alphabetic);
            count += usize::from(is_word);
            let is_small = !token.is_capitalized() || token.is_first() && !token.is_all_capitals();
            tokens.push(Token {
                span: token.span,
                hash: token.hash,
                id: WordId::UNKNOWN,
                entry: is_word.then_some(0),
                fit: 0.0,
                is_end,
                is_open: is_word && !is_glued && is_small,
                is_capital: token.is_capitalized(),
                is_joined: token.is_joined(),
            });
        }
        let mut context = model.start();
        for tokens in tokens.chunks_mut(CHUNK) {
            context = look_up(tokens, context, english);
        }
        Self { tokens, words: count }
    }

    /// How well the token after this one sits; 0 at the end.
    pub fn next_fit(&self, at: usize) -> f32 {
        self.tokens.get(at + 1).map_or(0.0, |token| token.fit)
    }
}

/// Looks up tokens that follow `context` and gives the context after them; those that have an entry are words.
fn look_up(tokens: &mut [Token], mut context: Context, english: &English) -> Context {
    let model = &english.model;
    // Memory is waited for once for all, not for each.
    let hashes = || tokens.iter().map(|token| token.hash);
    model.fetch_words(hashes());
    english.synonyms.fetch_words(hashes());
    let mut ids = [WordId::UNKNOWN; CHUNK];
    for (token, id) in tokens.iter_mut().zip(&mut ids) {
        token.id = model.find(token.hash);
        *id = token.id;
    }
    model.fetch_run(&ids[..tokens.len()]);
    for token in tokens {
        let (log_prob, next) = model.advance(&context, token.id);
        token.fit = (log_prob - model.unigram(token.id)).clamp(LOWEST, HIGHEST);
        token.entry = token.entry.and_then(|_| english.synonyms.find(token.hash));
        context = if token.is_end { model.start() } else { next };
    }
    context
}
