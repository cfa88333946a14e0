"""Units compared with the rest."""

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.estimators.rows import Rows
from analysis.estimators.strata import stratify
from analysis.indices.units import compare_units

STRATA = np.array([0, 1] * 30)


def units(y, groups, populations=(None, None)):
    rows = Rows(y, [4] * len(y), items=4)
    codes = STRATA[: len(y)]
    names = sorted(set(groups.tolist()))
    return {str(name): stratify(rows, codes, populations, groups == name) for name in names}


def test_the_unit_that_differs_is_found_and_the_others_are_not_accused():
    groups = np.arange(60) // 12
    random = np.random.default_rng(5)
    y = np.where(groups == 2, random.integers(0, 3, 60), random.integers(3, 5, 60))
    found = compare_units(units(y, groups))
    assert [each.unit for each in found if each.p_claim <= 0.05] == ["2"]
    worst = found[2]
    assert worst.difference < -0.4
    assert worst.p_value <= worst.p_screening <= worst.p_claim
    assert str(worst).startswith("2: -0.")
    assert worst.estimate.respondents == 12


def test_units_that_are_all_satisfied_do_not_differ():
    found = compare_units(units(np.full(60, 4), np.arange(60) // 20))
    assert [each.p_claim for each in found] == [1, 1, 1]
    assert [each.difference for each in found] == [0, 0, 0]


def test_a_unit_of_nine_is_not_compared_and_does_not_count():
    groups = np.repeat([0, 1, 2], [9, 25, 26])
    small, *others = compare_units(units(np.tile([4, 3, 4, 2], 15), groups))
    assert (small.p_value, small.p_claim) == (None, None)
    assert [caveat.code for caveat in small.caveats] == [CaveatCode.TOO_FEW]
    assert str(small).endswith("not compared")
    assert all(each.p_claim <= 2 * each.p_value + 1e-12 for each in others)


def test_a_unit_without_answers_has_no_difference():
    parts = units(np.full(60, 3), np.arange(60) // 20)
    nobody = stratify(
        Rows([3] * 60, [4] * 60, items=4), STRATA, (None, None), np.zeros(60, dtype=bool)
    )
    found = compare_units({**parts, "closed": nobody})
    assert (found[-1].difference, found[-1].p_value) == (None, None)
    assert len(found) == 4


def test_units_of_one_person_a_stratum_are_compared_as_people():
    rows, codes = Rows([1] * 20, [2] * 20, items=2), np.arange(20) % 10
    halves = [np.arange(20) < 10, np.arange(20) >= 10]
    parts = {
        name: stratify(rows, codes, (None,) * 10, half)
        for name, half in zip("ab", halves, strict=True)
    }
    found = compare_units(parts)
    assert [(each.difference, each.p_value) for each in found] == [(0, 1)] * 2
    assert found[0].interval.low == -found[0].interval.high < 0


def test_one_unit_only_is_refused():
    with pytest.raises(ValueError, match="at least two to compare: 1"):
        compare_units(units(np.full(60, 3), np.zeros(60, dtype=int)))


def test_units_of_different_samples_are_refused():
    one = units(np.full(60, 3), np.arange(60) // 30)
    other = units(np.full(40, 3), np.arange(40) // 20)
    with pytest.raises(ValueError, match="same strata of one sample"):
        compare_units({"a": one["0"], "b": other["1"]})
