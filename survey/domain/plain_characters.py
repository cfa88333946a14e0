"""A comment in plain characters, each at the position of the one that it stands for."""

import re
import unicodedata
from collections.abc import Iterable

# Stands for characters without width and for combining ones: between digits they hide nothing.
UNSEEN = "\u200b"
# Stands for what has been explained already; no pattern reads across it.
MASK = "\n"

_WORD = re.compile(r"\S+")
_MINUS = "\u2212"
_AS_DIGITS = str.maketrans("OolI", "0011")
# A letter counts as the digit that it looks like only in a word made of digits otherwise.
_DIGITS_WITH_LETTERS = re.compile(r"[(+]*[OolI\d](?:[OolI\d]|[.,()_-](?=[OolI\d]))*[.,;:!?)]*")
_FEWEST_DIGITS = 2


def plain_characters(text: str) -> str:
    """Return a text of the same length in which digits, spaces and hyphens are the common ones.

    Full-width and other digits become ASCII, invisible characters one and the same, and O and l
    the digits that they look like where only digits stand around them.
    """
    return _WORD.sub(_without_letters, "".join(map(_plain, text)))


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with some stretches made unreadable."""
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _plain(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in ("Cf", "Mn", "Me"):
        return UNSEEN
    if category == "Zs":
        return " "
    if category == "Pd" or character == _MINUS:
        return "-"
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _without_letters(word: re.Match[str]) -> str:
    found = word[0]
    if _DIGITS_WITH_LETTERS.fullmatch(found) and _digits(found) >= _FEWEST_DIGITS:
        return found.translate(_AS_DIGITS)
    return found


def _digits(word: str) -> int:
    return sum(character.isdigit() for character in word)
