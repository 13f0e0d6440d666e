"""Fits the weights of src/strip/headline.rs: a conditional logit over the candidates of each page.

usage: train_headline.py ROWS.jsonl

ROWS.jsonl comes from `copydesk-lab text titles`. Prints which share of the pages gets its headline, by five folds by
site, and the weights of all pages for `WEIGHTS`.
"""

import collections
import hashlib
import json
import sys

import numpy

FOLDS = 5
# Weights are drawn toward 0 by this much, with numbers of unit variance.
RIDGE = 2.0
ROUNDS = 60


def read(path):
    pages = [json.loads(line) for line in open(path, encoding="utf-8")]
    for page in pages:
        digest = hashlib.blake2b(page["site"].encode(), digest_size=4).digest()
        page["fold"] = int.from_bytes(digest, "big") % FOLDS
        page["right"] = numpy.array(page["right"], dtype=bool)
        page["rows"] = numpy.array(page["rows"], dtype=float)
    return pages


def fit(pages, spread):
    """Newton's method."""
    width = len(spread)
    weights = numpy.zeros(width)
    pages = [(p["rows"] / spread, p["right"]) for p in pages if p["right"].any()]
    for _ in range(ROUNDS):
        slope, bend = RIDGE * weights, RIDGE * numpy.eye(width)
        for rows, right in pages:
            score = rows @ weights
            chance = numpy.exp(score - score.max())
            chance /= chance.sum()
            target = chance * right / chance[right].sum()
            mean = chance @ rows
            slope = slope - (target @ rows - mean)
            bend = bend + (rows.T * chance) @ rows - numpy.outer(mean, mean)
        step = numpy.linalg.solve(bend, slope)
        weights -= step / max(1.0, numpy.abs(step).max())
        if numpy.abs(step).max() < 1e-6:
            break
    return weights / spread


def main():
    pages = read(sys.argv[1])
    spread = numpy.concatenate([p["rows"] for p in pages if len(p["rows"])]).std(0) + 1e-9
    right, count, held = collections.Counter(), collections.Counter(), collections.Counter()
    for fold in range(FOLDS):
        weights = fit([p for p in pages if p["fold"] != fold], spread)
        for page in (p for p in pages if p["fold"] == fold):
            count[page["set"]] += 1
            held[page["set"]] += page["right"].any()
            if len(page["rows"]):
                right[page["set"]] += page["right"][numpy.argmax(page["rows"] @ weights)]
    for name in sorted(count):
        print(f"{name}: of {count[name]} headlines {held[name]} among the candidates, {right[name]} found")
    print(", ".join(f"{weight:.2f}" for weight in fit(pages, spread)))


if __name__ == "__main__":
    main()
