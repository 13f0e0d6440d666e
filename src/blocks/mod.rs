//! Pages to blocks: the units that are kept or removed.
//!
//! In goes the source of an HTML page or a plain text, out come its blocks in order: paragraphs,
//! headings, items, rows, each with what the markup around it says ([`Block`]), and for HTML the
//! text of all blocks and the page's own metadata. An HTML page is read once, from tokens to
//! blocks; there is no tree.
//!
//! Deliberately absent: any judgment of what is article and what is not (the `strip` room's), any
//! change of the text beyond squeezed white space, and style sheets: hidden text is kept and
//! marked, because the bodies of articles behind a paywall are often hidden.

mod cutter;
mod draft;
mod elements;
mod facts;
mod metadata;
mod names;
mod nodes;
mod noscript;
mod output;
mod own;
mod raw;
mod references;
mod ruled;
mod run_on;
mod script_body;
#[cfg(test)]
mod soup;
mod surroundings;
mod tag;
mod text;
mod tokens;
mod words;

pub use run_on::{FACTS, Gaps, cut_run_on};
pub use text::cut_text;

use crate::document::{Block, Metadata};
use crate::lexicon::SiteRules;
use crate::text::Span;

/// An HTML page taken apart.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The text of all blocks in page order, with an empty line between blocks, and a new line
    /// between items of a list and rows of a table. A block of verse or preformatted text has
    /// new lines inside.
    pub text: String,
    /// The blocks, in order; their spans are places in `text`.
    pub blocks: Vec<Block>,
    /// Stretches inside blocks that the rules of the page's site strip; a whole block has its
    /// ruling itself.
    pub cuts: Vec<Span>,
    /// What the page says of itself in its structured data.
    pub metadata: Metadata,
    /// What was odd: `html_budget` when the page has too many elements or blocks and lost
    /// structure, `html_unclosed` when it ends inside a script or the like, `json_ld_text` when the article is
    /// the one of the page's JSON-LD.
    pub warnings: Vec<&'static str>,
}

/// Takes an HTML page apart in one pass.
pub fn cut_html(source: &str) -> Layout {
    cut_html_of(source, None, &SiteRules::default())
}

/// Takes an HTML page apart in one pass, with the user's rules for its site: that of the address
/// it was fetched from, else of the one that it calls its own.
pub fn cut_html_of(source: &str, address: Option<&str>, rules: &SiteRules) -> Layout {
    let cut = |source: &str| {
        let ruled = ruled::Ruled::new(rules, address);
        let (cutter, is_unclosed) = tokens::tokenize(source, cutter::Cutter::new(source, ruled));
        cutter.finish(is_unclosed)
    };
    let layout = cut(source);
    if layout.text.len() < noscript::FEW_BYTES
        && let Some(opened) = noscript::opened(source)
    {
        let without_scripts = cut(&opened);
        if without_scripts.text.len() >= noscript::MANY_BYTES {
            return without_scripts;
        }
    }
    if let Some(page) = script_body::written_out(source, &layout) {
        let mut whole = cut(&page);
        // Behind what is never closed nothing is seen.
        if whole.text.len() > layout.text.len() {
            whole.warnings.push(script_body::WARNING);
            return whole;
        }
    }
    layout
}
