//! How clean a document's text and a site's documents are.
//!
//! In goes a cleaned article, out comes its [`Quality`]: signals under the names that corpus tools
//! use, parts from 0 to 1, and what they make together. In go the [`crate::document::Facts`] of documents in any order, out
//! come [`Tallies`], which merge, and from these a row a site. Scores measure the hygiene of text, not
//! its truth. Deliberately absent: any decision about what to keep.

mod median;
mod quality;
mod repetition;
mod rows;
mod tallies;
mod wilson;
mod words;

pub use rows::rows;
pub use tallies::{SiteTally, Tallies};
pub use wilson::wilson;

use crate::config;
use crate::document::{Article, Quality, rounded};

/// What a part counts at least, so that one that is nothing leaves the others seen.
const LEAST: f64 = 0.01;

/// Judges the text of a cleaned article. Nothing but the article is looked at: copies of a text are
/// all as good as the first.
///
/// ```
/// use copydesk::{Config, Kind, Record, Tools, clean, score};
///
/// let tools = Tools::new(Config::default())?;
/// let text = "The council of Lower Tarn met on Monday to settle its budget.";
/// let article = &clean(&Record::new(text, Kind::Text), &tools)[0];
/// let quality = score::quality(article, &tools.config.score);
/// assert_eq!(quality.signals.word_count, 12);
/// assert_eq!(quality.parts["length"], 0.12);
/// # Ok::<(), copydesk::Error>(())
/// ```
pub fn quality(article: &Article, config: &config::Score) -> Quality {
    quality::quality(article, config)
}

/// The product of values, each raised to the power of its weight, to four decimals; `None` where
/// nothing weighs.
fn product(parts: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let mut weighing = parts.filter(|&(_, weight)| weight > 0.0).peekable();
    weighing.peek()?;
    Some(rounded(weighing.map(|(value, weight)| value.max(LEAST).powf(weight)).product()))
}
