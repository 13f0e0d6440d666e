//! The language of an article, and of paragraphs that differ from it.
//!
//! In goes a text, out comes a guess with a confidence. whatlang decides, on a sample: whole
//! texts cost more than everything else done to them. For Latin script its choice is narrowed to
//! the few languages whose commonest words occur in the sample. Deliberately absent: the page's
//! own declaration, which is wrong too often to overrule the text.

mod codes;
mod sample;
mod stopwords;

use whatlang::{Detector, Info, Lang, Script};

use crate::config;
use crate::document::Language;
use crate::text::lines;
use stopwords::Tally;

/// Fewest letters of a paragraph whose language is told apart: shorter ones are names, titles
/// and quotations, on which every detector errs.
const PARAGRAPH_LETTERS: usize = 120;
/// Bytes of a paragraph that are looked at.
const PARAGRAPH_SAMPLE: usize = 400;
/// Bytes that are enough to confirm what the common words say; whatlang's time grows with them.
const GLANCE: usize = 150;
/// How much larger the sample is whose common words are counted where those of the first leave doubt.
const MORE: usize = 3;
/// One of the article's own commonest words per this many bytes, and the paragraph is passed by.
/// Running text has one per 12 to 25, per 60 where endings stand for small words.
const BYTES_PER_OWN_WORD: usize = 110;

/// Guesses the language of a text from a sample of it; `None` for text without letters.
///
/// ```
/// use copydesk::{config, language::detect};
///
/// let text = "Die Feuerwehr rückte am Abend mit drei Wagen aus, weil es in der Halle brannte.";
/// let language = detect(text, &config::Language::default()).unwrap();
/// assert_eq!(language.code, "de");
/// ```
pub fn detect(text: &str, config: &config::Language) -> Option<Language> {
    let sample = sample::take(text, config.sample_bytes);
    // To count the common words of more text costs less than whatlang does.
    let more = || {
        let is_more = text.len() > sample.len();
        is_more.then(|| surely(&sample::take(text, MORE * config.sample_bytes))).flatten()
    };
    let info = surely(&sample).or_else(more).or_else(|| identify(&sample))?;
    Some(Language {
        code: codes::short(info.lang()),
        score: info.confidence(),
        is_sure: info.is_reliable(),
    })
}

/// The languages of long paragraphs that surely are in another language than the article, in
/// order of first appearance.
///
/// A paragraph that has its share of the article's own commonest words is passed by; only others
/// are given to the detector.
pub fn other_languages(text: &str, main: &Language) -> Vec<&'static str> {
    let mut found = Vec::new();
    // Against a guess that is none every paragraph would be another language.
    if !main.is_sure {
        return found;
    }
    let own = codes::long(main.code);
    for paragraph in lines(text) {
        if paragraph.len() < PARAGRAPH_LETTERS {
            continue;
        }
        let sample = sample::take(paragraph, PARAGRAPH_SAMPLE);
        if own.is_some_and(|own| is_in(&sample, own))
            || !sample::has_letters(paragraph, PARAGRAPH_LETTERS)
        {
            continue;
        }
        let guess = surely(&sample).or_else(|| identify(&sample));
        let Some(info) = guess.filter(Info::is_reliable) else { continue };
        let code = codes::short(info.lang());
        if code != main.code && !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// A cheap sign that a sample is in the language `own`: its commonest words; for languages in other
/// scripts than Latin the script, so that Ukrainian in a Russian article goes unnoticed.
fn is_in(sample: &str, own: Lang) -> bool {
    if stopwords::knows(own) {
        return stopwords::speaks(sample, own, sample.len() / BYTES_PER_OWN_WORD + 1);
    }
    let script = whatlang::detect_script(sample);
    script.is_some_and(|script| script != Script::Latin && script.langs().contains(&own))
}

/// The language that the commonest words of a sample leave no doubt about.
fn surely(sample: &str) -> Option<Info> {
    let lang = sample::is_mostly_latin(sample).then(|| Tally::of(sample).sure())??;
    Some(Info::new(Script::Latin, lang, 1.0))
}

/// whatlang's guess among the languages that the sample's commonest words speak for.
fn identify(sample: &str) -> Option<Info> {
    let mut candidates = Vec::new();
    if sample::is_mostly_latin(sample) {
        candidates = Tally::of(sample).candidates();
    }
    if candidates.is_empty() {
        return whatlang::detect(sample);
    }
    // Where the common words speak for one language alone, a glance confirms it.
    if candidates.len() == 2 && sample.len() > GLANCE {
        let glance = &sample[..sample.floor_char_boundary(GLANCE)];
        let info = Detector::with_allowlist(candidates.clone()).detect(glance);
        if let Some(info) = info.filter(|i| i.is_reliable() && i.script() == Script::Latin) {
            return Some(info);
        }
    }
    let info = Detector::with_allowlist(candidates).detect(sample)?;
    // Another script rules after all.
    if info.script() != Script::Latin { whatlang::detect(sample) } else { Some(info) }
}
