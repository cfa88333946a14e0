"""People who could belong to a part, and of whom nobody was drawn, weigh in its bounds."""

from math import comb

import pytest

from analysis.estimates import Verdict
from analysis.estimators.bounds import counted_shares
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import Stratum, part_sums
from analysis.indices.verdicts import decide
from analysis.report.model import Period
from analysis.report.sample.groups import Strata
from analysis.report.sample.weighting import sample_of_report
from analysis.responses import MISSING, labelled
from tests.analysis.cases import make_answered, make_counts


def strata(well_reached: Rows, badly_reached: Rows) -> Strata:
    """Return 150 of 500 cases of one service point, and 12 of 1,000 of another, weighted."""
    parts = Moments.of(well_reached), Moments.of(badly_reached)
    return Stratum(parts[0], 300, 1_000).expanded(), Stratum(parts[1], 12, 1_000).expanded()


def on_paper(satisfied: int, critics: int) -> Strata:
    return strata(
        Rows([5] * satisfied, [5] * satisfied, items=5), Rows([0] * critics, [5] * critics, items=5)
    )


def test_a_part_that_a_badly_reached_group_is_missing_from_is_not_proved():
    # At the one service point all are satisfied, at the other everybody who answers on paper is
    # not, a tenth of its people: 500 cases and 100, so that the index is 83.3 %.
    chances = [comb(12, k) * 0.1**k * 0.9 ** (12 - k) for k in range(13)]
    verdicts = [decide(on_paper(150, critics), 0.866).verdict for critics in range(13)]
    wrong = [c for c, v in zip(chances, verdicts, strict=True) if v is Verdict.MET]
    assert sum(wrong) <= 0.05
    # In more than a quarter of the surveys none of them is drawn.
    assert chances[0] > 0.25
    alone = Stratum(Moments.of(Rows([5] * 150, [5] * 150, items=5)), 300, 1_000).expanded()
    assert decide((alone,), 0.866).verdict is Verdict.MET


def test_blanks_of_a_badly_reached_group_keep_its_weight():
    many = Rows([1] * 300, [1] * 300, items=1)
    low = counted_shares(shares_of(part_sums([strata(many, Rows([0] * 12, [0] * 12, items=1))])))
    all_answered = strata(many, Rows([1] * 12, [1] * 12, items=1))
    other = counted_shares(shares_of(part_sums([all_answered])))
    assert low.bounds()[0][0] < other.bounds()[0][0] < 0.9


def test_nobody_is_certain_of_a_part_that_could_have_others():
    full = Stratum(Moments.of(Rows([1] * 20, [1] * 20, items=1)), 20, 20).expanded()
    could = Stratum(Moments(), 5, 50).expanded()
    cannot = Stratum(Moments(), 5, 50)
    assert shares_of(part_sums([(full, cannot)])).is_full_count.tolist() == [True]
    open_part = shares_of(part_sums([(full, could)]))
    assert open_part.is_full_count.tolist() == [False]
    assert open_part.has_interval.tolist() == [False]


def test_all_others_could_have_whom_one_of_them_could():
    heavy, light = Stratum(Moments(), 5, 50).expanded(), Stratum(Moments(), 5, 10).expanded()
    nobody = Stratum(Moments(), 5, 50), Stratum(Moments(), 5, 10)
    parts = part_sums([(heavy, nobody[1]), (nobody[0], light), nobody])
    weights = [
        each.unseen.of_parts.tolist()
        for each in (parts, parts.rests(), parts.without(0), parts.together(), parts.at(1))
        if each.unseen
    ]
    assert weights == [
        [[10, 0], [0, 2], [0, 0]],
        [[0, 2], [10, 0], [10, 2]],
        [[0, 2], [0, 0]],
        [[10, 2]],
        [[0, 2]],
    ]


@pytest.mark.parametrize(
    ("list_name", "names", "expected"),
    [
        ("service_points", ("a", "b"), [[2, 3, 0], [0, 0, 10]]),
        # Nobody of b was drawn in February, when it had cases.
        ("months", ("2026-01", "2026-02"), [[2, 0, 10], [0, 3, 10]]),
        ("quarters", ("2026-Q1",), [[2, 3, 10]]),
        ("modes", ("paper", "poster"), [[2, 3, 10], [2, 3, 10]]),
        ("fields", ("x",), [[2, 3, 10]]),
    ],
)
def test_a_list_could_have_whom_its_case_counts_leave_open(list_name, names, expected):
    cells = [("a", "2026-01")] * 10 + [("a", "2026-02")] * 10 + [("b", "2026-01")] * 10
    responses = make_answered(cells, ["555"] * 30, ("service_point", "month"))
    cases = {"a": (20, 30), "b": (60, 40), "c": (0, 0)}
    months = {(name, f"2026-0{at + 1}"): n for name, of in cases.items() for at, n in enumerate(of)}
    counts = make_counts(months, ("service_point", "month"))
    sample = sample_of_report(responses, None, counts, Period())
    labels = {
        "service_points": responses.labels["service_point"],
        "months": responses.months,
        "quarters": responses.quarters,
    }.get(list_name, labelled([names[0]] * 29 + [names[-1]]))
    assert labels.names == names
    assert MISSING not in labels.codes
    found = sample.strata_by_label(("signs",), labels, list_name)
    assert [[s.unseen_weight for s in each] for each in found] == expected
