"""Names that a document may break where they would leave the paper."""

import unicodedata

# Longer runs of characters without a space may be broken anywhere, or they would leave the paper.
_LONGEST_WORD = 24
_BREAK_CHANCE = "\N{ZERO WIDTH SPACE}"


def breakable(text: str) -> str:
    """Return a text whose longest words may be broken anywhere."""
    # Composed first, or a break would part a letter and its mark.
    words = unicodedata.normalize("NFC", text).split()
    return " ".join(
        word if len(word) <= _LONGEST_WORD else _BREAK_CHANCE.join(word) for word in words
    )
