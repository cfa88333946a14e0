"""One answer each of few cases, counted exactly."""

from itertools import combinations
from math import inf

import pytest

from analysis.estimators.few_cases import FewCases


def counted(cases: int, n: int, population: int, satisfied: int) -> tuple[float, float]:
    """Return how likely at least, and at most, so many are satisfied, by trying every sample."""
    samples = [
        sum(each < cases for each in chosen) for chosen in combinations(range(population), n)
    ]
    at_least = sum(found >= satisfied for found in samples) / len(samples)
    return at_least, sum(found <= satisfied for found in samples) / len(samples)


@pytest.mark.parametrize("target", [0.1, 0.45, 0.5, 0.75, 0.9])
@pytest.mark.parametrize("satisfied", [0, 2, 5])
def test_p_values_are_those_of_every_possible_sample(satisfied: int, target: float) -> None:
    few = FewCases(satisfied, 5, 8)
    least = next(cases for cases in range(9) if cases / 8 >= target)
    assert few.p_met(target) == pytest.approx(counted(least - 1, 5, 8, satisfied)[0])
    assert few.p_not_met(target) == pytest.approx(counted(least, 5, 8, satisfied)[1])


@pytest.mark.parametrize("target", [0.5, 0.7, 0.9])
def test_a_p_value_is_small_just_when_the_bound_is_beyond_the_target(target: float) -> None:
    for satisfied in range(31):
        few = FewCases(satisfied, 30, 60)
        interval = few.interval(0.9)
        assert (few.p_met(target) <= 0.05) == (interval.low >= target)
        assert (few.p_not_met(target) <= 0.05) == (interval.high < target)


def test_so_many_more_prove_it_and_one_fewer_does_not() -> None:
    above, below = FewCases(20, 20, 100), FewCases(14, 20, 100)
    assert above.more_needed(0.9, 0.05) == 3
    needed = below.more_needed(0.85, 0.05)
    assert 0 < needed < 80
    assert FewCases(9, 10, 12).more_needed(0.9, 0.001) == inf
