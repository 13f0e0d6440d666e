//! Pages whose article is another text: prose of other kinds amid the furniture of a page of news.
//!
//! In go the lines of a page, which of them are text, and the paragraphs of a document of another kind; out comes
//! the page with that document in the place of its article. Labelled pages hold news and little else: a model that
//! learned from those alone takes for a reader's comment or an advertisement what a story, a speech or an interview
//! says, and hardly ever saw an article of a hundred paragraphs.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use crate::label::tokens;
use crate::spin::random::{Random, hash};

/// Documents taken from one corpus, and the lines of one, in turn.
const DOCUMENTS: usize = 100;
const LINES: [usize; 6] = [6, 12, 25, 40, 70, 120];
/// Fewest words of a document.
const FEWEST_WORDS: usize = 70;
/// Most lines of the page that are left before and behind the text, in half of the pages; the others keep all.
const AROUND: usize = 12;
/// The share of places between two paragraphs that hold furniture, and most lines of it in one.
const SHARE: f64 = 0.12;
const BETWEEN: usize = 3;

/// Documents of other kinds, paragraph by paragraph.
pub struct Prose(Vec<Vec<String>>);

impl Prose {
    /// Reads documents from corpora (a paragraph a line).
    pub fn read(corpora: &[&Path]) -> io::Result<Self> {
        let mut documents = Vec::new();
        for path in corpora {
            let lines: Vec<String> =
                BufReader::new(File::open(path)?).lines().collect::<io::Result<_>>()?;
            let stride = (lines.len() / DOCUMENTS).max(1);
            for (number, start) in (0..lines.len()).step_by(stride).enumerate() {
                let end = (start + LINES[number % LINES.len()]).min(lines.len());
                let document = &lines[start..end];
                if document.iter().map(|line| tokens(line).len()).sum::<usize>() >= FEWEST_WORDS {
                    documents.push(document.to_vec());
                }
            }
        }
        Ok(Self(documents))
    }

    /// A document for the page of this name.
    pub fn of(&self, id: &str) -> Option<&[String]> {
        let number = hash(5, id) as usize % self.0.len().max(1);
        self.0.get(number).map(Vec::as_slice)
    }
}

/// The page with `prose` in the place of its article, and which of its lines are text; none of a page without
/// article.
pub fn transplanted<'l>(
    lines: &[&'l str],
    labels: &[bool],
    prose: &'l [String],
    seed: u64,
) -> Option<(Vec<&'l str>, Vec<bool>)> {
    let mut random = Random(seed);
    let first = labels.iter().position(|&is_text| is_text)?;
    let last = labels.iter().rposition(|&is_text| is_text)?;
    let furniture = |from: usize, to: usize| {
        (from..to).filter(|&i| !labels[i]).map(|i| (lines[i], false)).collect::<Vec<_>>()
    };
    let mut edge = || if random.below(2) == 0 { lines.len() } else { random.below(AROUND + 1) };
    let (before, behind) = (edge(), edge());
    let mut made = furniture(first.saturating_sub(before), first);
    let mut amid = furniture(first, last).into_iter();
    for (at, line) in prose.iter().enumerate() {
        if at > 0 && random.share() < SHARE {
            made.extend(amid.by_ref().take(1 + random.below(BETWEEN)));
        }
        made.push((line, true));
    }
    made.extend(furniture(last + 1, lines.len()).into_iter().take(behind));
    Some(made.into_iter().unzip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_stands_in_the_place_of_the_article() {
        let lines =
            ["Menu", "News", "The council met.", "Share", "It voted.", "Related", "Contact"];
        let labels = [false, false, true, false, true, false, false];
        let prose: Vec<String> = (0..40).map(|i| format!("Paragraph {i}")).collect();
        let mut shares = 0;
        for seed in 0..40 {
            let (made, are_text) = transplanted(&lines, &labels, &prose, seed).unwrap();
            let text = made.iter().zip(&are_text).filter(|(_, is)| **is).map(|(line, _)| *line);
            assert!(text.eq(prose.iter().map(String::as_str)));
            assert!(made.iter().all(|line| !line.starts_with("The council")));
            shares += usize::from(made.contains(&"Share"));
        }
        assert!(shares > 30);
        assert!(transplanted(&lines, &[false; 7], &prose, 1).is_none());
    }
}
