"""Sentences that must not stand where what they speak of is not there."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import pytest

from analysis.caveats import Caveat, CaveatCode
from analysis.commands.sentences import sampled
from analysis.report.build import build_report
from analysis.report.document import Bullets, Paragraph
from analysis.report.findings.months import MonthlyTrend
from analysis.report.formats import FORMATS
from analysis.report.model import Group, Report, Source
from analysis.report.sections.methods import notes
from analysis.report.sections.page import Page
from analysis.report.sections.repeated import Repeated, repeated
from analysis.report.words import Words
from tests.analysis.cases import make_answered, make_counts
from tests.analysis.documents import plain, section_of
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import SOURCE, make_responses

TARGET_SET = "The target was set for the marked formula"
OTHER_SIDE = "By chance alone a line may lie below a target"


def said(report: Report, name: str) -> str:
    section = section_of(report, name)
    assert section
    found = [block for block in section.blocks if isinstance(block, Paragraph)]
    items = [item for block in section.blocks for item in getattr(block, "items", ())]
    return " ".join(plain(text) for text in (*(one.lines[0] for one in found), *items))


@pytest.mark.parametrize("has_plan", [True, False])
def test_only_where_there_is_a_verdict_it_is_said_to_be_of_the_marked_formula(
    has_plan: bool,
) -> None:
    days = ["2026-03-03"] * 40
    responses = make_responses(*["5552-"] * 20, *["2555-"] * 20, days=days)
    report = build_report(responses, PLAN if has_plan else None, SOURCE)
    assert (TARGET_SET in said(report, "formulas")) is has_plan
    assert "The interval of a mean" in said(report, "formulas")


@pytest.mark.parametrize(("people", "is_said"), [(40, True), (9, False)])
def test_no_side_of_a_target_is_named_under_a_table_without_figures(
    people: int, is_said: bool
) -> None:
    points = ["A"] * people + ["B"] * people
    answers = (["255--", "525--"] + ["555--"] * 8) * people
    report = build_report(make_responses(*answers[: 2 * people], points=points), PLAN, SOURCE)
    assert (OTHER_SIDE in said(report, "service-points")) is is_said


def test_quarters_are_counted_as_rows_of_the_table_of_months() -> None:
    days = [f"2026-{month:02}-03" for month in range(1, 7) for _ in range(12)]
    answers = (["255--", "525--"] + ["555--"] * 10) * 6
    report = build_report(make_responses(*answers, days=days), PLAN, SOURCE)
    page = Page(report, Words("en"))
    doubt = Caveat(CaveatCode.LONELY_STRATUM, {"strata": 1})
    page.__dict__["repeated"] = {doubt.code: Repeated(Counter(months=6, quarters=2), [doubt])}
    blocks = [block for block in notes(page).blocks if isinstance(block, Bullets)]
    said = " ".join(plain(item) for block in blocks for item in block.items)
    assert "“Each month” (8)" in said
    assert "“Each quarter”" not in said


def test_the_only_quarter_counts_as_no_row() -> None:
    responses = make_responses(*["5552-"] * 24, days=["2026-01-03", "2026-02-03"] * 12)
    report = build_report(responses, PLAN, SOURCE)
    doubt = Caveat(CaveatCode.LONELY_STRATUM, {"strata": 1})

    def doubted(groups: tuple[Group, ...]) -> tuple[Group, ...]:
        return tuple(
            replace(each, indices=tuple(replace(of, caveats=(doubt,)) for of in each.indices))
            for each in groups
        )

    report = replace(report, months=doubted(report.months), quarters=doubted(report.quarters))
    assert len(report.quarters) == 1
    assert {*repeated(report)[doubt.code].rows} == {"months"}


def test_a_trend_has_the_same_digits_in_every_format() -> None:
    report = withheld()
    assert report.withholds_unweighted
    (found, *_) = report.findings_of(MonthlyTrend)
    assert found.trend
    value = json.loads(FORMATS["json"].write(report, "en"))["trends"][0]["slope"]
    assert value["estimate"] == found.trend.slope
    assert value["interval"]["low"] == found.trend.interval.low
    text = FORMATS["data"].write(report, "en").decode()
    rows = csv.DictReader(io.StringIO(text, newline=""))
    row = next(row for row in rows if row["level"] == "trend")
    assert float(row["high"]) == found.trend.interval.high
    words = Words("en").points(found.trend.interval.high, 2)
    assert words in FORMATS["html"].write(report, "en").decode()


def withheld() -> Report:
    """Return a report weighted to cases where a service point has too few people."""
    cells = [("A", f"2026-{month:02}") for month in range(1, 4) for _ in range(40)]
    packed = [("255", "525", "555", "555", "554")[at * 7 % 5] for at in range(len(cells))]
    cells += [("B", "2026-02")] * 5
    responses = make_answered(cells, [*packed, *["555"] * 5], ("service_point", "month"))
    counts = make_counts({("A",): 400, ("B",): 50})
    return build_report(responses, PLAN, Source("Sở thử", cases=counts))


@pytest.mark.parametrize(("language", "number"), [("en", "2.2"), ("vi", "2,2")])
def test_the_list_of_sentences_writes_numbers_as_its_language_does(
    language: str, number: str
) -> None:
    pattern = "%(names)s are lower than the rest (percentage points in brackets)."
    assert f"Quầy 2 ({number})" in sampled(pattern, Words(language))
