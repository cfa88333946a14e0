"""Figures computed for many parts at once are those of one part after another."""

from math import nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.estimators.control_charts import funnel_limits, is_outside_funnel
from analysis.estimators.linearisation import Design
from analysis.estimators.tables import M, Rows, part_sums, stratify
from analysis.estimators.trends import (
    NoTrend,
    linear_trend_of_cells,
    logit_trend_of_cells,
    slope_weights,
)
from analysis.reference.covariance import domain_shares
from analysis.reference.linearised_tests import linear_contrast, logit_trend
from tests.analysis.answers import answer_rows


def parts_of(rows: Rows, codes, populations, labels):
    names = range(int(labels.max()) + 1)
    return [stratify(rows, codes, populations, labels == name) for name in names]


@st.composite
def samples_over_times(draw):
    """Draw a design, the time of each row, and the sums of each time."""
    y, m = draw(answer_rows(least=24, most=60))
    times = np.resize(np.arange(4), len(y))
    codes = np.random.default_rng(draw(st.integers(0, 10_000))).integers(0, 2, len(y))
    design = Design(Rows(y, m), codes, (None, 2.0 * len(y)))
    cells = part_sums(parts_of(design.rows, codes, design.populations, times))
    assume(all(cells.column(M) > 0))
    return design, times, cells


@given(samples_over_times())
def test_a_straight_line_from_sums_is_that_from_rows(sample) -> None:
    design, times, cells = sample
    shares = domain_shares(design, [times == time for time in range(4)])
    by_row = linear_contrast(shares, slope_weights(range(4)))
    by_cell = linear_trend_of_cells(cells, range(4))
    assert by_cell.difference == pytest.approx(by_row.difference, abs=1e-12)
    assert by_cell.standard_error == pytest.approx(by_row.standard_error, abs=1e-9)
    assert by_cell.degrees_of_freedom == by_row.degrees_of_freedom


@given(samples_over_times())
def test_a_logit_trend_from_sums_is_that_from_rows(sample) -> None:
    design, times, cells = sample
    try:
        by_row = logit_trend(design, times)
    except NoTrend:
        with pytest.raises(NoTrend):
            logit_trend_of_cells(cells, range(4))
        return
    by_cell = logit_trend_of_cells(cells, range(4))
    assert by_cell.difference == pytest.approx(by_row.difference, abs=1e-9)
    assert by_cell.standard_error == pytest.approx(by_row.standard_error, rel=1e-6, abs=1e-9)
    assert by_cell.degrees_of_freedom == by_row.degrees_of_freedom


def test_a_stratum_of_one_person_adds_to_a_trend_too() -> None:
    rows, codes = Rows([3, 2, 4, 1, 2, 3], [4] * 6), np.array([0, 0, 0, 0, 0, 1])
    times = np.array([0, 1, 2, 0, 1, 2])
    cells = part_sums(parts_of(rows, codes, (None, None), times))
    by_row = logit_trend(Design(rows, codes, (None, None)), times)
    assert logit_trend_of_cells(cells, range(3)).standard_error == pytest.approx(
        by_row.standard_error
    )


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
