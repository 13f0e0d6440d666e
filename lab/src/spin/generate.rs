//! Spun documents from genuine ones: which document is spun by whom, and how much.

use std::path::Path;

use copydesk::lexicon::ngram::tokens;

use super::random::{Random, hash};
use super::spinner::{FAR, Habits, MILD, Spinner, Spun, apply};
use super::tables::{self, Side, Tables};
use super::{Document, Result, each_document, english};

/// Families that are trained on.
const TRAINED: [&str; 11] = [
    "wn_all_lemma",
    "wn_all_infl",
    "wn_content",
    "moby",
    "phrase",
    "tortured",
    "wn_any",
    "frequent",
    "usual",
    "careful",
    FAR,
];
/// Families of the test: `curated` is in no training. The order decides which documents they get.
const TESTED: [&str; 14] = [
    "wn_all_lemma",
    "wn_all_infl",
    "wn_content",
    "moby",
    "phrase",
    "tortured",
    "curated",
    "digits",
    "look_alike",
    "spintax",
    "inside_word",
    "names",
    "mosaic",
    "wn_any",
];
/// Those of them known by their form.
const FORMS: [&str; 6] = ["digits", "look_alike", "spintax", "inside_word", "names", "mosaic"];
/// Rates of the test, and those of training, in percent.
const RATES: [u32; 4] = [5, 10, 20, 35];
const TRAINED_RATES: [u32; 9] = [3, 3, 4, 5, 7, 10, 15, 20, 35];
/// Kinds that stand for news: sources of the test, unless told otherwise.
const NEWS: [&str; 6] = [
    "doj_press_releases",
    "senate_pr_punct",
    "agnews",
    "fundus",
    "wcxb-dev-article",
    "au_pm_media_1998",
];
/// Spun copies of a source in training, unless told otherwise.
const SPUN_COPIES: usize = 6;
/// Spinners a family has.
const SPINNERS: usize = 25;
/// Documents of a family and rate in the test; of a family known by form.
const CELL: usize = 150;
const FORM_CELL: usize = 100;

/// What is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// That many spun copies of each source of training.
    Train(Option<usize>),
    Test,
    /// The test of [`MILD`] families, spinners of all habits.
    MildTest,
}

pub fn run(folder: &Path, what: What, kinds: &[&str]) -> Result<()> {
    let kinds = if kinds.is_empty() { &NEWS } else { kinds };
    let is_test = !matches!(what, What::Train(_));
    let english = english()?;
    let model = &english.model;
    let tables = tables::read(folder, if is_test { Side::Test } else { Side::Train })?;
    let mut sources = Vec::new();
    each_document(&["-"], |document| {
        let is_source = match document.part.as_str() {
            "test" => is_test && kinds.contains(&document.kind.as_str()),
            "words" | "documents" => !is_test,
            _ => false,
        };
        if is_source && document.text.split_whitespace().count() >= 60 {
            sources.push(document);
        }
    })?;
    if sources.is_empty() {
        return Err("no documents to spin".into());
    }
    let spinner = |family, seed| {
        let seed = hash(seed, family);
        let habits = if what == What::Test { Habits::default() } else { habits(family, seed) };
        Spinner { tables: &tables, family, seed, habits, model }
    };
    match what {
        What::Train(copies) => train(&sources, &spinner, copies.unwrap_or(SPUN_COPIES)),
        What::Test => test(&sources, kinds, &TESTED, &spinner),
        What::MildTest => test(&sources, kinds, &MILD, &spinner),
    }
    Ok(())
}

/// What a spinner of that seed is used to.
fn habits(family: &str, seed: u64) -> Habits {
    let has = |habit: &str, one_in: u64| hash(seed, habit).is_multiple_of(one_in);
    Habits {
        mends_articles: has("articles", 2),
        is_fresh: has("fresh", 3),
        swaps_names: MILD.contains(&family) && has("capitals", 3),
    }
}

fn train<'t>(
    sources: &[Document],
    spinner: &impl Fn(&'static str, u64) -> Spinner<'t>,
    copies: usize,
) {
    let mut random = Random(5);
    for source in sources {
        for _ in 0..copies {
            let family = random.pick(&TRAINED);
            let rate = *random.pick(&TRAINED_RATES);
            let seed = random.below(SPINNERS) as u64;
            print(source, rate, &spinner(family, seed), &mut random);
        }
    }
}

fn test<'t>(
    sources: &[Document],
    kinds: &[&str],
    families: &[&'static str],
    spinner: &impl Fn(&'static str, u64) -> Spinner<'t>,
) {
    let mut random = Random(6);
    let mut order: Vec<&Document> = sources.iter().collect();
    order.sort_by_key(|d| hash(9, &d.text));
    // Kinds take turns, so that the large ones do not fill the cells.
    let of_kind = |kind: &&str| order.iter().copied().filter(|d| d.kind == *kind).collect();
    let mut by_kind: Vec<Vec<&Document>> = kinds.iter().map(of_kind).collect();
    let mut next = 0;
    let mut take = || {
        loop {
            next += 1;
            let at = next % by_kind.len();
            if let Some(document) = by_kind[at].pop() {
                by_kind[at].insert(0, document);
                return document;
            }
        }
    };
    for &family in families {
        if FORMS.contains(&family) {
            let (mut done, mut tries) = (0, 0);
            while done < FORM_CELL && tries < 4000 {
                tries += 1;
                let source = take();
                let others = [take(), take(), take()];
                let tables = spinner(family, 0).tables;
                if let Some(spun) = form(family, &source.text, others, tables, &mut random) {
                    line(source, family, 0, spun);
                    done += 1;
                }
            }
            continue;
        }
        for rate in RATES {
            let (mut done, mut tries) = (0, 0);
            while done < CELL && tries < CELL * 6 {
                tries += 1;
                let seed = 1000 + random.below(SPINNERS) as u64;
                done += usize::from(print(take(), rate, &spinner(family, seed), &mut random));
            }
        }
    }
}

fn print(source: &Document, rate: u32, spinner: &Spinner, random: &mut Random) -> bool {
    match spinner.spin(&source.text, f64::from(rate) / 100.0, random) {
        Some(spun) => {
            line(source, spinner.family, rate, spun);
            true
        }
        None => false,
    }
}

fn line(source: &Document, family: &str, rate: u32, (text, swaps, was): Spun) {
    let document = Document {
        kind: source.kind.clone(),
        part: source.part.clone(),
        family: family.to_owned(),
        rate,
        text,
        swaps,
        was,
    };
    println!("{}", document.to_line());
}

const DIGITS: [&str; 10] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
/// Latin letters and their Cyrillic twins.
const TWINS: [(char, char); 6] =
    [('a', 'а'), ('e', 'е'), ('o', 'о'), ('c', 'с'), ('p', 'р'), ('i', 'і')];

/// A fault of form, at least twice.
fn form(
    family: &str,
    text: &str,
    others: [&Document; 3],
    tables: &Tables,
    random: &mut Random,
) -> Option<Spun> {
    if family == "mosaic" {
        return Some((mosaic(text, others), Vec::new(), Vec::new()));
    }
    let all: Vec<_> = tokens(text).filter(|t| !t.is_sentence_end()).collect();
    let mut plan: Vec<(usize, usize, String)> = Vec::new();
    for token in &all {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        let word = &text[start..end];
        let is_lower = word.bytes().all(|b| b.is_ascii_lowercase());
        let new = match family {
            // A lone digit before a comma or after a point becomes a word: one,000 and 3.five.
            "digits" => garbled(text, start, end),
            "look_alike" if is_lower && word.len() > 4 && random.share() < 0.03 => {
                let twin = TWINS.iter().find(|t| word.contains(t.0));
                twin.map(|t| word.replacen(t.0, &t.1.to_string(), 1))
            }
            "spintax" if is_lower && word.len() > 4 && random.share() < 0.02 => {
                let other = tables.moby.get(word).and_then(|list| list.first());
                other.map(|other| format!("{{{word}|{}}}", other.text))
            }
            "inside_word" if is_lower && word.len() > 5 => inside(word, tables, random),
            "names" => renamed(text, &all, start, tables),
            _ => None,
        };
        if let Some(new) = new {
            plan.push((start, end, new));
        }
    }
    if plan.len() < 2 {
        return None;
    }
    plan.truncate(6);
    Some(apply(text, &plan))
}

/// A number of which one digit at its edge becomes a word.
fn garbled(text: &str, start: usize, end: usize) -> Option<String> {
    let word = &text[start..end];
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if word.len() == 1 && is_digit(start) {
        let before = start >= 2 && matches!(bytes[start - 1], b'.' | b',') && is_digit(start - 2);
        let after = bytes.get(end) == Some(&b',') && is_digit(end + 1) && is_digit(end + 3);
        if before || after {
            return Some(DIGITS[usize::from(bytes[start] - b'0')].to_owned());
        }
    }
    // The model's token of a number with marks may be one: 1,500 or 3.5.
    let (head, tail) = word.split_at_checked(1)?;
    if head.as_bytes()[0].is_ascii_digit() && tail.starts_with([',', '.']) && tail.len() > 1 {
        let is_plain = tail[1..].bytes().all(|b| b.is_ascii_digit());
        if is_plain && tail.starts_with(',') && tail.len() == 4 {
            return Some(format!("{}{tail}", DIGITS[usize::from(head.as_bytes()[0] - b'0')]));
        }
        if is_plain && tail.len() == 2 {
            let last = usize::from(tail.as_bytes()[1] - b'0');
            return Some(format!("{head}.{}", DIGITS[last]));
        }
    }
    None
}

/// A word of which a part that is a word itself was replaced.
fn inside(word: &str, tables: &Tables, random: &mut Random) -> Option<String> {
    if random.share() > 0.2 {
        return None;
    }
    for length in (3..word.len() - 1).rev() {
        for at in 0..=word.len() - length {
            let part = &word[at..at + length];
            if tables.frequency.get(part).is_none_or(|f| *f < 3.5) {
                continue;
            }
            let found = tables.wordnet.get(part).into_iter().flatten();
            let target = found
                .filter(|t| t.relation == '=' && t.frequency > 3.0)
                .find(|t| t.text.bytes().all(|b| b.is_ascii_lowercase()) && t.text.len() > 2);
            if let Some(target) = target {
                return Some(format!("{}{}{}", &word[..at], target.text, &word[at + length..]));
            }
        }
    }
    None
}

/// A capitalized common word inside a name, replaced.
fn renamed(
    text: &str,
    all: &[copydesk::lexicon::ngram::Token],
    start: usize,
    tables: &Tables,
) -> Option<String> {
    let at = all.iter().position(|t| t.span.start as usize == start)?;
    let token = &all[at];
    let is_name = |t: Option<&copydesk::lexicon::ngram::Token>| {
        t.is_some_and(|t| t.is_capitalized() && !t.is_first())
    };
    let has_neighbor = is_name(all.get(at + 1)) || at > 0 && is_name(all.get(at - 1));
    if !is_name(Some(token)) || !has_neighbor {
        return None;
    }
    let word = text[token.span.range()].to_lowercase();
    let target =
        tables.wordnet.get(&word)?.iter().find(|t| t.relation == '=' && t.frequency > 3.0)?;
    Some(target.text.clone())
}

/// Sentences of several documents in turn.
fn mosaic(text: &str, others: [&Document; 3]) -> String {
    let mut out = String::new();
    let all = [text, &others[0].text, &others[1].text, &others[2].text];
    let mut sources = all.map(|text| text.split_inclusive(". "));
    for round in 0..5 {
        for source in &mut sources {
            if let Some(sentence) = source.next() {
                out.push_str(sentence);
            }
        }
        if round % 2 == 1 {
            out.push('\n');
        }
    }
    out
}
