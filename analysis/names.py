"""Names as they are compared, sorted and printed, wherever they come from."""

from __future__ import annotations

import re
import unicodedata

from analysis.texts import unguarded
from questionnaires.composing import composed, with_few_marks, without_shapeless

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Letters that few people tell apart, and dashes and quotation marks that programs put in.
_LOOK_ALIKE = str.maketrans("_ÐðƉ‐‑‒–—−“”„«»‘’", ' ĐđĐ------"""""\'\'')
_SYLLABLE = re.compile(r"[^\W\d_][\w\u0300-\u036f]*")
_DIGITS = re.compile(r"(\d{1,9})")


def name_in(cell: str) -> str:
    """Return the name that a cell holds: composed (NFC), what is seen of it, single spaces."""
    return composed(" ".join(unguarded(without_shapeless(cell)).split()))


def folded(text: str) -> str:
    """Return what a name is compared by; names that look alike are one.

    Case, spaces, hidden characters, quotation marks, kinds of dash and punctuation at the end make
    no difference. A Vietnamese syllable has one tone, and people differ in the letter that they
    put it on (hòa, hoà); here it stands at the end of the syllable.
    """
    words = " ".join(without_shapeless(text).translate(_LOOK_ALIKE).split()).casefold()
    words = words.strip("\"'* ").rstrip(".:?! ")
    apart = unicodedata.normalize("NFD", with_few_marks(words))
    return unicodedata.normalize("NFC", _SYLLABLE.sub(_tone_last, apart))


def is_same_name(one: str, other: str) -> bool:
    """Return whether two names are one to whoever reads them."""
    return folded(one) == folded(other)


def _tone_last(syllable: re.Match[str]) -> str:
    # The marks that make another letter (ă, ê, ơ) stay; only the tone travels.
    letters = syllable[0]
    tones = "".join(letter for letter in letters if letter in _TONES)
    return "".join(letter for letter in letters if letter not in _TONES) + tones


def sorting_key(name: str) -> tuple[list[tuple[int, str]], str]:
    """Return what names are sorted by, so that "Quầy 2" comes before "Quầy 10"."""
    parts = _DIGITS.split(name.casefold())
    numbered = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return numbered, name
