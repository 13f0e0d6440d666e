#!/usr/bin/env python3
"""Trains the block model for text without markup from rows of `copydesk-lab text dump`.

usage: train_text.py LAB ROWS_DIR MODEL_DIR [--folds 5] [--jobs 1] [--keep-words]

LAB is the copydesk-lab binary: what scores say of the lines around is worked out by the code that
ships. Folds are by site (never pages of one site on both sides), and scores that a model is
trained on come from models that saw neither that site nor the fold the model is tested on.

With --keep-words the weights of words and the scores by them are those of an earlier run on rows
with the same lines: only weights of words inside long lines and trees are trained.

Writes ROWS_DIR/oof.f32 (out-of-fold log-odds), a model for each fold (ROWS_DIR/fold0/ ...), and the
model of all rows: MODEL_DIR/text.words, text.inside and text.trees, in the formats of
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
TREES = 520
# A hash counts when it stands on pages of this many sites: names of one site are no furniture.
SITES = 10
# The same for words inside long lines: there are many more.
SITES_INSIDE = 20
# Strength of the pull of word weights to zero, the same inside long lines, and steps of their training.
RIDGE, RIDGE_INSIDE, STEPS = 30.0, 5.0, 80


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
            self.hashes, self.words = vocabulary(
                read("hashes.u32", "<u4"), read("counts.u32", "<u4"), site, SITES)
        counts = read("inside-counts.u32", "<u4")
        self.is_long = counts > 0
        self.hashes_inside, inside = vocabulary(read("inside.u32", "<u4"), counts, site, SITES_INSIDE)
        known = numpy.maximum(numpy.asarray(inside.sum(axis=1)).ravel(), 1)
        self.inside = sparse.diags(1 / numpy.sqrt(known)).dot(inside).tocsr()


def vocabulary(hashes, counts, site, sites):
    """The hashes of many sites, and a matrix of which line holds which."""
    row = numpy.repeat(numpy.arange(len(counts)), counts)
    known, column = numpy.unique(hashes, return_inverse=True)
    order = numpy.lexsort((site[row], column))
    column_o, site_o = column[order], site[row][order]
    first = numpy.ones(len(order), bool)
    first[1:] = (column_o[1:] != column_o[:-1]) | (site_o[1:] != site_o[:-1])
    is_used = numpy.bincount(column_o[first], minlength=len(known)) >= sites
    place = numpy.cumsum(is_used) - 1
    keep = is_used[column]
    matrix = sparse.csr_matrix(
        (numpy.ones(keep.sum(), "f4"), (row[keep], place[column[keep]])),
        shape=(len(counts), is_used.sum()))
    return known[is_used], matrix


def fit_words(words, data, use, ridge):
    """Logistic regression with a ridge: weights and bias."""
    x, y, w = words[use], data.labels[use], data.weights[use]
    back = x.T.tocsr()

    def loss(v):
        b, c = v[:-1], v[-1]
        z = x @ b + c
        p = 1 / (1 + numpy.exp(-numpy.clip(z, -30, 30)))
        g = w * (p - y)
        value = (w * (numpy.logaddexp(0, z) - y * z)).sum() + ridge / 2 * (b @ b)
        return value, numpy.append(back @ g + ridge * b, g.sum())

    start = numpy.zeros(x.shape[1] + 1)
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=dict(maxiter=STEPS)).x
    return found[:-1].astype("f4"), numpy.float32(found[-1])


def context(data, lab, scores, name):
    """What scores say of the lines around, by the code that ships."""
    files = [f"{data.folder}/{name}.{part}" for part in ("scores", "inside", "context")]
    for numbers, file in zip(scores, files):
        numbers.astype("<f4").tofile(file)
    subprocess.check_call([lab, "text", "context", data.folder, *files])
    found = numpy.fromfile(files[-1], "<f4").reshape(-1, data.context)
    for file in files:
        os.remove(file)
    return found


def fit_trees(data, lab, scores, use, name):
    rows = numpy.concatenate([data.rows[use], context(data, lab, scores, name)[use]], axis=1)
    table = lightgbm.Dataset(rows, data.labels[use], weight=data.weights[use], params=PARAMS)
    return lightgbm.train(PARAMS, table, TREES)


def write_words(file, hashes, weights, bias):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "wb") as out:
        out.write(b"cdwords1" + struct.pack("<If", len(weights), bias))
        pairs = numpy.empty(len(weights), [("hash", "<u4"), ("weight", "<f4")])
        pairs["hash"], pairs["weight"] = hashes, weights
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
    # inside[k]: the same by the words inside long lines, 0 of short ones.
    nested, inside = numpy.zeros((2, args.folds + 1, lines), "f4")
    if args.keep_words:
        nested[:] = numpy.fromfile(f"{args.rows}/nested.f32", "<f4").reshape(nested.shape)

    def words_without(out):
        use = ~numpy.isin(data.fold, out)
        if not args.keep_words:
            weights, bias = fit_words(data.words, data, use, RIDGE)
            fill(nested, out, lambda here: data.words[here] @ weights + bias)
            if len(out) == 1:
                write_words(f"{args.rows}/fold{out[0]}/text.words", data.hashes, weights, bias)
        weights_in, bias_in = fit_words(data.inside, data, use & data.is_long, RIDGE_INSIDE)
        long = lambda here: numpy.where(data.is_long[here], data.inside[here] @ weights_in + bias_in, 0)
        fill(inside, out, long)
        if len(out) == 1:
            write_words(f"{args.rows}/fold{out[0]}/text.inside", data.hashes_inside, weights_in, bias_in)
        print(f"words without folds {out}", flush=True)

    def fill(scores, out, of):
        for k, j in [out * 2] if len(out) == 1 else [out, out[::-1]]:
            here = data.fold == j
            scores[k, here] = of(here)
            if k == j:
                scores[-1, here] = scores[k, here]

    oof = numpy.zeros(lines, "<f4")

    def trees_without(k):
        use, here = data.fold != k, data.fold == k
        scores = nested[k], inside[k]
        model = fit_trees(data, args.lab, scores, use, f"fold{k}")
        rows = numpy.concatenate([data.rows[here], context(data, args.lab, scores, f"fold{k}")[here]], axis=1)
        oof[here] = model.predict(rows, raw_score=True)
        export(model, width, f"{args.rows}/fold{k}/text.trees")
        sets = sorted(set(data.set[here]))
        figures = ", ".join(f"{s} {loss(data, oof, here & (data.set == s)):.3f}" for s in sets)
        print(f"fold {k}: loss {figures}", flush=True)

    def all_trees():
        model = fit_trees(data, args.lab, (nested[-1], inside[-1]), numpy.ones(lines, bool), "all")
        export(model, width, f"{args.model}/text.trees")
        gain = model.feature_importance("gain")
        top = numpy.argsort(-gain)[:30]
        print("features by gain:", ", ".join(f"{i}:{gain[i] / gain.sum():.3f}" for i in top), flush=True)

    with ThreadPoolExecutor(args.jobs) as pool:
        pairs = [[k] for k in folds] + [[k, j] for k in folds for j in range(k)]
        list(pool.map(words_without, pairs))
        every = numpy.ones(lines, bool)
        if not args.keep_words:
            found = fit_words(data.words, data, every, RIDGE)
            write_words(f"{args.model}/text.words", data.hashes, *found)
            nested.tofile(f"{args.rows}/nested.f32")
        found = fit_words(data.inside, data, data.is_long, RIDGE_INSIDE)
        write_words(f"{args.model}/text.inside", data.hashes_inside, *found)
        jobs = [pool.submit(all_trees)] + [pool.submit(trees_without, k) for k in folds]
        for job in jobs:
            job.result()
    oof.tofile(f"{args.rows}/oof.f32")


if __name__ == "__main__":
    main()
