#!/usr/bin/env python3
"""How often the writers and dates of text without markup are found: what copydesk lifts from dumps of pages, held
against what the pages' own structured data say.

usage: metadata.py COPYDESK PAGES.jsonl...

COPYDESK is the binary; PAGES have `html` and `page_text`, as those of docs/MODELS.md. What counts are JSON-LD and meta
tags: the writers whose name the dump holds, the day of publication. Prints a row a file; --wrong tells each that differs.
With --html the pages themselves are read, without these data.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

LD = re.compile(r'<script[^>]*application/ld\+json[^>]*>(.*?)</script>', re.S | re.I)
META = re.compile(r'<meta\s[^>]*>', re.I)
ATTRIBUTE = re.compile(r'([\w:-]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
ARTICLE = re.compile(r'Article|Posting|Report|WebPage')


def squeezed(text):
    return re.sub(r'\W+', ' ', text or '').strip().lower()


def objects(value):
    if isinstance(value, list):
        for item in value:
            yield from objects(item)
    elif isinstance(value, dict):
        yield value
        yield from objects(value.get('@graph', []))


def names(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return names(value.get('name'))
    return [name for item in value or [] for name in names(item)]


def told(html):
    """Writers and date of publication as the page's structured data have them."""
    writers, date = [], None
    for block in LD.findall(html):
        try:
            data = json.loads(block, strict=False)
        except ValueError:
            continue
        for item in objects(data):
            if ARTICLE.search(str(item.get('@type'))):
                writers = writers or names(item.get('author'))
                date = date or item.get('datePublished')
    for tag in META.findall(html):
        values = {key.lower(): a or b for key, a, b in ATTRIBUTE.findall(tag)}
        key = (values.get('property') or values.get('name') or '').lower()
        if key in ('author', 'article:author') and not writers:
            writers = [values.get('content', '')]
        if key == 'article:published_time' and not date:
            date = values.get('content')
    writers = [name for name in writers if ' ' in name.strip() and '/' not in name]
    return writers, date[:10] if isinstance(date, str) and re.match(r'\d{4}-\d\d-\d\d', date) else None


def bare(html):
    """A page without its structured data."""
    return META.sub('', LD.sub('', html))


def lifted(copydesk, rows, is_html):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'dumps.jsonl')
        with open(path, 'w') as out:
            for row in rows:
                record = {'html': bare(row['html'])} if is_html else {'text': row['page_text']}
                out.write(json.dumps(record) + '\n')
        command = [copydesk, 'clean', path, '-q', '--skip', 'spin,repair']
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = {}
    for line in lines:
        metadata = json.loads(line)['metadata']
        found.setdefault(metadata['src_record'], metadata)
    return [found.get(i, {}) for i in range(len(rows))]


def main():
    files = [argument for argument in sys.argv[2:] if not argument.startswith('-')]
    is_verbose = '--wrong' in sys.argv
    for path in files:
        rows = [row for row in map(json.loads, open(path)) if row.get('page_text')]
        count = dict.fromkeys(('writers', 'found', 'other', 'dates', 'right', 'wrong', 'changed'), 0)
        for row, metadata in zip(rows, lifted(sys.argv[1], rows, '--html' in sys.argv)):
            writers, date = told(row['html'])
            dump = squeezed(row['page_text'])
            writers = [squeezed(name) for name in writers if squeezed(name) and squeezed(name) in dump]
            ours = [squeezed(name) for name in metadata.get('authors') or []]
            if writers:
                count['writers'] += 1
                is_found = any(a in b or b in a for a in ours for b in writers)
                count['found'] += is_found
                count['other'] += bool(ours) and not is_found
                if is_verbose and not is_found:
                    print(row['id'], writers, ours)
            if date:
                count['dates'] += 1
                day = (metadata.get('published') or '')[:10]
                count['right'] += day == date
                count['wrong'] += bool(day) and day != date
                count['changed'] += not day and bool(metadata.get('modified'))
                if is_verbose and day and day != date:
                    print(row['id'], date, day)
        print(os.path.basename(path), ', '.join(f'{key} {value}' for key, value in count.items()))


main()
