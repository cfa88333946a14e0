"""Names as they are compared, sorted and printed, wherever they come from."""

from __future__ import annotations

import re
import unicodedata

from analysis.texts import unguarded
from questionnaires.composing import composed, with_few_marks

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DIGITS = re.compile(r"(\d{1,9})")


def name_in(cell: str) -> str:
    """Return the name that a cell holds: composed (NFC), with single spaces, unguarded."""
    return composed(" ".join(unguarded(cell).split()))


def folded(text: str) -> str:
    """Return the text as it is compared: case, spaces, quotation marks, end punctuation removed.

    A Vietnamese syllable has one tone, and people differ in the letter that they put it on
    (hòa, hoà); here it stands at the end of the syllable.
    """
    words = " ".join(text.replace("_", " ").split()).casefold().strip("\"'“”* ").rstrip(".:?! ")
    apart = unicodedata.normalize("NFD", with_few_marks(words)).split(" ")
    return unicodedata.normalize("NFC", " ".join(map(_tone_last, apart)))


def _tone_last(word: str) -> str:
    # The marks that make another letter (ă, ê, ơ) stay; only the tone travels.
    tones = "".join(letter for letter in word if letter in _TONES)
    return "".join(letter for letter in word if letter not in _TONES) + tones


def sorting_key(name: str) -> tuple[list[tuple[int, str]], str]:
    """Return what names are sorted by, so that "Quầy 2" comes before "Quầy 10"."""
    parts = _DIGITS.split(name.casefold())
    numbered = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return numbered, name
