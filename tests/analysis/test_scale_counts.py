"""The counts of a scale's levels tell of no few people, neither alone nor beside other figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from analysis.disclosure.scale_counts import ScaleCounts, are_mingled

SATISFIED = np.array([False, False, False, True, True])
LEAST = 10


def suppressed(counts, pools=()):
    table = np.array(counts, np.float64)
    sums = np.array(pools, np.bool_).reshape(len(pools), len(table))
    return ScaleCounts(table, SATISFIED, sums).suppressed().astype(int).tolist()


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        # Nothing is small, and nobody is no few people.
        ([12, 13, 14, 200, 300], [0, 0, 0, 0, 0]),
        ([0, 0, 15, 200, 300], [0, 0, 0, 0, 0]),
        # The share of the item tells the half, so a single count would follow by subtraction.
        ([2, 13, 14, 200, 300], [1, 1, 0, 0, 0]),
        ([12, 13, 14, 3, 300], [0, 0, 0, 1, 1]),
        # Of a half of few people everything is hidden, also at which levels nobody is.
        ([0, 0, 3, 200, 300], [1, 1, 1, 0, 0]),
        # Nobody below satisfied is what the share of 100 % says.
        ([0, 0, 0, 100, 300], [0, 0, 0, 0, 0]),
        # Below fifty people "all" and "nobody" say what each of them said.
        ([0, 0, 0, 0, 12], [0, 0, 0, 1, 1]),
        ([0, 11, 11, 11, 11], [1, 1, 0, 0, 0]),
    ],
)
def test_an_item_hides_its_small_counts_and_what_tells_them(counts, hidden):
    assert suppressed([counts]) == [hidden]


def test_the_mean_of_all_positions_does_not_tell_a_small_count():
    # 2 + 3 + 14 are known to be 19 and their positions to sum to 50: with 14 shown both follow.
    assert suppressed([[2, 3, 14, 200, 300]], [[True]]) == [[1, 1, 1, 1, 1]]
    both = suppressed([[2, 3, 14, 200, 300], [1, 2, 9, 180, 310]], [[True, True]])
    assert both[0][:2] == both[1][:2] == [1, 1]


def test_items_of_sums_that_overlap_are_hidden_for_each_other():
    # The first item is in a sum with the second, and the second with the third.
    counts = [[2, 3, 14, 200, 300], [0, 0, 0, 250, 260], [20, 20, 20, 220, 230]]
    hidden = suppressed(counts, [[True, True, False], [False, True, True]])
    assert hidden[0][:2] == [1, 1]
    assert sum(map(sum, hidden)) < 15


def reach(counts, hidden, pools):
    """Return how far apart each hidden count may lie, for who knows halves, sums and the rest."""
    items, levels = counts.shape
    positions = np.arange(1, levels + 1)
    known = [
        np.kron(np.eye(items)[i], half) for i in range(items) for half in (SATISFIED, ~SATISFIED)
    ]
    known += [np.kron(pool, positions) for pool in pools]
    known += [row for row, out in zip(np.eye(counts.size), hidden.ravel(), strict=True) if not out]
    rows = np.array(known, np.float64)
    found = {}
    for cell in np.flatnonzero(hidden):
        ends = [
            linprog(sign * np.eye(counts.size)[cell], A_eq=rows, b_eq=rows @ counts.ravel()).fun
            for sign in (1, -1)
        ]
        found[divmod(int(cell), levels)] = -ends[1] - ends[0]
    return found


scales = arrays(np.int64, (3, 5), elements=st.sampled_from([0, 1, 4, 9, 10, 25, 60, 200]))


@given(counts=scales, pools=arrays(np.bool_, (2, 3)))
def test_each_small_count_may_be_ten_people_more_or_fewer(counts, pools):
    hidden = np.array(suppressed(counts, pools), np.bool_)
    half = np.where(SATISFIED, (counts @ SATISFIED)[:, None], (counts @ ~SATISFIED)[:, None])
    assert hidden[(counts > 0) & (counts < LEAST)].all()
    is_open = ~hidden & (half > 0)
    for (item, level), apart in reach(counts, hidden, pools).items():
        is_small = 0 < counts[item, level] < LEAST
        if is_small and is_open.any(axis=1).all():
            assert apart >= min(LEAST, half[item, level]) - 1e-6
    assert not hidden[half == 0].any() or counts.sum(axis=1).min() < 50


@given(counts=scales)
def test_more_people_at_every_level_hide_nothing(counts):
    assert not np.array(suppressed(counts + 50, [[True] * 3])).any()


@pytest.mark.parametrize(
    ("counts", "mingled"),
    [
        # The error of one item's mean leaves one table of whole numbers.
        ([[5, 2, 4, 65, 71]], False),
        ([[5, 2, 4, 65, 71], [3, 4, 2, 60, 81]], True),
        # Beside marks that are nearly all alike it tells those of the other item.
        ([[5, 2, 4, 65, 71], [0, 0, 0, 0, 147]], False),
        ([[5, 2, 4, 65, 71], [0, 0, 0, 29, 118]], False),
        ([[5, 2, 4, 65, 71], [0, 0, 0, 30, 117]], True),
        # So does an item that few answered, and one that nobody did.
        ([[5, 2, 4, 65, 71], [3, 4, 2, 6, 8]], False),
        ([[5, 2, 4, 65, 71], [0, 0, 0, 0, 0]], False),
        ([[2, 1, 1, 5, 3]] * 9, True),
    ],
)
def test_the_error_of_a_mean_tells_an_item_that_is_alone_in_it(counts, mingled):
    assert are_mingled(np.array(counts, np.float64)) is mingled
