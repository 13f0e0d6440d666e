//! An article read with the language model: its tokens, and how well each sits where it stands.
//!
//! In goes the text; out comes a [`Reading`]. Deliberately absent: what might have stood there.

use crate::lexicon::English;
use crate::lexicon::ngram::{self, Context, NgramModel, WordId};
use crate::lexicon::synonyms::Info;
use crate::text::Span;

/// Associations are cut off here: beyond, only the model's own thin data speaks.
const LOWEST: f32 = -6.0;
const HIGHEST: f32 = 8.0;
/// Tokens that are looked up together: what they need fits the first cache.
const CHUNK: usize = 64;

/// A token of the text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its number in the language model.
    pub id: WordId,
    /// Its number in the synonyms, or [`Token::NO_ENTRY`].
    pub entry: u32,
    /// How the word before it speaks for it: ln p(word | two before) - ln p(word).
    pub fit: f32,
    /// The same of the word right before alone.
    pub near_fit: f32,
    flags: u8,
}

const CAPITAL: u8 = 1;
const FIRST: u8 = 2;
const END: u8 = 4;
const JOINED: u8 = 8;
const DIGIT: u8 = 16;
const WORD: u8 = 32;
const UPPER: u8 = 64;

impl Token {
    /// No word of the synonyms.
    pub const NO_ENTRY: u32 = u32::MAX;

    /// Whether a sentence ends here.
    #[inline]
    pub fn is_end(&self) -> bool {
        self.flags & END != 0
    }

    /// Whether it begins with a capital.
    #[inline]
    pub fn is_capital(&self) -> bool {
        self.flags & CAPITAL != 0
    }

    /// Whether all its letters are capitals, two at least.
    #[inline]
    pub fn is_upper(&self) -> bool {
        self.flags & UPPER != 0
    }

    /// Whether it is the first of its sentence.
    #[inline]
    pub fn is_first(&self) -> bool {
        self.flags & FIRST != 0
    }

    /// Whether a hyphen joins it to the token before.
    #[inline]
    pub fn is_joined(&self) -> bool {
        self.flags & JOINED != 0
    }

    /// Whether it begins with a digit.
    #[inline]
    pub fn is_number(&self) -> bool {
        self.flags & DIGIT != 0
    }

    /// Whether it is made of letters.
    #[inline]
    pub fn is_word(&self) -> bool {
        self.flags & WORD != 0
    }

    /// Whether it is a word in small letters.
    #[inline]
    pub fn is_lower(&self) -> bool {
        self.flags & (WORD | CAPITAL) == WORD
    }

    /// Its number in the synonyms.
    pub fn known(&self) -> Option<u32> {
        (self.entry != Self::NO_ENTRY).then_some(self.entry)
    }

    /// Scores it after `context`; gives the context after it.
    #[inline]
    fn score(&mut self, context: &Context, model: &NgramModel) -> Context {
        let (log_prob, near, next) = model.advance_both(context, self.id);
        let own = model.unigram(self.id);
        let near = if self.id == WordId::UNKNOWN { log_prob } else { near };
        self.fit = (log_prob - own).clamp(LOWEST, HIGHEST);
        self.near_fit = (near - own).clamp(LOWEST, HIGHEST);
        if self.is_end() { model.start() } else { next }
    }

    /// What is known of the word.
    #[inline]
    pub fn info<'e>(&self, english: &'e English) -> Option<&'e Info> {
        self.known().map(|entry| english.synonyms.info(entry))
    }
}

/// The tokens of a text.
#[derive(Debug)]
pub struct Reading {
    /// In order; each sentence is closed by an end.
    pub tokens: Vec<Token>,
    /// Number of words, numbers counted and signs not.
    pub words: usize,
}

impl Reading {
    /// Reads a text.
    pub fn of(text: &str, english: &English) -> Self {
        let (mut reading, hashes) = Self::cut(text);
        let mut context = english.model.start();
        for (tokens, hashes) in reading.tokens.chunks_mut(CHUNK).zip(hashes.chunks(CHUNK)) {
            context = look_up(tokens, hashes, context, english);
        }
        reading
    }

    /// Reads of a text only what [`super::margin`] asks of the tokens that begin at `starts`, in order:
    /// the numbers of all tokens, and the fit of these and of the next ones. Gives the places among the
    /// tokens of those that are there.
    pub fn around(text: &str, starts: &[u32], english: &English) -> (Self, Vec<Option<usize>>) {
        let (mut reading, hashes) = Self::cut(text);
        let tokens = &mut reading.tokens;
        english.model.fetch_words(hashes.iter().copied());
        let ids: Vec<WordId> = hashes.iter().map(|&hash| english.model.find(hash)).collect();
        tokens.iter_mut().zip(&ids).for_each(|(token, &id)| token.id = id);
        let mut at = 0;
        let mut place = |start: u32| {
            at += tokens[at..].iter().take_while(|token| token.span.start < start).count();
            tokens.get(at).filter(|token| token.span.start == start).map(|_| at)
        };
        let places: Vec<Option<usize>> = starts.iter().map(|&start| place(start)).collect();
        for at in places.iter().flatten() {
            english.model.fetch_run(&ids[at.saturating_sub(2)..ids.len().min(at + 2)]);
            english.synonyms.fetch_words([hashes[*at]].into_iter());
        }
        for &at in places.iter().flatten() {
            let mut context = match reading.before(at) {
                [WordId::START, WordId::START] => english.model.start(),
                [before, last] => english.model.context(before, last),
            };
            let token = &mut reading.tokens[at];
            if token.is_word() {
                token.entry = english.synonyms.find(hashes[at]).unwrap_or(Token::NO_ENTRY);
            }
            context = token.score(&context, &english.model);
            if let Some(next) = reading.tokens.get_mut(at + 1) {
                next.score(&context, &english.model);
            }
        }
        (reading, places)
    }

    /// The tokens of a text, not looked up, and their hashes.
    fn cut(text: &str) -> (Self, Vec<u64>) {
        let bytes = text.as_bytes();
        let mut tokens = Vec::with_capacity(text.len() / 5 + 4);
        let mut hashes = Vec::with_capacity(text.len() / 5 + 4);
        let mut words = 0;
        for token in ngram::tokens(text) {
            let flags = flags(&token, bytes);
            words += usize::from(flags & (WORD | DIGIT) != 0);
            hashes.push(token.hash);
            tokens.push(Token {
                span: token.span,
                id: WordId::UNKNOWN,
                entry: Token::NO_ENTRY,
                fit: 0.0,
                near_fit: 0.0,
                flags,
            });
        }
        (Self { tokens, words }, hashes)
    }

    /// The numbers of the two words before a token in its sentence.
    pub fn before(&self, at: usize) -> [WordId; 2] {
        let get = |back: usize| {
            let at = at.checked_sub(back)?;
            let token = &self.tokens[at];
            (!token.is_end()).then_some(token.id)
        };
        match (get(1), get(2)) {
            (None, _) => [WordId::START, WordId::START],
            (Some(last), None) => [WordId::START, last],
            (Some(last), Some(before)) => [before, last],
        }
    }

    /// The numbers of the two tokens after one.
    pub fn after(&self, at: usize) -> (WordId, Option<WordId>) {
        let next = self.tokens.get(at + 1);
        match next {
            None => (WordId::END, None),
            Some(next) if next.is_end() => (WordId::END, None),
            Some(next) => (next.id, Some(self.tokens.get(at + 2).map_or(WordId::END, |t| t.id))),
        }
    }

    /// How well the token after this one fits; 0 at the end.
    #[inline]
    pub fn next_fit(&self, at: usize) -> f32 {
        self.tokens.get(at + 1).map_or(0.0, |token| token.fit)
    }
}

/// What is seen of a token without any table.
fn flags(token: &ngram::Token, bytes: &[u8]) -> u8 {
    if token.is_sentence_end() {
        return END;
    }
    let first = bytes[token.span.start as usize];
    let mut flags = 0;
    flags |= if token.is_capitalized() { CAPITAL } else { 0 };
    flags |= if token.is_all_capitals() { UPPER } else { 0 };
    flags |= if token.is_first() { FIRST } else { 0 };
    flags |= if token.is_joined() { JOINED } else { 0 };
    if first.is_ascii_digit() {
        flags | DIGIT
    } else if first.is_ascii_alphabetic() || first >= 0xC3 && first != 0xE2 {
        flags | WORD
    } else {
        flags
    }
}

/// Finds tokens in the tables and scores them after `context`; gives the context after them. Each
/// table is fetched for all of them before it is asked.
fn look_up(
    tokens: &mut [Token],
    hashes: &[u64],
    mut context: Context,
    english: &English,
) -> Context {
    let English { model, synonyms, .. } = english;
    model.fetch_words(hashes.iter().copied());
    synonyms.fetch_words(hashes.iter().copied());
    let mut ids = [WordId::UNKNOWN; CHUNK];
    for ((token, id), &hash) in tokens.iter_mut().zip(&mut ids).zip(hashes) {
        *id = model.find(hash);
        token.id = *id;
        if token.is_word() {
            token.entry = synonyms.find(hash).unwrap_or(Token::NO_ENTRY);
        }
    }
    model.fetch_run(&ids[..tokens.len()]);
    for token in tokens {
        context = token.score(&context, model);
    }
    context
}
