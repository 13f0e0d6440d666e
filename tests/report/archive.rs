//! Archives made up for the report: many sites, and documents that try to break out of it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::json;

const BEGINNINGS: [&str; 6] = [
    "The harbor board of Stonemere met on Tuesday to settle the price of berths for the coming year",
    "Farmers in the Ashdown valley began the apple harvest a week early after a dry August",
    "Volunteers have finished counting the swifts that nest under the roof of the old grain store",
    "A footbridge across the Tarrow will be closed for six weeks while its planks are replaced",
    "The evening bus to Low Harrow keeps its last run after two hundred people signed a letter",
    "Pupils of the village school have drawn a map of every spring and well in the parish",
];

/// Sites of [`ordinary`].
pub const SITES: usize = 130;

/// Documents of many sites, some with furniture, some with a look-alike letter or a garbled number.
pub fn ordinary() -> String {
    let mut out = String::new();
    for i in 0..SITES * 3 {
        let site = i % SITES;
        let mut text = String::new();
        for paragraph in 0..2 + site % 3 {
            let beginning = BEGINNINGS[(i * 5 + paragraph) % BEGINNINGS.len()];
            let _ = write!(text, "{beginning}, said the clerk in her report of page {i}.\n\n");
        }
        if site.is_multiple_of(2) {
            text.push_str("Share this article\n\nADVERTISEMENT\n");
        }
        if site.is_multiple_of(10) {
            text.push_str("\nThe work will cost one,000 crowns, the cl\u{435}rk said on Friday.\n");
        }
        let url = format!("https://paper{site:03}.example/{i}");
        let published = format!("20{:02}-{:02}-03", 18 + i % 5, 1 + i % 12);
        let title = format!("Story {i} of paper {site}");
        let line = json!({ "url": url, "title": title, "text": text, "published": published });
        let _ = writeln!(out, "{line}");
    }
    out
}

/// What documents try: to run, to load, to leave their place.
pub const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "</script><script>alert(3)</script>",
    "</title></style></details></main><svg onload=alert(4)>",
    "\u{2028}alert(5)\u{2029}\u{0}",
    "<!--<script>{{ 7*7 }} ${alert(6)}",
    "' onfocus='alert(7)' autofocus='",
    "<a href=\"javascript:alert(8)\">x</a><link rel=stylesheet href=//paper.example/x.css>",
];

/// Each of these as address, title, site, author, tag and text.
pub fn hostile() -> String {
    let mut out = String::new();
    for (i, trick) in HOSTILE.iter().enumerate() {
        let text = format!(
            "{}. {trick}\n\n{trick}\n\n{}.\n\nShare this article {trick}\n\nADVERTISEMENT\n",
            BEGINNINGS[0],
            BEGINNINGS[i % 6]
        );
        let url = match i % 3 {
            0 => format!("javascript:alert({i})//{trick}"),
            1 => format!("https://paper.example/{trick}"),
            _ => format!("data:text/html,{trick}"),
        };
        let line = json!({
            "url": url, "title": trick, "text": text, "source": trick, "authors": [trick],
            "tags": [trick, "harbor"], "published": "2021-03-04",
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Cleans an archive of JSON lines into `folder/out`.
pub fn clean(folder: &Path, lines: &str) {
    let archive = folder.join("archive.jsonl");
    std::fs::write(&archive, lines).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("clean")
        .arg(&archive)
        .arg("-o")
        .arg(folder.join("out"))
        .args(["--quiet", "--set", "score.min_documents=2"])
        .status()
        .unwrap();
    assert!(status.success());
}
