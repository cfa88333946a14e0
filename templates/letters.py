"""Which letters the packaged fonts can print, and what they look like."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock

from fontTools.pens.basePen import decomposeQuadraticSegment  # type: ignore[import-untyped]
from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # no stubs exist

FONTS = Path(__file__).parent / "fonts"

# Unicode's own sign for a letter that cannot be shown; Noto Sans has it.
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
_FONT_IN_USE = Lock()
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
    letters: set[int] = set()
    for path in FONTS.glob("*/*.ttf"):
        with TTFont(path, lazy=True) as font:
            letters.update(font.getBestCmap())
    return frozenset(letters)


@dataclass(frozen=True)
class Letter:
    """A letter as a drawing: an SVG path in thousandths of its size, upwards from its line.

    `width` is that of the letter with its room, as part of its size.
    """

    name: str
    outline: str
    width: float


def outlined(text: str) -> list[Letter]:
    """Return the letters of a text on one line, of the font of posters and charts."""
    return [_letter(sign) for sign in printable(text)]


@cache
def _letter(sign: str) -> Letter:
    # One at a time: a font reads its letters from its file when they are first asked for.
    with _FONT_IN_USE:
        font = _chart_font()
        letters = font.getGlyphSet()
        known = font.getBestCmap()
        letter = letters[known.get(ord(sign), known[ord("?")])]
        pen = DecomposingRecordingPen(letters)
        letter.draw(pen)
    return Letter(f"u{ord(sign):x}", _path(pen.value), letter.width / 1000)


def _path(drawn: Iterable[tuple[str, tuple[tuple[int, int], ...]]]) -> str:
    """Return what a pen drew as SVG, each point as the step from the one before, which is short."""
    path, at = "", (0, 0)
    for command, points in drawn:
        if command == "closePath":
            path += "z"
        elif command == "qCurveTo":
            for curve in decomposeQuadraticSegment(points):
                path += "q" + _steps(at, [(round(x), round(y)) for x, y in curve])
                at = (round(curve[-1][0]), round(curve[-1][1]))
        else:
            # After closing a line the next one begins anywhere, and is told from the corner.
            x, y = points[0]
            path += f"M{x} {y}" if command == "moveTo" else "l" + _steps(at, points)
            at = (x, y)
    return path.replace(" -", "-")


def _steps(at: tuple[int, int], points: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x - at[0]} {y - at[1]}" for x, y in points)


@cache
def _chart_font() -> TTFont:
    path = FONTS / "be-vietnam-pro" / "BeVietnamPro-Regular.ttf"
    return TTFont(BytesIO(path.read_bytes()), lazy=True)
