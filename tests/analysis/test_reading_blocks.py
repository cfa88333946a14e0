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


def test_equal_lengths_alone_do_not_make_cells_equal() -> None:
    block = blocks.cut(b"ab,cd\nab,ce\n", ",", 2)
    assert block is not None
    assert block.texts(0) == ["ab", "ab"]
    assert block.texts(1) == ["cd", "ce"]
    assert block.selected(np.array([1])).texts(1) == ["ce"]
