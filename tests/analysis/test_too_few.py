"""Below ten respondents nothing of what they answered is printed, nor can it be worked out."""

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.case_counts import CaseCounts, CaseRow
from analysis.caveats import CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.disclosure.totals import Total, suppressed_totals
from analysis.estimates import Verdict
from analysis.report.build import build_report
from analysis.report.findings.facts import Fact
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.priorities import Priority
from analysis.report.formats import FORMATS
from analysis.report.model import Report, Source
from analysis.responses import Responses
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import make_responses
from tests.analysis.unpacked import unpacked

COUNTED = (CaseRow(("A",), 40, 2), CaseRow(("B",), 30, 3))
CASES = CaseCounts("cases.csv", "00", ("service_point",), COUNTED)


def responses_of(count: int, seed: int) -> Responses:
    """Return so many responses of two months and points, with random answers and blanks."""
    random = Random(seed)
    codes = ("12345-", "12345-", "123450-", "12-", "12-")
    packed = ["".join(map(random.choice, codes)) for _ in range(count)]
    points = ["AB"[row % 2] for row in range(count)]
    days = [f"2026-0{1 + row % 2}-03" for row in range(count)]
    return make_responses(*packed, points=points, days=days)


def report_of(count: int, seed: int, cases: CaseCounts | None = None) -> Report:
    return build_report(responses_of(count, seed), PLAN, Source("Sở thử", cases=cases))


@pytest.mark.parametrize("cases", [None, CASES], ids=["plain", "weighted"])
@pytest.mark.parametrize("count", range(1, LEAST + 3))
def test_a_report_of_few_is_the_same_whatever_they_answered(
    count: int, cases: CaseCounts | None
) -> None:
    one, other = (report_of(count, seed, cases) for seed in (1, 2))
    for name, language in product(FORMATS, ("vi", "en")):
        written = [FORMATS[name].write(report, language) for report in (one, other)]
        assert (written[0] == written[1]) == (count < LEAST), name


@pytest.mark.parametrize("count", [LEAST - 1, LEAST])
def test_the_hash_of_a_file_of_few_answers_is_not_given_for_they_could_be_guessed(
    count: int,
) -> None:
    source = Source("phieu.csv", sha256="0123456789abcdef" * 4)
    report = build_report(responses_of(count, 1), PLAN, source)
    for each in FORMATS.values():
        told = source.sha256 in unpacked(each.write(report, "vi")).decode()
        assert not (told and count < LEAST)
    assert (report.sha256_of_answers is None) == (count < LEAST)


def test_an_item_that_few_answered_cannot_be_worked_out_from_its_factor_or_index() -> None:
    packed = [
        "5" + "4" * (row % 2 == 0) + "-" * (row % 2 == 1) + ("5" if row < 9 else "-") + "--"
        for row in range(40)
    ]
    report = build_report(make_responses(*packed), PLAN, Source("Sở thử"))
    signs, courtesy, fee = report.items
    assert fee.caveats[0].code is CaveatCode.FEW_RESPONSES
    # The factor of both would tell it beside the other, which fewest people answered.
    assert courtesy.caveats[0].code is CaveatCode.HIDDEN_TO_PROTECT_OTHERS
    assert all(entry.estimate for entry in (signs, report.indices[0], report.factors[1]))
    service, _ = report.findings_of(IndexFormulas)
    shown = {figure.formula for figure in service.figures if figure.estimate}
    assert not shown & {"mean_of_items", "mean_of_factors"}
    assert {"pooled_share", "wholly_satisfied"} <= shown
    priorities = {priority.id: priority for priority in report.findings_of(Priority)}
    assert priorities["courtesy"].not_satisfied is None
    assert priorities["courtesy"].caveats == courtesy.caveats


def test_an_index_that_few_answered_has_a_verdict_and_no_figure() -> None:
    packed = ["54---"] * 4 + ["--0--"] * 10
    responses = make_responses(*packed, days=["2026-03-02"] * len(packed))
    service, _ = build_report(responses, PLAN, Source("Sở thử")).indices
    assert service.estimate is None
    assert service.decision
    assert (service.decision.verdict, service.decision.deciding_bound) == (Verdict.TOO_FEW, None)


def test_how_many_answered_a_fact_is_not_told_of_few() -> None:
    packed = ["5551-"] * 9 + ["555--"] * 9
    late, letter = build_report(make_responses(*packed), PLAN, Source("Sở thử")).findings_of(Fact)
    assert (late.asked, late.answered, late.answers) == (None, None, ())
    assert (letter.asked, letter.answered) == (None, None)


def total(items: str, respondents: int, level: int = 0) -> Total:
    return Total(frozenset(items), respondents, level)


@pytest.mark.parametrize(
    ("totals", "hidden"),
    [
        ([total("a", 20), total("b", 30), total("ab", 30, 1)], []),
        ([total("a", 9)], ["a"]),
        ([total("a", 9), total("b", 30), total("c", 20), total("abc", 30, 1)], ["a", "c"]),
        # Nobody's answers are no secret.
        ([total("a", 0), total("b", 30), total("ab", 30, 1)], []),
        # Of a factor all is few; without the other factor the index would tell it.
        (
            [total("a", 9), total("b", 30), total("ab", 30, 2)],
            ["a", "b"],
        ),
    ],
)
def test_totals_that_tell_a_share_of_few_are_given_up(
    totals: list[Total], hidden: list[str]
) -> None:
    assert suppressed_totals(totals) == {frozenset(items) for items in hidden}


def test_items_that_are_few_together_are_protected_together() -> None:
    totals = [total("a", 5), total("b", 4), total("c", 30), total("d", 20), total("abcd", 30, 1)]
    assert suppressed_totals(totals) == {frozenset("a"), frozenset("b")}
    hidden = suppressed_totals(totals, [frozenset("ab")])
    assert hidden == {frozenset("a"), frozenset("b"), frozenset("d")}


SIZES = st.lists(st.integers(0, 25), min_size=6, max_size=6)


@given(SIZES, st.lists(st.sets(st.sampled_from("abcdef"), min_size=2), max_size=4))
def test_no_share_of_few_follows_from_those_that_are_shown(
    sizes: list[int], sums: list[set[str]]
) -> None:
    people = dict(zip("abcdef", sizes, strict=True))
    totals = [total(item, count) for item, count in people.items()]
    totals += [total("".join(s), max(people[item] for item in s), 1) for s in sums]
    hidden = suppressed_totals(totals)
    shown = [each.items for each in totals if each.items not in hidden]
    equations = np.array([[item in of for item in people] for of in shown], float).reshape(-1, 6)
    for each in totals:
        if 0 < each.respondents < LEAST:
            secret = np.array([item in each.items for item in people], float)
            rank = np.linalg.matrix_rank(equations) if shown else 0
            assert np.linalg.matrix_rank(np.vstack([equations, secret])) == rank + 1
