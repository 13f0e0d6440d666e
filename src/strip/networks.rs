//! Share bars: names of places to share to, and the words that stand among them.

use super::word_list::{WordList, words};

static NETWORKS: WordList = WordList::new(&[
    "bluesky",
    "bsky",
    "facebook",
    "flipboard",
    "instagram",
    "line",
    "linkedin",
    "mastodon",
    "messenger",
    "pinterest",
    "pocket",
    "reddit",
    "signal",
    "skype",
    "snapchat",
    "telegram",
    "threads",
    "tiktok",
    "tumblr",
    "twitter",
    "viber",
    "vk",
    "vkontakte",
    "wechat",
    "weibo",
    "whatsapp",
    "x",
    "xing",
    "youtube",
]);

static AROUND: WordList = WordList::new(&[
    "a",
    "and",
    "auf",
    "bei",
    "by",
    "chia",
    "comparteix",
    "compartilhar",
    "compartir",
    "condividi",
    "copy",
    "dalintis",
    "dalīties",
    "deila",
    "delen",
    "e",
    "email",
    "en",
    "follow",
    "imprimer",
    "jaga",
    "kongsi",
    "link",
    "mail",
    "megosztás",
    "message",
    "more",
    "na",
    "on",
    "or",
    "page",
    "partager",
    "per",
    "podeli",
    "podijeli",
    "post",
    "print",
    "rss",
    "sdílet",
    "send",
    "share",
    "su",
    "sur",
    "sẻ",
    "teilen",
    "text",
    "to",
    "tweet",
    "udostępnij",
    "via",
    "zdieľať",
    "κοινοποίηση",
    "στο",
    "подели",
    "сподели",
    "שתף",
    "שתפו",
    "करें",
    "पर",
    "शेयर",
    "साझा",
    "แชร",
    "공유",
    "공유하기",
]);

/// Whether a word in lower case is the name of a place to share to.
pub fn is_network(word: &str) -> bool {
    NETWORKS.has(word)
}

/// Whether a word in lower case stands among such names.
pub fn is_around(word: &str) -> bool {
    AROUND.has(word)
}

/// Whether a text in lower case is names of places to share to and what stands among them.
pub fn is_networks(folded: &str) -> bool {
    // Most lines end this at their first word.
    words(folded).all(|word| NETWORKS.has(word) || AROUND.has(word))
        && words(folded).any(|word| word.len() > 1 && NETWORKS.has(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_to_share_are_known_in_rows() {
        assert!(is_networks("facebook, instagram and x"));
        assert!(is_networks("share on facebook"));
        assert!(
            !is_networks("x") && !is_networks("share this story") && !is_networks("facebook sued")
        );
    }
}
