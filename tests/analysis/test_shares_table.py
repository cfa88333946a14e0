"""Very many domains at once come to what each alone comes to."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import PooledAnswers, decide, pooled_share
from analysis.estimates import Verdict
from analysis.estimators.tables import Moments, Rows, Stratum
from analysis.indices.shares_table import COLUMNS, shares_table, sums_of
from tests.analysis.answers import designed_samples, sample


def table_of(domains):
    """Return the table of domains of one sample, each a tuple of strata."""
    sums = np.array([sums_of([stratum.moments for stratum in strata]) for strata in domains])
    sampled = [stratum.sampled for stratum in domains[0]]
    known = [stratum.population for stratum in domains[0]]
    return shares_table(sums, sampled, [np.nan if each is None else each for each in known])


def number(value):
    return np.nan if value is None else value


@given(designed_samples(clusters=True), st.floats(0.02, 0.98))
def test_each_figure_is_that_of_the_domain_alone(designed, target):
    halves = [designed.domain, ~designed.domain, np.ones(len(designed.codes), bool)]
    domains = [replace(designed, domain=half).strata for half in halves]
    domains.append([replace(stratum, moments=Moments()) for stratum in domains[0]])
    table = table_of(domains)
    low, high = table.interval()
    p_values, verdicts = table.p_values(target), table.verdicts(target)
    for place, strata in enumerate(domains):
        found, decision = pooled_share(strata), decide(strata, target)
        ends = found.interval
        wanted = [
            number(found.estimate),
            number(found.standard_error),
            *((np.nan, np.nan) if ends is None else (ends.low, ends.high)),
            np.inf if ends and found.n_effective is None else number(found.n_effective),
            number(found.degrees_of_freedom),
            found.respondents,
            found.answers,
        ]
        columns = (table.estimate, table.standard_error, low, high, table.n_effective)
        columns += (table.degrees_of_freedom, table.respondents, table.answers)
        figures = [column[place] for column in columns]
        if found.estimate is None:
            # Blank responses are units too; `Estimate` does not count them where nobody answered.
            figures[5] = np.nan
        assert np.allclose(figures, wanted, rtol=1e-9, atol=1e-12, equal_nan=True)
        if ends is None or min(abs(target - ends.low), abs(target - ends.high)) > 1e-9:
            assert verdicts[place] is decision.verdict
        if decision.p_value is not None and abs(decision.p_value - 0.05) > 1e-9:
            assert p_values[place] == pytest.approx(decision.p_value, abs=1e-9)


def test_a_population_that_is_unknown_everywhere_may_be_left_out():
    strata = sample([3, 5, 4], [5] * 3)
    table = shares_table([sums_of([strata[0].moments])], [3])
    assert table.interval(0.8)[0][0] == pytest.approx(pooled_share(strata, 0.8).interval.low)


def test_a_full_count_is_decided_by_its_point():
    strata = sample([4, 5, 5, 5, 5], [5] * 5, 5)
    table = shares_table([sums_of([strata[0].moments])], [5], [5])
    assert table.verdicts(0.96) == (Verdict.MET,)
    assert table.verdicts(0.97) == (Verdict.NOT_MET,)
    assert table.p_values(0.97).tolist() == [0]


ONE = sums_of([Moments.of(Rows([3, 5], [5, 5]))])


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda: shares_table(ONE, [2]), ValueError, rf"shape \(d, h, {len(COLUMNS)}\): \(1, 14\)"),
        (lambda: shares_table([ONE], [2], [1]), ValueError, "2 units were sampled of 1"),
        (lambda: shares_table([ONE], [1]), ValueError, "moments.n must not exceed sampled; 2 exce"),
        (
            lambda: shares_table([sums_of([Moments.of(Rows([6, 5], [5, 5]))])], [2]),
            ValueError,
            r"y must not exceed m in a share; y / m is 1\.1 in domain 0",
        ),
        (
            lambda: shares_table([sums_of([Moments(n=2, y=8, m=9)])], [2]),
            PooledAnswers,
            "sums of domain 0 must be over respondents. The answers of one person",
        ),
        (lambda: shares_table([ONE], [2]).verdicts(90), ValueError, "target must lie between"),
        (lambda: shares_table([ONE], [2]).p_values(90), ValueError, "target must lie between"),
        (lambda: shares_table([ONE], [2]).verdicts(0.9, 5), ValueError, "alpha must lie between"),
        (lambda: shares_table([ONE], [2]).interval(95), ValueError, "confidence_level must lie"),
    ],
)
def test_sums_that_cannot_be_are_refused(ask, error, said):
    with pytest.raises(error, match=said):
        ask()


def test_strata_of_one_table_may_differ_from_domain_to_domain():
    one, other = sample([3, 5, 4], [5] * 3), sample([5, 2], [5] * 2)
    sums = [sums_of([one[0].moments]), sums_of([other[0].moments])]
    table = shares_table(sums, [[6], [4]], [[60], [np.nan]])
    wanted = [
        pooled_share([Stratum(one[0].moments, 6, 60)]),
        pooled_share([Stratum(other[0].moments, 4)]),
    ]
    assert table.standard_error == pytest.approx([each.standard_error for each in wanted])
