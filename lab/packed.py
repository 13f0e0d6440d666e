"""Words as the compiled tables hold them: in order of bytes, each as bytes shared with the last one, further bytes
and these. `unpack` of src/lexicon/packed.rs reads them."""


def pack(words):
    """The bytes of words that are in order of bytes."""
    body, last = bytearray(), b""
    for word in words:
        raw = word.encode()
        shared = 0
        while shared < min(len(raw), len(last)) and raw[shared] == last[shared]:
            shared += 1
        body += bytes([shared, len(raw) - shared]) + raw[shared:]
        last = raw
    return body


def unpack(data, at, count):
    """`count` words that begin at byte `at`."""
    last = b""
    for _ in range(count):
        shared, more = data[at], data[at + 1]
        last = last[:shared] + data[at + 2:at + 2 + more]
        at += 2 + more
        yield last.decode()
