"""A drawing as an SVG file: lines, dots and words, the same bytes everywhere.

Words are outlines of the packaged font, so that no font of the reader's machine is needed. Points
lie so many typographic points from the left and from below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from templates.letters import outlined

INK = "#1d1b18"
FAINT = "#55504a"
LINE = "#8a837a"
PAPER = "#fffdf9"
# Points as wide as a phone is in CSS pixels: what is readable there is readable everywhere.
WIDTH = 300
# What lies over what: connecting lines below the others, dots over the words beside them.
BELOW, LINES, WORDS, DOTS = range(4)

Point = tuple[float, float]
# Of the letters' height; `middle` is half of what lies between.
_ABOVE, _BELOW = 1.0, 0.265
_RISES = {"top": -_ABOVE, "middle": (_BELOW - _ABOVE) / 2, "bottom": _BELOW}
_SHIFTS = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True)
class Pen:
    """How a line is drawn; `dashes` says how long strokes and gaps are, nothing for a whole line.

    A line ends squarely half its width beyond its last point, one with a blunt end at the point.
    """

    ink: str
    width: float = 1
    dashes: tuple[float, float] | None = None
    is_blunt: bool = False


@dataclass(frozen=True)
class Lettering:
    """How words are written: which of their sides lies at the point, and what is behind them."""

    size: float
    ink: str
    side: str = "center"
    level: str = "middle"
    # Points of paper around the words that hide what they are written on; None for no paper.
    paper: float | None = None


class Drawing:
    """An SVG file in the making."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._layers: tuple[list[str], ...] = ([], [], [], [])
        self._outlines: dict[str, str] = {}

    def line(self, points: Sequence[Point], pen: Pen, layer: int = LINES) -> None:
        """Draw straight lines from point to point; nothing without points."""
        if not points:
            return
        path = _path([(x, self._height - y) for x, y in points])
        start, parts = f"<path{_look(pen)} d='", self._layers[layer]
        # Lines that look alike are one path, which is shorter.
        if parts and parts[-1].startswith(start):
            start = parts.pop().removesuffix("'/>")
        parts.append(f"{start}{path}'/>")

    def dot(self, point: Point, size: float, fill: str, edge: str | None = None) -> None:
        """Draw a dot `size` points wide, with an edge of one point if any."""
        middle = f"cx='{_short(point[0])}' cy='{self._down(point[1])}' r='{_short(size / 2)}'"
        stroke = f" stroke='{edge}'" if edge else ""
        self._layers[DOTS].append(f"<circle {middle} fill='{fill}'{stroke}/>")

    def write(self, point: Point, words: str, letters: Lettering) -> None:
        """Write words at a point, on one line."""
        written, size = outlined(words), letters.size
        width = sum(letter.width for letter in written) * size
        x = point[0] - width * _SHIFTS[letters.side]
        y = point[1] + _RISES[letters.level] * size
        if letters.paper is not None:
            self._lay_paper((x, y), width, size, letters.paper)
        uses, along = "", 0.0
        for letter in written:
            self._outlines[letter.name] = letter.outline
            uses += f"<use href='#{letter.name}'" + (f" x='{along:.0f}'/>" if along else "/>")
            along += letter.width * 1000
        scale = f"{size / 1000:g}"
        move = f"translate({_short(x)} {self._down(y)}) scale({scale} -{scale})"
        self._layers[WORDS].append(f"<g fill='{letters.ink}' transform='{move}'>{uses}</g>")

    def svg(self) -> bytes:
        """Return the file."""
        width, height = _short(self._width), _short(self._height)
        size = f"width='{width}pt' height='{height}pt' viewBox='0 0 {width} {height}'"
        look = "fill='none' stroke-linecap='square' stroke-linejoin='round'"
        head = f"<svg xmlns='http://www.w3.org/2000/svg' {size} {look}>"
        letters = "".join(f"<path id='{name}' d='{d}'/>" for name, d in self._outlines.items())
        defs = f"<defs>{letters}</defs>" if letters else ""
        return "".join([head, defs, *chain(*self._layers), "</svg>"]).encode()

    def _lay_paper(self, corner: Point, width: float, size: float, edge: float) -> None:
        """Lay paper behind words that begin at a point, `edge` points wider on every side."""
        x, top = corner[0] - edge, corner[1] + _ABOVE * size + edge
        height = (_ABOVE + _BELOW) * size + 2 * edge
        self._layers[WORDS].append(
            f"<rect x='{_short(x)}' y='{self._down(top)}' width='{_short(width + 2 * edge)}'"
            f" height='{_short(height)}' fill='{PAPER}'/>"
        )

    def _down(self, y: float) -> str:
        return _short(self._height - y)


def _look(pen: Pen) -> str:
    look = f" stroke='{pen.ink}'"
    if pen.width != 1:
        look += f" stroke-width='{_short(pen.width)}'"
    if pen.dashes:
        look += f" stroke-dasharray='{' '.join(map(_short, pen.dashes))}'"
    if pen.dashes or pen.is_blunt:
        look += " stroke-linecap='butt'"
    return look


def _path(points: Sequence[Point]) -> str:
    """Return lines from point to point, each as the step from the rounded point before it."""
    (x, y), *others = [(round(x, 2), round(y, 2)) for x, y in points]
    path = f"M{_short(x)} {_short(y)}"
    for right, down in others:
        step, fall = _short(right - x), _short(down - y)
        path += f"v{fall}" if step == "0" else f"h{step}" if fall == "0" else f"l{step} {fall}"
        x, y = right, down
    return path.replace(" -", "-")


def _short(number: float) -> str:
    """Return a number with at most two decimals, which are finer than anybody sees."""
    # Nothing is added to -0.0, which would else keep its sign.
    short = f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
    return short.replace("-0.", "-.").removeprefix("0") or "0"
