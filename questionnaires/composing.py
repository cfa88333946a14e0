"""Letters and their marks in one character each, in time proportional to the length of a text.

And which characters nobody sees.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache

# Composing sorts the marks of one letter, which takes time in proportion to the square of their
# number. No language has so many; Unicode's own stream-safe format stops at thirty.
MOST_MARKS = 30
# Fillers are letters to Unicode and blank to whoever looks.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def composed(text: str) -> str:
    """Return a text with each letter and its marks in as few characters as can be (NFC).

    Of the marks on one letter, or before the first one, only thirty are kept.
    """
    return unicodedata.normalize("NFC", with_few_marks(text))


def with_few_marks(text: str) -> str:
    """Return a text that is quickly composed or taken apart."""
    marks = frozenset(filter(_is_mark, set(text)))
    return "".join(_with_few(marks, text)) if marks else text


def without_shapeless(text: str) -> str:
    """Return a text without characters that have no shape: two texts that look the same are one."""
    if text.isascii() and text.isprintable():
        return text
    shapeless = {ord(each): None for each in set(text) if _is_shapeless(each)}
    return text.translate(shapeless) if shapeless else text


# A language has a few hundred letters.
@lru_cache(maxsize=2048)
def _is_shapeless(character: str) -> bool:
    # Cf: joiners, soft hyphens and the like; Cc: NUL and others that control a device; the others
    # are selectors of a letter's variant.
    category = unicodedata.category(character)
    return (
        category == "Cf"
        or (category == "Cc" and not character.isspace())
        or character in _FILLERS
        or unicodedata.name(character, "").startswith("VARIATION SELECTOR")
    )


@lru_cache(maxsize=2048)
def _is_mark(character: str) -> bool:
    # Some marks are no combining characters by themselves, but come apart into such.
    return unicodedata.combining(unicodedata.normalize("NFD", character)[0]) != 0


def _with_few(marks: Container[str], text: str) -> Iterator[str]:
    together = 0
    for character in text:
        together = together + 1 if character in marks else 0
        if together <= MOST_MARKS:
            yield character
