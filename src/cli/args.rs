//! What can be asked on the command line.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Parser, Subcommand, ValueEnum};
use copydesk::config::{Compress, Format, Room};

/// Turns scraped news archives into clean JSONL with a complete audit.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  copydesk clean pages/ -o out                 clean a folder of pages
  copydesk clean crawl-*.warc.gz -o out --compress zst
  zcat news.jsonl.gz | copydesk clean - > clean.jsonl
  copydesk explain article.html                see what would be removed and repaired
  copydesk score out                           which sites are clean, which are not
  copydesk audit verify out                    hold the output against its audit

Exit codes: 0 done; 1 done, some records could not be read; 2 usage, configuration or
dictionary; 3 the run could not finish.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Clean files, folders, globs, archives or standard input (-)
    Clean(Clean),
    /// Show one document with what is removed and repaired in it
    Explain(Explain),
    /// Score the sites of an output folder again
    Score(Score),
    /// Write the report of an output folder again: OUT/report.html
    Report(Report),
    /// Check or undo what a run did
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Check dictionaries or bring them into canonical form
    Dictionary {
        #[command(subcommand)]
        command: DictionaryCommand,
    },
    /// Train a language model
    Model {
        #[command(subcommand)]
        command: ModelCommand,
    },
    /// Print the whole configuration as in force
    Config(Settings),
}

/// Settings that every command with documents takes.
#[derive(Debug, Default, clap::Args)]
pub struct Settings {
    /// Configuration file (TOML; docs/CONFIGURATION.md lists the keys)
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Change one key of the configuration, such as read.max_record_bytes=1000000
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Folder of dictionaries put over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub dictionaries: Option<PathBuf>,
    /// Rules for single sites: what to strip and keep, by CSS selectors (docs/SITE_RULES.md)
    #[arg(long, value_name = "FILE")]
    pub site_rules: Option<PathBuf>,
    /// Language model in place of the shipped one, as `model train` makes it
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Lowest confidence at which spun words are put back, 0 to 1
    #[arg(long, value_name = "CONFIDENCE")]
    pub min_confidence: Option<f32>,
    /// Put back more spun words, at the price of more that are wrong
    #[arg(long)]
    pub aggressive: bool,
    /// Rooms to pass by: strip, articles, normalize, spin, repair
    #[arg(long, value_name = "ROOM", value_delimiter = ',')]
    pub skip: Vec<RoomName>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  copydesk clean pages/ -o out
  copydesk clean 'archive/**/*.html' news.jsonl.zst -o out --threads 8
  copydesk clean dump.txt -o out --skip spin,repair     only encodings and boilerplate
  cat page.html | copydesk clean - | jq .text
  copydesk clean news.jsonl -o out --set read.text_fields=story   a field of another name
  copydesk clean crawl.warc.gz -o out --site-rules sites.toml
  copydesk clean pages/ -o out --format bulk            for Elasticsearch and OpenSearch

A file of site rules strips or keeps what no model gets right:
  [[site]]
  host = \"example.org\"                  # and its subdomains; \"*\" for all pages
  strip = [\"div.promo\", \"#newsletter\", \"aside > p.note\"]
  keep = [\".fact-box\"]

Reads .txt, .html, RSS and Atom, .jsonl, .json, .csv, .tsv, .warc and .wet, each also .gz and .zst,
and .zip and .tar of these; what a file is is told by its content where its name does not say.")]
pub struct Clean {
    /// Files, folders, globs, or - for standard input
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Output folder; without it documents alone go to standard output
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Threads that clean, at most 1024; 0 means one a core
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u16).range(..=1024))]
    pub threads: u16,
    /// Compress the output files
    #[arg(long, value_enum, requires = "output")]
    pub compress: Option<CompressName>,
    /// What the documents are written for
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,
    /// Leave cells of sites.csv as they are that a spreadsheet would take for formulas
    #[arg(long, requires = "output")]
    pub csv_raw: bool,
    /// Largest record in bytes; larger ones are passed over
    #[arg(long, value_name = "BYTES")]
    pub max_record_bytes: Option<u64>,
    /// Keep readers' comments
    #[arg(long)]
    pub comments: bool,
    /// Keep the headlines of HTML pages in the text too, not in metadata.title alone
    #[arg(long)]
    pub titles: bool,
    /// Do not write report.html
    #[arg(long, requires = "output")]
    pub no_report: bool,
    /// No progress and no summary
    #[arg(short, long)]
    pub quiet: bool,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Removed text is shown as [-…-] with its reason, repairs as [-before-]{+after+}; on a terminal in
color, and page by page through $PAGER (less). Changes of spaces and characters alone are not
marked.

Examples:
  copydesk explain article.txt
  copydesk explain archive.jsonl.gz --record 41
  copydesk explain page.html --html view.html     a page to open in a browser
  curl -s https://example.com/story | copydesk explain -")]
pub struct Explain {
    /// A file, or - for standard input
    pub input: PathBuf,
    /// Which record of the file, from 0: the src_record of its documents
    #[arg(long, default_value_t = 0)]
    pub record: u64,
    /// Write a page for the browser instead, or - for standard output
    #[arg(long, value_name = "PAGE.html")]
    pub html: Option<PathBuf>,
    /// Do not pass long output on a terminal through $PAGER
    #[arg(long)]
    pub no_pager: bool,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Counts the documents of a finished run and writes sites.jsonl and sites.csv anew: a row a site
with the shares of boilerplate, copies, spun text and trouble of encoding, and a hygiene_score
from 0 to 1 with its parts (docs/OUTPUT.md). The score says how clean a site's text is, not
whether it is true. Documents without an address are counted under their source or their folder.

Examples:
  copydesk score out
  copydesk score out --set score.min_documents=5
  copydesk score out --set score.hygiene.byline=1 --set score.hygiene.boilerplate_free=0
  jq -r 'select(.hygiene_score < 0.5) | .site' out/sites.jsonl")]
pub struct Score {
    /// Output folder of a run
    pub out: PathBuf,
    /// Configuration file (TOML); without it the run's own
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Change one key of the configuration, such as score.min_documents=5
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Leave cells of sites.csv as they are that a spreadsheet would take for formulas
    #[arg(long)]
    pub csv_raw: bool,
    /// No table of sites
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The report is one file to open in a browser: what was in the archive, what was done to it, every
site, and examples of documents with everything that was changed in them. It loads nothing.

Examples:
  copydesk report out
  copydesk report out --output report-of-march.html")]
pub struct Report {
    /// Output folder of a run
    pub out: PathBuf,
    /// Write it elsewhere; - for standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Say nothing
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check that every text follows from its base text and back
    Verify {
        /// Output folder of a run
        out: PathBuf,
    },
    /// Print the base text of every article as JSON lines
    Undo {
        /// Output folder of a run
        out: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Train a language model on the .txt files of a folder, a paragraph a line
    Train(ModelTrain),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
The model serves the detection of spun text: train it on millions of words of sound English, the
nearer to your archive the better.

Examples:
  copydesk model train sound-articles -o own.ngram
  copydesk clean archive.jsonl -o out --model own.ngram")]
pub struct ModelTrain {
    /// Folder of .txt files, or one file
    pub folder: PathBuf,
    /// The model file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Size to prune to, in megabytes; 0 prunes nothing
    #[arg(long, default_value_t = 12.0)]
    pub size: f64,
}

#[derive(Debug, Subcommand)]
pub enum DictionaryCommand {
    /// Report wrong entries with file and line
    Check {
        /// Dictionary files or folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Rewrite files in canonical form: sorted, unique, NFC
    Format {
        /// Dictionary files or folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
}

/// A room's name on the command line.
#[derive(Clone, Copy, Debug)]
pub struct RoomName(pub Room);

impl FromStr for RoomName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(Self(match name {
            "strip" => Room::Strip,
            "articles" => Room::Articles,
            "normalize" => Room::Normalize,
            "spin" => Room::Spin,
            "repair" => Room::Repair,
            _ => return Err("expected strip, articles, normalize, spin or repair".to_owned()),
        }))
    }
}

/// A compression's name on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum CompressName {
    /// Plain files
    None,
    /// gzip
    Gz,
    /// Zstandard
    Zst,
}

impl From<CompressName> for Compress {
    fn from(name: CompressName) -> Self {
        match name {
            CompressName::None => Self::None,
            CompressName::Gz => Self::Gz,
            CompressName::Zst => Self::Zst,
        }
    }
}

/// A format's name on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatName {
    /// A document a line
    Jsonl,
    /// Bulk requests of Elasticsearch and OpenSearch, files of at most 10 MB
    Bulk,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Jsonl => Self::Jsonl,
            FormatName::Bulk => Self::Bulk,
        }
    }
}
