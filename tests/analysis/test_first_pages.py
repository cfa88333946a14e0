"""The first two pages of a report: who answered where, what has moved, what to look at."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from analysis.case_counts import CaseCounts, CaseRow
from analysis.columns import FIELD
from analysis.estimates import Interval
from analysis.report.build import build_report
from analysis.report.document import Bullets
from analysis.report.findings.changes import Change, Movement
from analysis.report.findings.compared import Reference
from analysis.report.findings.months import Monitoring
from analysis.report.model import Period, Report, Source
from analysis.report.sections.changes import moved
from analysis.report.sections.page import Page
from analysis.report.words import Words
from analysis.responses import Responses, labelled
from questionnaires.model import Wording
from tests.analysis.documents import plain, section_of
from tests.analysis.small_report import small_report
from tests.analysis.test_report_build import PLAN, SOURCE, make_responses, report_of
from tests.analysis.test_report_comparisons import person

FALLING = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5]
CHANGE = Change("all", Wording({"en": "All"}), Reference.BEFORE, Period(), "before")


def bullets(report: Report, name: str) -> list[str]:
    section = section_of(report, name)
    assert section
    return [
        plain(item)
        for block in section.blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]


def of_points(*counted: int, **cases: int) -> Report:
    """Return a report of points a, b, … with so many responses, and with cases of some names."""
    points = [name for name, count in zip("abc", counted, strict=False) for _ in range(count)]
    rows = tuple(CaseRow((name,), count, at) for at, (name, count) in enumerate(cases.items(), 2))
    counts = CaseCounts("cases.csv", "0" * 64, ("service_point",), rows) if rows else None
    responses = make_responses(*["5552-"] * len(points), points=list(points))
    return build_report(responses, PLAN, Source("office", cases=counts))


def of_months(*counted: int) -> Report:
    """Return a report of months with so many responses."""
    days = [f"2026-{at:02}-03" for at, count in enumerate(counted, 1) for _ in range(count)]
    answers = (["255--", "525--"] + ["555--"] * 8) * len(days)
    return build_report(make_responses(*answers[: len(days)], days=days), PLAN, SOURCE)


def test_a_trend_of_the_only_index_is_not_numbered() -> None:
    (said,) = (line for line in bullets(falling(), "first-look") if "falling" in line.lower())
    assert "Index" not in said


def falling() -> Report:
    return fallen_to(FALLING)


def fallen_to(shares: list[float]) -> Report:
    """Return a report of months with these true shares."""
    random, packed, days = Random(1), [], []
    for month, share in enumerate(shares, 1):
        packed += [person(share, random) for _ in range(60)]
        days += [f"2026-{month:02}-03"] * 60
    return build_report(make_responses(*packed, days=days), None, SOURCE)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (of_points(20, 30), "Responses by service point: from 20 (a) to 30 (b). How many"),
        (of_points(20, 20), "Responses of each service point: 20. How many"),
        (of_points(20, 30, a=40, b=50), "by service point: from 50.0% (a) to 60.0% (b)."),
        (of_points(20, 30, a=40, b=60), "At every service point 50.0% of the cases answered."),
        (of_points(20, 30, a=40, b=60, c=7), "Nobody answered at c (7 cases)."),
    ],
)
def test_the_survey_says_who_answered_where(report: Report, said: str) -> None:
    assert said in " ".join(bullets(report, "survey"))


@pytest.mark.parametrize(
    ("report", "said"),
    [
        # Nobody is compared with anybody where all are satisfied, and there is no service point.
        (report_of(*["555--"] * 20), "Nobody was less than satisfied with any of the criteria"),
        (report_of(*["555--"] * 15, "255--", "525--"), "all differences between criteria that"),
        (of_points(20, 20), "all differences between service points that may be told"),
        (of_months(9, 9), "all differences between criteria that may"),
        (of_months(30, 30), "all differences between criteria, months that may"),
        (small_report(), "all differences between criteria, service points, months that may"),
    ],
)
def test_where_nothing_stands_out_only_what_was_compared_is_named(
    report: Report, said: str
) -> None:
    (line,) = bullets(report, "first-look")
    assert said in line


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Find out what happened from 03/2026 on, when satisfaction was lower."),
        ("vi", "Tìm hiểu điều gì đã xảy ra từ tháng 03/2026, khi mức độ hài lòng thấp hơn"),
    ],
)
def test_a_fall_asks_for_what_happened_since(language: str, said: str) -> None:
    report = fallen_to([0.95] * 8 + [0.5] * 4)
    alarm = report.findings_of(Monitoring)[0].alarms[0]
    said = said.replace("03/2026", f"{alarm.begins[5:]}/2026")
    assert any(line.startswith(said) for line in proposed(report, language))


def test_a_trend_without_an_alarm_asks_why() -> None:
    assert "Find out why satisfaction falls from month to month." in proposed(falling(), "en")
    assert not any("satisfaction" in line for line in proposed(fallen_to([0.9] * 12), "en"))


def proposed(report: Report, language: str) -> list[str]:
    section = section_of(report, "proposals", language)
    assert section
    return [
        plain(item) for each in section.blocks if isinstance(each, Bullets) for item in each.items
    ]


def test_where_nobody_answered_people_are_to_be_invited() -> None:
    asked_for = bullets(of_points(20, 30, a=40, b=60, c=7), "proposals")
    assert "Invite people to answer at c, too." in asked_for


@pytest.mark.parametrize(("points", "is_asked"), [((20, 30), True), ((), False)])
def test_cases_are_asked_for_by_service_point_where_there_are_some(
    points: tuple[int, ...], is_asked: bool
) -> None:
    report = of_points(*points) if points else report_of(*["5552-"] * 20)
    asked_for = bullets(report, "proposals")
    assert any(line.startswith("Count the cases") for line in asked_for) is is_asked


@pytest.mark.parametrize(
    ("movement", "difference", "said"),
    [
        (Movement.LOWER, -0.03, "The index: 3.0 percentage points lower than in the period before"),
        (Movement.HIGHER, 0.03, "The index: 3.0 percentage points higher than in"),
        (
            Movement.UNDECIDED,
            0.03,
            "The index: no difference from the period before (04/2026) beyond",
        ),
        (None, None, ""),
    ],
)
def test_a_change_says_no_more_than_its_movement(
    movement: Movement | None, difference: float | None, said: str
) -> None:
    page = Page(replace(of_points(20), indices=of_points(20).indices[:1]), Words("en"))
    month = Period(date(2026, 4, 1), date(2026, 4, 30))
    interval = Interval(-0.05, 0.04, 0.95, "")
    change = replace(
        CHANGE, period=month, movement=movement, difference=difference, interval=interval
    )
    sentence = moved(change, page)
    assert sentence.startswith(said)
    assert bool(sentence) is bool(said)


def test_a_change_against_months_or_a_named_report_names_them() -> None:
    page = Page(replace(of_points(20), indices=of_points(20).indices[:1]), Words("en"))
    known = {
        "movement": Movement.HIGHER,
        "difference": 0.1,
        "interval": Interval(0.01, 0.2, 0.95, ""),
    }
    quarter = Period(date(2025, 4, 1), date(2025, 6, 30))
    earlier = replace(CHANGE, reference=Reference.YEAR_EARLIER, period=quarter, **known)
    assert "the same period a year earlier (04/2025–06/2025)" in moved(earlier, page)
    given = replace(CHANGE, reference=Reference.GIVEN, **known)
    assert "than in the report “before” (95% interval" in moved(given, page)


def test_of_many_names_a_few_stand_in_a_sentence() -> None:
    page = Page(of_points(20), Words("en"))
    assert page.named(list("abcdefgh")) == "a, b, c, d, e, f, g, h"
    assert page.named(list("abcdefghi")) == "a, b, c, d, e, f and 3 more"


def test_fields_that_are_one_to_one_with_service_points_have_no_table() -> None:
    answered = make_responses(*["5552-"] * 20, *["2552-"] * 30, points=["a"] * 20 + ["b"] * 30)
    for fields, has_table in ((["x"] * 20 + ["y"] * 30, False), (["x"] * 30 + ["y"] * 20, True)):
        labels = answered.labels | {FIELD: labelled(fields)}
        report = build_report(
            Responses(answered.questionnaire, answered.answers, labels, answered.days), PLAN, SOURCE
        )
        assert (section_of(report, "fields") is not None) is has_table
