//! `make-sites`: an archive of many sites, to see how the report bears it.
//!
//! Sites differ in what is wrong with them: furniture, words of a spinner, other sites' texts,
//! mojibake. The same numbers give the same bytes.

use std::io::{BufWriter, Write};

#[path = "../../benches/generate/mod.rs"]
mod generate;

use generate::Random;

/// What a spinner writes for frequent words.
const SPUN: [(&str, &str); 6] = [
    (" the ", " nan "),
    (" as ", " arsenic "),
    (" at ", " astatine "),
    (" in ", " successful "),
    (" on ", " connected "),
    (" after ", " aft "),
];

/// Writes `documents` JSON lines of `sites` sites to `out`.
pub fn run(sites: usize, documents: usize, out: impl Write) -> std::io::Result<()> {
    let mut out = BufWriter::new(out);
    let r = &mut Random::new(6);
    let mut before = String::new();
    for i in 0..documents {
        let site = r.below(sites);
        let (mut title, mut text) = (String::new(), String::new());
        generate::headline(r, &mut title);
        for _ in 0..2 + r.below(3) {
            generate::paragraph(r, &mut text);
            text.push_str("\n\n");
        }
        let is_bad = r.below(100) < site % 97;
        match site % 5 {
            1 if is_bad => {
                for (word, spun) in SPUN {
                    text = text.replace(word, spun);
                }
            }
            2 if is_bad => text.push_str("Share this article\n\nADVERTISEMENT\n\nRead more\n"),
            3 if is_bad => text.clone_from(&before),
            4 if is_bad => text = text.replace('\u{201c}', "â€œ").replace('\u{201d}', "â€\u{9d}"),
            _ => {}
        }
        let (year, month) = (2012 + r.below(13), 1 + r.below(12));
        let line = serde_json::json!({
            "url": format!("https://paper{site:05}.example/{i}"),
            "title": title,
            "text": text,
            "published": format!("{year}-{month:02}-{:02}", 1 + r.below(28)),
        });
        writeln!(out, "{line}")?;
        before = text;
    }
    out.flush()
}
