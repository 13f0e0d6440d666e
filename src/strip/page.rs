//! The page as rules see it: its lines with what can be told of each at a glance.
//!
//! Everything here is computed once a line and costs nothing on long paragraphs: only short lines
//! are cut into words as a whole.

use std::cell::Cell;

use super::naming::Names;
use super::repeat::Counted;
use super::share_run::names_facebook;
use super::signs::Signs;
use super::topic::Topic;
use crate::config;
use crate::document::{Block, Metadata, Ruling, Tag};
use crate::lexicon::Lexicon;
use crate::lexicon::furniture::MAX_WORDS;
use crate::lexicon::words::{Word, cut_words};
use crate::text::{Edit, Reason, Text, Why};

/// Lines up to this many bytes are looked at as a whole: headlines, captions and pitches are
/// shorter, paragraphs mostly longer.
const SHORT_BYTES: usize = 420;

/// The same for lines that end as a sentence does: a phrase with a full stop is shorter than this.
const SENTENCE_BYTES: usize = 100;

/// Fewest bytes of a line that is taken for running text when it ends like a sentence.
const PROSE_BYTES: usize = 80;

/// Bytes of a text for each of its words, a little less than in most.
pub const BYTES_PER_WORD: usize = 6;

/// Removed lines looked past for a neighbor: no gallery or menu amid an article is longer, and the
/// bound keeps the time linear.
const NEAR: usize = 256;

/// One block on its way through the rules.
pub struct Line<'t> {
    /// Its place among the blocks.
    pub index: usize,
    base: &'t str,
    /// Its text with the removals inside it.
    pub edited: Option<Text>,
    /// Its words in [`Page::words`].
    words: (u32, u32),
    /// Whether an empty line stands before it, removed lines apart.
    pub after_blank: bool,
    /// Whether it was recognized as the title of an article.
    pub is_title: bool,
    /// Whether it ends as a sentence does.
    pub is_sentence: bool,
    /// Whether it is a piece of a longer line, one that runs on.
    pub is_piece: bool,
    /// Signs that stand in it.
    pub signs: Signs,
    /// Why it is removed.
    pub gone: Option<Why>,
    /// Looks that found nothing in its text as it is.
    vain: Cell<u8>,
}

/// What a rule looks for in the text of a line alone: where it found nothing, it will find nothing until
/// the text changes.
#[derive(Clone, Copy)]
pub enum Look {
    /// Furniture inside the line.
    Rest = 1,
    /// A caption or a credit.
    Caption = 2,
    /// A date and nothing else.
    Date = 4,
    /// A phrase of the dictionaries.
    Phrase = 8,
    /// A phrase that the line is as a whole or starts with.
    Entry = 16,
    /// A link to another story.
    Link = 32,
    /// A share bar in its midst.
    Share = 64,
    /// A credit in its midst.
    Credit = 128,
}

impl Line<'_> {
    /// Whether a look at its text as it is was in vain.
    pub fn was_vain(&self, look: Look) -> bool {
        self.vain.get() & look as u8 != 0
    }

    /// Notes that a look at its text was in vain.
    pub fn set_vain(&self, look: Look) {
        self.vain.set(self.vain.get() | look as u8);
    }

    /// Its text as it is.
    pub fn text(&self) -> &str {
        self.edited.as_ref().map_or(self.base, Text::as_str)
    }

    /// Whether the line is short enough for all its words to be known.
    pub fn is_short(&self) -> bool {
        self.text().len() <= SHORT_BYTES
    }

    /// Whether it is running text: a paragraph of the article, as far as form tells.
    pub fn is_prose(&self) -> bool {
        let bytes = self.text().len();
        bytes >= PROSE_BYTES && self.is_sentence || bytes >= 3 * PROSE_BYTES
    }
}

/// A page, or one article of it.
pub struct Page<'t> {
    /// Lines still there, in order; rules mark what goes.
    pub lines: Vec<Line<'t>>,
    words: Vec<Word>,
    /// The blocks the lines came from.
    pub blocks: &'t [Block],
    /// What is known besides.
    pub metadata: &'t Metadata,
    /// Phrases.
    pub lexicon: &'t Lexicon,
    /// The room's configuration.
    pub config: &'t config::Strip,
    /// Whether the blocks came from markup.
    pub is_html: bool,
    /// The block model's log-odds of each block; empty for plain text.
    pub scores: Vec<f32>,
    /// The blocks' numbers of words; empty for plain text.
    pub lengths: Vec<f32>,
    /// What the rule for repeated text counted.
    pub counted: Option<Counted>,
    /// The topic that was last asked for, while no text has changed.
    pub topic: Option<Topic>,
    /// What rules for markup called lines so far.
    pub names: Names,
    /// Whether furniture that the dictionaries know inside of lines stands in its text.
    pub has_inside: bool,
    /// Whether its text names Facebook.
    pub names_facebook: bool,
    /// The rule that runs.
    pub rule: &'static str,
    /// Whether any rule took something this round.
    pub has_changed: bool,
    /// Whether any rule took something in any round.
    pub has_lost: bool,
}

impl<'t> Page<'t> {
    /// The page with nothing decided.
    pub fn new(
        text: &'t str,
        blocks: &'t [Block],
        metadata: &'t Metadata,
        lexicon: &'t Lexicon,
        config: &'t config::Strip,
    ) -> Self {
        let mut page = Self {
            lines: Vec::with_capacity(blocks.len()),
            words: Vec::with_capacity(text.len() / BYTES_PER_WORD),
            blocks,
            metadata,
            lexicon,
            config,
            is_html: blocks.iter().any(|block| block.tag != Tag::Line || block.path != 0),
            scores: Vec::new(),
            lengths: Vec::new(),
            counted: None,
            topic: None,
            names: Names::default(),
            has_inside: lexicon.furniture.inside(text).next().is_some(),
            names_facebook: names_facebook(text),
            rule: "",
            has_changed: false,
            has_lost: false,
        };
        for (index, block) in blocks.iter().enumerate() {
            let base = &text[block.span.range()];
            let is_sentence = ends_sentence(base);
            let words = page.cut(base, is_sentence);
            page.lines.push(Line {
                index,
                base,
                edited: None,
                words,
                after_blank: block.after_blank,
                is_title: false,
                is_sentence,
                is_piece: block.tag == Tag::Line
                    && (text[..block.span.start as usize].ends_with(' ')
                        || text[block.span.end as usize..].starts_with(' ')),
                signs: Signs::of(base),
                gone: None,
                vain: Cell::new(0),
            });
        }
        page
    }

    fn cut(&mut self, text: &str, is_sentence: bool) -> (u32, u32) {
        let start = self.words.len() as u32;
        let whole = cut_whole(is_sentence);
        if text.len() <= whole {
            cut_words(text, whole, &mut self.words);
        } else {
            // Most paragraphs are done with after one look at their first word; a name has two.
            cut_words(text, 1, &mut self.words);
            let may_start = |word: &Word| {
                let rest = text[word.end as usize..].strip_prefix(' ');
                let is_named =
                    word.is_upper && rest.is_some_and(|r| r.starts_with(char::is_uppercase));
                is_named || self.lexicon.furniture.may_start(word.hash)
            };
            if self.words.get(start as usize).is_some_and(may_start) {
                self.words.truncate(start as usize);
                cut_words(text, MAX_WORDS, &mut self.words);
            }
        }
        (start, self.words.len() as u32)
    }

    /// The words of line `i`; of a paragraph only the first, one or more.
    pub fn words(&self, i: usize) -> &[Word] {
        self.words_of(&self.lines[i])
    }

    /// The words of line `i` where all of them are known.
    pub fn all_words(&self, i: usize) -> Option<&[Word]> {
        let line = &self.lines[i];
        (line.text().len() <= cut_whole(line.is_sentence)).then(|| self.words_of(line))
    }

    /// Whether line `i` has `least` words or more.
    pub fn has_words(&self, i: usize, least: usize) -> bool {
        self.all_words(i).is_none_or(|words| words.len() >= least)
    }

    /// The words of a line.
    pub fn words_of(&self, line: &Line<'_>) -> &[Word] {
        &self.words[line.words.0 as usize..line.words.1 as usize]
    }

    /// The block of line `i`.
    pub fn block(&self, i: usize) -> &'t Block {
        &self.blocks[self.lines[i].index]
    }

    /// Whether line `i` is still there.
    pub fn is_live(&self, i: usize) -> bool {
        self.lines.get(i).is_some_and(|line| line.gone.is_none())
    }

    /// The lines still there.
    pub fn live(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.lines.len()).filter(|&i| self.lines[i].gone.is_none())
    }

    /// The line still there before line `i`, not far away.
    pub fn before(&self, i: usize) -> Option<usize> {
        (i.saturating_sub(NEAR)..i).rev().find(|&j| self.is_live(j))
    }

    /// The line still there after line `i`, not far away.
    pub fn after(&self, i: usize) -> Option<usize> {
        (i + 1..self.lines.len().min(i + NEAR)).find(|&j| self.is_live(j))
    }

    /// First and last line of running text.
    pub fn prose(&self) -> Option<(usize, usize)> {
        let is_prose = |i: &usize| self.lines[*i].is_prose();
        Some((self.live().find(is_prose)?, self.live().rfind(is_prose)?))
    }

    /// Whether the text is likely to hold furniture amid its sentences: some was found, or it names Facebook.
    pub fn has_company(&self) -> bool {
        self.has_lost || self.names_facebook
    }

    /// Marks line `i` as removed by the running rule, if it is sure enough.
    pub fn remove(&mut self, i: usize, reason: Reason, confidence: f32) {
        if self.block(i).ruling == Some(Ruling::Keep) {
            return;
        }
        let line = &mut self.lines[i];
        if line.gone.is_none() && confidence >= self.config.min_confidence {
            line.gone = Some(Why { rule: self.rule, reason, confidence });
            (self.has_changed, self.has_lost) = (true, true);
        }
    }

    /// Removes a range of line `i`'s text, and the white space that would be left at its ends or
    /// doubled; a line of which nothing would be left is removed as a whole.
    pub fn cut_out(
        &mut self,
        i: usize,
        range: std::ops::Range<usize>,
        reason: Reason,
        confidence: f32,
    ) {
        if confidence < self.config.min_confidence || self.block(i).ruling == Some(Ruling::Keep) {
            return;
        }
        let text = self.lines[i].text();
        let (before, after) = (&text[..range.start], &text[range.end..]);
        let start = before.trim_end().len();
        let end = text.len() - after.trim_start().len();
        let range = match (start == 0, end == text.len()) {
            (true, true) => return self.remove(i, reason, confidence),
            (true, false) => 0..end,
            (false, true) => start..text.len(),
            // Between two words one space stays.
            (false, false) if after.len() < text.len() - range.end => start..range.end,
            (false, false) if before.ends_with(char::is_whitespace) => range.start..end,
            (false, false) => range,
        };
        let why = Why { rule: self.rule, reason, confidence };
        let line = &mut self.lines[i];
        let edited = line.edited.get_or_insert_with(|| Text::new(line.base.to_owned()));
        edited.apply(vec![Edit::remove(crate::text::Span::new(range.start, range.end), why)]);
        let now = edited.as_str().to_owned();
        let is_sentence = ends_sentence(&now);
        let words = self.cut(&now, is_sentence);
        let line = &mut self.lines[i];
        line.words = words;
        line.is_sentence = is_sentence;
        line.signs = Signs::of(&now);
        line.vain.set(0);
        self.topic = None;
        (self.has_changed, self.has_lost) = (true, true);
    }
}

/// Most bytes of a line that is cut into words as a whole.
fn cut_whole(is_sentence: bool) -> usize {
    if is_sentence { SENTENCE_BYTES } else { SHORT_BYTES }
}

/// Whether a text ends as a sentence does, closing quotes, brackets and references apart.
pub fn ends_sentence(text: &str) -> bool {
    let bare = without_references(text).trim_end_matches(|c| is_closing(c) || c == ' ');
    bare.ends_with([
        '.', '!', '?', '\u{2026}', '\u{3002}', '\u{ff01}', '\u{ff1f}', '\u{ff61}', '\u{964}',
        '\u{61f}', '\u{6d4}',
    ])
}

/// Most bytes of a reference.
const MAX_REFERENCE: usize = 12;

/// A text without the references to its sources at its end: "[3]", "[12][14, p. 5]".
fn without_references(text: &str) -> &str {
    let mut text = text;
    while let Some((before, mark)) = text.strip_suffix(']').and_then(|rest| rest.rsplit_once('['))
        && mark.len() <= MAX_REFERENCE
        && mark.contains(|c: char| c.is_ascii_digit())
    {
        text = before.trim_end();
    }
    text
}

/// Closing quotes and brackets; in French a space stands before them.
pub fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{201d}' | '\u{2019}' | '\u{bb}' | '\u{ab}' | '\u{201c}' | ')' | ']')
        || matches!(c, '\u{203a}' | '\u{300b}' | '\u{300d}' | '\u{300f}' | '\u{3011}' | '\u{ff09}')
}

/// Whether a text starts with a quotation mark.
pub fn starts_quoted(text: &str) -> bool {
    text.starts_with([
        '"', '\'', '\u{201c}', '\u{2018}', '\u{ab}', '\u{201e}', '\u{bb}', '\u{201d}', '\u{300c}',
        '\u{300e}',
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_behind_the_end_of_a_sentence() {
        for text in
            ["It fell.", "It fell.[3]", "It fell. [12][14, p. 5]", "\u{201c}It fell.\u{201d}[2]"]
        {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["It fell", "It fell [3]", "It fell. [Reuters]", "[3]", "]"] {
            assert!(!ends_sentence(text), "{text}");
        }
    }

    #[test]
    fn quotations_end_behind_a_space_in_french() {
        assert!(ends_sentence("« Il est tombé. »") && !ends_sentence("« Il est tombé »"));
    }
}
