//! One line of a substitution dictionary.
//!
//! In goes a line; out comes its [`Row`] or what is wrong with it. Deliberately absent: what
//! several lines say together (duplicates, chains), which the table checks.

use super::words::{Word, has_words, words};
use crate::document::Family;

/// The line that tells a dictionary of substitutions from other tables.
pub const MARK: &str = "# dictionary: substitutions";
/// The line that tells the table of word classes.
pub const CLASSES_MARK: &str = "# dictionary: word classes";
/// The condition of entries that are candidates only: the decoder of `repair` chooses among them.
const FIT: &str = "fit";
/// Longest spun form, in words: longer ones are sentences, not substitutions.
const MAX_WORDS: usize = 12;

/// A line, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'t> {
    /// What the spinner writes.
    pub spun: &'t str,
    /// What it may have stood for, with weights; `None` stands for leaving it alone.
    pub originals: Vec<(Option<&'t str>, f32)>,
    /// Whose habit it is.
    pub family: Family,
    /// Evidence that a hit is, in natural log-odds; 0 for none.
    pub tell: f32,
    /// The conditions column.
    pub conditions: &'t str,
    /// Where it is from.
    pub source: &'t str,
    /// The words of the spun form.
    pub(super) words: Vec<Word>,
}

impl<'t> Row<'t> {
    /// Whether it is a candidate only, for the decoder to choose by what fits.
    pub fn is_fit(&self) -> bool {
        self.conditions == FIT
    }

    /// What a candidate must not be: evidence, an original of several words, one given twice.
    pub fn misfits(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.tell > 0.0 {
            out.push(format!("{:?} fits or not: it tells nothing by itself", self.spun));
        }
        for (index, (text, _)) in self.originals.iter().enumerate() {
            match text {
                None => out.push("\"=\" goes without saying where the decoder chooses".to_owned()),
                Some(text) if words(text).len() != 1 => {
                    out.push(format!("the decoder writes single words, not {text:?}"));
                }
                Some(text)
                    if self.originals[..index].iter().any(|other| other.0 == Some(*text)) =>
                {
                    out.push(format!("{text:?} is given twice"));
                }
                Some(_) => {}
            }
        }
        out
    }

    /// Reads a line that is neither empty nor a comment.
    ///
    /// # Errors
    /// What is wrong with it, as a message.
    pub fn parse(line: &'t str) -> Result<Self, String> {
        let (mut columns, mut count, mut start) = ([""; 6], 0, 0);
        for end in memchr::memchr_iter(b'\t', line.as_bytes()).chain([line.len()]) {
            if let Some(column) = columns.get_mut(count) {
                *column = &line[start..end];
            }
            (count, start) = (count + 1, end + 1);
        }
        if count != columns.len() {
            return Err(format!(
                "expected 6 columns (spun, originals, family, tell, conditions, source), found \
                 {count}"
            ));
        }
        let [spun, originals, family, tell, conditions, source] = columns;
        for (name, value) in [("spun form", spun), ("conditions", conditions), ("source", source)] {
            if value.is_empty() {
                return Err(format!("empty {name}"));
            }
        }
        let list = words(spun);
        if list.len() > MAX_WORDS || !is_plain(spun, &list) {
            return Err(format!("spun form {spun:?} is not 1 to {MAX_WORDS} words"));
        }
        let family = family_of(family).ok_or_else(|| format!("unknown family {family:?}"))?;
        let tell: f32 = match tell.parse() {
            Ok(tell) if (0.0..=20.0).contains(&tell) => tell,
            _ => return Err(format!("expected a weight from 0 to 20, found {tell:?}")),
        };
        let originals = originals.split('|').map(original).collect::<Result<Vec<_>, _>>()?;
        for (text, _) in &originals {
            if text.is_some_and(|text| text.eq_ignore_ascii_case(spun)) {
                return Err(format!("{spun:?} stands for itself"));
            }
        }
        Ok(Self { spun, originals, family, tell, conditions, source, words: list })
    }
}

fn original(item: &str) -> Result<(Option<&str>, f32), String> {
    let (text, weight) = match item.rsplit_once(':') {
        None => (item, 1.0),
        Some((text, weight)) => match weight.parse() {
            Ok(weight) if weight > 0.0 && weight <= 1000.0 => (text, weight),
            _ => return Err(format!("expected a weight over 0, found {weight:?}")),
        },
    };
    match text {
        "=" => Ok((None, weight)),
        _ if text.trim() != text || !has_words(text) => Err(format!("empty original in {item:?}")),
        _ => Ok((Some(text), weight)),
    }
}

/// Words joined by single spaces or hyphens, without other marks.
fn is_plain(spun: &str, list: &[Word]) -> bool {
    list.first().is_some_and(|w| w.start == 0)
        && list.last().is_some_and(|w| w.end as usize == spun.len())
        && list.windows(2).all(|pair| pair[1].start == pair[0].end + 1)
}

fn family_of(name: &str) -> Option<Family> {
    use Family::{DigitGarbling, LookAlike, PhraseSynonym, Spintax, TorturedPhrase, WordSwap};
    [WordSwap, PhraseSynonym, TorturedPhrase, DigitGarbling, LookAlike, Spintax]
        .into_iter()
        .find(|family| family.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_weights_and_leave() {
        let row = Row::parse("astir\tabout:3|around|=:2\tword_swap\t2.5\tnext=@num\town").unwrap();
        let all = [(Some("about"), 3.0), (Some("around"), 1.0), (None, 2.0)];
        assert_eq!(row.originals, all);
    }

    #[test]
    fn says_what_is_wrong() {
        for (line, message) in [
            ("a\tb", "expected 6 columns"),
            ("\tb\tword_swap\t1\t-\town", "empty spun form"),
            ("x\t\tword_swap\t1\t-\town", "empty original"),
            ("x\ty|\tword_swap\t1\t-\town", "empty original"),
            ("x\tX\tword_swap\t1\t-\town", "stands for itself"),
            ("x\ty\tword_soup\t1\t-\town", "unknown family"),
            ("x\ty\tword_swap\tmuch\t-\town", "expected a weight"),
            ("x \ty\tword_swap\t1\t-\town", "is not 1 to 12 words"),
        ] {
            let error = Row::parse(line).unwrap_err();
            assert!(error.contains(message), "{line:?}: {error}");
        }
    }
}
