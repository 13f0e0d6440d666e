//! What must not matter: the number of threads, the zone, the language, the clock.

use super::{Place, STORY, copydesk, gzip, json_line, tree, zstd};

/// A folder of everything that can be read, some of it broken.
fn mixed() -> Place {
    let dates = [
        "1969-12-31",
        "2024-02-29",
        "2023-02-29",
        "2999-01-01T00:00:00Z",
        "2021-03-28T02:30:00",
        "Tue, 09 Mar 2021 10:32:00 +0100",
        "9 March 2021",
        "yesterday",
    ];
    let pages: String = dates
        .iter()
        .map(|date| {
            let page = format!(
                "<html><head><meta property=\"article:published_time\" content=\"{date}\">\
                 <title>ISI IN HARROW QUAY</title></head><body><nav>Home News</nav>\
                 <article><h1>ISI IN HARROW QUAY</h1><p>{STORY}</p></article></body></html>"
            );
            serde_json::json!({ "url": format!("https://tarn.example/{date}"), "html": page })
                .to_string()
                + "\n"
        })
        .collect();
    let spun =
        "Law enforcement companies claimed on Tuesday that one,000 group had left. ".repeat(20);
    let stories: String = (0..300)
        .map(|n| {
            json_line(&format!("ADVERTISEMENT\n\n{STORY}\n\nTide {n} İI ıi.\n\nShare this article"))
        })
        .collect();
    let utf16: Vec<u8> =
        format!("\u{feff}{STORY}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    Place::with("a.txt", STORY)
        .and("b.txt", utf16)
        .and("c.html", format!("<p>{STORY}</p><p>Share this article</p>"))
        .and("d.jsonl", &stories)
        .and("e.jsonl.gz", gzip(stories.replace("Tide", "Ebb").as_bytes()))
        .and("f.jsonl.zst", zstd(stories.replace("Tide", "Flow").as_bytes()))
        .and("g.jsonl", "not json\n{\"text\": 1}\n")
        .and("h.txt.gz", &gzip(STORY.as_bytes())[..60])
        .and("i.txt", [0, 1, 2, 255].repeat(500))
        .and("j.csv", format!("url,text\nhttps://tarn.example/1,\"{STORY}\"\n"))
        .and("k.txt", "")
        .and("l.jsonl", pages)
        .and("m.txt", spun)
}

#[test]
fn a_mixed_folder_gives_the_same_bytes_on_any_number_of_threads() {
    let place = mixed();
    let mut trees = Vec::new();
    for threads in ["1", "2", "7", "64"] {
        let ran = place.clean(&["--threads", threads]);
        assert_eq!(ran.code, 1);
        assert!(ran.documents().len() > 900, "{}", ran.documents().len());
        trees.push(tree(&ran.out));
    }
    assert!(trees.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn zone_and_language_of_the_machine_change_no_byte() {
    let place = mixed();
    let mut trees = Vec::new();
    let machines =
        [("UTC", "C"), ("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/New_York", "de_DE@euro")];
    for (zone, language) in machines {
        let mut command = copydesk();
        command.arg("clean").arg(place.root().join("in")).arg("-o").arg(place.root().join("out"));
        command.env("TZ", zone).env("LANG", language).env("LC_ALL", language);
        let ran = place.ran(&mut command);
        assert_eq!(ran.code, 1);
        trees.push(tree(&ran.out));
    }
    assert!(trees.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn dates_are_right_or_absent() {
    let ran = mixed().clean(&[]);
    let published = |date: &str| {
        let url = format!("https://tarn.example/{date}");
        let documents = ran.documents();
        let document = documents.iter().find(|d| d["metadata"]["url"] == url.as_str());
        let date =
            document.unwrap_or_else(|| panic!("{url}"))["metadata"].get("published").cloned();
        date.map(|date| date.as_str().unwrap().to_owned())
    };
    let found = |date: &str| published(date).unwrap_or_default();
    assert_eq!(found("1969-12-31"), "1969-12-31");
    assert_eq!(found("2024-02-29"), "2024-02-29");
    assert_eq!(found("9 March 2021"), "2021-03-09");
    assert_eq!(found("Tue, 09 Mar 2021 10:32:00 +0100"), "2021-03-09T10:32:00+01:00");
    // No zone is given, so the hour that a clock change leaves out somewhere is as good as any.
    assert_eq!(found("2021-03-28T02:30:00"), "2021-03-28T02:30:00");
    for date in ["2023-02-29", "2999-01-01T00:00:00Z", "yesterday"] {
        assert_eq!(published(date), None);
    }
}
