#!/usr/bin/env python3
"""Trains the block model from rows written by `copydesk-lab pages dump`.

usage: train_blocks.py ROWS_DIR MODEL_OUT [--folds 5]

Writes ROWS_DIR/oof.f32 (out-of-fold log-odds, folds by site: never pages of one site on both
sides) and MODEL_OUT, trained on all rows, in the format of src/lexicon/trees.rs.
Deterministic; needs requirements.txt.
"""
import argparse, hashlib, json, struct
import lightgbm, numpy

PARAMS = dict(objective="binary", min_data_in_leaf=60,
              feature_fraction=0.4, bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0,
              max_bin=63, verbose=-1, deterministic=True, force_row_wise=True, seed=7,
              num_threads=1)


def fold_of(site, folds):
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % folds


# Furniture of whose kind a first look is sure (log-odds below the limit) is most of a page and
# teaches little: one in so many takes part, and counts as often.
SURE, ONE_IN = -4.0, 4
# Trees, their rate, and the share of rows (one in so many) of the first look.
LOOK_TREES, LOOK_RATE, LOOK_ROWS = 60, 0.15, 4


def thinned(rows, labels, weights):
    """Which rows take part, and what they weigh."""
    some = numpy.arange(len(rows)) % LOOK_ROWS == 0
    data = lightgbm.Dataset(rows[some], labels[some], weight=weights[some])
    look = lightgbm.train(PARAMS | dict(num_leaves=15, learning_rate=LOOK_RATE), data, LOOK_TREES)
    is_sure = (look.predict(rows, raw_score=True) < SURE) & (labels == 0)
    use = ~is_sure | (numpy.random.default_rng(PARAMS["seed"]).random(len(rows)) * ONE_IN < 1)
    return use, numpy.where(is_sure, weights * ONE_IN, weights)


def train(rows, labels, weights, args):
    use, weights = thinned(rows, labels, weights)
    data = lightgbm.Dataset(rows[use], labels[use], weight=weights[use])
    return lightgbm.train(PARAMS | dict(num_leaves=args.leaves, learning_rate=args.rate), data, args.trees)


def flatten(tree):
    """Inner nodes in pre-order and leaves, children as trees.rs numbers them."""
    nodes, leaves = [], []

    def walk(node):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return 0x8000 | (len(leaves) - 1)
        at = len(nodes)
        nodes.append(None)
        left, right = walk(node["left_child"]), walk(node["right_child"])
        assert node["decision_type"] == "<="
        # Rows are 32-bit: round the threshold down, so that the same rows go left.
        limit = numpy.float32(node["threshold"])
        if float(limit) > node["threshold"]:
            limit = numpy.nextafter(limit, numpy.float32(-numpy.inf))
        nodes[at] = (float(limit), node["split_feature"], left, right)
        return at

    walk(tree)
    return nodes, leaves


def write_trees(trees, width, path):
    """Trees as nodes and leaves, in the format of src/lexicon/trees.rs."""
    with open(path, "wb") as out:
        out.write(b"cdtrees1" + struct.pack("<II", width, len(trees)))
        for nodes, leaves in trees:
            out.write(struct.pack("<HH", len(nodes), len(leaves)))
            for node in nodes:
                out.write(struct.pack("<fHHH", *node))
            out.write(struct.pack(f"<{len(leaves)}f", *leaves))


def export(model, width, path):
    write_trees([flatten(t["tree_structure"]) for t in model.dump_model()["tree_info"]], width, path)


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("rows")
    args.add_argument("model")
    args.add_argument("--folds", type=int, default=5)
    args.add_argument("--trees", type=int, default=225)
    args.add_argument("--leaves", type=int, default=24)
    args.add_argument("--rate", type=float, default=0.08)
    args = args.parse_args()
    width = int(open(f"{args.rows}/width.txt").read())
    rows = numpy.fromfile(f"{args.rows}/rows.f32", "<f4").reshape(-1, width)
    labels = numpy.fromfile(f"{args.rows}/labels.u8", "u1")
    weights = numpy.fromfile(f"{args.rows}/weights.f32", "<f4")
    pages = [json.loads(line) for line in open(f"{args.rows}/pages.jsonl", encoding="utf8")]
    fold = numpy.repeat([fold_of(p["site"], args.folds) for p in pages], [p["blocks"] for p in pages])
    known = weights > 0  # blocks of pages with snippets have no weight where these say nothing
    weights = weights / weights[known].mean()
    scores = numpy.zeros(len(rows), "<f4")
    for k in range(args.folds):
        here = fold == k
        use = ~here & known
        model = train(rows[use], labels[use], weights[use], args)
        scores[here] = model.predict(rows[here], raw_score=True)
        wrong = ((scores[here] > 0) != labels[here]) * weights[here]
        print(f"fold {k}: {here.sum()} blocks, weighted error {wrong.sum() / weights[here].sum():.4f}", flush=True)
    scores.tofile(f"{args.rows}/oof.f32")
    model = train(rows[known], labels[known], weights[known], args)
    export(model, width, args.model)
    gain = model.feature_importance("gain")
    top = numpy.argsort(-gain)[:30]
    print("features by gain:", ", ".join(f"{i}:{gain[i] / gain.sum():.3f}" for i in top))


if __name__ == "__main__":
    main()
