//! What it finds: readers' comments below an article whose markup is gone: somebody's name, when it
//! was, what was said, and the next.
//!
//! Why it matters: a thread is often longer than its article, and its sentences look like an
//! article's.
//!
//! Example: below `12 Comments` the lines `Ann Lee`, `3 May 2021 at 10:32`, `Well said!` go.
//!
//! Limits: text without markup alone. There must be as many names as posts nearly, or it is a live
//! blog, and furniture of comments ("Reply", "Leave a comment"), or it is a list of events.

use super::dateline::is_moment;
use super::page::Page;
use crate::text::Reason;

pub const NAME: &str = "strip/comment-thread";

const SURE: f32 = 0.85;

/// Fewest posts of a thread, and fewest different names in ten of them.
const MIN_POSTS: usize = 4;
const MIN_NAMES: usize = 5;
/// Most lines of one post.
const MAX_LINES: usize = 24;
/// Fewest paragraphs above a thread.
const MIN_PROSE: usize = 3;
/// Most words and bytes of a name.
const MAX_WORDS: usize = 5;
const MAX_BYTES: usize = 48;

pub fn find(page: &mut Page<'_>) {
    let is_commented =
        |i: usize| page.lines[i].gone.as_ref().is_some_and(|why| why.reason == Reason::Comments);
    if page.is_html || page.config.comments || !(0..page.lines.len()).any(is_commented) {
        return;
    }
    let posts = posts(page);
    let (Some(&first), Some(&last)) = (posts.first(), posts.last()) else { return };
    let mut names: Vec<&str> = posts.iter().map(|&i| name(page.lines[i].text())).collect();
    names.sort_unstable();
    names.dedup();
    let prose = (0..first).filter(|&i| page.lines[i].is_prose()).count();
    if posts.len() < MIN_POSTS || names.len() * 10 < posts.len() * MIN_NAMES || prose < MIN_PROSE {
        return;
    }
    // The last post ends where other furniture begins.
    let ends = |i: usize| {
        let gone = page.lines[i].gone.as_ref();
        gone.is_some_and(|why| {
            !matches!(why.reason, Reason::Comments | Reason::Dateline | Reason::Byline)
        })
    };
    let rest = last + 1..page.lines.len().min(last + MAX_LINES);
    let end = rest.clone().find(|&i| ends(i)).unwrap_or(rest.end);
    (first..end).for_each(|i| page.remove(i, Reason::Comments, SURE));
}

/// The lines with the name of who posts, of the first run of posts that is a thread.
fn posts(page: &Page<'_>) -> Vec<usize> {
    let mut posts: Vec<usize> = Vec::new();
    for i in 1..page.lines.len() {
        let Some(who) = poster(page, i) else { continue };
        if posts.last().is_some_and(|last| who > last + MAX_LINES) {
            if posts.len() >= MIN_POSTS {
                break;
            }
            posts.clear();
        }
        posts.push(who);
    }
    posts
}

/// The line that names who posts, where line `i` says when: the one above, or the one above "Reply to Ann Lee".
fn poster(page: &Page<'_>, i: usize) -> Option<usize> {
    if !is_moment(page.lines[i].text()) {
        return None;
    }
    let is_reply = |text: &str| {
        ["Reply to", "In reply to", "Antwort auf"].iter().any(|start| text.starts_with(start))
    };
    let above = i - 1;
    let who = if is_reply(page.lines[above].text()) { above.checked_sub(1)? } else { above };
    let name = name(page.lines[who].text());
    let is_name = (1..=MAX_BYTES).contains(&name.len())
        && name.split_whitespace().count() <= MAX_WORDS
        && !name.ends_with(['.', '!', '?', ':', ','])
        && !is_moment(name);
    is_name.then_some(who)
}

/// A poster's name without number, bullet and "says".
fn name(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let ends = [
        " says:",
        " says",
        " said:",
        " said",
        " schreibt:",
        " sagt:",
        " dit :",
        " dice:",
        " zegt:",
    ];
    ends.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_alone() {
        assert_eq!(name("12. Ann Lee says:"), "Ann Lee");
        assert_eq!(name("\u{2022} Bo"), "Bo");
    }
}
