"""Spins genuine documents by the hand-written tables read backwards: what of a known table comes back?

usage: known_spinner.py word_swap|phrase_synonym DICTIONARY... < genuine.jsonl > spun.jsonl

Of `copydesk-lab spin genuine` the news of the test part is taken, of 150 to 700 words. A spinner is drawn for
each document from the bytes of its text: eight in ten originals of the tables, one spun form for each, nine in
ten of the places in small letters. Out come documents as `copydesk-lab spin generate` makes them.
"""

import hashlib
import json
import random
import sys

from other_spinners import WORD, put_together

NEWS = {"agnews", "fundus", "ud_en_pud", "wcxb-dev-article"}
DOCUMENTS = 240
ORIGINALS, PLACES = 0.8, 0.9
# Of the generator's families, the one whose verdict `repair generated` takes for this one.
NAMES = {"word_swap": "known_words", "phrase_synonym": "phrase"}


def read(paths, family):
    """Spun forms by original, single words alone."""
    forms = {}
    for path in paths:
        for line in open(path, encoding="utf-8"):
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 3 or columns[2] != family:
                continue
            for original in columns[1].split("|"):
                original = original.split(":")[0]
                if original.isalpha() and original.islower():
                    forms.setdefault(original, []).append(columns[0])
    return {original: sorted(set(spun)) for original, spun in forms.items()}


def spin(text, forms, chance):
    table = {o: chance.choice(spun) for o, spun in forms.items() if chance.random() < ORIGINALS}
    places = list(WORD.finditer(text))
    words = [place.group() for place in places]
    new = [table[word] if word in table and chance.random() < PLACES else word for word in words]
    return put_together(text, places, new)


def main():
    family, paths = sys.argv[1], sys.argv[2:]
    forms = read(paths, family)
    written = 0
    for line in sys.stdin:
        document = json.loads(line)
        text = document["text"]
        if document["part"] != "test" or document["kind"] not in NEWS:
            continue
        if not 150 <= len(text.split()) <= 700:
            continue
        chance = random.Random(hashlib.blake2b(text.encode(), digest_size=8).digest())
        text, swaps, was = spin(text, forms, chance)
        row = {"family": NAMES[family], "kind": document["kind"], "part": "test", "rate": 0}
        print(json.dumps(row | {"swaps": swaps, "was": was, "text": text}, ensure_ascii=False))
        written += 1
        if written == DOCUMENTS:
            return


if __name__ == "__main__":
    main()
