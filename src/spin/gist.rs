//! How the words that spinners write fit what their text is about, told by table alone.
//!
//! In go the words of the dictionaries' pass and the suspects among them; out come numbers for the gate.
//! Deliberately absent: the words around a place, which [`super::topic`] holds a word against where the
//! text is read in full.

use fearless_simd::{Level, dispatch};

use super::gate::{Suspect, heaviest};
use crate::lexicon::English;
use crate::lexicon::subjects::{add, added};
use crate::lexicon::substitutions::Word;
use crate::lexicon::vectors::Sum;

/// Numbers of this step.
pub const WIDTH: usize = FITS + CANDIDATES;
/// Those of the suspects, and of what may have stood in the place of the worst of them.
const FITS: usize = 14;
const CANDIDATES: usize = 6;
/// Suspects whose candidates are looked at.
const LOOKED_AT: usize = 16;
/// How a suspect fits that cannot be told.
const USUAL: f32 = 0.2;
/// How much a suspect weighs less for a cosine of 1, in natural logarithms.
const WORTH: f32 = 3.0;
/// The square of a sum this short is what rounding left of an empty one.
const EMPTY: f32 = 0.01;

/// The numbers of a text; what each suspect weighs is changed by how it fits.
pub fn gist(words: &[Word], suspects: &mut [Suspect], english: &English) -> [f32; WIDTH] {
    dispatch!(Level::new(), _simd => gist_here(words, suspects, english))
}

#[inline(always)] // into what is compiled for the widest vectors that the processor has
fn gist_here(words: &[Word], suspects: &mut [Suspect], english: &English) -> [f32; WIDTH] {
    // Whatever a word is, it is written behind the last entry, and stays if it tells something.
    let mut entries = vec![0u32; words.len() + 1];
    let mut count = 0;
    for word in words {
        let entry = english.subjects.find(word.hash);
        entries[count] = entry;
        count += usize::from((entry != 0) & word.is_plain());
    }
    let mut whole = Sum::default();
    for &entry in &entries[..count] {
        add(&mut whole, entry, &english.vectors);
    }
    let square = whole.square();
    for suspect in suspects.iter_mut() {
        let entry = english.subjects.find(words[suspect.at].hash);
        if entry != 0
            && let Some(sense) = english.vectors.sense(suspect.word.number)
        {
            // The rest of the text is the whole without what the word adds wherever it stands.
            let own = added(entry, &sense) * suspect.times as f32;
            let along = sense.cosine(&whole);
            let rest = square - 2.0 * own * along + own * own;
            suspect.own = own;
            suspect.fit = if rest > EMPTY { (along - own) / rest.sqrt() } else { 0.0 };
        }
    }
    let mut out = [0.0; WIDTH];
    let unity = square.sqrt() / count.max(1) as f32;
    out[..FITS].copy_from_slice(&fits(words.len(), suspects, unity, count));
    for suspect in suspects.iter_mut().filter(|suspect| suspect.own > 0.0) {
        suspect.weight -= WORTH * (suspect.fit - USUAL);
    }
    out[FITS..].copy_from_slice(&candidates(&whole, heaviest(suspects, LOOKED_AT), english));
    out
}

/// How the suspects fit; `unity` is how far the words of the text point the same way, of which `all` tell
/// something.
fn fits(words: usize, suspects: &[Suspect], unity: f32, all: usize) -> [f32; FITS] {
    let root = (words.max(1) as f32).sqrt();
    let mut out = [0.0; FITS];
    // All, those that weigh something, those that weigh much, those that weigh nothing.
    let mut sums = [[0.0f32; 2]; 4];
    let mut lows = Vec::with_capacity(suspects.len());
    for suspect in suspects.iter().filter(|suspect| suspect.own > 0.0) {
        let Suspect { weight, fit, .. } = *suspect;
        let is = [true, weight > 0.5, weight > 1.5, weight <= 0.5];
        for (sum, is) in sums.iter_mut().zip(is) {
            let is = f32::from(u8::from(is));
            sum[0] += is * fit;
            sum[1] += is;
        }
        out[4] += weight.max(0.0) * (USUAL - fit).max(0.0) / root;
        out[5] += f32::from(u8::from(fit < 0.0)) / root;
        out[6] += f32::from(u8::from(fit < 0.0 && weight > 1.0)) / root;
        out[7] += f32::from(u8::from(fit < 0.1 && weight > 2.0)) / root;
        if weight > 0.5 {
            lows.push(fit);
        }
    }
    for (out, [sum, count]) in out.iter_mut().zip(sums) {
        *out = sum / count.max(1.0);
    }
    lows.sort_unstable_by(f32::total_cmp);
    let lowest = |count: usize| {
        let count = lows.len().min(count);
        lows[..count].iter().sum::<f32>() / count.max(1) as f32
    };
    out[8] = lowest(3);
    out[9] = lowest(8);
    out[10] = lowest(16);
    out[11] = unity;
    out[12] = all as f32 / words.max(1) as f32;
    out[13] = sums[0][1] / suspects.len().max(1) as f32;
    out
}

/// How much better what may have stood there would fit.
#[inline(always)]
fn candidates(whole: &Sum, suspects: &[Suspect], english: &English) -> [f32; CANDIDATES] {
    let mut out = [0.0; CANDIDATES];
    let mut gains = Vec::with_capacity(suspects.len());
    for suspect in suspects.iter().filter(|suspect| suspect.own > 0.0) {
        let Some(own) = english.vectors.sense(suspect.word.number) else { continue };
        let mut rest = *whole;
        rest.add(&own, -suspect.own);
        let square = rest.square();
        let scale = if square > EMPTY { 1.0 / square.sqrt() } else { 0.0 };
        let (mut count, mut better, mut most) = (0.0f32, 0.0f32, 0.0f32);
        let senses = english.vectors.candidates(suspect.word.number, &english.synonyms);
        for sense in senses.flatten() {
            let gain = sense.cosine(&rest) * scale - suspect.fit;
            count += 1.0;
            better += f32::from(u8::from(gain > 0.0));
            most = most.max(gain);
        }
        gains.push(most);
        out[0] += suspect.fit;
        out[1] += most;
        out[2] += better / count.max(1.0);
        out[3] += f32::from(u8::from(suspect.fit < 0.05 && most > 0.25));
    }
    gains.sort_unstable_by(|a, b| b.total_cmp(a));
    out[4] = gains.iter().take(3).sum();
    out[5] = gains.iter().take(8).sum();
    out
}

#[cfg(test)]
mod tests {
    use super::super::gate::suspects;
    use super::super::marks::marks;
    use super::*;
    use crate::lexicon::substitutions::words;

    #[test]
    fn what_leaves_the_subject_fits_worse_and_weighs_more() {
        let english = English::shipped(None).unwrap();
        let text = "The visitation of the two men began in the district court on Monday. The judge told the \
            jury that the defendants had confessed to the robbery, and the lawyers asked for a lighter \
            sentence. The prosecutor said that the witnesses would be heard on Friday.";
        let all = words(text);
        let (mut found, _) = suspects(text, &all, &marks(&all, None, &english), &english);
        let before = found.clone();
        let numbers = gist(&all, &mut found, &english);
        let is = |suspect: &&Suspect| all[suspect.at].of(text) == "visitation";
        let (old, new) = (before.iter().find(is).unwrap(), found.iter().find(is).unwrap());
        assert!(new.fit < numbers[0] - 0.1, "{} {}", new.fit, numbers[0]);
        assert!(new.weight > old.weight);
    }

    #[test]
    fn a_text_without_words_has_no_numbers() {
        let english = English::shipped(None).unwrap();
        assert_eq!(gist(&[], &mut [], &english), [0.0; WIDTH]);
    }
}
