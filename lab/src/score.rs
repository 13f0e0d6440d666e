//! The public article-extraction benchmark's measure: 4-gram shingles, and snippets.
//!
//! As scrapinghub/article-extraction-benchmark counts: per page true and false positives and
//! false negatives over multisets of shingles, as shares of their sum; means of precision and
//! recall over the pages; F1 of these means. Accuracy is the share of pages whose tokens are
//! exactly right.

use std::collections::HashMap;

use copydesk::normalize::normalize;
use copydesk::text::Text;

/// A true text in the form that every output has: composed letters, no invisible characters. The
/// benchmark's tokens end at a letter's separate accent and at a soft hyphen.
pub fn in_form(truth: &str) -> String {
    let mut text = Text::new(truth.to_owned());
    text.apply(normalize(text.as_str()));
    text.as_str().to_owned()
}

/// Tokens with their case, as the benchmark's `\w+`.
fn tokens(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

fn shingles<'a>(tokens: &'a [&'a str]) -> HashMap<&'a [&'a str], f64> {
    let mut all = HashMap::new();
    if tokens.is_empty() {
        return all;
    }
    for gram in tokens.windows(4.min(tokens.len())) {
        *all.entry(gram).or_default() += 1.0;
    }
    all
}

/// Sums over pages.
#[derive(Clone, Debug, Default)]
pub struct Score {
    precision: Vec<f64>,
    recall: Vec<f64>,
    exact: Vec<f64>,
    /// Pages with a true text for which nothing came out.
    pub empty: usize,
    /// Snippets that had to be there: found, all.
    with: (f64, f64),
    /// Snippets that must not be there: found, all.
    without: (f64, f64),
}

impl Score {
    /// Adds a page with a true text.
    pub fn add(&mut self, truth: &str, found: &str) {
        let (truth, found) = (tokens(truth), tokens(found));
        self.exact.push(f64::from(u8::from(truth == found)));
        self.empty += usize::from(found.is_empty());
        let (t, f) = (shingles(&truth), shingles(&found));
        let both: f64 = t.iter().map(|(gram, n)| n.min(*f.get(gram).unwrap_or(&0.0))).sum();
        let (all_t, all_f): (f64, f64) = (t.values().sum(), f.values().sum());
        if all_f > 0.0 {
            self.precision.push(both / all_f);
        }
        if all_t > 0.0 {
            self.recall.push(both / all_t);
        }
    }

    /// Adds a page's snippets.
    pub fn add_snippets(&mut self, with: &[String], without: &[String], found: &str) {
        let squash = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = squash(found);
        let hits = |list: &[String]| list.iter().filter(|s| found.contains(&squash(s))).count();
        self.with.0 += hits(with) as f64;
        self.with.1 += with.len() as f64;
        self.without.0 += hits(without) as f64;
        self.without.1 += without.len() as f64;
    }

    /// Precision, recall, F1, accuracy.
    pub fn figures(&self) -> [f64; 4] {
        let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len().max(1) as f64;
        let (p, r) = (mean(&self.precision), mean(&self.recall));
        [p, r, 2.0 * p * r / (p + r).max(1e-9), mean(&self.exact)]
    }

    /// F1 over snippets.
    pub fn snippet_f1(&self) -> f64 {
        let p = self.with.0 / (self.with.0 + self.without.0).max(1e-9);
        let r = self.with.0 / self.with.1.max(1e-9);
        2.0 * p * r / (p + r).max(1e-9)
    }

    /// Pages counted.
    pub fn pages(&self) -> usize {
        self.exact.len()
    }
}
