"""One answer each of few cases has the exact interval of the finite population."""

import pytest

from analysis.estimates import Interval
from analysis.estimators.bounds import METHOD
from analysis.estimators.intervals import hypergeometric_exact
from analysis.report.build import build_report
from analysis.report.formats.html import write as report_html
from analysis.report.model import Entry, Report, Source
from tests.analysis.cases import make_answered, make_counts
from tests.analysis.forms import PLAN

EXACT = "hypergeometric_exact"


def report_of(*packed: str, cases: int, unanswered: int = 0) -> Report:
    responses = make_answered([("a",)] * len(packed), packed)
    counts = {("a",): cases} | ({("b",): unanswered} if unanswered else {})
    return build_report(responses, PLAN, Source("Sở thử", cases=make_counts(counts)))


def bounds(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    assert interval.method == EXACT
    return interval.low, interval.high


def method(entry: Entry) -> str | None:
    assert entry.estimate is not None
    return entry.estimate.interval.method if entry.estimate.interval else None


def test_few_cases_give_the_items_their_exact_interval() -> None:
    # 27 of 30 satisfied with the signs, of 59 cases; R's phyper says 48 to 57 of 60 for 60 cases.
    report = report_of(*["545"] * 27, *["245"] * 3, cases=59)
    signs = report.items[0].estimate
    assert signs is not None
    assert bounds(signs.interval) == pytest.approx(
        bounds(hypergeometric_exact(27, 30, 59)), rel=1e-9
    )
    assert signs.estimate == pytest.approx(0.9)
    assert [method(entry) for entry in report.items] == [EXACT] * 3
    assert {method(entry) for entry in report.indices} == {METHOD}
    lengths = [len(factor.items) for factor in report.questionnaire.factors]
    assert [method(entry) == EXACT for entry in report.factors] == [n == 1 for n in lengths]


@pytest.mark.parametrize(
    ("answered", "cases", "expected"),
    [(30, 60, EXACT), (60, 60, METHOD), (501, 1000, EXACT), (600, 1001, METHOD)],
)
def test_a_full_count_and_a_thousand_cases_are_the_limits(
    answered: int, cases: int, expected: str
) -> None:
    report = report_of(*["545", "245"] * (answered // 2), *["545"] * (answered % 2), cases=cases)
    assert method(report.items[0]) == expected


def test_who_left_the_item_out_is_as_unknown_as_who_did_not_answer() -> None:
    report = report_of(*["545"] * 18, *["245"] * 2, *["-45"] * 10, cases=50)
    signs = report.items[0].estimate
    assert signs is not None
    assert bounds(signs.interval) == pytest.approx(
        bounds(hypergeometric_exact(18, 20, 50)), rel=1e-9
    )


def test_several_groups_keep_the_default() -> None:
    report = report_of(*["545"] * 27, *["245"] * 3, cases=40, unanswered=5)
    assert method(report.items[0]) == METHOD


def test_of_one_respondent_nothing_is_shown_here_either() -> None:
    report = report_of("545", "---", cases=3)
    assert report.items[0].estimate is None


def test_the_page_names_the_method_where_it_was_used() -> None:
    pages = [
        report_html(report_of(*["545"] * 27, *["245"] * 3, cases=cases), "en").decode()
        for cases in (59, 1001)
    ]
    assert ["(hypergeometric distribution)" in page for page in pages] == [True, False]
