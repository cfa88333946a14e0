"""Vietnamese letters that a wrong encoding made into others: which encoding it was."""

from __future__ import annotations

import re

from analysis.reading.faults import Message

# The letters with a tone that TCVN3 has where Latin-1 has symbols: à ả ã á ạ, ă â đ ê ô ơ ư, ằ-ắ.
_TCVN3 = re.compile("[\xa8-\xae\xb5-\xb9\xbb-\xbe]")
# Windows-1258 writes a tone as a character of its own after the vowel.
_WINDOWS_1258 = re.compile("[aeiouyAEIOUYâãêôõýÂÃÊÔÕÝ][ÌÒÞìò]")
_FEWEST_LETTERS = 2


def is_tcvn3(text: str) -> bool:
    """Return whether a text is of TCVN3 letters that a program took for Latin ones."""
    return len(_TCVN3.findall(text)) >= _FEWEST_LETTERS


def encoding_fault(text: str) -> Message:
    """Return the fault of bytes that are no UTF-8, from the text that they are in Latin-1."""
    tones, letters = len(_WINDOWS_1258.findall(text)), len(_TCVN3.findall(text))
    if tones == letters == 0:
        return Message.NOT_UTF8
    return Message.WINDOWS_1258 if tones >= letters else Message.TCVN3
