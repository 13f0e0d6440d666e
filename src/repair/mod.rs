//! Known substitutions put right: by form anywhere, by dictionary in articles judged spun.

use crate::config;
use crate::document::{Language, Spin};
use crate::lexicon::Lexicon;
use crate::text::Edit;

/// Finds the repairs of an article's text.
pub fn repair(
    _text: &str,
    _spin: &Spin,
    _language: Option<&Language>,
    _lexicon: &Lexicon,
    _config: &config::Repair,
) -> Vec<Edit> {
    Vec::new()
}
