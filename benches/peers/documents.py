"""copydesk's documents as one text a page.

In: an output folder, and the labelled pages in the order in which they were read. Out: two files of
JSON lines (`id`, `text`): texts as they are, and with the headline taken off where it is the first line.
Parts of one page are joined; articles that copydesk excluded are left out.

usage: documents.py OUT TRUTH.jsonl WHOLE.jsonl BODIES.jsonl
"""

import json
import sys
from pathlib import Path


def write(path, texts):
    with open(path, "w", encoding="utf-8") as file:
        for page, parts in texts.items():
            print(json.dumps({"id": page, "text": "\n\n".join(parts)}), file=file)


if __name__ == "__main__":
    out, truth, whole_path, bodies_path = sys.argv[1:]
    with open(truth, encoding="utf-8") as file:
        ids = [json.loads(line)["id"] for line in file]
    whole, bodies = {}, {}
    for shard in sorted((Path(out) / "documents").glob("*.jsonl")):
        with open(shard, encoding="utf-8") as file:
            for document in map(json.loads, file):
                text, about = document["text"], document["metadata"]
                page = ids[about["src_record"]]
                first, _, rest = text.partition("\n")
                is_title = first.strip() == (about.get("title") or "").strip()
                whole.setdefault(page, []).append(text)
                bodies.setdefault(page, []).append(rest if is_title else text)
    write(whole_path, whole)
    write(bodies_path, bodies)
