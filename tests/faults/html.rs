//! Pages made to hurt a parser.

use super::{MAX_PEAK, Place, STORY};

/// The story in paragraphs.
fn paragraphs() -> String {
    STORY.split("\n\n").map(|text| format!("<p>{text}</p>")).collect()
}

/// Cleans pages and finds the story in each.
#[track_caller]
fn holds_the_story(pages: &[(&str, String)]) {
    let mut place = Place::new();
    for (name, page) in pages {
        place = place.and(format!("{name}.html"), page);
    }
    let ran = place.clean(&[]);
    assert_eq!(ran.code, 0, "{:?}", ran.errors());
    for (name, _) in pages {
        let document = ran.of(&format!("{name}.html"));
        let text = document["text"].as_str().unwrap();
        assert!(text.contains("held through the highest tide"), "{name}: {:.300}", text);
        assert!(text.contains("Engineers had feared"), "{name}: {:.300}", text);
    }
    assert!(ran.peak < MAX_PEAK, "{} KiB", ran.peak);
}

#[test]
fn deep_pages_are_read() {
    let story = paragraphs();
    holds_the_story(&[
        ("div", format!("{}{story}", "<div>".repeat(100_000))),
        ("closed", format!("{}{story}{}", "<div>".repeat(50_000), "</div>".repeat(50_000))),
        ("list", format!("<article>{story}</article>{}", "<ul><li>".repeat(64_000))),
        ("inline", format!("<article>{story}</article>{}", "<a><i>".repeat(40_000))),
        ("table", format!("{}{story}", "<table><tr><td>".repeat(20_000))),
        ("mixed", format!("{}{story}", "<b><p><font><section>".repeat(20_000))),
    ]);
}

#[test]
fn many_attributes_and_long_ones_are_read() {
    let story = paragraphs();
    let many: String = (0..200_000).map(|n| format!(" a{n}=b")).collect();
    holds_the_story(&[
        ("many", format!("<div{many}>{story}</div>")),
        ("same", format!("<div{}>{story}</div>", " a=b".repeat(200_000))),
        ("long", format!("<div class=\"{}\">{story}</div>", "story ".repeat(200_000))),
        ("style", format!("<div style='{}'>{story}</div>", "color:red;".repeat(100_000))),
    ]);
}

#[test]
fn a_very_long_paragraph_is_read() {
    let long = "The ferry crossed and the harbor board watched it. ".repeat(80_000);
    holds_the_story(&[("long", format!("{}<p>{long}", paragraphs()))]);
}

#[test]
fn what_is_never_closed_hides_nothing_before_it() {
    let story = paragraphs();
    for end in [
        "<script>var a = 1;",
        "<style>p {}",
        "<plaintext>",
        "<!--",
        "<textarea>",
        "<p class=\"a",
        "<title>",
        "<![CDATA[",
        "<svg><title>",
        "<noscript>",
        "<template>",
        "<select>",
        "<frameset>",
    ] {
        holds_the_story(&[("open", format!("<body><article>{story}</article>{end}"))]);
    }
}

#[test]
fn markup_that_is_none_is_read() {
    let story = paragraphs();
    holds_the_story(&[
        ("brackets", format!("{}{story}{}", "<".repeat(100_000), ">".repeat(100_000))),
        ("ends", format!("{}{story}", "</p></div>".repeat(50_000))),
        ("comments", format!("{}{story}", "<!---->".repeat(50_000))),
        ("bogus", format!("{}{story}", "<!x><?y></ z>".repeat(20_000))),
        ("ampersands", format!("<p>{}</p>{story}", "&".repeat(200_000))),
        ("nul", format!("<p\0>\0{}\0</p>", story.replace("<p>", "<p>\0"))),
        ("scripts", format!("{}{story}", "<script><!--<script></script>--></script>".repeat(5000))),
    ]);
}

#[test]
fn references_are_decoded_without_growing() {
    let nested = format!("<p>A{}B</p>", "&amp;".to_owned() + &"amp;".repeat(1000));
    let page = format!(
        "{}<p>Zero &#x0; large &#x110000; half &#xd800; none &bogus; more &#99999999999;.</p>{nested}",
        paragraphs()
    );
    let ran = Place::with("a.html", &page).clean(&[]);
    let text = &ran.texts()[0];
    assert!(!text.contains('\0') && text.len() < page.len(), "{text}");
    assert!(text.contains("large \u{fffd} half \u{fffd} none &bogus;"), "{text}");
    let plain = format!("{STORY}\n\nZero &#x0; large &#x110000; half &#xd800; {nested}");
    let ran = Place::with("a.txt", &plain).clean(&[]);
    assert!(!ran.texts()[0].contains('\0'));
    assert!(ran.texts()[0].len() <= plain.len());
}

#[test]
fn a_document_type_expands_nothing() {
    let mut dtd = "<!ENTITY lol0 \"lol\">".to_owned();
    for level in 1..10 {
        let before = format!("&lol{};", level - 1).repeat(10);
        dtd += &format!("<!ENTITY lol{level} \"{before}\">");
    }
    let page = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE html [{dtd}<!ENTITY file SYSTEM \"file:///etc/hostname\">]>\
         <html><body><article>{}<p>And &lol9; and &file; at last.</p></article></body></html>",
        paragraphs()
    );
    holds_the_story(&[("lol", page.clone())]);
    let ran = Place::with("a.html", &page).clean(&[]);
    assert!(ran.texts()[0].len() < page.len());
    assert!(ran.texts()[0].contains("And &lol9; and &file; at last."), "{}", ran.texts()[0]);
}

#[test]
fn a_page_of_furniture_alone_leaves_an_audit_or_nothing() {
    let page = "<nav><a href=/>Home</a> <a href=/n>News</a></nav><div class=share>Share this article\
         </div><footer>© 2021 Tarn Courier. All rights reserved.</footer>";
    let ran = Place::with("a.html", page).clean(&[]);
    assert_eq!((ran.code, ran.documents().len()), (0, 0), "{:?}", ran.documents());
    let excluded = ran.lines("excluded");
    assert_eq!(excluded.len() as u64 + ran.count("empty"), 1);
    assert_eq!(ran.lines("audit").len(), excluded.len());
    assert!(excluded.iter().all(|d| d["metadata"]["filter_reason"] == "empty_after_clean"));
}
