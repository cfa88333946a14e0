"""The limits of a funnel, and what has none."""

from math import nan

import pytest

from analysis.estimators.control_charts import funnel_limits, is_outside_funnel
from analysis.estimators.strata import part_sums


def test_the_limits_of_the_funnel_are_those_of_the_score() -> None:
    low, high = funnel_limits(0.9, [100.0, 1.0], 0.95)
    assert (low[0], high[0]) == (pytest.approx(0.8412, abs=1e-4), pytest.approx(0.9588, abs=1e-4))
    assert (low[1], high[1]) == (pytest.approx(0.312, abs=1e-3), 1.0)
    assert funnel_limits(0.05, [4.0], 0.998)[0].tolist() == [0.0]
    assert is_outside_funnel(0.9, 100, 0.84)
    assert not is_outside_funnel(0.9, 100, 0.84, 0.998)
    assert is_outside_funnel(0.9, 400, 0.94)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda: funnel_limits(90, [4], 0.95), "centre must lie within .*: 90"),
        (lambda: funnel_limits(0.9, [4, 0], 0.95), "sizes must be above 0: 0"),
        (lambda: funnel_limits(0.9, [nan], 0.95), "sizes must be above 0"),
        (lambda: funnel_limits(0.9, [4], 95), "confidence_level must lie between 0 and 1: 95"),
        (lambda: part_sums([]), "parts must be at least one"),
    ],
)
def test_what_has_no_figures_is_refused_by_name(attempt, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        attempt()
