"""No hidden cell of a released table can be worked out, nor narrowed, from what is shown."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from analysis.disclosure.releasing import Level, release
from analysis.disclosure.tables import Known, TableTooLarge, disclosed_cell, table_of
from analysis.disclosure.thresholds import LEAST, ShownShare, masked_end, shown_share

Shown = NDArray[np.float64]
Inner = tuple[int, ...]


def make_counts(random: np.random.Generator) -> NDArray[np.int64]:
    """Return a table of up to 5 x 5 in which about a fifth of the cells are small."""
    shape = random.integers(1, 6, 2)
    small, large = random.integers(0, LEAST, shape), random.integers(0, 80, shape)
    return np.where(random.random(shape) < 0.2, small, large)


def totalled(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    wide = np.column_stack((counts, counts.sum(axis=1)))
    return np.vstack((wide, wide.sum(axis=0)))


def widths(shown: Shown) -> list[float]:
    """Return how wide the interval of each hidden cell of a table with margins is."""
    return widths_of(shown, [with_total(length - 1) for length in shown.shape])


@pytest.mark.parametrize("seed", range(3))
def test_no_hidden_cell_is_told_nor_narrowed_below_ten(seed: int) -> None:
    random = np.random.default_rng(seed)
    for _ in range(8):
        counts = make_counts(random)
        released = release(counts)
        intervals = widths(released.counts)
        assert len(intervals) == released.hidden.sum()
        assert min(intervals, default=np.inf) > LEAST - 1e-6, f"{counts}\n{released}"
        small = (totalled(counts) > 0) & (totalled(counts) < LEAST)
        assert released.hidden[small].all()
        np.testing.assert_array_equal(
            released.counts[~released.hidden], totalled(counts)[~released.hidden]
        )


def audited(tables: Iterable[tuple[Shown, list[Inner]]]) -> tuple[int, int, int, int]:
    """Return how many tables there were, cells hidden, told exactly, and narrowed below ten."""
    by_table = [widths_of(shown, parts) for shown, parts in tables]
    every = np.array([width for each in by_table for width in each])
    exact, narrow = (every < 1e-6).sum(), (every < LEAST - 1e-6).sum()
    return len(by_table), len(every), int(exact), int(narrow)


def widths_of(shown: Shown, parts: list[Inner]) -> list[float]:
    """Return how wide the interval of each hidden cell is; a cell is the sum of inner ones.

    Written apart from the program: `parts` are the inner indices of each row, then of each column.
    """
    sizes = [max(max(inner) for inner in axis) + 1 for axis in parts]
    rows = {
        cell: np.outer(
            *(np.isin(np.arange(n), axis[k]) for n, axis, k in zip(sizes, parts, cell, strict=True))
        ).ravel()
        * 1.0
        for cell in np.ndindex(shown.shape)
    }
    fixed = [cell for cell in rows if not np.isnan(shown[cell])]
    known = {"method": "highs"}
    if fixed:
        known |= {"A_eq": np.array([rows[cell] for cell in fixed])}
        known |= {"b_eq": np.array([shown[cell] for cell in fixed])}
    intervals = []
    for cell in rows.keys() - set(fixed):
        low, high = linprog(rows[cell], **known), linprog(-rows[cell], **known)
        assert low.status == 0
        assert high.status in {0, 3}
        intervals.append(-high.fun - low.fun if high.status == 0 else np.inf)
    return intervals


def with_total(length: int, groups: Sequence[Inner] = ()) -> list[Inner]:
    """Return the inner indices of each row, or column: itself, its groups, all."""
    return [*((index,) for index in range(length)), *map(tuple, groups), tuple(range(length))]


def small_tables(count: int) -> Iterator[tuple[Shown, list[Inner]]]:
    random = np.random.default_rng(77)
    for _ in range(count):
        counts = make_counts(random)
        yield release(counts).counts, [with_total(length) for length in counts.shape]


def large_tables(count: int) -> Iterator[tuple[Shown, list[Inner]]]:
    """Give tables of up to 12 x 10, whose rows are grouped as service points are in units."""
    random = np.random.default_rng(78)
    for _ in range(count):
        rows, columns = random.integers(6, 13), random.integers(5, 11)
        counts = random.integers(0, 90, (rows, columns))
        small = random.random(counts.shape) < 0.08
        counts = np.where(small, random.integers(0, LEAST, counts.shape), counts)
        cut = int(random.integers(2, rows - 1))
        units = [tuple(range(cut)), tuple(range(cut, rows))]
        shown = release(counts, {0: units}).counts
        yield shown, [with_total(rows, units), with_total(columns)]


@pytest.mark.release
@pytest.mark.parametrize(
    ("name", "tables", "count"),
    [("up to 5 x 5", small_tables, 1000), ("up to 12 x 10 with units", large_tables, 60)],
)
def test_no_hidden_cell_of_many_tables_is_told_nor_narrowed(
    name: str,
    tables: Callable[[int], Iterator[tuple[Shown, list[Inner]]]],
    count: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made, hidden, exact, narrow = audited(tables(count))
    with capsys.disabled():
        sys.stdout.write(
            f"\n{made} tables {name}: {hidden} cells hidden,"
            f" {exact} told exactly, {narrow} narrowed below {LEAST}\n"
        )
    assert (made, exact, narrow) == (count, 0, 0)
    assert hidden > count


def test_the_audit_of_these_tests_finds_a_table_that_tells() -> None:
    counts = totalled(np.array([[4, 36], [25, 31]])).astype(np.float64)
    counts[0, 0] = np.nan
    assert audited([(counts, [with_total(2), with_total(2)])]) == (1, 1, 1, 1)
    groups = np.array([4.0, np.nan, 30, 34, 30, 64])
    groups[0] = np.nan
    lines = groups.reshape(-1, 1).repeat(2, axis=1)
    told = audited([(lines, [with_total(3, [(0, 1), (2,)]), with_total(1)])])
    assert told == (1, 4, 0, 0)


def test_hiding_the_small_cells_alone_would_tell_most_of_them() -> None:
    random = np.random.default_rng(0)
    intervals: list[float] = []
    for _ in range(25):
        shown = totalled(make_counts(random)).astype(np.float64)
        shown[(shown > 0) & (shown < LEAST)] = np.nan
        intervals += widths(shown)
    told = np.array(intervals) < 1e-6
    assert told.mean() > 0.5
    assert (np.array(intervals) < LEAST).mean() > 0.9


def test_whole_numbers_narrow_no_cell_further() -> None:
    counts = np.array([[3, 12], [14, 11]])
    shown = release(counts).counts
    fits = [
        guess
        for cells in product(range(counts.sum() + 1), repeat=3)
        if (last := counts.sum() - sum(cells)) >= 0
        and _agrees(guess := totalled(np.array([*cells, last]).reshape(2, 2)), shown)
    ]
    spread = np.ptp(np.array(fits), axis=0)
    assert np.isnan(shown).any()
    assert (spread[np.isnan(shown)] >= LEAST).all()


def _agrees(guess: NDArray[np.int64], shown: Shown) -> bool:
    return bool((np.isnan(shown) | (guess == shown)).all())


def test_a_table_without_small_cells_is_shown_whole() -> None:
    released = release([[10, 0], [50, 12]])
    assert not released.hidden.any()
    assert released.level is Level.DETAILED
    assert str(released) == "    10      0     10\n    50     12     62\n    60     12     72"


def test_the_page_of_methods_shows_the_table_that_is_released() -> None:
    page = Path("docs/methods.md").read_text(encoding="utf-8")
    released = release([[4, 36], [25, 31], [40, 52]])
    assert f"```\n{released}\n```" in page
    assert round(max(widths(released.counts))) == 29


def test_one_small_cell_takes_others_with_it_and_all_look_alike() -> None:
    released = release([4, 60, 30, 12])
    assert str(released) == "     …     60     30      …    106"


def test_a_zero_may_be_shown() -> None:
    assert not release([0, 20, 30]).hidden.any()


def test_what_cannot_be_shown_in_detail_becomes_its_totals() -> None:
    released = release([6, 8])
    assert released.level is Level.COARSER
    assert str(released) == "     …      …     14"


def test_a_total_that_is_small_hides_everything() -> None:
    assert release([[4], [5]]).level is Level.NOTHING
    assert release([3]).level is Level.NOTHING


def test_nothing_is_shown_where_an_earlier_figure_tells_a_cell_anyway() -> None:
    told = Known(np.array([1.0, 0, 0]), 4)
    assert release([4, 30, 40]).level is Level.DETAILED
    assert release([4, 30, 40], earlier=[told]).level is Level.NOTHING


def test_an_earlier_release_is_not_subtracted_to_show_a_few() -> None:
    counts = [4, 12, 40, 50]
    first_two = Known(np.array([1.0, 1, 0, 0]), 16)
    assert release(counts).hidden.tolist() == [True, True, False, False, False]
    without = Known(np.array([0.0, 1, 1, 0]), 52)
    both = release(counts, earlier=[first_two, without])
    table = table_of(counts)
    equations = table.equations([first_two, without])
    assert both.hidden[2]
    assert disclosed_cell(table, equations, LEAST, both.hidden) is None
    assert disclosed_cell(table, equations, LEAST, release(counts).hidden) is not None


def test_an_earlier_figure_must_belong_to_the_counts() -> None:
    with pytest.raises(ValueError, match="coefficients must be 2"):
        release([4, 30], earlier=[Known(np.ones(3), 34)])
    with pytest.raises(ValueError, match="35 is known, but the counts say 34"):
        release([4, 30], earlier=[Known(np.ones(2), 35)])


def test_a_subtotal_tells_nothing_of_its_small_part() -> None:
    units = {0: [[0, 1], [2, 3, 4]]}
    counts = [4, 30, 20, 25, 31]
    flat, nested = release(counts), release(counts, units)
    assert nested.counts.shape == (8,)
    assert flat.hidden[[0, 2]].all()
    assert nested.hidden[[0, 1]].all()
    assert not nested.hidden[2:].any()
    assert nested.counts[5:].tolist() == [34, 76, 110]


def test_three_ways_of_counting_are_audited_together() -> None:
    random = np.random.default_rng(5)
    counts = random.integers(0, 40, (2, 3, 2))
    released = release(counts)
    table = table_of(counts)
    assert released.hidden.any()
    assert disclosed_cell(table, table.equations(), LEAST, released.hidden.ravel()) is None


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ({0: [[0, 1]]}, "0 to 2 once"),
        ({0: [[0, 1], [1, 2]]}, "once"),
        ({0: [[0, 1, 2], []]}, "onc"),
    ],
)
def test_groups_must_part_their_axis(groups: dict[int, list[list[int]]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        release([20, 30, 40], groups)


@pytest.mark.parametrize("counts", [[-1, 20], [1.5], [np.nan]])
def test_counts_are_whole_and_not_below_0(counts: list[float]) -> None:
    with pytest.raises(ValueError, match="whole and not below 0"):
        release(counts)


@pytest.mark.parametrize("counts", [[], 12, np.zeros((0, 3))])
def test_a_table_has_cells(counts: object) -> None:
    with pytest.raises(ValueError, match="an axis and a cell"):
        release(counts)  # type: ignore[arg-type]  # What a caller without types might give.


def test_the_line_is_never_drawn_below_ten() -> None:
    with pytest.raises(ValueError, match="10 or more: 9"):
        release([4, 30], least=9)
    assert release([12, 30, 50], least=15).hidden.tolist() == [True, True, False, False]


def test_a_large_table_is_refused_and_not_approximated() -> None:
    with pytest.raises(TableTooLarge, match="441"):
        release(np.full((20, 20), 50))


def test_a_secret_cell_is_hidden_whatever_it_counts() -> None:
    released = release([25, 15, 0], secret=[False, False, True])
    assert str(released) == "    25      …      …     40"


def test_a_share_is_made_of_shown_cells_only() -> None:
    released = release([4, 60, 30, 12])
    assert released.share((0,), (4,)) is None
    share = released.share((1,), (4,))
    assert share is not None
    assert share.value == 60 / 106
    assert release([0, 0]).share((0,), (2,)) is None


@pytest.mark.parametrize(
    ("count", "respondents", "words"),
    [
        (1, 10, "≤ 10%"),
        (2, 10, "20.0%"),
        (17, 19, "89.5%"),
        (18, 19, "≥ 90%"),
        (18, 20, "90.0%"),
        (19, 20, "≥ 95%"),
        (0, 49, "≤ 5%"),
        (2, 40, "≤ 5%"),
        (3, 40, "7.5%"),
        (37, 40, "92.5%"),
        (38, 40, "≥ 95%"),
        (49, 49, "≥ 95%"),
        (0, 50, "0.0%"),
        (50, 50, "100.0%"),
    ],
)
def test_a_small_group_does_not_say_how_near_an_end_it_is(
    count: int, respondents: int, words: str
) -> None:
    assert str(shown_share(count, respondents)) == words


@given(st.integers(10, 49), st.integers(1, 22), st.data())
def test_an_end_stands_for_two_numbers_of_people_at_least(
    people: int, answers_each: int, data: st.DataObject
) -> None:
    answers = people * answers_each
    count = data.draw(st.integers(0, answers))
    end = masked_end(count / answers, people)
    low, high = (end or ShownShare(count / answers)).counts(answers)
    assert low <= count <= high
    assert [masked_end(one / answers, people) == end for one in (low, high)] == [True, True]
    if end is not None:
        assert high - low >= answers_each


@pytest.mark.parametrize(("count", "respondents"), [(-1, 20), (21, 20), (0, 0)])
def test_a_share_is_of_its_respondents(count: int, respondents: int) -> None:
    with pytest.raises(ValueError, match="between 0 and respondents"):
        shown_share(count, respondents)
