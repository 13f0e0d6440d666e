//! Phrases of page furniture: "Share this article", "ADVERTISEMENT", "Read # remaining paragraphs".
//!
//! `dictionaries/<language>/furniture.tsv` holds one entry a line: phrase, reason, place, between
//! tabs. Case and punctuation do not count and `#` stands for any number; a name that is written
//! with a capital inside (WhatsApp) is known without it too. Choices and blanks are told in
//! [`super::patterns`]. The phrases of all languages are always in force: they are looked up by the
//! hash of their words, so their number costs nothing.
//!
//! To cut and hash all of them at every start would take longer than all else there. So a compiled
//! file has the tables that come of the built-in texts. It counts only where exactly these are in
//! force; otherwise all are read as text.
//! Deliberately absent: any decision; the room `strip` decides.

mod built_in;
mod plain;

use std::borrow::Cow;
use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use serde::de::value::StrDeserializer;

use self::built_in::{Source, built_in};
use self::plain::{DIGEST, Plain};
use super::filter::Filter;
use super::own::OwnTable;
use super::patterns::Patterns;
use super::words::{Word, chain, cut_words, phrase_hash};
use crate::error::{Error, Result};
use crate::text::Reason;

/// What [`Furniture::compile`] makes of the built-in texts, and its name.
const COMPILED: (&str, &[u8]) =
    ("models/furniture.phrases", include_bytes!("../../../dictionaries/models/furniture.phrases"));

/// Longest phrase in words; longer lookups are not tried. Chinese and Japanese need this many: there
/// each character is a word.
pub const MAX_WORDS: usize = 24;

/// Groups of the filter. With the built-in phrases six share a group, which lets one beginning of a line in 30
/// through by chance.
const FILTER_GROUPS: usize = 1 << 13;

/// Where a phrase speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The whole line is the phrase.
    Line,
    /// As `Line`, but an ordinary word too: it speaks only beside other furniture.
    Company,
    /// The line starts with it.
    Start,
    /// The line ends with it.
    End,
    /// It stands anywhere in a line, written exactly so.
    Inside,
}

/// What is known of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What kind of furniture it is.
    pub reason: Reason,
    /// Whether only the whole line in company counts.
    pub needs_company: bool,
    /// Whether a colon must follow.
    pub needs_colon: bool,
    /// Whether it is a pattern: what follows its first words was compared already.
    pub is_pattern: bool,
    /// Its length in words.
    pub words: u8,
}

/// Phrases of page furniture.
#[derive(Debug, Default)]
pub struct Furniture {
    plain: Plain,
    /// Phrases with choices and blanks, which a line starts with or is.
    patterns: Patterns,
    /// All hashes by which the words at the beginning of a line are looked up: most lines are turned away here.
    beginnings: Filter<FILTER_GROUPS>,
    inside: Option<AhoCorasick>,
    inside_reasons: Vec<Reason>,
}

impl Furniture {
    /// Reads the built-in entries, and the user's own over them: a table called `furniture.tsv`
    /// takes the place of the language's built-in one, and may be of a new language.
    ///
    /// # Errors
    /// [`crate::error::Error::Dictionary`] with file and line.
    pub fn load(own: &[OwnTable], note: super::Note) -> Result<Self> {
        let mut texts = built_in();
        for table in own.iter().filter(|table| is_furniture(&table.path)) {
            let (name, text) = (table.name(), Cow::from(table.text.clone()));
            let path = table.path.clone();
            match texts.iter_mut().find(|source| source.name == name) {
                Some(source) => (source.path, source.text) = (path, text),
                None => texts.push(Source { name, path, text }),
            }
        }
        let digests = texts.iter().map(|source| note(source.name.clone(), &source.text));
        match Plain::read(COMPILED.1, &digest_of_all(digests)) {
            Some((plain, others)) => {
                Self::parse(plain, &[Source::built_in(COMPILED.0, others.into())])
            }
            None => Self::parse(Plain::default(), &texts),
        }
    }

    /// What [`Self::load`] reads faster than the built-in texts: the tables of the plain phrases, and the
    /// lines of all others.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn compile() -> Result<Vec<u8>> {
        let texts = built_in();
        let digests = texts.iter().map(|source| super::digest(source.text.as_bytes()));
        let is_other = |line: &&str| {
            columns(line)
                .is_ok_and(|[phrase, _, place]| place == "inside" || Patterns::is_pattern(phrase))
        };
        let lines = texts.iter().flat_map(|source| source.text.lines());
        let others: String = lines.filter(is_other).flat_map(|line| [line, "\n"]).collect();
        let furniture = Self::parse(Plain::default(), &texts)?;
        Ok(furniture.plain.write(&digest_of_all(digests), &others))
    }

    /// Adds named dictionary texts to tables.
    fn parse(plain: Plain, texts: &[Source]) -> Result<Self> {
        let mut furniture = Self { plain, ..Self::default() };
        let mut patterns = Vec::new();
        for Source { path, text, .. } in texts {
            if let Some((line, message)) = furniture.add_all(text, &mut patterns).next() {
                return Err(Error::Dictionary { path: path.clone(), line, message });
            }
        }
        let Self { plain, patterns: choices, beginnings, .. } = &mut furniture;
        let hashes = plain.lines.keys().chain(plain.starts.keys()).copied();
        hashes.chain(choices.beginnings()).for_each(|hash| beginnings.add(hash));
        if !patterns.is_empty() {
            let built = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .kind(Some(aho_corasick::AhoCorasickKind::ContiguousNFA))
                .build(&patterns)
                .map_err(|e| Error::Dictionary {
                    path: "furniture.tsv".into(),
                    line: 0,
                    message: e.to_string(),
                })?;
            furniture.inside = Some(built);
        }
        Ok(furniture)
    }

    /// Adds the lines of a text as its faults are asked for: line, from 1, and message.
    fn add_all<'a>(
        &'a mut self,
        text: &'a str,
        patterns: &'a mut Vec<String>,
    ) -> impl Iterator<Item = (usize, String)> + 'a {
        let mut words = Vec::new();
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !is_comment(line));
        lines.filter_map(move |(number, line)| {
            words.clear();
            let fault = self.add(line, &mut words, patterns).err()?;
            Some((number, fault))
        })
    }

    /// Adds a line; `words`, which is empty, gets those of its phrase.
    fn add(
        &mut self,
        line: &str,
        words: &mut Vec<Word>,
        patterns: &mut Vec<String>,
    ) -> std::result::Result<(), String> {
        let [phrase, reason, place] = columns(line)?;
        let reason = parse_reason(reason).ok_or_else(|| format!("unknown reason {reason:?}"))?;
        let place = match place {
            "line" => Place::Line,
            "company" => Place::Company,
            "start" => Place::Start,
            "end" => Place::End,
            "inside" => Place::Inside,
            _ => {
                return Err(format!(
                    "unknown place {place:?}, expected line, company, start, end or inside"
                ));
            }
        };
        if place != Place::Inside && Patterns::is_pattern(phrase) {
            return self.enter_pattern(phrase, reason, place);
        }
        cut_phrase(phrase, MAX_WORDS + 1, words);
        if words.is_empty() || words.len() > MAX_WORDS {
            return Err(format!("expected a phrase of 1 to {MAX_WORDS} words, found {phrase:?}"));
        }
        if place == Place::Inside {
            patterns.push(phrase.to_owned());
            self.inside_reasons.push(reason);
            return Ok(());
        }
        self.plain.enter(phrase, reason, place, words);
        // A capital inside a name begins a word: most pages write WhatsApp, some whatsapp.
        if words.iter().any(|word| word.is_glued && word.is_upper) {
            words.clear();
            cut_words(&phrase.to_lowercase(), MAX_WORDS + 1, words);
            self.plain.enter(phrase, reason, place, words);
        }
        Ok(())
    }

    /// Enters a phrase with choices or blanks.
    fn enter_pattern(
        &mut self,
        phrase: &str,
        reason: Reason,
        place: Place,
    ) -> std::result::Result<(), String> {
        if !matches!(place, Place::Line | Place::Company | Place::Start) {
            return Err(format!("expected another place for choices and blanks in {phrase:?}"));
        }
        let entry = Entry {
            reason,
            // A name begins sentences of all kinds: "Ann Lee is a reporter at the Post".
            needs_company: place == Place::Company || phrase.starts_with("@ "),
            needs_colon: false,
            is_pattern: true,
            words: 0,
        };
        let plain = &mut self.plain;
        self.patterns.add(phrase, place != Place::Start, entry, |word| {
            plain.first_words.insert(word, ());
        })
    }

    /// The phrase that a line is or starts with; `text` is what `words` were cut from.
    pub fn known(&self, text: &str, words: &[Word]) -> Option<Entry> {
        self.line(words).or_else(|| self.start(text, words))
    }

    /// The phrase that `words` are, as a whole.
    pub fn line(&self, words: &[Word]) -> Option<Entry> {
        if words.len() > MAX_WORDS {
            return None;
        }
        self.line_by_hash(phrase_hash(words))
    }

    /// The phrase whose words have this [`phrase_hash`].
    #[inline]
    pub fn line_by_hash(&self, hash: u64) -> Option<Entry> {
        let may_be = self.beginnings.may_have(hash);
        may_be.then(|| self.plain.lines.get(&hash).copied()).flatten()
    }

    /// Whether any phrase that a line may start with has this first word.
    pub fn may_start(&self, first_word: u64) -> bool {
        self.plain.first_words.contains_key(&first_word)
    }

    /// Whether any phrase that a line may end with has this last word.
    pub fn may_end(&self, last_word: u64) -> bool {
        self.plain.last_words.contains_key(&last_word)
    }

    /// The longest phrase that a line starts with, or what stands behind a name there; `text` is what
    /// `words` were cut from. A pattern may be the whole line.
    pub fn start(&self, text: &str, words: &[Word]) -> Option<Entry> {
        self.first(text, words).or_else(|| self.patterns.after_name(text, words))
    }

    /// As [`Self::start`], but nothing behind a name.
    pub fn first(&self, text: &str, words: &[Word]) -> Option<Entry> {
        let mut hash = 0;
        let mut found = None;
        for (index, word) in words.iter().take(MAX_WORDS).enumerate() {
            hash = chain(hash, word.hash);
            if !self.beginnings.may_have(hash) {
                continue;
            }
            if let Some(entry) = self.plain.starts.get(&hash)
                && (!entry.needs_colon || has_colon(text, word.end as usize, entry.reason))
            {
                found = Some(*entry);
            }
            found = self.patterns.after(hash, text, words, index + 1).or(found);
        }
        found
    }

    /// The longest phrase that `words` end with.
    pub fn end(&self, words: &[Word]) -> Option<Entry> {
        if !self.may_end(words.last()?.hash) {
            return None;
        }
        let from = words.len().saturating_sub(MAX_WORDS);
        let mut starts = (from..words.len()).filter(|&i| !words[i].is_inner);
        starts.find_map(|i| self.plain.ends.get(&phrase_hash(&words[i..])).copied())
    }

    /// The furniture that stands anywhere in `text`: range and reason.
    pub fn inside(&self, text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, Reason)> {
        let found = self.inside.as_ref().map(|automaton| automaton.find_iter(text));
        found
            .into_iter()
            .flatten()
            .map(|hit| (hit.range(), self.inside_reasons[hit.pattern().as_usize()]))
    }
}

/// Whether a label ends before `at`: with a colon, or with what stands for one in Chinese and
/// Japanese ("写真＝", "文/", "【関連記事】") and Korean ("사진="), before other stories also with a bar.
fn has_colon(text: &str, at: usize, reason: Reason) -> bool {
    let rest = text[at..].trim_start();
    match rest.chars().next() {
        Some(':' | '\u{ff1a}' | '\u{ff1d}' | '\u{ff0f}') => true,
        Some('|') => matches!(reason, Reason::ReadMore | Reason::Related),
        Some('/' | '=') => text[..at].ends_with(|c: char| c >= '\u{3000}'),
        // "【更新】" stands before headlines too.
        Some('\u{3011}') => {
            matches!(reason, Reason::Credit | Reason::Media | Reason::ReadMore | Reason::Related)
        }
        _ => false,
    }
}

fn digest_of_all(digests: impl Iterator<Item = String>) -> [u8; DIGEST] {
    *blake3::hash(digests.collect::<String>().as_bytes()).as_bytes()
}

/// Whether a table is of furniture: its name says so.
pub(super) fn is_furniture(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "furniture.tsv")
}

/// What is wrong with a table of furniture: line, from 1, and message.
pub(super) fn faults(text: &str) -> Vec<(usize, String)> {
    Furniture::default().add_all(text, &mut Vec::new()).collect()
}

/// Phrase, reason and place.
fn columns(line: &str) -> std::result::Result<[&str; 3], String> {
    let mut tabs = memchr::memchr_iter(b'\t', line.as_bytes());
    match (tabs.next(), tabs.next(), tabs.next()) {
        (Some(first), Some(second), None) => {
            Ok([&line[..first], &line[first + 1..second], &line[second + 1..]])
        }
        _ => Err(format!("expected three columns, found {}", line.split('\t').count())),
    }
}

/// Cuts at most `limit` words of a phrase. `#` stands for any number: any digit has a number's hash.
pub(super) fn cut_phrase(phrase: &str, limit: usize, words: &mut Vec<Word>) {
    match memchr::memchr(b'#', phrase.as_bytes()) {
        Some(_) => cut_words(&phrase.replace('#', "0"), limit, words),
        None => cut_words(phrase, limit, words),
    }
}

/// A phrase may start with `#`; only a line without tabs is a comment.
fn is_comment(line: &str) -> bool {
    line.is_empty() || line.starts_with('#') && !line.contains('\t')
}

fn parse_reason(name: &str) -> Option<Reason> {
    Reason::deserialize(StrDeserializer::<serde::de::value::Error>::new(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        cut_words(text, 99, &mut words);
        words
    }

    fn parse(text: &str) -> Result<Furniture> {
        let source = Source::built_in("xx/furniture.tsv", text.to_owned().into());
        Furniture::parse(Plain::default(), &[source])
    }

    #[test]
    fn built_in_files_load_and_find() {
        let furniture = Furniture::load(&[], &mut |_, _| String::new()).unwrap();
        let entry = furniture.line(&cut("Read 11 remaining paragraphs")).unwrap();
        assert_eq!(entry.reason, Reason::ReadMore);
        assert!(furniture.line(&cut("Rain fell on Tuesday")).is_none());
    }

    #[test]
    fn the_compiled_file_is_that_of_the_built_in_ones() {
        let compiled = Furniture::compile().unwrap();
        assert!(
            compiled == COMPILED.1,
            "the dictionaries changed: copydesk-lab furniture dictionaries/{}",
            COMPILED.0
        );
        let read = Furniture::load(&[], &mut |_, text| super::super::digest(text.as_bytes()));
        let parsed = Furniture::parse(Plain::default(), &built_in()).unwrap();
        assert!(read.unwrap().plain == parsed.plain);
    }

    #[test]
    fn a_compiled_file_of_other_texts_is_passed_by() {
        let file = Plain::default().write(&[7; DIGEST], "@ wrote this\tbyline\tline\n");
        assert!(Plain::read(&file, &[7; DIGEST]).is_some());
        assert!(Plain::read(&file, &[8; DIGEST]).is_none());
        assert!(Plain::read(&file[..40], &[7; DIGEST]).is_none());
    }

    #[test]
    fn built_in_files_are_sorted_and_unique() {
        for Source { name, text, .. } in built_in() {
            let entries: Vec<&str> = text.lines().filter(|l| !is_comment(l)).collect();
            for pair in entries.windows(2) {
                assert!(pair[0].as_bytes() < pair[1].as_bytes(), "{name}: {pair:?}");
            }
        }
    }

    #[test]
    fn wrong_lines_are_named() {
        let error = parse("# header\nshare\tshare\tline\nbad line\n").unwrap_err();
        assert!(error.to_string().contains("xx/furniture.tsv\" line 3"), "{error}");
        assert!(parse("share\tnonsense\tline\n").is_err());
        assert!(parse("share\tshare\tmiddle\n").is_err());
        assert!(parse("...\tshare\tline\n").is_err());
    }

    #[test]
    fn names_are_known_with_and_without_their_inner_capital() {
        let furniture = parse("share on WhatsApp\tshare\tline\n").unwrap();
        for text in ["Share on WhatsApp", "Share on whatsapp", "SHARE ON WHATSAPP"] {
            assert!(furniture.line(&cut(text)).is_some(), "{text}");
        }
    }

    #[test]
    fn patterns_have_choices_and_blanks() {
        let furniture = parse(concat!(
            "download the _ app\tnewsletter\tstart\n",
            "trending on @\ttrending\tline\n",
            "@ can be reached at\tbyline\tstart\n",
            "buy _ photo|print\tmedia\tline\n",
            "read|see the full|- app-store|story\tread_more\tstart\n",
        ))
        .unwrap();
        let found = |text: &str| furniture.start(text, &cut(text)).map(|entry| entry.words);
        assert_eq!(found("Download the Harbor Post app for free"), Some(5));
        assert_eq!(found("Download the app"), None);
        assert_eq!(found("Download the report. It has an app"), None);
        assert_eq!(found("Trending on Harbor Post"), Some(4));
        assert_eq!(found("Trending on the harbor"), None);
        assert_eq!(found("Trending on Harbor Post was a song about the Pier"), None);
        assert_eq!(found("Anna de la Cruz can be reached at anna@example.com"), Some(8));
        assert_eq!(found("The top can be reached at noon"), None);
        let paragraph =
            "Read the story of a family that left its farm in the valley and never came back";
        assert_eq!(found(paragraph), None);
        assert_eq!(found("Buy this photo"), Some(3));
        assert_eq!(found("Buy this photo album"), None);
        assert_eq!(found("Read the story now"), Some(3));
        assert_eq!(found("See the full App Store page"), Some(5));
        assert_eq!(found("Read the full page"), None);
        assert!(parse("_ app\tshare\tline\n").is_err());
        assert!(parse("get _ @ app\tshare\tline\n").is_err());
        assert!(parse("get _ app\tshare\tend\n").is_err());
    }

    #[test]
    fn places_are_told_apart() {
        let furniture =
            parse("photo:\tcredit\tstart\nread more\tread_more\tend\n(ad)\tad\tinside\n").unwrap();
        assert!(furniture.start("Photo: Ann Lee", &cut("Photo: Ann Lee")).is_some());
        assert!(furniture.start("Photo shops", &cut("Photo shops")).is_none());
        assert!(furniture.end(&cut("It rained. Read more")).is_some());
        assert!(furniture.end(&cut("Read more books")).is_none());
        assert_eq!(furniture.inside("a (ad) b").next(), Some((2..6, Reason::Ad)));
    }
}
