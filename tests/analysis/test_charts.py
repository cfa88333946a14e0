"""Charts show what they should, the same bytes each time."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from analysis.report.charts.drawing import INK, PAPER, Drawing, Lettering
from analysis.report.charts.funnel import Funnel, FunnelDot, funnel_svg
from analysis.report.charts.months import MonthLabels, months_svg
from analysis.report.charts.plane import Scale
from analysis.report.charts.shares import (
    Axis,
    DrawnShare,
    axis_for,
    row_svg,
    scale_svg,
    verdict_svg,
)
from analysis.report.findings.months import Direction, Monitoring, WatchedMonth
from questionnaires.model import Wording

AXIS = Axis(0.7)
DRAWN = DrawnShare(0.93, 0.9, 0.96, 0.91)
LABELS = ["70%", "80%", "90%", "100%"]
Line = list[tuple[float, float]]


def parts(svg: bytes, name: str) -> list[dict[str, str]]:
    """Return what is said of the parts of a picture of one kind, letters' outlines left out."""
    root = ElementTree.fromstring(svg)  # noqa: S314 (our own drawing)
    of_kind = root.iter(f"{{http://www.w3.org/2000/svg}}{name}")
    return [part.attrib for part in of_kind if "id" not in part.attrib]


def lines(svg: bytes) -> list[Line]:
    """Return the points of each line, from the left and from above."""
    paths = [part["d"] for part in parts(svg, "path")]
    return [points(line) for path in paths for line in path.split("M")[1:] if "z" not in line]


def points(line: str) -> Line:
    start, *steps = re.split(r"(?=[lhvHV])", line)
    x, y = map(float, re.findall(r"-?[\d.]+", start))
    at = [(x, y)]
    for step in steps:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", step)]
        x, y = {
            "H": (numbers[0], y),
            "V": (x, numbers[0]),
            "h": (x + numbers[0], y),
            "v": (x, y + numbers[0]),
            "l": (x + numbers[0], y + numbers[-1]),
        }[step[0]]
        at.append((x, y))
    return at


def dots(svg: bytes) -> list[dict[str, str]]:
    """Return what is said of each dot of a drawing."""
    return [part for part in parts(svg, "use") if "y" in part]


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


def test_letters_are_outlines_so_that_no_font_of_the_reader_is_needed() -> None:
    svg = verdict_svg(DRAWN, AXIS, LABELS, "93,0%", (0.9, "mục tiêu 90%"))
    assert b"<text" not in svg
    used = set(re.findall(rb"href='#(\w+)'", svg))
    assert used == set(re.findall(rb"<path id='(\w+)'", svg))
    # The letters, and the dot.
    assert len(used) == len(set("".join(LABELS) + "93,0%" + "mục tiêu 90%")) + 1


def test_a_drawing_is_the_same_each_time_and_says_nothing_of_when_it_was_made() -> None:
    svg = scale_svg(AXIS, LABELS)
    assert svg == scale_svg(AXIS, LABELS)
    assert b"date" not in svg


def test_a_picture_has_no_style_that_a_content_policy_would_block() -> None:
    assert b"style" not in verdict_svg(DRAWN, AXIS, LABELS, "93,0%", (0.9, "mục tiêu 90%"))
    assert b"style" not in months(0.95, 0.9, 0.9, 0.7)


def test_a_dot_lies_at_its_share_and_the_interval_about_it() -> None:
    svg = row_svg([(DRAWN, 0.9)], AXIS)
    (dot,) = (float(part["cx"]) for part in parts(svg, "circle"))
    target, interval = ([x for x, _ in line] for line in lines(svg))
    assert interval[0] < dot < interval[1]
    assert target[0] == target[1] == pytest.approx(interval[0])
    width = interval[1] - interval[0]
    assert (dot - interval[0]) / width == pytest.approx(0.5, abs=1e-3)


def test_the_picture_of_a_verdict_shows_what_a_row_shows() -> None:
    svg = verdict_svg(DRAWN, AXIS, LABELS, "93,0%", (0.9, "mục tiêu 90%"))
    row = row_svg([(DRAWN, 0.9)], AXIS)
    width = 300 / 170
    target, *_, interval, reach, bound = ([x for x, _ in line] for line in lines(svg))
    # The bar to the deciding bound is drawn there alone.
    assert min(abs(x - bound[0]) for x in reach) < 0.2
    in_row = [[x * width for x, _ in line] for line in lines(row)]
    for drawn, expected in zip((target, interval), in_row, strict=True):
        assert sorted(drawn) == pytest.approx(sorted(expected), abs=0.1)


def test_what_is_not_known_is_not_drawn() -> None:
    assert lines(row_svg([(DrawnShare(0.9), None)], AXIS)) == []
    assert len(lines(row_svg([(DrawnShare(0.9, 0.8, 1.0), 0.9)], AXIS))) == 2


def test_shares_of_a_row_lie_below_each_other_each_with_its_own_target() -> None:
    svg = row_svg([(DRAWN, 0.9), (None, 0.8), (DrawnShare(0.95), None)], AXIS)
    first, last = parts(svg, "circle")
    assert float(first["cy"]) < float(last["cy"])
    assert first["fill"] != last["fill"]
    heights = [(line[0][1], line[1][1]) for line in lines(svg)]
    assert heights == [(0, 8), (4, 4), (8, 16)]


@pytest.mark.parametrize("share", [0.7, 0.85, 1.0])
def test_words_stay_inside_the_picture(share: float) -> None:
    svg = verdict_svg(DrawnShare(share), AXIS, LABELS, "100,0%", (share, "mục tiêu 100%"))
    begins = [float(x) for x in re.findall(r"translate\((-?[\d.]+) ", svg.decode())]
    assert begins
    assert all(0 <= x < 300 for x in begins)


@pytest.mark.parametrize(("side", "begins"), [("left", 100), ("center", 80), ("right", 60)])
def test_words_lie_at_a_side_of_their_point(side: str, begins: float) -> None:
    drawing = Drawing(200, 20)
    drawing.write((100, 10), "70%" * 2, Lettering(20 / (0.594 + 0.676 + 0.849), INK, side))
    (x,) = re.findall(r"translate\((-?[\d.]+) ", drawing.svg().decode())
    assert float(x) == pytest.approx(begins, abs=1)


def test_a_letter_that_the_font_has_not_does_not_stop_a_drawing() -> None:
    drawing = Drawing(200, 20)
    drawing.write((100, 10), "Quầy 字 ∞", Lettering(9, INK))
    assert drawing.svg().count(b"href=") == 8


def test_the_scale_has_a_line_and_a_stroke_for_each_number() -> None:
    assert len(lines(scale_svg(AXIS, LABELS))) == 5


def test_the_scale_names_each_target_at_its_line() -> None:
    svg = scale_svg(AXIS, LABELS, [(0.9, "mục tiêu 90%"), (0.866, "mục tiêu 86,6%")])
    assert len(lines(svg)) == 7


def funnel(*drawn: FunnelDot) -> bytes:
    sizes = Scale("số câu", [(2.0, "100"), (3.0, "1.000")])
    shares = Scale("tỷ lệ", [(0.6, "60%"), (0.8, "80%"), (1.0, "100%")])
    return funnel_svg(Funnel(drawn, 0.9, "90,0%", ("95%", "99,8%"), sizes, shares))


def dots_down(svg: bytes) -> list[float]:
    """Return how far down each dot lies."""
    return [float(part["y"]) for part in dots(svg)]


def test_the_funnel_has_a_dot_for_each_unit_and_narrows_to_the_right() -> None:
    near = FunnelDot(1, 120, 0.95, "Quầy 1")
    svg = funnel(near, FunnelDot(2, 800, 0.7, "Quầy 2", is_claimed=True))
    first, second = dots_down(svg)
    assert first < second
    assert funnel(near) == funnel(near)
    limits = [line for line in lines(svg) if len(line) > 20]
    assert len(limits) == 4
    for line in limits[0::2]:
        heights = [y for _, y in line]
        assert heights == sorted(heights, reverse=True)


def test_names_of_near_dots_stand_on_lines_of_their_own() -> None:
    alike = [FunnelDot(n, 300, 0.7, f"Quầy {n}", is_claimed=True) for n in range(3)]
    svg = funnel(*alike).decode()
    written = [float(y) for y in re.findall(r"translate\([\d.]+ ([\d.]+)\) scale\(0.095", svg)]
    heights = sorted(set(written))
    assert len(heights) == 3
    assert min(b - a for a, b in pairwise(heights)) > 10


def test_of_many_dots_only_those_that_stand_out_have_a_label() -> None:
    inside = [FunnelDot(n, 300, 0.9, f"Xã {n}") for n in range(1, 40)]
    outside = FunnelDot(40, 300, 0.7, "Xã 40", is_claimed=True)
    few, many, named = funnel(*inside[:10]), funnel(*inside), funnel(*inside, outside)
    letters = [svg.count(b"href=") - len(dots(svg)) for svg in (few, many, named)]
    assert letters[0] > letters[1] < letters[2]


def test_of_long_names_the_part_is_written_that_tells_them_apart() -> None:
    names = [f"Trung tâm Phục vụ hành chính công xã {place}" for place in ("A", "B")]
    alike = [FunnelDot(n, 300, 0.7, name, is_claimed=True) for n, name in enumerate(names)]
    short = [
        FunnelDot(n, 300, 0.7, f"…{name[-1]}", is_claimed=True) for n, name in enumerate(names)
    ]
    assert funnel(*alike) == funnel(*short)


def months(*shares: float | None, watched: int = 2) -> bytes:
    before = len(shares) - watched
    drawn = [
        WatchedMonth(
            f"2026-{number + 1:02}",
            share,
            100,
            is_baseline=number < before,
            lower=0.8,
            upper=1.0,
            is_outside=share is not None and share < 0.8,
            alarm=Direction.LOWER if share is not None and share < 0.8 else None,
        )
        for number, share in enumerate(shares)
    ]
    found = Monitoring("all", Wording({}), 0.9, months=tuple(drawn))
    scale = Scale("tỷ lệ", [(0.6, "60%"), (0.8, "80%"), (1.0, "100%")])
    names = {month.month: "08/2026" for month in drawn if month.alarm}
    return months_svg(found, scale, MonthLabels(names, "90,0%", "thường lệ", "theo dõi"))


def test_a_month_lies_at_its_share_and_an_alarm_is_filled() -> None:
    svg = months(0.95, 0.9, 0.9, 0.7)
    heights = dots_down(svg)
    assert heights[0] < heights[1] == heights[2] < heights[3]
    assert [part["fill"] for part in dots(svg)] == [PAPER] * 3 + [INK]


def test_a_withheld_month_has_no_dot_and_no_line_to_its_neighbours() -> None:
    every, some = months(0.95, 0.9, 0.9, 0.7), months(0.95, None, 0.9, 0.7)
    assert (len(dots(every)), len(dots(some))) == (4, 3)
    assert len(lines(every)) - len(lines(some)) == 2
