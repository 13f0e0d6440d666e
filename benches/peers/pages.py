"""Labelled pages, taken apart into what each tool reads.

In: a file of labelled pages (.jsonl or .jsonl.zst), one a line: `id`, `url`, `html`, and what is known
of it: `text` (the true main text), `with` and `without` (snippets that must and must not be kept);
`page_text` and `main_text` are texts of the page without markup. Out, in a folder: `truth.jsonl`,
`html.jsonl`, `page_text.jsonl`, `main_text.jsonl` and `pages.warc.gz`. Every tool gets the same bytes.

usage: pages.py PAGES.jsonl[.zst] FOLDER LIMIT       (LIMIT 0: all pages)
"""

import gzip
import io
import json
import re
import sys
from pathlib import Path

TEXT_MODES = ("page_text", "main_text")
# The language a page states; jusText must be told one.
LANGUAGE = re.compile(r"<html[^>]*\blang\s*=\s*[\"']?([a-z]{2})", re.IGNORECASE)


def lines(path):
    """The lines of a file; Zstandard with the longest window that the format has."""
    if path.suffix != ".zst":
        with open(path, encoding="utf-8") as file:
            yield from file
        return
    import zstandard

    with open(path, "rb") as file:
        stream = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(file)
        yield from io.TextIOWrapper(stream, encoding="utf-8", newline="\n")


def clean(text):
    """Text that is UTF-8: half surrogate pairs, which JSON can hold, become question marks."""
    return (text or "").encode("utf-8", "replace").decode("utf-8")


def warc_record(number, url, html):
    """One `response` record as a gzip member, as crawlers write them."""
    body = html.encode("utf-8")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
    content = http % len(body) + body
    # Whatever an address holds, it must not end its header line.
    target = "".join(url.split()).encode("utf-8")
    head = (
        b"WARC/1.1\r\nWARC-Type: response\r\n"
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
        b"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: %b\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    record = head % (number, target, len(content)) + content + b"\r\n\r\n"
    return gzip.compress(record, compresslevel=6, mtime=0)


def prepare(source, folder, limit):
    folder.mkdir(parents=True, exist_ok=True)
    names = ["truth", "html", *TEXT_MODES]
    out = {name: open(folder / f"{name}.jsonl", "w", encoding="utf-8") for name in names}
    number = 0
    with open(folder / "pages.warc.gz", "wb") as warc:
        for line in lines(source):
            if not line.strip():
                continue
            page = json.loads(line)
            if not isinstance(page, dict) or not page.get("id") or not page.get("html"):
                raise ValueError(f'page {number} has no "id" or no "html"')
            url = clean(page.get("url")) or f"http://pages.example/{number}"
            html = clean(page["html"])
            truth = {key: page.get(key) for key in ("id", "text", "with", "without")}
            print(json.dumps(truth), file=out["truth"])
            stated = LANGUAGE.search(html)
            language = stated.group(1).lower() if stated else ""
            row = {"id": page["id"], "url": url, "stated_language": language}
            print(json.dumps({**row, "html": html}, ensure_ascii=False), file=out["html"])
            for mode in TEXT_MODES:
                text = clean(page.get(mode))
                print(json.dumps({**row, "text": text}, ensure_ascii=False), file=out[mode])
            warc.write(warc_record(number, url, html))
            number += 1
            if number == limit:
                break
    for file in out.values():
        file.close()
    if number == 0:
        raise ValueError("no pages")


if __name__ == "__main__":
    try:
        prepare(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    except (ValueError, OSError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
