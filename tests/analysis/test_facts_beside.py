"""A fact that a few more people answered than in an earlier report is not told beside it."""

from analysis.caveats import CaveatCode
from analysis.report.findings.facts import Fact
from analysis.report.formats.html import write as report_html
from analysis.report.formats.json import write as report_json
from analysis.report.model import Report
from analysis.report.stored import report_of, stored
from tests.analysis.test_report_beside import published
from tests.analysis.test_report_build import make_responses

MANY = ["44411"] * 20 + ["22212"] * 20 + ["4442-"] * 30


def reports(*months: list[str]) -> list[Report]:
    """Return the reports of each month and of the year so far at its end."""
    packed = [each for of_month in months for each in of_month]
    days: list[str | None] = [
        f"2026-{at:02}-03" for at, of_month in enumerate(months, 1) for _ in of_month
    ]
    responses = make_responses(*packed, points=["A"] * len(packed), days=days)
    ends = range(2, len(months) + 1)
    return published(responses, (1, 1), *(period for at in ends for period in ((1, at), (at, 1))))


def told(report: Report, question: str) -> tuple[int | None, int | None, list[int | None]]:
    """Return how many were asked a question and answered it, and the counts of its answers."""
    (fact,) = (fact for fact in report.findings_of(Fact) if fact.id == question)
    return fact.asked, fact.answered, [answer.count for answer in fact.answers]


def test_a_fact_that_a_few_answered_in_a_month_waits_for_more() -> None:
    few = ["44411"] * 5 + ["222--"] * 40
    january, so_far, february, quarter, march = reports(MANY, few, MANY)
    assert told(january, "late") == (70, 70, [40, 30])
    # 45 of 75 less 40 of 70 would be what each of five people answered in February.
    assert told(so_far, "late") == told(february, "late") == (None, None, [])
    assert told(quarter, "late")[1] == 145
    # March would be told by itself, but not beside the quarter less January.
    assert told(march, "late") == (None, None, [])


def test_a_fact_that_waits_says_so_in_every_format_and_is_read_back() -> None:
    _, so_far, _ = reports(MANY, ["44411"] * 5 + ["222--"] * 40)
    late, letter = so_far.findings_of(Fact)
    assert [each.code for each in late.caveats] == [CaveatCode.DISCLOSIVE_WITH_EARLIER_REPORTS]
    # How many were asked whether they got a letter is how many were told that they were late.
    assert (letter.asked, letter.answered) == (None, None)
    assert not any(answer.count or answer.share for answer in letter.answers)
    assert "late? <small" in report_html(so_far, "en").decode()
    assert "Chưa thể nêu" in report_html(so_far, "vi").decode()
    assert "Not to be told yet" in report_json(so_far, "en").decode()
    assert report_of(stored(so_far), so_far.questionnaire, so_far.plan) == so_far


def test_a_conditional_fact_that_a_few_answered_in_a_month_waits_alone() -> None:
    # In February twenty were late, three of whom said whether they got a letter.
    january, so_far, february = reports(MANY, ["4441-"] * 17 + ["44411"] * 3 + ["2222-"] * 30)
    assert told(january, "letter") == (40, 40, [20, 20])
    assert told(so_far, "late") == (120, 120, [60, 60])
    assert told(so_far, "letter") == told(february, "letter") == (None, None, [])


def test_a_fact_that_was_not_told_before_keeps_no_later_one_back() -> None:
    few = ["44411"] * 5 + ["222--"] * 40
    january, so_far, february = reports(few, MANY)
    assert told(january, "late") == (None, None, [])
    assert [told(report, "late")[1] for report in (so_far, february)].count(None) == 1
