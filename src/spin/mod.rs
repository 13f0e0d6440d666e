//! Whether an article is spun, why, and by what family of spinner.

use crate::config;
use crate::document::{Language, Spin};
use crate::lexicon::Lexicon;

/// Judges an article's text.
pub fn judge(
    _text: &str,
    _language: Option<&Language>,
    _lexicon: &Lexicon,
    _config: &config::Spin,
) -> Spin {
    Spin::default()
}
