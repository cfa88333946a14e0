"""Trends over months, no bolder than the shrunken interval."""

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.estimators.tables import Rows, part_sums, stratify
from analysis.estimators.trends import logit_trend_of_cells
from analysis.indices.months import trend
from bench.simulation.populations import BetaBinomial

PEOPLE = BetaBinomial(0.5)


def months(shares, people, seed=1):
    generator = np.random.default_rng(seed)
    drawn = [PEOPLE.answers(share, people, generator) for share in shares]
    y, m = (np.concatenate(columns) for columns in zip(*drawn, strict=True))
    places = np.repeat(np.arange(len(shares)), people)
    frame = Rows(y, m), places * 0, (None,)
    return [stratify(*frame, places == place) for place in range(len(shares))]


def test_a_fall_is_found_on_both_scales() -> None:
    found = trend(months(np.linspace(0.95, 0.8, 8), 200), range(8))
    for slope in (found.logit, found.linear, found.at_level):
        assert slope is not None
        assert slope.comparison.p_value < 0.001
        assert slope.interval.low < slope.comparison.difference < slope.interval.high < 0
    assert found.linear.comparison.difference == pytest.approx(-0.15 / 7, abs=0.005)
    assert found.at_level.comparison.difference == pytest.approx(-0.15 / 7, abs=0.006)
    assert found.caveats == ()


@pytest.mark.parametrize("seed", range(30))
def test_interval_and_p_value_never_contradict_each_other(seed: int) -> None:
    found = trend(months(np.linspace(0.95, 0.9, 6), 40, seed), range(6))
    for slope in (found.logit, found.linear, found.at_level):
        holds_none = slope.interval.low <= 0 <= slope.interval.high
        assert holds_none == (slope.comparison.p_value > 0.05)


def test_steady_months_hardly_ever_show_a_trend() -> None:
    plain = widened = 0
    for seed in range(200):
        parts = months([0.95] * 3, 30, seed)
        try:
            plain += logit_trend_of_cells(part_sums(parts), range(3)).p_value <= 0.05
        except ValueError:
            continue
        found = trend(parts, range(3)).logit
        widened += found.comparison.p_value <= 0.05
    # 5 % of 200 lists are 10; the plain test claims about twice as many.
    assert widened <= 18
    assert widened < plain


def test_few_months_say_that_they_are_few() -> None:
    (caveat,) = trend(months([0.9] * 4, 50), [1, 2, 5, 6]).caveats
    assert caveat.code is CaveatCode.SHORT_TREND
    assert caveat.values == {"months": 4, "least": 6}


def test_where_one_end_is_of_one_kind_only_the_straight_line_is_left() -> None:
    rows, places = Rows([1, 0, 1, 1, 1, 1], [1] * 6), np.repeat([0, 1, 2], 2)
    parts = [stratify(rows, places * 0, (None,), places == place) for place in range(3)]
    found = trend(parts, range(3))
    assert (found.logit, found.at_level) == (None, None)
    assert found.linear is not None
    assert [c.code for c in found.caveats] == [CaveatCode.SHORT_TREND, CaveatCode.NO_TREND]


def test_answers_that_are_all_alike_have_no_slope() -> None:
    rows, places = Rows([2] * 12, [2] * 12), np.repeat(np.arange(6), 2)
    parts = [stratify(rows, places * 0, (None,), places == place) for place in range(6)]
    found = trend(parts, range(6))
    assert (found.logit, found.linear, found.at_level, found.widened) == (None, None, None, 1.0)


@pytest.mark.parametrize(
    ("count", "times", "said"),
    [
        (2, [1, 2], "at least 3 for a trend: 2"),
        (3, [1, 2], "one for each of 3 months: 2"),
        (3, [1, 3, 2], "times must rise"),
    ],
)
def test_what_has_no_trend_is_refused(count: int, times: list[int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        trend(months([0.9] * count, 20), times)
