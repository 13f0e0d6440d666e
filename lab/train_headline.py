#!/usr/bin/env python3
"""Trains the model of headlines of src/strip/headline.rs from candidates of `copydesk-lab text titles`.

usage: train_headline.py ROWS.jsonl MODEL

Boosted trees give each candidate of a page a utility; a page's headline is chosen among them and "none" of utility
0 (a conditional logit). Prints which share of the headlines is found, by five folds by site, and what a page's best
candidate is worth, in tenths; writes the model of all pages in the format of src/lexicon/trees.rs. Deterministic;
needs requirements.txt.
"""
import argparse, collections, json

import lightgbm, numpy

from train_blocks import export, fold_of

FOLDS, TREES = 5, 200
PARAMS = dict(learning_rate=0.1, num_leaves=7, min_data_in_leaf=60, min_sum_hessian_in_leaf=1.0,
              lambda_l2=2.0, feature_fraction=0.6, verbose=-1, deterministic=True, force_col_wise=True,
              seed=3, num_threads=1)
# Least curvature of a candidate: one that is sure still counts.
CURVATURE = 1e-4


def choice(right, sizes):
    """Gradients of the log-likelihood of choosing, on each page, one of the right candidates, or none where no
    candidate is right."""
    starts = numpy.cumsum(sizes) - sizes
    page = numpy.repeat(numpy.arange(len(sizes)), sizes)

    def gradients(utility, _):
        # Utilities against the page's highest one, which may be that of none.
        top = numpy.maximum(numpy.maximum.reduceat(utility, starts), 0)
        weight = numpy.exp(utility - top[page])
        chance = weight / (numpy.add.reduceat(weight, starts) + numpy.exp(-top))[page]
        of_right = weight * right
        sums = numpy.add.reduceat(of_right, starts)[page]
        target = numpy.divide(of_right, sums, out=numpy.zeros_like(sums), where=sums > 0)
        return chance - target, numpy.maximum(chance * (1 - chance), CURVATURE)

    return gradients


def train(pages):
    rows = numpy.concatenate([page["rows"] for page in pages])
    right = numpy.concatenate([page["right"] for page in pages])
    objective = choice(right, numpy.array([len(page["rows"]) for page in pages]))
    return lightgbm.train(dict(PARAMS, objective=objective), lightgbm.Dataset(rows, right), TREES)


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("rows")
    args.add_argument("model")
    args = args.parse_args()
    pages = [json.loads(line) for line in open(args.rows, encoding="utf8")]
    count, held, found = collections.Counter(), collections.Counter(), collections.Counter()
    for page in pages:
        page["fold"] = fold_of(page["site"], FOLDS)
        page["rows"] = numpy.array(page["rows"], numpy.float32)
        page["right"] = numpy.array(page["right"], float)
        count[page["set"]] += 1
        held[page["set"]] += page["right"].any()
    pages = [page for page in pages if len(page["rows"])]
    best = []
    for fold in range(FOLDS):
        model = train([page for page in pages if page["fold"] != fold])
        for page in (page for page in pages if page["fold"] == fold):
            utility = model.predict(page["rows"])
            at = numpy.argmax(utility)
            found[page["set"]] += int(page["right"][at])
            best.append((utility[at], page["right"][at]))
    for name in count:
        print(f"{name}: of {count[name]} headlines {held[name]} among the candidates, {found[name]} found")
    best.sort()
    for part in numpy.array_split(numpy.array(best), 10):
        print(f"best candidates of utility {part[0, 0]:.2f} to {part[-1, 0]:.2f}: {part[:, 1].mean():.2f} right")
    export(train(pages), len(pages[0]["rows"][0]), args.model)


if __name__ == "__main__":
    main()
