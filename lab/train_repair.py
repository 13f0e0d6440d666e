#!/usr/bin/env python3
"""Trains the model that weighs candidates of repair, from rows of `copydesk-lab repair rows`.

usage: train_repair.py first|second ROWS_DIR MODEL_OUT [--hold-out]

`--hold-out` prints, for documents held out of a training (every fifth), what share of the places where a
candidate stood there it would repair rightly, and what it would repair wrongly or damage, at several
confidences; then trains on all. Deterministic; needs requirements.txt.
"""
import sys

import lightgbm
import numpy

from train_blocks import export

WIDTH = {"first": 59, "second": 65}
TREES = 300
PARAMS = dict(objective="binary", learning_rate=0.1, num_leaves=32, min_data_in_leaf=200, feature_fraction=0.6,
              bagging_fraction=0.7, bagging_freq=1, lambda_l2=10.0, max_bin=63, verbose=-1, deterministic=True,
              force_row_wise=True, seed=7, num_threads=1)
# Wrong words and damaged ones cost more than a word that is left.
WRONG, DAMAGE, GENUINE = {"first": 1.0, "second": 1.5}, {"first": 2.0, "second": 1.5}, 3.0


def train(rows, labels, weights):
    return lightgbm.train(PARAMS, lightgbm.Dataset(rows, labels == 1, weight=weights), TREES)


def main():
    step, folder, out, *more = sys.argv[1:]
    width = WIDTH[step]
    rows = numpy.fromfile(f"{folder}/rows.f32", "<f4").reshape(-1, width)
    names = [line.rstrip("\n").split("\t") for line in open(f"{folder}/names.tsv")]
    labels = numpy.array([int(n[0]) for n in names], "u1")
    family = numpy.array([n[1] for n in names])
    document = numpy.array([int(n[3]) for n in names])
    weights = numpy.where(labels == 1, 1.0, numpy.where(labels == 2, WRONG[step], DAMAGE[step]))
    weights[family == ""] = GENUINE
    if "--hold-out" in more:
        hold_out(rows, labels, weights, family, document)
    model = train(rows, labels, weights)
    export(model, width, out)
    gain = model.feature_importance("gain")
    print("gain:", ", ".join(f"{i}:{gain[i] / gain.sum():.3f}" for i in numpy.argsort(-gain)))


def hold_out(rows, labels, weights, family, document):
    held = document % 5 == 0
    model = train(rows[~held], labels[~held], weights[~held])
    odds = model.predict(rows[held], raw_score=True)
    label, fam = labels[held], family[held]
    for limit in (-0.5, 0.0, 0.5, 1.0, 1.5):
        told = []
        for name in sorted(set(family)):
            here = fam == name
            yes = here & (odds > limit)
            told.append(f"{name or 'genuine'} {100 * (yes & (label == 1)).sum() / max(1, (here & (label == 1)).sum()):.0f}/"
                        f"{(yes & (label == 2)).sum()}/{(yes & (label == 0)).sum()}")
        print(limit, "right % of known/wrong/damage:", ", ".join(told), flush=True)


if __name__ == "__main__":
    main()
