"""One peer over one file, in a process of its own.

In: pages as JSON lines (`id`, and `html` or `text`), or a WARC. Out: JSON lines (`id` or `url`, and
`text`), and on standard output one JSON object: CPU seconds, bytes of pages, peak memory, failures.
For JSON lines only the peer's own calls are timed, for a WARC everything from opening it to the last
line written. Imports and start-up never are.

usage: extract.py PEER INPUT OUTPUT
"""

import html as html_entities
import json
import resource
import sys
from time import process_time

# jusText's stop lists by the language a page states; English where it states none.
STOP_LISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "nl": "Dutch",
    "nb": "Norwegian_Bokmal", "nn": "Norwegian_Nynorsk", "no": "Norwegian_Bokmal", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese",
}  # fmt: skip
# Elements that start and end a line, for turning readability's markup into text.
BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
# What C4 takes for the end of a sentence (Raffel et al. 2020).
ENDS = (".", "!", "?", '"', "\u201d")


def trafilatura(**options):
    from trafilatura import extract

    return lambda page: extract(page["html"], **options) or ""


def resiliparse(**options):
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: extract_plain_text(page["html"], main_content=True, **options)


def readability():
    import lxml.html
    from readability import Document

    def call(page):
        tree = lxml.html.fromstring(Document(page["html"]).summary(html_partial=True))
        for element in tree.iter():
            if element.tag in BLOCKS:
                element.text = "\n" + (element.text or "")
                element.tail = "\n" + (element.tail or "")
        return tree.text_content()

    return call


def justext():
    import justext as library

    lists = {}

    def call(page):
        name = STOP_LISTS.get(page["stated_language"], "English")
        if name not in lists:
            lists[name] = library.get_stoplist(name)
        paragraphs = library.justext(page["html"], lists[name])
        return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)

    return call


def justext_lines():
    call = justext()

    def lines(page):
        paragraphs = (f"<p>{html_entities.escape(line)}</p>" for line in page["text"].splitlines())
        markup = "<html><body>" + "\n".join(paragraphs) + "</body></html>"
        return call({"html": markup, "stated_language": page["stated_language"]})

    return lines


def c4_lines():
    def call(page):
        lines = (line.strip() for line in page["text"].splitlines())
        return "\n".join(line for line in lines if line.endswith(ENDS) and len(line.split()) >= 5)

    return call


PEERS = {
    "trafilatura": lambda: trafilatura(),
    "trafilatura-no-comments": lambda: trafilatura(include_comments=False),
    "resiliparse": lambda: resiliparse(),
    "resiliparse-no-comments": lambda: resiliparse(comments=False),
    "readability-lxml": readability,
    "justext": justext,
    "justext-lines": justext_lines,
    "c4-lines": c4_lines,
    "nothing": lambda: lambda page: page["text"],
}


def over_lines(call, source, out):
    seconds, size, failures = 0.0, 0, 0
    for line in source:
        page = json.loads(line)
        size += len((page.get("html") or page.get("text") or "").encode("utf-8"))
        start = process_time()
        try:
            text = call(page)
        except Exception:  # a peer that fails on a page has kept nothing of it
            text, failures = "", failures + 1
        seconds += process_time() - start
        print(json.dumps({"id": page["id"], "text": text}), file=out)
    return seconds, size, failures


def over_warc(call, source, out):
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    seconds, size, failures = process_time(), 0, 0
    for record in ArchiveIterator(source, record_types=WarcRecordType.response, parse_http=True):
        body = record.reader.read()
        size += len(body)
        encoding = record.http_charset or detect_encoding(body)
        try:
            text = call({"html": bytes_to_str(body, encoding)})
        except Exception:
            text, failures = "", failures + 1
        row = {"url": record.headers.get("WARC-Target-URI"), "text": text}
        print(json.dumps(row), file=out)
    out.flush()
    return process_time() - seconds, size, failures


def peak_megabytes():
    """The most memory this process has had; not that of the one that started it."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1e3 for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


if __name__ == "__main__":
    peer, source, target = sys.argv[1:]
    call = PEERS[peer]()
    with open(target, "w", encoding="utf-8") as out:
        if source.endswith(".warc.gz"):
            with open(source, "rb") as file:
                figures = over_warc(call, file, out)
        else:
            with open(source, encoding="utf-8") as file:
                figures = over_lines(call, file, out)
    seconds, size, failures = figures
    print(json.dumps({"cpu": seconds, "bytes": size, "failures": failures, "peak": peak_megabytes()}))
