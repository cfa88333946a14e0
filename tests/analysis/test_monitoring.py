"""Months held against the share of earlier ones: how sure, and how often falsely alarmed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.bounds import UnknownItems
from analysis.estimators.control_charts import cusum
from analysis.estimators.moments import Moments, moments_by_cell
from analysis.estimators.monitoring import departures
from analysis.estimators.rows import Rows
from analysis.estimators.strata import (
    PartSums,
    Stratum,
    part_sums,
)
from analysis.estimators.tables import Counts
from analysis.report.findings.months import alarm_limit, watched_months
from bench.simulation.populations import ITEMS, SHORT, BetaBinomial, Extremes, HiddenCritics


def months_of(rows: Rows, month) -> PartSums:
    count = int(max(month)) + 1
    moments = moments_by_cell(rows, np.asarray(month), count)
    return part_sums([(Stratum(each, len(rows.y)),) for each in moments])


@given(st.integers(0, 10_000))
def test_errors_are_those_of_the_definition_row_by_row(seed: int) -> None:
    random = np.random.default_rng(seed)
    month = np.repeat([0, 1, 2], 6)
    m = random.integers(1, 5, 18).astype(float)
    y, w = (
        random.binomial(m.astype(int), 0.8).astype(float),
        random.integers(1, 4, 18).astype(float),
    )
    found = departures(months_of(Rows(y, m, w, items=4), month), 2)
    usual = month < 2
    share = (w * y)[usual].sum() / (w * m)[usual].sum()
    squares = ((w * (y - share * m))[usual] ** 2).sum()
    extra = (4 * w[usual].max() * max(share, 1 - share)) ** 2
    spread = (squares + extra) / (w**2 * m)[usual].sum()
    parts = [(w**2 * m)[of].sum() / (w * m)[of].sum() ** 2 for of in (month == 2, usual)]
    assert found.baseline == pytest.approx(share)
    assert found.errors[2] == pytest.approx((spread * sum(parts)) ** 0.5)
    last = (w * y)[month == 2].sum() / (w * m)[month == 2].sum()
    assert found.standardised[2] == pytest.approx((last - share) / found.errors[2])


@given(st.integers(0, 10_000), st.sampled_from([0.5, 3.0, 1000.0]))
def test_the_scale_of_the_weights_does_not_matter(seed: int, scale: float) -> None:
    random = np.random.default_rng(seed)
    y, w, month = random.integers(0, 5, 20), random.uniform(1, 3, 20), np.repeat([0, 1], 10)
    one = departures(months_of(Rows(y, [4] * 20, w, items=4), month), 1)
    other = departures(months_of(Rows(y, [4] * 20, w * scale, items=4), month), 1)
    assert other.errors.tolist() == pytest.approx(one.errors.tolist())


def test_a_baseline_without_critics_has_limits_too() -> None:
    found = departures(months_of(Rows([4] * 30, [4] * 30, items=4), np.repeat([0, 1], 15)), 1)
    assert found.baseline == 1
    assert (found.errors > 0).all()
    assert found.standardised.tolist() == [0, 0]


def test_without_the_number_of_items_nothing_is_judged() -> None:
    with pytest.raises(UnknownItems, match="items must be known"):
        departures(months_of(Rows([1, 1], [1, 1]), [0, 1]), 1)
    bare = Stratum(Moments.from_row(Moments.of(Rows([1], [1])).as_row()), 1)
    with pytest.raises(UnknownItems, match="table of counts"):
        departures(part_sums([(bare,), (bare,)]), 1)


def alarms(population, shares, people: int, offices: int, seed: int) -> tuple[float, float]:
    """Return in which parts of offices the alarm sounds: for a fall, and for a rise."""
    generator, months = np.random.default_rng(seed), len(shares)
    before = months - watched_months(months)
    limit = alarm_limit(months - before)
    low = high = 0
    for _ in range(offices):
        drawn = [population.answers(share, people, generator) for share in shares]
        y, m = (np.concatenate(columns) for columns in zip(*drawn, strict=True))
        cells = months_of(Rows(y, m, items=ITEMS), np.repeat(np.arange(months), people))
        sums = cusum(departures(cells, before).standardised[before:], limit=limit)
        low += (sums.lower > limit).any()
        high += (sums.upper > limit).any()
    return low / offices, high / offices


@pytest.mark.parametrize("months", [12, 36])
@pytest.mark.parametrize(
    "population",
    [BetaBinomial(0.5, 1), HiddenCritics(), Extremes(content=SHORT), Extremes()],
    ids=repr,
)
def test_where_nothing_changes_about_one_office_in_twenty_is_alarmed(population, months) -> None:
    offices = 200
    false = sum(alarms(population, [0.95] * months, 30, offices, seed=3))
    assert false <= 0.05 + 4 * (0.05 * 0.95 / offices) ** 0.5


def test_a_fall_from_97_to_89_percent_is_found_in_all_offices() -> None:
    fall = [0.97] * 16 + [0.89] * 8
    assert alarms(BetaBinomial(0.5), fall, 40, 40, seed=3) >= (0.95, 0.0)


def test_counts_of_nobody_change_nothing() -> None:
    y, m, weights = np.array([1.0, 4, 0]), np.full(3, 4.0), np.array([1, 1, 9.0])
    with_nobody = Counts(y, m, np.array([2.0, 8, 0]), weights, 4)
    without = Counts(y[:2], m[:2], np.array([2.0, 8]), weights[:2], 4)
    pair = [
        departures(part_sums([(Stratum(Moments.of_counts(each), 20),)] * 2), 1)
        for each in (with_nobody, without)
    ]
    assert pair[0].errors.tolist() == pair[1].errors.tolist()
