"""Trends over months, from the bounds of all, and the sizes that charts take."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import design_of, monthly_shares, satisfaction_index, units_of
from analysis.caveats import CaveatCode
from analysis.estimators.bounds import counted_shares
from analysis.estimators.differences import METHOD, slope_weights, weighted_sums
from analysis.estimators.moments import M, moments_by_cell
from analysis.estimators.rows import Rows
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import (
    Stratum,
    part_sums,
    stratify,
)
from analysis.indices.months import trend
from bench.simulation.populations import (
    ITEMS,
    SHORT,
    BetaBinomial,
    Extremes,
    HiddenCritics,
    Unlimited,
)

PEOPLE = BetaBinomial(0.5)


def months(shares, people, seed=1):
    generator = np.random.default_rng(seed)
    drawn = [PEOPLE.answers(share, people, generator) for share in shares]
    y, m = (np.concatenate(columns) for columns in zip(*drawn, strict=True))
    places = np.repeat(np.arange(len(shares)), people)
    frame = Rows(y, m, items=ITEMS), places * 0, (None,)
    return [stratify(*frame, places == place) for place in range(len(shares))]


def answered(*people):
    """Return months of people who answered four items each."""
    y, places = np.concatenate(people), np.repeat(range(len(people)), [len(p) for p in people])
    frame = Rows(y, [4] * len(y), items=4), places * 0, (None,)
    return [stratify(*frame, places == place) for place in range(len(people))]


def claims(population: Unlimited, shares, people: int, lists: int, seed: int) -> float:
    """Return in which part of many lists of months a trend is claimed."""
    generator, count = np.random.default_rng(seed), len(shares)
    drawn = [population.answers(share, people, generator) for share in np.tile(shares, lists)]
    y, m = (np.concatenate(columns) for columns in zip(*drawn, strict=True))
    cells = np.repeat(np.arange(lists * count), people)
    moments = moments_by_cell(Rows(y, m, items=ITEMS), cells, lists * count)
    parts = part_sums([(Stratum(each, people * count),) for each in moments])
    sizes = parts.column(M).reshape(lists, count)
    weights = np.array([slope_weights(range(count), each) for each in sizes])
    found = weighted_sums(counted_shares(shares_of(parts)), weights)
    return float((found.p_values <= 0.05).mean())


def test_a_fall_is_found() -> None:
    found = trend(months(np.linspace(0.95, 0.8, 8), 200), range(8))
    assert found.p_value < 0.001
    assert found.interval.low < found.slope < found.interval.high < 0
    assert found.slope == pytest.approx(-0.15 / 7, abs=0.005)
    assert found.interval.method == METHOD
    assert found.caveats == ()
    assert str(found).startswith(f"{found.slope:+.4f} a step (p = ")


@pytest.mark.parametrize("seed", range(12))
def test_interval_and_p_value_never_contradict_each_other(seed: int) -> None:
    found = trend(months(np.linspace(0.95, 0.88, 6), 40, seed), range(6))
    holds_none = found.interval.low <= 0 <= found.interval.high
    assert holds_none == (found.p_value > 0.05)


def test_a_trend_takes_the_lower_distance_of_late_months_and_the_upper_of_early_ones() -> None:
    people = [4] * 20 + [3] * 3, [4] * 18 + [2] * 6, [4] * 15 + [1] * 9 + [0] * 2
    found = trend(answered(*people), [0, 1, 2])
    each = [satisfaction_index(y, [4] * len(y), 4) for y in people]
    weights = slope_weights([0, 1, 2], np.array([4.0 * len(y) for y in people]))
    assert found.slope == pytest.approx(
        sum(w * e.estimate for w, e in zip(weights, each, strict=True))
    )
    below = [e.estimate - e.interval.low for e in each]
    above = [e.interval.high - e.estimate for e in each]
    lows = [w * (b if w > 0 else a) for w, a, b in zip(weights, above, below, strict=True)]
    highs = [w * (a if w > 0 else b) for w, a, b in zip(weights, above, below, strict=True)]
    assert found.interval.low == pytest.approx(found.slope - np.linalg.norm(lows))
    assert found.interval.high == pytest.approx(found.slope + np.linalg.norm(highs))


def test_of_two_months_the_trend_is_their_difference() -> None:
    (early, late) = months([0.95, 0.8], 60)
    cells = part_sums([early, late])
    found = weighted_sums(counted_shares(shares_of(cells)), np.array([slope_weights([3, 5])]))
    ratio = shares_of(cells).shares
    assert found.differences[0] == pytest.approx((ratio[1] - ratio[0]) / 2)


@given(st.integers(0, 10_000))
def test_turned_round_a_trend_is_its_mirror(seed: int) -> None:
    parts = months([0.9, 0.85, 0.95, 0.9], 20, seed)
    found, turned = trend(parts, range(4)), trend(parts[::-1], range(4))
    assert turned.slope == pytest.approx(-found.slope, abs=1e-12)
    assert turned.p_value == pytest.approx(found.p_value, abs=1e-6)
    assert turned.interval.low == pytest.approx(-found.interval.high, abs=1e-9)


def test_a_month_of_few_people_neither_makes_nor_hides_a_trend() -> None:
    shares = np.linspace(0.95, 0.8, 8)
    every = months(shares, 200)
    few = months(shares, 3, seed=2)
    found = trend([*every[:7], *_sized(few[7:], every)], range(8))
    assert found.p_value < 0.001
    # Counted like every other month it would hide it: its bounds are half the scale away.
    cells = part_sums([*every[:7], *_sized(few[7:], every)])
    alike = np.array([slope_weights(range(8))])
    assert weighted_sums(counted_shares(shares_of(cells)), alike).p_values[0] > 0.01


def _sized(parts, others):
    """Return parts as those of the same sample as others."""
    frame = [stratum.sampled for stratum in others[0]]
    return [
        tuple(Stratum(s.moments, sampled) for s, sampled in zip(part, frame, strict=True))
        for part in parts
    ]


@pytest.mark.parametrize("people", [30, 100])
@pytest.mark.parametrize(
    "population", [HiddenCritics(), Extremes(content=SHORT), Extremes()], ids=repr
)
def test_steady_months_are_claimed_to_change_no_more_often_than_said(population, people) -> None:
    lists = 150
    false = claims(population, [0.9] * 12, people, lists, seed=5)
    assert false <= 0.05 + 4 * (0.05 * 0.95 / lists) ** 0.5


def test_a_fall_over_a_year_is_found_as_often_as_said() -> None:
    lists = 150
    power = claims(PEOPLE, np.linspace(0.95, 0.84, 12), 30, lists, seed=5)
    assert abs(power - 0.63) <= 4 * (0.63 * 0.37 / lists) ** 0.5


def test_few_months_say_that_they_are_few() -> None:
    (caveat,) = trend(months([0.9] * 4, 50), [1, 2, 5, 6]).caveats
    assert caveat.code is CaveatCode.SHORT_TREND
    assert caveat.values == {"months": 4, "least": 6}


def test_answers_that_are_all_alike_go_neither_way() -> None:
    found = trend(answered([4] * 12, [4] * 12, [4] * 12), range(3))
    assert (found.slope, found.p_value) == (0.0, 1.0)
    assert found.interval.low < 0 < found.interval.high


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


def test_all_months_have_the_design_effect_of_all_and_one_more_person() -> None:
    y, m = [9, 8, 9, 5, 7, 9, 9, 8], [9, 9, 9, 9, 9, 9, 9, 9]
    first, second = monthly_shares(units_of(design_of(y, m, 9), ["2026-01"] * 4 + ["2026-02"] * 4))
    share = sum(y) / sum(m)
    squares = sum((a - share * b) ** 2 for a, b in zip(y, m, strict=True)) + (9 * share) ** 2
    effect = squares / sum(m) / (share * (1 - share))
    assert (first.design_effect, second.design_effect) == pytest.approx((effect, effect))
    assert (first.share, first.answers, first.weight) == pytest.approx((31 / 36, 36, 36))


def test_months_without_answers_or_all_alike_make_no_chart() -> None:
    parts = units_of(design_of([3, 0], [3, 0], 3), ["2026-01", "2026-02"])
    with pytest.raises(ValueError, match="each have answers; 2026-02 has none"):
        monthly_shares(parts)
    with pytest.raises(ValueError, match="must differ in their answers; all are alike: 1"):
        monthly_shares(units_of(design_of([3, 2], [3, 2], 3), ["2026-01", "2026-02"]))
