"""Names that a document may break where they would leave the paper."""

import re
import unicodedata

# Longer runs of characters without a space may be broken anywhere, or they would leave the paper.
_LONG_WORD = re.compile(r"\S{25,}")
_BREAK_CHANCE = "\N{ZERO WIDTH SPACE}"


def breakable(text: str) -> str:
    """Return a text whose longest words may be broken anywhere."""
    # Composed first, or a break would part a letter and its mark.
    composed = unicodedata.normalize("NFC", text)
    return _LONG_WORD.sub(lambda word: _BREAK_CHANCE.join(word[0]), composed)
