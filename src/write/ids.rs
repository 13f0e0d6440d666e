//! Ids made unique over a run.
//!
//! Beside `twins` this is the one index of a run that grows with the archive: about 20 bytes an
//! article.

use rustc_hash::FxHashMap;

use super::Rendered;

/// The ids given out so far.
#[derive(Debug, Default)]
pub struct Ids {
    /// Times each id was given out, by its first 64 bits.
    seen: FxHashMap<u64, u32>,
}

impl Ids {
    /// The article's id: as it is when new, else with a hash of the content, and when that was
    /// there too (the same bytes twice) with a running number.
    pub fn unique(&mut self, article: &Rendered) -> String {
        if self.count(&article.id) == 0 {
            return article.id.clone();
        }
        let with_content = format!("{}-{}", article.id, article.content);
        match self.count(&with_content) {
            0 => with_content,
            earlier => format!("{with_content}-{}", earlier + 1),
        }
    }

    /// How often `id` was seen before this call.
    fn count(&mut self, id: &str) -> u32 {
        let hash = blake3::hash(id.as_bytes());
        let key = u64::from_le_bytes(hash.as_bytes()[..8].try_into().expect("eight bytes"));
        let count = self.seen.entry(key).or_default();
        *count += 1;
        *count - 1
    }
}
