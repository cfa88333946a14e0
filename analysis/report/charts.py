"""Charts of a report: dots with their intervals on an axis that shows the target.

The only place that loads matplotlib, at the first chart. Charts are SVG with
letters as outlines of the packaged font: the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import floor
from typing import TYPE_CHECKING

from templates.letters import FONTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_FONT = FONTS / "be-vietnam-pro" / "BeVietnamPro-Regular.ttf"
INK = "#1d1b18"
FAINT = "#55504a"
LINE = "#8a837a"
PAPER = "#fffdf9"
# Points as wide as a phone is in CSS pixels: what is readable there is readable everywhere.
WIDTH = 300
_ROW_WIDTH = 170
_ROW_HEIGHT = 24
POINTS_PER_INCH = 72


@dataclass(frozen=True)
class Axis:
    """The part of 0-1 that a chart shows, and its ticks.

    Attributes
    ----------
    low : float
        Where it begins; it ends at 1.
    """

    low: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """The places that are numbered, five at most."""
        tenths = round((1 - self.low) * 10)
        step = next(size for size in (1, 2, 5) if tenths / size <= 4 or size == 5)
        return tuple((10 - back) / 10 for back in range(tenths - tenths % step, -1, -step))


@dataclass(frozen=True)
class Mark:
    """What is drawn of one estimate, each a proportion; None is not drawn."""

    share: float
    low: float | None = None
    high: float | None = None
    bound: float | None = None


def axis_for(values: Iterable[float]) -> Axis:
    """Return the axis that shows all values, from 70 % unless one lies lower."""
    lowest = min(values, default=1.0)
    return Axis(min(0.7, max(0.0, floor(lowest * 10 - 1e-9) / 10)))


def row_svg(mark: Mark, axis: Axis, target: float | None) -> bytes:
    """Return the picture that stands in a row of a table."""
    figure, axes = _drawing(_ROW_WIDTH, _ROW_HEIGHT, axis)
    if target is not None:
        axes.plot([target, target], [0, _ROW_HEIGHT], color=LINE, linewidth=1, dashes=(3, 2))
    _draw_mark(axes, mark, _ROW_HEIGHT / 2)
    return svg_of(figure)


def scale_svg(axis: Axis, labels: Sequence[str]) -> bytes:
    """Return the numbers of the axis, for the head of a table; `labels` are those of its ticks."""
    figure, axes = _drawing(_ROW_WIDTH, 18, axis)
    axes.plot([axis.low, 1], [1, 1], color=LINE, linewidth=1)
    for tick, label in zip(axis.ticks, labels, strict=True):
        axes.plot([tick, tick], [1, 4], color=LINE, linewidth=1)
        axes.text(tick, 6, label, size=9, color=FAINT, ha="center", va="bottom")
    return svg_of(figure)


def verdict_svg(
    mark: Mark, axis: Axis, labels: Sequence[str], value: str, target: tuple[float, str]
) -> bytes:
    """Return the picture of one verdict.

    Parameters
    ----------
    mark : Mark
        The estimate, its interval and the bound that decided.
    axis : Axis
    labels : sequence of str
        Words at the ticks of the axis.
    value : str
        Words at the dot.
    target : tuple of float and str
        The target, and the words at its line.

    Returns
    -------
    bytes
        An SVG file.
    """
    figure, axes = _drawing(WIDTH, 92, axis)
    place, words = target
    axes.plot([place, place], [20, 74], color=INK, linewidth=1.2, dashes=(4, 2))
    axes.text(place, 77, words, size=11, color=INK, ha=_side(place, axis), va="bottom")
    axes.plot([axis.low, 1], [20, 20], color=LINE, linewidth=1)
    for tick, label in zip(axis.ticks, labels, strict=True):
        axes.plot([tick, tick], [17, 20], color=LINE, linewidth=1)
        axes.text(tick, 13, label, size=10, color=FAINT, ha="center", va="top")
    _draw_mark(axes, mark, 38)
    box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    side = _side(mark.share, axis)
    axes.text(mark.share, 47, value, size=12, color=INK, ha=side, va="bottom", bbox=box)
    return svg_of(figure)


def _side(place: float, axis: Axis) -> str:
    """Return how words lie about a place, so that they stay inside the picture."""
    part = (place - axis.low) / (1 - axis.low)
    if part < 0.15:
        return "left"
    return "right" if part > 0.85 else "center"


def _draw_mark(axes: Axes, mark: Mark, height: float) -> None:
    if mark.low is not None and mark.high is not None:
        axes.plot([mark.low, mark.high], [height, height], color=INK, linewidth=1.4)
    if mark.bound is not None:
        reach = [mark.share, mark.bound]
        axes.plot(reach, [height, height], color=INK, linewidth=4, solid_capstyle="butt")
        axes.plot([mark.bound] * 2, [height - 6, height + 6], color=INK, linewidth=1.6)
    axes.plot([mark.share], [height], "o", color=INK, markersize=7, markeredgewidth=0)


def _drawing(width: int, height: int, axis: Axis) -> tuple[Figure, Axes]:
    size = (width / POINTS_PER_INCH, height / POINTS_PER_INCH)
    figure = figure_class()(figsize=size)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    # Room at both ends, so that a dot at 100 % and the numbers at the ends are whole.
    room = (1 - axis.low) * 0.09
    axes.set_xlim(axis.low - room, 1 + room)
    axes.set_ylim(0, height)
    return figure, axes


@cache
def figure_class() -> type[Figure]:
    """Return matplotlib's figure, with the packaged font as its own."""
    # Loading takes a second or two, which a server and other formats are spared.
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.font_manager import fontManager  # noqa: PLC0415

    fontManager.addfont(_FONT)
    mpl.rcParams["font.family"] = ["Be Vietnam Pro"]
    # Without it the names inside the file are random.
    mpl.rcParams["svg.hashsalt"] = "hailong"
    return Figure


def svg_of(figure: Figure) -> bytes:
    """Return the figure as an SVG file that says nothing of when and by what it was made."""
    file = BytesIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(file, format="svg", transparent=True, metadata=nothing)
    return file.getvalue()
