//! Rows of lines without markup for training: `lab/train_text.py` calls these steps.
//!
//! `text dump` writes what needs no model: hashes of words, rows, labels, weights. `text context`
//! adds what given scores say. Labelled pages, the same as dumps in another style, true texts as they are (nothing
//! of them may go) and genuine corpora take part; pages of which only snippets are known get their truth from their
//! markup, where the block model for HTML agrees with every snippet.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use copydesk::blocks::cut_text;
use copydesk::document::Block;
use copydesk::normalize::normalize;
use copydesk::strip::model::text::context::{self, Facts, context};
use copydesk::strip::model::text::phrases::Phrases;
use copydesk::strip::model::text::{WHOLE, WIDTH, sheet};
use copydesk::text::Text;
use copydesk::{Config, Kind, Record, Tools, clean, config, language::detect};

use crate::ciphered::{SCRIPTS, Script, ciphered};
use crate::dumps::{STYLES, ready};
use crate::interrupted;
use crate::label::{label, tokens};
use crate::line_ends::{Folds, on_one_line};
use crate::pages::{Mode, Page, each};
use crate::planted::Planted;
use crate::spin::random::hash;
use crate::transplanted::{Prose, transplanted};

/// Files that are written.
struct Out {
    rows: BufWriter<File>,
    hashes: BufWriter<File>,
    counts: BufWriter<File>,
    labels: BufWriter<File>,
    weights: BufWriter<File>,
    words: BufWriter<File>,
    topics: BufWriter<File>,
    insides: BufWriter<File>,
    inside_counts: BufWriter<File>,
    index: BufWriter<File>,
}

impl Out {
    fn new(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
        Ok(Self {
            rows: create("rows.f32")?,
            hashes: create("hashes.u32")?,
            counts: create("counts.u32")?,
            labels: create("labels.u8")?,
            weights: create("weights.f32")?,
            words: create("words.f32")?,
            topics: create("topics.u32")?,
            insides: create("inside.u32")?,
            inside_counts: create("inside-counts.u32")?,
            index: create("pages.jsonl")?,
        })
    }

    /// Writes one page; `scale` is what it weighs.
    fn page(
        &mut self,
        entry: &Entry,
        text: &str,
        blocks: &[Block],
        labels: &[bool],
        tools: &Tools,
    ) -> io::Result<()> {
        assert_eq!(blocks.len(), labels.len(), "lines and labels of {}", entry.id);
        if blocks.is_empty() {
            return Ok(());
        }
        let lines = blocks.iter().map(|block| (&text[block.span.range()], block.after_blank));
        let lines: Vec<_> = lines.collect();
        let phrases = Phrases::of(&lines, &tools.lexicon.furniture);
        let mut counts = vec![0u32; blocks.len()];
        let mut hashes = Vec::new();
        phrases.each(|at, hash| {
            counts[at] += 1;
            hashes.push(hash);
        });
        let sheet = sheet(&lines, &phrases.known);
        for row in sheet.rows.chunks_exact(WHOLE) {
            write_all(&mut self.rows, row[..WIDTH].iter().map(|value| value.to_le_bytes()))?;
        }
        write_all(&mut self.hashes, hashes.iter().map(|hash| hash.to_le_bytes()))?;
        write_all(&mut self.counts, counts.iter().map(|count| count.to_le_bytes()))?;
        write_all(&mut self.words, sheet.facts.words.iter().map(|words| words.to_le_bytes()))?;
        for range in &sheet.facts.ranges {
            let count = range.len() as u32;
            write_all(&mut self.topics, [count.to_le_bytes()].into_iter())?;
            let topics = &sheet.facts.topics[range.clone()];
            write_all(&mut self.topics, topics.iter().map(|hash| hash.to_le_bytes()))?;
        }
        for range in &sheet.facts.insides {
            let count = range.len() as u32;
            write_all(&mut self.inside_counts, [count.to_le_bytes()].into_iter())?;
            let hashes = &sheet.facts.inside[range.clone()];
            write_all(&mut self.insides, hashes.iter().map(|hash| hash.to_le_bytes()))?;
        }
        let words: Vec<f64> =
            blocks.iter().map(|b| tokens(&text[b.span.range()]).len() as f64).collect();
        let whole: f64 = words.iter().sum();
        let scale = entry.truth.max(0.15 * whole).max(50.0);
        for (is, words) in labels.iter().zip(&words) {
            self.labels.write_all(&[u8::from(*is)])?;
            let weight = (entry.weight * (words.min(120.0) + 4.0) / scale) as f32;
            self.weights.write_all(&weight.to_le_bytes())?;
        }
        let line = serde_json::json!({
            "id": entry.id, "site": entry.site, "set": entry.set, "lines": blocks.len(),
        });
        writeln!(self.index, "{line}")
    }
}

fn write_all<const N: usize>(
    out: &mut impl Write,
    values: impl Iterator<Item = [u8; N]>,
) -> io::Result<()> {
    for value in values {
        out.write_all(&value)?;
    }
    Ok(())
}

/// What is known of a page that is written.
#[derive(Clone)]
struct Entry {
    id: String,
    site: String,
    set: String,
    /// Words of the true text.
    truth: f64,
    weight: f64,
}

impl Entry {
    /// A page as one of `set`, with its own true text.
    fn of(page: &Page, set: String, weight: f64) -> Self {
        let truth = tokens(&page.truth).len() as f64;
        Self { id: page.id.clone(), site: page.site.clone(), set, truth, weight }
    }
}

/// Weights of pages: those of poor or guessed truth count less.
fn weight_of(set: &str) -> f64 {
    match set {
        "fundus" => 2.0,
        "trafilatura-segments" | "gne" | "mediacloud" => 0.6,
        OTHER => 0.25,
        _ => 1.0,
    }
}

/// The set of pages that are no articles: their true texts alone take part, for the headings, lists and signatures
/// that genuine text of all kinds has.
const OTHER: &str = "wcxb-dev-other";

/// Lines of a corpus that make a document, in turn.
const CORPUS_LINES: [usize; 7] = [5, 8, 12, 17, 23, 30, 40];
/// Documents taken from one corpus.
const CORPUS_DOCUMENTS: usize = 40;
/// Bytes between the documents that are taken.
const CORPUS_STEP: usize = 97;
/// Weight of a dump in another style than its set brings.
const STYLED: f64 = 0.5;
/// Weight of each of the short articles with furniture between their paragraphs that are made of a page: one is read
/// with all dictionaries, two with half of them.
const INTERRUPTED: f64 = 0.5;
/// Weight of a page with other prose in the place of its article, and of one in a language that nobody knows.
const TRANSPLANTED: f64 = 0.5;
const CIPHERED: f64 = 0.2;
/// How much more one without spaces between words weighs: few pages of the sets have such a script.
const UNSPACED: f64 = 2.5;
/// Weight of a page whose paragraphs are one line.
const JOINED: f64 = 0.3;
/// Weight of a page on one line.
const RUN_ON: f64 = 0.5;
/// Weight of a text of which all lines are genuine.
const GENUINE: f64 = 0.9;

/// Writes rows of labelled pages and of corpora (`.txt`, a paragraph a line) into the folder that holds the models
/// of line ends.
pub fn dump(files: &[&str], folder: &Path) -> io::Result<()> {
    let tools = Tools::new(Config::default()).map_err(io::Error::other)?;
    let mut out = Out::new(folder)?;
    let half = |half: u64| Planted::new(half, &folder.join(format!("dictionaries{half}")));
    let halves = [half(0)?, half(1)?];
    let is_corpus = |path: &Path| path.extension().is_some_and(|extension| extension == "txt");
    let corpora: Vec<&Path> = files.iter().map(Path::new).filter(|path| is_corpus(path)).collect();
    let prose = Prose::read(&corpora)?;
    let line_ends = Folds::read(folder)?;
    for file in files {
        let path = Path::new(file);
        let set = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        if is_corpus(path) {
            corpus(path, &set, &mut out, &tools)?;
            continue;
        }
        let mut truths = HashMap::new();
        let modes = if set == OTHER { &[Mode::Cleaned][..] } else { &[Mode::Dump, Mode::Cleaned] };
        for &mode in modes {
            let mut failed = Ok(());
            each(path, mode, |mut page| {
                if page.truth.is_empty() {
                    let known = truths.entry(page.id.clone());
                    page.truth = known.or_insert_with(|| from_markup(&page, &tools)).clone();
                }
                if failed.is_ok() && !page.truth.is_empty() {
                    failed = one(&page, &set, mode, &mut out, &tools, &halves)
                        .and_then(|()| run_on(&page, &set, mode, &mut out, &tools, &line_ends));
                    if failed.is_ok() && mode == Mode::Dump {
                        failed = strange(&page, &set, &mut out, &halves, &prose);
                    }
                }
            })?;
            failed?;
        }
    }
    std::fs::write(folder.join("width.txt"), WIDTH.to_string())?;
    std::fs::write(folder.join("context.txt"), context::WIDTH.to_string())
}

fn one(
    page: &Page,
    set: &str,
    mode: Mode,
    out: &mut Out,
    tools: &Tools,
    halves: &[Planted; 2],
) -> io::Result<()> {
    let kind = if mode == Mode::Dump { "dump" } else { "cleaned" };
    let mut entry = Entry::of(page, format!("{set}-{kind}"), weight_of(set));
    let own = page.text.as_str();
    let number = entry.id.bytes().map(usize::from).sum::<usize>();
    let styled = || ready(&page.html, STYLES[number % STYLES.len()]);
    // Empty lines say much of most pages, and nothing where all lines have one or none has.
    let forms = match mode {
        Mode::Dump if set == "trafilatura-segments" => vec![(styled(), "-styled", 1.0)],
        Mode::Dump => vec![(own.to_owned(), "", 1.0), (styled(), "-styled", STYLED)],
        _ if set == OTHER => Vec::new(),
        _ => {
            let other = respaced(own, if number % 2 == 0 { "\n\n" } else { "\n" });
            vec![(own.to_owned(), "", 1.0), (other, "-other", 0.5)]
        }
    };
    for (text, form, weight) in &forms {
        let blocks = cut_text(text);
        let texts: Vec<&str> = blocks.iter().map(|block| &text[block.span.range()]).collect();
        let labels = label(&page.truth, &texts);
        let set = format!("{}{form}", entry.set);
        let entry = Entry { set, weight: weight * entry.weight, ..entry.clone() };
        // Dumps in another style are read with half of the dictionaries too.
        let tools = if *form == "-styled" { &halves[number % 2].tools } else { tools };
        out.page(&entry, text, &blocks, &labels, tools)?;
    }
    if mode == Mode::Dump {
        entry.set += "-interrupted";
        entry.weight *= INTERRUPTED;
        for (number, planted) in [(1, None), (2, Some(&halves[0])), (3, Some(&halves[1]))] {
            let made = interrupted::text_of(&page.id, number, &page.html, &page.truth, planted);
            let Some((text, labels)) = made else { continue };
            entry.truth = tokens(&text).len() as f64;
            let tools = planted.map_or(tools, |planted| &planted.tools);
            out.page(&entry, &text, &cut_text(&text), &labels, tools)?;
        }
        return Ok(());
    }
    // The true text as it is, with empty lines and without: nothing of it may go.
    entry.weight *= GENUINE * 0.5;
    let mut truth = Text::new(page.truth.clone());
    truth.apply(normalize(truth.as_str()));
    let truth = truth.as_str();
    let separator = if truth.contains("\n\n") { "\n" } else { "\n\n" };
    for (text, form) in [(truth.to_owned(), "truth"), (respaced(truth, separator), "truth-other")] {
        let blocks = cut_text(&text);
        entry.set = format!("{set}-{form}");
        out.page(&entry, &text, &blocks, &vec![true; blocks.len()], tools)?;
    }
    Ok(())
}

/// A page on one line, cut where its lines are likely to have ended; and its true text, of which nothing may go.
fn run_on(
    page: &Page,
    set: &str,
    mode: Mode,
    out: &mut Out,
    tools: &Tools,
    line_ends: &Folds,
) -> io::Result<()> {
    let kind = if mode == Mode::Dump { "dump" } else { "cleaned" };
    let mut entry = Entry::of(page, format!("{set}-{kind}-run-on"), weight_of(set) * RUN_ON);
    let is_genuine = mode == Mode::Cleaned;
    if set != OTHER {
        let text = on_one_line(page.text.as_str());
        let Some(blocks) = line_ends.cut(&page.id, &text) else { return Ok(()) };
        let lines: Vec<&str> = blocks.iter().map(|block| &text[block.span.range()]).collect();
        out.page(&entry, &text, &blocks, &label(&page.truth, &lines), tools)?;
    }
    let text = on_one_line(&page.truth);
    let Some(blocks) =
        line_ends.cut(&page.id, &text).filter(|blocks| is_genuine && blocks.len() > 1)
    else {
        return Ok(());
    };
    entry.set = format!("{set}-truth-run-on");
    entry.weight = weight_of(set) * GENUINE * RUN_ON;
    out.page(&entry, &text, &blocks, &vec![true; blocks.len()], tools)
}

/// The dump of a page, in another style, with other prose in the place of its article where it is English, and in a
/// language that nobody knows.
fn strange(
    page: &Page,
    set: &str,
    out: &mut Out,
    halves: &[Planted; 2],
    prose: &Prose,
) -> io::Result<()> {
    let seed = hash(6, &page.id);
    let separator = if seed & 16 == 0 { "\n" } else { "\n\n" };
    let text = ready(&page.html, STYLES[(seed >> 8) as usize % STYLES.len()]);
    let lines: Vec<&str> = cut_text(&text).iter().map(|block| &text[block.span.range()]).collect();
    let labels = label(&page.truth, &lines);
    let weight = weight_of(set) * TRANSPLANTED;
    let mut entry = Entry::of(page, format!("{set}-dump-transplanted"), weight);
    let tools = &halves[(seed >> 16) as usize % 2].tools;
    let is_english = || {
        detect(&page.truth, &config::Language::default()).is_some_and(|found| found.code == "en")
    };
    let other = prose.of(&page.id).filter(|_| is_english());
    if let Some((lines, labels)) =
        other.and_then(|prose| transplanted(&lines, &labels, prose, seed))
    {
        let text = lines.join(separator);
        entry.truth = tokens(&text).len() as f64;
        let blocks = cut_text(&text);
        out.page(&entry, &text, &blocks, &labels, tools)?;
    }
    if seed >> 32 & 1 == 0 {
        let (lines, labels) = joined(&lines, &labels);
        let text = lines.join(separator);
        entry.set = format!("{set}-dump-joined");
        entry.truth = tokens(&page.truth).len() as f64;
        entry.weight = weight_of(set) * JOINED;
        out.page(&entry, &text, &cut_text(&text), &labels, tools)?;
    }
    let script = SCRIPTS[(seed >> 24) as usize % SCRIPTS.len()];
    let text = ciphered(&lines, script, seed).join(separator);
    entry.set = format!("{set}-dump-ciphered");
    entry.truth = tokens(&page.truth).len() as f64;
    let unspaced = if matches!(script, Script::Han | Script::Thai) { UNSPACED } else { 1.0 };
    entry.weight = weight_of(set) * CIPHERED * unspaced;
    out.page(&entry, &text, &cut_text(&text), &labels, tools)
}

/// The lines with each run of text made one line, as some scrapers leave an article.
fn joined(lines: &[&str], labels: &[bool]) -> (Vec<String>, Vec<bool>) {
    let mut made: Vec<(String, bool)> = Vec::new();
    for (&line, &is_text) in lines.iter().zip(labels) {
        match made.last_mut() {
            Some((last, true)) if is_text => {
                last.push(' ');
                last.push_str(line);
            }
            _ => made.push((line.to_owned(), is_text)),
        }
    }
    made.into_iter().unzip()
}

/// The lines of a text with the same separator between all of them.
fn respaced(text: &str, separator: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join(separator)
}

/// The main text by the page's markup, where every snippet agrees.
fn from_markup(page: &Page, tools: &Tools) -> String {
    if page.with.is_empty() || page.html.is_empty() {
        return String::new();
    }
    let record = Record::new(page.html.clone(), Kind::Html);
    let articles = clean(&record, tools);
    let texts: Vec<&str> = articles.iter().map(|article| article.text.as_str()).collect();
    let text = texts.join("\n");
    let squash = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = squash(&text);
    let agrees = page.with.iter().all(|snippet| found.contains(&squash(snippet)))
        && !page.without.iter().any(|snippet| found.contains(&squash(snippet)));
    if agrees { text } else { String::new() }
}

/// Paragraphs of a corpus in documents of several lengths, with and without empty lines.
fn corpus(path: &Path, set: &str, out: &mut Out, tools: &Tools) -> io::Result<()> {
    let lines: Vec<String> =
        BufReader::new(File::open(path)?).lines().collect::<io::Result<_>>()?;
    let stride = (lines.len() / CORPUS_DOCUMENTS).max(CORPUS_STEP);
    for (number, start) in (0..lines.len()).step_by(stride).enumerate() {
        let end = (start + CORPUS_LINES[number % CORPUS_LINES.len()]).min(lines.len());
        let separator = if number % 2 == 0 { "\n" } else { "\n\n" };
        let text = lines[start..end].join(separator);
        let blocks = cut_text(&text);
        let entry = Entry {
            id: format!("{set}-{number}"),
            site: format!("{set}-{number}"),
            set: "corpus".to_owned(),
            truth: tokens(&text).len() as f64,
            weight: GENUINE,
        };
        out.page(&entry, &text, &blocks, &vec![true; blocks.len()], tools)?;
    }
    Ok(())
}

/// Writes what `scores` and those by the words inside long lines say of the lines dumped in `folder`, a
/// row a line.
pub fn add_context(folder: &Path, scores: &Path, inside: &Path, to: &Path) -> io::Result<()> {
    let numbers = |path: &Path| -> io::Result<Vec<[u8; 4]>> {
        Ok(std::fs::read(path)?.as_chunks::<4>().0.to_vec())
    };
    let (scores, inside) = (numbers(scores)?, numbers(inside)?);
    let words = numbers(&folder.join("words.f32"))?;
    let mut topics = numbers(&folder.join("topics.u32"))?.into_iter().map(u32::from_le_bytes);
    let mut out = BufWriter::new(File::create(to)?);
    let mut done = 0;
    for line in BufReader::new(File::open(folder.join("pages.jsonl"))?).lines() {
        let page: serde_json::Value = serde_json::from_str(&line?)?;
        let lines = page["lines"].as_u64().unwrap_or_default() as usize;
        let mut facts = Facts::default();
        for bytes in &words[done..done + lines] {
            let from = facts.topics.len();
            let count = topics.next().unwrap_or_default() as usize;
            facts.topics.extend(topics.by_ref().take(count));
            facts.words.push(f32::from_le_bytes(*bytes));
            facts.ranges.push(from..facts.topics.len());
        }
        facts.vocabulary = facts.topics.iter().max().map_or(0, |&last| last as usize + 1);
        let here = |all: &[[u8; 4]]| -> Vec<f32> {
            all[done..done + lines].iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
        };
        let (own, inside) = (here(&scores), here(&inside));
        let mut rows = vec![0.0; lines * context::WIDTH];
        context(&own, &inside, &facts, &mut rows, context::WIDTH, 0);
        write_all(&mut out, rows.iter().map(|value| value.to_le_bytes()))?;
        done += lines;
    }
    out.flush()
}
