//! What an article is about: the stems of its content words.
//!
//! A stem is the first six letters of a word of four or more: rough, the same for all languages of
//! the dictionaries, and one hash. Built only when a line is under suspicion.

use rustc_hash::{FxHashMap, FxHashSet};

use super::page::Page;

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

/// The stems of a line's content words, each once.
pub fn stems(text: &str) -> FxHashSet<u64> {
    let common = |word: &str| COMMON.contains(&word);
    let mut found = FxHashSet::default();
    let mut folded = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        // Bytes first: most words are done with by their length.
        if word.len() < MIN_CHARS || word.chars().count() < MIN_CHARS {
            continue;
        }
        folded.clear();
        folded.extend(word.chars().flat_map(char::to_lowercase));
        if folded.len() <= 8 && common(&folded) {
            continue;
        }
        let end = folded.char_indices().nth(STEM_CHARS).map_or(folded.len(), |(at, _)| at);
        let stem = &folded[..end];
        // A plural of a short word meets its singular.
        let stem = if end == folded.len() { stem.strip_suffix('s').unwrap_or(stem) } else { stem };
        found.insert(hash(stem));
    }
    found
}

fn hash(stem: &str) -> u64 {
    stem.bytes().fold(0, |hash: u64, byte| {
        (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

/// In how many lines each stem of an article stands.
pub struct Topic {
    lines: FxHashMap<u64, u32>,
}

impl Topic {
    /// The topic of the lines still there that `is_counted` lets in.
    pub fn of(page: &Page<'_>, is_counted: impl Fn(usize) -> bool) -> Self {
        let mut lines: FxHashMap<u64, u32> = FxHashMap::default();
        for i in page.live().filter(|&i| is_counted(i)) {
            for stem in stems(page.lines[i].text()) {
                *lines.entry(stem).or_default() += 1;
            }
        }
        Self { lines }
    }

    /// How many of `stems` stand in the article, apart from `own` lines that hold them anyway.
    pub fn shared(&self, stems: &FxHashSet<u64>, own: u32) -> usize {
        stems.iter().filter(|stem| self.lines.get(stem).is_some_and(|&n| n > own)).count()
    }
}
