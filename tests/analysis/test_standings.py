"""Units that stand below or above the rest, and no others."""

import numpy as np
import pytest

from analysis.estimators.rows import Rows
from analysis.estimators.strata import stratify
from analysis.indices.units import Standing, compare_units, standings
from bench.simulation.populations import BetaBinomial

PEOPLE = BetaBinomial(0.5)


def units(shares, people, seed=1):
    """Return units that are strata of one sample, with these true shares."""
    generator = np.random.default_rng(seed)
    drawn = [PEOPLE.answers(share, people, generator) for share in shares]
    y, m = (np.concatenate(columns) for columns in zip(*drawn, strict=True))
    codes = np.repeat(np.arange(len(shares)), people)
    frame = Rows(y, m, items=22), codes, (None,) * len(shares)
    return {f"Quầy {place}": stratify(*frame, codes == place) for place in range(len(shares))}


def claimed(parts):
    found = standings(parts).units
    return {each.unit: each.standing for each in found if each.standing is not Standing.UNDECIDED}


@pytest.mark.parametrize("people", [30, 200])
def test_of_units_that_are_all_alike_hardly_ever_is_one_claimed(people: int) -> None:
    false = sum(bool(claimed(units([0.9] * 8, people, seed))) for seed in range(60))
    # 5 % at most in the long run; of 60 lists 8 are a chance of one in a hundred.
    assert false <= 7


@pytest.mark.parametrize(("others", "people"), [(3, 500), (7, 300), (19, 100)])
def test_one_low_unit_is_claimed_and_makes_no_other_look_high(others: int, people: int) -> None:
    lists = [claimed(units([0.7] + [0.9] * others, people, seed)) for seed in range(20)]
    assert all(found["Quầy 0"] is Standing.LOWER for found in lists)
    assert sum(len(found) > 1 for found in lists) <= 3


def test_without_setting_aside_one_low_unit_makes_all_others_look_high() -> None:
    found = compare_units(units([0.7, 0.9, 0.9, 0.9], 500))
    assert all(each.p_claim <= 0.05 for each in found)


def test_a_high_unit_is_claimed_as_high() -> None:
    assert claimed(units([0.75, 0.75, 0.95, 0.75, 0.75], 300)) == {"Quầy 2": Standing.HIGHER}


def test_of_two_units_both_differ_or_none() -> None:
    found = standings(units([0.7, 0.9], 300)).units
    assert [each.standing for each in found] == [Standing.LOWER, Standing.HIGHER]
    assert found[0].p_claim == found[1].p_claim
    assert found[0].rest == ("Quầy 1",)


def test_what_is_set_aside_is_no_longer_part_of_the_rest() -> None:
    parts = units([0.6, 0.75, 0.9, 0.9, 0.9], 500)
    found = standings(parts)
    lowest, low, *others = found.units
    assert (lowest.standing, low.standing) == (Standing.LOWER, Standing.LOWER)
    assert lowest.rest == ("Quầy 1", "Quầy 2", "Quầy 3", "Quầy 4")
    assert low.rest == ("Quầy 2", "Quầy 3", "Quầy 4")
    assert low.p_claim >= lowest.p_claim
    assert {each.standing for each in others} == {Standing.UNDECIDED}
    sums = [
        sum((s.moments for s in parts[each.unit][1:]), parts[each.unit][0].moments)
        for each in others
    ]
    assert found.centre == pytest.approx(sum(s.y for s in sums) / sum(s.m for s in sums))
    assert str(found).startswith("Quầy 0: LOWER (-0.")


def test_of_certain_differences_the_largest_is_set_aside_first() -> None:
    parts = units([0.2, 0.5, 0.9, 0.9], 20_000, 2)
    assert claimed(parts) == {"Quầy 0": Standing.LOWER, "Quầy 1": Standing.LOWER}


def test_a_unit_of_nine_is_not_compared() -> None:
    generator = np.random.default_rng(3)
    y, m = PEOPLE.answers(0.8, 69, generator)
    codes = np.repeat([0, 1, 2], [9, 30, 30])
    parts = {
        str(n): stratify(Rows(y, m, items=22), codes * 0, (None,), codes == n) for n in range(3)
    }
    small = standings(parts).units[0]
    assert (small.p_value, small.p_claim, small.standing) == (None, None, Standing.UNDECIDED)
    assert str(small) == "0: not compared"


def test_units_without_any_answer_have_no_centre() -> None:
    nobody = Rows([0.0] * 20, [0.0] * 20)
    codes = np.arange(20) // 10
    parts = {str(n): stratify(nobody, codes * 0, (None,), codes == n) for n in range(2)}
    found = standings(parts)
    assert found.centre is None
    assert {each.n_effective for each in found.units} == {None}


def test_one_unit_only_is_refused() -> None:
    with pytest.raises(ValueError, match="at least two to compare: 1"):
        standings(units([0.9], 30))
