"""Plain files are cut by blocks, and give what the csv module gives."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from analysis.columns import LABEL_COLUMNS
from analysis.reading import FaultyData, blocks
from analysis.reading.csv_files import CsvRows, PiecesOf, blocks_of, csv_table, rows_of
from analysis.reading.headings import HeadingReader
from analysis.reading.opening import opened
from analysis.reading.reader import read_tables
from tests.analysis.forms import SMALL, office_rows, table

LONG = [
    [*row[:1], "Quầy 2 ", *row[2:]] if number % 7 == 0 and number else row
    for number, row in enumerate(office_rows(120))
]


def outcome(path: Path, pieces_of: PiecesOf) -> object:
    try:
        with opened(path) as tables:
            head = list(tables[0].headings)
            source = csv_table(CsvRows(path, ",", len(head)), head, pieces_of)
            reading = read_tables(path, HeadingReader(SMALL, LABEL_COLUMNS), [source])
    except FaultyData as faulty:
        return str(faulty)
    found = reading.responses
    labels = {name: (each.names, each.codes.tolist()) for name, each in found.labels.items()}
    return (
        found.answers.tolist(),
        found.days.astype(str).tolist(),
        labels,
        reading.caveats,
        reading.account,
    )


def heading(*lines: str) -> str:
    return "\r\n".join([",".join(map(str, LONG[0])), *lines, ""])


ROW = "2026-01-05,Quầy 1,Việc làm,poster,small.v1,0,5,4,3,2,"


@pytest.mark.parametrize(
    "text",
    [
        table(LONG),
        table(LONG).replace("\r\n", "\n"),
        table(LONG).rstrip(),
        heading(ROW, "", ROW, "," * 10, ROW),
        heading(ROW, "," * 10, ROW.replace("small.v1", "other.v2"), ROW),
        heading(ROW, ROW + ",", ROW[:-2]),
        heading(ROW, ROW.replace(",5,", ",9,"), ROW.replace(",4,", ", 4,")),
        heading(ROW, ROW.replace(",5,", ",Rất hài lòng,"), ROW.replace(",5,", ",-,")),
        heading(ROW.replace("2026-01-05", "hôm qua"), ROW.replace("poster", "=1+1")),
        heading(ROW, " ,,, ,,,,,,", ROW, "Tổng cộng" + "," * 10, ROW[:-1], ROW + ", "),
        heading(ROW, ",Trung bình,,,,,4.27,4.5,4,2,", ROW),
        heading(ROW, ROW.replace("2026-01-05", "2026-01-05T20:00:07Z"), ROW[:20]),
        "id,submitdate,signs,courtesy,fee\n1,2026-01-05,5,4,3\n2,,5,4,3\n1,2026-01-05,5,4,3\n",
        "_uuid,today,end,signs,courtesy,fee\na,2026-01-05,,5,4,3\na,,2026-01-05T9:00:01,5,4,3\n",
        "Timestamp,signs,courtesy,fee\n2026-01-05 9:00:01,5,4,3\n2026-01-05 9:00:01,5,4,3\n",
        "signs\n5\n\n",
    ],
)
@pytest.mark.parametrize("size", [1, 150, 4_000_000])
def test_blocks_give_what_the_csv_module_gives(tmp_path: Path, text: str, size: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    assert outcome(path, partial(blocks_of, size=size)) == outcome(path, rows_of)


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        (b"a,b\n1,2\n", True),
        (b"a,b\r\n1,2\r\n", True),
        (b'a,b\n1,"2"\n', False),
        (b"a,b\r1,2\r", False),
        (b"a,b\n1,\0\n", False),
    ],
)
@pytest.mark.parametrize("size", [1, 4, 100])
def test_only_a_file_without_quotes_and_odd_characters_is_plain(
    tmp_path: Path, content: bytes, plain: bool, size: int
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert blocks.is_plain(path, size) is plain


def cells_of(text: str, column: int = 0) -> list[str]:
    """Return the cells of a column, as a block that knows each different one once has them."""
    lines = text.splitlines()
    block = blocks.cut(f"{text}\n".encode(), ",", lines[0].count(",") + 1)
    assert block is not None
    cells = block.cells(column)
    # In the order in which they first come, as from rows of text.
    assert list(cells.different) == list(dict.fromkeys(cells.different[at] for at in cells.which))
    return [cells.different[at] for at in cells.which]


@pytest.mark.parametrize("length", [1, 2, 7, 8, 9, 16, 17, 63, 64, 65, 300])
def test_cells_that_differ_in_one_byte_are_told_apart(length: int) -> None:
    for place in {0, length // 2, length - 1}:
        other = "a" * place + "b" + "a" * (length - place - 1)
        column = ["a" * length, other, "a" * (length - 1), "", other, "a" * length]
        assert cells_of("\n".join(f"{cell}," for cell in column)) == column
        assert cells_of("\n".join(f"x,{cell}" for cell in column), 1) == column


def test_letters_of_several_bytes_stay_whole() -> None:
    assert cells_of("Quầy 1\nQuầy 2\nQuầy 1") == ["Quầy 1", "Quầy 2", "Quầy 1"]


def test_cells_of_one_key_are_still_told_apart() -> None:
    # Found by trying; the law above holds for all others too.
    alike = ["Quay sosmot cua ", "mIrftvZm9e=mY$Q."]
    keys = blocks._keys(np.array([np.frombuffer(cell.encode(), np.uint64) for cell in alike]))
    assert keys[0] == keys[1]
    assert cells_of("\n".join([*alike, alike[0]])) == [*alike, alike[0]]


def test_chosen_rows_have_their_own_cells() -> None:
    block = blocks.cut(b"ab,cd\nab,ce\n", ",", 2)
    assert block is not None
    cells = block.selected(np.array([1])).cells(1)
    assert (list(cells.different), cells.which.tolist()) == (["ce"], [0])


def test_rows_of_a_block_without_any_have_no_cells() -> None:
    block = blocks.cut(b"ab,cd\n", ",", 2)
    assert block is not None
    assert not block.selected(np.zeros(0, np.int64)).cells(0).different
