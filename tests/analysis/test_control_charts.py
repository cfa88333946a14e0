"""Charts over months, and how long they run."""

from math import inf, nan

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.estimators.control_charts import (
    LEAST_MONTHS,
    MonthlyShare,
    baseline_of,
    cusum,
    ewma,
    ewma_limits,
    p_chart,
    standardised,
)
from analysis.reference.run_lengths import cusum_run_length, ewma_run_length


def month(number, share=0.9, answers=400, design_effect=4.0):
    return MonthlyShare(f"2026-{number:02d}", share, answers, design_effect)


def test_a_month_is_measured_in_its_own_standard_errors():
    history = [month(1, 0.93), month(2, 0.87, answers=1600)]
    assert standardised(history, 0.9).tolist() == pytest.approx([1.0, -2.0])


def test_a_month_outside_its_limits_signals_and_limits_stay_shares():
    chart = p_chart([month(1, 0.85), month(2, 0.5), month(3, 0.9, answers=1)], 0.9)
    assert chart.signals.tolist() == [False, True, False]
    assert chart.lower[:2] == pytest.approx([0.81, 0.81])
    assert (chart.lower[2], chart.upper[2]) == (0.0, 1.0)


def test_the_average_begins_narrow_and_signals_a_lasting_fall():
    chart = ewma([-1.5] * 12)
    assert chart.values[0] == pytest.approx(-0.3)
    assert chart.upper[0] == pytest.approx(2.86 * 0.2)
    assert chart.upper[-1] < 2.86 * (0.2 / 1.8) ** 0.5
    assert chart.lower.tolist() == (-chart.upper).tolist()
    first = int(np.argmax(chart.signals))
    assert 0 < first < 12
    assert chart.signals[first:].all()


def test_an_average_that_forgets_everything_is_the_month_itself():
    chart = ewma([1.0, -3.0], smoothing=1, width=2)
    assert (chart.values.tolist(), chart.signals.tolist()) == ([1, -3], [False, True])
    assert ewma_limits([1, 5], 1, 2).tolist() == [2, 2]


def test_the_sums_forgive_half_a_standard_error_and_start_again_at_zero():
    found = cusum([1.5, -3.0, -4.0], limit=5)
    assert found.upper.tolist() == [1.0, 0.0, 0.0]
    assert found.lower.tolist() == [0.0, 2.5, 6.0]
    assert found.signals.tolist() == [False, False, True]


def test_a_short_history_says_so():
    short = baseline_of([month(1, 0.9, 100, 4), month(2, 0.8, 300, 8)])
    assert (short.share, short.design_effect, short.months) == (pytest.approx(0.825), 7, 2)
    (caveat,) = short.caveats
    assert caveat.code is CaveatCode.SHORT_HISTORY
    assert "from 2 months; below 24" in str(caveat)
    assert baseline_of([month(number) for number in range(LEAST_MONTHS)]).caveats == ()


def test_under_weights_the_usual_level_is_the_weighted_share_of_its_months():
    # Of 100 answers for 900 cases 90 % are satisfied, of 300 for 100 cases 70 %.
    usual = baseline_of(
        [MonthlyShare("2026-01", 0.9, 100, 4, 900), MonthlyShare("2026-02", 0.7, 300, 8, 100)]
    )
    assert usual.share == pytest.approx(0.88)
    assert usual.design_effect == pytest.approx(7)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda: month(1, share=90), "share must lie within .*in 2026-01 it is 90"),
        (lambda: month(1, answers=0), "answers must be above 0"),
        (lambda: month(1, design_effect=nan), "design_effect must be above 0"),
        (lambda: baseline_of([]), "at least one month"),
        (lambda: standardised([month(2), month(1)], 0.9), "in order; 2026-01 follows 2026-02"),
        (lambda: standardised([month(1), month(1)], 0.9), "in order; 2026-01 follows 2026-01"),
        (lambda: standardised([month(1)], 90), "baseline must lie between 0 and 1: 90"),
        (lambda: p_chart([month(1)], 0.9, 0), "width must be above 0"),
        (lambda: ewma([1.0], smoothing=0), "smoothing must lie above 0"),
        (lambda: ewma([1.0], width=inf), "width must be above 0"),
        (lambda: ewma([nan]), "values must be finite"),
        (lambda: cusum([1.0], allowance=-1), "allowance must not be below 0"),
        (lambda: cusum([1.0], limit=0), "limit must be above 0"),
        (lambda: cusum_run_length(-1), "allowance must not be below 0"),
        (lambda: ewma_run_length(2), "smoothing must lie above 0"),
    ],
)
def test_what_makes_no_chart_is_refused_by_name(attempt, said):
    with pytest.raises(ValueError, match=said):
        attempt()


@pytest.mark.parametrize(
    ("limit", "shift", "book"), [(4, 0, 168), (4, 1, 8.38), (5, 0, 465), (5, 1, 10.38)]
)
def test_run_lengths_of_the_sums_are_those_of_the_book(limit, shift, book):
    assert cusum_run_length(0.5, limit, shift) == pytest.approx(book, rel=0.002)


def test_one_sum_alone_runs_twice_as_long_as_both():
    one, both = (cusum_run_length(0.5, 4, two_sided=sides) for sides in (False, True))
    assert one == pytest.approx(2 * both)


def test_an_average_that_forgets_everything_runs_as_long_as_single_months_do():
    tail = 0.0026997960632601866  # P(|Z| > 3)
    for exact in (True, False):
        assert ewma_run_length(1, 3, exact_limits=exact) == pytest.approx(1 / tail)


def test_exact_limits_signal_sooner_and_as_simulation_finds():
    exact, final = ewma_run_length(0.2, 2.7, 1), ewma_run_length(0.2, 2.7, 1, exact_limits=False)
    assert exact < final == pytest.approx(8.7677, rel=1e-4)
    assert exact == pytest.approx(simulated_length(0.2, 2.7, 1), rel=0.03)


def simulated_length(smoothing, width, shift, runs=20_000):
    random = np.random.default_rng(20)
    average, running, months = np.zeros(runs), np.ones(runs, dtype=bool), 0
    for step in range(1, 200):
        months += running.sum()
        average = smoothing * random.normal(shift, 1, runs) + (1 - smoothing) * average
        running &= np.abs(average) <= ewma_limits(step, smoothing, width)
    return months / runs
