"""A column that says of how many people each row is, is asked about."""

from pathlib import Path

import pytest

from analysis.reading import FaultyData, Reading, read_mapping, read_responses
from analysis.reading.faults import Message
from tests.analysis.forms import SMALL, written

HEADINGS = ["Quầy", "signs", "courtesy", "fee"]


def read(folder: Path, heading: str, *cells: str, said: str = "") -> Reading:
    rows = [[*HEADINGS, heading], *(["Quầy 1", *"543", cell] for cell in cells)]
    mapping = read_mapping(said.encode(), "m.yaml", SMALL) if said else None
    return read_responses(written(folder, rows), SMALL, mapping=mapping)


def none_of(heading: str) -> str:
    return f'questionnaire: small.v1\ncolumns:\n  - {{heading: "{heading}", holds: none}}\n'


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Số lượng", ["3", "1", "12"]),
        ("SL", ["3", "1", "12"]),
        ("Sl phiếu", ["3", "1", "12"]),
        ("Tần suất", ["2", "2", "2"]),
        ("Count", ["8.0", "1.0", "3.0"]),
    ],
)
def test_rows_of_several_people_are_asked_about(tmp_path: Path, heading: str, cells) -> None:
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, heading, *cells)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column) == (Message.ROWS_OF_SEVERAL, heading)
    assert len(read(tmp_path, heading, *cells, said=none_of(heading)).responses) == 3


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Số lượng", ["1", "1", "1"]),
        ("SL", ["1", "1", "1"]),
        ("Số lượng", ["nhiều", "ít", "3"]),
        ("Tuổi", ["30", "41", "52"]),
    ],
)
def test_other_columns_say_nothing_of_rows(tmp_path: Path, heading: str, cells) -> None:
    assert len(read(tmp_path, heading, *cells).responses) == 3
