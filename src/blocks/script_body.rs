//! Pages whose article stands in their JSON-LD alone.
//!
//! Applications in the browser draw their pages from data; what a crawler stores of them is a frame
//! of menus, and the article as `articleBody` for search engines. Such a page is read with that text
//! written out as an article. Deliberately absent: pages whose markup holds any sentence of it,
//! which are read as they stand, be it a teaser only.

use super::Layout;

/// Says that the text is the one of the page's JSON-LD.
pub(super) const WARNING: &str = "json_ld_text";

/// Fewest bytes of such a text; a description is shorter.
const MIN_BODY: usize = 250;
/// Bytes from which a block is a sentence rather than an entry of a menu.
const SENTENCE: usize = 60;
/// The page's own sentences are less than this share of the text: notices of consent and of rights.
const OWN: f32 = 0.5;

/// The page with the article of its JSON-LD at the end of its body; `None` where its markup holds one.
pub(super) fn written_out(source: &str, layout: &Layout) -> Option<String> {
    let body = layout.metadata.body.as_deref().filter(|body| body.len() >= MIN_BODY)?;
    let blocks = layout.blocks.iter().map(|block| &layout.text[block.span.range()]);
    let sentences = blocks.filter(|block| block.len() >= SENTENCE);
    let own: usize = sentences.clone().map(str::len).sum();
    if own as f32 >= OWN * body.len() as f32 {
        return None;
    }
    let whole = letters(body);
    let holds_any = sentences.map(letters).any(|sentence| whole.contains(&sentence));
    (!holds_any).then(|| {
        let paragraphs = body
            .lines()
            .map(|line| format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;")));
        let article: String = paragraphs.collect();
        let (page, end) = source.split_at(source.rfind("</body").unwrap_or(source.len()));
        format!("{page}<article itemprop=\"articleBody\">{article}</article>{end}")
    })
}

/// Letters and digits in lower case: the same whatever spaces and quotation marks stand between.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use crate::blocks::cut_html;

    const FIRST: &str =
        "The council of Tarn voted on Monday to close the old harbor bridge for a year & a day.";
    const SECOND: &str = "Its steel no longer carries two lanes of lorries and a tram, an engineer told it, and the \
        ferry will run every ten minutes until the new one stands beside it, and for nothing, she said.";

    fn page(body: &str) -> String {
        let article = format!("{FIRST}\\n\\n{SECOND}");
        format!(
            r#"<html><head><script type="application/ld+json">{{"@type":"NewsArticle",
            "headline":"Bridge closes","articleBody":"{article}"}}</script></head><body>{body}</body></html>"#
        )
    }

    #[test]
    fn an_article_in_json_ld_alone_is_read() {
        let menu = "<nav><a href=/>Home</a></nav><div id=root></div><p>We use cookies to count you and to \
            show what fits you.</p>";
        let layout = cut_html(&page(menu));
        assert_eq!(layout.warnings, ["json_ld_text"]);
        let blocks: Vec<&str> =
            layout.blocks.iter().map(|b| &layout.text[b.span.range()]).collect();
        assert_eq!(blocks[2..], [FIRST, SECOND]);
    }

    #[test]
    fn an_article_in_markup_is_left_as_it_is() {
        let teaser = format!("<p>{FIRST}</p><p>Subscribe to read on.</p>");
        let other =
            format!("<p>{}</p>", "Rain fell on the harbor and nobody walked there. ".repeat(8));
        for body in [teaser, other] {
            let with = cut_html(&page(&body));
            assert!(with.warnings.is_empty());
            assert!(!with.text.contains("Its steel"), "{}", with.text);
        }
    }
}
