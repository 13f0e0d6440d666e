//! Lines that run on: a page, or an article and what stood around it, whose line ends became spaces.
//!
//! In go the lines of a text as blocks; out come the same, those that run on cut at the spaces where a line is likely
//! to have ended. The text itself stays as it is: pieces that are kept have their space between them. A logistic
//! model over the words beside a space, their shapes and punctuation tells line ends (as Reynar and Ratnaparkhi 1997
//! told ends of sentences). A line runs on where it shows many ends that no sentence's end is: prose
//! that was written on one line has none and is not cut. Deliberately absent: words glued without a space.

use std::ops::Range;

use memchr::memchr_iter;

use crate::document::Block;
use crate::lexicon::Weights;
use crate::lexicon::words::is_unspaced;
use crate::text::Span;

/// Bytes of the shortest line that is looked at: paragraphs hardly are as long.
const LONG: usize = 800;
/// Log-odds (base e) from which on a space is taken for a line's end: behind a sentence's end, where nothing is cut
/// in two, and elsewhere.
const END_BEHIND: f32 = -0.5;
const END_AMID: f32 = 0.0;
/// Of a hundred words the fewest line ends without a sentence's end before them: so many
/// has one of a hundred dumps of pages at least, and one in eight genuine texts that were put on one line.
const LOST_SHARE: f32 = 1.0;
/// The same, as a count.
const LOST: usize = 3;
/// Facts about a space that the model weighs.
pub const FACTS: usize = 24;

/// Cuts each line that runs on into the lines it was put together from, as far as they can be told.
///
/// `line_ends` is asked for its weights when a line is long enough to be looked at.
pub fn cut_run_on<'w>(
    text: &str,
    blocks: Vec<Block>,
    line_ends: impl FnOnce() -> &'w Weights,
) -> Vec<Block> {
    if blocks.iter().all(|block| block.span.len() < LONG) {
        return blocks;
    }
    let line_ends = line_ends();
    let mut cut = Vec::with_capacity(2 * blocks.len());
    for block in blocks {
        let start = block.span.start as usize;
        let mut from = start;
        for gap in ends(&text[block.span.range()], line_ends) {
            let span = Span::new(from, start + gap.start);
            let after_blank = block.after_blank && from == start;
            cut.push(Block { span, after_blank, ..block });
            from = start + gap.end;
        }
        let after_blank = block.after_blank && from == start;
        cut.push(Block { span: Span::new(from, block.span.end as usize), after_blank, ..block });
    }
    cut
}

/// The white space at which a line is to be cut; none where it does not run on.
fn ends(line: &str, line_ends: &Weights) -> Vec<Range<usize>> {
    if line.len() < LONG {
        return Vec::new();
    }
    let gaps = Gaps::of(line);
    let log_odds = |gap: usize| {
        line_ends.bias() + gaps.facts(gap).iter().map(|&fact| line_ends.of(fact)).sum::<f32>()
    };
    let (amid, behind): (Vec<usize>, Vec<usize>) =
        gaps.candidates().partition(|&gap| !gaps.tokens[gap].ends_sentence());
    let mut ends: Vec<usize> = amid.into_iter().filter(|&gap| log_odds(gap) > END_AMID).collect();
    let lost = ends.len();
    if lost < LOST || 100.0 * (lost as f32) < LOST_SHARE * gaps.tokens.len() as f32 {
        return Vec::new();
    }
    ends.extend(behind.into_iter().filter(|&gap| log_odds(gap) > END_BEHIND));
    ends.sort_unstable();
    ends.into_iter().map(|gap| gaps.place(gap)).collect()
}

/// How a token begins and what it is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Signs,
    Number,
    NumberAndMore,
    Capital,
    Capitals,
    Capitalized,
    /// Small letters, three at most: most of them words that grammar needs.
    Short,
    Small,
    /// Of a script without capitals.
    Caseless,
}

/// What a token ends with, quotation marks and brackets apart.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    Word,
    Stop,
    Exclaimed,
    Colon,
    Comma,
    Sign,
}

/// What stands between two spaces.
#[derive(Clone, Copy, Debug)]
struct Token {
    span: Span,
    /// Its letters, without what stands around them; all of it where there are none.
    letters: Span,
    shape: Shape,
    ending: Ending,
    /// Whether a quotation mark or bracket opens before it, and closes behind it.
    opens: bool,
    closes: bool,
}

/// Letters a short word has at most.
const SHORT_WORD: usize = 3;

impl Token {
    fn of(line: &str, span: Span) -> Self {
        let whole = &line[span.range()];
        let bytes = whole.as_bytes();
        // Most words are small letters and nothing else.
        if bytes[0].is_ascii_lowercase()
            && bytes[bytes.len() - 1].is_ascii_lowercase()
            && (bytes.len() > 4 * SHORT_WORD || whole.is_ascii())
        {
            let shape = if bytes.len() <= SHORT_WORD { Shape::Short } else { Shape::Small };
            let ending = Ending::Word;
            return Self { span, letters: span, shape, ending, opens: false, closes: false };
        }
        let closed = trimmed_end(whole, is_closing);
        let opened = whole.len() - trimmed_start(whole, is_opening).len();
        let core = trimmed_end(trimmed_end(&whole[opened..], is_closing), is_trailing);
        let ending = match closed.chars().next_back() {
            Some('.' | '。' | '．') => Ending::Stop,
            Some('!' | '?' | '…' | '！' | '？' | '؟') => Ending::Exclaimed,
            Some(':' | '：') => Ending::Colon,
            Some(',' | ';' | '،' | '、' | '，') => Ending::Comma,
            Some(last) if last.is_alphanumeric() => Ending::Word,
            _ => Ending::Sign,
        };
        let start = span.start as usize + opened;
        let letters = if core.is_empty() { span } else { Span::new(start, start + core.len()) };
        Self {
            letters,
            shape: shape_of(core),
            ending,
            opens: opened > 0,
            closes: closed.len() < whole.len(),
            span,
        }
    }

    fn ends_sentence(&self) -> bool {
        matches!(self.ending, Ending::Stop | Ending::Exclaimed)
    }

    /// Whether a line may end before it though no punctuation stands there. Of scripts without capitals nothing
    /// tells where, save of those that write no spaces between words.
    fn may_begin(&self, line: &str) -> bool {
        match self.shape {
            Shape::Short | Shape::Small => self.opens,
            Shape::Caseless => line[self.span.range()].starts_with(is_unspaced),
            _ => true,
        }
    }

    fn has_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals | Shape::Capitalized)
    }

    fn shape_number(&self) -> u64 {
        self.shape as u64 + if self.opens { 10 } else { 0 }
    }

    fn ending_number(&self) -> u64 {
        self.ending as u64 + if self.closes { 6 } else { 0 }
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | '[' | '{' | '«' | '“' | '‘' | '„' | '‹')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '}' | '»' | '”' | '’' | '›' | '“')
}

fn is_trailing(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…')
}

/// As [`str::trim_start_matches`], at once where there is nothing to trim.
#[inline]
fn trimmed_start(text: &str, is: fn(char) -> bool) -> &str {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii_alphanumeric() => text,
        _ => text.trim_start_matches(is),
    }
}

/// As [`str::trim_end_matches`], at once where there is nothing to trim.
#[inline]
fn trimmed_end(text: &str, is: fn(char) -> bool) -> &str {
    match text.as_bytes().last() {
        Some(byte) if byte.is_ascii_alphanumeric() => text,
        _ => text.trim_end_matches(is),
    }
}

fn shape_of(core: &str) -> Shape {
    let mut chars = core.chars();
    let Some(first) = chars.next() else { return Shape::Signs };
    let is_one = chars.next().is_none();
    let no_small = || !core.chars().any(char::is_lowercase);
    match first {
        _ if first.is_numeric() && core.chars().all(char::is_numeric) => Shape::Number,
        _ if first.is_numeric() => Shape::NumberAndMore,
        _ if first.is_uppercase() && is_one => Shape::Capital,
        _ if first.is_uppercase() && no_small() => Shape::Capitals,
        _ if first.is_uppercase() => Shape::Capitalized,
        _ if first.is_lowercase() && core.chars().nth(SHORT_WORD).is_none() => Shape::Short,
        _ if first.is_lowercase() => Shape::Small,
        _ if first.is_alphabetic() => Shape::Caseless,
        _ => Shape::Signs,
    }
}

/// FNV-1a over the small forms of a token's letters.
fn hash_of(letters: &str) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let start = 0xcbf2_9ce4_8422_2325;
    if letters.is_ascii() {
        return letters.bytes().map(|byte| byte.to_ascii_lowercase()).fold(start, fold);
    }
    let mut hash = start;
    for letter in letters.chars().flat_map(char::to_lowercase) {
        hash = letter.encode_utf8(&mut [0; 4]).bytes().fold(hash, fold);
    }
    hash
}

/// The spaces of a line, with what the model asks of the words around each.
#[derive(Debug)]
pub struct Gaps<'t> {
    line: &'t str,
    tokens: Vec<Token>,
    /// How many of the tokens before each place have a capital, are short, small, end a sentence.
    counts: Vec<[u16; 4]>,
    /// Tokens from the last end of a sentence before each token, and to the next from it on.
    since: Vec<u16>,
    until: Vec<u16>,
}

/// Which of [`Gaps::counts`].
const CAPITALS: usize = 0;
const SHORT: usize = 1;
const SMALL: usize = 2;
const STOPS: usize = 3;
/// Distances to ends of sentences are as good as endless from here on.
const FAR: u16 = 40;

impl<'t> Gaps<'t> {
    /// Looks at the words of a line.
    pub fn of(line: &'t str) -> Self {
        let mut tokens = Vec::with_capacity(line.len() / 5);
        let mut start = 0;
        for end in memchr_iter(b' ', line.as_bytes()).chain([line.len()]) {
            if start < end {
                tokens.push(Token::of(line, Span::new(start, end)));
            }
            start = end + 1;
        }
        let mut counts = Vec::with_capacity(tokens.len() + 1);
        let mut count = [0u16; 4];
        counts.push(count);
        let (mut since, mut until) = (Vec::with_capacity(tokens.len()), vec![FAR; tokens.len()]);
        let mut from_last = 0;
        for token in &tokens {
            let is_small = matches!(token.shape, Shape::Short | Shape::Small);
            let mut add = |kind: usize, is| count[kind] = count[kind].wrapping_add(u16::from(is));
            add(CAPITALS, token.has_capital());
            add(SHORT, token.shape == Shape::Short);
            add(SMALL, is_small);
            add(STOPS, token.ends_sentence());
            counts.push(count);
            from_last = FAR.min(from_last + 1);
            since.push(from_last);
            if token.ends_sentence() {
                from_last = 0;
            }
        }
        let mut to_next = FAR;
        for (until, token) in until.iter_mut().zip(&tokens).rev() {
            to_next = if token.ends_sentence() { 0 } else { FAR.min(to_next + 1) };
            *until = to_next;
        }
        Self { line, tokens, counts, since, until }
    }

    /// The spaces where a line may have ended: behind punctuation, and before what is no small word. The space
    /// of number i stands behind token i.
    pub fn candidates(&self) -> impl Iterator<Item = usize> {
        let pairs = self.tokens.windows(2).zip(0..);
        pairs
            .filter(|(pair, _)| {
                let is_amid = matches!(pair[0].ending, Ending::Word | Ending::Comma);
                !is_amid || pair[1].may_begin(self.line)
            })
            .map(|(_, gap)| gap)
    }

    /// Where a space stands in the line, in bytes.
    pub fn place(&self, gap: usize) -> Range<usize> {
        self.tokens[gap].span.end as usize..self.tokens[gap + 1].span.start as usize
    }

    /// How many of the tokens `range`, counted from the one before the space, are of a kind.
    fn count(&self, gap: usize, range: Range<isize>, kind: usize) -> u64 {
        let at = |offset: isize| gap.saturating_add_signed(offset).min(self.tokens.len());
        let (start, end) = (self.counts[at(range.start)][kind], self.counts[at(range.end)][kind]);
        u64::from(end.wrapping_sub(start))
    }

    /// What the model weighs of a space: hashes of words, shapes, punctuation and counts around it.
    pub fn facts(&self, gap: usize) -> [u32; FACTS] {
        let token = |offset: isize| self.tokens.get(gap.wrapping_add_signed(offset));
        let word =
            |offset| token(offset).map_or(0, |token| hash_of(&self.line[token.letters.range()]));
        let shape = |offset| token(offset).map_or(0, Token::shape_number);
        let ending = |offset| token(offset).map_or(0, Token::ending_number);
        let around = |kind, width: isize| {
            (self.count(gap, 1 - width..1, kind), self.count(gap, 1..1 + width, kind))
        };
        let (before_a, a, b, behind_b) = (word(-1), word(0), word(1), word(2));
        let (end, before, after) = (ending(0), shape(0), shape(1));
        let (since, until) = (step(self.since[gap]), step(self.until[gap + 1].saturating_add(1)));
        let (capitals, next_capitals) = around(CAPITALS, 6);
        let (short, next_short) = around(SHORT, 8);
        let (small, next_small) = around(SMALL, 5);
        let (smalls, next_smalls) = around(SMALL, 12);
        let (stops, next_stops) = around(STOPS, 30);
        let (stops, next_stops) = (stops.min(4), next_stops.min(4));
        [
            mix(0, [before, end]),
            mix(1, [after]),
            mix(2, [before, end, after]),
            mix(3, [a]),
            mix(4, [b]),
            mix(5, [a, b]),
            mix(6, [a, after, end]),
            mix(7, [before, end, b]),
            mix(8, [shape(-1), before, end, after, shape(2)]),
            mix(9, [before_a, a]),
            mix(10, [b, behind_b]),
            mix(11, [before_a]),
            mix(12, [behind_b]),
            mix(13, [since, end]),
            mix(14, [since, until, after]),
            mix(15, [capitals, next_capitals, end]),
            mix(16, [short, next_short, end]),
            mix(17, [small, next_small, end]),
            mix(18, [smalls, next_smalls]),
            mix(19, [stops, next_stops, end]),
            mix(20, [after, shape(2), shape(3), ending(1)]),
            mix(21, [end, next_small, after]),
            mix(22, [ending(-1), before, end, after]),
            mix(23, [since, small, after, end]),
        ]
    }
}

/// A distance in steps that grow.
fn step(distance: u16) -> u64 {
    const EDGES: [u16; 12] = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30];
    EDGES.partition_point(|&edge| edge <= distance) as u64
}

/// The hash of some values as a fact of number `kind`.
fn mix<const N: usize>(kind: u64, values: [u64; N]) -> u32 {
    let start = 0x9E37_79B9_7F4A_7C15u64.wrapping_mul(kind + 1);
    let hash = values.into_iter().fold(start, |hash, value| {
        let hash = (hash ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^ hash >> 32
    });
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::blocks::cut_text;
    use crate::lexicon::Lexicon;

    fn sample(name: &str) -> String {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        std::fs::read_to_string(root.join(name).join("input.txt")).unwrap()
    }

    fn pieces(text: &str) -> Vec<&str> {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(None).unwrap());
        let blocks = cut_run_on(text, cut_text(text), || LEXICON.line_ends());
        blocks.iter().map(|block| &text[block.span.range()]).collect()
    }

    #[test]
    fn a_page_on_one_line_is_cut_where_its_lines_ended() {
        let text = sample("strip/run-on-page");
        let pieces = pieces(&text);
        assert_eq!(pieces.join(" "), text.trim_end());
        for line in ["Harbour council votes to reopen the ferry dock", "Advertisement"] {
            assert!(pieces.contains(&line), "{line:?} is no piece of {pieces:#?}");
        }
        assert!(pieces.iter().any(|piece| piece.starts_with("The dock, which carries about")));
    }

    #[test]
    fn prose_on_one_line_stays_one_line() {
        let text = sample("genuine/one-line");
        assert!(text.len() > LONG);
        assert_eq!(pieces(&text), [text.trim_end()]);
    }

    #[test]
    fn short_lines_are_not_looked_at() {
        let page = sample("strip/run-on-page");
        let text = format!("Rain fell.\n\n{}", &page[..LONG - 1]);
        let blocks = cut_run_on(&text, cut_text(&text), || unreachable!("no line is long"));
        assert_eq!(blocks, cut_text(&text));
    }

    #[test]
    fn words_are_told_by_their_form() {
        let shape = |whole: &str| {
            let token = Token::of(whole, Span::new(0, whole.len()));
            (token.shape, token.ending, token.opens, token.closes)
        };
        assert_eq!(shape("rain"), (Shape::Small, Ending::Word, false, false));
        assert_eq!(shape("øy,"), (Shape::Short, Ending::Comma, false, false));
        assert_eq!(shape("“Rain.”"), (Shape::Capitalized, Ending::Stop, true, true));
        assert_eq!(shape("NATO?"), (Shape::Capitals, Ending::Exclaimed, false, false));
        assert_eq!(shape("18:20"), (Shape::NumberAndMore, Ending::Word, false, false));
        assert_eq!(shape("|"), (Shape::Signs, Ending::Sign, false, false));
        assert_eq!(shape("天气："), (Shape::Caseless, Ending::Colon, false, false));
    }

    proptest! {
        #[test]
        fn pieces_are_the_text_in_order(words in proptest::collection::vec(
            "(Home|News|Share|By Ann Lee|Rain fell in Oster\\.|the|said|©|20[0-9]{2}|[«“][A-ZÅ][a-zå]{1,6}[»”]|天气)",
            0..400,
        )) {
            let text = words.join(" ");
            prop_assert_eq!(pieces(&text).join(" "), text);
        }
    }
}
