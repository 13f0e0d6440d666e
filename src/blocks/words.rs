//! The words of class, id, role, aria-label and data-testid, and what they hint at.
//!
//! In goes an attribute's value, out come the hints of its words and a hash of them without the
//! digits, by which blocks of the same kind are known. A value is cut into words at what is not a
//! letter and before a capital that follows a small letter; two words in a row may mean together
//! what neither means alone ("read-next"). Only words that mean one thing on most sites are
//! listed: `post`, `item`, `box`, `widget` and `block` are not. A word such as `tag` or `author`
//! that blog software puts on every article ("tag-politics") counts only in company.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::names::{NameHash, Table};
use crate::document::{Hint, Hints};

/// What the words of attribute values say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words {
    /// What they hint at.
    pub(super) hints: Hints,
    /// A hash of all of them.
    pub(super) hash: u64,
}

impl Words {
    /// Adds the words of one more value; a space parts names.
    pub(super) fn read(&mut self, value: &[u8]) {
        self.read_parted(value, b' ');
    }

    /// Adds the words of a label for people: its spaces part words of one name.
    pub(super) fn read_label(&mut self, value: &[u8]) {
        self.read_parted(value, b'\0');
    }

    fn read_parted(&mut self, value: &[u8], separator: u8) {
        // The last word and a hyphen, if it may mean something with the next.
        let mut before = None;
        let mut at = 0;
        while let Some(&first) = value.get(at) {
            at += 1;
            if !first.is_ascii_alphabetic() {
                if first == separator {
                    before = None;
                }
                continue;
            }
            let mut last = first;
            let mut word = NameHash::EMPTY.with(first.to_ascii_lowercase());
            let mut pair = before.unwrap_or(NameHash::EMPTY).with(first.to_ascii_lowercase());
            while let Some(&byte) = value.get(at) {
                let goes_on = byte.is_ascii_lowercase()
                    || byte.is_ascii_uppercase() && !last.is_ascii_lowercase();
                if !goes_on {
                    break;
                }
                last = byte;
                word = word.with(byte.to_ascii_lowercase());
                pair = pair.with(byte.to_ascii_lowercase());
                at += 1;
            }
            self.found(word, before.map(|_| pair));
            before = Some(word.with(b'-'));
        }
    }

    fn found(&mut self, word: NameHash, pair: Option<NameHash>) {
        self.hash = self.hash.rotate_left(5) ^ word.value();
        let pair = pair.and_then(|hash| WORDS.get(hash));
        for hint in WORDS.get(word).into_iter().chain(pair) {
            self.hints = self.hints.with(hint);
        }
    }
}

/// Values remembered at most: real pages have some hundred, and a made-up one must not fill the memory.
const MOST_SEEN: usize = 1024;

/// The words of class values that were read before, by the values' hashes: menus and cards repeat theirs
/// all over a page.
#[derive(Debug, Default)]
pub(super) struct Seen(FxHashMap<u64, Words>);

impl Seen {
    /// The words of a value.
    pub(super) fn words(&mut self, value: &[u8]) -> Words {
        let hash = FxBuildHasher.hash_one(value);
        if let Some(words) = self.0.get(&hash) {
            return *words;
        }
        let mut words = Words::default();
        words.read(value);
        if self.0.len() < MOST_SEEN {
            self.0.insert(hash, words);
        }
        words
    }
}

static WORDS: Table<Hint, 1024> = Table::new(
    &[
        // The article itself.
        ("articlebody", Hint::ContentWord),
        ("article-body", Hint::ContentWord),
        ("article-content", Hint::ContentWord),
        ("article-text", Hint::ContentWord),
        ("article-main", Hint::ContentWord),
        ("article-paragraph", Hint::ContentWord),
        ("articlecontent", Hint::ContentWord),
        ("articletext", Hint::ContentWord),
        ("blog-content", Hint::ContentWord),
        ("body-content", Hint::ContentWord),
        ("body-copy", Hint::ContentWord),
        ("body-text", Hint::ContentWord),
        ("bodytext", Hint::ContentWord),
        ("content-body", Hint::ContentWord),
        ("content-text", Hint::ContentWord),
        ("entry-content", Hint::ContentWord),
        ("entry-body", Hint::ContentWord),
        ("entry-text", Hint::ContentWord),
        ("main-text", Hint::ContentWord),
        ("news-content", Hint::ContentWord),
        ("news-text", Hint::ContentWord),
        ("paragraph", Hint::ContentWord),
        ("post-body", Hint::ContentWord),
        ("post-content", Hint::ContentWord),
        ("post-text", Hint::ContentWord),
        ("postcontent", Hint::ContentWord),
        ("richtext", Hint::ContentWord),
        ("rich-text", Hint::ContentWord),
        ("single-content", Hint::ContentWord),
        ("story-body", Hint::ContentWord),
        ("story-content", Hint::ContentWord),
        ("story-text", Hint::ContentWord),
        ("storybody", Hint::ContentWord),
        ("text-body", Hint::ContentWord),
        ("wysiwyg", Hint::ContentWord),
        // Its headline.
        ("headline", Hint::TitleWord),
        ("title", Hint::TitleWord),
        ("titre", Hint::TitleWord),
        ("titel", Hint::TitleWord),
        ("titulo", Hint::TitleWord),
        ("titolo", Hint::TitleWord),
        // Its lead.
        ("abstract", Hint::LeadWord),
        ("chapo", Hint::LeadWord),
        ("deck", Hint::LeadWord),
        ("dek", Hint::LeadWord),
        ("entradilla", Hint::LeadWord),
        ("ingress", Hint::LeadWord),
        ("intro", Hint::LeadWord),
        ("introduction", Hint::LeadWord),
        ("lead", Hint::LeadWord),
        ("lede", Hint::LeadWord),
        ("sommario", Hint::LeadWord),
        ("standfirst", Hint::LeadWord),
        ("subheadline", Hint::LeadWord),
        ("subtitle", Hint::LeadWord),
        ("summary", Hint::LeadWord),
        ("vorspann", Hint::LeadWord),
        // Advertising.
        ("ad", Hint::AdWord),
        ("ads", Hint::AdWord),
        ("adslot", Hint::AdWord),
        ("adunit", Hint::AdWord),
        ("adsbygoogle", Hint::AdWord),
        ("advert", Hint::AdWord),
        ("adverts", Hint::AdWord),
        ("advertisement", Hint::AdWord),
        ("advertisements", Hint::AdWord),
        ("advertising", Hint::AdWord),
        ("advertorial", Hint::AdWord),
        ("anuncio", Hint::AdWord),
        ("anzeige", Hint::AdWord),
        ("dfp", Hint::AdWord),
        ("gpt", Hint::AdWord),
        ("outbrain", Hint::AdWord),
        ("pubblicita", Hint::AdWord),
        ("publicidad", Hint::AdWord),
        ("publicidade", Hint::AdWord),
        ("publicite", Hint::AdWord),
        ("reklam", Hint::AdWord),
        ("reklama", Hint::AdWord),
        ("sponsor", Hint::AdWord),
        ("sponsored", Hint::AdWord),
        ("taboola", Hint::AdWord),
        ("werbung", Hint::AdWord),
        // Sharing.
        ("addthis", Hint::ShareWord),
        ("addtoany", Hint::ShareWord),
        ("compartilhar", Hint::ShareWord),
        ("compartir", Hint::ShareWord),
        ("condividi", Hint::ShareWord),
        ("follow", Hint::ShareWord),
        ("partage", Hint::ShareWord),
        ("share", Hint::ShareWord),
        ("sharebar", Hint::ShareWord),
        ("sharedaddy", Hint::ShareWord),
        ("shares", Hint::ShareWord),
        ("sharethis", Hint::ShareWord),
        ("sharing", Hint::ShareWord),
        ("social", Hint::ShareWord),
        ("socials", Hint::ShareWord),
        ("teilen", Hint::ShareWord),
        // Other stories.
        ("also-read", Hint::RelatedWord),
        ("also-like", Hint::RelatedWord),
        ("further-reading", Hint::RelatedWord),
        ("leia-mais", Hint::RelatedWord),
        ("mehr-zum", Hint::RelatedWord),
        ("more-articles", Hint::RelatedWord),
        ("more-from", Hint::RelatedWord),
        ("more-links", Hint::RelatedWord),
        ("more-news", Hint::RelatedWord),
        ("more-on", Hint::RelatedWord),
        ("more-stories", Hint::RelatedWord),
        ("morestories", Hint::RelatedWord),
        ("next-article", Hint::RelatedWord),
        ("next-story", Hint::RelatedWord),
        ("onward", Hint::RelatedWord),
        ("other-articles", Hint::RelatedWord),
        ("other-news", Hint::RelatedWord),
        ("read-also", Hint::RelatedWord),
        ("read-more", Hint::RelatedWord),
        ("read-next", Hint::RelatedWord),
        ("readmore", Hint::RelatedWord),
        ("readnext", Hint::RelatedWord),
        ("recirc", Hint::RelatedWord),
        ("recirculation", Hint::RelatedWord),
        ("recommend", Hint::RelatedWord),
        ("recommendation", Hint::RelatedWord),
        ("recommendations", Hint::RelatedWord),
        ("recommended", Hint::RelatedWord),
        ("related", Hint::RelatedWord),
        ("relacionadas", Hint::RelatedWord),
        ("relacionado", Hint::RelatedWord),
        ("relacionados", Hint::RelatedWord),
        ("relatedposts", Hint::RelatedWord),
        ("relatedarticles", Hint::RelatedWord),
        ("see-also", Hint::RelatedWord),
        ("similar", Hint::RelatedWord),
        ("upnext", Hint::RelatedWord),
        ("up-next", Hint::RelatedWord),
        ("latest-news", Hint::TrendingWord),
        ("meistgelesen", Hint::TrendingWord),
        ("most-popular", Hint::TrendingWord),
        ("most-read", Hint::TrendingWord),
        ("most-viewed", Hint::TrendingWord),
        ("mostread", Hint::TrendingWord),
        ("mostpopular", Hint::TrendingWord),
        ("popular", Hint::TrendingWord),
        ("trending", Hint::TrendingWord),
        // Pitches, notices, walls.
        ("mailinglist", Hint::NewsletterWord),
        ("newsletter", Hint::NewsletterWord),
        ("newsletters", Hint::NewsletterWord),
        ("signup", Hint::NewsletterWord),
        ("sign-up", Hint::NewsletterWord),
        ("subscribe", Hint::NewsletterWord),
        ("subscription", Hint::NewsletterWord),
        ("abo", Hint::NewsletterWord),
        ("ccpa", Hint::CookieWord),
        ("consent", Hint::CookieWord),
        ("cookie", Hint::CookieWord),
        ("cookies", Hint::CookieWord),
        ("gdpr", Hint::CookieWord),
        ("onetrust", Hint::CookieWord),
        ("metered", Hint::PaywallWord),
        ("meter-wall", Hint::PaywallWord),
        ("paywall", Hint::PaywallWord),
        ("piano", Hint::PaywallWord),
        ("premium", Hint::PaywallWord),
        ("regwall", Hint::PaywallWord),
        ("subscriber", Hint::PaywallWord),
        // Readers.
        ("comentarios", Hint::CommentWord),
        ("comment", Hint::CommentWord),
        ("commentaires", Hint::CommentWord),
        ("commentform", Hint::CommentWord),
        ("commentlist", Hint::CommentWord),
        ("comments", Hint::CommentWord),
        ("commenti", Hint::CommentWord),
        ("disqus", Hint::CommentWord),
        ("kommentar", Hint::CommentWord),
        ("kommentare", Hint::CommentWord),
        ("livefyre", Hint::CommentWord),
        ("respond", Hint::CommentWord),
        ("reply", Hint::CommentWord),
        ("viafoura", Hint::CommentWord),
        // Pictures and players.
        ("bildunterschrift", Hint::CaptionWord),
        ("caption", Hint::CaptionWord),
        ("captions", Hint::CaptionWord),
        ("legende", Hint::CaptionWord),
        ("wp-caption", Hint::CaptionWord),
        ("copyright-holder", Hint::CreditWord),
        ("credit", Hint::CreditWord),
        ("credits", Hint::CreditWord),
        ("photographer", Hint::CreditWord),
        ("audio", Hint::MediaWord),
        ("carousel", Hint::MediaWord),
        ("gallery", Hint::MediaWord),
        ("galerie", Hint::MediaWord),
        ("jwplayer", Hint::MediaWord),
        ("media", Hint::MediaWord),
        ("player", Hint::MediaWord),
        ("podcast", Hint::MediaWord),
        ("slideshow", Hint::MediaWord),
        ("video", Hint::MediaWord),
        ("videos", Hint::MediaWord),
        // Who, when, what about.
        ("article-author", Hint::BylineWord),
        ("auteur", Hint::BylineWord),
        ("author", Hint::BylineWord),
        ("authors", Hint::BylineWord),
        ("autor", Hint::BylineWord),
        ("autore", Hint::BylineWord),
        ("byline", Hint::BylineWord),
        ("bylines", Hint::BylineWord),
        ("contributor", Hint::BylineWord),
        ("contributors", Hint::BylineWord),
        ("reporter", Hint::BylineWord),
        ("writer", Hint::BylineWord),
        ("data-pubblicazione", Hint::DateWord),
        ("date", Hint::DateWord),
        ("dateline", Hint::DateWord),
        ("datetime", Hint::DateWord),
        ("datum", Hint::DateWord),
        ("fecha", Hint::DateWord),
        ("published", Hint::DateWord),
        ("pubdate", Hint::DateWord),
        ("time", Hint::DateWord),
        ("timestamp", Hint::DateWord),
        ("article-tags", Hint::TagsWord),
        ("entry-tag", Hint::TagsWord),
        ("keywords", Hint::TagsWord),
        ("post-tag", Hint::TagsWord),
        ("schlagworte", Hint::TagsWord),
        ("tag-cloud", Hint::TagsWord),
        ("tag-links", Hint::TagsWord),
        ("tag-list", Hint::TagsWord),
        ("tagcloud", Hint::TagsWord),
        ("taglist", Hint::TagsWord),
        ("tags", Hint::TagsWord),
        ("tagslist", Hint::TagsWord),
        ("topics", Hint::TagsWord),
        // Page furniture.
        ("breadcrumb", Hint::NavWord),
        ("breadcrumbs", Hint::NavWord),
        ("masthead", Hint::NavWord),
        ("menu", Hint::NavWord),
        ("menus", Hint::NavWord),
        ("megamenu", Hint::NavWord),
        ("nav", Hint::NavWord),
        ("navbar", Hint::NavWord),
        ("navi", Hint::NavWord),
        ("navigation", Hint::NavWord),
        ("pager", Hint::NavWord),
        ("pagination", Hint::NavWord),
        ("skip-link", Hint::NavWord),
        ("skiplink", Hint::NavWord),
        ("toolbar", Hint::NavWord),
        ("topbar", Hint::NavWord),
        ("site-header", Hint::NavWord),
        ("colophon", Hint::FooterWord),
        ("footer", Hint::FooterWord),
        ("pie-pagina", Hint::FooterWord),
        ("copyright", Hint::CopyrightWord),
        ("disclaimer", Hint::CopyrightWord),
        ("imprint", Hint::CopyrightWord),
        ("legal", Hint::CopyrightWord),
        ("aside", Hint::Aside),
        ("right-rail", Hint::Aside),
        ("rightrail", Hint::Aside),
        ("side-bar", Hint::Aside),
        ("sidebar", Hint::Aside),
        ("banner", Hint::PromoWord),
        ("lightbox", Hint::PromoWord),
        ("marketing", Hint::PromoWord),
        ("modal", Hint::PromoWord),
        ("popup", Hint::PromoWord),
        ("promo", Hint::PromoWord),
        ("promos", Hint::PromoWord),
        ("promotion", Hint::PromoWord),
        ("teaser", Hint::PromoWord),
        ("teasers", Hint::PromoWord),
    ],
    Hint::ContentWord,
);

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(value: &str) -> Hints {
        let mut words = Words::default();
        words.read(value.as_bytes());
        words.hints
    }

    #[test]
    fn words_are_cut_at_case_and_signs() {
        assert!(hints("shareBar--top2").has(Hint::ShareWord));
        assert!(hints("ArticleBody_x").has(Hint::ContentWord));
        assert!(hints("c-read-next").has(Hint::RelatedWord));
        assert!(hints("mostRead").has(Hint::TrendingWord));
        assert_eq!(hints("read next"), Hints::NONE);
        assert_eq!(hints("shadow address tag-politics"), Hints::NONE);
    }

    #[test]
    fn the_hash_ignores_digits() {
        let hash = |value: &str| {
            let mut words = Words::default();
            words.read(value.as_bytes());
            words.hash
        };
        assert_eq!(hash("item-17 x"), hash("item-4 x"));
        assert_ne!(hash("item-17 x"), hash("item-4 y"));
    }
}
