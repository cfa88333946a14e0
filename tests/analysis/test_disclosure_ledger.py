"""What was released before counts when lines of a new report are chosen."""

from itertools import combinations
from random import Random

import numpy as np
import pytest

from analysis.disclosure.cuts import light_cut
from analysis.disclosure.ledger import Ledger, withheld_lines
from analysis.disclosure.ledger import ReleasedLine as Line

LEAST = 10


def ledger(*people: list[float]) -> Ledger:
    return Ledger(np.array(people, np.float64))


def released(ledger: Ledger) -> np.ndarray:
    """Return what readers know, one row a figure over all cells."""
    names, width = ledger.people.shape
    rows = [np.array([m >> c & 1 for c in range(width)] * names) for m in sorted(ledger.whole)]
    for line in sorted(ledger.lines, key=lambda each: (each.name, each.months)):
        row = np.zeros((names, width))
        row[line.name] = [line.months >> column & 1 for column in range(width)]
        rows.append(row.ravel())
    return np.array(rows, np.float64).reshape(len(rows), names * width)


def few_told(ledger: Ledger) -> list[tuple[int, ...]]:
    """Return each set of cells with one to nine people of which a figure can be worked out.

    Told apart from the program: by linear algebra over every set of cells.
    """
    people, known = ledger.people.ravel(), released(ledger)
    cells = np.flatnonzero(people)
    small = [cell for cell in cells.tolist() if people[cell] < LEAST]
    rank, found = np.linalg.matrix_rank(known[:, cells]) if len(known) else 0, []
    for count in range(1, len(small) + 1):
        for chosen in combinations(small, count):
            if rank and people[list(chosen)].sum() < LEAST:
                others = known[:, [cell for cell in cells.tolist() if cell not in chosen]]
                if (np.linalg.matrix_rank(others) if others.size else 0) < rank:
                    found.append(chosen)
    return found


def office(random: Random) -> Ledger:
    """Return counts of busy and quiet names in some months."""
    names, months = random.randint(1, 4), random.randint(2, 4)
    counts = [[random.choice([0, 2, 4, 6, 9, 12, 30]) for _ in range(months)] for _ in range(names)]
    return ledger(*counts)


def published(ledger: Ledger, order: list[int], *, is_on: bool = True) -> Ledger:
    """Return the ledger when all periods, as sets of months, are published in turn."""
    width = ledger.people.shape[1]
    for at, months in enumerate(order):
        # The whole of a period is released where what it adds to the months before is of enough.
        if (
            Ledger(ledger.people.sum(axis=0, keepdims=True))
            .with_lines(Line(0, each) for each in order[: at + 1])
            .disclosed()
        ):
            continue
        ledger = ledger.with_whole(months)
        every = [Line(name, months) for name in range(len(ledger.people))]
        new = [line for line in every if ledger.size(line) >= LEAST]
        so_far = (1 << width) - 1
        plan = [Line(name, so_far) for name in range(len(ledger.people))]
        plan = [line for line in plan if ledger.size(line) >= LEAST]
        hidden = withheld_lines(ledger, new, plan).tolist() if is_on else [False] * len(new)
        ledger = ledger.with_lines(
            one for one, is_out in zip(new, hidden, strict=True) if not is_out
        )
    return ledger


def order_of(width: int) -> list[int]:
    """Return each month with the months so far, as sets of months."""
    return [
        sum(1 << at for at in range(first, end))
        for end in range(1, width + 1)
        for first in (0, end - 1)
    ]


@pytest.mark.parametrize("seed", range(60))
def test_no_few_people_are_told_by_all_reports_together(seed: int) -> None:
    found = published(drawn := office(Random(seed)), order_of(drawn.people.shape[1]))
    assert few_told(found) == []


def test_without_a_ledger_few_people_are_told() -> None:
    offices = [office(Random(seed)) for seed in range(30)]
    told = [
        few_told(published(each, order_of(each.people.shape[1]), is_on=False)) for each in offices
    ]
    assert sum(map(bool, told)) > 10


@pytest.mark.parametrize("seed", range(60))
def test_a_cut_is_found_exactly_where_few_people_are_told(seed: int) -> None:
    random = Random(seed)
    drawn = office(random)
    names, width = drawn.people.shape
    # Sets that do not overlap are their own parts, so that the network knows no more than readers.
    months = [1 << at for at in range(width)]
    halves = [0b11, 0b1100 & (1 << width) - 1 or 0b100]
    whole = random.sample(months, random.randint(0, width))
    lines = [
        Line(name, each)
        for name in range(names)
        for each in random.choice([months, halves])
        if random.random() < 0.8
    ]
    known = drawn.with_whole(*whole).with_lines(lines)
    assert bool(known.disclosed() is not None) == bool(few_told(known))


def test_a_month_of_few_is_withheld_together_with_its_neighbour() -> None:
    # January and February are out, March has nine: told alone it would leave the nine of February.
    known = ledger([30, 9, 30], [40, 40, 40], [35, 35, 35]).with_whole(1, 2, 4)
    known = known.with_lines([Line(name, 1) for name in range(3)])
    known = known.with_lines([Line(1, 2)])
    new, plan = (
        [Line(name, 4) for name in range(3)],
        [Line(name, 7) for name in range(3)],
    )
    assert withheld_lines(known, new, plan, 7).tolist() == [True, False, True]


def test_the_smallest_other_is_withheld_and_the_same_one_again() -> None:
    known = ledger([5, 5], [40, 40], [20, 60], [30, 30]).with_whole(1)
    new = [Line(name, 1) for name in (1, 2, 3)]
    plan = [Line(name, 1) for name in (1, 2, 3)]
    first = withheld_lines(known, new, plan, 1)
    assert first.tolist() == [False, True, False]
    known = known.with_lines([new[0], new[2]]).with_whole(2)
    new, plan = (
        [Line(name, 2) for name in (1, 2, 3)],
        [Line(name, 3) for name in range(4)],
    )
    # Though another is smaller by now: else the first month of name 2 could be told from its year.
    assert withheld_lines(known, new, plan, 3).tolist() == [False, True, False]


def test_the_period_of_the_plan_is_told_of_everybody() -> None:
    known = ledger([5, 5, 5], [40, 40, 40], [20, 60, 20], [30, 30, 30])
    for month in (1, 2, 4):
        known, so_far = known.with_whole(month), 2 * month - 1
        new = [Line(name, month) for name in (1, 2, 3)]
        plan = [Line(name, so_far) for name in range(4) if known.size(Line(name, so_far)) >= LEAST]
        hidden = withheld_lines(known, new, plan, so_far).tolist()
        known = known.with_lines(x for x, is_out in zip(new, hidden, strict=True) if not is_out)
    every = [Line(name, 7) for name in range(4)]
    assert not withheld_lines(known.with_whole(7), every, every, 7).any()


def test_what_only_an_end_was_shown_of_is_not_told_by_subtraction() -> None:
    known = ledger([30, 30], [40, 40]).with_whole(1, 2, 3).with_lines([Line(0, 2), Line(1, 1)])
    masked = Ledger(known.people, known.whole, known.lines, frozenset([Line(0, 1)]))
    assert withheld_lines(known, [Line(0, 3)], []).tolist() == [False]
    # Its office less the other point, as well as both months less the second one.
    assert withheld_lines(masked, [Line(0, 3)], []).tolist() == [False]
    assert masked.disclosed() is not None
    alone = Ledger(known.people, frozenset(), frozenset([Line(0, 2)]), masked.masked)
    assert withheld_lines(alone, [Line(0, 3), Line(1, 3)], []).tolist() == [
        True,
        False,
    ]


def test_a_masked_line_of_few_weighs_as_its_people() -> None:
    known = Ledger(np.array([[4.0, 30.0]]), masked=frozenset([Line(0, 1)]))
    assert known.with_lines([Line(0, 1)]).disclosed() == {0}


def test_what_is_told_already_keeps_nothing_else_back() -> None:
    # The four of the first month are told; nothing that is withheld now would help them.
    known = ledger([4, 30], [40, 40]).with_whole(1).with_lines([Line(1, 1)])
    assert known.disclosed() is not None
    assert withheld_lines(known.with_whole(2), [Line(0, 2), Line(1, 2)], []).tolist() == [False] * 2


def test_nothing_hangs_together_where_nothing_is_released() -> None:
    assert ledger([4, 30]).disclosed() is None
    assert light_cut(np.zeros((0, 2), np.int64), np.zeros(0), 10) is None


def test_a_cut_is_the_lightest_way_round() -> None:
    # Two triangles, each held by 6 and 6, joined by 3 and 4.
    ends = np.array([[0, 1], [1, 2], [2, 0], [3, 4], [4, 5], [5, 3], [0, 3], [1, 4]])
    weights = np.array([6.0] * 6 + [3.0, 4.0])
    side = light_cut(ends, weights, 10)
    assert side is not None
    assert side.tolist() in ([True] * 3 + [False] * 3, [False] * 3 + [True] * 3)
    assert light_cut(ends, weights, 7) is None
