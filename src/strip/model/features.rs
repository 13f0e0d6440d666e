//! A page's blocks as rows of numbers, the same for HTML, text dumps and cleaned text.
//!
//! Numeric and language-neutral but for the furniture dictionary. What a kind of input does not
//! have (tags, links, classes) is zero there. The set follows the usual ones (Kohlschütter et al.,
//! Boilerplate Detection using Shallow Text Features, WSDM 2010; Vogels et al., Web2Text, ECIR
//! 2018), with the page's own vocabulary and the good words of class paths added.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::known::{Elsewhere, Shares};
use super::line::{GOOD_LINKS, GOOD_WORDS, Line, measure};
use super::row::{Row, flag, log};
use super::vocabulary::{Numbers, Vocabulary, Word, whole_hash};
use crate::document::{Block, Metadata, Tag};

/// Bytes of a text for each of its words, a little less than in most, and for each different one.
const WORD_BYTES: usize = 6;
const NEW_WORD_BYTES: usize = 12;

/// What the furniture dictionary says of a block, given its number and text: 0 nothing, else the
/// number of its reason.
pub type Furniture<'a> = &'a dyn Fn(usize, &str) -> f32;

/// What is known of one block before its neighbors are looked at.
#[derive(Clone, Debug, Default)]
struct Own {
    line: Line,
    /// The logarithm of its words.
    size: f32,
    links: f32,
    is_good: bool,
    tag: f32,
    furniture: f32,
    topic: f32,
    stop: f32,
    repeats: f32,
    title: (f32, f32),
    description: f32,
    /// Share of its word 3-grams in the article's text as the page gives it; -1 where it gives none.
    body: f32,
}

/// Sums over the blocks of one class path.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    blocks: f32,
    /// Their logarithm.
    size: f32,
    words: f32,
    links: f32,
    good: f32,
}

/// Rows of numbers, one row a block, one after the other, and their width.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The numbers.
    pub values: Vec<f32>,
    /// Numbers in a row.
    pub width: usize,
    /// What each block's own text looks like.
    pub lines: Vec<Line>,
    /// What the furniture dictionary says of each block.
    pub furniture: Vec<f32>,
}

/// The features of every block.
pub fn features(text: &str, blocks: &[Block], metadata: &Metadata, furniture: Furniture) -> Rows {
    if blocks.is_empty() {
        return Rows::default();
    }
    let mut rows = Rows::default();
    let own = measured(text, blocks, metadata, furniture, &mut rows);
    let paths = by_path(blocks, &own);
    let page = Page::of(&own);
    let has_markup = blocks.iter().any(|block| block.path != 0);
    let sides: Vec<Side> = own.iter().map(side).collect();
    let mut heading: Option<usize> = None;
    let mut position = Position::default();
    let mut row = Row::default();
    for at in 0..blocks.len() {
        let row = &mut row;
        row.clear();
        text_features(&own[at], row);
        markup_features(&blocks[at], &own[at], &paths[&blocks[at].path], &page, row);
        if has_markup {
            surroundings_features(at, blocks, &own, row);
        }
        position.features(at, &own, &page, row);
        let since = heading.map_or(-1.0, |h| (at - h) as f32);
        row.add([since, heading.map_or(0.0, |h| own[h].furniture)]);
        neighbor_features(at, blocks, &own, &sides, row);
        if matches!(blocks[at].tag, Tag::Heading(_)) {
            heading = Some(at);
        }
        rows.width = row.values().len();
        if at == 0 {
            rows.values.reserve(rows.width * blocks.len());
        }
        rows.values.extend_from_slice(row.values());
    }
    rows
}

/// Measures each block, then its words against the page's vocabulary.
fn measured(
    text: &str,
    blocks: &[Block],
    metadata: &Metadata,
    furniture: Furniture,
    rows: &mut Rows,
) -> Vec<Own> {
    let Rows { lines, furniture: phrases, .. } = rows;
    let mut numbers = Numbers::of_size(text.len() / NEW_WORD_BYTES);
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / WORD_BYTES);
    let mut ranges = Vec::with_capacity(blocks.len());
    let mut own = Vec::with_capacity(blocks.len());
    lines.reserve(blocks.len());
    phrases.reserve(blocks.len());
    for (number, block) in blocks.iter().enumerate() {
        let inner = &text[block.span.range()];
        let from = words.len();
        let line = measure(inner, |hash, is_long| {
            words.push(Word { number: numbers.of(hash), is_long });
        });
        ranges.push(from..words.len());
        lines.push(line);
        phrases.push(furniture(number, inner));
        let links = block.link_bytes as f32 / block.span.len().max(1) as f32;
        own.push(Own {
            is_good: line.words >= GOOD_WORDS && links < GOOD_LINKS,
            links,
            tag: tag_number(block.tag),
            furniture: phrases[number],
            size: log(line.words),
            line,
            ..Own::default()
        });
    }
    let words_of = |block: usize| &words[Range::clone(&ranges[block])];
    let running = (0..own.len()).filter(|&block| own[block].is_good).map(words_of);
    let vocabulary = Vocabulary::of(running, numbers.len());
    let known = Elsewhere::of(metadata, &mut numbers);
    let whole: Vec<u64> = (0..own.len()).map(|block| whole_hash(words_of(block))).collect();
    let mut times: FxHashMap<u64, f32> = FxHashMap::default();
    times.reserve(whole.len());
    for &hash in &whole {
        *times.entry(hash).or_default() += 1.0;
    }
    for (number, own) in own.iter_mut().enumerate() {
        let words = words_of(number);
        own.repeats = times[&whole[number]];
        (own.stop, own.topic) = vocabulary.shares(words, own.is_good);
        let Shares { title, description, body } = known.shares(words);
        (own.title, own.description, own.body) = (title, description, body);
    }
    own
}

fn tag_number(tag: Tag) -> f32 {
    match tag {
        Tag::Line => 0.0,
        Tag::Paragraph => 1.0,
        Tag::Heading(level) => 1.0 + f32::from(level),
        Tag::Item => 8.0,
        Tag::Quote => 9.0,
        Tag::Preformatted => 10.0,
        Tag::Cell => 11.0,
        Tag::Caption => 12.0,
        Tag::Other => 13.0,
    }
}

fn by_path(blocks: &[Block], own: &[Own]) -> FxHashMap<u32, Path> {
    let mut paths: FxHashMap<u32, Path> = FxHashMap::default();
    for (block, own) in blocks.iter().zip(own) {
        let path = paths.entry(block.path).or_default();
        path.blocks += 1.0;
        path.words += own.line.words;
        path.links += own.links * own.line.words;
        path.good += if own.is_good { own.line.words } else { 0.0 };
    }
    for path in paths.values_mut() {
        path.size = log(path.blocks);
    }
    paths
}

/// Sums over the page.
struct Page {
    blocks: f32,
    words: f32,
    good: f32,
    /// Logarithms of the blocks and of the good words.
    size: f32,
    good_size: f32,
    first_good: f32,
    last_good: f32,
    title: f32,
}

impl Page {
    fn of(own: &[Own]) -> Self {
        let good = || own.iter().enumerate().filter(|(_, block)| block.is_good);
        let title = own.iter().position(|block| block.title.0 > 0.7 && block.title.1 > 0.6);
        let (blocks, words) = (own.len() as f32, good().map(|(_, block)| block.line.words).sum());
        Self {
            blocks,
            words: own.iter().map(|block| block.line.words).sum(),
            good: words,
            size: log(blocks),
            good_size: log(words),
            first_good: good().next().map_or(0.0, |(at, _)| at as f32),
            last_good: good().next_back().map_or(0.0, |(at, _)| at as f32),
            title: title.map_or(-1.0, |at| at as f32),
        }
    }
}

fn text_features(own: &Own, row: &mut Row) {
    let line = &own.line;
    let words = line.words.max(1.0);
    let chars = line.chars.max(1.0);
    row.add([
        own.size,
        log(line.chars),
        line.chars / words,
        line.sentences,
        line.sentences / words,
        line.commas / words,
        line.digits / chars,
        line.capitals / words,
        line.all_caps / words,
        line.short / words,
        line.symbols / chars,
        line.start,
        line.end,
    ]);
    let flags = [
        line.has_bar,
        line.has_address,
        line.has_hash,
        line.has_copyright,
        line.has_year,
        line.has_time,
        own.is_good,
    ];
    row.add_flags(flags);
    row.add([own.furniture, own.topic, own.stop, own.repeats]);
    row.add([own.title.0, own.title.1, own.description]);
}

fn markup_features(block: &Block, own: &Own, path: &Path, page: &Page, row: &mut Row) {
    row.add([
        own.links,
        f32::from(block.links),
        f32::from(block.links) / own.line.words.max(1.0),
        own.tag,
        f32::from(block.depth),
        f32::from(block.container),
        block.good_share,
        flag(block.in_main),
        flag(block.after_blank),
        path.size,
        path.words / path.blocks.max(1.0),
        path.links / path.words.max(1.0),
        path.good / page.good.max(1.0),
        page.size,
        page.good_size,
        page.good / page.words.max(1.0),
    ]);
    row.add_flags(block.hints.flags());
}

/// What plain text has nothing of: the elements around, the article's text in structured data.
fn surroundings_features(at: usize, blocks: &[Block], own: &[Own], row: &mut Row) {
    let around = &blocks[at].surroundings;
    for ancestor in &around.ancestors {
        row.add([
            f32::from(ancestor.element),
            log(ancestor.blocks as f32),
            log(ancestor.words as f32),
            ancestor.words as f32 / ancestor.blocks.max(1) as f32,
            ancestor.good_share,
            ancestor.good_blocks,
            ancestor.link_share,
            ancestor.position,
        ]);
    }
    row.add([
        f32::from(around.steps_up),
        f32::from(around.steps_down),
        around.join_share,
        around.heavy_share,
        around.from_main_start,
        around.to_main_end,
        around.main_share,
        around.main_links,
    ]);
    let body = |at: Option<usize>| at.and_then(|at| own.get(at)).map_or(-1.0, |own| own.body);
    row.add([body(Some(at)), body(at.checked_sub(1)), body(Some(at + 1))]);
}

/// Running sums up to a block.
#[derive(Default)]
struct Position {
    words: f32,
    good: f32,
}

impl Position {
    fn features(&mut self, at: usize, own: &[Own], page: &Page, row: &mut Row) {
        let block = &own[at];
        let at = at as f32;
        let mine = if block.is_good { block.line.words } else { 0.0 };
        row.add([
            at / page.blocks,
            self.words / page.words.max(1.0),
            self.good / page.good.max(1.0),
            (page.good - self.good - mine) / page.good.max(1.0),
            log(at),
            log(page.blocks - at - 1.0),
            at - page.first_good,
            page.last_good - at,
            if page.title < 0.0 { -999.0 } else { at - page.title },
        ]);
        self.words += block.line.words;
        self.good += mine;
    }
}

/// What is averaged over the blocks on one side of another.
type Side = [f32; 6];

fn side(block: &Own) -> Side {
    [
        block.size,
        block.links,
        flag(block.line.end == 1.0),
        flag(block.furniture > 0.0),
        block.topic,
        flag(block.is_good),
    ]
}

fn neighbor_features(at: usize, blocks: &[Block], own: &[Own], sides: &[Side], row: &mut Row) {
    let near = |step: i64| {
        let i = at as i64 + step;
        (i >= 0).then_some(i as usize).filter(|&i| i < own.len())
    };
    for step in [-1, 1] {
        match near(step) {
            Some(i) => row.add([
                own[i].size,
                own[i].links,
                own[i].line.end,
                own[i].line.start,
                own[i].tag,
                own[i].furniture,
                own[i].topic,
                own[i].stop,
                own[i].repeats,
                flag(blocks[i].path == blocks[at].path),
                f32::from(blocks[i].depth) - f32::from(blocks[at].depth),
                blocks[i].good_share,
                flag(blocks[i].in_main),
            ]),
            None => row.add([-1.0; 13]),
        }
    }
    for step in [-2, 2, -3, 3] {
        match near(step) {
            Some(i) => row.add([
                own[i].size,
                own[i].links,
                own[i].line.end,
                own[i].furniture,
                own[i].topic,
            ]),
            None => row.add([-1.0; 5]),
        }
    }
    for reach in [3, 8] {
        for (from, to) in
            [(at.saturating_sub(reach), at), (at + 1, (at + 1 + reach).min(own.len()))]
        {
            let side = &sides[from.min(to)..to];
            let [mut a, mut b, mut c, mut d, mut e, mut f] = [-0.0f32; 6]; // as sums of floats begin
            for values in side {
                a += values[0];
                b += values[1];
                c += values[2];
                d += values[3];
                e += values[4];
                f += values[5];
            }
            let count = (side.len() as f32).max(1.0);
            row.add([a / count, b / count, c / count, d / count, e / count, f / count]);
        }
    }
}
