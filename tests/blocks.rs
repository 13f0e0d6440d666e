//! Pages to blocks: what is cut where, what the blocks know of their markup, what the page says
//! of itself, and that no page, however broken, is too much.

use copydesk::blocks::{Layout, cut_html};
use copydesk::document::{Block, Hint, Tag};
use proptest::prelude::*;

fn texts(layout: &Layout) -> Vec<&str> {
    layout.blocks.iter().map(|block| &layout.text[block.span.range()]).collect()
}

/// The block that holds `needle`.
fn block<'a>(layout: &'a Layout, needle: &str) -> &'a Block {
    let holds = |block: &&Block| layout.text[block.span.range()].contains(needle);
    layout.blocks.iter().find(holds).unwrap_or_else(|| panic!("no block with {needle:?}"))
}

/// A sentence of more than fifteen words, different for every number.
fn sentence(number: usize) -> String {
    format!(
        "Number {number} of the harbor reports says that the old ferry of Ostermoor will sail \
         again in spring, weather and council permitting."
    )
}

#[test]
fn paragraphs_headings_and_lists_become_blocks() {
    let layout = cut_html(
        "<!doctype html><title>x</title><body><h1>Ferry <em>returns</em></h1>\n\
         <p>First   line\n of it.<p>Second.<br>Still second.<ul><li>one<li>two <b>bold</b></ul>\
         <pre>a\n  b</pre><p>&nbsp;</p><p></p>loose text<hr>more",
    );
    assert_eq!(
        layout.text,
        "Ferry returns\n\nFirst line of it.\n\nSecond. Still second.\n\none\ntwo bold\n\na\n  b\n\n\
         loose text\n\nmore"
    );
    let tags: Vec<Tag> = layout.blocks.iter().map(|block| block.tag).collect();
    use Tag::*;
    assert_eq!(tags, [Heading(1), Paragraph, Paragraph, Item, Item, Preformatted, Other, Other]);
    assert!(!layout.blocks[4].after_blank && layout.blocks[5].after_blank);
}

#[test]
fn sloppy_pages_are_read_as_they_were_meant() {
    let layout = cut_html(
        "<HTML><TITLE>Old page</TITLE><BODY BGCOLOR=white><CENTER><FONT SIZE=5><B>Old page\
         </FONT></B></CENTER><P ALIGN=left>One paragraph<P>Another </div> one<A HREF=x>link\
         <P>third</A> and on<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>after",
    );
    assert_eq!(
        texts(&layout),
        ["Old page", "One paragraph", "Another onelink", "third and on", "a b", "c d", "after"]
    );
    assert_eq!(block(&layout, "onelink").link_bytes, 4);
    assert_eq!(block(&layout, "a b").tag, Tag::Cell);
    assert_eq!(layout.metadata.title.as_deref(), Some("Old page"));
}

#[test]
fn a_page_laid_out_by_tables_falls_into_cells() {
    let page = format!(
        "<table><tr><td><a href=1>Home</a><br><a href=2>News</a></td><td><table><tr><td>{}<br>\
         <br>{}</td></tr></table></td><td>{}</td></tr></table>",
        sentence(1),
        sentence(2),
        sentence(3).repeat(2)
    );
    let layout = cut_html(&page);
    assert_eq!(texts(&layout)[0], "Home News");
    assert_eq!(texts(&layout)[1..3], [sentence(1), sentence(2)]);
    assert_eq!(layout.blocks[0].links, 2);
}

#[test]
fn what_is_not_text_is_passed_over() {
    let layout = cut_html(
        "<head><style>p{}</style><script>var a='<p>no</p>'</script></head><p>a<svg><text>no\
         </text></svg>b <select><option>no</select>c<!-- no --><noscript><p>no</p></noscript>\
         <iframe>no</iframe><textarea>no</textarea><template><p>no</template>d</p>\
         <div><video>never closed</div><p>e",
    );
    assert_eq!(texts(&layout), ["a b c d", "e"]);
    // What the Wayback Machine puts into the pages that it keeps.
    let layout = cut_html(
        "<body><div id=wm-ipp-base><div id=wm-ipp><p>no</p><div>no</div></div></div>\
         <div id=wm-ipp-print>no</div><p>a</p>",
    );
    assert_eq!(texts(&layout), ["a"]);
}

#[test]
fn hints_come_from_names_roles_and_words() {
    let layout = cut_html(
        "<nav>menu</nav><div class='c-shareBar'><p>Pass it on</p></div>\
         <article><figure><img><figcaption>The ferry. <span class=credit>A. Quill</span>\
         </figcaption></figure><p><span class='byline'>By Ada Quill</span></p>\
         <p>On <time datetime=2024-05-03>Friday</time></p><div hidden><p>secret</p></div></article>\
         <div role=complementary aria-label='Most read'>else</div>",
    );
    let has = |needle, hint| block(&layout, needle).hints.has(hint);
    assert!(has("menu", Hint::Nav));
    assert!(has("Pass", Hint::ShareWord));
    assert!(has("ferry", Hint::Figure) && has("ferry", Hint::Article));
    assert!(!has("ferry", Hint::CreditWord));
    assert_eq!(block(&layout, "ferry").tag, Tag::Caption);
    assert!(has("By Ada", Hint::BylineWord));
    assert!(has("Friday", Hint::Time) && !has("Friday", Hint::BylineWord));
    assert!(has("secret", Hint::Hidden));
    assert!(has("else", Hint::Aside) && has("else", Hint::TrendingWord));
    assert_eq!(block(&layout, "menu").container, 0);
    assert_eq!(block(&layout, "secret").container, 1);
}

#[test]
fn words_of_the_whole_page_do_not_stick_to_its_text() {
    let body: String = (0..6).map(|i| format!("<p>{}</p>", sentence(i))).collect();
    let page = format!(
        "<body class='comments-open no-ads'><form class='page share-enabled has-sidebar'>\
         <div class='teaser-page premium'>{body}<div hidden>{body}</div></div>\
         <div class='related teaser'><p>Elsewhere</p></div></form>"
    );
    let layout = cut_html(&page);
    let first = layout.blocks[0];
    for hint in [
        Hint::Form,
        Hint::ShareWord,
        Hint::Aside,
        Hint::PromoWord,
        Hint::PaywallWord,
        Hint::CommentWord,
        Hint::AdWord,
    ] {
        assert!(!first.hints.has(hint), "{hint:?}");
    }
    assert!(block(&layout, "Elsewhere").hints.has(Hint::RelatedWord));
    assert!(first.in_main && !block(&layout, "Elsewhere").in_main);
    assert!(first.good_share > 0.9);
}

#[test]
fn a_short_article_keeps_its_comments_apart() {
    let comments: String = (0..8).map(|i| format!("<p>{}</p>", sentence(i))).collect();
    let post = "The library of Ostermoor opens on Sundays from May on, the council said on Friday, \
        and it will lend games as well as books.";
    let layout = cut_html(&format!(
        "<article><p>{post}</p><p>{post}</p></article><div id=comments>{comments}</div>"
    ));
    assert!(layout.blocks[0].in_main);
    assert!(block(&layout, "Number 3").hints.has(Hint::CommentWord));
    assert!(!block(&layout, "Number 3").in_main);
}

#[test]
fn articles_of_an_endless_page_are_numbered() {
    let page: String = (0..2)
        .map(|i| format!("<article><h1>Story {i}</h1><p>{}</p></article>", sentence(i)))
        .collect();
    let layout = cut_html(&page);
    assert_eq!(block(&layout, "Number 0").container, 1);
    assert_eq!(block(&layout, "Number 1").container, 2);
    assert_eq!(layout.blocks[0].path, layout.blocks[2].path);
    assert_ne!(layout.blocks[0].path, layout.blocks[1].path);
}

#[test]
fn a_stray_end_tag_does_not_end_the_article() {
    let layout = cut_html("<div><article><p>one</p></div><p>two</p></article></div><p>three</p>");
    assert_eq!(block(&layout, "two").container, 1);
    assert_eq!(block(&layout, "three").container, 0);
}

#[test]
fn other_scripts_are_cut_and_weighed_alike() {
    let arabic = "أعلنت بلدية المدينة اليوم أن العبارة القديمة ستعود إلى العمل في الربيع القادم";
    let japanese =
        "町議会は月曜日に会合を開き、春の洪水以来運休している古い渡し船を再開すると発表した。";
    let layout = cut_html(&format!(
        "<html lang=ar dir=rtl><body><div class=nav>الرئيسية</div><div><p>{arabic}</p>\
         <p>{japanese}</p><p>{japanese}</p></div>"
    ));
    assert_eq!(texts(&layout), ["الرئيسية", arabic, japanese, japanese]);
    assert!(block(&layout, "町議会").in_main);
    assert_eq!(layout.metadata.declared_language.as_deref(), Some("ar"));
}

#[test]
fn verse_keeps_its_lines() {
    let layout =
        cut_html("<p>The tide came in<br>the tide went out<br/>and no one knew<br>why</p>");
    assert_eq!(layout.text, "The tide came in\nthe tide went out\nand no one knew\nwhy");
    assert_eq!(layout.blocks.len(), 1);
}

#[test]
fn metadata_is_read_from_wherever_it_stands() {
    let layout = cut_html(
        r##"<html lang="en-GB"><head><title>Ferry back - Ostermoor Post</title>
        <meta property="og:site_name" content="Ostermoor Post">
        <meta property="og:title" content="Old ferry to sail again | Ostermoor Post">
        <meta name="description" content="The ferry &amp; its friends">
        <meta property="article:tag" content="ferry"><meta property="article:tag" content="harbor">
        <link rel="canonical" href="https://ada:secret@post.example/ferry?id=1">
        <script type="application/ld+json">/*<![CDATA[*/{"@context":"https://schema.org",
        "@graph":[{"@type":"NewsArticle","headline":"Ferry sails","author":[{"name":"Ada Quill"},
        "Bo Larch"],"datePublished":"2024-05-03T10:00:00+02:00","articleSection":["Local"]}]}/*]]>*/
        </script></head><body><h1>The Ostermoor Post</h1><h1>Old ferry to sail again</h1>"##,
    );
    let metadata = layout.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Old ferry to sail again"));
    assert_eq!(metadata.authors, ["Ada Quill", "Bo Larch"]);
    assert_eq!(metadata.published.as_deref(), Some("2024-05-03T10:00:00+02:00"));
    assert_eq!(metadata.date_source, Some("json_ld"));
    assert_eq!(metadata.section.as_deref(), Some("Local"));
    assert_eq!(metadata.tags, ["ferry", "harbor"]);
    assert_eq!(metadata.description.as_deref(), Some("The ferry & its friends"));
    assert_eq!(metadata.url_canonical.as_deref(), Some("https://post.example/ferry?id=1"));
    assert_eq!(metadata.declared_language.as_deref(), Some("en-GB"));
    assert_eq!(metadata.site_name.as_deref(), Some("Ostermoor Post"));
}

#[test]
fn addresses_that_are_none_are_refused_and_times_count_near_the_headline() {
    let layout = cut_html(
        "<link rel=canonical href='javascript:alert(1)'><h1>Ferry</h1>\
         <time datetime='2024-05-03T08:00'>Friday</time><p>Text",
    );
    assert_eq!(layout.metadata.url_canonical, None);
    assert_eq!(layout.metadata.published.as_deref(), Some("2024-05-03T08:00:00"));
    assert_eq!(layout.metadata.date_source, Some("time"));
}

#[test]
fn a_date_in_doubt_gives_way_to_a_clear_one() {
    let page = |meta: &str| {
        let story = r#"{"@type":"Article","headline":"Rain","datePublished":"03/04/2021"}"#;
        let head = format!("<script type=application/ld+json>{story}</script>{meta}");
        cut_html(&format!("<head>{head}</head><h1>Rain</h1><p>Rain fell.</p>")).metadata
    };
    let clear = page("<meta property=article:published_time content=2021-04-03>");
    assert_eq!((clear.published.as_deref(), clear.date_source), (Some("2021-04-03"), Some("meta")));
    let doubtful = page("");
    assert_eq!(doubtful.published.as_deref(), Some("03/04/2021"));
    assert_eq!(doubtful.date_source, Some("json_ld"));
}

#[test]
fn hostile_pages_are_read_to_the_end() {
    let deep =
        cut_html(&format!("{}deep{}<p>after", "<div>".repeat(100_000), "</div>".repeat(100_000)));
    assert_eq!(texts(&deep), ["deep", "after"]);
    assert_eq!(block(&deep, "after").depth, 0);
    let lists = cut_html(&"<ul><li>x".repeat(60_000));
    assert_eq!(lists.blocks.len(), 60_000);
    assert_eq!(cut_html(&"<a><i>x".repeat(40_000)).text.len(), 40_000);
    assert_eq!(cut_html(&"x</b></div></p>".repeat(40_000)).blocks.len(), 40_000);
    let attributes: String = (0..1_000_000).map(|i| format!(" a{i}=b")).collect();
    assert_eq!(cut_html(&format!("<p{attributes} class=nav>x")).text, "x");
    assert_eq!(cut_html(&"word ".repeat(1_000_000)).text.len(), 4_999_999);
    let many = cut_html(&"<p>x".repeat(300_000));
    assert_eq!(many.warnings, ["html_budget"]);
    assert_eq!(many.text.bytes().filter(|b| *b == b'x').count(), 300_000);
    assert!(many.blocks.len() <= 250_000);
    assert_eq!(cut_html("a<script>never closed <p>b").warnings, ["html_unclosed"]);
    assert_eq!(cut_html("a<plaintext>b<p>c").text, "a\n\nb<p>c");
    assert_eq!(cut_html(&"&amp;".repeat(1000)).text, "&".repeat(1000));
    assert_eq!(cut_html("<p>&amp;amp; &#x0; &#x110000;").text, "&amp; \u{fffd} \u{fffd}");
    assert_eq!(cut_html("a\0b").text, "a\0b");
}

/// What must hold for any page.
fn check(html: &str) -> Result<(), TestCaseError> {
    let Layout { text, blocks, .. } = cut_html(html);
    let mut end = 0;
    for block in &blocks {
        let words = text.get(block.span.range());
        prop_assert!(words.is_some_and(|words| !words.trim().is_empty()), "{block:?} {text:?}");
        prop_assert!(block.span.start as usize >= end);
        prop_assert!(text[end..block.span.start as usize].bytes().all(|b| b == b'\n'));
        prop_assert!(block.link_bytes as usize <= block.span.len());
        prop_assert!((0.0..=1.0).contains(&block.good_share));
        end = block.span.end as usize;
    }
    prop_assert_eq!(end, text.len());
    Ok(())
}

/// Pages made of pieces that mean something to a parser.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div class='a related'>",
            "</div>",
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "</table>",
            "<ul>",
            "<li>",
            "</ul>",
            "<a href=x>",
            "</a>",
            "<b>",
            "</b>",
            "<br>",
            "<pre>",
            "</pre>",
            "\n",
            " ",
            "\n\n",
            "<svg>",
            "</svg>",
            "<select>",
            "</select>",
            "<head>",
            "</head>",
            "<body>",
            "<title>",
            "</title>",
            "<h1>",
            "</h2>",
            "<article>",
            "</article>",
            "<span class=byline>",
            "</span>",
            "<time datetime=2024-01-01>",
            "</time>",
            "<script type=application/ld+json>",
            "</script>",
            "{\"@type\":\"Article\"}",
            "&nbsp;",
            "&amp;",
            "<!--",
            "-->",
            "<hr>",
            "\u{a0}",
            "words in a row",
            "日本語",
            "\0",
            "<",
            "<x-y>",
            "</x-y>",
            "<button>",
            "<blockquote>",
            "</blockquote>",
            "<math>",
            "<template>",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_a_page(html in any::<String>()) {
        check(&html)?;
    }

    #[test]
    fn any_tags_are_a_page(html in soup()) {
        check(&html)?;
    }
}
