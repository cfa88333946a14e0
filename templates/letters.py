"""Which letters the packaged fonts can print."""

import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"

# Unicode's own sign for a letter that cannot be shown; Noto Sans has it.
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
_LINE_BREAK_CHANCE = "\N{ZERO WIDTH SPACE}"


def printable(text: str) -> str:
    """Return the text composed (NFC), without invisible signs, each unprintable letter as "�".

    Without this a single emoji in one name would stop the printing of all posters, and a sign that
    turns the direction of writing could make a name read as another.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(_printed(sign) for sign in composed)


def _printed(sign: str) -> str:
    if sign in "\n\t" or sign == _LINE_BREAK_CHANCE:
        return sign
    if unicodedata.category(sign) in {"Cc", "Cf"}:
        return ""
    return sign if ord(sign) in _known_letters() else UNPRINTABLE


@cache
def _known_letters() -> frozenset[int]:
    # Here, because a server that starts should not wait for it.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

    letters: set[int] = set()
    for path in FONTS.glob("*/*.ttf"):
        with TTFont(path, lazy=True) as font:
            letters.update(font.getBestCmap())
    return frozenset(letters)
