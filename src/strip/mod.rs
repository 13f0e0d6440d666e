//! Boilerplate: every block gets its label, and furniture inside kept lines its edit.
//!
//! In go the text of a page, its blocks and what is known of it; out come one label a block and
//! edits inside the blocks that stay. Each kind of furniture is a rule in a file of its own; they
//! run in the order of `RULES`, and each sees what the ones before it took.
//!
//! What is left is looked at again until nothing more goes: text that was stripped once is not
//! changed by being stripped again. A page on which the rules do not come to rest is left alone.
//!
//! Deliberately absent: any change to the text (the room `articles` makes it), and templates that
//! only many pages of one site show.

mod agencies;
mod author_note;
mod block_model;
mod bullet_headlines;
mod byline;
mod caption;
mod comment_thread;
mod credit;
mod credit_inside;
mod dateline;
mod end_mark;
mod feed;
mod foreign_headline;
mod glued;
mod headline;
mod inline_link;
mod known_phrase;
mod line_rest;
mod main_content;
mod markup;
mod naming;
mod networks;
mod page;
mod related_list;
mod repeat;
mod scene;
mod share_run;
mod signs;
mod site_rules;
mod stretch;
mod tag_list;
mod text_model;
mod text_reason;
mod titles;
mod topic;
mod word_list;

use page::{Line, Page};

pub mod model;

pub use site_rules::cuts as site_cuts;

use crate::config;
use crate::document::{Block, Label, Metadata};
use crate::lexicon::Lexicon;
use crate::text::{Edit, Span};

/// One kind of furniture.
struct Rule {
    /// Its name, as written to the audit.
    name: &'static str,
    /// What it works on.
    scope: Scope,
    /// Marks on the page what it finds.
    find: fn(&mut Page<'_>),
}

/// What a rule works on.
#[derive(PartialEq)]
enum Scope {
    /// Pages with markup, once.
    Markup,
    /// Whole pages, before they are taken for one article or several.
    Page,
    /// One article: the rule compares a line with what the rest is about.
    Article,
    /// What these rules left of a page: the learned model comes late, for it costs most.
    Rest,
    /// One article, when the model is done: the rule takes what only differs from the rest.
    Last,
}

/// Every rule, in the order they run.
const RULES: &[Rule] = &[
    Rule { name: block_model::NAME, scope: Scope::Markup, find: block_model::find },
    Rule { name: site_rules::NAME, scope: Scope::Markup, find: site_rules::find },
    Rule { name: line_rest::NAME, scope: Scope::Page, find: line_rest::find },
    Rule { name: known_phrase::NAME, scope: Scope::Page, find: known_phrase::find },
    Rule { name: share_run::NAME, scope: Scope::Page, find: share_run::find },
    Rule { name: inline_link::NAME, scope: Scope::Page, find: inline_link::find },
    Rule { name: tag_list::NAME, scope: Scope::Page, find: tag_list::find },
    Rule { name: credit_inside::NAME, scope: Scope::Page, find: credit_inside::find },
    Rule { name: caption::NAME, scope: Scope::Page, find: caption::find },
    Rule { name: byline::NAME, scope: Scope::Page, find: byline::find_glued },
    Rule { name: byline::NAME, scope: Scope::Page, find: byline::find },
    Rule { name: dateline::NAME, scope: Scope::Page, find: dateline::find },
    Rule { name: repeat::NAME, scope: Scope::Page, find: repeat::find },
    Rule { name: end_mark::NAME, scope: Scope::Page, find: end_mark::find },
    Rule { name: comment_thread::NAME, scope: Scope::Article, find: comment_thread::find },
    Rule { name: related_list::NAME, scope: Scope::Article, find: related_list::find },
    Rule { name: bullet_headlines::NAME, scope: Scope::Article, find: bullet_headlines::find },
    Rule { name: text_model::NAME, scope: Scope::Rest, find: text_model::find },
    Rule { name: author_note::NAME, scope: Scope::Last, find: author_note::find },
    Rule { name: foreign_headline::NAME, scope: Scope::Last, find: foreign_headline::find },
];

/// Most rounds over one stretch of a page. Real pages rest after two or three; the bound keeps the
/// time linear on pages made to take one line a round.
const MAX_ROUNDS: usize = 24;

/// What is known of a page's blocks.
#[derive(Clone, Debug, Default)]
pub struct Stripped {
    /// One label a block, in order.
    pub labels: Vec<Label>,
    /// Removals inside blocks that are kept.
    pub inside: Vec<Edit>,
}

/// Labels the blocks of a page; `text` is the current text that the spans of `blocks` lie in.
///
/// ```
/// use copydesk::{blocks, config, document::{Label, Metadata}, lexicon::Lexicon, strip};
///
/// let text = "Rain fell all night.\n\nADVERTISEMENT\n\nRoads were closed.";
/// let blocks = blocks::cut_text(text);
/// let lexicon = Lexicon::load(None)?;
/// let config = config::Strip::default();
/// let stripped = strip::strip(text, &blocks, &Metadata::default(), &lexicon, &config);
/// assert!(matches!(stripped.labels[1], Label::Boilerplate(why) if why.reason.name() == "ad"));
/// assert_eq!(stripped.labels[2], Label::Body);
/// # Ok::<(), copydesk::error::Error>(())
/// ```
pub fn strip(
    text: &str,
    blocks: &[Block],
    metadata: &Metadata,
    lexicon: &Lexicon,
    config: &config::Strip,
) -> Stripped {
    let mut page = Page::new(text, blocks, metadata, lexicon, config);
    if page.is_html {
        let known = |block| page.all_words(block);
        let scored = model::score(text, blocks, metadata, lexicon, &known);
        for (i, is_none) in scored.no_phrases.into_iter().enumerate() {
            // Rules look up all words that are cut, the model those of a whole line.
            if is_none && page.all_words(i).is_some() {
                page.lines[i].set_vain(page::Look::Entry);
            }
        }
        (page.scores, page.lengths) = (scored.scores, scored.lengths);
    }
    strip_page(page)
}

/// As [`strip`], with the block model's log-odds given: for figures of models that do not ship.
pub fn strip_scored(
    text: &str,
    blocks: &[Block],
    metadata: &Metadata,
    lexicon: &Lexicon,
    config: &config::Strip,
    scores: Vec<f32>,
) -> Stripped {
    let mut page = Page::new(text, blocks, metadata, lexicon, config);
    (page.scores, page.lengths) = (scores, model::words(text, blocks));
    strip_page(page)
}

/// The lines of a text that may be its headline, each with its numbers: what the model of headlines learns from.
pub fn headlines<'t>(
    text: &'t str,
    blocks: &'t [Block],
    metadata: &'t Metadata,
    lexicon: &'t Lexicon,
    config: &'t config::Strip,
) -> Vec<(String, Vec<f32>)> {
    let mut page = Page::new(text, blocks, metadata, lexicon, config);
    run(&mut page, Scope::Page);
    run(&mut page, Scope::Article);
    let candidates = text_model::headlines(&page).into_iter();
    candidates.map(|(i, row)| (page.lines[i].text().to_owned(), row.to_vec())).collect()
}

fn strip_page(mut page: Page<'_>) -> Stripped {
    let blocks = page.blocks;
    let mut labels = vec![Label::Body; blocks.len()];
    let mut inside = Vec::new();
    if page.is_html {
        run(&mut page, Scope::Markup);
    }
    let mut waiting = vec![(std::mem::take(&mut page.lines), 1)];
    while let Some((lines, round)) = waiting.pop() {
        if round > MAX_ROUNDS {
            return Stripped { labels: vec![Label::Body; blocks.len()], inside: Vec::new() };
        }
        page.lines = lines;
        page.has_changed = false;
        run(&mut page, Scope::Page);
        if titles::part_starts(&page).is_empty() {
            run(&mut page, Scope::Article);
            run(&mut page, Scope::Rest);
        }
        let starts = titles::part_starts(&page);
        if starts.is_empty() {
            run(&mut page, Scope::Last);
        }
        // Lines taken just before a page was cut are still there in its first round.
        let is_clear = page.lines.iter().all(|line| line.gone.is_none());
        let is_at_rest = !page.has_changed && is_clear && starts.is_empty();
        let parts = settle(&mut page, &starts, &mut labels);
        if is_at_rest {
            finish(&page, &parts[0], &mut labels, &mut inside);
        } else {
            waiting.extend(parts.into_iter().map(|part| (part, round + 1)));
        }
    }
    inside.sort_by_key(|edit| edit.span.start);
    Stripped { labels, inside }
}

fn run(page: &mut Page<'_>, scope: Scope) {
    for rule in RULES.iter().filter(|rule| rule.scope == scope) {
        page.rule = rule.name;
        (rule.find)(page);
    }
}

/// Takes the removed lines out, writes their labels, and cuts the rest at `starts`. A page that is
/// cut keeps them for one more round: a heading taken as furniture tells what stands below it.
fn settle<'t>(page: &mut Page<'t>, starts: &[usize], labels: &mut [Label]) -> Vec<Vec<Line<'t>>> {
    let mut parts = vec![Vec::new()];
    let mut blank = false;
    let mut starts_ahead = starts.iter().peekable();
    for (index, mut line) in std::mem::take(&mut page.lines).into_iter().enumerate() {
        if starts_ahead.next_if(|&&start| start == index).is_some() {
            labels[line.index] = Label::Title;
            line.is_title = true;
            parts.push(Vec::new());
        }
        if let Some(why) = line.gone {
            labels[line.index] = Label::Boilerplate(why);
            if starts.is_empty() {
                blank |= line.after_blank;
                continue;
            }
        }
        let part: &mut Vec<Line<'t>> = parts.last_mut().expect("there is always one part");
        line.after_blank = (line.after_blank | blank) && !part.is_empty();
        blank = false;
        part.push(line);
    }
    parts
}

/// Writes what is known of an article that came to rest.
fn finish(page: &Page<'_>, lines: &[Line<'_>], labels: &mut [Label], inside: &mut Vec<Edit>) {
    if let Some(title) = titles::title(page, lines) {
        labels[lines[title].index] = Label::Title;
    }
    for line in lines {
        let Some(edited) = &line.edited else { continue };
        let shift = page.blocks[line.index].span.start as usize;
        inside.extend(edited.changes().iter().map(|change| {
            let span = change.base.range();
            Edit::remove(Span::new(span.start + shift, span.end + shift), change.why)
        }));
    }
}
