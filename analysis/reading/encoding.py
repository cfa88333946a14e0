"""A file of text, opened as UTF-8, or the reason why it cannot be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TextIO

from analysis.reading.faults import Fault, Message

_HEAD = 65_536
# The letters with a tone that TCVN3 has where Latin-1 has signs: à ả ã á ạ, ă â đ ê ô ơ ư, ằ-ắ.
_TCVN3_SIGNS = re.compile(rb"[\xa8-\xae\xb5-\xb9\xbb-\xbe]")
# Windows-1258 writes a tone as a mark of its own after the vowel.
_VOWEL_AND_TONE = re.compile(
    rb"(?i)[aeiouy\xe2\xe3\xea\xf4\xf5\xfd\xc2\xc3\xca\xd4\xd5\xdd]"
    rb"[\xcc\xd2\xde\xec\xf2]"
)
_TCVN3_READ_AS_LATIN1 = re.compile("[\xa8-\xae\xb5-\xb9\xbb-\xbe]")


def opened(path: Path) -> TextIO:
    """Return the file opened for the csv module, with a byte order mark taken away."""
    return path.open(encoding="utf-8-sig", newline="")


def fault_of_beginning(path: Path) -> Fault | None:
    """Return what the first bytes alone tell: nothing there, a workbook, UTF-16; or None."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return Fault.of(Message.EMPTY_FILE)
    if head.startswith(b"PK\x03\x04"):
        return Fault.of(Message.ZIPPED)
    # Without a mark at its start UTF-16 is seen by the empty half of every Latin letter.
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) / 10:
        return Fault.of(Message.UTF16)
    return None


def fault_of_encoding(path: Path) -> Fault:
    """Return the fault of a file that is not UTF-8, naming the encoding that it looks like."""
    content = path.read_bytes()
    readable = content.decode(errors="replace").partition("\N{REPLACEMENT CHARACTER}")[0]
    row = readable.count("\n") + 1
    sample = content.split(b"\n", row - 1)[-1][:_HEAD]
    return Fault.of(_likely_encoding(sample), rows=[row])


def is_tcvn3_as_unicode(text: str) -> bool:
    """Return whether the words are TCVN3 letters that a program took for Latin ones."""
    return len(_TCVN3_READ_AS_LATIN1.findall(text)) >= 2


def _likely_encoding(sample: bytes) -> Message:
    tones = len(_VOWEL_AND_TONE.findall(sample))
    signs = len(_TCVN3_SIGNS.findall(sample))
    if tones == signs == 0:
        return Message.NOT_UTF8
    return Message.WINDOWS_1258 if tones >= signs else Message.TCVN3
