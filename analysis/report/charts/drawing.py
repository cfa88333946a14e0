"""A drawing as an SVG file, by matplotlib: lines, dots and words, the same bytes everywhere.

The only module that loads matplotlib, at the first drawing. Words are outlines of the packaged
fonts, so that no font of the reader's machine is needed. Points lie so many typographic points from
the left and from below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from templates.letters import FONTS, UNPRINTABLE, printable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#1d1b18"
FAINT = "#55504a"
LINE = "#8a837a"
PAPER = "#fffdf9"
# Points as wide as a phone is in CSS pixels: what is readable there is readable everywhere.
WIDTH = 300
# What lies over what: connecting lines below the others, dots over the words beside them.
BELOW, LINES, WORDS, DOTS = range(4)

Point = tuple[float, float]
# The second where the first has no such letter.
_FONTS = {
    "Be Vietnam Pro": FONTS / "be-vietnam-pro" / "BeVietnamPro-Regular.ttf",
    "Noto Sans": FONTS / "noto-sans" / "NotoSans-Regular.ttf",
}
_POINTS_PER_INCH = 72
# Scales are below 1 and keep all their digits.
_DECIMALS = re.compile(r"-?[1-9]\d*\.\d+")
_COMMANDS = re.compile(r"([MLQCz])([^MLQCz]*)")
_ALONG, _ACROSS = re.compile(r"l0 (-?[\d.]+)"), re.compile(r"l(-?[\d.]+) 0(?![\d.])")
_SHIFT = re.compile(r"translate\(([\d.]+) 0\)")
_UNIT = re.compile(r"scale\((0\.\d+)\)")
# Parts and attributes that say nothing of what is seen.
_NEVER_SHOWN = frozenset({"metadata", "style", "version", "id"})
_IMPLIED = frozenset({("fill", "none"), ("stroke-dashoffset", "0"), ("stroke-linejoin", "round")})


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
    level: str = "center"
    # Points of paper around the words that hide what they are written on; None for no paper.
    paper: float | None = None


class Drawing:
    """An SVG file in the making."""

    def __init__(self, width: float, height: float) -> None:
        self._figure = _figure_class()(
            figsize=(width / _POINTS_PER_INCH, height / _POINTS_PER_INCH)
        )
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)

    def line(self, points: Sequence[Point], pen: Pen, layer: int = LINES) -> None:
        """Draw straight lines from point to point; nothing without points."""
        if not points:
            return
        drawn = self._axes.plot(*zip(*points, strict=True), color=pen.ink, linewidth=pen.width)[0]
        drawn.set(
            zorder=layer, clip_on=False, solid_capstyle="butt" if pen.is_blunt else "projecting"
        )
        if pen.dashes:
            # matplotlib counts dashes in widths of the line.
            drawn.set_dashes([length / pen.width for length in pen.dashes])

    def dot(self, point: Point, size: float, fill: str, edge: str | None = None) -> None:
        """Draw a dot `size` points wide, with an edge of one point if any."""
        drawn = self._axes.plot([point[0]], [point[1]], "o", color=fill, markersize=size)[0]
        drawn.set(zorder=DOTS, clip_on=False, markeredgewidth=1 if edge else 0)
        drawn.set_markeredgecolor(edge or fill)

    def write(self, point: Point, words: str, letters: Lettering) -> None:
        """Write words at a point, on one line."""
        # A letter that no packaged font has would be a box, and a warning to whoever runs this.
        shown = printable(words).replace(UNPRINTABLE, "?")
        text = self._axes.text(*point, shown, size=letters.size, color=letters.ink)
        text.set(ha=letters.side, va=letters.level, zorder=WORDS)
        if letters.paper is not None:
            text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": letters.paper})

    def svg(self) -> bytes:
        """Return the file, which says nothing of when and by what it was made."""
        file = BytesIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        self._figure.savefig(file, format="svg", transparent=True, metadata=nothing)
        return _shortened(file.getvalue())


@cache
def _figure_class() -> type[Figure]:
    """Return matplotlib's figure, with the packaged fonts as its own."""
    # Loading takes a second or two, which a server and other formats are spared.
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.font_manager import fontManager  # noqa: PLC0415

    for path in _FONTS.values():
        fontManager.addfont(path)
    mpl.rcParams["font.family"] = list(_FONTS)
    # Without it the names inside the file are random.
    mpl.rcParams["svg.hashsalt"] = "hailong"
    return Figure


def _shortened(svg: bytes) -> bytes:
    """Return matplotlib's file as it looks the same at a third of the length.

    Inline styles, which a content policy blocks, become attributes; names that nothing refers to
    and groups that say nothing go; a tenth of a point is finer than anybody sees.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 (made a line above)
    letters = (part.get("id", "") for part in root.iter() if _is_letter(part))
    short = _element(root, {name: f"n{number}" for number, name in enumerate(letters)})
    short.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "fill": "none"}
    return ElementTree.tostring(short).replace(b'"', b"'").replace(b" />", b"/>")


def _is_letter(part: ElementTree.Element) -> bool:
    """Return whether an element is an outline that others refer to."""
    return _plain(part.tag) == "path" and "id" in part.attrib


def _element(part: ElementTree.Element, names: Mapping[str, str]) -> ElementTree.Element:
    short = ElementTree.Element(_plain(part.tag), dict(_attributes(part, names)))
    for child in part:
        if _plain(child.tag) not in _NEVER_SHOWN:
            for each in _ungrouped(_element(child, names)):
                _append(short, each)
    return short


def _attributes(part: ElementTree.Element, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for pair in filter(None, part.get("style", "").split(";")):
        name, value = (side.strip() for side in pair.split(":"))
        if (name, value) not in _IMPLIED:
            yield name, value
    # A letter is drawn in a unit of its own, which its path can do without.
    unit = _UNIT.fullmatch(part.get("transform", ""))
    along = _SHIFT.fullmatch(part.get("transform", ""))
    for full, value in part.attrib.items():
        name = _plain(full)
        if name == "id" and value in names:
            yield name, names[value]
        elif name == "href":
            yield name, f"#{names[value[1:]]}"
        elif name == "d":
            yield name, _in_steps(value, float(unit[1]) if unit else 1.0)
        elif name == "transform" and along:
            yield "x", _short(float(along[1]))
        elif name not in _NEVER_SHOWN and not (unit and name == "transform"):
            yield name, _DECIMALS.sub(lambda number: _short(float(number[0])), value)


def _ungrouped(part: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield an element, what a mere group holds, or nothing for what is not drawn."""
    if part.tag == "g" and not part.attrib:
        yield from part
    elif part.attrib.keys() != {"d"} and (part.tag != "defs" or len(part)):
        yield part


def _append(parent: ElementTree.Element, part: ElementTree.Element) -> None:
    """Append an element; a line that looks like the one before becomes one with it."""
    last = parent[-1] if len(parent) else None
    is_line = "d" in part.attrib and "id" not in part.attrib
    if last is not None and is_line and last.attrib | {"d": part.attrib["d"]} == part.attrib:
        last.attrib["d"] += part.attrib["d"]
    else:
        parent.append(part)


def _in_steps(path: str, unit: float) -> str:
    """Return a path whose points are told as steps from the last one, which takes less room."""
    steps, at = "", (0.0, 0.0)
    for command, written in _COMMANDS.findall(path):
        numbers = [round(float(number) * unit, 1) for number in written.split()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "M":
            at = (0.0, 0.0)
        moves = [(_short(x - at[0]), _short(y - at[1])) for x, y in points]
        letter = command if command == "M" else command.lower()
        steps += letter + " ".join(f"{right} {down}" for right, down in moves)
        at = points[-1] if points else at
    # A step straight on has one number, and a minus parts numbers well enough.
    straight = _ACROSS.sub(r"h\1", _ALONG.sub(r"v\1", steps))
    return straight.replace(" -", "-")


def _plain(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def _short(number: float) -> str:
    """Return a number with one decimal at most, without a zero before it."""
    short = f"{number:.1f}".removesuffix(".0")
    return "0" if short == "-0" else re.sub(r"^(-?)0\.", r"\1.", short)
