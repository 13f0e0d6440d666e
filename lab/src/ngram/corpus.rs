//! The training corpora: which are read, what is held out, and how the text is put in order.

use std::error::Error;
use std::path::Path;

use super::mend;

/// Corpora whose counts may ship, and their terms; `docs/MODELS.md` says more.
const SOURCES: [(&str, &str); 13] = [
    ("senate_pr_punct", "works of US officials"),
    ("doj_press_releases", "public domain"),
    ("au_pm_media_1998", "CC BY 4.0, Commonwealth of Australia"),
    ("au_pm_transcripts_1998", "CC BY 4.0, Commonwealth of Australia"),
    ("un_general_debate_1990", "CC0, half of it"),
    ("whitehouse_remarks", "public domain"),
    ("digitalgov", "CC0"),
    ("18f_blog", "CC0"),
    ("factbook", "public domain"),
    ("frus_history", "public domain"),
    ("inaugural_stateunion", "public domain"),
    ("masc", "open"),
    ("ud_en_ewt", "CC BY-SA 4.0"),
];
const DAMAGED: &str = "doj_press_releases";

/// Blocks of paragraphs, of which the fifth of each fifty is held out.
const BLOCK: usize = 40;
const BLOCKS: usize = 50;
const HELD_OUT: usize = 4;
/// Blocks of each fifty that the spin lab trains and measures on: a model that has read a text
/// finds nothing odd in it. The small corpora are of the most kinds, so more of them is kept apart.
const APART: std::ops::Range<usize> = 25..32;
const APART_OF_SMALL: std::ops::Range<usize> = 25..40;
const SMALL: [&str; 9] = [
    "au_pm_media_1998",
    "whitehouse_remarks",
    "digitalgov",
    "18f_blog",
    "factbook",
    "frus_history",
    "inaugural_stateunion",
    "masc",
    "ud_en_ewt",
];
/// The debates are cut into larger blocks, of which every second is read.
const DEBATE_BLOCK: usize = 200;

/// What the model file says about its training text.
pub fn about() -> String {
    let sources = SOURCES.map(|(name, terms)| format!("{name} ({terms})"));
    format!("English; counts from: {}", sources.join("; "))
}

/// The training texts, mended.
pub fn training(data: &Path) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
    read_all(data, |name, at| {
        !is_apart(name, at) && is_wanted_half(name, at) && at / BLOCK % BLOCKS != HELD_OUT
    })
}

/// What was held out of them.
pub fn held_out(data: &Path) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
    read_all(data, |name, at| is_wanted_half(name, at) && at / BLOCK % BLOCKS == HELD_OUT)
}

/// What no model of words has read and no perplexity is taken of: for training and measuring the
/// detectors of spun text.
pub fn apart(data: &Path) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
    read_all(data, |name, at| {
        (is_apart(name, at) || !is_wanted_half(name, at)) && at / BLOCK % BLOCKS != HELD_OUT
    })
}

fn is_apart(name: &str, at: usize) -> bool {
    let range = if SMALL.contains(&name) { APART_OF_SMALL } else { APART };
    range.contains(&(at / BLOCK % BLOCKS))
}

/// Every second of the large blocks of the debates.
fn is_wanted_half(name: &str, at: usize) -> bool {
    name != "un_general_debate_1990" || (at / DEBATE_BLOCK).is_multiple_of(2)
}

fn read_all(
    data: &Path,
    is_wanted: impl Fn(&str, usize) -> bool,
) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
    let mut texts = Vec::new();
    let mut damaged = None;
    for (name, _) in SOURCES {
        let text = read(&data.join("corpus").join(format!("{name}.txt.zst")))?;
        let lines: Vec<&str> = text
            .lines()
            .enumerate()
            .filter(|(at, _)| is_wanted(name, *at))
            .map(|(_, line)| line)
            .collect();
        let text = match name {
            "masc" => mend::join_contractions(&lines.join("\n")),
            _ if name.starts_with("au_pm") => mend::join_wrapped(&lines),
            _ => lines.join("\n"),
        };
        if name == DAMAGED { damaged = Some(text) } else { texts.push((name, text)) }
    }
    if let Some(text) = damaged {
        let sound: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        let mended = mend::lost_characters(&text, &sound);
        texts.push((DAMAGED, mended));
    }
    Ok(texts)
}

/// A zstd file as text.
pub fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut decoder = zstd::Decoder::new(file)?;
    // The corpora are packed with long windows.
    decoder.window_log_max(31)?;
    Ok(std::io::read_to_string(decoder)?)
}
