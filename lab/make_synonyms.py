"""Turns WordNet round: for every word that a spinner may have written, what may have stood there.

usage: make_synonyms.py WORDNET MODEL.ngram STATS|- THESAURUS|- OUT [PAIRS]

WORDNET is the folder of Debian's `wordnet-base` (data.*, *.exc); MODEL.ngram names the words that can
be told apart; STATS is what `copydesk-lab spin stats` says of each word in genuine text, THESAURUS what
`copydesk-lab spin thesaurus` says of words and phrases, or `-`.
Frequencies come from the PyPI package wordfreq (lab/requirements.txt). src/lexicon/synonyms/mod.rs
describes the file. PAIRS is the table the right way round, for the generators of spun text:
original, spun form, relation, whether the ending was carried over.
"""
import collections
import math
import struct
import sys

from wordfreq import zipf_frequency

from packed import pack

MAX_CANDIDATES = 12
# An original rarer than this is not what a spinner starts from.
MIN_ZIPF = 2.9
# ln: how much rarer an original may be than what is written for it.
MAX_RARER = 1.0
# ln: phrases that a spinner would not write this much oftener than others do are left out.
MIN_PHRASE = 0.5
NO_WORD = 0xffffff
PENALTIES = {"=": 0, "&": 1, "@": 3, "^": 3, "+": 3}  # in halves

FUNCTION = set("""a about above across after against all along also although am among an and another any anybody
anyone anything are around as at away back be because become been before behind being below beneath
beside besides between beyond both but by can cannot come could did do does doing done down during each
either else enough etc even ever every everybody everyone everything few first for from further get
give go got had has have having he her here hers herself him himself his how however i if in indeed into
is it its itself just last latter least less let like ll made make many may me might mine more moreover
most mostly much must my myself near neither never next no nobody none nor not nothing now of off often
on once one only onto or other others our ours ourselves out over own per perhaps quite rather re really
same see seem seemed seems several shall she should since so some somebody someone something soon still
such take than that the their theirs them themselves then there therefore these they thing third this
those though through throughout thus to together too toward towards two under until up upon us use used
using various very via was we well were what whatever when where whether which while who whole whom
whose why will with within without would yes yet you your yours yourself""".split())
WORD_FLAGS = {"function": 1, "artifact": 2, "common": 4, "name": 8, "known": 16}


def read_model(path):
    """The words of an n-gram model and their share of capitals."""
    data = open(path, "rb").read()
    about, words, letters, *_ = struct.unpack_from("<7I", data, 24)
    at = 24 + 28 + 768 + about
    lengths = data[at:at + words]
    at += words
    text = data[at:at + letters].decode()
    at += letters
    raw = text.encode()
    out, start = [], 0
    for length in lengths:
        out.append(raw[start:start + length].decode())
        start += length
    at += 4 * (words + 3)
    capitals = data[at + 3:at + 3 + words]
    return dict(zip(out, capitals))


def read_wordnet(folder):
    """lemma -> pos -> synsets; synset -> words; synset -> relations."""
    words, relations = {}, {}
    lemmas = collections.defaultdict(lambda: collections.defaultdict(list))
    for name, pos in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for line in open(f"{folder}/data.{name}", encoding="latin-1"):
            if line.startswith(" "):
                continue
            part = line.split("|")[0].split()
            key = (pos, int(part[0]))
            count = int(part[3], 16)
            members = [part[4 + 2 * i].split("(")[0].replace("_", " ").lower() for i in range(count)]
            words[key] = members
            at = 4 + 2 * count
            links = []
            for i in range(int(part[at])):
                symbol, offset, kind, where = part[at + 1 + 4 * i:at + 5 + 4 * i]
                links.append((symbol, ("a" if kind == "s" else kind, int(offset)), where))
            relations[key] = links
            for lemma in members:
                lemmas[lemma][pos].append(key)
    return lemmas, words, relations


def read_exceptions(folder):
    to_lemma = collections.defaultdict(set)
    for name, pos in (("noun", "n"), ("verb", "v"), ("adj", "a")):
        for line in open(f"{folder}/{name}.exc", encoding="latin-1"):
            form, *bases = line.split()
            for base in bases:
                to_lemma[form.replace("_", " ")].add((base.replace("_", " "), pos))
    return to_lemma


class Forms:
    """Inflection by rule, with WordNet's lists of exceptions."""

    def __init__(self, lemmas, exceptions):
        self.lemmas = lemmas
        self.exceptions = exceptions
        self.irregular = collections.defaultdict(set)
        for form, bases in exceptions.items():
            for base, pos in bases:
                kind = self.kind_of_irregular(form, pos)
                if kind:
                    self.irregular[base, kind].add(form)

    @staticmethod
    def kind_of_irregular(form, pos):
        if pos == "n":
            return "s"
        if pos == "a":
            return "er" if form.endswith("er") else "est" if form.endswith("est") else None
        if form.endswith("ing"):
            return "ing"
        return "s" if form.endswith("s") else "ed"

    def analyses(self, form):
        """(lemma, pos, kind) of a surface form."""
        out = {(form, pos, "") for pos in self.lemmas.get(form, ())}
        for base, pos in self.exceptions.get(form, ()):
            kind = self.kind_of_irregular(form, pos)
            if kind:
                out.add((base, pos, kind))

        def try_(base, pos, kind):
            if len(base) > 1 and pos in self.lemmas.get(base, ()):
                if form in self.inflect(base, kind):
                    out.add((base, pos, kind))
        if form.endswith("s"):
            for base in (form[:-1], form[:-2], form[:-3] + "y"):
                try_(base, "n", "s")
                try_(base, "v", "s")
        if form.endswith("ed"):
            for base in (form[:-1], form[:-2], form[:-3], form[:-3] + "y"):
                try_(base, "v", "ed")
        if form.endswith("ing"):
            for base in (form[:-3], form[:-3] + "e", form[:-4]):
                try_(base, "v", "ing")
        if form.endswith("er"):
            for base in (form[:-1], form[:-2], form[:-3], form[:-3] + "y"):
                try_(base, "a", "er")
        if form.endswith("est"):
            for base in (form[:-2], form[:-3], form[:-4], form[:-4] + "y"):
                try_(base, "a", "est")
        return out

    def inflect(self, lemma, kind):
        if not kind:
            return [lemma]
        known = self.irregular.get((lemma, kind))
        if known:
            return sorted(known)
        vowel = "aeiou"
        ends_y = len(lemma) > 2 and lemma.endswith("y") and lemma[-2] not in vowel
        doubles = (len(lemma) > 2 and lemma[-1] not in vowel + "wxy" and lemma[-2] in vowel
                   and lemma[-3] not in vowel)
        if kind == "s":
            if ends_y:
                return [lemma[:-1] + "ies"]
            if lemma.endswith(("s", "x", "z", "ch", "sh")):
                return [lemma + "es"]
            return [lemma + "s"] + ([lemma + "es"] if lemma.endswith("o") else [])
        ending = kind
        if kind == "ing":
            if lemma.endswith("ie"):
                return [lemma[:-2] + "ying"]
            if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
                return [lemma[:-1] + "ing"]
        elif ends_y:
            return [lemma[:-1] + "i" + ending]
        elif lemma.endswith("e"):
            return [lemma + ending[1:]]
        out = [lemma + ending]
        if doubles:
            out.append(lemma + lemma[-1] + ending)
        return out


def neighbors(lemma, pos, lemmas, words, relations):
    """Words one step away, with the relation; the nearest relation of each."""
    out = {}

    def see(word, symbol):
        if word != lemma and " " not in word and word.replace("-", "").isalpha():
            if PENALTIES[symbol] < PENALTIES.get(out.get(word), 9):
                out[word] = symbol
    for synset in lemmas[lemma][pos]:
        for word in words[synset]:
            see(word, "=")
        index = words[synset].index(lemma) + 1
        for symbol, target, where in relations[synset]:
            symbol = symbol[0]
            if symbol not in "&@^+":
                continue
            source = int(where[:2], 16)
            if source not in (0, index):
                continue
            members = words[target]
            goal = int(where[2:], 16)
            for word in members if goal == 0 else members[goal - 1:goal]:
                see(word, symbol)
    return out


def main():
    folder, model_path, stats_path, thesaurus_path, out_path, *pairs_path = sys.argv[1:]
    pairs = open(pairs_path[0], "w") if pairs_path else None
    model = read_model(model_path)
    lemmas, words, relations = read_wordnet(folder)
    forms = Forms(lemmas, read_exceptions(folder))
    zipf = {}

    def frequency(word):
        if word not in zipf:
            zipf[word] = zipf_frequency(word, "en")
        return zipf[word]

    def log(word):
        return frequency(word) * math.log(10)

    originals = [w for w in model if w.isalpha() and w.isascii() and (len(w) > 1 or w in "ai") and frequency(w) >= MIN_ZIPF]
    inverse = collections.defaultdict(dict)  # spun -> original -> penalty in halves
    rate = collections.Counter()  # spun -> sum of p(original) / choices
    for original in originals:
        reached = {}
        for lemma, pos, kind in forms.analyses(original):
            for target, symbol in neighbors(lemma, pos, lemmas, words, relations).items():
                penalty = PENALTIES[symbol]
                # Derivations and words of another class do not take the ending.
                for form in forms.inflect(target, kind):
                    reached[form] = min(penalty, reached.get(form, 9))
                    if pairs:
                        print(original, form, symbol, "infl", sep="\t", file=pairs)
                if pairs and kind:
                    print(original, target, symbol, "bare", sep="\t", file=pairs)
                if kind:
                    reached[target] = min(penalty + 2, reached.get(target, 9))
        reached.pop(original, None)
        close = [t for t, p in reached.items() if p <= 1]
        for target, penalty in reached.items():
            if "-" in target or not target.isascii() or (target in FUNCTION):
                continue
            if original in FUNCTION or log(original) > log(target) - MAX_RARER:
                inverse[target][original] = penalty
            if penalty <= 1:
                rate[target] += 10 ** frequency(original) / len(close)
    for word in ("s", "t"):
        inverse.pop(word, None)

    stats = {}
    if stats_path != "-":
        for line in open(stats_path):
            word, *numbers = line.rstrip("\n").split("\t")
            stats[word] = [float(n) for n in numbers]

    written, phrases = {}, {}  # ln: how much oftener a spinner with a thesaurus would write it
    if thesaurus_path != "-":
        for line in open(thesaurus_path):
            text, often, own = line.rstrip("\n").split("\t")
            if " " in text:
                phrases[text] = (float(often) - float(own)) * math.log(10)
            elif text not in FUNCTION:
                written[text] = (float(often) - max(frequency(text), 1.0)) * math.log(10)

    kept = {}
    for spun, found in inverse.items():
        order = sorted(found, key=lambda o: (found[o] / 2 - 0.15 * log(o), o))
        keep = order[:MAX_CANDIDATES]
        keep += [o for o in order[MAX_CANDIDATES:] if o in FUNCTION and found[o] <= 3]
        kept[spun] = [(o, min(found[o], 7)) for o in keep]
    table = sorted(set(kept) | {o for c in kept.values() for o, _ in c}
                   | {w for w in model if w.isalpha() and w.isascii()} | set(written))
    number = {word: at for at, word in enumerate(table)}

    def byte(value):
        return max(-128, min(127, round(value)))
    body = pack(table)
    infos = bytearray()
    candidates = bytearray()
    counts = collections.Counter()
    for word in table:
        own = frequency(word)
        found = kept.get(word, [])
        flags = 0
        capital = model.get(word, 255)
        if word in FUNCTION:
            flags |= WORD_FLAGS["function"]
        is_artifact = any(o in FUNCTION and p <= 1 for o, p in found) and own < 4.6
        if is_artifact:
            flags |= WORD_FLAGS["artifact"]
            counts["artifact"] += 1
        if capital != 255 and capital < 0.1 * 254:
            flags |= WORD_FLAGS["common"]
        if capital != 255 and capital > 0.9 * 254:
            flags |= WORD_FLAGS["name"]
        if word in model:
            flags |= WORD_FLAGS["known"]
        close = [frequency(o) for o, p in found if p <= 1]
        drop = max([0.0] + [f - own for f in close])
        prior = math.log(rate[word] / 10 ** max(own, 1.0)) if rate[word] else -10.0
        numbers = stats.get(word, stats.get("", [0.0] * 4))
        infos += struct.pack("<BBBbbbbbbB", round(own * 25), flags, min(255, round(drop * 40)), byte(prior * 12),
                             byte(written.get(word, -10.0) * 12),
                             *(byte(n * s) for n, s in zip(numbers, (24, 24, 24, 100))), len(found))
        for original, penalty in found:
            candidates += (number[original] | penalty << 20).to_bytes(3, "little")
    lines = bytearray()
    for text, prior in sorted(phrases.items()):
        parts = text.split(" ")
        if prior >= MIN_PHRASE and all(part in number for part in parts):
            for part in (parts + [None])[:3]:
                lines += (NO_WORD if part is None else number[part]).to_bytes(3, "little")
            lines += struct.pack("<b", byte(prior * 12))
            counts["phrase"] += 1
    head = b"cdsyno02" + struct.pack("<IIII", len(table), len(body), len(candidates) // 3, counts["phrase"])
    open(out_path, "wb").write(head + body + infos + candidates + lines)
    print(len(table), "words", len(kept), "spun forms", len(candidates) // 3, "candidates", dict(counts))
    print(len(head) + len(body) + len(infos) + len(candidates) + len(lines), "bytes")


if __name__ == "__main__":
    main()
