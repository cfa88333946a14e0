"""Names that are written once for several rows are asked about; names left out are not."""

from pathlib import Path

import pytest

from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.faults import Message
from tests.analysis.forms import SMALL, written


def read(folder: Path, names: str, heading: str = "Quầy") -> Reading:
    """Read a table of people at these points, each a letter; a full stop stands for none."""
    rows = [[heading, "signs", "courtesy", "fee"], *([name.strip("."), *"543"] for name in names)]
    return read_responses(written(folder, rows), SMALL)


@pytest.mark.parametrize("heading", ["Quầy", "Lĩnh vực"])
@pytest.mark.parametrize(
    ("names", "rows"),
    [
        ("A..B.", (3, 4, 6)),
        ("A...", (3, 4, 5)),
        ("A..B.A...", (3, 4, 6, 8, 9, 10)),
    ],
)
def test_names_written_once_for_several_rows_are_asked_about(
    tmp_path: Path, heading: str, names: str, rows: tuple[int, ...]
) -> None:
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, names, heading)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column, fault.rows) == (Message.WRITTEN_ONCE, heading, rows)


@pytest.mark.parametrize(
    "names", ["A.B.", ".A..B.", "AB.CA.", "A..AB...A.....", "ABABAB", "....", "AB...C...C....."]
)
def test_names_that_are_left_out_are_not(tmp_path: Path, names: str) -> None:
    assert len(read(tmp_path, names).responses) == len(names)
