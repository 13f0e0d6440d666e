"""How much of the true text a tool kept, and how much else.

The measure of the public article-extraction benchmark: multisets of 4-grams of tokens (`\\w+`, case
kept); precision and recall a page, their means over pages, F1 of these two means. Exact is the share
of pages whose tokens are exactly right. Where snippets are known: precision and recall over all
snippets together (kept ones that must be there against kept ones that must not), and their F1.

usage: score.py TRUTH.jsonl PREDICTIONS.jsonl...     (prints a JSON object of figures each)
"""

import json
import re
import sys
from collections import Counter

TOKEN = re.compile(r"\w+")
GRAM = 4


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def grams(tokens):
    """The multiset of 4-grams; a shorter text is one gram."""
    if not tokens:
        return Counter()
    last = max(len(tokens) - GRAM, 0)
    return Counter(tuple(tokens[i : i + GRAM]) for i in range(last + 1))


def squash(text):
    return re.sub(r"\s+", " ", text)


def mean(values):
    return sum(values) / len(values) if values else 0.0


def harmonic(a, b):
    return 2 * a * b / (a + b) if a + b else 0.0


def score(truth, found):
    """Figures of one tool; `found` is text by id, a missing page is an empty one."""
    precisions, recalls, exact = [], [], []
    kept = must = leaked = 0
    for page in truth:
        text = found.get(page["id"]) or ""
        if page["text"]:
            true_tokens, tokens = TOKEN.findall(page["text"]), TOKEN.findall(text)
            exact.append(float(true_tokens == tokens))
            true_grams, all_grams = grams(true_tokens), grams(tokens)
            both = sum((true_grams & all_grams).values())
            if all_grams:
                precisions.append(both / sum(all_grams.values()))
            if true_grams:
                recalls.append(both / sum(true_grams.values()))
        flat = squash(text)
        kept += sum(squash(snippet) in flat for snippet in page["with"] or ())
        must += len(page["with"] or ())
        leaked += sum(squash(snippet) in flat for snippet in page["without"] or ())
    figures = {"empty": sum(not (found.get(page["id"]) or "").strip() for page in truth)}
    if exact:
        p, r = mean(precisions), mean(recalls)
        figures.update(f1=harmonic(p, r), precision=p, recall=r, exact=mean(exact))
    if must:
        p, r = kept / max(kept + leaked, 1), kept / must
        figures.update(snippet_f1=harmonic(p, r), snippet_precision=p, snippet_recall=r)
    return figures


if __name__ == "__main__":
    pages = read(sys.argv[1])
    for path in sys.argv[2:]:
        print(json.dumps(score(pages, {row["id"]: row["text"] for row in read(path)})))
