"""Many rows that stand in a file twice in one order are asked about; people may answer alike."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from analysis.account import LeftOut
from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.faults import Message
from analysis.reading.repeated_rows import repeated_rows
from analysis.reading.rows import CountedRows
from analysis.reading.same_blocks import same_blocks
from analysis.reading.same_rows import SameRows
from tests.analysis.forms import SMALL, office_rows, written

OFFICE = ["service_point", "day", "signs", "courtesy", "fee", "late", "letter"]


def people(count: int, seed: int = 1, *, satisfied: float = 0.2) -> list[list[str]]:
    """Return rows of people, many of whom give the best answer everywhere."""
    random = Random(seed)
    return [
        [
            random.choice(["Quầy 1", "Quầy 2"]),
            f"2026-03-{random.randint(1, 28):02}",
            *("555" if random.random() < satisfied else (random.choice("12345") for _ in "123")),
            random.choice("12"),
            "",
        ]
        for _ in range(count)
    ]


def read(folder: Path, rows: list[list[str]], same_rows: SameRows | None = None) -> Reading:
    return read_responses(written(folder, [OFFICE, *rows]), SMALL, same_rows=same_rows)


@pytest.mark.parametrize("count", [20, 70])
@pytest.mark.parametrize("between", [0, 15])
def test_a_block_that_was_pasted_twice_is_asked_about(
    tmp_path: Path, count: int, between: int
) -> None:
    block = people(count)
    rows = [*block, *people(between, 2), *block, *people(5, 3)]
    first, last = count + between + 2, 2 * count + between + 1
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, rows)
    (fault,) = caught.value.faults
    assert (fault.message, fault.rows) == (Message.SAME_BLOCK, tuple(range(first, last + 1)))
    assert fault.values == {"first": f"2-{count + 1}"}
    dropped = read(tmp_path, rows, SameRows.DROP)
    assert len(dropped.responses) == len(rows) - count
    (left_out,) = dropped.account.left_out
    assert (left_out.reason, left_out.numbers) == (LeftOut.SAME, f"{first}-{last}")
    kept = read(tmp_path, rows, SameRows.KEEP)
    assert len(kept.responses) == len(rows)
    assert kept.caveats[-1].code is CaveatCode.SAME_BLOCK
    assert kept.caveats[-1].values == {"rows": f"{first}-{last}", "first": f"2-{count + 1}"}


def test_an_empty_row_or_headings_between_do_not_hide_a_block(tmp_path: Path) -> None:
    block = people(20)
    broken = [*block[:9], ["", *[""] * 6], ["Quầy 1", *[""] * 6], *block[9:]]
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, [*block, *broken])
    assert caught.value.faults[0].rows == (*range(22, 31), *range(33, 44))


def test_fewer_rows_are_asked_about_where_their_answers_are_rare(tmp_path: Path) -> None:
    block, others = people(15), people(150, 2)
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, [*block, *others, *block])
    assert caught.value.faults[0].rows == tuple(range(167, 182))
    few = people(9)
    assert len(read(tmp_path, [*few, *others, *few]).responses) == 168


def test_a_few_people_of_one_day_who_answer_alike_are_people(tmp_path: Path) -> None:
    day = [["Quầy 1", "2026-03-02", *f"{ratings}2", ""] for ratings in ["555"] * 9 + ["554"]]
    assert len(read(tmp_path, [*day, *people(200, 2, satisfied=0.8), *day]).responses) == 220


def test_a_table_that_was_pasted_and_sorted_is_asked_about(tmp_path: Path) -> None:
    table = people(25)
    for times, rows in ((2, sorted(table * 2)), (3, sorted(table * 3, key=lambda row: row[2:]))):
        with pytest.raises(FaultyData) as caught:
            read(tmp_path, rows)
        (fault,) = caught.value.faults
        assert fault.message is Message.REPEATED_ROWS
        assert fault.values == {"times": str(times)}
        assert len(fault.rows) == 25 * (times - 1)
        dropped = read(tmp_path, rows, SameRows.DROP)
        assert len(dropped.responses) == 25
        assert [left.reason for left in dropped.account.left_out] == [LeftOut.SAME]
        kept = read(tmp_path, rows, SameRows.KEEP)
        assert len(kept.responses) == 25 * times
        assert kept.caveats[-1].code is CaveatCode.REPEATED_ROWS


def of_april(rows: list[list[str]]) -> list[list[str]]:
    return [[point, day.replace("-03-", "-04-"), *rest] for point, day, *rest in rows]


def of_point(rows: list[list[str]], point: str) -> list[list[str]]:
    return [[point, *rest] for _, *rest in rows]


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize(
    ("again", "others"),
    [
        (people(40), of_april(people(80, 2))),
        (of_point(people(40), "Quầy 3"), people(80, 2)),
    ],
    ids=["month", "service point"],
)
def test_one_group_that_was_pasted_again_and_sorted_is_asked_about(
    tmp_path: Path, times: int, again: list[list[str]], others: list[list[str]]
) -> None:
    rows = sorted([*again * times, *others])
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, rows)
    (fault,) = caught.value.faults
    assert (fault.message, fault.values) == (Message.REPEATED_ROWS, {"times": str(times)})
    assert len(fault.rows) == 40 * (times - 1)
    assert len(read(tmp_path, rows, SameRows.DROP).responses) == 120
    assert len(read(tmp_path, rows, SameRows.KEEP).responses) == 40 * times + 80


def test_a_few_people_more_do_not_hide_it_and_count_once(tmp_path: Path) -> None:
    table, more = people(60), people(3, 2)
    rows = sorted([*table, *table, *more])
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, rows)
    assert caught.value.faults[0].message is Message.REPEATED_ROWS
    assert len(read(tmp_path, rows, SameRows.DROP).responses) == 63


def test_a_few_pairs_are_chance(tmp_path: Path) -> None:
    assert len(read(tmp_path, sorted(people(13) * 2)).responses) == 26


@pytest.mark.parametrize("items", [3, 9])
@pytest.mark.parametrize("satisfied", [0.5, 0.8, 0.95])
def test_people_hardly_ever_come_in_pairs_throughout(items: int, satisfied: float) -> None:
    random = np.random.default_rng(7)
    for count in (30, 60, 120, 300) * 25:
        is_satisfied = random.random((count, 1)) < satisfied
        answers = np.where(is_satisfied, 5, random.integers(3, 6, (count, items)))
        hashes = answers.astype(np.uint64) @ (np.uint64(6) ** np.arange(items, dtype=np.uint64))
        rows = CountedRows(np.arange(count))
        assert repeated_rows(hashes, rows) is None
        assert same_blocks(hashes, hashes, rows) is None
        assert repeated_rows(np.tile(hashes, 2), CountedRows(np.arange(2 * count))) or (
            len(np.unique(hashes)) < 40
        )


@pytest.mark.parametrize(
    "rows",
    [
        people(300, satisfied=1.0),
        [["Quầy 1", "2026-03-02", *"5552", ""]] * 100,
        [["Quầy 1", "2026-03-02", *f"{rating}55", "2", ""] for rating in "54" * 50],
        sorted(people(300, satisfied=0.7)),
        [row for row in people(8) for _ in "12"],
    ],
    ids=["all satisfied", "all alike", "two answers by turns", "sorted", "few, each twice"],
)
def test_people_who_answer_alike_are_people(tmp_path: Path, rows: list[list[str]]) -> None:
    assert len(read(tmp_path, rows).responses) == len(rows)


def test_an_export_of_ours_twice_in_one_file_is_asked_about(tmp_path: Path) -> None:
    heading, *rows = [list(map(str, row)) for row in office_rows(60)]
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, [heading, *sorted(rows), *sorted(rows)]), SMALL)
    assert [fault.message for fault in caught.value.faults] == [Message.SAME_BLOCK]
    assert len(caught.value.faults[0].rows) == len(rows)


@pytest.mark.parametrize(
    ("time", "expected"), [("10:00:", Message.SAME_ROWS), ("10:", Message.SAME_BLOCK)]
)
def test_seconds_tell_rows_apart_and_minutes_do_not(
    tmp_path: Path, time: str, expected: Message
) -> None:
    block = people(30)
    for number, row in enumerate(block, start=1):
        row[1] = f"2026-03-02 {time}{number:02}"
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, [*block, *block])
    assert [fault.message for fault in caught.value.faults] == [expected]
    again = [[row[0], row[1].replace("03-02", "03-09"), *row[2:]] for row in block]
    assert len(read(tmp_path, [*block, *again]).responses) == 60
