"""Charts show what they should, the same bytes each time."""

import re
import subprocess
import sys

import pytest

from analysis.report.charts import Axis, Mark, axis_for, row_svg, scale_svg, verdict_svg

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
