//! What it finds: a share bar in the midst of a line, where the extraction ran a page together: "... by
//! Ann Lee Share Facebook Twitter LinkedIn Email The dock ...".
//!
//! Why it matters: the line is the article's and stays, but it is not about Facebook.
//!
//! Example: `Rain fell. Share on Facebook Share on Twitter WhatsApp Roads were shut.` becomes
//! `Rain fell. Roads were shut.`
//!
//! Limits: sentences part the names of networks by commas and small words. So only names with a capital and
//! what share bars have between them count, without punctuation, three of them at least and two networks.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::networks::{is_around, is_network};
use super::page::{Look, Page};
use crate::text::Reason;

pub const NAME: &str = "strip/share-run";

/// Whether a text names the network that every share bar has.
pub fn names_facebook(text: &str) -> bool {
    FACEBOOK.find(text.as_bytes()).is_some()
}

static FACEBOOK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("acebook"));

/// Fewest names and buttons of a share bar, and fewest networks among them.
const MIN_BUTTONS: usize = 3;
const MIN_NETWORKS: usize = 2;
/// Most share bars taken out of one line in one round.
const MAX_RUNS: usize = 4;

/// Buttons that are no networks, as share bars write them.
#[rustfmt::skip]
const BUTTONS: &[&str] = &[
    "Click", "Copy", "Digg", "E-mail", "Email", "Google+", "Link", "Newsvine", "Permalink", "Print", "SMS",
    "Send", "Share", "StumbleUpon", "Tweet", "URL", "stumble",
];

/// Buttons that a share bar does not end with: the next sentence may begin with a verb.
const VERBS: &[&str] = &["Click", "Copy", "Send", "Share", "Tweet"];

/// Words that join names in sentences.
const JOINTS: &[&str] = &["and", "en", "or"];

/// Words of the note that WordPress puts behind each button.
const NOTES: &[&str] = &["(Opens", "in", "new", "window)"];

const SURE: f32 = 0.9;

pub fn find(page: &mut Page<'_>) {
    if !page.names_facebook {
        return;
    }
    for i in 0..page.lines.len() {
        for _ in 0..MAX_RUNS {
            let line = &page.lines[i];
            if line.gone.is_some() || line.was_vain(Look::Share) {
                break;
            }
            line.set_vain(Look::Share);
            // This takes the note away again.
            let Some(run) = share_run(line.text()) else { break };
            page.cut_out(i, run, Reason::Share, SURE);
        }
    }
}

/// The first share bar of a line.
fn share_run(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(at) = FACEBOOK.find(&text.as_bytes()[from..]) {
        let run = run_around(text, from + at);
        if is_bar(&text[run.clone()]) {
            return Some(run);
        }
        from = run.end.max(from + at + 1);
    }
    None
}

/// The words around the one at `at` that may stand in a share bar; it starts and ends with a button.
fn run_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let ahead = pieces(text, start).take_while(|piece| may_stand(&text[piece.clone()]));
    let mut end =
        ahead.filter(|piece| is_end(&text[piece.clone()])).last().map_or(start, |p| p.end);
    // "... LinkedIn Email addresses were stolen"
    if text[end..].trim_start().starts_with(char::is_lowercase) {
        end = text[start..end].rfind(char::is_whitespace).map_or(start, |space| start + space);
    }
    let mut first = start;
    for word in text[..start].split_whitespace().rev() {
        if !may_stand(word) {
            break;
        }
        let place = word.as_ptr() as usize - text.as_ptr() as usize;
        first = if is_button(word) { place } else { first };
    }
    first..end.max(start)
}

/// The words of `text` from `start` on.
fn pieces(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        at += text[at..].len() - text[at..].trim_start().len();
        let length = text[at..].split_whitespace().next()?.len();
        at += length;
        Some(at - length..at)
    })
}

/// Whether a word may stand in a share bar.
fn may_stand(word: &str) -> bool {
    let folded = word.to_lowercase();
    is_button(word)
        || is_address(word)
        || NOTES.contains(&word)
        || word.len() > 1 && !JOINTS.contains(&word) && (is_around(&folded) || is_network(&folded))
        || matches!(word, "|" | "/" | "\u{b7}" | "\u{2022}" | "-")
}

fn is_button(word: &str) -> bool {
    let is_name = || word.starts_with(char::is_uppercase) && is_network(&word.to_lowercase());
    BUTTONS.contains(&word) || is_name()
}

fn is_address(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://")
}

/// Whether a share bar may end with a word.
fn is_end(word: &str) -> bool {
    is_button(word) && !VERBS.contains(&word) || is_address(word) || word == "window)"
}

/// Whether words that may stand in a share bar are one.
fn is_bar(run: &str) -> bool {
    let buttons = || run.split_whitespace().filter(|word| is_button(word));
    let networks = buttons().filter(|word| !BUTTONS.contains(word)).count();
    buttons().count() >= MIN_BUTTONS && networks >= MIN_NETWORKS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        share_run(text).map_or_else(
            || text.to_owned(),
            |run| format!("{}~{}", &text[..run.start], &text[run.end..]),
        )
    }

    #[test]
    fn share_bars_are_cut_out() {
        let text = "Rain fell. Share on Facebook Share on Twitter WhatsApp Roads were shut.";
        assert_eq!(without(text), "Rain fell. ~ Roads were shut.");
        let text = "By Ann Lee Share Copy URL Email Facebook Twitter LinkedIn Share on Facebook \
                    Share on Twitter More than 40 roads were shut.";
        assert_eq!(without(text), "By Ann Lee ~ More than 40 roads were shut.");
        let text = "Rain fell. Click to share on Facebook (Opens in new window) Click to share on \
                    Twitter (Opens in new window) Click to email a link to a friend It rained.";
        assert!(without(text).starts_with("Rain fell. ~ Click to email"), "{}", without(text));
        assert_eq!(without("Facebook Twitter LinkedIn Email"), "~");
        let text = "Send Facebook Twitter Whatsapp linkedin Digg Permalink http://example.com/p It rained.";
        assert_eq!(without(text), "~ It rained.");
    }

    #[test]
    fn what_is_said_of_networks_stays() {
        for text in [
            "He is on Facebook, Twitter and LinkedIn, and on WhatsApp.",
            "Facebook sued. Twitter did not. LinkedIn waits.",
            "Write on Facebook Messenger or Twitter today.",
            "Share on Facebook is what the button says.",
            "They found Facebook Twitter Email addresses in the leak.",
            "The facebook twitter linkedin list was long.",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
