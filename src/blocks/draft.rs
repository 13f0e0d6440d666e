//! The text of one block while it is read: white space squeezed, places of possible cuts kept.
//!
//! In go pieces of text, line breaks and cell borders, out come the lines of text that become
//! blocks. What a single `<br>` or a cell border means is known only when the block is complete:
//! - two or more `<br>` in a row, or an empty line in `<pre>`, always cut;
//! - a single `<br>` is a space; where at least three of them part short lines (a poem, an
//!   address) it is a new line inside the block; where it parts two stretches of prose that are
//!   long enough to be paragraphs, the first of which ends like a sentence, it cuts;
//! - a cell border is a space, so that a row of a table is one block; where a cell holds as much
//!   text as a paragraph, an empty line or a menu (a page laid out by tables), cell borders cut.

use std::ops::Range;

use super::raw::is_space;
use crate::document::{Hint, Hints, Ruling};

/// From how many line breaks on short lines are a poem.
const POEM_BREAKS: usize = 3;
/// Longest line of a poem, and the longest mean, in bytes; verse is rarely longer, prose always.
const POEM_LINE: usize = 120;
const POEM_MEAN: usize = 70;
/// Least bytes before and after a single line break that parts paragraphs.
const PARAGRAPH_BEFORE: usize = 100;
const PARAGRAPH_AFTER: usize = 60;
/// A cell with more bytes than this holds prose, not a value.
const CELL_OF_PROSE: usize = 160;

/// What is known of a stretch of text besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// Number of the block element that it stands in.
    pub(super) node: u32,
    /// What all inline elements around it hint at.
    pub(super) inline: Hints,
    /// Whether it stands in a link.
    pub(super) is_link: bool,
    /// Whether white space counts.
    pub(super) is_pre: bool,
    /// What the rules of the site say of it.
    pub(super) ruling: Option<Ruling>,
}

/// A line of a finished draft.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where its text begins and ends in [`Draft::bytes`].
    pub(super) start: usize,
    pub(super) end: usize,
    /// Number of the block element that it stands in.
    pub(super) node: u32,
    /// What the inline elements around all of it hint at, and whether there is a time in it.
    pub(super) inline: Hints,
    /// Bytes of it inside links.
    pub(super) link_bytes: u32,
    /// Number of links in it.
    pub(super) links: u16,
    /// Whether it is a row of a table, or one cell of it.
    pub(super) is_row: bool,
    /// Whether a rule of the site keeps a part of it.
    pub(super) is_kept: bool,
    border: Border,
}

/// What parts a line from the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Border {
    /// A certain cut.
    Cut,
    /// A single `<br>`.
    Break,
    /// The border of a table cell.
    Cell,
}

/// White space read since the last word.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Gap {
    None,
    Space,
    /// White space of `<pre>`, kept in `Draft::verbatim`.
    Verbatim,
    Breaks(u32),
    Cell,
}

/// The text of a block under way.
#[derive(Debug)]
pub(super) struct Draft {
    /// Its text; one byte of white space stands between two lines.
    pub(super) bytes: Vec<u8>,
    lines: Vec<Line>,
    gap: Gap,
    verbatim: Vec<u8>,
    is_new_link: bool,
    /// Stretches of its text that a rule of the site strips.
    cuts: Vec<Range<usize>>,
}

impl Draft {
    /// A draft without text.
    pub(super) fn new() -> Self {
        Self {
            bytes: Vec::new(),
            lines: Vec::new(),
            gap: Gap::None,
            verbatim: Vec::new(),
            is_new_link: false,
            cuts: Vec::new(),
        }
    }

    /// Adds a piece of text.
    pub(super) fn push(&mut self, piece: &[u8], around: Around) {
        let mut rest = piece;
        while !rest.is_empty() {
            let blank = blank_length(rest);
            if blank > 0 {
                self.space(&rest[..blank], around.is_pre);
                rest = &rest[blank..];
                continue;
            }
            let run = run_of_words(rest);
            self.words(&rest[..run], around);
            rest = &rest[run..];
        }
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self, is_pre: bool) {
        if is_pre {
            return self.space(b"\n", true);
        }
        self.gap = match self.gap {
            Gap::Breaks(n) => Gap::Breaks(n + 1),
            Gap::Cell => Gap::Cell,
            _ => Gap::Breaks(1),
        };
    }

    /// Adds the border of a table cell.
    pub(super) fn cell_border(&mut self) {
        self.gap = Gap::Cell;
    }

    /// Adds a space, as between two pictures.
    pub(super) fn space_between(&mut self) {
        self.space(b" ", false);
    }

    /// Notes that a link begins.
    pub(super) fn link_begins(&mut self) {
        self.is_new_link = true;
    }

    fn space(&mut self, space: &[u8], is_pre: bool) {
        match self.gap {
            Gap::None | Gap::Space if is_pre => {
                self.gap = Gap::Verbatim;
                self.verbatim.clear();
                self.verbatim.extend_from_slice(space);
            }
            Gap::Verbatim => self.verbatim.extend_from_slice(space),
            Gap::None => self.gap = Gap::Space,
            _ => {}
        }
    }

    fn words(&mut self, words: &[u8], around: Around) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let border = match gap {
            _ if self.lines.is_empty() => Some(Border::Cut),
            Gap::None | Gap::Space => None,
            Gap::Verbatim => {
                let cuts = self.verbatim.iter().filter(|b| **b == b'\n').count() > 1;
                cuts.then_some(Border::Cut)
            }
            Gap::Breaks(1) => Some(Border::Break),
            Gap::Breaks(_) => Some(Border::Cut),
            Gap::Cell => Some(Border::Cell),
        };
        let before = self.bytes.len();
        if let Some(border) = border {
            if !self.lines.is_empty() {
                self.bytes.push(b' ');
            }
            let start = self.bytes.len();
            let node = around.node;
            let inline = around.inline;
            let line = Line {
                start,
                end: start,
                node,
                inline,
                link_bytes: 0,
                links: 0,
                is_row: false,
                is_kept: false,
                border,
            };
            self.lines.push(line);
            self.is_new_link |= around.is_link;
        } else if gap == Gap::Verbatim {
            self.bytes.extend_from_slice(&self.verbatim);
        } else if gap == Gap::Space {
            self.bytes.push(b' ');
        }
        self.bytes.extend_from_slice(words);
        let Some(line) = self.lines.last_mut() else { return };
        line.end = self.bytes.len();
        line.inline = common(line.inline, around.inline);
        match around.ruling {
            Some(Ruling::Keep) => line.is_kept = true,
            Some(Ruling::Strip) => match self.cuts.last_mut() {
                Some(cut) if cut.end == before => cut.end = line.end,
                _ => self.cuts.push(line.end - words.len()..line.end),
            },
            None => {}
        }
        if around.is_link {
            let from = before.max(line.start);
            line.link_bytes += (line.end - from) as u32;
            line.links = line.links.saturating_add(self.is_new_link.into());
            self.is_new_link = false;
        }
    }

    /// Decides about the borders, gives the lines to `emit` and starts anew.
    pub(super) fn finish(&mut self, mut emit: impl FnMut(&[u8], Line, &[Range<usize>])) {
        self.gap = Gap::None;
        if self.lines.is_empty() {
            return;
        }
        let mut lines = std::mem::take(&mut self.lines);
        if lines.len() > 1 {
            self.decide(&mut lines);
        }
        for line in &lines {
            emit(&self.bytes, *line, &self.cuts);
        }
        lines.clear();
        self.lines = lines;
        self.bytes.clear();
        self.cuts.clear();
    }

    /// Joins the lines whose borders do not cut.
    fn decide(&mut self, lines: &mut Vec<Line>) {
        let mut done: Vec<Line> = Vec::with_capacity(lines.len());
        let has_cuts = lines[1..].iter().any(|line| line.border == Border::Cut);
        for group in lines.chunk_by(|_, next| next.border != Border::Cut) {
            let first = done.len();
            for cell in group.chunk_by(|_, next| next.border != Border::Cell) {
                self.decide_breaks(cell, &mut done);
            }
            let has_cells = group.iter().any(|line| line.border == Border::Cell);
            let is_value = |l: &Line| l.end - l.start <= CELL_OF_PROSE && !self.is_menu(l);
            if has_cells && done[first..].iter().all(is_value) && !has_cuts {
                for line in done.drain(first + 1..).collect::<Vec<_>>() {
                    join(&mut done[first], line);
                }
                done[first].is_row = true;
            }
        }
        *lines = done;
    }

    /// Whether a cell has several lines, most of them links.
    fn is_menu(&self, cell: &Line) -> bool {
        2 * cell.link_bytes as usize > cell.end - cell.start
            && self.bytes[cell.start..cell.end].contains(&b'\n')
    }

    /// Decides about the single line breaks between `lines`.
    fn decide_breaks(&mut self, lines: &[Line], done: &mut Vec<Line>) {
        let longest = lines.iter().map(|l| l.end - l.start).max().unwrap_or(0);
        let mean = lines.iter().map(|l| l.end - l.start).sum::<usize>() / lines.len();
        let is_poem = lines.len() > POEM_BREAKS && longest <= POEM_LINE && mean <= POEM_MEAN;
        done.push(lines[0]);
        for &line in &lines[1..] {
            let Some(last) = done.last_mut() else { return };
            if is_poem {
                self.bytes[line.start - 1] = b'\n';
            } else if last.end - last.start >= PARAGRAPH_BEFORE
                && line.end - line.start >= PARAGRAPH_AFTER
                && ends_sentence(&self.bytes[last.start..last.end])
            {
                done.push(line);
                continue;
            }
            join(last, line);
        }
    }
}

/// Appends `line` to the one before it.
fn join(last: &mut Line, line: Line) {
    last.end = line.end;
    last.inline = common(last.inline, line.inline);
    last.link_bytes += line.link_bytes;
    last.links = last.links.saturating_add(line.links);
    last.is_kept |= line.is_kept;
}

/// What is said of all of a line of two parts, and of a time what is said of either.
fn common(a: Hints, b: Hints) -> Hints {
    const TIME: Hints = Hints::NONE.with(Hint::Time);
    a & b | (a | b) & TIME
}

/// Length of the white space at the start of `text`: mostly what a tag is set in by.
fn blank_length(text: &[u8]) -> usize {
    let mut length = 0;
    while text.get(length).is_some_and(|byte| is_space(*byte)) {
        length += match text[length..].first_chunk::<8>() {
            Some(chunk) if *chunk == [b' '; 8] || *chunk == [b'\t'; 8] => 8,
            _ => 1,
        };
    }
    length
}

/// Length of the words at the start of `text` up to white space other than a single space
/// between two words.
fn run_of_words(text: &[u8]) -> usize {
    let ends = |at: usize| {
        let is_single = || text[at] == b' ' && text.get(at + 1).is_some_and(|b| !is_space(*b));
        is_space(text[at]) && !is_single()
    };
    let mut at = 0;
    while let Some(bytes) = text[at..].first_chunk() {
        if may_end(bytes)
            && let Some(end) = (at..at + STEP).find(|&at| ends(at))
        {
            return end;
        }
        at += STEP;
    }
    (at..text.len()).find(|&at| ends(at)).unwrap_or(text.len())
}

/// Bytes looked at together for the end of a run of words.
const STEP: usize = 16;

/// Whether there is a control character, or a space before a further one, among the first [`STEP`] bytes.
fn may_end(bytes: &[u8; STEP + 1]) -> bool {
    // Not as soon as it is found: so it is a few vector steps.
    (0..STEP).fold(false, |found, at| {
        found | (bytes[at] < b' ') | (bytes[at] == b' ') & (bytes[at + 1] <= b' ')
    })
}

/// Whether the text ends like a sentence, closing quotes and brackets aside.
fn ends_sentence(text: &[u8]) -> bool {
    let tail = String::from_utf8_lossy(&text[text.len().saturating_sub(16)..]);
    let closing = ['"', '\'', '”', '’', '»', '«', ')', ']', '“', ' ', '\u{a0}', '\u{202f}'];
    let tail = tail.trim_end_matches(closing);
    tail.ends_with(['.', '!', '?', '…', '。', '！', '？', '۔', '؟', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(draft: &mut Draft) -> Vec<String> {
        let mut lines = Vec::new();
        draft.finish(|bytes, line, _| {
            lines.push(String::from_utf8_lossy(&bytes[line.start..line.end]).into_owned());
        });
        lines
    }

    fn broken(parts: &[&str]) -> Vec<String> {
        let mut draft = Draft::new();
        for part in parts {
            draft.push(part.as_bytes(), Around::default());
            draft.line_break(false);
        }
        lines(&mut draft)
    }

    #[test]
    fn a_single_break_is_a_space_and_two_cut() {
        assert_eq!(broken(&["Harbor fire", "out"]), ["Harbor fire out"]);
        assert_eq!(broken(&["One.", "", "Two."]), ["One.", "Two."]);
    }

    #[test]
    fn short_lines_are_a_poem_and_long_ones_paragraphs() {
        assert_eq!(
            broken(&["The tide came in", "the tide went out", "and no one", "knew"]),
            ["The tide came in\nthe tide went out\nand no one\nknew"]
        );
        let prose = "The council of Ostermoor met again on Monday to talk about the old ferry, \
            which has not run since the flood of the spring before.";
        assert_eq!(broken(&[prose, prose]), [prose, prose]);
    }

    #[test]
    fn cells_with_empty_lines_are_no_values() {
        let row = |cells: &[&[&str]]| {
            let mut draft = Draft::new();
            for cell in cells {
                for part in *cell {
                    draft.push(part.as_bytes(), Around::default());
                    draft.line_break(false);
                }
                draft.cell_border();
            }
            lines(&mut draft)
        };
        assert_eq!(row(&[&["Ferry"], &["14", "trips"]]), ["Ferry 14 trips"]);
        let menu: &[&str] = &["Front page", "", "Contact us"];
        assert_eq!(row(&[menu, &["Ferry is back"]]), ["Front page", "Contact us", "Ferry is back"]);
    }

    #[test]
    fn a_cell_with_a_menu_is_no_value() {
        let row = |is_link: bool| {
            let mut draft = Draft::new();
            for entry in ["News", "Sport", "Letters", "Births"] {
                draft.push(entry.as_bytes(), Around { is_link, ..Around::default() });
                draft.line_break(false);
            }
            draft.cell_border();
            draft.push(b"Ferry is back", Around::default());
            lines(&mut draft)
        };
        assert_eq!(row(true), ["News\nSport\nLetters\nBirths", "Ferry is back"]);
        assert_eq!(row(false), ["News\nSport\nLetters\nBirths Ferry is back"]);
    }

    #[test]
    fn links_are_counted_where_their_text_stands() {
        let mut draft = Draft::new();
        draft.push(b" see ", Around::default());
        draft.link_begins();
        let link = Around { is_link: true, ..Around::default() };
        draft.push(b"the ", link);
        draft.push(b"plan", link);
        draft.push(b" today", Around::default());
        draft.finish(|bytes, line, _| {
            assert_eq!(bytes, b"see the plan today");
            assert_eq!((line.link_bytes, line.links), (9, 1));
        });
    }

    #[test]
    fn runs_of_words_end_at_white_space_that_is_more_than_one_space() {
        let words =
            "The ferry to Norholm came back on Monday with a new engine, its crew, and\u{a0}mail.";
        for gap in ["  ", " \n", "\n", "\t", "\r\n", "\x0c"] {
            for at in 0..words.len() {
                let Some((start, rest)) = words.split_at_checked(at) else { continue };
                let start = start.trim_end();
                let text = format!("{start}{gap}{}", rest.trim_start());
                assert_eq!(run_of_words(text.as_bytes()), start.len(), "{text:?}");
            }
        }
        assert_eq!(run_of_words(words.as_bytes()), words.len());
        assert_eq!(run_of_words(format!("{words} ").as_bytes()), words.len());
    }

    #[test]
    fn preformatted_text_keeps_its_lines() {
        let pre = Around { is_pre: true, ..Around::default() };
        let mut draft = Draft::new();
        draft.push(b"\n a  b\n   c\n\n d", pre);
        assert_eq!(lines(&mut draft), ["a  b\n   c", "d"]);
    }
}
