//! A line and the lines around it as numbers: the part that looks at text, not at words or markup.
//!
//! In go measured lines; out come numbers a line. They are those of pages with markup
//! ([`super::super::features`]) without what plain text has nothing of.

use super::super::row::{flag, log};
use super::measured::Seen;
use super::sums::Sums;

/// Numbers a line.
pub const WIDTH: usize = 82;

/// Numbers of a neighbor one line away, and of one further away.
const CLOSE: usize = 7;
const NEAR: usize = 4;

/// Writes the first [`WIDTH`] numbers of each of `rows`.
pub fn rows(lines: &[Seen], rows: &mut [f32], width: usize) {
    let page = Page::of(lines);
    let (mut words, mut good) = (0.0, 0.0);
    for (at, (line, row)) in lines.iter().zip(rows.chunks_exact_mut(width)).enumerate() {
        let mut row = Row(row);
        row.put(own(line));
        let mine = if line.is_good() { line.line.words } else { 0.0 };
        let place = at as f32;
        row.put([
            place / page.lines,
            words / page.words,
            good / page.good,
            (page.good - good - mine) / page.good,
            log(place),
            log(page.lines - place - 1.0),
            place - page.first_good,
            page.last_good - place,
        ]);
        words += line.line.words;
        good += mine;
        for near in [at.checked_sub(1), Some(at + 1)] {
            row.put(near.and_then(|i| lines.get(i)).map_or([-1.0; CLOSE], close));
        }
        for near in [at.checked_sub(2), Some(at + 2), at.checked_sub(3), Some(at + 3)] {
            row.put(near.and_then(|i| lines.get(i)).map_or([-1.0; NEAR], further));
        }
        for reach in [3, 8] {
            let end = lines.len();
            for side in [at.saturating_sub(reach)..at, at + 1..(at + 1 + reach).min(end)] {
                row.put([
                    page.sizes.share(&side),
                    page.sentences.share(&side),
                    page.furniture.share(&side),
                    page.topics.share(&side),
                    page.goods.share(&side),
                ]);
            }
        }
    }
}

/// A row that is filled from left to right.
struct Row<'r>(&'r mut [f32]);

impl Row<'_> {
    fn put<const N: usize>(&mut self, values: [f32; N]) {
        let (here, rest) = std::mem::take(&mut self.0).split_at_mut(N);
        here.copy_from_slice(&values);
        self.0 = rest;
    }
}

/// What a line says for itself.
fn own(seen: &Seen) -> [f32; 24] {
    let line = &seen.line;
    let words = line.words.max(1.0);
    let chars = line.chars.max(1.0);
    [
        seen.size,
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
        flag(line.has_bar),
        flag(line.has_address),
        flag(line.has_hash),
        flag(line.has_copyright),
        flag(line.has_year),
        flag(line.has_time),
        seen.furniture,
        seen.topic,
        seen.stop,
        seen.repeats,
        flag(seen.after_blank),
    ]
}

fn close(seen: &Seen) -> [f32; CLOSE] {
    let line = &seen.line;
    [seen.size, line.end, line.start, seen.furniture, seen.topic, seen.stop, seen.repeats]
}

fn further(seen: &Seen) -> [f32; NEAR] {
    [seen.size, seen.line.end, seen.furniture, seen.topic]
}

/// What rows need of the page as a whole.
struct Page {
    lines: f32,
    words: f32,
    good: f32,
    first_good: f32,
    last_good: f32,
    sizes: Sums,
    sentences: Sums,
    furniture: Sums,
    topics: Sums,
    goods: Sums,
}

impl Page {
    fn of(lines: &[Seen]) -> Self {
        let is_good = |line: &Seen| line.is_good();
        let good = lines.iter().filter(|line| line.is_good()).map(|line| line.line.words);
        Self {
            lines: lines.len() as f32,
            words: lines.iter().map(|line| line.line.words).sum::<f32>().max(1.0),
            good: good.sum::<f32>().max(1.0),
            first_good: lines.iter().position(is_good).unwrap_or(0) as f32,
            last_good: lines.iter().rposition(is_good).unwrap_or(0) as f32,
            sizes: Sums::of(lines.iter().map(|line| line.size)),
            sentences: Sums::of(lines.iter().map(|line| flag(line.line.end == 1.0))),
            furniture: Sums::of(lines.iter().map(|line| flag(line.furniture > 0.0))),
            topics: Sums::of(lines.iter().map(|line| line.topic)),
            goods: Sums::of(lines.iter().map(|line| flag(line.is_good()))),
        }
    }
}
