"""Which letters the packaged fonts can print."""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# Families that documents fall back on, one after the other; a serif has more letters.
SANS = ("be-vietnam-pro", "noto-sans")
SERIF = ("liberation-serif", "noto-sans")

# Unicode's own sign for a letter that cannot be shown; Noto Sans has it.
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
_LINE_BREAK_CHANCE = "\N{ZERO WIDTH SPACE}"  # may stand between the letters of a long word
_UNPRINTABLES = re.compile(f"{UNPRINTABLE}[{UNPRINTABLE}{_LINE_BREAK_CHANCE}]*")
_SPACES = re.compile(" {2,}")
# Pictures, the frames and colours of pictures, and places of no character.
_NO_LETTERS = frozenset({"So", "Sk", "Me", "Co", "Cs", "Cn"})
_INVISIBLE = frozenset({"Cc", "Cf"})
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def printable(text: str, families: tuple[str, ...] = SANS) -> str:
    """Return the text composed (NFC), as far as fonts of ours can show it.

    Pictures and invisible signs are left out, a stretch of letters that no font has becomes one
    "�". Without this a single emoji in one name would stop the printing of all posters, and a sign
    that turns the direction of writing could make a name read as another.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(_printed(sign, families) for sign in composed)
    if shown == composed:
        return shown
    known = _SPACES.sub(" ", _UNPRINTABLES.sub(UNPRINTABLE, shown)).strip(" ")
    # Spaces at the ends part words from others; those beside what is left out part nothing.
    return text[: -len(text.lstrip(" "))] + known + text[len(text.rstrip(" ")) :] if known else ""


def spelled(text: str, families: tuple[str, ...] = SANS) -> str:
    """Return the text composed, with each character that no font of ours has as "[U+2705]".

    So names that differ in it alone stay apart. What nobody sees is left out, as in `printable`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(sign, families) for sign in unicodedata.normalize("NFC", text))


def has_unprintable_letters(text: str) -> bool:
    """Tell whether a text has letters that our fonts cannot show; pictures are no letters."""
    return UNPRINTABLE in printable(text)


def _printed(sign: str, families: tuple[str, ...]) -> str:
    if sign in "\n\t" or sign == _LINE_BREAK_CHANCE:
        return sign
    kind = unicodedata.category(sign)
    if kind in _INVISIBLE:
        return ""
    if ord(sign) in _known_letters(families):
        return sign
    return "" if kind in _NO_LETTERS or _VARIATION.match(sign) else UNPRINTABLE


def _spelled(sign: str, families: tuple[str, ...]) -> str:
    shown, kind = _printed(sign, families), unicodedata.category(sign)
    if shown == sign or kind in _INVISIBLE or _VARIATION.match(sign):
        return shown
    return " " if kind == "Zs" else f"[U+{ord(sign):04X}]"


@cache
def _known_letters(families: tuple[str, ...]) -> frozenset[int]:
    # Here, because a server that starts should not wait for it.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

    letters: set[int] = set()
    for family in families:
        faces: list[set[int]] = []
        for path in FONTS.glob(f"{family}/*.ttf"):
            with TTFont(path, lazy=True) as font:
                faces.append(set(font.getBestCmap()))
        # Whatever is printed may have to be bold.
        letters |= set.intersection(*faces) if faces else set()
    return frozenset(letters)
