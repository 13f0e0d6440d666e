//! What an article is about: the stems of its content words.
//!
//! A stem is the first six letters of a word of four or more: rough, the same for all languages of
//! the dictionaries, and one hash. Built only when a line is under suspicion.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::page::Page;
use crate::lexicon::words::is_alphanumeric;
use crate::text::letters::Letters;

/// Letters that make a stem: "arrested" and "arrests" meet, "community" and "commute" do not.
const STEM_CHARS: usize = 6;

/// Shortest word that carries a topic.
const MIN_CHARS: usize = 4;

/// Function words of four letters and more, and words any headline may hold.
const COMMON: &[&str] = &[
    "about", "after", "again", "also", "been", "before", "being", "could", "does", "down", "each",
    "even", "every", "first", "from", "have", "here", "however", "into", "just", "like", "made",
    "make", "many", "more", "most", "much", "must", "next", "only", "other", "over", "said",
    "says", "should", "since", "some", "such", "than", "that", "their", "them", "then", "there",
    "these", "they", "this", "those", "through", "time", "under", "until", "upon", "very", "were",
    "what", "when", "where", "which", "while", "will", "with", "without", "would", "year", "years",
    "your", "aber", "auch", "beim", "dass", "dann", "eine", "einem", "einen", "einer", "haben",
    "hatte", "hier", "ihre", "kann", "mehr", "nach", "nicht", "noch", "oder", "ohne", "sein",
    "sich", "sind", "über", "unter", "werden", "wird", "wurde", "avec", "cette", "comme", "dans",
    "elle", "leur", "leurs", "mais", "même", "nous", "plus", "pour", "sans", "sont", "sous",
    "tout", "tous", "vous", "como", "cuando", "desde", "donde", "ella", "entre", "esta", "este",
    "hasta", "para", "pero", "porque", "según", "sobre", "todo", "todos", "anche", "come", "dalla",
    "dalle", "della", "delle", "degli", "dopo", "nella", "nelle", "quando", "questa", "questo",
    "sono", "tutti", "depois", "mais", "não", "pela", "pelo", "quem", "seus", "também", "deze",
    "door", "hebben", "heeft", "meer", "naar", "niet", "omdat", "onder", "voor", "waar", "werd",
    "wordt", "zijn",
];

/// Bytes of the longest of [`COMMON`].
const LONGEST_COMMON: usize = {
    let (mut longest, mut at) = (0, 0);
    while at < COMMON.len() {
        if COMMON[at].len() > longest {
            longest = COMMON[at].len();
        }
        at += 1;
    }
    longest
};

/// [`COMMON`] by hash.
static COMMON_HASHES: LazyLock<FxHashSet<u64>> =
    LazyLock::new(|| COMMON.iter().map(|word| word.chars().fold(0, fold)).collect());

/// The stems of a line's content words, each once.
pub fn stems(text: &str) -> FxHashSet<u64> {
    let mut found = FxHashSet::default();
    each_stem(text, u64::MAX, |stem| {
        found.insert(stem);
    });
    found
}

/// The bit that stands for a stem.
fn bit(stem: u64) -> u64 {
    1 << (stem >> 58)
}

/// Calls `f` with the stem of every content word of `text` whose bit is among the `wanted`.
fn each_stem(text: &str, wanted: u64, mut f: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let letters = Letters::of(bytes);
    let mut at = 0;
    while at < bytes.len() {
        let length = letters.run(at);
        let end = at + length as usize;
        let is_plain = length < Letters::LONGEST && bytes.get(end).is_none_or(|&b| is_gap(b));
        let word = if is_plain { plain_word(&bytes[at..end]) } else { any_word(text, &mut at) };
        if let Some(word) = word.filter(|word| bit(word.stem) & wanted != 0)
            && !word.is_common()
        {
            f(word.stem);
        }
        if is_plain {
            at = end + 1;
        }
    }
}

/// Whether a byte is neither part of a word nor of a character beyond ASCII.
fn is_gap(byte: u8) -> bool {
    byte.is_ascii() && LETTERS[usize::from(byte)] == 0
}

/// A word that is long enough to carry a topic.
struct Content<'t> {
    stem: u64,
    /// The hash of its first letters, and the others; none of what is longer than any common word.
    letters: Option<(u64, &'t [u8])>,
}

impl Content<'_> {
    fn is_common(&self) -> bool {
        self.letters.is_some_and(|(start, rest)| {
            let whole = rest.iter().fold(start, |hash, &byte| fold(hash, small(byte)));
            COMMON_HASHES.contains(&whole)
        })
    }
}

/// A word of ASCII letters alone, as most are: read no further than it must be.
fn plain_word(letters: &[u8]) -> Option<Content<'_>> {
    if letters.len() < MIN_CHARS {
        return None;
    }
    let (start, rest) = letters.split_at(letters.len().min(STEM_CHARS));
    let (mut hash, mut shorter) = (0, 0);
    for &byte in start {
        (shorter, hash) = (hash, fold(hash, small(byte)));
    }
    // A plural of a short word meets its singular.
    let is_plural = rest.is_empty() && small(start[start.len() - 1]) == 's';
    let letters = (letters.len() <= LONGEST_COMMON).then_some((hash, rest));
    Some(Content { stem: if is_plural { shorter } else { hash }, letters })
}

/// An ASCII letter in lower case.
fn small(letter: u8) -> char {
    char::from(letter | 0x20)
}

/// The word or sign that begins at a byte, whatever it is; goes behind it and the sign after it.
fn any_word(text: &str, at: &mut usize) -> Option<Content<'static>> {
    // Hashes of the word so far, of its stem, and of the stem without its last letter.
    let (mut whole, mut stem, mut shorter) = (0, 0, 0);
    let (mut chars, mut last) = (0, '\0');
    for c in text[*at..].chars() {
        *at += c.len_utf8();
        let c = match c.is_ascii() {
            true => char::from(LETTERS[c as usize]),
            false => Some(lower(c)).filter(|&c| is_alphanumeric(c)).unwrap_or('\0'),
        };
        if c == '\0' {
            break;
        }
        whole = fold(whole, c);
        if chars < STEM_CHARS {
            shorter = stem;
            stem = whole;
        }
        chars += 1;
        last = c;
    }
    let stem = if chars <= STEM_CHARS && last == 's' { shorter } else { stem };
    (chars >= MIN_CHARS).then_some(Content { stem, letters: Some((whole, &[])) })
}

/// The lower-case form of every ASCII letter and digit, 0 for other signs.
const LETTERS: [u8; 128] = {
    let mut letters = [0; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() {
            letters[at] = byte.to_ascii_lowercase();
        }
        at += 1;
    }
    letters
};

/// The first character of the lower-case form: enough to compare by.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn fold(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// In how many lines of an article each stem under question stands.
pub struct Topic {
    /// The blocks whose stems are under question, and those that were looked through.
    of: [Vec<usize>; 2],
    /// Number of lines, and the last of them.
    lines: FxHashMap<u64, (u32, usize)>,
}

impl Topic {
    /// Looks for the stems of the `suspects` and of the lines below them in all other lines, unless the page
    /// has it from the round before.
    pub fn of(page: &mut Page<'_>, suspects: &[usize]) -> Self {
        let asked = suspects.iter().flat_map(|&i| [Some(i), page.after(i)]).flatten().collect();
        let read = page.live().filter(|i| suspects.binary_search(i).is_err()).collect();
        let looked_at: [Vec<usize>; 2] = [asked, read];
        let block = |&i: &usize| page.lines[i].index;
        let of = looked_at.each_ref().map(|lines| lines.iter().map(block).collect());
        if let Some(known) = page.topic.take_if(|known| known.of == of) {
            return known;
        }
        let [asked, read] = looked_at;
        let mut lines: FxHashMap<u64, (u32, usize)> = FxHashMap::default();
        for i in asked {
            each_stem(page.lines[i].text(), u64::MAX, |stem| {
                lines.entry(stem).or_insert((0, usize::MAX));
            });
        }
        let wanted = lines.keys().fold(0, |bits, &stem| bits | bit(stem));
        for i in read {
            each_stem(page.lines[i].text(), wanted, |stem| {
                if let Some((count, last)) = lines.get_mut(&stem)
                    && *last != i
                {
                    *count += 1;
                    *last = i;
                }
            });
        }
        Self { of, lines }
    }

    /// How many of `stems` stand in the article, apart from `own` lines that hold them anyway.
    pub fn shared(&self, stems: &FxHashSet<u64>, own: u32) -> usize {
        stems.iter().filter(|stem| self.lines.get(stem).is_some_and(|&(n, _)| n > own)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        assert_eq!(stems("Arrested"), stems("arrests"));
        assert_eq!(stems("ports"), stems("Port"));
        assert_eq!(stems("Überfall"), stems("überfallen"));
        assert_ne!(stems("community"), stems("commuter"));
    }

    #[test]
    fn words_end_where_letters_and_digits_do() {
        let first = |text: &str| stems(text).len();
        assert_eq!(
            [first("port7"), first("7port"), first("2024"), first("por\u{2019}ts")],
            [1, 1, 1, 0]
        );
        assert_eq!(stems(&"harbor-Hafen\u{2014}H\u{e4}fen".to_lowercase()).len(), 3);
        assert_eq!(stems("caf\u{e9} harbors, harbor"), stems("Harbored CAF\u{c9}"));
        assert_eq!(stems(&"x".repeat(200)), stems("xxxxxx"));
        assert_eq!(stems("communit\u{e9}"), stems("community"));
    }

    #[test]
    fn function_words_carry_no_topic() {
        assert!(stems("It was with them, and then THERE.").is_empty());
    }
}
