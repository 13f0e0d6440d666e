"""Writes decode/*/input.* from decode/*/reference.txt, each in the encoding or with the damage that its folder names.

Run from anywhere: python3 samples/decode/encode.py
"""

import json
from html import escape
from pathlib import Path

HERE = Path(__file__).parent


def reference(name):
    return (HERE / name / "reference.txt").read_text(encoding="utf-8")


def write(name, data, suffix="txt"):
    (HERE / name / f"input.{suffix}").write_bytes(data)


def page(title, text, charset, language):
    """A bare HTML page whose only hint of its encoding is a meta element."""
    body = "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in text.strip().split("\n\n"))
    return (
        f'<html lang="{language}"><head>\n'
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">\n'
        f"<title>{escape(title)}</title></head>\n"
        f"<body><h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )


def misread(text):
    """UTF-8 bytes taken for windows-1252, as a browser does: bytes it leaves open become controls."""
    return "".join(
        bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b)
        for b in text.encode("utf-8")
    )


def main():
    write("windows-1252", reference("windows-1252").encode("cp1252"))
    write("utf-16le", b"\xff\xfe" + reference("utf-16le").encode("utf-16-le"))
    title = "Żółw wrócił do Brzeźna po trzydziestu latach"
    polish = page(title, reference("iso-8859-2"), "iso-8859-2", "pl")
    # Latin-2 has no curly quotes and no dash: pages of the time wrote them as references.
    polish = polish.encode("iso-8859-2", "xmlcharrefreplace")
    write("iso-8859-2", polish, "html")
    write("shift-jis", reference("shift-jis").encode("shift_jis"))
    write("gb18030", reference("gb18030").encode("gb18030"))
    write("mojibake", misread(reference("mojibake")).encode("utf-8"))
    write("mojibake-twice", misread(misread(reference("mojibake-twice"))).encode("utf-8"))

    # References left in plain text; "R&D", "AT&T" and "<" stand as they are.
    text = reference("entities")
    text = text.replace("Smith & ", "Smith &amp; ").replace("Ada & Joan", "Ada &amp; Joan")
    text = text.replace('"nobody', "&quot;nobody").replace('more".', "more&quot;.")
    text = text.replace("£90", "&pound;90").replace(" – or", " &ndash; or")
    text = text.replace("£4.50", "&#163;4.50")
    write("entities", text.encode("utf-8"))

    # A string of JSON without its quotation marks, on one line.
    write("escaped", json.dumps(reference("escaped")).strip('"').encode("utf-8"))

    # A BOM, NULs, soft hyphens, zero-width and no-break spaces, CRLF, tabs and doubled spaces.
    text = reference("control-characters")
    text = text.replace("crier of", "crier\u00a0of").replace("microphone for", "micro\u00adphone for")
    text = text.replace("cheating", "cheat\u200bing").replace("£149 and", "£149  and")
    text = text.replace("83, and", "83,\tand").replace("1979.", "1979\x00.").replace("noon", "n\x08oon")
    write("control-characters", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))


main()
