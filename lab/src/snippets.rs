//! Labels from snippets: what is known of a page's blocks when its whole text is not.

/// For each block whether it is text of the article, as far as snippets that must be kept (`with`)
/// and must not (`without`) tell. A snippet to keep that stands in several blocks tells nothing.
pub fn label(with: &[String], without: &[String], blocks: &[&str]) -> Vec<Option<bool>> {
    let squash = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let blocks: Vec<String> = blocks.iter().map(|block| squash(block)).collect();
    let mut known = vec![None; blocks.len()];
    let places = |snippet: &String| -> Vec<usize> {
        let snippet = squash(snippet);
        let is_in = |block: &String| !snippet.is_empty() && block.contains(&snippet);
        (0..blocks.len()).filter(|&at| is_in(&blocks[at])).collect()
    };
    for snippet in without {
        for at in places(snippet) {
            known[at] = Some(false);
        }
    }
    for snippet in with {
        if let [at] = places(snippet)[..] {
            known[at] = Some(true);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_label_their_blocks() {
        let list = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect::<Vec<_>>();
        let blocks = ["Home  Sport", "The mill burned.", "Mill", "Mill"];
        assert_eq!(
            label(&list(&["mill burned", "Mill"]), &list(&["Home Sport"]), &blocks),
            [Some(false), Some(true), None, None]
        );
    }
}
