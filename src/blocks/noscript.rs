//! Pages that hold their text for readers without scripts alone.
//!
//! Forums and other applications in the browser send their text inside `noscript`, for search
//! engines. Most pages hold pictures and counters there, which nobody reads: only where a page has
//! next to no text outside is it read again with them opened.

/// Bytes of text outside of `noscript` from which on a page has a text of its own: a splash screen,
/// a name and a menu have less.
pub(super) const FEW_BYTES: usize = 500;

/// Fewest bytes with what `noscript` holds that make a text; "please enable scripts" is shorter.
pub(super) const MANY_BYTES: usize = 1000;

/// A page with its `noscript` elements as plain ones; `None` where it has none.
pub(super) fn opened(source: &str) -> Option<String> {
    let has_any = source.contains("<noscript") || source.contains("<NOSCRIPT");
    has_any.then(|| {
        source
            .replace("<noscript", "<div")
            .replace("</noscript", "</div")
            .replace("<NOSCRIPT", "<div")
            .replace("</NOSCRIPT", "</div")
    })
}

#[cfg(test)]
mod tests {
    use crate::blocks::cut_html;

    const POST: &str = "The old ferry bell rang twice, and nobody in the harbor knew why. ";

    #[test]
    fn a_page_with_its_text_for_readers_without_scripts_is_read() {
        let post = POST.repeat(20);
        let page = format!("<body><p>Loading</p><noscript><p>{post}</p></noscript></body>");
        assert!(cut_html(&page).text.contains(post.trim()));
    }

    #[test]
    fn a_page_with_a_text_of_its_own_is_read_without_them() {
        let post = POST.repeat(20);
        let page = format!("<body><p>{post}</p><noscript><p>Copy: {post}</p></noscript></body>");
        assert!(!cut_html(&page).text.contains("Copy"));
        let app = "<body><noscript>Please switch scripts on.</noscript></body>";
        assert_eq!(cut_html(app).text, "");
    }
}
