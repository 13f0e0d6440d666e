//! Readers' comments: gone by default, kept on request, in the markup of several systems.

use copydesk::{Config, Kind, Record, Tools, clean};

/// What three readers wrote.
const SAID: [&str; 3] = [
    "The bench by the weir has had two slats since the jubilee, and I have told the parish so at four meetings in a row.",
    "With respect, it was five meetings, and at the last of them the joiner was present and was not asked a single question.",
    "Nobody who has ever sat on that bench would want it mended. It is the only place where one is left alone.",
];

const ARTICLE: [&str; 3] = [
    "The parish of Nether Weir will mend the bench by the weir, it decided on Monday after a debate of two and a half hours.",
    "The bench was given to the parish in 1935 by a lock keeper who had sat on it until then in his own garden, his family says.",
    "The work will be done in May by the village school, and will cost 60 crowns, the price of two slats and of a tin of paint.",
];

/// A page with an article and `comments` below it.
fn page(comments: &str) -> String {
    let body: String = ARTICLE.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "<!DOCTYPE html><html><head><title>Bench to be mended</title></head><body>\
        <nav><a href=/>Home</a> <a href=/news>News</a> <a href=/weir>Weir</a></nav>\
        <main><article><h1>Bench to be mended</h1><div class=article-body>{body}</div></article>\
        {comments}</main><aside class=sidebar><h3>More news</h3><ul><li><a href=/1>Lock closed</a>\
        <li><a href=/2>Ferry late again on Sunday</a></ul></aside>\
        <footer><a href=/about>About us</a><p>\u{a9} Weir Herald</p></footer></body></html>"
    )
}

/// The same three comments as several systems write them.
fn systems() -> Vec<(&'static str, String)> {
    let [a, b, c] = SAID;
    vec![
        (
            "nested list",
            format!(
                "<div id=comments class=comments-area><h2>3 comments</h2><ol class=comment-list>\
                <li class=comment><article class=comment-body><b class=fn>Ann</b><p>{a}</p>\
                <div class=reply><a href=#r>Reply</a></div></article><ol class=children>\
                <li class=comment><article class=comment-body><b class=fn>Bo</b><p>{b}</p>\
                <div class=reply><a href=#r>Reply</a></div></article></ol>\
                <li class=comment><article class=comment-body><b class=fn>Cy</b><p>{c}</p></article>\
                </ol></div>"
            ),
        ),
        (
            "rendered thread",
            format!(
                "<div id=disqus_thread><ul class=post-list>\
                <li><header>Ann, an hour ago</header><div class=post-message><p>{a}</p></div>\
                <footer><button>Reply</button><button>Share</button></footer></li>\
                <li><header>Bo, 2 hours ago</header><div class=post-message><p>{b}</p></div></li>\
                <li><header>Cy, a day ago</header><div class=post-message><p>{c}</p></div></li>\
                </ul></div><noscript>Please enable JavaScript to view the comments.</noscript>"
            ),
        ),
        (
            "custom",
            format!(
                "<section class=reader-comments><h2>Readers</h2><div class=c><i>Ann</i><p>{a}</p></div>\
                <div class=c><i>Bo</i><p>{b}</p></div><div class=c><i>Cy</i><p>{c}</p></div></section>"
            ),
        ),
        (
            "microdata",
            format!(
                "<div itemprop=comment itemscope itemtype=https://schema.org/Comment><p>{a}</p></div>\
                <div itemprop=comment itemscope itemtype=https://schema.org/Comment><p>{b}</p></div>\
                <div itemprop=comment itemscope itemtype=https://schema.org/Comment><p>{c}</p></div>"
            ),
        ),
        (
            "German",
            format!(
                "<div class=kommentare><h3>Kommentare (3)</h3><div class=kommentar><p>{a}</p></div>\
                <div class=kommentar><p>{b}</p></div><div class=kommentar><p>{c}</p></div></div>"
            ),
        ),
    ]
}

fn cleaned(page: &str, keeps_comments: bool) -> String {
    let mut config = Config::default();
    config.strip.comments = keeps_comments;
    let tools = Tools::new(config).unwrap();
    let articles = clean(&Record::new(page, Kind::Html), &tools);
    articles.iter().map(|article| article.text.as_str()).collect::<Vec<_>>().join("\n=====\n")
}

#[test]
fn comments_go_by_default_and_the_article_stays() {
    for (system, comments) in systems() {
        let text = cleaned(&page(&comments), false);
        for line in ARTICLE {
            assert!(text.contains(line), "{system}: {text}");
        }
        for line in SAID {
            assert!(!text.contains(line), "{system}: {text}");
        }
    }
}

#[test]
fn comments_are_kept_on_request_without_their_buttons() {
    for (system, comments) in systems() {
        let text = cleaned(&page(&comments), true);
        for line in ARTICLE.iter().chain(&SAID) {
            assert!(text.contains(line), "{system}: {text}");
        }
        for line in ["Reply", "Ferry late again", "About us"] {
            assert!(!text.contains(line), "{system}: {text}");
        }
    }
}
