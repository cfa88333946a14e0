"""Nobody's answer is read from what is published, however often somebody looks."""

from math import sqrt

import numpy as np
import pytest

from tests.analysis.publication_game import Fault, games

FEW, MANY = 200, 10_000
# A hundredth more than the best guess from closed months, and two errors of so many games.
_POINT = 0.01


def advantage(count: int, fault: Fault | None = None) -> tuple[float, float]:
    """Return how much more often the guesses are right than the best one, and its error."""
    found = []
    seed = 0
    while len(found) < count:
        found += games(seed, fault)
        seed += 1
    gains = np.array([one.is_right - one.would_be_right for one in found[:count]], np.float64)
    return float(gains.mean()), float(gains.std() / sqrt(count))


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.release)])
def test_looking_before_and_after_an_answer_tells_nothing_of_it(count: int) -> None:
    gain, error = advantage(count)
    print(f"{count} games: {gain:+.4f} more often right, error {error:.4f}")  # noqa: T201
    assert gain <= _POINT + 2 * error


# What lists tell together, each audited alone, is found by rank: test_report_overlaps.py.
@pytest.mark.parametrize("fault", [Fault.NO_LEDGER, Fault.LIVE_FIGURES, Fault.DAY_KEPT])
def test_what_would_tell_it_is_found(fault: Fault) -> None:
    gain, error = advantage(FEW, fault)
    assert gain > _POINT + 2 * error
