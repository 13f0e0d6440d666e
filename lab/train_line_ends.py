#!/usr/bin/env python3
"""Trains what tells line ends that became spaces, from rows of `copydesk-lab line-ends dump`.

usage: train_line_ends.py ROWS_DIR MODEL_OUT

A logistic model over hashed facts by AdaGrad (Duchi, Hazan and Singer 2011). Prints how it does on
each fold by a model that saw no page of its sites, writes these as ROWS_DIR/fold0/text.line-ends
and so on, and MODEL_OUT, trained on all rows, in the format of src/lexicon/weights.rs.
Deterministic; needs requirements.txt.
"""
import argparse, json, os, struct
import numpy

from train_blocks import fold_of

# A fact takes part that so many texts have.
PAGES = 12
ROUNDS, RATE, BATCH, SEED = 2, 0.15, 2048, 7
# Weights nearer to 0 are left out.
FAINT = 0.08


def common(facts, page):
    """The facts of enough pages, ascending, and their places in it for every row; the last place is that of all others."""
    names, places = numpy.unique(facts, return_inverse=True)
    places = places.reshape(facts.shape).astype(numpy.uint32)
    pairs = numpy.unique(places.astype(numpy.uint64) << 16 | page[:, None].astype(numpy.uint64))
    is_common = numpy.bincount(pairs >> 16, minlength=len(names)) >= PAGES
    moved = numpy.where(is_common, numpy.cumsum(is_common) - 1, is_common.sum()).astype(numpy.int32)
    return names[is_common], moved[places]


def train(places, labels, weights, count):
    """A weight for each fact, and the bias last."""
    random = numpy.random.default_rng(SEED)
    model, squares = numpy.zeros(count + 1, "f4"), numpy.full(count + 1, 1e-2, "f4")
    for _ in range(ROUNDS):
        order = random.permutation(len(places))
        for start in range(0, len(order), BATCH):
            rows = order[start:start + BATCH]
            here = places[rows]
            known = here < count
            scores = (model[here] * known).sum(1) + model[count]
            error = (1 / (1 + numpy.exp(-scores)) - labels[rows]) * weights[rows]
            change = numpy.bincount(here.ravel(), (error[:, None] * known).ravel(), count + 1).astype("f4")
            change[count] = error.sum()
            at = change.nonzero()[0]
            squares[at] += change[at] ** 2
            model[at] -= RATE * change[at] / numpy.sqrt(squares[at])
    return model


def write(model, names, path):
    keep = abs(model[:-1]) >= FAINT
    with open(path, "wb") as out:
        out.write(b"cdwords1" + struct.pack("<If", keep.sum(), model[-1]))
        pairs = numpy.empty(keep.sum(), [("fact", "<u4"), ("weight", "<f4")])
        pairs["fact"], pairs["weight"] = names[keep], model[:-1][keep]
        out.write(pairs.tobytes())
    return keep.sum()


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("rows")
    args.add_argument("model")
    args.add_argument("--folds", type=int, default=5)
    args = args.parse_args()
    pages = [json.loads(line) for line in open(f"{args.rows}/ends-pages.jsonl", encoding="utf8")]
    folds = {page["id"]: fold_of(page["site"], args.folds) for page in pages}
    json.dump(folds, open(f"{args.rows}/ends-folds.json", "w", encoding="utf8"))
    labels = numpy.fromfile(f"{args.rows}/ends-labels.u8", "u1").astype("f4")
    weights = numpy.fromfile(f"{args.rows}/ends-weights.f32", "<f4")
    facts = numpy.fromfile(f"{args.rows}/ends-facts.u32", "<u4").reshape(len(labels), -1)
    rows = [page["rows"] for page in pages]
    fold = numpy.repeat([folds[page["id"]] for page in pages], rows)
    names, places = common(facts, numpy.repeat(numpy.arange(len(pages)), rows))
    del facts
    for k in range(args.folds):
        here = fold == k
        model = train(places[~here], labels[~here], weights[~here], len(names))
        os.makedirs(f"{args.rows}/fold{k}", exist_ok=True)
        write(model, names, f"{args.rows}/fold{k}/text.line-ends")
        scores = numpy.where(places[here] < len(names), model[places[here]], 0).sum(1) + model[-1]
        odds, weight, is_end = numpy.clip(1 / (1 + numpy.exp(-scores)), 1e-6, 1 - 1e-6), weights[here], labels[here] > 0
        loss = -(weight * numpy.log(numpy.where(is_end, odds, 1 - odds))).sum() / weight.sum()
        told, right = (weight * (scores > 0)).sum(), (weight * ((scores > 0) & is_end)).sum()
        print(f"fold {k}: {here.sum()} rows, log loss {loss:.4f}, precision {right / told:.3f}, "
              f"recall {right / (weight * is_end).sum():.3f}", flush=True)
    count = write(train(places, labels, weights, len(names)), names, args.model)
    print(f"{len(names)} facts of {PAGES} pages and more, {count} written")


if __name__ == "__main__":
    main()
