#!/usr/bin/env python3
"""Trains the models of spun text from rows written by `copydesk-lab spin rows`.

usage: train_spin.py suspects ROWS_DIR FILE_OUT
       train_spin.py words ROWS_DIR MODEL_OUT [--asked | --gate]
       train_spin.py documents ROWS_DIR MODEL_OUT [--asked] [--seeds N] [--quiet]
                              [--without SECTION,...] [--leave FAMILY]
       train_spin.py gate ROWS_DIR FOLDER_OUT [--first N]

`suspects` tells words that spinners write out of proportion, in their places, by tables alone; `words` tells
words that were put in from words that were written (with `--gate`, by the few numbers that the gate has); `documents` tells spun documents
from genuine ones, sets a threshold per length and prints false alarms and recall; with `--asked` both see
what gaps ask for as well (`documents` first without it, which says whose gaps are asked); `gate`, run after
both, which genuine articles need not be read at all, by the first N rows.
Deterministic; needs requirements.txt.
"""
import argparse
import collections

import lightgbm
import numpy

from train_blocks import export, flatten, write_trees

WORD_WIDTH = 43
# Numbers that a gap adds to a word, and to a document.
GAP_WIDTH, GAPS_WIDTH = 12, 12
# Log-odds of a document from which gaps are asked: of src/spin/words_model.rs.
ASKED_FROM = 1.7
# Share of swapped words that the model of words is trained on: BASE_ODDS of src/spin/features.rs.
WORD_SHARE = 0.1
WORD_PARAMS = dict(objective="binary", learning_rate=0.16, num_leaves=16, max_depth=5, min_data_in_leaf=150,
                   feature_fraction=0.6, bagging_fraction=0.7, bagging_freq=1, lambda_l2=10.0,
                   max_bin=63, verbose=-1, deterministic=True, force_row_wise=True, seed=7, num_threads=1)
WORD_TREES = 64
# Numbers of a word that the gate looks at, of a suspect, and the two of these that its neighbors tell.
GATE_WORD_WIDTH = 24
GATE_WORD_PARAMS = dict(WORD_PARAMS, max_depth=8)
SUSPECT_WIDTH, SIDES = 13, 2
SUSPECT_TREES = 100
# Steps in a natural logarithm, most of them that a neighbor adds, and log-odds that a suspect must be able to reach.
STEPS, MOST, LEAST = 12, 15, -1.5
# Few words are asked for, so more can be asked of each.
ASKED_PARAMS = dict(WORD_PARAMS, num_leaves=32, max_depth=8)
ASKED_TREES = 150
SECTIONS = [("whole", 12), ("association", 8), ("margin", 12), ("odd-words", 26), ("function-words", 6),
            ("register", 13), ("reporting", 3), ("names", 3), ("phrases", 8),
            ("topic", 6)]
# Numbers of the first two steps of the gate.
GATE = [17, 22]
DOC_PARAMS = dict(objective="binary", learning_rate=0.03, num_leaves=14, min_data_in_leaf=40,
                  feature_fraction=0.25, bagging_fraction=0.8, bagging_freq=1, lambda_l2=10.0,
                  max_bin=127, verbose=-1, deterministic=True, force_row_wise=True, num_threads=1)
DOC_TREES = 800
# What spun documents of training weigh, all together, of what genuine ones do: log-odds stay the same whatever their number.
SPUN_WEIGHT = 1.1
# Kinds that stand for many others count less, spun or not; of old books there are several.
KIND_WEIGHTS = dict.fromkeys(["pypi", "kjv"], 0.5) | dict.fromkeys(
    ["shakespeare", "sonnets", "world_english_bible", "book_of_mormon", "henry", "spurgeon", "moby_dick",
     "jargon_file", "wikipedia"], 0.25)
FORMS = {"digits", "look_alike", "spintax", "inside_word", "names", "mosaic"}
GATE_PARAMS = dict(DOC_PARAMS, num_leaves=8, learning_rate=0.05, min_data_in_leaf=50, feature_fraction=0.4, seed=7)
# The step that all articles go through: fewer trees tell as much there.
QUICK_PARAMS = dict(GATE_PARAMS, learning_rate=0.08)
# Share of genuine documents that the first two steps of the gate let through, and of words that are read in full.
GATE_PASSED = [0.209, 0.0526, 0.0165]
# Words of a text that is read in full without a third step, and kinds that the shares are not counted over.
SHORT = 281
OTHERS = {"reuters", "readme", "pypi", "kjv"}
GATE_TREES = [90, 300, 900]
# Limits of the configuration, by length.
LIMITS = [3.6, 3.3, 2.6, 1.8]
BUCKETS = [0, 110, 212, 424, 1 << 30]
FAMILIES = ["wn_all_lemma", "wn_all_infl", "wn_content", "moby", "phrase", "tortured", "curated", "wn_any"]
MILD = ["frequent", "usual", "careful"]
RATES = [5, 10, 20, 35]


def read_rows(folder, width):
    rows = numpy.fromfile(f"{folder}/rows.f32", "<f4").reshape(-1, width)
    names = [line.rstrip("\n").split("\t") for line in open(f"{folder}/names.tsv")]
    assert len(rows) == len(names)
    return rows, names


def read_documents(folder):
    """Rows of documents: their numbers, those of the gate, of a glance, and of gaps that were asked."""
    width = sum(w for _, w in SECTIONS)
    return width, *read_rows(folder, width + sum(GATE) + width + width + GAPS_WIDTH)


def labels_of(names):
    """Which words were put in, and what each weighs."""
    labels = numpy.array([n[0] == "1" for n in names])
    is_spun_text = numpy.array([n[1] != "" for n in names])
    # Words left alone in spun text have odd neighbors; those of genuine text count for more.
    weights = numpy.where(labels, 1.0, numpy.where(is_spun_text, 0.5, 1.0))
    weights[labels] *= WORD_SHARE / (1 - WORD_SHARE) * weights[~labels].sum() / weights[labels].sum()
    return labels, weights


def suspects(args):
    """A model over tables, told word by word: what it says of the word and what each neighbor adds."""
    rows, names = read_rows(args.rows, SUSPECT_WIDTH)
    labels, weights = labels_of(names)
    model = lightgbm.train(GATE_WORD_PARAMS, lightgbm.Dataset(rows, labels, weight=weights), SUSPECT_TREES)
    of = numpy.fromfile(f"{args.rows}/words.f32", "<f4").reshape(-1, SUSPECT_WIDTH)
    count, *numbers = (int(line) for line in open(f"{args.rows}/words.tsv"))
    said = {}
    for sides in [(-1, -1), (-1, 1), (1, -1), (1, 1)]:
        of[:, :SIDES] = sides
        said[sides] = model.predict(of, raw_score=True)
    # As if both neighbors told their part whatever the other says.
    odds = sum(said.values()) / 4
    adds = [sum(said[sides] * sides[at] for sides in said) / 4 for at in range(SIDES)]
    odds = numpy.round(odds * STEPS).clip(-127, 127).astype(int)
    before, after = (numpy.round(side * STEPS).clip(0, MOST).astype(int) for side in adds)
    is_suspect = odds + before + after > LEAST * STEPS
    table = numpy.zeros((count, 2), "u1")
    table[:, 0] = 128
    numbers = numpy.array(numbers)[is_suspect]
    table[numbers, 0] = odds.astype("i1").view("u1")[is_suspect]
    table[numbers, 1] = (before | after << 4)[is_suspect]
    with open(args.model, "wb") as file:
        file.write(b"cdsuspc1" + count.to_bytes(4, "little") + table.tobytes())
    print(f"{is_suspect.sum()} suspects of {len(of)} words that may be")


def words(args):
    """Of all words by their own numbers, or of those whose gaps were asked by these as well."""
    full = GATE_WORD_WIDTH if args.gate else WORD_WIDTH + GAP_WIDTH
    rows, names = read_rows(args.rows, full)
    width = full if args.asked or args.gate else WORD_WIDTH
    use = ~numpy.isnan(rows[:, -1]) if args.asked else numpy.ones(len(rows), bool)
    labels, weights = labels_of(names)
    rows, labels, weights = rows[use, :width], labels[use], weights[use]
    data = lightgbm.Dataset(rows, labels, weight=weights)
    settings = (ASKED_PARAMS, ASKED_TREES) if args.asked else (WORD_PARAMS, WORD_TREES)
    if args.gate:
        settings = (GATE_WORD_PARAMS, WORD_TREES)
    model = lightgbm.train(settings[0], data, settings[1])
    export(model, width, args.model)
    odds = model.predict(rows, raw_score=True)
    order = numpy.argsort(-odds)
    area = numpy.cumsum(weights[order] * labels[order])
    negatives = weights[order] * ~labels[order]
    print("area under the curve (trained on)", (negatives * area).sum() / area[-1] / negatives.sum())
    gain = model.feature_importance("gain")
    print("gain:", ", ".join(f"{i}:{gain[i] / gain.sum():.3f}" for i in numpy.argsort(-gain)[:20]))


def columns(without):
    keep, at = [], 0
    for name, width in SECTIONS:
        if name not in without:
            keep += range(at, at + width)
        at += width
    return keep


def bucket(words):
    return next(b for b in range(4) if words < BUCKETS[b + 1])


def train_documents(rows, labels, weights, keep, seeds=3):
    models = []
    for seed in range(seeds):
        data = lightgbm.Dataset(rows[:, keep], labels, weight=weights)
        models.append(lightgbm.train(dict(DOC_PARAMS, seed=seed + 1), data, DOC_TREES))
    return models


def threshold(scores, share):
    """The score that at most `share` of genuine documents exceed."""
    if not len(scores):
        return 0.0
    ordered = numpy.sort(scores)[::-1]
    over = int(share * len(ordered))
    return (ordered[over] + ordered[max(over - 1, 0)]) / 2 if over else ordered[0] + 0.3


def report(scores, names, share, verbose=True):
    """Cross-fitted false alarms and recall at thresholds per bucket set on genuine documents."""
    kind = [n[0] for n in names]
    test = numpy.array([n[1] == "test" for n in names])
    spun = numpy.array([n[2] != "" for n in names])
    length = numpy.array([int(n[4]) for n in names])
    buckets = numpy.array([bucket(w) for w in length])
    # Folds by runs of documents, so that neighbors stay together.
    fold = numpy.array([(i // 50) % 2 for i in range(len(names))])
    genuine = test & ~spun
    alarms = numpy.zeros(len(names), bool)
    limits = []
    for b in range(4):
        here = genuine & (buckets == b)
        for f in range(2):
            limit = threshold(scores[here & (fold != f)], share)
            alarms |= here & (fold == f) & (scores > limit)
        limits.append(threshold(scores[here], share))
    hit = scores > numpy.array(limits)[buckets]
    out = {}
    print("limits", [round(float(x), 2) for x in limits], "cross-fit false alarms", alarms.sum(), "of", genuine.sum(),
          f"{100 * alarms.sum() / genuine.sum():.3f} %; >= 110 words",
          (alarms & (buckets > 0)).sum(), "of", (genuine & (buckets > 0)).sum())
    if verbose:
        per = collections.Counter(k for k, a in zip(kind, alarms) if a)
        total = collections.Counter(k for k, g in zip(kind, genuine) if g)
        print("  by kind:", ", ".join(f"{k} {per[k]}/{total[k]}" for k in sorted(total)))
    cells = collections.defaultdict(lambda: [0, 0])
    for i, n in enumerate(names):
        if spun[i] and length[i] >= 150 and test[i]:
            cell = cells[n[2], int(n[3])]
            cell[0] += 1
            cell[1] += hit[i]
    means = []
    for rate in RATES:
        means.append(numpy.mean([cells[f, rate][1] / cells[f, rate][0] for f in FAMILIES if cells[f, rate][0] >= 10]))
    print("  recall >= 150 words, mean:", " ".join(f"{100 * m:.0f}" for m in means))
    if verbose:
        for f in FAMILIES + MILD:
            print("   ", f, " ".join(f"{100 * cells[f, r][1] / max(1, cells[f, r][0]):.0f}({cells[f, r][0]})" for r in RATES))
        for f in ("names", "mosaic", "inside_word"):
            if cells[f, 0][0]:
                print("   ", f, f"{100 * cells[f, 0][1] / cells[f, 0][0]:.0f}")
    return limits, means


def calibration(scores, names):
    """Ten bins of the score at LIMITS, spun documents weighted to one in fifty."""
    test = numpy.array([n[1] == "test" and n[2] not in FORMS for n in names])
    spun = numpy.array([n[2] != "" for n in names])
    limits = numpy.array(LIMITS)[[bucket(int(n[4])) for n in names]]
    chance = 1 / (1 + numpy.exp(limits - scores))
    weight = (test & ~spun).sum() / 49 / (test & spun).sum()
    for low in range(10):
        here = test & (chance >= low / 10) & ((chance < (low + 1) / 10) | (low == 9))
        g, s = (here & ~spun).sum(), (here & spun).sum()
        mean = numpy.average(chance[here], weights=numpy.where(spun[here], weight, 1)) if here.any() else 0
        print(f"| {low / 10:.1f}-{low / 10 + 0.1:.1f} | {g:,} | {s:,} | {mean:.2f} | {s * weight / max(1e-9, s * weight + g):.2f} |")


def export_mean(models, width, path):
    """The mean of several models as one sum of trees."""
    trees = []
    for model in models:
        for nodes, leaves in (flatten(t["tree_structure"]) for t in model.dump_model()["tree_info"]):
            trees.append((nodes, [leaf / len(models) for leaf in leaves]))
    write_trees(trees, width, path)


def gate(args):
    """Three models, each dearer to ask than the one before."""
    width, rows, names = read_documents(args.rows)
    rows, names = rows[:args.first], names[:args.first]
    scores = numpy.fromfile(f"{args.rows}/asked.f32", "<f4")[:args.first]
    spun = numpy.array([n[2] != "" for n in names])
    form = numpy.array([n[2] in FORMS for n in names])
    rate = numpy.array([int(n[3]) for n in names])
    part = numpy.array([n[1] for n in names])
    length = numpy.array([int(n[4]) for n in names])
    limits = numpy.array(LIMITS)[[bucket(w) for w in length]]
    caught = spun & ~form & (scores > limits)
    # Genuine text that words were counted in is good enough for the gate.
    use = ((part == "documents") | (part == "stats")) & (caught | ~spun)
    test = part == "test"
    quick = rows[:, width:width + sum(GATE)]
    glance = numpy.hstack([rows[:, width + sum(GATE):][:, :width], quick])
    # To lose what is spun lightly costs least.
    weights = numpy.where(spun, numpy.where(rate >= 20, 3.0, numpy.where(rate >= 10, 2.0, 1.0)), 1.0)
    steps = [("table", quick, GATE[0]), ("sparse", quick, sum(GATE)), ("glance", glance, glance.shape[1])]
    passing = numpy.ones(len(names), bool)
    genuine = test & ~spun & numpy.array([n[0] not in OTHERS for n in names])
    words = length / length[genuine].sum()
    for (name, numbers, seen), passed, trees in zip(steps, GATE_PASSED, GATE_TREES):
        masked = numpy.zeros_like(numbers)
        masked[:, :seen] = numbers[:, :seen]
        params = QUICK_PARAMS if trees < 200 else GATE_PARAMS
        model = lightgbm.train(params, lightgbm.Dataset(masked[use], caught[use], weight=weights[use]), trees)
        odds = model.predict(masked, raw_score=True)
        cost, free = numpy.full(len(names), 1 / genuine.sum()), numpy.zeros(len(names), bool)
        if name == "glance":
            cost, free = words, passing & (length < SHORT)
        here = numpy.flatnonzero(genuine & passing & ~free)
        here = here[numpy.argsort(-odds[here])]
        over = numpy.cumsum(cost[here]) > passed - cost[genuine & free].sum()
        limit = odds[here[numpy.argmax(over)]]
        before, passing = passing, passing & ((odds > limit) | free)
        # The limit is the last tree, of one leaf: the step asks for 0.
        trees = [flatten(t["tree_structure"]) for t in model.dump_model()["tree_info"]]
        write_trees(trees + [([], [-limit])], numbers.shape[1], f"{args.model}/en-gate-{name}.trees")
        print(f"{name}: limit {limit:.2f}, keeps {passing[test & caught & before].mean():.4f} of what was caught, genuine passing "
              f"{passing[genuine].mean():.4f}, of their words {words[genuine & passing].sum():.4f}")
    passing.astype("u1").tofile(f"{args.rows}/passing.u8")
    for r in RATES:
        cells = [test & caught & (numpy.array([n[2] == f and n[3] == str(r) for n in names])) for f in FAMILIES]
        print(f"kept at {r} %: {numpy.mean([passing[c].mean() for c in cells if c.any()]):.3f}")


def documents(args):
    width, rows, names = read_documents(args.rows)
    if args.asked:
        rows = rows[:, -(width + GAPS_WIDTH):]
        width += GAPS_WIDTH
    train = numpy.array([n[1] == "documents" and n[2] != args.leave for n in names])
    spun = numpy.array([n[2] != "" for n in names])
    rate = numpy.array([int(n[3]) for n in names])
    length = numpy.array([int(n[4]) for n in names])
    keep = columns(args.without.split(",")) + [*range(width - GAPS_WIDTH, width)] * args.asked
    weights = numpy.where(spun, 1.0, 1.5)
    weights *= [KIND_WEIGHTS.get(n[0], 1) for n in names]
    # A third of a percent of swapped words cannot be seen in a short text: no use to force it.
    weights[spun & (rate * length < 500)] = 0.4
    weights[spun] *= SPUN_WEIGHT * weights[train & ~spun].sum() / weights[train & spun].sum()
    models = train_documents(rows[train], spun[train], weights[train], keep, args.seeds)
    scores = numpy.mean([m.predict(rows[:, keep], raw_score=True) for m in models], axis=0)
    if args.asked:
        first = numpy.fromfile(f"{args.rows}/scores.f32", "<f4")
        scores = numpy.where(first > ASKED_FROM, scores, first)
    print(f"trained on {train.sum()} documents, {spun[train].sum()} spun; without {args.without or '-'}, left out {args.leave or '-'}")
    for share in (0.001, 0.0014, 0.002):
        report(scores, names, share, share == 0.001 and not args.quiet)
    if args.model != "-":
        scores.astype("<f4").tofile(f"{args.rows}/{'asked' if args.asked else 'scores'}.f32")
        if args.asked:
            calibration(scores, names)
        export_mean(models, width, args.model)
        if not args.asked:
            usual = numpy.median(rows[train & ~spun][:, :width], axis=0).astype("<f4")
            usual.tofile(args.model.replace(".trees", ".usual"))
        gain = models[0].feature_importance("gain")
        print("gain:", ", ".join(f"{i}:{gain[i] / gain.sum():.3f}" for i in numpy.argsort(-gain)[:25]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["suspects", "words", "documents", "gate"])
    parser.add_argument("rows")
    parser.add_argument("model")
    parser.add_argument("--without", default="")
    parser.add_argument("--leave", default="-")
    parser.add_argument("--first", type=int)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--asked", action="store_true")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    args = parser.parse_args()
    {"suspects": suspects, "words": words, "documents": documents, "gate": gate}[args.what](args)


if __name__ == "__main__":
    main()
