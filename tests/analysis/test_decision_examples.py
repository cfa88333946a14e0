"""The worked examples of the page of methods, computed again."""

from pathlib import Path

import numpy as np

from analysis.estimators.control_charts import FUNNEL_LEVELS, funnel_limits
from analysis.estimators.intervals import hypergeometric_exact, hypergeometric_midp
from analysis.estimators.rows import Rows
from analysis.estimators.sample_size import (
    AnswerModel,
    PowerTarget,
    customary_sample_size,
    least_all_satisfied,
    sample_size_simple,
    sample_size_target,
)
from analysis.estimators.strata import stratify
from analysis.indices.formulas import pooled_share
from analysis.indices.months import trend
from analysis.indices.units import Standing, compare_units, standings
from analysis.reference.run_lengths import cusum_run_length, ewma_run_length

PAGE = " ".join(Path("docs/methods.md").read_text(encoding="utf-8").split())


def test_the_two_units_of_the_page_do_not_differ():
    groups = np.repeat([0, 1], 10)
    rows = Rows([4, 4, 4, 3, 4] * 2 + [4, 2, 3, 1, 4] * 2, [4] * 20, items=4)
    parts = [stratify(rows, groups, (None, None), groups == unit) for unit in (0, 1)]
    (first, _) = compare_units(dict(zip("AB", parts, strict=True)))
    one, other = (pooled_share(part).interval for part in parts)
    assert f"L_a is {one.low:.4f} and U_b {other.high:.4f}" in PAGE
    ends = f"{first.interval.low * 100:.1f} to {first.interval.high * 100:.1f}"
    assert f"{first.difference * 100:.1f} points, interval {ends}, p = {first.p_value:.3f}" in PAGE


def test_the_four_counters_of_the_page_are_compared_again():
    alike, low = [4] * 64 + [3] * 12 + [1] * 4, [4] * 28 + [2] * 28 + [1] * 24
    counters = np.repeat(range(4), 80)
    rows = Rows(alike * 3 + low, [4] * 320, items=4)
    parts = {
        name: stratify(rows, counters, (None,) * 4, counters == place)
        for place, name in enumerate("ABCD")
    }
    first = compare_units(parts)[0]
    assert (
        f"lie {first.difference * 100:.1f} points higher, p = {first.p_claim:.4f} by Holm" in PAGE
    )
    *others, last = standings(parts).units
    assert f"({-last.difference * 100:.1f} points lower)" in PAGE
    assert last.standing is Standing.LOWER
    assert [other.difference for other in others] == [0, 0, 0]


def test_the_limits_of_the_funnel_on_the_page_are_computed_again():
    pairs = [funnel_limits(0.9, [100], level) for level in FUNNEL_LEVELS]
    ends = " and ".join(f"{low[0] * 100:.1f}–{high[0] * 100:.1f} %" for low, high in pairs)
    assert f"n_eff = 100 these are {ends}" in PAGE


def test_the_trend_of_the_page_is_computed_again():
    people = [4, 4, 4, 3, 4], [4, 4, 3, 2, 4], [4, 2, 3, 1, 4]
    y = [satisfied for month in people for satisfied in month * 4]
    months = np.repeat(range(3), 20)
    rows = Rows(y, [4] * 60, items=4)
    found = trend(
        [stratify(rows, months * 0, (None,), months == place) for place in range(3)], range(3)
    )
    ends = f"{found.interval.low * 100:.1f} to {found.interval.high * 100:.1f}"
    said = f"(95 % interval {ends}; p = {found.p_value:.3f})"
    assert f"the slope is {found.slope * 100:.1f} points a month {said}" in PAGE


def test_the_run_lengths_of_the_page_are_those_computed():
    assert f"the EWMA above {ewma_run_length():.0f} if" in PAGE
    final, shifted = (ewma_run_length(0.2, 2.7, shift, exact_limits=False) for shift in (0, 1))
    assert f"final limits {final:.0f}, and {shifted:.2f} after" in PAGE
    assert f"the CUSUM {cusum_run_length():.0f} and {cusum_run_length(shift=1):.1f}." in PAGE


def test_the_plan_of_the_page_is_computed_again():
    aim, model = PowerTarget(0.9, 0.93), AnswerModel(22, 0.5)
    simple, ours = sample_size_simple(aim, model).people, sample_size_target(aim, model).people
    sizes = f"n_eff is {aim.effective_answers:.1f}, the textbook says {simple}, ours {ours}."
    assert sizes in PAGE
    official = f"says {customary_sample_size(1000).people} of 1,000 cases and never more than "
    assert official + str(customary_sample_size(None).people) in PAGE
    assert f"fewer than {least_all_satisfied(0.9)} respondents nothing proves" in PAGE


def test_the_exact_intervals_of_the_page_are_computed_again():
    for compute in (hypergeometric_exact, hypergeometric_midp):
        found = compute(27, 30, 60)
        ends = f"{found.low * 100:.1f}–{found.high * 100:.1f} %"
        assert f"`{found.method}` {ends}" in PAGE
