//! What an article is about: the stems of its content words.
//!
//! A stem is the first six letters of a word of four or more: rough, the same for all languages of
//! the dictionaries, and one hash. Built only when a line is under suspicion.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::page::Page;
use crate::lexicon::words::is_alphanumeric;

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
    // Hashes of the word so far, of its stem, and of the stem without its last letter.
    let (mut whole, mut stem, mut shorter) = (0, 0, 0);
    let (mut chars, mut last) = (0, '\0');
    let common = &*COMMON_HASHES;
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let is_end = at >= bytes.len();
        let c = match bytes.get(at) {
            Some(&byte) if byte.is_ascii() => {
                at += 1;
                char::from(LETTERS[usize::from(byte)])
            }
            Some(_) => {
                let c = text[at..].chars().next().expect("a character begins here");
                at += c.len_utf8();
                let c = lower(c);
                if is_alphanumeric(c) { c } else { '\0' }
            }
            None => '\0',
        };
        if c != '\0' {
            whole = fold(whole, c);
            if chars < STEM_CHARS {
                shorter = stem;
                stem = whole;
            }
            chars += 1;
            last = c;
            continue;
        }
        if chars >= MIN_CHARS {
            // A plural of a short word meets its singular.
            let stem = if chars <= STEM_CHARS && last == 's' { shorter } else { stem };
            if bit(stem) & wanted != 0 && !common.contains(&whole) {
                f(stem);
            }
        }
        if is_end {
            return;
        }
        (whole, stem, chars) = (0, 0, 0);
    }
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
    /// Number of lines, and the last of them.
    lines: FxHashMap<u64, (u32, usize)>,
}

impl Topic {
    /// Looks for the stems of the `suspects` and of the lines below them in all other lines.
    pub fn of(page: &Page<'_>, suspects: &[usize]) -> Self {
        let mut lines: FxHashMap<u64, (u32, usize)> = FxHashMap::default();
        for &i in suspects {
            for line in [Some(i), page.after(i)].into_iter().flatten() {
                each_stem(page.lines[line].text(), u64::MAX, |stem| {
                    lines.entry(stem).or_insert((0, usize::MAX));
                });
            }
        }
        let wanted = lines.keys().fold(0, |bits, &stem| bits | bit(stem));
        for i in page.live().filter(|i| suspects.binary_search(i).is_err()) {
            each_stem(page.lines[i].text(), wanted, |stem| {
                if let Some((count, last)) = lines.get_mut(&stem)
                    && *last != i
                {
                    *count += 1;
                    *last = i;
                }
            });
        }
        Self { lines }
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
    fn function_words_carry_no_topic() {
        assert!(stems("It was with them, and then THERE.").is_empty());
    }
}
