//! The report and the page of one document: as files, and in a real browser.

mod archive;
mod browser;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use browser::Browser;

fn copydesk(args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk")).args(args).output().unwrap()
}

/// The report of an archive, in a folder of its own.
fn report(lines: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    archive::clean(folder.path(), lines);
    let page = folder.path().join("out/report.html");
    (folder, page)
}

/// The page of one document.
fn explained(folder: &Path, name: &str, text: &str) -> PathBuf {
    let input = folder.join(name);
    let page = folder.join(format!("{name}.html"));
    fs::write(&input, text).unwrap();
    let output = copydesk(&["explain", input.to_str().unwrap(), "--html", page.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    page
}

const FLOOD: &str = include_str!("../../samples/repair/word-swap-flood/input.txt");

#[test]
fn report_makes_the_same_page_again() {
    let (folder, page) = report(&archive::ordinary());
    let first = fs::read(&page).unwrap();
    fs::remove_file(&page).unwrap();
    let out = folder.path().join("out");
    assert!(copydesk(&["report", out.to_str().unwrap()]).status.success());
    // The scores need the setting of the run, which is in its manifest.
    assert!(fs::read(&page).unwrap() == first);
}

#[test]
fn no_report_when_none_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("a.txt");
    fs::write(&input, FLOOD).unwrap();
    let out = folder.path().join("out");
    let (input, out) = (input.to_str().unwrap(), out.to_str().unwrap());
    assert!(copydesk(&["clean", input, "-o", out, "--quiet", "--no-report"]).status.success());
    assert!(!folder.path().join("out/report.html").exists());
    assert!(folder.path().join("out/manifest.json").exists());
}

#[test]
fn hostile_text_stays_text() {
    let (_folder, page) = report(&archive::hostile());
    let html = fs::read_to_string(&page).unwrap();
    assert!(html.contains("default-src &#39;none&#39;; style-src &#39;sha256-"));
    for (needle, at_most) in
        [("<script", 2), ("</script", 2), ("<img", 0), ("<link", 0), ("<svg onload", 0)]
    {
        assert!(html.matches(needle).count() <= at_most, "{needle}");
    }
    for link in html.split("href=\"").skip(1) {
        let is_safe = link.starts_with('#') || link.starts_with("https://");
        assert!(is_safe, "{}", &link[..link.len().min(60)]);
    }
    let data = html.split("id=\"site-data\">").nth(1).unwrap().split("</script>").next().unwrap();
    assert!(!data.contains(['<', '\u{2028}']), "{data}");
}

#[test]
fn the_terminal_is_not_steered_and_reads_well_without_color() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("a.jsonl");
    let text = "The harbor board met on Tuesday\u{1b}[2J\u{7} to settle the price of berths for the \
                coming year.\n\nShare this article\n";
    let line = serde_json::json!({ "title": "\u{1b}]0;owned\u{7}Berths", "text": text });
    fs::write(&input, line.to_string()).unwrap();
    let output = copydesk(&["explain", input.to_str().unwrap()]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(!told.contains(['\u{1b}', '\u{7}']), "{told:?}");
    assert!(told.contains("[-Share this article-](share "), "{told}");
}

#[test]
fn a_pager_is_asked_only_on_terminals() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("a.txt");
    fs::write(&input, FLOOD).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .arg("explain")
        .arg(&input)
        .env("PAGER", "echo paged")
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&output.stdout).contains("paged"));
}

#[test]
fn the_table_of_sites_sorts_searches_and_filters() {
    let Some(mut browser) = Browser::start() else { return };
    let (_folder, page) = report(&archive::ordinary());
    browser.open(&page);
    let first = "document.querySelector('#site-table tbody th').textContent";
    let rows = "document.querySelectorAll('#site-table tbody tr').length";
    let sort = |field: &str| {
        format!("document.querySelector('[data-field={field}]').getAttribute('aria-sort')")
    };

    assert_eq!(browser.eval(rows), 50);
    assert_eq!(browser.eval(&sort("documents")), "descending");
    browser.click("[data-field=site] button");
    assert_eq!(browser.eval(&sort("site")), "ascending");
    assert_eq!(browser.eval(first), "paper000.example");
    browser.click("[data-field=site] button");
    assert_eq!(browser.eval(&sort("site")), "descending");
    assert_eq!(browser.eval(first), "paper129.example");
    // By the keyboard as well.
    browser.eval("document.querySelector('[data-field=boilerplate] button').focus()");
    browser.press("Enter", 13);
    assert_eq!(browser.eval(&sort("boilerplate")), "descending");

    browser.click("#site-pages [data-step='1']");
    assert_eq!(browser.eval("document.getElementById('site-page').textContent"), "2 of 3");
    browser.click("#site-search");
    browser.write("PAPER12");
    assert_eq!(browser.eval(rows), 10);
    assert_eq!(browser.eval("document.getElementById('site-count').textContent"), "10 sites");
    browser.eval("document.getElementById('site-search').select()");
    browser.write("no such site");
    assert_eq!(browser.eval(rows), 0);
    browser.eval("document.getElementById('site-search').select()");
    browser.write("paper");
    let choose = |value: &str| {
        format!(
            "(() => {{ const s = document.getElementById('site-filter'); s.value = '{value}'; \
             s.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
        )
    };
    browser.eval(&choose("spun"));
    assert_eq!(browser.eval(rows), archive::SITES / 10);
    browser.eval(&choose("hygiene"));
    assert_eq!(browser.eval(rows), 50);
    browser.assert_quiet();
}

#[test]
fn a_site_leads_to_its_documents() {
    let Some(mut browser) = Browser::start() else { return };
    let (_folder, page) = report(&archive::ordinary());
    browser.prefer("light");
    browser.open(&page);
    browser.click("#site-search");
    browser.write("paper010");
    browser.click("#site-table tbody button");
    assert_eq!(browser.eval("document.getElementById('site').open"), true);
    assert_eq!(browser.eval("document.querySelector('#site h2').textContent"), "paper010.example");
    browser.press("Escape", 27);
    assert_eq!(browser.eval("document.getElementById('site').open"), false);
    browser.click("#site-table tbody button");
    browser.click("#site .doc-links button");
    let open = "document.querySelectorAll('#doc-list > details[open]').length";
    assert_eq!(browser.eval(open), 1);
    browser.wait("document.querySelector('#doc-list > details[open] .tools').hidden === false");

    // Filters of the open document.
    let shown = |what: &str| {
        format!(
            "[...document.querySelectorAll('#doc-list > details[open] {what}')]\
             .filter((e) => e.getClientRects().length).length"
        )
    };
    let shares = shown("del[data-kind=share]");
    assert_eq!(browser.eval(&shares), 1);
    browser.click("#doc-list > details[open] input[value=share]");
    assert_eq!(browser.eval(&shares), 0);
    browser.click("#doc-list > details[open] [data-next=share]");
    assert_eq!(browser.eval(&shares), 1);
    assert_eq!(browser.eval(&shown(".here")), 1);
    browser.click("#doc-list > details[open] .modes label:nth-of-type(3)");
    assert_eq!(browser.eval(&shown("del")), 0);

    // The list of documents.
    browser.eval("document.getElementById('doc-search').focus()");
    browser.write("of paper 7");
    let list = "[...document.querySelectorAll('#doc-list > details')].filter((d) => !d.hidden)";
    assert!(
        browser.eval(&format!("{list}.every((d) => /of paper 7/.test(d.textContent))")) == true
    );
    assert!(browser.eval(&format!("{list}.length > 0")) == true);
    browser.assert_quiet();
}

#[test]
fn a_document_can_be_walked_through() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let page = explained(folder.path(), "flood.txt", FLOOD);
    browser.prefer("dark");
    browser.open(&page);
    let here = "document.querySelector('.here')?.textContent ?? ''";
    browser.click("[data-next=spun_substitution]");
    assert_eq!(browser.eval(here), "arsenic");
    browser.click("[data-next=spun_substitution]");
    assert_eq!(browser.eval(here), "successful");
    browser.eval("document.querySelector('.text').focus()");
    browser.press("p", 80);
    assert_eq!(browser.eval(here), "arsenic");
    let told = browser.eval("document.querySelector('.told').textContent");
    assert!(told.as_str().unwrap().contains("confidence"), "{told}");
    browser.click("input[value=heat]");
    assert_eq!(browser.eval("document.querySelector('.text').classList.contains('no-heat')"), true);

    let paper = "getComputedStyle(document.body).backgroundColor";
    let dark = browser.eval(paper);
    browser.click("#theme");
    assert_ne!(browser.eval(paper), dark);
    browser.assert_quiet();
}

#[test]
fn hostile_documents_do_nothing_in_a_browser() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, page) = report(&archive::hostile());
    browser.open(&page);
    browser.eval("for (const d of document.querySelectorAll('details')) d.open = true");
    browser.eval("for (const e of document.querySelectorAll('.doc [title]')) e.click()");
    for row in 0..archive::HOSTILE.len() {
        let open = format!("document.querySelectorAll('#site-table tbody button')[{row}]?.click()");
        browser.eval(&open);
        browser.eval("document.getElementById('site').close()");
    }
    assert_eq!(browser.eval("document.querySelectorAll('script').length"), 2);
    assert_eq!(
        browser.eval("document.querySelectorAll('img, link, iframe, object, form').length"),
        0
    );
    let odd = "[...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => /^on/.test(a.name)))";
    assert_eq!(browser.eval(&format!("{odd}.length")), 0);
    let links = "[...document.querySelectorAll('a[href]')].filter((a) => !/^(https?:|#)/.test(a.getAttribute('href')))";
    assert_eq!(browser.eval(&format!("{links}.length")), 0);
    let strangers = "[...document.querySelectorAll('a[href^=http]')]";
    assert_eq!(
        browser.eval(&format!("{strangers}.every((a) => a.rel === 'noopener noreferrer')")),
        true
    );
    let seen = browser.eval("document.getElementById('doc-list').textContent");
    for trick in archive::HOSTILE.iter().filter(|trick| trick.is_ascii()) {
        assert!(seen.as_str().unwrap().contains(trick), "{trick}");
    }
    browser.assert_quiet();

    let page = explained(folder.path(), "one.jsonl", archive::hostile().lines().nth(2).unwrap());
    browser.open(&page);
    assert_eq!(browser.eval("document.querySelectorAll('script').length"), 1);
    browser.assert_quiet();
}

#[test]
fn phones_need_not_scroll_sideways() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, page) = report(&archive::ordinary());
    let document = explained(folder.path(), "flood.txt", FLOOD);
    browser.size(390, 844);
    for page in [page, document] {
        browser.open(&page);
        browser.eval("for (const d of document.querySelectorAll('details')) d.open = true");
        assert_eq!(browser.eval("document.documentElement.scrollWidth"), 390);
        browser.assert_quiet();
    }
}

#[test]
fn text_stands_out_in_light_and_dark() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, page) = report(&archive::ordinary());
    let document = explained(folder.path(), "flood.txt", FLOOD);
    for scheme in ["light", "dark"] {
        browser.prefer(scheme);
        for page in [&page, &document] {
            browser.open(page);
            browser.eval("for (const d of [...document.querySelectorAll('details')].slice(0, 12)) d.open = true");
            let poor = browser.eval(include_str!("contrast.js"));
            assert_eq!(poor, serde_json::json!([]), "{scheme} {}", page.display());
        }
    }
}

/// How long the report that `COPYDESK_OPEN` names takes to open; not a test of time.
#[test]
fn opening() {
    let Some(page) = std::env::var_os("COPYDESK_OPEN") else { return };
    let Some(mut browser) = Browser::start() else { return };
    println!("processor seconds: {:.2}", browser.open_counted(Path::new(&page)));
    let times = "(() => { const t = performance.getEntriesByType('navigation')[0]; \
                 return [performance.getEntriesByName('first-contentful-paint')[0].startTime, \
                 t.domInteractive, t.loadEventEnd].map(Math.round); })()";
    println!("first paint, usable, loaded (ms): {}", browser.eval(times));
    let sorting = "(() => { const start = performance.now(); \
                   document.querySelector('[data-field=spun] button').click(); \
                   return Math.round(performance.now() - start); })()";
    println!("sorting all sites (ms): {}", browser.eval(sorting));
    browser.assert_quiet();
}

/// Pictures of the pages for `docs/` and to look at, where `COPYDESK_PICTURES` names a folder.
#[test]
fn pictures() {
    let Some(folder) = std::env::var_os("COPYDESK_PICTURES").map(PathBuf::from) else { return };
    let Some(mut browser) = Browser::start() else { return };
    let out = tempfile::tempdir().unwrap();
    let samples = format!("{}/samples/*/*/input.*", env!("CARGO_MANIFEST_DIR"));
    let clean = copydesk(&["clean", &samples, "-o", out.path().to_str().unwrap(), "--quiet"]);
    assert!(clean.status.success());
    let report = out.path().join("report.html");
    let document = explained(out.path(), "flood.txt", FLOOD);
    for (name, page) in [("report", &report), ("document", &document)] {
        for (device, width, height) in [("desktop", 1280, 900), ("phone", 390, 844)] {
            for scheme in ["light", "dark"] {
                browser.size(width, height);
                browser.prefer(scheme);
                browser.open(page);
                browser.picture(&folder.join(format!("{name}-{device}-{scheme}.png")));
                if name == "report" {
                    browser.eval("document.querySelectorAll('.doc')[2].open = true");
                    browser.eval("document.querySelectorAll('.doc')[2].scrollIntoView()");
                    browser.picture(&folder.join(format!("example-{device}-{scheme}.png")));
                    browser.click("#site-table tbody button");
                    browser.picture(&folder.join(format!("site-{device}-{scheme}.png")));
                }
            }
        }
    }
}
