"""A comment in plain characters, each at the position of the one that it stands for."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Stands for characters without width and for combining ones: between digits they hide nothing.
UNSEEN = "\u200b"
# Stands for what has been explained already; no pattern reads across it.
MASK = "\n"

_MINUS = "\u2212"
_AS_DIGITS = str.maketrans("OolI", "0011")
# A letter counts as the digit that it looks like only in a word made of digits otherwise.
_DIGITS_WITH_LETTERS = re.compile(
    r"(?<!\S)[(+]*[OolI\d](?:[OolI\d]|[.,()_-](?=[OolI\d]))*[.,;:!?)]*(?!\S)"
)
_FEWEST_DIGITS = 2


def plain_characters(text: str) -> str:
    """Return a text of the same length in which digits, spaces and hyphens are the common ones.

    Full-width and other digits become ASCII, invisible characters one and the same, and O and l
    the digits that they look like where only digits stand around them.
    """
    if not text.isascii():
        text = text.translate({ord(each): _plain(each) for each in set(text)})
    return _DIGITS_WITH_LETTERS.sub(_without_letters, text)


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length with some stretches made unreadable, given in order."""
    kept, last = list[str](), 0
    for start, end in spans:
        kept += (text[last:start], MASK * (end - start))
        last = end
    return "".join((*kept, text[last:])) if kept else text


# A language has a few hundred letters.
@lru_cache(maxsize=2048)
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
    if sum(map(str.isdigit, found)) >= _FEWEST_DIGITS:
        return found.translate(_AS_DIGITS)
    return found
