//! Why a text was changed.

use serde::{Deserialize, Serialize};

/// Why something was removed or replaced; the closed list of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// An advertisement or its marker.
    Ad,
    /// Share bars and follow-us lines.
    Share,
    /// "Read more", "Continue reading", "Read 11 remaining paragraphs".
    ReadMore,
    /// Newsletter and subscription pitches.
    Newsletter,
    /// Headlines and teasers of other stories.
    Related,
    /// Trending and most-read lists.
    Trending,
    /// Menus, breadcrumbs, page furniture without a better name.
    Nav,
    /// Readers' comments and comment prompts.
    Comments,
    /// Cookie and consent notices.
    Cookie,
    /// Paywall and login prompts.
    Paywall,
    /// Image captions.
    Caption,
    /// Photo and agency credits.
    Credit,
    /// Author lines.
    Byline,
    /// Publication date and place lines.
    Dateline,
    /// Tag clouds and keyword lists.
    Tags,
    /// Labels of players, galleries and embeds.
    Media,
    /// Copyright and rights notices, end marks.
    Copyright,
    /// Lines that recur over many pages of one site.
    SiteTemplate,
    /// A paragraph that stands twice.
    DuplicateParagraph,
    /// Mojibake, entities, decoding mix-ups.
    Encoding,
    /// Spaces and line ends.
    Whitespace,
    /// Control and invisible characters.
    Control,
    /// A word or phrase put there by a spinner.
    SpunSubstitution,
}

impl Reason {
    /// All of them, in order.
    pub const ALL: [Self; 23] = [
        Self::Ad,
        Self::Share,
        Self::ReadMore,
        Self::Newsletter,
        Self::Related,
        Self::Trending,
        Self::Nav,
        Self::Comments,
        Self::Cookie,
        Self::Paywall,
        Self::Caption,
        Self::Credit,
        Self::Byline,
        Self::Dateline,
        Self::Tags,
        Self::Media,
        Self::Copyright,
        Self::SiteTemplate,
        Self::DuplicateParagraph,
        Self::Encoding,
        Self::Whitespace,
        Self::Control,
        Self::SpunSubstitution,
    ];

    /// Whether a removal for this reason takes away words, not only their form.
    pub fn is_boilerplate(self) -> bool {
        !matches!(self, Self::Encoding | Self::Whitespace | Self::Control | Self::SpunSubstitution)
    }

    /// The name used in files, such as `read_more`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ad => "ad",
            Self::Share => "share",
            Self::ReadMore => "read_more",
            Self::Newsletter => "newsletter",
            Self::Related => "related",
            Self::Trending => "trending",
            Self::Nav => "nav",
            Self::Comments => "comments",
            Self::Cookie => "cookie",
            Self::Paywall => "paywall",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Tags => "tags",
            Self::Media => "media",
            Self::Copyright => "copyright",
            Self::SiteTemplate => "site_template",
            Self::DuplicateParagraph => "duplicate_paragraph",
            Self::Encoding => "encoding",
            Self::Whitespace => "whitespace",
            Self::Control => "control",
            Self::SpunSubstitution => "spun_substitution",
        }
    }
}

/// Which rule acted, for what reason, and how sure it was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Why {
    /// `room/rule`, such as `strip/share-bar`.
    pub rule: &'static str,
    /// The reason of the audit's closed list.
    pub reason: Reason,
    /// Confidence, a probability from 0 to 1.
    pub confidence: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_in_order() {
        for (number, reason) in Reason::ALL.into_iter().enumerate() {
            assert_eq!(reason as usize, number);
        }
    }
}
