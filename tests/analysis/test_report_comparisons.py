"""A report holds service points against the rest and claims only what is proved; no ranking."""

import csv
import io
import json
import re
from dataclasses import replace
from random import Random
from urllib.parse import unquote

import pytest

from analysis.caveats import CaveatCode
from analysis.indices.units import Standing
from analysis.report.build import build_report
from analysis.report.charts.funnel import size_ticks
from analysis.report.findings.units import UnitComparisons
from analysis.report.formats.data import write as report_data
from analysis.report.formats.html import write as report_html
from analysis.report.formats.json import write as report_json
from analysis.report.model import Report
from analysis.report.sections.page import Page
from analysis.report.sections.units import claims as sentence_of_claims
from analysis.report.words import Words
from tests.analysis.documents import (
    caption,
    first_part,
    pictures,
    plain,
    rows,
    section_of,
    sentences,
    table,
)
from tests.analysis.forms import PLAN
from tests.analysis.test_charts import dots, lines
from tests.analysis.test_report_build import SOURCE, make_responses


def person(share: float, random: Random) -> str:
    """Return the answers of somebody who agrees with himself: correlation 0.5."""
    rate = random.betavariate(share, 1 - share)
    return "".join("5" if random.random() < rate else "2" for _ in "123") + "--"


def office(seed: int = 1, people: int = 60, **shares: float) -> Report:
    """Return the report of an office whose service points have these true shares."""
    random = Random(seed)
    points = [name for name in shares for _ in range(people)]
    packed = [person(shares[name], random) for name in points]
    return build_report(make_responses(*packed, points=list(points)), PLAN, SOURCE)


def claims(report: Report) -> dict[str, Standing | None]:
    return {
        unit.unit: unit.standing
        for unit in report.findings_of(UnitComparisons)[0].units
        if unit.standing is not Standing.UNDECIDED
    }


def json_of(report: Report) -> dict[str, list[dict[str, object]]]:
    value: dict[str, list[dict[str, object]]] = json.loads(report_json(report, "vi"))
    return value


def test_of_service_points_that_are_all_alike_none_is_claimed() -> None:
    alike = dict.fromkeys(("a", "b", "c", "d", "e", "f"), 0.9)
    assert [claims(office(seed, **alike)) for seed in range(12)] == [{}] * 12


def test_the_one_that_is_worse_is_claimed_and_no_other() -> None:
    for seed in range(4):
        report = office(seed, 150, a=0.9, b=0.9, c=0.6, d=0.9, e=0.9)
        assert claims(report) == {"c": Standing.LOWER}
        blocks = first_part(report, "standings", "vi")
        assert caption(blocks).startswith("c thấp hơn phần còn lại ")
        assert [group.title for group in table(blocks).groups] == [
            "Thấp hơn phần còn lại",
            "Chưa phân biệt được với phần còn lại",
        ]


def test_within_a_group_the_order_is_that_of_the_report_and_no_ranking() -> None:
    report = office(2, 100, a=0.95, b=0.85, c=0.9, d=0.88)
    found = table(first_part(report, "standings"))
    names = [row[0] for row in rows(found)]
    assert sorted(names) == [f"{n}. {g.id}" for n, g in enumerate(report.service_points, start=1)]
    for group in found.groups:
        of_group = [plain(row.cells[0].text) for row in group.rows]
        assert of_group == sorted(of_group)


def test_where_nothing_differs_the_title_says_so_and_claims_no_likeness() -> None:
    blocks = first_part(office(3, a=0.9, b=0.9, c=0.9), "standings")
    assert caption(blocks) == "No service point differs from the rest beyond chance."
    assert sentences(blocks)[-1].startswith("“Not distinguishable” does not mean alike")
    assert len(pictures(blocks)) == 1


def test_a_high_one_is_said_to_be_high() -> None:
    report = office(1, 300, a=0.7, b=0.7, c=0.97, d=0.7, e=0.7)
    said = caption(first_part(report, "standings", "vi"))
    assert re.fullmatch(
        r"c cao hơn phần còn lại \d+,\d điểm phần trăm"
        r" \(khoảng tin cậy 95% của chênh lệch: \+\d+,\d đến \+\d+,\d\)\.",
        said,
    )


def test_of_two_that_differ_both_are_said_and_nothing_is_left_open() -> None:
    blocks = first_part(office(1, 300, a=0.6, b=0.95), "standings")
    assert caption(blocks) == (
        "a is 32.8 percentage points lower than the rest (95% interval of the difference: −37.8 to"
        " −27.6). b is 32.8 percentage points higher than the rest (95% interval of the difference:"
        " +27.6 to +37.8)."
    )
    assert sentences(blocks) == []


def test_where_to_look_is_said_apart_from_what_is_proved() -> None:
    offices = (office(seed, 60, a=0.9, b=0.8, c=0.8, d=0.9) for seed in range(40))
    assert any(
        note.startswith("Where to look, though nothing is proved")
        for report in offices
        for note in sentences(first_part(report, "standings"))
    )


@pytest.fixture(scope="module")
def with_hidden() -> Report:
    random = Random(5)
    names = ["Hiện A"] * 60 + ["Hiện B"] * 60 + ["Hiện C"] * 60 + ["Kín D"] * 6 + ["Kín E"] * 24
    packed = [person(0.5 if name == "Kín E" else 0.8, random) for name in names]
    return build_report(make_responses(*packed, points=list(names)), PLAN, SOURCE)


def test_what_is_withheld_is_named_and_nothing_of_it_told(with_hidden: Report) -> None:
    hidden = {g.id for g in with_hidden.service_points if g.indices[0].estimate is None}
    assert hidden == {"Kín D", "Kín E"}
    found = json_of(with_hidden)["comparisons"]
    withheld = [unit for unit in found[0]["units"] if unit["id"] in hidden]
    told = {key for unit in withheld for key, value in unit.items() if value is not None}
    assert told == {"id", "compared_with", "caveats"}
    assert [caveat["code"] for caveat in found[0]["caveats"]] == ["names_suppressed"]
    page = report_html(with_hidden, "vi").decode()
    (section,) = re.findall(r'<section aria-labelledby="standings">.*?</section>', page, re.DOTALL)
    sentence = "Chưa thể nêu về Kín D, Kín E: nêu ra sẽ làm lộ những kết quả được giữ kín"
    assert section.count("Kín") == 2 * sentence.count("Kín")
    assert section.count(sentence) == 2
    assert "Trong các quầy nêu được, không quầy nào khác phần còn lại" in section
    pictures = re.findall(r"svg\+xml,([^\"]+)\"", section)
    assert [len(dots(unquote(picture).encode())) for picture in pictures] == [3, 3]
    lines = csv.DictReader(io.StringIO(report_data(with_hidden, "vi").decode()))
    compared = [row for row in lines if row["level"] == "comparison"]
    assert [row["part_name"] for row in compared if row["p_claim"]] == [
        *("Hiện A", "Hiện B", "Hiện C")
    ] * 2


def test_the_rest_are_all_other_respondents(with_hidden: Report) -> None:
    (first, _), (every, _) = with_hidden.findings_of(UnitComparisons), with_hidden.indices
    assert every.estimate is not None
    assert first.centre == every.estimate.estimate
    y, m = (every.estimate.estimate or 0) * every.estimate.answers, every.estimate.answers
    for unit in first.units[:3]:
        own = unit.entry.estimate
        assert unit.test is not None
        assert own is not None
        assert own.estimate is not None
        rest = (y - own.estimate * own.answers) / (m - own.answers)
        assert unit.test.difference == pytest.approx(own.estimate - rest)
        assert len(unit.rest) == 4


def test_masked_service_points_stay_in_the_rest_of_those_that_differ() -> None:
    # Of eight service points with 45 people six lie at 97 %, two at 82 %.
    high = ["555--"] * 42 + ["525--"] + ["552--"] * 2
    low = ["555--"] * 29 + ["222--"] * 4 + ["552--"] * 12
    points = [name for name in "abcdefgh" for _ in range(45)]
    report = build_report(make_responses(*high * 6, *low * 2, points=list(points)), PLAN, SOURCE)
    for found in report.findings_of(UnitComparisons):
        assert [unit.unit for unit in found.units if unit.entry.end] == list("abcdef")
        assert [unit.standing for unit in found.units[6:]] == [Standing.LOWER] * 2
        assert {unit.standing for unit in found.units[:6]} == {Standing.UNDECIDED}
        assert [unit.test for unit in found.units[:6]] == [None] * 6
    assert caption(first_part(report, "standings")) == (
        "g (13.3), h (15.6) are lower than the rest (percentage points in brackets)."
    )
    # Both that differ are left out of the centre: that of the six alike.
    centres = [found.centre for found in report.findings_of(UnitComparisons)]
    assert centres == pytest.approx([132 / 135, 87 / 90])
    row = rows(table(first_part(report, "standings")))[2]
    assert row == ["1. a", "…", "…", "…"]


def test_a_masked_service_point_is_said_to_differ_where_its_end_leaves_no_doubt() -> None:
    people = {"a": (100, 30), "b": (100, 30), "c": (100, 30), "high": (45, 44), "low": (40, 1)}
    points = [name for name, (count, _) in people.items() for _ in range(count)]
    packed = [
        "555--" if number < content else "222--"
        for count, content in people.values()
        for number in range(count)
    ]
    report = build_report(make_responses(*packed, points=list(points)), PLAN, SOURCE)
    found = {unit.unit: unit for unit in report.findings_of(UnitComparisons)[0].units}
    assert found["high"].standing is Standing.HIGHER
    assert found["low"].standing is Standing.LOWER
    assert (found["high"].test, found["low"].test) == (None, None)


def test_a_service_point_where_nobody_answered_is_named_and_nothing_else() -> None:
    packed = ["525--"] * 30 + ["552--"] * 30 + ["-----"] * 12
    report = build_report(
        make_responses(*packed, points=["a"] * 30 + ["b"] * 30 + ["none"] * 12), PLAN, SOURCE
    )
    for found in report.findings_of(UnitComparisons):
        assert [unit.standing for unit in found.units][2] is None
        assert [dict(caveat.values) for caveat in found.caveats] == [{"names": "none"}]


def test_where_only_withheld_service_points_can_be_compared_no_share_is_drawn() -> None:
    packed = (["555--"] * 29 + ["222--"]) * 3
    report = build_report(
        make_responses(*packed, points=["a"] * 30 + ["b"] * 30 + ["c"] * 30), PLAN, SOURCE
    )
    for found in report.findings_of(UnitComparisons):
        assert {unit.test for unit in found.units} == {None}
        assert {unit.standing for unit in found.units} == {Standing.UNDECIDED}
    assert pictures(first_part(report, "standings")) == []


def test_a_masked_service_point_in_doubt_is_not_told() -> None:
    # At 95 % nothing would be proved of it, at 100 % it would be higher than the rest.
    end = ["555--"] * 39 + ["222--"] + ["555--"] * 39 + ["225--"]
    packed, points = ["555--"] * 70 + ["222--"] * 20 + end, ["a"] * 90 + ["b"] * 40 + ["c"] * 40
    report = build_report(make_responses(*packed, points=list(points)), PLAN, SOURCE)
    found = report.findings_of(UnitComparisons)[0]
    assert [unit.entry.end is not None for unit in found.units] == [False, True, True]
    assert [unit.standing for unit in found.units] == [Standing.LOWER, None, None]
    assert [dict(caveat.values) for caveat in found.caveats] == [{"names": "b, c"}]


def test_the_json_has_every_figure_with_its_method() -> None:
    found = json_of(office(1, a=0.9, b=0.8, c=0.9))["comparisons"]
    assert [index["id"] for index in found] == ["service", "people"]
    assert set(found[0]) >= {"methods", "funnel", "units", "caveats"}
    for unit in found[0]["units"]:
        assert unit["standing"] == "UNDECIDED"
        assert unit["interval"]["method"] == "one_more_person"
        assert 0 < unit["p_value"] <= unit["p_screening"] <= unit["p_claim"] <= 1
        assert len(unit["compared_with"]) == 2
        assert unit["difference_interval"]["method"] == "mover_one_more_person"
        ends = unit["difference_interval"]
        assert (ends["low"] <= 0 <= ends["high"]) == (unit["p_value"] > 0.05)


def test_one_service_point_alone_is_told_in_one_sentence() -> None:
    report = office(1, a=0.9)
    (index, _) = report.findings_of(UnitComparisons)
    assert (index.units, index.centre) == ((), None)
    assert [caveat.code for caveat in index.caveats] == [CaveatCode.TOO_FEW_TO_COMPARE]
    page = report_html(report, "vi").decode()
    assert (
        "<p>Không có gì để so sánh: chưa đủ hai quầy có từ mười người trả lời trở lên.</p>" in page
    )
    lines = csv.DictReader(io.StringIO(report_data(report, "en").decode()))
    (row, _) = [row for row in lines if row["level"] == "comparison"]
    assert row["caveats"].startswith("Nothing to compare")


def test_without_service_points_there_is_no_such_section() -> None:
    report = build_report(make_responses(*["543--"] * 20), PLAN, SOURCE)
    assert section_of(report, "standings") is None


def test_where_everybody_is_satisfied_there_is_nothing_to_draw() -> None:
    report = build_report(
        make_responses(*["555--"] * 120, points=["a"] * 60 + ["b"] * 60), PLAN, SOURCE
    )
    blocks = first_part(report, "standings")
    assert pictures(blocks) == []
    assert caption(blocks) == "No service point differs from the rest beyond chance."
    assert [row[-1] for row in rows(table(blocks))] == ["p = 1.000"] * 2


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([300, 900], (200, 500, 1000)),
        ([40], (20, 50)),
        ([100, 100], (100, 200)),
        ([3, 40_000], (2, 10, 100, 1000, 10_000, 50_000)),
    ],
)
def test_numbers_on_the_axis_enclose_all_dots(values: list[float], expected: object) -> None:
    assert size_ticks(values) == pytest.approx(expected)


def test_all_limits_of_the_funnel_are_drawn_where_their_names_stand() -> None:
    (picture, *_) = pictures(first_part(office(3, a=0.92, b=0.91, c=0.93), "standings"))
    limits = [line for line in lines(picture.svg) if len(line) > 3]
    assert len(limits) == 4
    assert len({line[-1][0] for line in limits}) == 1


def test_long_names_are_cut_at_their_dot_and_whole_in_the_table() -> None:
    name = "Quầy tiếp nhận hồ sơ lao động, tiền lương"
    report = office(1, 150, **{name: 0.5, "b": 0.9, "c": 0.9, "d": 0.9})
    assert claims(report) == {name: Standing.LOWER}
    assert rows(table(first_part(report, "standings")))[0][0] == f"4. {name}"


def test_of_a_service_point_that_tells_no_difference_the_direction_is_said() -> None:
    report = office(1, 300, a=0.6, b=0.95)
    found = report.findings_of(UnitComparisons)[0]
    untold = replace(found, units=tuple(replace(unit, test=None) for unit in found.units))
    said = sentence_of_claims(untold, Page(report, Words("vi")))
    assert said == "a thấp hơn phần còn lại. b cao hơn phần còn lại."
