//! Short articles with furniture between their paragraphs, made of labelled pages.
//!
//! In go the lines of a page and which of them are text; out come some of its paragraphs with lines of the same
//! page's furniture before, behind and between them. Dumps of whole pages rarely have furniture amid the
//! article, and short articles are rare: a model that learned from those alone takes a paragraph behind
//! headlines of other stories for one of them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use copydesk::blocks::cut_text;
use serde_json::Value;

use crate::dumps::{STYLES, ready};
use crate::label::{label, tokens};
use crate::planted::Planted;
use crate::spin::random::{Random, hash};

/// Fewest and most paragraphs that are taken, and fewest words they have together.
const PARAGRAPHS: (usize, usize) = (3, 12);
const FEWEST_WORDS: usize = 70;
/// Most lines of the page that are left before the first of them and behind the last.
const AROUND: usize = 10;
/// Most lines that interrupt in one place, the share of places that are interrupted, and most words of such a line:
/// what the labels take for furniture although readers would not is long.
const LINES: usize = 4;
const SHARE: f64 = 0.3;
const MOST_WORDS: usize = 25;
/// Most planted lines in one place, and in a text.
const PLANTED: usize = 2;
const PLANTED_LINES: usize = 12;

/// A text made of `lines` and which of its lines are article text; none of a page that has too little of either.
/// `planted` are lines of furniture that are put in besides.
pub fn interrupted<'l>(
    lines: &[&'l str],
    labels: &[bool],
    planted: &[&'l str],
    seed: u64,
) -> Option<(Vec<&'l str>, Vec<bool>)> {
    let mut random = Random(seed);
    let words: Vec<usize> = lines.iter().map(|line| tokens(line).len()).collect();
    let is_furniture = |&i: &usize| !labels[i] && (1..=MOST_WORDS).contains(&words[i]);
    let furniture: Vec<usize> = (0..lines.len()).filter(is_furniture).collect();
    let article: Vec<usize> = (0..lines.len()).filter(|&i| labels[i]).collect();
    let count = PARAGRAPHS.0 + random.below(PARAGRAPHS.1 - PARAGRAPHS.0 + 1);
    // Half begin where the article does.
    let last_start = (article.len() + 1).saturating_sub(count);
    let start = random.below(2) * random.below(last_start);
    let taken = &article[start..article.len().min(start + count)];
    let enough = taken.iter().map(|&i| words[i]).sum::<usize>() >= FEWEST_WORDS;
    if furniture.is_empty() || taken.len() < PARAGRAPHS.0 || !enough {
        return None;
    }
    let (first, last) = (taken[0], taken[taken.len() - 1]);
    let edge = |random: &mut Random| random.below(AROUND + 1);
    let mut made: Vec<(&str, bool)> = Vec::new();
    let as_is = |i: usize| (lines[i], labels[i]);
    // No number is drawn for what there is none of: texts without planted lines stay as they are.
    let most = PLANTED.min(planted.len());
    let few = |random: &mut Random| if most == 0 { 0 } else { random.below(most + 1) };
    let mut planted = planted.iter().map(|&line| (line, false));
    let before = first.saturating_sub(edge(&mut random))..first;
    made.extend(before.filter(|&i| !labels[i]).map(as_is));
    made.extend(planted.by_ref().take(few(&mut random)));
    for (i, is_text) in labels.iter().enumerate().take(last + 1).skip(first) {
        if i > first && *is_text && random.share() < SHARE {
            let place = made.len();
            made.extend(planted.by_ref().take(few(&mut random)));
            if made.len() == place {
                let from = random.below(furniture.len());
                let to = furniture.len().min(from + 1 + random.below(LINES));
                made.extend(furniture[from..to].iter().map(|&i| as_is(i)));
            }
        }
        made.push(as_is(i));
    }
    made.extend(planted.take(few(&mut random)));
    let behind = (last + 1..lines.len()).take(edge(&mut random));
    made.extend(behind.filter(|&i| !labels[i]).map(as_is));
    Some(made.into_iter().unzip())
}

/// The text that [`interrupted`] makes of a page's dump, phrases of `planted` among its lines; its name and `number`
/// choose style, paragraphs and empty lines.
pub fn text_of(
    id: &str,
    number: u64,
    html: &str,
    truth: &str,
    planted: Option<&Planted>,
) -> Option<(String, Vec<bool>)> {
    let seed = hash(number, id);
    let style = STYLES[seed as usize % STYLES.len()];
    let text = ready(html, style);
    let blocks = cut_text(&text);
    let lines: Vec<&str> = blocks.iter().map(|block| &text[block.span.range()]).collect();
    let labels = label(truth, &lines);
    let mut random = Random(!seed);
    let phrases = planted.map(|planted| planted.lines(truth, PLANTED_LINES, &mut random));
    let phrases: Vec<&str> = phrases.iter().flatten().map(String::as_str).collect();
    let (lines, labels) = interrupted(&lines, &labels, &phrases, seed)?;
    Some((lines.join(if seed & 16 == 0 { "\n" } else { "\n\n" }), labels))
}

/// Writes labelled pages whose `page_text` is such a text, and `text` what of it is the article's.
pub fn run(files: &[&str], mut out: impl Write) -> io::Result<()> {
    for file in files {
        for line in BufReader::new(File::open(file)?).lines() {
            let mut page: Value = serde_json::from_str(&line?)?;
            let field = |name: &str| page[name].as_str().unwrap_or_default();
            let made = text_of(field("id"), 1, field("html"), field("text"), None);
            let Some((text, labels)) = made else { continue };
            let lines = text.lines().filter(|line| !line.is_empty()).zip(labels);
            let truth: Vec<&str> =
                lines.filter(|(_, is_text)| *is_text).map(|(line, _)| line).collect();
            page["text"] = truth.join("\n").into();
            page["page_text"] = text.into();
            page["main_text"] = "".into();
            writeln!(out, "{page}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_keep_their_order_and_labels() {
        let text: Vec<String> =
            (0..20).map(|i| format!("Paragraph {i} {}", "says more ".repeat(12))).collect();
        let furniture: Vec<String> = (0..20).map(|i| format!("Headline {i}")).collect();
        let pairs = || text.iter().map(|line| (line.as_str(), true));
        let others = furniture.iter().map(|line| (line.as_str(), false));
        let (lines, labels): (Vec<&str>, Vec<bool>) = others.chain(pairs()).unzip();
        let mut between = 0;
        for seed in 0..50 {
            let (made, are_text) = interrupted(&lines, &labels, &[], seed).unwrap();
            let is_right = |(line, is): (&&str, &bool)| line.starts_with("Paragraph") == *is;
            assert!(made.iter().zip(&are_text).all(is_right));
            let kept = made.iter().filter(|line| line.starts_with("Paragraph"));
            let places: Vec<_> = kept.map(|line| lines.iter().position(|l| l == line)).collect();
            assert!(places.len() >= PARAGRAPHS.0 && places.is_sorted());
            let first = are_text.iter().position(|is| *is);
            between += usize::from(first.is_some_and(|at| are_text[at..].contains(&false)));
        }
        assert!(between > 25);
        assert!(interrupted(&lines[..20], &labels[..20], &[], 1).is_none());
    }
}
