"""Before the plan's period is over a report says what there is to know, and no verdict."""

import csv
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from analysis.caveats import CaveatCode
from analysis.report.build import build_report
from analysis.report.formats import FORMATS
from analysis.report.model import Period, Report, Source, has_verdicts
from analysis.report.plan_verdicts import with_no_verdict_yet
from analysis.report.stored import report_of, stored
from analysis.report.words import no_verdict_yet
from tests.analysis.forms import PLAN
from tests.analysis.read_workbook import as_text
from tests.analysis.test_report_build import make_responses
from tests.analysis.unpacked import unpacked

NO_VERDICTS = re.compile("[✓✕]|\\b(MET|NOT_MET|Met|Not met|Above the target|Below the target)\\b")
WHOLE = Period()
METHODS = re.compile("“[^”]*”")  # what the words mean, wherever they stand


def part_of_plan(*rows: str, period: Period = WHOLE) -> Report:
    days = [str(max(period.begins or date(2026, 3, 1), PLAN.begins))] * len(rows)
    points = ["A", "B"] * (len(rows) // 2)
    responses = make_responses(*rows, points=points, days=days)
    made = build_report(responses, replace(PLAN, strata=()), Source("Sở thử"), period=period)
    return with_no_verdict_yet(made)


MET = ["5552-"] * 60
NOT_MET = ["2222-"] * 60
OPEN = [*["5555-"] * 14, *["2222-"] * 2]


@pytest.mark.parametrize("rows", [MET, NOT_MET, OPEN])
@pytest.mark.parametrize("kind", list(FORMATS))
def test_no_format_has_a_verdict(rows: list[str], kind: str) -> None:
    report = part_of_plan(*rows)
    written = METHODS.sub("", unpacked(FORMATS[kind].write(report, "en")).decode())
    assert not NO_VERDICTS.search(written)
    assert "verdict-" not in written


def test_it_says_that_the_period_is_not_over_and_when_it_is() -> None:
    page = FORMATS["html"].write(part_of_plan(*OPEN), "vi").decode()
    assert "Chưa hết kỳ</p>" in page
    assert page.count("một lần, cho cả kỳ (01/01/2026 – 30/06/2026)") == 1
    assert "Các mục tiêu có đạt không?" not in page
    assert not has_verdicts(part_of_plan(*OPEN))


def test_the_last_month_of_the_period_is_a_part_and_does_not_say_that_more_comes() -> None:
    # It is published when the period is over, and stands beside the verdict on it.
    may = part_of_plan(*OPEN, period=Period(date(2026, 5, 1), date(2026, 5, 31)))
    june = part_of_plan(*OPEN, period=Period(date(2026, 6, 1), date(2026, 6, 30)))
    pages = [FORMATS["html"].write(report, "vi").decode() for report in (may, june)]
    assert ["Chưa hết kỳ" in page for page in pages] == [True, False]
    assert ["Một phần của kỳ</p>" in page for page in pages] == [False, True]
    assert not has_verdicts(june)


def test_a_year_with_the_whole_period_leads_to_the_plans_own_report() -> None:
    # The first responses of the office are of the plan's first month: all are of its period.
    so_far = part_of_plan(*OPEN, period=Period(date(2025, 12, 1), date(2026, 6, 30)))
    page = FORMATS["html"].write(so_far, "vi").decode()
    assert "Xem báo cáo của kỳ kế hoạch</p>" in page
    assert "Một phần của kỳ" not in page
    short = part_of_plan(*OPEN, period=Period(date(2025, 12, 1), date(2026, 5, 31)))
    assert no_verdict_yet(short) == "Period not over"
    assert no_verdict_yet(short, is_over=True) == "Part of the period"


def test_programs_read_no_verdict_beside_the_target_and_how_many_are_needed() -> None:
    value = json.loads(FORMATS["json"].write(part_of_plan(*OPEN), "en"))
    assert "plan_not_over" in [caveat["code"] for caveat in value["caveats"]]
    entry = value["indices"][0]
    assert (entry["target"], entry["verdict"]) == (0.8, None)
    assert (entry["deciding_bound"], entry["p_value"]) == (None, None)
    assert entry["more_needed"] > 0
    assert entry["interval"]["low"] < entry["estimate"]
    rows = list(
        csv.DictReader(FORMATS["data"].write(part_of_plan(*OPEN), "en").decode().split("\n"))
    )
    assert rows[0]["more_needed"] == str(entry["more_needed"])
    assert {row["verdict"] for row in rows} == {""}


EQUAL = [*["5555-"] * 16, *["2222-"] * 4]


@pytest.mark.parametrize(
    ("rows", "judged", "part"),
    [
        (MET, "decided", "not_judged"),
        (NOT_MET, "decided", "not_judged"),
        (EQUAL, "equals_target", "equals_target"),
        (MET[:8], "no_interval", "no_interval"),
        (OPEN, None, None),
    ],
)
def test_programs_read_why_no_number_is_needed(
    rows: list[str], judged: str | None, part: str | None
) -> None:
    responses = make_responses(
        *rows, points=["A", "B"] * (len(rows) // 2), days=["2026-03-01"] * len(rows)
    )
    whole = build_report(responses, replace(PLAN, strata=()), Source("Sở thử"))
    for report, why in ((whole, judged), (part_of_plan(*rows), part)):
        entry = json.loads(FORMATS["json"].write(report, "en"))["indices"][0]
        assert entry["why_none_needed"] == why
        assert (entry["more_needed"] is None) == (why is not None)


def test_people_read_how_many_more_would_settle_it() -> None:
    page, table = (
        FORMATS[kind].write(part_of_plan(*OPEN), "en").decode() for kind in ("html", "csv")
    )
    assert "more would settle it." in page
    value = json.loads(FORMATS["json"].write(part_of_plan(*OPEN), "en"))
    assert value["indices"][0]["more_needed"] is not None
    assert "no practicable number" not in table


def test_it_is_kept_and_read_as_it_is() -> None:
    report = part_of_plan(*OPEN)
    assert report_of(stored(report), report.questionnaire, report.plan) == report
    assert report.indices[0].needed_to_decide == report.indices[0].more_needed is not None


def test_other_days_than_the_plans_and_no_plan_stay_as_they_are() -> None:
    responses = make_responses(*MET, points=["A", "B"] * 30, days=["2026-07-01"] * 60)
    plan = replace(PLAN, strata=())
    for made in (
        build_report(responses, plan, Source("Sở thử")),
        build_report(responses, None, Source("Sở thử")),
    ):
        assert with_no_verdict_yet(made) is made
        assert CaveatCode.PLAN_NOT_OVER not in {caveat.code for caveat in made.caveats}


def test_the_days_are_those_of_whole_months() -> None:
    plan = replace(PLAN, strata=(), begins=date(2026, 1, 15))
    responses = make_responses(*MET, points=["A", "B"] * 30, days=["2026-03-01"] * 60)
    made = with_no_verdict_yet(build_report(responses, plan, Source("Sở thử")))
    (caveat,) = [one for one in made.caveats if one.code is CaveatCode.PLAN_NOT_OVER]
    assert caveat.values["begins"] == "2026-01-01"


MARCH = "2026-03-01"


@pytest.mark.parametrize(
    ("begins", "ends", "days", "is_part"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), MARCH, True),
        (date(2026, 3, 1), date(2026, 6, 30), MARCH, True),
        (date(2026, 1, 1), date(2026, 6, 30), MARCH, False),
        (date(2025, 1, 1), date(2026, 12, 31), MARCH, False),
        # Where no days are asked for it is of the months of its responses.
        (None, None, MARCH, True),
        (None, None, "2026-01-09 2026-06-01", False),
        (None, date(2026, 6, 30), "2026-01-31", False),
    ],
)
def test_a_verdict_on_a_part_of_the_period_says_so(
    begins: date | None, ends: date | None, days: str, is_part: bool
) -> None:
    each_day = (days.split() * 60)[:60]
    responses = make_responses(*MET, points=["A", "B"] * 30, days=each_day)
    made = build_report(responses, PLAN, Source("Sở thử"), Period(begins, ends))
    doubts = [caveat.code for entry in made.indices for caveat in entry.caveats]
    assert has_verdicts(made)
    # Of its two indices one has a target.
    assert doubts.count(CaveatCode.PART_OF_PLAN) == int(is_part)
    page = FORMATS["html"].write(made, "vi").decode()
    assert ("Báo cáo này chỉ gồm một phần kỳ của kế hoạch" in page) is is_part
    value = json.loads(FORMATS["json"].write(made, "en"))
    codes = [caveat["code"] for caveat in value["indices"][0]["caveats"]]
    assert ("part_of_plan" in codes) is is_part
    # The card and the table of formulas, and in a workbook the rows of both.
    assert page.count("Đạt (một phần kỳ của kế hoạch)") == 2 * int(is_part)
    cells = as_text(FORMATS["xlsx"].write(made, "en")).decode()
    assert cells.count("Met (a part of the plan’s period)") == 2 * int(is_part)
    rows = FORMATS["csv"].write(made, "en").decode()
    assert ("Met (a part of the plan’s period)" in rows) is is_part


def test_where_there_is_no_verdict_yet_none_is_said_to_be_of_a_part() -> None:
    doubts = [c.code for entry in part_of_plan(*MET).indices for c in entry.caveats]
    assert CaveatCode.PART_OF_PLAN not in doubts


def test_where_nobody_answered_and_the_days_are_not_the_plans_no_verdict_is_asked_for() -> None:
    period = Period(date(2027, 1, 1), date(2027, 3, 31))
    responses = make_responses(*MET, points=["A", "B"] * 30, days=[MARCH] * 60)
    made = build_report(responses, PLAN, Source("Sở thử"), period)
    page = FORMATS["html"].write(made, "en").decode()
    assert not has_verdicts(made)
    assert "a verdict needs at least" not in page
    assert "this report is of other days: so no verdict is given." in page
    assert "0 responses</" in page
    assert "valid answers to scored questions" not in page
