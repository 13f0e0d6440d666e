//! Lines that end where no line ends: text wrapped at a width, and sentences that a scraper broke
//! at every link.
//!
//! Text is taken for wrapped at the width of a stretch of lines, none of them empty or short, that are as long as
//! they can be: the first word of nearly every next line would not have gone onto the line before, and half of these
//! lines go on with a small letter. Verses, tables and menus fail the one or the other. Sentences are broken where lines
//! begin with the comma or stop of the line before; where a text shows that, its other pieces are
//! joined as well. Deliberately absent: scripts without capitals, of which neither can be told,
//! and words that were cut in two.

use std::ops::Range;

use memchr::memchr_iter;

use crate::text::{Edit, Reason, Span, Text, Why};

const WHY: Why = Why { rule: "normalize/line-break", reason: Reason::Whitespace, confidence: 0.95 };

/// Characters of the longest line of a wrapped stretch: verses are shorter, paragraphs longer.
const WIDTHS: Range<usize> = 56..132;
/// Characters from which on a line is no paragraph's end.
const SHORTEST: usize = 40;
/// Of such a stretch the share of line ends that are as late as they can be, and the share of these that
/// a small letter follows.
const FULL_SHARE: f64 = 0.7;
const SMALL_SHARE: f64 = 0.5;

/// Fewest lines that begin like the rest of a line: with a small letter in a wrapped stretch, with a comma or stop in
/// a text that is broken at its links.
const MIN_RESTS: usize = 2;
/// Fewest words of one of two pieces of a sentence: menus are shorter.
const PIECE_WORDS: usize = 3;
/// Most words of a link amid a sentence.
const LINK_WORDS: usize = 10;

/// What stands in lines of code and hardly in prose.
const CODE: &[u8] = b"{}<>=|\\`~^_";

/// Most rounds: lines that were joined may show how others were wrapped; real texts rest after the first.
const MAX_ROUNDS: usize = 4;

/// Joins the lines beside each line end of a normalized text that is none.
///
/// ```
/// use copydesk::{normalize::join_lines, text::Text};
///
/// let mut text = Text::new("The bridge at\nOster\n, closed since May,\nopens on\nFriday\n.".into());
/// join_lines(&mut text);
/// assert_eq!(text.as_str(), "The bridge at Oster, closed since May, opens on Friday.");
/// ```
pub fn join_lines(text: &mut Text) {
    for _ in 0..MAX_ROUNDS {
        let joins = joins(text.as_str());
        if joins.is_empty() {
            return;
        }
        text.apply(joins);
    }
}

/// What takes the place of each line end that is none.
fn joins(text: &str) -> Vec<Edit> {
    if !may_go_on(text) {
        return Vec::new();
    }
    let lines = lines(text);
    let mut joins = vec![false; lines.len()];
    let broken = lines.windows(2).filter(|pair| pair[0].hangs && pair[1].begins == Begins::Closing);
    if broken.count() >= MIN_RESTS {
        join_pieces(&lines, &mut joins);
    }
    join_wrapped(&lines, &mut joins);
    let ends = lines.windows(2).zip(&joins).filter(|(_, join)| **join);
    ends.map(|(pair, _)| {
        let span = Span::new(pair[0].span.end, pair[1].span.start);
        let is_tight = pair[1].begins == Begins::Closing || pair[0].ends_open;
        Edit::replace(span, if is_tight { "" } else { " " }, WHY)
    })
    .collect()
}

/// Whether as many lines begin like the rest of one as either kind of text needs; most texts have none.
fn may_go_on(text: &str) -> bool {
    let starts =
        memchr_iter(b'\n', text.as_bytes()).filter_map(|end| text[end + 1..].chars().next());
    let rests = starts.filter(|first| first.is_lowercase() || ",.;)!?’'".contains(*first));
    rests.take(MIN_RESTS).count() == MIN_RESTS
}

/// How a line begins.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Begins {
    /// With a small letter, as only the rest of a sentence does.
    Small,
    /// With punctuation that belongs to the word before.
    Closing,
    Other,
}

#[derive(Debug)]
struct Line {
    span: Range<usize>,
    after_blank: bool,
    begins: Begins,
    is_code: bool,
    /// Whether it ends without the end of a sentence, and is no code.
    hangs: bool,
    /// Whether it ends with an opening mark or a hyphen.
    ends_open: bool,
    /// Characters, and those of the first word; lines beyond all widths are not counted.
    width: usize,
    first_word: usize,
    words: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut start, mut after_blank) = (0, false);
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        if start == end {
            after_blank = true;
        } else {
            lines.push(Line { after_blank, ..Line::of(text, start..end) });
            after_blank = false;
        }
        start = end + 1;
    }
    lines
}

impl Line {
    fn of(text: &str, span: Range<usize>) -> Self {
        let line = &text[span.clone()];
        let last = line.chars().next_back();
        let is_short = line.len() < 4 * WIDTHS.end;
        let is_code = line.bytes().any(|byte| CODE.contains(&byte));
        Self {
            after_blank: false,
            begins: begins(line),
            hangs: last.is_some_and(|c| c.is_alphanumeric() || ",-–—([“‘\"”’')%".contains(c))
                && !is_code,
            is_code,
            ends_open: last.is_some_and(|c| "([“‘-".contains(c)) && !line.ends_with(" -"),
            width: if is_short { line.chars().count() } else { usize::MAX },
            first_word: line.split(' ').next().map_or(0, |word| word.chars().count()),
            words: line.split(' ').take(LINK_WORDS + 1).count(),
            span,
        }
    }
}

fn begins(line: &str) -> Begins {
    let mut chars = line.chars();
    let (first, second) = (chars.next(), chars.next());
    let is_end = second.is_none_or(|c| c == ' ' || "”’\"')".contains(c));
    match first {
        Some(',' | '.' | ';' | ')' | '!' | '?') if is_end => Begins::Closing,
        // "’s" and "'s" of a name that was a link.
        Some('’' | '\'') if second == Some('s') && chars.next().is_none_or(|c| c == ' ') => {
            Begins::Closing
        }
        // "iPhone" begins a line as any name does.
        Some(c) if c.is_lowercase() && !second.is_some_and(char::is_uppercase) => Begins::Small,
        _ => Begins::Other,
    }
}

/// Joins the pieces of sentences that links broke.
fn join_pieces(lines: &[Line], joins: &mut [bool]) {
    for i in 0..lines.len().saturating_sub(1) {
        let (line, next) = (&lines[i], &lines[i + 1]);
        if !line.hangs {
            continue;
        }
        let in_sentence = line.words >= PIECE_WORDS || i > 0 && joins[i - 1];
        joins[i] |= match next.begins {
            Begins::Closing => true,
            Begins::Small => in_sentence || next.words >= PIECE_WORDS,
            // A link: the sentence goes on behind it.
            Begins::Other => {
                let goes_on = lines.get(i + 2).is_some_and(|after| after.begins != Begins::Other);
                in_sentence && next.words <= LINK_WORDS && next.hangs && goes_on
            }
        };
    }
}

/// Joins the lines of stretches that were wrapped, and of shorter ones at the width that these tell.
fn join_wrapped(lines: &[Line], joins: &mut [bool]) {
    let stretches = || lines.chunk_by(|line, next| !next.after_blank && line.width >= SHORTEST);
    let Some(widest) = stretches().filter_map(width_of).max() else { return };
    let mut start = 0;
    for stretch in stretches() {
        let is_wrapped = width_of(stretch).is_some();
        for (join, pair) in joins[start..].iter_mut().zip(stretch.windows(2)) {
            let is_full = pair[0].width <= widest && is_full(pair, widest);
            *join |= is_full || is_wrapped && pair[0].hangs;
        }
        start += stretch.len();
    }
}

/// The width that a stretch was wrapped at, if it was: that of its longest line.
fn width_of(stretch: &[Line]) -> Option<usize> {
    let width = stretch.iter().map(|line| line.width).max()?;
    if !WIDTHS.contains(&width)
        || 3 * stretch.iter().filter(|line| line.is_code).count() > stretch.len()
    {
        return None;
    }
    let full = || stretch.windows(2).filter(|pair| is_full(pair, width));
    let small = full().filter(|pair| pair[1].begins == Begins::Small).count();
    let (full, ends) = (full().count() as f64, stretch.len() as f64 - 1.0);
    let is_wrapped = small >= MIN_RESTS && small as f64 >= SMALL_SHARE * full;
    (is_wrapped && full >= FULL_SHARE * ends).then_some(width)
}

/// Whether the first word of the second line would not have gone onto the first.
fn is_full(pair: &[Line], width: usize) -> bool {
    pair[0].width + 1 + pair[1].first_word > width
}
