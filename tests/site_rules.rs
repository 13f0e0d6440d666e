//! Rules for single sites: what they strip and keep on pages.

use copydesk::lexicon::SiteRules;
use copydesk::{Config, Kind, Record, Tools, clean};

/// A page with a box, a note inside a paragraph and a column beside the article.
const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Lock gates jam at Nether Weir</title>HEAD</head>
<body class="story"><nav><a href="/">Home</a> <a href="/boats">Boats</a></nav>
<main><h1>Lock gates jam at Nether Weir</h1>
<p>The gates of the lower lock at Nether Weir jammed on Monday with nine barges inside, and stayed shut until a diver freed them on Tuesday evening.</p>
<div class="house-box" data-kind="own"><p>The Weir Herald is read by boatmen, lock keepers and their families in four valleys, and it has been for ninety years.</p></div>
<p>The keeper, Odile Marrant, had warned of the hinge in March. <span class="more">Our files on the hinge</span> A new one will cost 40,000 crowns, the water board said in a letter.</p>
<p>Two of the barges carried onions, and the onions, the board added, would be sold at the lock at a price that it called friendly.</p>
<div class="house-box" data-kind="guest"><p>Boats may not wait in the basin for longer than two days, say the rules of the board, which nobody had read before this week.</p></div>
</main>
<aside class="related facts"><h3>The lock in figures</h3><p>Built in 1874, it lifts boats by 4.2 meters.</p></aside>
<footer><p>Weir Herald, Nether Weir</p></footer></body></html>"#;

/// The page's text under `rules`, fetched from `url`, with `head` in its head.
fn cleaned(rules: &str, url: Option<&str>, head: &str) -> String {
    let mut tools = Tools::new(Config::default()).unwrap();
    tools.lexicon.site_rules = SiteRules::from_toml(rules).unwrap();
    let mut record = Record::new(PAGE.replace("HEAD", head), Kind::Html);
    record.url = url.map(str::to_owned);
    let articles = clean(&record, &tools);
    assert_eq!(articles.len(), 1);
    let article = &articles[0];
    for change in article.text.changes() {
        assert_ne!(change.why.rule, "");
    }
    article.text.as_str().to_owned()
}

const RULES: &str = r#"
[[site]]
host = "weir.example"
strip = ["main > div.house-box[data-kind='own']", "span.more"]
keep = ["aside.facts"]
"#;

#[test]
fn rules_strip_and_keep_on_their_own_site() {
    let text = cleaned(RULES, Some("https://www.weir.example/lock"), "");
    assert!(!text.contains("read by boatmen"), "{text}");
    assert!(text.contains("in March. A new one"), "{text}");
    assert!(text.contains("longer than two days"), "{text}");
    assert!(text.contains("The lock in figures") && text.contains("4.2 meters"), "{text}");
    let text = cleaned(RULES, Some("https://other.example/lock"), "");
    assert!(text.contains("read by boatmen") && text.contains("Our files"), "{text}");
    assert!(!text.contains("4.2 meters"), "{text}");
}

#[test]
fn the_page_names_its_site_where_nothing_else_does() {
    for head in [
        "<link rel=canonical href='https://weir.example/lock'>",
        "<meta property='og:url' content='https://www.weir.example/lock'>",
    ] {
        let text = cleaned(RULES, None, head);
        assert!(!text.contains("read by boatmen") && text.contains("4.2 meters"), "{text}");
    }
    assert!(cleaned(RULES, None, "").contains("read by boatmen"));
    let text = cleaned("[[site]]\nhost = \"*\"\nstrip = [\"body.story .house-box\"]", None, "");
    assert!(!text.contains("read by boatmen") && !text.contains("two days"), "{text}");
}

#[test]
fn removals_name_the_rule() {
    let mut tools = Tools::new(Config::default()).unwrap();
    tools.lexicon.site_rules = SiteRules::from_toml(RULES).unwrap();
    let record = Record::new(PAGE, Kind::Html).with_url("https://weir.example/lock");
    let article = &clean(&record, &tools)[0];
    let by_rule: Vec<&str> = article
        .text
        .changes()
        .iter()
        .filter(|change| change.why.rule == "strip/site-rules")
        .map(|change| article.text.base()[change.base.range()].trim())
        .collect();
    assert_eq!(by_rule.len(), 2, "{by_rule:?}");
    assert!(by_rule[0].starts_with("The Weir Herald is read"));
    assert_eq!(by_rule[1], "Our files on the hinge");
}

#[test]
fn a_file_of_rules_is_part_of_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sites.toml");
    std::fs::write(&path, RULES).unwrap();
    let mut config = Config::default();
    let plain = config.hash();
    config.strip.site_rules = Some(path.clone());
    assert_eq!(config.hash(), plain, "the place of the file says nothing");
    let tools = Tools::new(config.clone()).unwrap();
    assert!(tools.lexicon.hashes().contains_key("site-rules"));
    std::fs::write(&path, "[[site]]\nhost = \"a.example\"\nstrip = [\"p:first-child\"]\n").unwrap();
    let error = Tools::new(config).unwrap_err().to_string();
    assert!(error.contains("sites.toml") && error.contains("line 3"), "{error}");
}

#[test]
fn deep_and_broken_pages_are_taken() {
    let mut tools = Tools::new(Config::default()).unwrap();
    tools.lexicon.site_rules = SiteRules::from_toml(
        "[[site]]\nhost = \"*\"\nstrip = [\"div div > b.x\", \"i\"]\nkeep = [\"p p\"]",
    )
    .unwrap();
    for page in [
        "<div>".repeat(5_000) + "<b class=x>a</b>b",
        "<a><i>x</a>y</i><b class=x><p>z</b>".repeat(2_000),
        "<p>one <i>two</i><br><br><i>three</i> four</p><table><tr><td><i>a</i><td>b</table>"
            .to_owned(),
    ] {
        clean(&Record::new(page, Kind::Html), &tools);
    }
}
