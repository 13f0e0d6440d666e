//! "a" and "an" as a careful spinner writes them: to agree with the word that it put in behind them.

use super::spinner::Spun;
use super::{Document, Result, each_document};

/// Beginnings that sound otherwise than they are written: with a consonant, and with a vowel.
const CONSONANT: [&str; 10] =
    ["eu", "ewe", "once", "one", "ubi", "uni", "us", "uter", "uti", "utop"];
const VOWEL: [&str; 9] =
    ["heir", "honest", "honor", "honour", "hour", "unid", "unim", "unin", "usher"];

/// Lines of spun documents with their articles mended. Where it is not known what was put in, every article
/// before a small word is held to be the spinner's.
pub fn run() -> Result<()> {
    each_document(&["-"], |document| {
        let Document { text, swaps, was, .. } = document;
        let (text, swaps, was) = mend((text, swaps, was));
        println!("{}", Document { text, swaps, was, ..document }.to_line());
    })
}

/// The same with articles that agree.
pub fn mend((text, mut swaps, was): Spun) -> Spun {
    let is_known = !swaps.is_empty();
    let mut out = String::with_capacity(text.len() + 64);
    let mut from = 0;
    for (space, _) in text.match_indices(' ') {
        let next = &text[space + 1..];
        let article = text[from..space].rsplit(|c: char| c.is_whitespace() || c == '(').next();
        let is_an = match article {
            Some("a" | "A") => false,
            Some("an" | "An") => true,
            _ => continue,
        };
        let is_word = next.starts_with(|c: char| c.is_ascii_lowercase())
            && next[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let is_put_in =
            !is_known || swaps.iter().any(|swap| swap[0] == out.len() + space + 1 - from);
        if !is_word || !is_put_in || wants_an(next) == is_an {
            continue;
        }
        out.push_str(&text[from..space]);
        let end = out.len();
        match is_an {
            true => out.truncate(end - 1),
            false => out.push('n'),
        }
        for place in swaps.iter_mut().flatten().filter(|place| **place >= end) {
            *place = *place + out.len() - end;
        }
        from = space;
    }
    out.push_str(&text[from..]);
    (out, swaps, was)
}

/// Whether a small word begins with the sound of a vowel.
fn wants_an(word: &str) -> bool {
    let begins = |list: &[&str]| list.iter().any(|start| word.starts_with(start));
    begins(&VOWEL) || word.starts_with(['a', 'e', 'i', 'o', 'u']) && !begins(&CONSONANT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_agree_with_what_was_put_in() {
        let text = "A old barn, an hall and a unit of an big a apple.".to_owned();
        let at = |word: &str| text.find(word).map(|start| [start, start + word.len()]).unwrap();
        let swaps = vec![at("old"), at("hall"), at("unit"), at("big")];
        let (mended, swaps, _) = mend((text.clone(), swaps, Vec::new()));
        assert_eq!(mended, "An old barn, a hall and a unit of a big a apple.");
        let words: Vec<&str> = swaps.iter().map(|&[start, end]| &mended[start..end]).collect();
        assert_eq!(words, ["old", "hall", "unit", "big"]);
        assert_eq!(
            mend((text, Vec::new(), Vec::new())).0,
            "An old barn, a hall and a unit of a big an apple."
        );
    }

    #[test]
    fn sounds_are_not_letters() {
        for word in ["hour", "honest", "unimportant", "old", "upper", "usher", "umbrella"] {
            assert!(wants_an(word), "{word}");
        }
        for word in ["house", "unit", "useful", "one-sided", "european", "united"] {
            assert!(!wants_an(word), "{word}");
        }
    }
}
