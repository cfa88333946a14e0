"""A protected sum never follows from sums that are known, as rank tells it too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.sums import KnownSums

CELLS = 5
Rows = list[list[bool]]
row = st.lists(st.booleans(), min_size=CELLS, max_size=CELLS).filter(any)


def follows(known: Rows, wanted: list[bool]) -> bool:
    """Return whether a sum is a combination of others, told by rank."""
    rank = np.linalg.matrix_rank(np.array(known, float)) if known else 0
    return bool(np.linalg.matrix_rank(np.array([*known, wanted], float)) == rank)


def sums(protected: Rows) -> KnownSums:
    return KnownSums(CELLS, [np.flatnonzero(each) for each in protected])


@given(st.lists(row, max_size=4), st.lists(row, max_size=12))
def test_what_is_added_safely_lets_no_protected_sum_follow(protected: Rows, offered: Rows) -> None:
    known, added = sums(protected), []
    for each in offered:
        safe = not any(follows([*added, each], secret) for secret in protected)
        assert known.add_if_safe(np.array(each)) == safe
        if safe:
            added.append(each)


@given(st.lists(row, max_size=4), st.lists(row, max_size=6), row)
def test_what_is_known_anyhow_gives_up_what_follows(
    protected: Rows, anyhow: Rows, offered: list[bool]
) -> None:
    known = sums(protected)
    for each in anyhow:
        known.add(np.array(each))
    secrets = [each for each in protected if not follows(anyhow, each)]
    safe = not any(follows([*anyhow, offered], secret) for secret in secrets)
    assert known.add_if_safe(np.array(offered)) == safe


@pytest.mark.parametrize("count", [1, 40, 300])
def test_long_chains_of_sums_stay_exact(count: int) -> None:
    # Each sum shares a cell with the next, so the last cell follows from all of them alone.
    last = np.array([count])
    known = KnownSums(count + 1, [last])
    for at in range(count):
        assert known.add_if_safe(np.isin(np.arange(count + 1), [at, at + 1]))
    assert not known.add_if_safe(np.arange(count + 1) == 0)
    assert known.add_if_safe(np.isin(np.arange(count + 1), [0, 1]))
