//! The whole configuration: one field per room, read from one TOML file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

mod check;
mod reading;
mod score;

pub(crate) use reading::refused;
pub use score::{HygieneWeights, QualityWeights, Score};

/// Everything that can be set. Unknown keys are errors.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Rooms to pass by: what they would change stays as it is.
    pub skip: Vec<Room>,
    /// Folder of dictionaries put over the built-in ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dictionaries: Option<PathBuf>,
    /// Language model of English in place of the shipped one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<PathBuf>,
    /// Reading inputs.
    pub read: Read,
    /// Bytes to text.
    pub decode: Decode,
    /// Removing boilerplate.
    pub strip: Strip,
    /// Cutting pages into articles.
    pub articles: Articles,
    /// Recognizing the language.
    pub language: Language,
    /// Recognizing spun text.
    pub spin: Spin,
    /// Repairing spun text.
    pub repair: Repair,
    /// Scoring documents and sites.
    pub score: Score,
    /// Writing.
    pub write: Write,
}

/// A room that can be skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// Removal of boilerplate.
    Strip,
    /// Cutting into several articles.
    Articles,
    /// Control and invisible characters, NFC, white space.
    Normalize,
    /// Spin detection (and with it the repairs that need its verdict).
    Spin,
    /// Repair of spun text.
    Repair,
}

/// How inputs are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Read {
    /// Field names of JSON lines and CSV that hold plain text, tried in order.
    pub text_fields: Vec<String>,
    /// Field names that hold HTML, tried in order when no text field is there.
    pub html_fields: Vec<String>,
    /// Field names that hold the address.
    pub url_fields: Vec<String>,
    /// Largest record in bytes, at most 1 GiB; a larger one is passed over with a line in `errors.jsonl`.
    pub max_record_bytes: u64,
    /// Largest decompressed size of one file or archive member, in bytes.
    pub max_member_bytes: u64,
    /// Largest ratio of decompressed to compressed bytes, counted after the first 64 MiB.
    pub max_ratio: u64,
    /// Most members read from one archive.
    pub max_members: u64,
    /// Largest zstd window accepted, as a power of two, 10 to 31.
    pub zstd_window_max: u32,
}

impl Default for Read {
    fn default() -> Self {
        let names = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect();
        Self {
            text_fields: names(&[
                "text",
                "content",
                "body",
                "maintext",
                "article_text",
                "raw_content",
            ]),
            html_fields: names(&["html", "raw_html", "page_html"]),
            url_fields: names(&["url", "link", "source_url", "uri"]),
            max_record_bytes: 32 << 20,
            max_member_bytes: 1 << 40,
            max_ratio: 1000,
            max_members: 1_000_000,
            zstd_window_max: 27,
        }
    }
}

/// How bytes become text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decode {
    /// Mend mojibake: text that was decoded with the wrong encoding once or more.
    pub mojibake: bool,
    /// Decode lone character references (`&amp;`) in plain text, and escapes (`\n`) that leave it in one line.
    pub entities: bool,
}

impl Default for Decode {
    fn default() -> Self {
        Self { mojibake: true, entities: true }
    }
}

/// How boilerplate is removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Strip {
    /// Keep readers' comments.
    pub comments: bool,
    /// Lowest confidence at which a block is removed, 0 to 1.
    pub min_confidence: f32,
    /// File of rules for single sites (docs/SITE_RULES.md).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_rules: Option<PathBuf>,
}

impl Default for Strip {
    fn default() -> Self {
        Self { comments: false, min_confidence: 0.5, site_rules: None }
    }
}

/// How a page is cut into articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Articles {
    /// Most articles cut from one page; what follows stays in the last.
    pub max_parts: u32,
    /// Keep the headline of an HTML page as a line of the text too, beside `metadata.title`. Off,
    /// because headlines in the text of some documents and not of others skew counts of words.
    pub titles: bool,
}

impl Default for Articles {
    fn default() -> Self {
        Self { max_parts: 1000, titles: false }
    }
}

/// How the language is recognized.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Language {
    /// Bytes of an article that are looked at. On 172 news pages of 41 countries 300 bytes
    /// recognized as many as 1,000 or the whole text, at a third of the time.
    pub sample_bytes: usize,
}

impl Default for Language {
    fn default() -> Self {
        Self { sample_bytes: 300 }
    }
}

/// How spun text is recognized.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Spin {
    /// Score from which an article is called spun, 0 to 1. The score is a probability where one article in
    /// fifty is spun; where fewer are, more of what is called spun is a false alarm.
    pub threshold: f64,
    /// Fewest words an article must have to be judged by its words. Shorter ones hold too few
    /// swapped words to tell from chance: at 60 words two false alarms in three would be short ones.
    pub min_words: usize,
    /// Log-odds of the model at which the score is 0.5, for articles of up to 109, 211, 423 and more
    /// words. Set so that 1 in 1,000 genuine articles of kinds that the models never read is over it
    /// (docs/models/spin.md); a fifth of a unit more saves a quarter of these, and costs 1 in 100 of the articles
    /// spun lightly. Short ones
    /// are held higher: a few odd words of one writer weigh much in them. What gaps ask for is heard of
    /// texts that have log-odds of 1.7 without it.
    pub limits: [f32; 4],
    /// Let articles by that show nothing at a glance. `false` reads every article in full: of articles with
    /// one word in twenty replaced it finds 11 more in 100, of those with one in ten 3, at a tenth of the
    /// speed or less.
    pub gate: bool,
    /// Detectors that are switched off.
    pub off: Vec<Detector>,
}

impl Default for Spin {
    fn default() -> Self {
        Self {
            threshold: 0.5,
            min_words: 60,
            limits: [3.6, 3.3, 2.6, 1.8],
            gate: true,
            off: Vec::new(),
        }
    }
}

/// A detector of spun text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detector {
    /// Entries of the substitution dictionaries.
    KnownPhrases,
    /// Digits as words inside numbers, look-alike letters, unexpanded alternatives.
    Forms,
    /// Parts of words replaced.
    InsideWords,
    /// What WordNet's neighbors of a word would gain.
    SynonymMargin,
    /// Words that do not go with their neighbors.
    Association,
    /// Single words that look put in, by a model over margin and association.
    OddWords,
    /// Rare words for function words, "a" and "an" before the wrong sound.
    FunctionWords,
    /// Rare words in numbers where frequent ones are at hand.
    Register,
    /// Verbs that take the place of "said".
    Reporting,
    /// Damaged names.
    Names,
    /// Phrases that a thesaurus gives for single words.
    ThesaurusPhrases,
    /// Words that are about something else than their text.
    Topic,
    /// Words that their gap does not ask for.
    Cloze,
}

/// How spun text is repaired.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Repair {
    /// Lowest confidence at which a word is changed, 0 to 1.
    pub min_confidence: f32,
    /// Whether words of the inverse lexicon that no dictionary holds are put back too, and others from
    /// 0.45 of `min_confidence` on: more comes back, and more is damaged.
    pub aggressive: bool,
}

impl Default for Repair {
    fn default() -> Self {
        Self { min_confidence: 0.5, aggressive: false }
    }
}

/// How results are written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Write {
    /// Compression of the output files.
    pub compress: Compress,
    /// Input bytes after which a new shard begins.
    pub shard_bytes: u64,
    /// What the files of documents are for.
    pub format: Format,
    /// Leave cells of `sites.csv` as they are that a spreadsheet would take for formulas; else an
    /// apostrophe goes before them.
    pub csv_raw: bool,
}

impl Default for Write {
    fn default() -> Self {
        Self {
            compress: Compress::None,
            shard_bytes: 1 << 30,
            format: Format::Jsonl,
            csv_raw: false,
        }
    }
}

/// What the files of documents are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A document a line.
    #[default]
    Jsonl,
    /// Bulk requests of Elasticsearch and OpenSearch: an action line before each document, files of
    /// at most 10 MB.
    Bulk,
}

/// Compression of output files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compress {
    /// Plain files.
    #[default]
    None,
    /// gzip.
    Gz,
    /// Zstandard.
    Zst,
}

impl Config {
    /// The whole configuration as TOML, every key with its value in force.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("a configuration has only strings, numbers and lists")
    }

    /// Whether `room` is to be passed by.
    pub fn skips(&self, room: Room) -> bool {
        self.skip.contains(&room)
    }

    /// A short hash of everything in force, as written to `metadata.config_hash`.
    pub fn hash(&self) -> String {
        // Dictionaries, models and site rules are told apart by their content, in the manifest, not
        // by where they lie.
        let mut portable = Self { dictionaries: None, model: None, ..self.clone() };
        portable.strip.site_rules = None;
        blake3::hash(portable.to_toml().as_bytes()).to_hex()[..16].to_owned()
    }
}
