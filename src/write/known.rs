//! What a run knows of the articles before: ids given out, texts seen.

use super::Rendered;
use super::document::add_first;
use super::ids::Ids;
use super::twins::Twins;
use crate::document::Twin;

/// Both indices of a run.
#[derive(Debug, Default)]
pub struct Known {
    ids: Ids,
    twins: Twins,
}

impl Known {
    /// Gives the article its final id, and says in its line and facts whose text it repeats.
    pub fn place(&mut self, mut article: Rendered) -> Rendered {
        article.id = self.ids.unique(&article);
        let Some(text) = article.fingerprint else { return article };
        let site = &article.facts.site;
        if let Some(first) = self.twins.first(text, &article.id, site) {
            let twin = if first.site == *site { Twin::Own } else { Twin::Foreign };
            article.facts.twin = Some(twin);
            add_first(&mut article.document, &first);
        }
        article
    }
}
