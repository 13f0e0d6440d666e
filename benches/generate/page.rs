//! A news page as publishers send it.
//!
//! Proportions of 370 real ones (fundus, WCXB): half of the bytes are scripts, styles and data, a third
//! stands inside tags, a twelfth is text; six tags and one block a kilobyte.

use std::fmt::Write as _;

use super::{PLACES, Random, headline, paragraph, sentence};

/// A page of about 180 kB with menus, structured data, scripts, teasers and a footer.
pub fn page(seed: u64) -> String {
    let r = &mut Random::new(seed);
    let mut title = String::new();
    headline(r, &mut title);
    let mut out = String::with_capacity(200 << 10);
    head(r, &title, &mut out);
    out.push_str("<body class=\"single-post post-template-default\" data-page-type=\"article\">\n");
    state(r, 300, &mut out);
    list(r, "menu", 45, &mut out);
    article(r, &title, &mut out);
    out.push_str("<section class=\"related related--grid\"><h2 class=\"related__title\">You might also like</h2><ul>\n");
    for i in 0..36 {
        card(r, i, &mut out);
    }
    out.push_str("</ul></section></main>\n<footer class=\"site-footer\">");
    list(r, "footer-links", 40, &mut out);
    out.push_str("<p>&copy; 2021 Harrow Courier. All rights reserved.</p></footer>\n");
    for _ in 0..3 {
        script(r, 210, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn head(r: &mut Random, title: &str, out: &mut String) {
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} | Harrow \
         Courier</title>\n<meta property=\"og:title\" content=\"{title}\">\n<meta \
         property=\"og:site_name\" content=\"Harrow Courier\">\n<script type=\"application/ld+json\">\
         {{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"{title}\",\
         \"datePublished\":\"2021-03-12T10:32:00Z\",\"author\":{{\"@type\":\"Person\",\"name\":\"Lena \
         Brandt\"}}}}</script>\n"
    );
    for i in 0..40 {
        let _ = writeln!(
            out,
            "<link rel=\"preload\" as=\"script\" href=\"/assets/chunks/{i}.{:08x}.js\">",
            r.below(1 << 31)
        );
    }
    out.push_str("<style>");
    for i in 0..350 {
        let _ = write!(out, ".c{i} .card__title{{margin:0 {i}px;color:#{i:03x};display:flex}}");
    }
    out.push_str("</style>\n</head>\n");
}

fn article(r: &mut Random, title: &str, out: &mut String) {
    let _ = write!(
        out,
        "<main id=\"content\"><article class=\"post\"><header><h1 class=\"headline\">{title}\
         </h1>\n<p class=\"byline\">By <a href=\"/lena\" rel=\"author\">Lena Brandt</a></p>\n<time \
         datetime=\"2021-03-12T10:32:00Z\">12 March 2021</time></header>\n<div class=\"share-bar\">"
    );
    for place in ["Facebook", "Mastodon", "Mail"] {
        let _ =
            write!(out, "<a class=\"share-bar__link\" href=\"#\" aria-label=\"Share: {place}\">");
        icon(r, out);
        let _ = write!(out, "<span class=\"share-bar__text\">{place}</span></a> ");
    }
    out.push_str("</div>\n<div class=\"article-body\">\n");
    for i in 0..14 + r.below(12) {
        out.push_str("<p>");
        paragraph(r, out);
        out.push_str("</p>\n");
        if i % 5 == 3 {
            out.push_str(
                "<div class=\"ad ad-slot\" data-slot=\"mid\"><span>Advertisement</span></div>\n",
            );
            script(r, 20, out);
        }
    }
    out.push_str("</div></article>\n");
}

/// A list of links.
fn list(r: &mut Random, class: &str, links: usize, out: &mut String) {
    let _ = writeln!(out, "<nav class=\"{class}\"><ul class=\"{class}__list\">");
    for i in 0..links {
        let _ = write!(
            out,
            "<li class=\"{class}__item {class}__item--{i} flex items-center px-4 py-2\">"
        );
        if i % 4 == 0 {
            icon(r, out);
        }
        let _ = writeln!(
            out,
            "<a class=\"{class}__link text-sm hover:underline\" href=\"https://courier.example/section/{i}?from={class}\" \
             data-track-click=\"{class}-{i}\">{}</a></li>",
            r.pick(&PLACES)
        );
    }
    out.push_str("</ul></nav>\n");
}

/// A teaser of another story.
fn card(r: &mut Random, number: usize, out: &mut String) {
    let story = format!("https://courier.example/2021/03/{number}/{}", r.below(100_000));
    let _ = write!(
        out,
        "<li class=\"grid__item grid__item--small col-span-6 lg:col-span-3\" data-id=\"{number}\"><div \
         class=\"card card--small card--has-media\" data-track=\"related-{number}\"><div \
         class=\"card__media aspect-video\"><a class=\"card__link\" href=\"{story}\" tabindex=\"-1\" \
         aria-hidden=\"true\"><picture><source media=\"(min-width: 640px)\" type=\"image/webp\" srcset=\""
    );
    for width in [320, 640, 960, 1280] {
        let _ = write!(out, "{story}.webp?w={width}&amp;q=75 {width}w, ");
    }
    let _ = write!(
        out,
        "\"><img src=\"{story}.jpg\" alt=\"\" loading=\"lazy\" width=\"320\" height=\"180\" \
         class=\"card__image rounded object-cover\"></picture></a></div><div class=\"card__body p-4\"><span \
         class=\"card__kicker text-xs uppercase\">{}</span> <h3 class=\"card__title font-bold\"><a \
         class=\"card__link\" href=\"{story}\">",
        r.pick(&PLACES)
    );
    headline(r, out);
    out.push_str("</a></h3>");
    if number.is_multiple_of(3) {
        out.push_str("<p class=\"card__summary text-sm line-clamp-3\">");
        sentence(r, out);
        out.push_str("</p>");
    }
    out.push_str("</div></div></li>\n");
}

/// A drawing of a few lines.
fn icon(r: &mut Random, out: &mut String) {
    out.push_str("<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M12 2");
    for _ in 0..50 {
        let _ = write!(out, "c{}.{} {}", r.below(24), r.below(100), r.below(24));
    }
    out.push_str("z\"/></svg>");
}

/// The data that a page brings along for its scripts.
fn state(r: &mut Random, entries: usize, out: &mut String) {
    out.push_str("<script id=\"state\" type=\"application/json\">{\"entries\":[");
    for i in 0..entries {
        let comma = if i > 0 { "," } else { "" };
        let _ = write!(
            out,
            "{comma}{{\"id\":{},\"kind\":\"teaser\",\"url\":\"\\/2021\\/03\\/{i}\",\"place\":\"{}\"}}",
            r.below(100_000),
            r.pick(&PLACES)
        );
    }
    out.push_str("]}</script>\n");
}

fn script(r: &mut Random, calls: usize, out: &mut String) {
    out.push_str("<script>window.dataLayer=window.dataLayer||[];");
    for i in 0..calls {
        let _ = write!(
            out,
            "dataLayer.push({{'event':'view{i}','a<b':{},'slot':'<div id=\\'s{i}\\'></div>'}});",
            r.below(1000)
        );
    }
    out.push_str("</script>\n");
}
