"""What few people answered has room for one of them beside all that is shown."""

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

import numpy as np
import pytest

from analysis.disclosure.room import SatisfiedAnswers, ShownSum, figures_without_room
from analysis.disclosure.thresholds import ShownShare


def counted(satisfied: Sequence[int], people: Sequence[int], answers: int = 1) -> SatisfiedAnswers:
    return SatisfiedAnswers(
        np.array(satisfied, np.float64),
        np.array(people, np.float64) * answers,
        np.array(people, np.float64),
    )


def figure(*cells: int, of: int, end: ShownShare | None = None) -> ShownSum:
    return ShownSum(np.isin(np.arange(of), cells), end)


def few(*sums: Sequence[int]) -> list[np.ndarray]:
    return [np.array(cells, np.int64) for cells in sums]


def test_a_line_of_which_everybody_is_satisfied_tells_of_few_in_it() -> None:
    of = counted([57, 3, 20], [57, 3, 40])
    new = [figure(0, 1, of=3), figure(2, of=3)]
    assert figures_without_room(of, few([1]), [], new).tolist() == [True, False]


def test_what_is_told_anyhow_has_no_room_to_lose() -> None:
    of = counted([57, 3, 20], [57, 3, 40])
    known = [figure(0, 1, of=3)]
    assert figures_without_room(of, few([1]), known, [figure(0, of=3)]).tolist() == [False]


def test_figures_of_nobody_leave_nothing_without_room() -> None:
    of = counted([], [])
    assert figures_without_room(of, [], [figure(of=0)], [figure(of=0)]).tolist() == [False]


def test_an_end_of_the_scale_is_a_bound() -> None:
    # Of eleven or twelve satisfied of twelve and of fourteen of fifteen it follows: two of three.
    of = counted([12, 2], [12, 3])
    end = figure(0, of=2, end=ShownShare(0.95, "≥"))
    whole = figure(0, 1, of=2)
    assert figures_without_room(of, few([1]), [whole], [end]).tolist() == [True]
    wider = figure(0, of=2, end=ShownShare(0.90, "≥"))
    assert figures_without_room(of, few([1]), [whole], [wider]).tolist() == [False]
    low = figure(0, of=2, end=ShownShare(0.05, "≤"))
    none = counted([0, 1], [12, 3])
    assert figures_without_room(none, few([1]), [whole], [low]).tolist() == [True]


def test_room_is_that_of_all_answers_of_a_person() -> None:
    # Three answers each: 35 of the 36 of twelve people leave the three others one or two answers.
    end, whole = figure(0, of=2, end=ShownShare(0.95, "≥")), figure(0, 1, of=2)
    of = counted([35, 6], [12, 3], 3)
    assert figures_without_room(of, few([1]), [whole], [end]).tolist() == [True]


def test_the_first_figures_are_kept_longest() -> None:
    of = counted([40, 2, 17], [60, 4, 30])
    new = [figure(0, 1, of=3), figure(0, of=3), figure(2, of=3)]
    assert figures_without_room(of, few([1]), [], new).tolist() == [False, True, False]
    assert figures_without_room(of, few([1]), [], new[1::-1]).tolist() == [False, True]
    assert figures_without_room(of, few([1]), [], []).tolist() == []


@pytest.mark.parametrize("seed", range(30))
def test_whoever_tries_all_tables_finds_two_for_each_sum_of_few(seed: int) -> None:
    random = Random(seed)
    people = [random.randint(1, 3) for _ in range(6)]
    of = counted([random.randint(max(0, n - 1), n) for n in people], people)
    sums = [[at] for at in range(6)]
    figures = [
        ShownSum(np.array([random.random() < 0.5 for _ in range(6)], np.bool_)) for _ in range(5)
    ]
    known, new = figures[:2], figures[2:]
    out = figures_without_room(of, few(*sums), known, new)
    shown = [*known, *(each for each, is_out in zip(new, out, strict=True) if not is_out)]
    had_room = ranges(of, known)
    for before, after in zip(had_room, ranges(of, shown), strict=True):
        assert len(before) == 1 or len(after) > 1


def ranges(of: SatisfiedAnswers, shown: Sequence[ShownSum]) -> list[set[int]]:
    tables = list(_tables(of, shown))
    return [set(column) for column in zip(*tables, strict=True)]


def _tables(of: SatisfiedAnswers, shown: Sequence[ShownSum]) -> Iterator[tuple[int, ...]]:
    for table in product(*(range(int(n) + 1) for n in of.answers)):
        if all(np.dot(f.cells, table) == f.cells @ of.satisfied for f in shown):
            yield table
