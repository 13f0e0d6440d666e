#!/usr/bin/env python3
"""How much furniture stays that stands in a text line by line, and what genuine lines go.

    placed_lines.py COPYDESK [LIST ...]

Lists are lab/lines/*.txt, a line `language text` each, written for this from memory of how sites of
fourteen languages write; every line is put into an article of its language (lab/lines/hosts.jsonl),
once at each of a list's places, with and without other furniture around. Of `genuine` every line
should stay. Prints what stays (of genuine.txt: what goes) and the counts; -q the counts alone.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

LINES = Path(__file__).resolve().parent / "lines"

# Where the lines of each list stand: amid furniture above the text (t), right below the headline with furniture
# elsewhere (b) or nowhere (s); amid the paragraphs, with (m) and without (x); below them, with (e) and without (z).
PLACES = {
    "captions": "mbx",
    "dates": "tbs",
    "bylines": "tbs",
    "notes": "ez",
    "tags": "ez",
    "teasers": "mxez",
    "genuine": "mxez",
}


def placed(host, line, place):
    above, text, below = host["above"], host["paragraphs"], host["below"]
    headline = above[5]
    return {
        "t": above[:-2] + [line] + text + below,
        "b": above + [line] + text + below,
        "s": [headline, line] + text,
        "m": above + text[:3] + [line] + text[3:] + below,
        "x": [headline] + text[:3] + [line] + text[3:],
        "e": above + text + [line] + below,
        "z": [headline] + text + [line],
    }[place]


def clean(copydesk, texts):
    """The text left of each, articles of one record joined."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf8")
        out = Path(folder) / "out"
        command = [copydesk, "clean", source, "-o", out, "-q", "--skip", "spin,repair"]
        subprocess.run(command, check=True)
        left = [""] * len(texts)
        for shard in [*out.glob("documents/*"), *out.glob("excluded/*")]:
            for row in map(json.loads, shard.open(encoding="utf8")):
                left[row["metadata"]["src_record"]] += "\n" + row["text"]
    return left


def stays(line, left):
    """Whether a line is there, or a good part of it."""
    rows = [row for row in left.split("\n") if row]
    return any(line in row or row in line and 3 * len(row) > len(line) for row in rows)


def main():
    quiet = "-q" in sys.argv
    copydesk, *names = [argument for argument in sys.argv[1:] if argument != "-q"]
    hosts = {host["language"]: host for host in map(json.loads, (LINES / "hosts.jsonl").open(encoding="utf8"))}
    for name in names or PLACES:
        lines = [line.split(" ", 1) for line in (LINES / f"{name}.txt").read_text(encoding="utf8").splitlines()]
        cases = [(language, line, place) for language, line in lines for place in PLACES[name]]
        left = clean(copydesk, ["\n".join(placed(hosts[l], line, place)) for l, line, place in cases])
        is_genuine = name == "genuine"
        count = lost = 0
        for (language, line, place), text in zip(cases, left):
            lost += sum(paragraph not in text for paragraph in hosts[language]["paragraphs"])
            if line not in text if is_genuine else stays(line, text):
                count += 1
                if not quiet:
                    print(f"  {place} {language} {line}")
        what = "go" if is_genuine else "stay"
        print(f"{name}: {count} of {len(cases)} {what}; paragraphs lost: {lost}")


if __name__ == "__main__":
    main()
