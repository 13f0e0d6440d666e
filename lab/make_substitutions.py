#!/usr/bin/env python3
"""Makes the dictionary of word swaps that WordNet explains: each form that a spinner may write, with what
may have stood there.

usage: make_substitutions.py PAIRS MODEL.ngram OUT.tsv

PAIRS is the table that `make_synonyms.py` writes: original, spun form, relation, whether the ending was
carried over. MODEL.ngram names the words that can be told apart. Frequencies come from wordfreq.

The weight of an original is the share, in hundredths, that the spun form has among all that may be written for
it, near relations counting for more: what the decoder takes for the probability of the swap. An entry is
made by these rules, and by no other choice:
- the spun form is one word of letters, however rare or common;
- originals are words of the language model with a Zipf frequency of 2.9: what a spinner starts from;
- at most 24 originals, the likeliest by weight and frequency; none under 0.2 % of the first.
All entries have the condition `fit`: each is ambiguous by nature, and only the decoder may choose it.
"""
import collections
import math
import sys

from make_synonyms import read_model
from wordfreq import zipf_frequency

SHARES = {"=": 1.0, "&": 0.6, "@": 0.25, "^": 0.2, "+": 0.15}
BARE = 0.5
MIN_ORIGINAL = 2.9
MOST, LEAST = 24, 0.002
# How much the frequency of an original counts; under 1, as frequent words have many senses.
FREQUENCY = 0.9
HEADER = """\
# dictionary: substitutions
# source: wn: WordNet 3.0 (Princeton University) read backwards by lab/make_substitutions.py, 2026-11; frequencies: wordfreq 3.1.1
# license: WordNet license (dictionaries/models/en.synonyms.LICENSE); frequencies CC BY-SA 4.0
# columns: spun form, originals, family, tell, conditions, source (docs/DICTIONARIES.md)
"""


def main():
    pairs, model, out = sys.argv[1:]
    known = read_model(model)
    zipf = {}

    def frequency(word):
        if word not in zipf:
            zipf[word] = zipf_frequency(word, "en")
        return zipf[word]

    targets = collections.defaultdict(dict)
    for line in open(pairs):
        original, spun, relation, ending = line.rstrip("\n").split("\t")
        share = SHARES[relation] * (1 if ending == "infl" else BARE)
        if original != spun and share > targets[original].get(spun, 0):
            targets[original][spun] = share
    inverse = collections.defaultdict(dict)
    for original, written in targets.items():
        if original not in known or frequency(original) < MIN_ORIGINAL:
            continue
        total = sum(written.values())
        for spun, share in written.items():
            inverse[spun][original] = share / total
    rows = []
    for spun, originals in inverse.items():
        if not (spun.isascii() and spun.isalpha() and len(spun) > 1):
            continue
        likely = {o: math.log(share) + FREQUENCY * math.log(10) * frequency(o) for o, share in originals.items()}
        order = sorted(originals, key=lambda o: (-likely[o], o))[:MOST]
        order = [o for o in order if likely[o] > likely[order[0]] + math.log(LEAST)]
        column = "|".join(f"{o}:{max(1, round(100 * originals[o]))}" for o in order)
        rows.append(f"{spun}\t{column}\tword_swap\t0\tfit\twn\n")
    with open(out, "w") as file:
        file.write(HEADER + "".join(sorted(rows, key=str.encode)))
    print(len(rows), "entries")


if __name__ == "__main__":
    main()
