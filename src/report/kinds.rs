//! The kinds of changes as people see them: a name, and the color that related kinds share.

use crate::text::Reason;

/// A kind of change as the page shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kind {
    /// The name used in files, such as `read_more`; also the page's key for filtering.
    pub key: &'static str,
    /// The name for people.
    pub label: &'static str,
    /// Class of the color: related kinds share one, as nobody tells twenty colors apart.
    pub color: &'static str,
    /// Whether the page starts with such changes marked. Changes of form alone would cover the text.
    pub is_shown: bool,
}

/// The kind that changes for a reason belong to.
pub fn kind(reason: Reason) -> Kind {
    use Reason::*;
    let (label, color) = match reason {
        Ad => ("advertisement", "promo"),
        Newsletter => ("newsletter", "promo"),
        Paywall => ("paywall", "promo"),
        Cookie => ("cookie notice", "promo"),
        Share => ("share bar", "social"),
        Comments => ("comments", "social"),
        Related => ("related stories", "other"),
        Trending => ("trending list", "other"),
        ReadMore => ("read more", "other"),
        Nav => ("navigation", "page"),
        Media => ("media label", "page"),
        Tags => ("tags", "page"),
        Copyright => ("copyright", "page"),
        SiteTemplate => ("site template", "page"),
        Caption => ("caption", "own"),
        Credit => ("credit", "own"),
        Byline => ("byline", "own"),
        Dateline => ("dateline", "own"),
        DuplicateParagraph => ("said twice", "twice"),
        Encoding => ("encoding", "form"),
        Whitespace => ("white space", "form"),
        Control => ("control characters", "form"),
        SpunSubstitution => ("spun words", "spun"),
    };
    Kind { key: reason.name(), label, color, is_shown: !matches!(reason, Whitespace | Control) }
}
