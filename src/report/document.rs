//! One document as the report takes it: plain values, whoever read them.

use url::Url;

use super::sample::Sort;
use crate::text::{Reason, Span};

/// One document with everything that was done to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The document's id.
    pub id: String,
    /// Headline; empty where none is known.
    pub title: String,
    /// Registered domain; empty where no address is known.
    pub site: String,
    /// What is known besides the text.
    pub facts: Vec<Fact>,
    /// What it is an example of.
    pub sort: Sort,
    /// Its scores and the parts of its quality.
    pub scores: Vec<Score>,
    /// What was counted of its text.
    pub signals: Vec<Score>,
    /// The text before any change.
    pub base: String,
    /// Every change, sorted by place, never overlapping.
    pub marks: Vec<Mark>,
    /// What speaks for the text being spun.
    pub heat: Vec<Heat>,
    /// Whether it is called spun.
    pub is_spun: bool,
    /// Why it is left out of the documents, if it is.
    pub left_out: Option<String>,
}

/// A row of the table of what is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// Its value for people.
    pub value: String,
    /// Where it leads; only [`web_address`] makes one.
    pub link: Option<Link>,
}

/// A number of the document, shown as a bar where it is a share of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// What is measured.
    pub name: String,
    /// The figure.
    pub value: f64,
    /// Whether the figure is a share from 0 to 1.
    pub is_share: bool,
    /// Whether it is a part of the score before it.
    pub is_part: bool,
}

impl Score {
    /// The figure for people.
    pub fn told(&self) -> String {
        match self.value {
            value if self.is_share => format!("{value:.2}"),
            value if value.fract() == 0.0 => format!("{value:.0}"),
            value => format!("{value:.2}"),
        }
    }

    /// The length of its bar in percent.
    pub fn percent(&self) -> f64 {
        (self.value * 100.0).clamp(0.0, 100.0).round()
    }
}

/// A change: what stood at `span` of the base text is `after` now.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where, in bytes of the base text.
    pub span: Span,
    /// Why.
    pub reason: Reason,
    /// The rule that acted, `room/rule`.
    pub rule: String,
    /// Confidence, 0 to 1.
    pub confidence: f64,
    /// What stands there now; empty where the text was removed.
    pub after: String,
}

/// A place that speaks for spinning.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// Where, in bytes of the base text.
    pub span: Span,
    /// The detector.
    pub rule: String,
    /// Weight in log-odds (natural logarithm).
    pub weight: f64,
    /// What would have stood there, where that can be said.
    pub instead: Option<String>,
}

/// An address that may be followed: http or https, nothing that runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Link(String);

impl Link {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The address as a link, if it is one of the web; `javascript:` and its like are only text.
pub fn web_address(address: &str) -> Option<Link> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| Link(url.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        let link = web_address(" https://tarn-courier.example/a?b=\"c\" ").unwrap();
        assert_eq!(link.as_str(), "https://tarn-courier.example/a?b=%22c%22");
        for address in ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "//a.example"] {
            assert_eq!(web_address(address), None, "{address}");
        }
    }
}
