"""Rows of few kinds are counted in one pass, with the sums that a pass for each gives."""

import numpy as np
import pytest

from analysis.estimators.tables import Moments, Rows, moments_by_cell


@pytest.mark.parametrize("scale", [1, 0.5, 60], ids=["counts", "fractions", "more than a few"])
def test_counting_kinds_gives_what_weights_of_one_give(scale: float) -> None:
    random = np.random.default_rng(5)
    m = random.integers(0, 7, 400)
    y = random.integers(0, m + 1)
    cells = random.integers(0, 4, 400)
    counted = moments_by_cell(Rows(y * scale, m * scale), cells, 5)
    summed = moments_by_cell(Rows(y * scale, m * scale, np.ones(400)), cells, 5)
    assert counted == summed
    assert counted[4] == Moments()
