//! Rules of single sites, written by the user: CSS selectors of what to strip and what to keep.
//!
//! In goes a TOML file of `[[site]]` entries, out comes what is to be looked for on the pages of a
//! host. docs/SITE_RULES.md is the manual. Deliberately absent: the matching against a page
//! ([`Matching`], which the room `blocks` feeds) and any removal (the room `strip`).

mod matching;
mod selector;

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

pub use matching::Matching;
pub use selector::Selector;

use crate::config::refused;
use crate::document::Ruling;
use crate::error::{Error, Result};

/// Most compound selectors in force on one page: a bound on the work for every element.
const MAX_COMPOUNDS: usize = 1_000;

/// Rules of all sites.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteRules {
    sites: Vec<Site>,
}

/// What is said of one host.
#[derive(Clone, Debug, PartialEq)]
struct Site {
    host: Host,
    selectors: Vec<(Selector, Ruling)>,
}

/// The pages that an entry speaks of.
#[derive(Clone, Debug, PartialEq)]
enum Host {
    /// `*`: all, those without an address too.
    Any,
    /// A host and its subdomains.
    Named(String),
    /// `*.example.org`: the subdomains alone.
    Below(String),
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    site: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    host: Spanned<String>,
    #[serde(default)]
    strip: Vec<Spanned<String>>,
    #[serde(default)]
    keep: Vec<Spanned<String>>,
}

impl SiteRules {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Usage`] when it cannot be read, else as [`SiteRules::from_toml`].
    pub fn read(path: &Path) -> Result<(Self, String)> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::Usage(format!("could not read site rules {path:?}: {error}"))
        })?;
        let rules = Self::from_toml(&text).map_err(|error| {
            Error::Config(format!("could not read site rules {path:?}: {error}"))
        })?;
        Ok((rules, text))
    }

    /// Reads rules from TOML.
    ///
    /// ```
    /// use copydesk::lexicon::sites::SiteRules;
    ///
    /// let rules = SiteRules::from_toml(
    ///     "[[site]]\nhost = \"saltby.example\"\nstrip = [\"div.promo\", \"aside > p.note\"]\n",
    /// )?;
    /// assert!(rules.on(Some("www.saltby.example")).is_some());
    /// assert!(rules.on(Some("tarn.example")).is_none());
    /// # Ok::<(), copydesk::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Config`] with the line, for an unknown key, a host that is none, and a selector
    /// that cannot be read or would match everything.
    pub fn from_toml(text: &str) -> Result<Self> {
        let file: File = toml::from_str(text).map_err(refused)?;
        let at = |span: std::ops::Range<usize>, message: String| {
            let line = text[..span.start].matches('\n').count() + 1;
            Error::Config(format!("line {line}: {message}"))
        };
        let mut sites = Vec::with_capacity(file.site.len());
        for entry in file.site {
            let host = Host::read(entry.host.get_ref()).map_err(|m| at(entry.host.span(), m))?;
            let mut selectors = Vec::new();
            let lists = [(&entry.strip, Ruling::Strip), (&entry.keep, Ruling::Keep)];
            for (list, ruling) in lists {
                for written in list {
                    let read = selector::read(written.get_ref());
                    for one in read.map_err(|message| at(written.span(), message))? {
                        selectors.push((one, ruling));
                    }
                }
            }
            if selectors.is_empty() {
                let message = "this site has neither `strip` nor `keep`".to_owned();
                return Err(at(entry.host.span(), message));
            }
            let compounds: usize = selectors.iter().map(|(one, _)| one.len()).sum();
            if compounds > MAX_COMPOUNDS {
                let message = format!("more than {MAX_COMPOUNDS} selectors for one site");
                return Err(at(entry.host.span(), message));
            }
            sites.push(Site { host, selectors });
        }
        Ok(Self { sites })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// What is to be looked for on a page of `host`; `None` where nothing is. The first
    /// thousand selectors count.
    pub fn on(&self, host: Option<&str>) -> Option<Matching<'_>> {
        let host = host.map(|host| host.trim_end_matches('.').to_ascii_lowercase());
        let sites = self.sites.iter().filter(|site| site.host.holds(host.as_deref()));
        let selectors = sites.flat_map(|site| &site.selectors);
        let matching = Matching::new(selectors.map(|(one, ruling)| (one, *ruling)), MAX_COMPOUNDS);
        (!matching.is_empty()).then_some(matching)
    }
}

impl Host {
    fn read(written: &str) -> std::result::Result<Self, String> {
        if written == "*" {
            return Ok(Self::Any);
        }
        let wrong = |why: &str| Err(format!("{written:?} is no host: {why}"));
        if written.contains(['/', ':']) {
            return wrong("write it without scheme, port and path, as \"example.org\"");
        }
        let (name, is_below) = match written.strip_prefix("*.") {
            Some(name) => (name, true),
            None => (written, false),
        };
        if name.contains('*') || name.is_empty() {
            return wrong("a star stands alone or before the first point, as in \"*.example.org\"");
        }
        match url::Host::parse(name) {
            Ok(host) if is_below => Ok(Self::Below(host.to_string())),
            Ok(host) => Ok(Self::Named(host.to_string())),
            Err(_) => wrong("expected a name such as \"example.org\", or \"*\" for all pages"),
        }
    }

    fn holds(&self, host: Option<&str>) -> bool {
        let is_below = |name: &str, host: &str| {
            host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'))
        };
        match (self, host) {
            (Self::Any, _) => true,
            (Self::Named(name), Some(host)) => host == name || is_below(name, host),
            (Self::Below(name), Some(host)) => is_below(name, host),
            (_, None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        SiteRules::from_toml(text).unwrap_err().to_string()
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_line() {
        let error = refusal("[[site]]\nhost = \"a.example\"\nstripp = [\"p\"]\n");
        assert!(error.contains("line 3") && error.contains("did you mean `strip`?"), "{error}");
        let error =
            refusal("[[site]]\nhost = \"a.example\"\nstrip = [\n  \"p.x\",\n  \"p:has(a)\"\n]\n");
        assert!(error.contains("line 5") && error.contains(":has"), "{error}");
        let error = refusal("[[site]]\nhost = \"https://a.example/x\"\nstrip = [\"p\"]\n");
        assert!(error.contains("line 2") && error.contains("without scheme"), "{error}");
        assert!(refusal("[[site]]\nhost = \"a.example\"\n").contains("neither"));
        assert!(refusal("[[site]]\nstrip = [\"p\"]\n").contains("host"));
    }

    #[test]
    fn hosts_hold_their_subdomains() {
        let rules = |host: &str| {
            SiteRules::from_toml(&format!("[[site]]\nhost = {host:?}\nstrip = [\"p.x\"]")).unwrap()
        };
        let named = rules("Example.org");
        assert!(
            named.on(Some("example.org")).is_some() && named.on(Some("a.EXAMPLE.org")).is_some()
        );
        assert!(named.on(Some("badexample.org")).is_none() && named.on(None).is_none());
        assert!(rules("*.example.org").on(Some("example.org")).is_none());
        assert!(rules("*").on(None).is_some());
    }
}
