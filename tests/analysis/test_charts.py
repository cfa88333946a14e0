"""Charts show what they should, the same bytes each time."""

import re
import subprocess
import sys
from itertools import pairwise

import pytest

from analysis.report.charts import Axis, Mark, axis_for, row_svg, scale_svg, verdict_svg
from analysis.report.funnel_chart import Funnel, FunnelDot, funnel_svg
from analysis.report.months_chart import MonthDot, MonthsPicture, months_svg
from analysis.report.plane import Scale

AXIS = Axis(0.7)
MARK = Mark(0.93, 0.9, 0.96, 0.91)


def lines(svg: bytes) -> list[str]:
    return re.findall(r'<path d="([^"]+)" clip-path', svg.decode())


@pytest.mark.parametrize(
    ("values", "low"),
    [([], 0.7), ([0.95], 0.7), ([0.7], 0.6), ([0.71, 0.65], 0.6), ([0.001], 0.0), ([0.0], 0.0)],
)
def test_the_axis_shows_every_value_and_begins_at_seventy_if_it_can(
    values: list[float], low: float
) -> None:
    assert axis_for(values).low == pytest.approx(low)


@pytest.mark.parametrize(
    ("low", "ticks"),
    [(0.7, (0.7, 0.8, 0.9, 1.0)), (0.5, (0.6, 0.8, 1.0)), (0.0, (0.0, 0.5, 1.0))],
)
def test_ticks_are_round_and_few(low: float, ticks: tuple[float, ...]) -> None:
    assert Axis(low).ticks == pytest.approx(ticks)


def test_a_chart_is_the_same_each_time() -> None:
    def draw() -> bytes:
        labels = ["70%", "80%", "90%", "100%"]
        return verdict_svg(MARK, AXIS, labels, "93,0%", (0.9, "mục tiêu 90%"))

    assert draw() == draw()
    assert b"<dc:date>" not in draw()
    # Letters are outlines, so that no font of the reader's machine is needed.
    assert b"<text" not in draw()


def test_a_dot_lies_at_its_share_and_the_interval_about_it() -> None:
    svg = row_svg(MARK, AXIS, 0.9).decode()
    (dot,) = (float(x) for x in re.findall(r'<use [^>]*x="([\d.]+)"', svg))
    target, interval, reach, bound = (
        [float(x) for x in re.findall(r"[ML] ([\d.]+) ", path)] for path in lines(svg.encode())
    )
    assert interval[0] < dot < interval[1]
    assert target[0] == target[1] == pytest.approx(interval[0])
    assert reach == pytest.approx([dot, bound[0]])
    width = interval[1] - interval[0]
    assert (dot - interval[0]) / width == pytest.approx(0.5)


def test_what_is_not_known_is_not_drawn() -> None:
    assert lines(row_svg(Mark(0.9), AXIS, None)) == []
    assert len(lines(row_svg(Mark(0.9, 0.8, 1.0), AXIS, 0.9))) == 2


@pytest.mark.parametrize("share", [0.7, 0.85, 1.0])
def test_words_stay_inside_the_picture(share: float) -> None:
    labels = ["70%", "80%", "90%", "100%"]
    svg = verdict_svg(Mark(share), AXIS, labels, "100,0%", (share, "mục tiêu 100%")).decode()
    places = [float(x) for x in re.findall(r"translate\((-?[\d.]+) \S+ scale", svg)]
    assert places
    assert all(0 <= x < 300 for x in places)


def test_the_scale_has_a_mark_for_each_number() -> None:
    assert len(lines(scale_svg(AXIS, ["70%", "80%", "90%", "100%"]))) == 5


def test_the_drawing_library_is_loaded_only_when_something_is_drawn() -> None:
    code = "import sys, analysis.report.writing; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def funnel(*dots: FunnelDot) -> bytes:
    sizes = Scale("số câu", [(2.0, "100"), (3.0, "1.000")])
    shares = Scale("tỷ lệ", [(0.6, "60%"), (0.8, "80%"), (1.0, "100%")])
    return funnel_svg(Funnel(dots, 0.9, "90,0%", ("95%", "99,8%"), sizes, shares))


def marks(svg: bytes) -> list[float]:
    """Return how far down each dot lies."""
    found = re.findall(r'<use xlink:href="#m\w+" x="[\d.]+" y="([\d.]+)"', svg.decode())
    return [float(place) for place in found]


def test_the_funnel_has_a_dot_for_each_unit_and_narrows_to_the_right() -> None:
    svg = funnel(FunnelDot("1", 120, 0.95), FunnelDot("2", 800, 0.7, "Quầy 2", is_claimed=True))
    first, second = marks(svg)
    assert first < second
    assert funnel(FunnelDot("1", 120, 0.95)) == funnel(FunnelDot("1", 120, 0.95))
    lower = [path for path in lines(svg) if path.count("L") > 20][0::2]
    for path in lower:
        heights = [float(y) for y in re.findall(r"[ML] [\d.]+ ([\d.]+)", path)]
        assert heights == sorted(heights, reverse=True)


def test_names_of_near_dots_stand_on_lines_of_their_own() -> None:
    alike = [FunnelDot(str(n), 300, 0.7, f"Quầy {n}", is_claimed=True) for n in range(3)]
    svg = funnel(*alike).decode()
    written = [float(y) for y in re.findall(r"translate\([\d.]+ ([\d.]+)\) scale\(0.095", svg)]
    heights = sorted(set(written))
    assert len(heights) == 3
    assert min(b - a for a, b in pairwise(heights)) > 10


def months(*shares: float, watched: int = 2) -> bytes:
    count = len(shares)
    dots = [
        MonthDot(
            place=place,
            share=share,
            lower=0.8,
            upper=1.0,
            month="01",
            year="2026",
            is_watched=place >= count - watched,
            is_alarm=share < 0.8,
            name="08/2026" if share < 0.8 else "",
        )
        for place, share in enumerate(shares)
    ]
    scale = Scale("tỷ lệ", [(0.6, "60%"), (0.8, "80%"), (1.0, "100%")])
    return months_svg(MonthsPicture(dots, scale, 0.9, "90,0%", "thường lệ", "theo dõi"))


def test_a_month_lies_at_its_share_and_an_alarm_is_filled() -> None:
    svg = months(0.95, 0.9, 0.9, 0.7)
    heights = marks(svg)
    assert heights[0] < heights[1] == heights[2] < heights[3]
    fills = re.findall(r'<use xlink:href="#m[^>]*style="fill: (#\w+)', svg.decode())
    assert fills == ["#fffdf9"] * 3 + ["#1d1b18"]
