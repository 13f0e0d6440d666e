#!/usr/bin/env python3
"""Trains the block model for text without markup from rows of `copydesk-lab text dump`.

usage: train_text.py LAB ROWS_DIR MODEL_DIR [--folds 5] [--jobs 1] [--keep-words]

LAB is the copydesk-lab binary: what scores say of the lines around is worked out by the code that
ships. Folds are by site (never pages of one site on both sides), and scores that a model is
trained on come from models that saw neither that site nor the fold the model is tested on.

With --keep-words the weights of words and the scores by them are those of an earlier run on rows
with the same lines: only trees are trained.

Writes ROWS_DIR/oof.f32 (out-of-fold log-odds), a model for each fold (ROWS_DIR/fold0/ ...), and the
model of all rows: MODEL_DIR/text.words and MODEL_DIR/text.trees, in the formats of
src/lexicon/weights.rs and trees.rs. Deterministic; needs requirements.txt.
"""
import argparse, json, os, struct, subprocess
from concurrent.futures import ThreadPoolExecutor

import lightgbm, numpy
from scipy import optimize, sparse

from train_blocks import export, fold_of

PARAMS = dict(objective="binary", learning_rate=0.1, num_leaves=31, min_data_in_leaf=60,
              feature_fraction=0.3, bagging_fraction=0.5, bagging_freq=1, lambda_l2=5.0,
              max_bin=63, verbose=-1, deterministic=True, force_col_wise=True, seed=7,
              num_threads=1)
TREES = 200
# A hash counts when it stands on pages of this many sites: names of one site are no furniture.
SITES = 10
# Strength of the pull of word weights to zero, and steps of their training.
RIDGE, STEPS = 30.0, 80


class Rows:
    def __init__(self, folder, folds, with_words):
        read = lambda name, kind: numpy.fromfile(f"{folder}/{name}", kind)
        self.folder = folder
        self.width = int(open(f"{folder}/width.txt").read())
        self.context = int(open(f"{folder}/context.txt").read())
        self.rows = numpy.memmap(f"{folder}/rows.f32", "<f4", "r").reshape(-1, self.width)
        self.labels = read("labels.u8", "u1").astype(float)
        self.weights = read("weights.f32", "<f4").astype(float)
        self.weights /= self.weights.mean()
        pages = [json.loads(line) for line in open(f"{folder}/pages.jsonl", encoding="utf8")]
        lines = [page["lines"] for page in pages]
        sites = {}
        site = numpy.repeat([sites.setdefault(p["site"], len(sites)) for p in pages], lines)
        self.fold = numpy.repeat([fold_of(p["site"], folds) for p in pages], lines)
        with open(f"{folder}/folds.json", "w", encoding="utf8") as out:
            json.dump({p["id"]: fold_of(p["site"], folds) for p in pages}, out)
        self.set = numpy.repeat([p["set"] for p in pages], lines)
        if with_words:
            self.hashes, self.words = vocabulary(read("hashes.u32", "<u4"), read("counts.u32", "<u4"), site)


def vocabulary(hashes, counts, site):
    """The hashes of many sites, and a matrix of which line holds which."""
    row = numpy.repeat(numpy.arange(len(counts)), counts)
    known, column = numpy.unique(hashes, return_inverse=True)
    order = numpy.lexsort((site[row], column))
    column_o, site_o = column[order], site[row][order]
    first = numpy.ones(len(order), bool)
    first[1:] = (column_o[1:] != column_o[:-1]) | (site_o[1:] != site_o[:-1])
    is_used = numpy.bincount(column_o[first], minlength=len(known)) >= SITES
    place = numpy.cumsum(is_used) - 1
    keep = is_used[column]
    matrix = sparse.csr_matrix(
        (numpy.ones(keep.sum(), "f4"), (row[keep], place[column[keep]])),
        shape=(len(counts), is_used.sum()))
    return known[is_used], matrix


def fit_words(data, use):
    """Logistic regression with a ridge: weights and bias."""
    x, y, w = data.words[use], data.labels[use], data.weights[use]
    back = x.T.tocsr()

    def loss(v):
        b, c = v[:-1], v[-1]
        z = x @ b + c
        p = 1 / (1 + numpy.exp(-numpy.clip(z, -30, 30)))
        g = w * (p - y)
        value = (w * (numpy.logaddexp(0, z) - y * z)).sum() + RIDGE / 2 * (b @ b)
        return value, numpy.append(back @ g + RIDGE * b, g.sum())

    start = numpy.zeros(x.shape[1] + 1)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=dict(maxiter=STEPS)).x
    return found[:-1].astype("f4"), numpy.float32(found[-1])


def context(data, lab, scores, name):
    """What scores say of the lines around, by the code that ships."""
    given, made = f"{data.folder}/{name}.scores", f"{data.folder}/{name}.context"
    scores.astype("<f4").tofile(given)
    subprocess.check_call([lab, "text", "context", data.folder, given, made])
    found = numpy.fromfile(made, "<f4").reshape(-1, data.context)
    os.remove(given), os.remove(made)
    return found


def fit_trees(data, lab, scores, use, name):
    rows = numpy.concatenate([data.rows[use], context(data, lab, scores, name)[use]], axis=1)
    table = lightgbm.Dataset(rows, data.labels[use], weight=data.weights[use], params=PARAMS)
    return lightgbm.train(PARAMS, table, TREES)


def write_words(folder, data, weights, bias):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/text.words", "wb") as out:
        out.write(b"cdwords1" + struct.pack("<If", len(weights), bias))
        pairs = numpy.empty(len(weights), [("hash", "<u4"), ("weight", "<f4")])
        pairs["hash"], pairs["weight"] = data.hashes, weights
        out.write(pairs.tobytes())


def loss(data, scores, use):
    y, s, w = data.labels[use], scores[use], data.weights[use]
    return (w * (numpy.logaddexp(0, s) - y * s)).sum() / w.sum()


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("lab")
    args.add_argument("rows")
    args.add_argument("model")
    args.add_argument("--folds", type=int, default=5)
    args.add_argument("--jobs", type=int, default=1)
    args.add_argument("--keep-words", action="store_true")
    args = args.parse_args()
    data = Rows(args.rows, args.folds, not args.keep_words)
    lines, folds = len(data.labels), range(args.folds)
    width = data.width + data.context
    print(f"{lines} lines", flush=True)
    # nested[k]: scores by words as a model tested on fold k may see them; the last for all rows.
    nested = numpy.zeros((args.folds + 1, lines), "f4")
    if args.keep_words:
        nested = numpy.fromfile(f"{args.rows}/nested.f32", "<f4").reshape(nested.shape)

    def words_without(out):
        weights, bias = fit_words(data, ~numpy.isin(data.fold, out))
        if len(out) == 1:
            write_words(f"{args.rows}/fold{out[0]}", data, weights, bias)
        for k, j in [out * 2] if len(out) == 1 else [out, out[::-1]]:
            here = data.fold == j
            nested[k, here] = data.words[here] @ weights + bias
            if k == j:
                nested[-1, here] = nested[k, here]
        print(f"words without folds {out}", flush=True)

    oof = numpy.zeros(lines, "<f4")

    def trees_without(k):
        use, here = data.fold != k, data.fold == k
        model = fit_trees(data, args.lab, nested[k], use, f"fold{k}")
        rows = numpy.concatenate([data.rows[here], context(data, args.lab, nested[k], f"fold{k}")[here]], axis=1)
        oof[here] = model.predict(rows, raw_score=True)
        export(model, width, f"{args.rows}/fold{k}/text.trees")
        sets = sorted(set(data.set[here]))
        figures = ", ".join(f"{s} {loss(data, oof, here & (data.set == s)):.3f}" for s in sets)
        print(f"fold {k}: loss {figures}", flush=True)

    def all_trees():
        model = fit_trees(data, args.lab, nested[-1], numpy.ones(lines, bool), "all")
        export(model, width, f"{args.model}/text.trees")
        gain = model.feature_importance("gain")
        top = numpy.argsort(-gain)[:30]
        print("features by gain:", ", ".join(f"{i}:{gain[i] / gain.sum():.3f}" for i in top), flush=True)

    with ThreadPoolExecutor(args.jobs) as pool:
        if not args.keep_words:
            pairs = [[k] for k in folds] + [[k, j] for k in folds for j in range(k)]
            list(pool.map(words_without, pairs))
            write_words(args.model, data, *fit_words(data, numpy.ones(lines, bool)))
            nested.tofile(f"{args.rows}/nested.f32")
        jobs = [pool.submit(all_trees)] + [pool.submit(trees_without, k) for k in folds]
        for job in jobs:
            job.result()
    oof.tofile(f"{args.rows}/oof.f32")


if __name__ == "__main__":
    main()
