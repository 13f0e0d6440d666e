#!/usr/bin/env python3
"""How many pages that hold several short articles are cut into these.

    feeds.py COPYDESK PAGES.jsonl ...

Of the headlines, paragraphs and tags of labelled pages (headline and tags as their markup names them) 660 pages of two
to eight items are put together, as archives by subject and readers of news feeds show them: eleven forms, six of
tag lists, with empty lines and without. Prints for each form how many pages come out as as many articles as were put
in, under the same headlines, and how many as one.
"""

import collections
import html
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = 660
DATES = ["June 8, 2021", "2021-06-08", "8 June 2021", "08/06/2021", "Tuesday, 8 June 2021"]
WRITERS = ["By Alice Marwood", "By Tom Hendry and Lisa Quay", "Jonas Feld", "By HARBOR NEWS"]
ENDS = ["Read 11 remaining paragraphs | Comments", "Continue reading", "Read more", "Read the full story »"]
HOST = json.loads((Path(__file__).resolve().parent / "lines/hosts.jsonl").open(encoding="utf8").readline())
CAPTION = "The harbor at dusk. Credit: Ann Lee/Harbor News"

# What the items of a page are like; "odd" forms hold for one item of the page.
FORMS = ["plain", "date", "writer and date", "caption", "link to the rest", "text cut off", "tags above the text",
         "tags and date above the text", "odd: no tags", "odd: no text", "furniture around"]


def slug(tag):
    return re.sub(r"\W+", "-", tag.lower()).strip("-")


LISTS = {
    "#a-b, #c": lambda tags: ", ".join("#" + slug(tag) for tag in tags),
    "#a-b #c": lambda tags: " ".join("#" + slug(tag) for tag in tags),
    "#AB #C": lambda tags: " ".join("#" + slug(tag).title().replace("-", "") for tag in tags),
    "Tags: a b, c": lambda tags: "Tags: " + ", ".join(tags),
    "Filed under: a b, c": lambda tags: "Filed under: " + ", ".join(tags),
    "Topics: a b · c": lambda tags: "Topics: " + " · ".join(tags),
}


def meta(page, name):
    """What the page's `meta` elements of that name or property say."""
    found = re.findall(rf'<meta[^>]+(?:name|property)=["\']{name}["\'][^>]+content="([^"]+)"', page[:80000])
    return [" ".join(html.unescape(content).split()) for content in found]


def stories(files):
    for file in files:
        for page in map(json.loads, open(file, encoding="utf8")):
            titles, tags = meta(page["html"], "og:title"), meta(page["html"], "article:tag")
            if len(tags) < 2:
                tags = [tag.strip() for content in meta(page["html"], "(?:news_)?keywords") for tag in content.split(",")]
            tags = [tag for tag in tags if 2 < len(tag) < 40][:9]
            title = re.split(r" [|–—-] ", titles[0])[0].strip() if titles else ""
            lines = [line.strip() for line in page.get("text", "").split("\n")]
            text = [line for line in lines if len(line.split()) >= 12 and line[-1] in '.!?"”»' and line != title]
            if 3 <= len(title.split()) <= 20 and len(text) >= 2 and len(tags) >= 2:
                yield title, text, tags


def item(story, form, is_odd, write, pick):
    title, text, tags = story
    text = text[: pick([1, 1, 2, 3])]
    lines = [title]
    if form == "writer and date":
        lines.append(pick(WRITERS))
    if "date" in form:
        lines.append(pick(DATES))
    if "above" in form:
        lines.append(write(tags))
    if form == "caption":
        lines.append(CAPTION)
    if form == "text cut off":
        text = [" ".join(text[0].split()[:25]) + pick(["…", "...", " […]"])]
    if not (form == "odd: no text" and is_odd):
        lines += text
    if form == "link to the rest":
        lines.append(pick(ENDS))
    if "above" not in form and not (form == "odd: no tags" and is_odd):
        lines.append(write(tags))
    return lines


def main():
    copydesk, *files = sys.argv[1:]
    known, random_ = list(stories(files)), random.Random(7)
    pages = []
    for number in range(PAGES):
        form, write = FORMS[number % len(FORMS)], random_.choice(list(LISTS.values()))
        separator, count = random_.choice(["\n", "\n\n"]), random_.choice([2, 3, 4, 5, 6, 8])
        chosen = random_.sample(known, count)
        lines = [line for at, story in enumerate(chosen)
                 for line in item(story, form, at == count // 2, write, random_.choice)]
        if form == "furniture around":
            lines = HOST["above"][:5] + lines + HOST["below"]
        pages.append((form, [title for title, _, _ in chosen], separator.join(lines)))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for _, _, text in pages)
        file.flush()
        command = [copydesk, "clean", file.name, "-q", "--skip", "spin,repair"]
        out = subprocess.run(command, check=True, capture_output=True).stdout
    found = collections.defaultdict(list)
    for article in map(json.loads, out.splitlines()):
        found[article["metadata"]["src_record"]].append(article["metadata"].get("title"))
    figures = collections.defaultdict(lambda: [0, 0, 0, 0])
    for number, (form, titles, _) in enumerate(pages):
        is_right = len(found[number]) == len(titles)
        counts = [1, is_right, found[number] == titles, len(found[number]) == 1]
        for name in form, "all":
            figures[name] = [sum(pair) for pair in zip(figures[name], counts)]
    print(f"{len(known)} stories")
    for form in [*FORMS, "all"]:
        print("{:30} {:4} pages, {:4} cut right, {:4} under the same headlines, {:4} not cut".format(form, *figures[form]))


if __name__ == "__main__":
    main()
