#!/usr/bin/env python3
"""Compares copydesk with trafilatura, resiliparse, readability-lxml and jusText on labelled pages.

Makes its own virtual environment, runs every tool over the same pages, each in a process of its own
with one thread, and prints Markdown tables: F1 over 4-gram shingles as the public
article-extraction benchmark counts it, MB of input per second of CPU time, peak memory.

  extraction  HTML pages as JSON lines
  text        the pages' visible text (page_text), and what a fast extractor left (main_text)
  warc        WARC.gz to JSON lines: copydesk against fastwarc with resiliparse, and with trafilatura

Pages are JSON lines with "id", "html", and "text" (the true main text) or "with" and "without"
(snippets that must and must not be kept); "page_text" and "main_text" for the text mode.

Times: copydesk's are of the whole command (start, reading, writing, audit); of the peers only
their own calls count, in the WARC race everything but start and imports. The least of the rounds counts.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# Pages that copydesk's block model was trained on: what it reaches there says little.
TRAINED_ON = {"fundus", "wcxb-dev-article", "wcxb-dev-other", "trafilatura-segments"}
QUICK_PAGES = 40

HTML_PEERS = [
    ("trafilatura (no comments)", "trafilatura-no-comments"),
    ("trafilatura", "trafilatura"),
    ("resiliparse (no comments)", "resiliparse-no-comments"),
    ("resiliparse", "resiliparse"),
    ("readability-lxml", "readability-lxml"),
    ("jusText", "justext"),
]
TEXT_PEERS = [
    ("jusText over lines", "justext-lines"),
    ("C4's rules for lines", "c4-lines"),
    ("nothing done", "nothing"),
]
WARC_PEERS = [
    ("fastwarc + resiliparse", "resiliparse"),
    ("fastwarc + trafilatura (no comments)", "trafilatura-no-comments"),
]


def say(text):
    print(text, file=sys.stderr, flush=True)


def fail(text):
    sys.exit(f"compare.py: {text}")


def one_thread():
    """The environment of every tool: no library starts threads of its own."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
    return {**os.environ, **dict.fromkeys(names, "1"), "PYTHONDONTWRITEBYTECODE": "1"}


def environment(work):
    """The Python of the peers' virtual environment, made where it is missing or out of date."""
    folder = work / "venv"
    python = folder / "bin" / "python"
    wanted = HERE / "requirements.txt"
    stamp = folder / "made-of"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return python
    say(f"making {folder}")
    venv.create(folder, clear=True, with_pip=True)
    log = work / "pip.log"
    with open(log, "w", encoding="utf-8") as out:
        # Older releases of pip fail on `lxml[html-clean]` named twice.
        for what in (["--upgrade", "pip"], ["--requirement", str(wanted)]):
            pip = [str(python), "-m", "pip", "install", *what]
            if subprocess.run(pip, stdout=out, stderr=subprocess.STDOUT).returncode != 0:
                out.flush()
                last = "".join(log.read_text(encoding="utf-8").splitlines(keepends=True)[-8:])
                fail(f"pip could not install the peers; {log} ends with\n{last}")
    stamp.write_text(digest)
    return python


def best(rounds, run):
    """The figures of the round with the least CPU time, and the highest peak."""
    all_rounds = [run() for _ in range(rounds)]
    figures = min(all_rounds, key=lambda figures: figures["cpu"])
    return {**figures, "peak": max(figures["peak"] for figures in all_rounds)}


def peer(python, name, source, target):
    command = [str(python), str(HERE / "extract.py"), name, str(source), str(target)]
    done = subprocess.run(command, env=one_thread(), stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        fail(f"{name} failed on {source}")
    return json.loads(done.stdout)


def copydesk(binary, source, out):
    """Runs the command. This process stays small: its peak is the least that a child can show."""
    if out.exists():
        shutil.rmtree(out)
    command = [str(binary), "clean", str(source), "-o", str(out), "--threads", "1", "--quiet"]
    child = subprocess.Popen(command, env=one_thread())
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        fail(f"copydesk failed on {source}; see {out / 'errors.jsonl'}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return {"cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / unit, "failures": 0}


def predictions(python, out, truth, target):
    """copydesk's documents as they are, and with headlines taken off: two files of one text a page."""
    names = [target.with_name(f"{target.name}{ending}.jsonl") for ending in ("", "-body")]
    command = [str(python), str(HERE / "documents.py"), str(out), str(truth), *map(str, names)]
    if subprocess.run(command).returncode != 0:
        fail(f"could not read the documents below {out}")
    return names


def scores(python, truth, found):
    command = [str(python), str(HERE / "score.py"), str(truth), *map(str, found)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        fail(f"could not score {truth}")
    return list(map(json.loads, done.stdout.splitlines()))


def table(heads, rows):
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


def figure(values, key):
    return f"{values[key]:.3f}" if key in values else ""


def extraction(args, python, folder, mode, title):
    """One table: every tool over the pages of one file in one mode."""
    source, truth = folder / f"{mode}.jsonl", folder / "truth.jsonl"
    rows, found, times = [], [], []
    ours = best(args.rounds, lambda: copydesk(args.copydesk, source, folder / "out"))
    names = predictions(python, folder / "out", truth, folder / f"{mode}-copydesk")
    rows += ["copydesk", "copydesk, headlines apart"]
    found += names
    times += [ours, None]
    size = 0
    for name, key in HTML_PEERS if mode == "html" else TEXT_PEERS:
        say(f"{folder.name}: {mode}: {name}")
        target = folder / f"{mode}-{key}.jsonl"
        times.append(best(args.rounds, lambda: peer(python, key, source, target)))
        size = times[-1]["bytes"]
        rows.append(name)
        found.append(target)
    heads = ["", "F1", "precision", "recall", "exact", "snippet F1", "empty", "MB/s", "peak MB"]
    cells = []
    for name, values, time in zip(rows, scores(python, truth, found), times):
        keys = ("f1", "precision", "recall", "exact", "snippet_f1")
        speed = memory = ""
        if time and name != "nothing done":
            speed, memory = f"{size / 1e6 / max(time['cpu'], 1e-9):.1f}", f"{time['peak']:.0f}"
            if time["failures"]:
                name += f" (failed on {time['failures']})"
        row = [name, *(figure(values, key) for key in keys), str(values["empty"]), speed, memory]
        cells.append(row)
    print(f"**{title}** ({size / 1e6:.1f} MB)\n")
    table(heads, cells)


def race(args, python, folders):
    """WARC.gz to JSON lines, all files together a row."""
    heads = ["", *(head for folder in folders for head in (f"{folder.name}: CPU s", "MB/s", "peak MB"))]
    runs = [("copydesk", lambda warc, out: copydesk(args.copydesk, warc, out))]
    for name, key in WARC_PEERS:
        target = "warc-peer.jsonl"
        run = lambda warc, out, key=key: peer(python, key, warc, out.with_name(target))  # noqa: E731
        runs.append((name, run))
    rows = [[name] for name, _ in runs]
    for folder in folders:
        size = 0
        timed = []
        # Turn by turn: what else the machine does then meets all of them.
        for _ in range(args.rounds):
            for i, (name, run) in enumerate(runs):
                say(f"{folder.name}: warc: {name}")
                timed.append((i, run(folder / "pages.warc.gz", folder / "out")))
                size = timed[-1][1].get("bytes", size)
        for i, row in enumerate(rows):
            cpu = min(figures["cpu"] for j, figures in timed if j == i)
            peak = max(figures["peak"] for j, figures in timed if j == i)
            row += [f"{cpu:.2f}", f"{size / 1e6 / cpu:.1f}", f"{peak:.0f}"]
    print("**WARC.gz to JSON lines** (MB of HTML)\n")
    table(heads, rows)


def arguments():
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("pages", type=Path, nargs="+", metavar="PAGES", help="labelled pages, .jsonl or .jsonl.zst, or folders of them")  # fmt: skip
    parser.add_argument("--copydesk", type=Path, metavar="BINARY", default=ROOT / "target/release/copydesk", help="the command to measure (default: %(default)s)")  # fmt: skip
    parser.add_argument("--work", type=Path, metavar="DIR", default=ROOT / "target/peers", help="where the environment and all results go (default: %(default)s)")  # fmt: skip
    parser.add_argument("--only", choices=("extraction", "text", "warc"), action="append", help="this part alone; may be given again")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=3, help="runs of every tool (default: %(default)s)")  # fmt: skip
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="the first N pages of every file; 0 means all")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help=f"one round over the first {QUICK_PAGES} pages of every file")  # fmt: skip
    return parser.parse_args()


def main():
    args = arguments()
    if sys.version_info < (3, 10):
        fail("trafilatura and fastwarc need Python 3.10 or later")
    if args.quick:
        args.rounds, args.limit = 1, args.limit or QUICK_PAGES
    if args.rounds < 1 or args.limit < 0:
        fail("--rounds is at least 1, --limit at least 0")
    if not os.access(args.copydesk, os.X_OK):
        fail(f"no command at {args.copydesk}; run `cargo build --release`, or name one with --copydesk")
    files = []
    for path in args.pages:
        inside = sorted([*path.glob("*.jsonl"), *path.glob("*.jsonl.zst")]) if path.is_dir() else [path]
        files += [file for file in inside if file.is_file()]
    if not files:
        fail("no .jsonl or .jsonl.zst among " + ", ".join(map(str, args.pages)))
    args.work.mkdir(parents=True, exist_ok=True)
    python = environment(args.work)
    parts = args.only or ["extraction", "text", "warc"]
    folders = []
    for file in files:
        folder = args.work / file.name.removesuffix(".zst").removesuffix(".jsonl")
        say(f"{folder.name}: taking pages apart")
        command = [str(python), str(HERE / "pages.py"), str(file), str(folder), str(args.limit)]
        if subprocess.run(command, env=one_thread()).returncode != 0:
            fail(f"could not read {file}")
        folders.append(folder)
    for folder in folders:
        note = "; copydesk's model was trained on these pages" if folder.name in TRAINED_ON else ""
        if "extraction" in parts:
            extraction(args, python, folder, "html", f"{folder.name}: HTML{note}")
        if "text" in parts:
            extraction(args, python, folder, "page_text", f"{folder.name}: all visible text")
            extraction(args, python, folder, "main_text", f"{folder.name}: what an extractor left")
    if "warc" in parts:
        race(args, python, folders)


if __name__ == "__main__":
    main()
