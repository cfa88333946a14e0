from math import ceil

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.caveats import CaveatCode
from analysis.estimates import Interval, Verdict
from analysis.estimators.bounds import counted_shares
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.shares import pooled_ratio
from analysis.estimators.strata import Stratum, single_stratum
from analysis.indices.formulas import pooled_share
from analysis.indices.verdicts import bound_verdict, decide
from tests.analysis.answers import alike, designed_samples, sample


def people(satisfied, unsatisfied, items=4, population=None):
    """Return people who are wholly satisfied and people who are half satisfied."""
    y = [items] * satisfied + [items // 2] * unsatisfied
    return sample(y, [items] * len(y), population)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.9, 0.95, Verdict.MET),
        (0.91, 0.95, Verdict.MET),
        (0.8, 0.89, Verdict.NOT_MET),
        (0.8, 0.9, Verdict.UNDECIDED),
        (0.8, 0.95, Verdict.UNDECIDED),
        (0.9, 0.9, Verdict.MET),
    ],
)
def test_a_bound_that_reaches_the_target_meets_it(low, high, verdict):
    assert bound_verdict(Interval(low, high, 0.9, "wilson"), 0.9) is verdict


@pytest.mark.parametrize(
    ("strata", "target", "verdict"),
    [
        (people(200, 10), 0.9, Verdict.MET),
        (people(100, 100), 0.9, Verdict.NOT_MET),
        (people(40, 5), 0.9, Verdict.UNDECIDED),
    ],
)
def test_the_verdict_is_that_of_the_one_sided_bound(strata, target, verdict):
    decision = decide(strata, target)
    interval = pooled_share(strata, 0.90).interval
    above = pooled_share(strata).estimate >= target
    assert decision.verdict is verdict
    assert decision.deciding_bound == (interval.low if above else interval.high)
    assert (decision.p_value <= 0.05) == (verdict is not Verdict.UNDECIDED)
    assert (decision.more_needed is not None) == (verdict is Verdict.UNDECIDED)


@pytest.mark.parametrize("strata", [(), alike(0, 0, 9), alike(3, 3, 1), alike(3, 3, 9)])
def test_fewer_than_ten_respondents_are_too_few(strata):
    decision = decide(strata, 0.9)
    assert decision.verdict is Verdict.TOO_FEW
    assert decision.deciding_bound is decision.p_value is decision.more_needed is None
    assert decision.caveats[0].code is CaveatCode.TOO_FEW
    assert decision.caveats[0].values["respondents"] == pooled_share(strata).respondents


def test_ten_respondents_are_enough_for_a_verdict():
    assert decide(alike(0, 3, 10), 0.9).verdict is Verdict.NOT_MET


def test_blank_forms_do_not_make_up_for_respondents():
    assert decide(sample([1] * 9 + [0] * 9, [1] * 9 + [0] * 9), 0.9).verdict is Verdict.TOO_FEW


@pytest.mark.parametrize(("target", "least"), [(0.9, 29), (0.866, 21), (0.95, 59)])
def test_so_many_satisfied_people_prove_a_target(target, least):
    assert decide(alike(8, 8, least - 1), target).verdict is Verdict.UNDECIDED
    assert decide(alike(8, 8, least), target).verdict is Verdict.MET


def test_twenty_five_satisfied_people_need_four_more():
    assert decide(alike(8, 8, 25), 0.9).more_needed == 4


@pytest.mark.parametrize(("cases", "least"), [(100, 23), (60, 20), (40, 18)])
def test_of_few_cases_fewer_satisfied_people_prove_a_target(cases, least):
    short, enough = (decide(sample([1] * n, [1] * n, cases), 0.9) for n in (least - 1, least))
    assert (short.verdict, short.more_needed) == (Verdict.UNDECIDED, 1)
    assert enough.verdict is Verdict.MET


def test_few_unsatisfied_cases_are_counted_exactly_too():
    strata = sample([1] * 20 + [0] * 3, [1] * 23, 40)
    decision = decide(strata, 0.97)
    assert decision.verdict is Verdict.NOT_MET
    undecided = decide(strata, 0.9)
    assert undecided.verdict is Verdict.UNDECIDED
    assert 0 < undecided.more_needed < 17


def test_an_exact_verdict_that_only_all_would_give_runs_out_of_cases():
    decision = decide(sample([1] * 13 + [0] * 2, [1] * 15, 16), 0.85)
    assert decision.verdict is Verdict.UNDECIDED
    assert decision.caveats[0].code is CaveatCode.CASES_RUN_OUT


def test_blanks_beside_the_answers_of_a_full_stratum_decide_nothing():
    strata = (*sample([2] * 12, [2] * 12, population=12), *sample([0, 0], [0, 0], population=50))
    decision = decide(strata, 0.9)
    assert decision.verdict is Verdict.UNDECIDED
    assert decision.deciding_bound is decision.more_needed is None
    assert decision.caveats[0].code is CaveatCode.NO_DEGREES_OF_FREEDOM


def test_an_estimate_on_the_target_needs_no_number_of_answers():
    decision = decide(sample([1] * 9 + [0], [1] * 10), 0.9)
    assert decision.verdict is Verdict.UNDECIDED
    assert decision.more_needed is None
    assert decision.deciding_bound < 0.9
    assert decision.p_value > 0.5
    assert decision.caveats[0].code is CaveatCode.EQUALS_TARGET


@pytest.mark.parametrize(
    ("satisfied", "verdict", "p_value"), [(9, Verdict.MET, 0), (8, Verdict.NOT_MET, 0)]
)
def test_a_census_decides_even_on_the_target(satisfied, verdict, p_value):
    decision = decide(sample([1] * satisfied + [0] * (10 - satisfied), [1] * 10, 10), 0.9)
    assert decision.verdict is verdict
    assert decision.p_value == p_value
    assert decision.deciding_bound == satisfied / 10


def side_of_a_larger_sample(strata, target, growth):
    found = counted_shares(pooled_ratio(strata).shares)
    above = found.shares[0] >= target
    side, goal = (found.satisfied, target) if above else (found.unsatisfied, 1 - target)
    return side.p_values(goal, np.array([growth]))[0]


@pytest.mark.parametrize("target", [0.88, 0.9, 0.93, 0.97])
@pytest.mark.parametrize("population", [None, 1000])
def test_so_many_more_settle_it_and_one_fewer_does_not(target, population):
    strata = people(40, 5, population=population)
    decision = decide(strata, target)
    assert decision.verdict is Verdict.UNDECIDED
    enough = side_of_a_larger_sample(strata, target, 1 + decision.more_needed / 45)
    short = side_of_a_larger_sample(strata, target, 1 + (decision.more_needed - 1) / 45)
    assert enough <= 0.05 < short


def test_known_cases_settle_it_sooner():
    unlimited, known = decide(people(40, 5), 0.92), decide(people(40, 5, population=300), 0.92)
    assert known.more_needed < unlimited.more_needed


def test_when_only_everybody_would_settle_it_the_cases_run_out():
    decision = decide(people(40, 5, population=46), 0.9445)
    assert decision.verdict is Verdict.UNDECIDED
    assert decision.more_needed is None
    assert decision.caveats[0].code is CaveatCode.CASES_RUN_OUT


def test_a_stratum_that_is_all_in_takes_no_part_in_what_is_needed():
    counted = Stratum(Moments.of(Rows([4] * 30, [4] * 30, items=4)), 30, 30)
    (open_one,) = people(20, 5, population=2000)
    decision = decide((counted, open_one.expanded()), 0.88)
    assert decision.verdict is Verdict.UNDECIDED
    assert 0 < decision.more_needed < 2000 - 25


def test_a_stratum_outside_the_domain_counts_for_no_further_respondents():
    (inside,) = people(40, 5)
    beside = (inside, Stratum(Moments(), 10, 100))
    assert decide(beside, 0.92).more_needed == decide((inside,), 0.92).more_needed


@given(designed_samples(), st.floats(0.02, 0.98))
def test_verdict_bound_and_p_value_never_contradict(designed, target):
    decision = decide(designed.strata, target)
    if decision.deciding_bound is None:
        assert decision.p_value is None
        assert decision.verdict in (Verdict.TOO_FEW, Verdict.UNDECIDED)
        return
    above = pooled_share(designed.strata).estimate >= target
    passed = decision.deciding_bound >= target if above else decision.deciding_bound < target
    assert passed == (decision.p_value <= 0.05) == (decision.verdict is not Verdict.UNDECIDED)
    assert (decision.verdict is Verdict.MET) == (passed and above)


@given(st.integers(10, 400), st.data())
def test_at_its_own_bound_the_verdict_and_p_value_still_agree(n, data):
    satisfied = data.draw(st.integers(1, n - 1))
    strata = single_stratum(Moments.of(Rows(np.arange(n) < satisfied, np.ones(n), items=1)))
    target = pooled_share(strata, 0.90).interval.low
    assume(0 < target < 1)
    decision = decide(strata, target)
    assert decision.verdict is Verdict.MET
    assert decision.p_value <= 0.05
    above = decide(strata, np.nextafter(target, 1))
    assert (above.verdict is Verdict.MET) == (above.p_value <= 0.05)
    assert above.verdict is Verdict.MET or above.more_needed >= 1


@given(designed_samples(), st.floats(0.02, 0.98))
def test_a_census_is_always_decided(designed, target):
    full = [Stratum(s.moments, s.sampled, s.sampled) for s in designed.strata]
    decision = decide(full, target)
    assert decision.verdict in (Verdict.MET, Verdict.NOT_MET, Verdict.TOO_FEW)


@pytest.mark.parametrize("target", [0, 1, -0.1, 90, float("nan")])
def test_a_target_that_is_no_share_is_refused(target):
    with pytest.raises(ValueError, match="target must lie between 0 and 1"):
        decide(alike(1, 1, 9), target)


@pytest.mark.parametrize("alpha", [0, 0.5, float("nan")])
def test_an_error_that_is_none_is_refused(alpha):
    with pytest.raises(ValueError, match=r"alpha must lie between 0 and 0\.5"):
        decide(alike(1, 1, 9), 0.9, alpha)


def test_a_smaller_error_asks_for_more_respondents():
    strict, usual = decide(people(40, 5), 0.92, alpha=0.01), decide(people(40, 5), 0.92)
    assert strict.more_needed > usual.more_needed


def test_a_target_a_hair_away_needs_very_many_and_still_answers():
    needed = decide(people(45, 5), 0.95 + 1e-9).more_needed
    assert needed > 1e12
    assert needed == ceil(needed)
