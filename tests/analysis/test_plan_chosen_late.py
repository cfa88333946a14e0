"""A plan that was chosen when figures of its months were published says so beside each verdict."""

import csv
import json
from dataclasses import replace
from datetime import date

import pytest

from analysis.caveats import CaveatCode
from analysis.report.build import build_report
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.formats import FORMATS
from analysis.report.model import Report, Source
from analysis.report.plan_verdicts import with_no_verdict_yet, with_plan_chosen_late
from analysis.report.stored import report_of, stored
from questionnaires.months import Months
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import make_responses
from tests.analysis.unpacked import unpacked

KNOWN = Months(date(2026, 2, 1), date(2026, 4, 30))
WORDS = {"vi": "khi số liệu của thời gian 01/02/2026 – 30/04/2026 đã công bố"}
WORDS["en"] = "when figures of 1 February 2026 to 30 April 2026 were published already"


def judged(*rows: str, day: str = "2026-03-01") -> Report:
    points = ["A", "B"] * (len(rows) // 2)
    responses = make_responses(*rows, points=points, days=[day] * len(rows))
    return build_report(responses, replace(PLAN, strata=()), Source("Sở thử"))


def chosen_late(*rows: str) -> Report:
    return with_plan_chosen_late(judged(*rows), KNOWN)


ROWS = [["5552-"] * 60, ["2222-"] * 60, [*["5555-"] * 14, *["2222-"] * 2], ["5555-"] * 8]


@pytest.mark.parametrize("rows", ROWS)
def test_the_doubt_stands_beside_every_verdict_and_nowhere_else(rows: list[str]) -> None:
    report = chosen_late(*rows)
    for entry in report.indices:
        late = [c for c in entry.caveats if c.code is CaveatCode.PLAN_CHOSEN_LATE]
        assert len(late) == (entry.decision is not None)
    for figure in (each for one in report.findings_of(IndexFormulas) for each in one.figures):
        late = [c for c in figure.caveats if c.code is CaveatCode.PLAN_CHOSEN_LATE]
        assert len(late) == (figure.verdict is not None)
    assert report.indices[0].decision == judged(*rows).indices[0].decision


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "csv"])
def test_every_format_says_it_in_words(kind: str, language: str) -> None:
    written = unpacked(FORMATS[kind].write(chosen_late(*ROWS[0]), language)).decode()
    assert WORDS[language] in written.replace("\N{NO-BREAK SPACE}", " ")


def test_the_front_page_says_it_below_the_verdict() -> None:
    page = FORMATS["html"].write(chosen_late(*ROWS[0]), "vi").decode()
    front = page[: page.index('id="criteria"')]
    assert front.index("✓ Đạt") < front.index(WORDS["vi"])


def test_programs_read_a_code_and_tables_the_words() -> None:
    report = chosen_late(*ROWS[0])
    value = json.loads(FORMATS["json"].write(report, "en"))
    assert value["indices"][0]["verdict"] == "MET"
    assert "plan_chosen_late" in [one["code"] for one in value["indices"][0]["caveats"]]
    rows = csv.DictReader(FORMATS["data"].write(report, "en").decode().split("\n"))
    told = [(WORDS["en"] in row["caveats"], bool(row["verdict"])) for row in rows]
    assert {both for both in told if any(both)} == {(True, True)}


def test_it_is_kept_and_read_as_it_is() -> None:
    report = chosen_late(*ROWS[0])
    assert report_of(stored(report), report.questionnaire, report.plan) == report


def test_without_a_verdict_no_doubt_about_one_is_left_beside_a_formula() -> None:
    part = with_no_verdict_yet(judged(*ROWS[0]))
    figures = [each for one in part.findings_of(IndexFormulas) for each in one.figures]
    codes = {caveat.code for each in figures for caveat in each.caveats}
    assert CaveatCode.PART_OF_PLAN not in codes
    assert with_plan_chosen_late(part, KNOWN) == part
