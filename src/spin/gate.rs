//! What a text must show before the language model is asked: most genuine articles do not pass.
//!
//! In go the words of the dictionaries' pass; out come a few numbers over those that spinners write
//! out of proportion. Deliberately absent: context.

use crate::lexicon::substitutions::Word;
use crate::lexicon::synonyms::Synonyms;

/// Numbers of the gate.
pub const WIDTH: usize = 7;

/// The numbers of a text's words.
pub fn numbers(words: &[Word], synonyms: &Synonyms) -> [f32; WIDTH] {
    let mut seen = Vec::new();
    for word in words {
        if word.is_capital() || word.is_glued() {
            continue;
        }
        if let Some(number) = synonyms.suspect(word.hash) {
            seen.push(number);
        }
    }
    let count = words.len().max(1) as f32;
    let tokens = seen.len() as f32;
    seen.sort_unstable();
    seen.dedup();
    let root = count.sqrt();
    let mut kinds = [0.0f32; 3];
    let (mut rises, mut artifacts) = (0.0, 0.0);
    for &number in &seen {
        let info = synonyms.info(number);
        kinds[0] += f32::from(u8::from(info.prior > 0.5));
        kinds[1] += f32::from(u8::from(info.prior > 2.0));
        kinds[2] += f32::from(u8::from(info.prior > 3.5));
        rises += (info.prior + 1.0).clamp(0.0, 6.0);
        artifacts += f32::from(u8::from(info.is_artifact()));
    }
    [
        seen.len() as f32 / root,
        tokens / count,
        kinds[0] / root,
        kinds[1] / root,
        kinds[2] / root,
        rises / root,
        artifacts / root,
    ]
}

/// Whether an article's words are worth asking the language model about.
pub fn passes(words: &[Word], synonyms: &Synonyms) -> bool {
    !numbers(words, synonyms).is_empty()
}
