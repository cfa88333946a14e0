"""A column that may hold the service points is named where none is known to."""

from pathlib import Path

import pytest

from analysis.caveats import CaveatCode
from analysis.reading import Reading, read_mapping, read_responses
from tests.analysis.forms import SMALL, written

ASKED = ["signs", "courtesy", "fee"]
POINTS = ["Bộ phận Một cửa", "Công an", "Bộ phận Một cửa"]


def read(folder: Path, headings: list[str], rows: list[list[str]], said: str = "") -> Reading:
    table = [[*headings, *ASKED], *([*row, *"543"] for row in rows)]
    text = f"questionnaire: small.v1\ncolumns:\n{said}"
    mapping = read_mapping(text.encode(), "m.yaml", SMALL) if said else None
    return read_responses(written(folder, table), SMALL, mapping=mapping)


def possible(reading: Reading) -> list[str]:
    """Return the columns that the reading says may hold the service points."""
    codes = (each for each in reading.caveats if each.code is CaveatCode.POINTS_UNREAD)
    return [str(each.values["columns"]) for each in codes]


@pytest.mark.parametrize(
    "heading", ["Đơn vị", "Quầy giao dịch", "Counter", "Phường/Xã", "Nơi làm thủ tục", "Location"]
)
def test_a_column_that_may_be_the_service_point_is_named(tmp_path: Path, heading: str) -> None:
    reading = read(tmp_path, [heading], [[point] for point in POINTS])
    assert possible(reading) == [f"“{heading}”"]
    assert "python -m analysis map" in str(reading.caveats[0])


def test_several_are_named_together(tmp_path: Path) -> None:
    rows = [[point, f"Quầy {number}"] for number, point in enumerate(POINTS)]
    assert possible(read(tmp_path, ["Đơn vị", "Quầy số"], rows)) == ["“Đơn vị”, “Quầy số”"]


@pytest.mark.parametrize("holds", ["service_point", "none"])
def test_a_mapping_answers(tmp_path: Path, holds: str) -> None:
    said = f'  - heading: "Đơn vị"\n    holds: {holds}\n'
    reading = read(tmp_path, ["Đơn vị"], [[point] for point in POINTS], said)
    assert possible(reading) == []
    assert ("service_point" in reading.responses.labels) == (holds == "service_point")


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (["Quầy", "Đơn vị"], [["Quầy 1", point] for point in POINTS]),
        (["Ghi chú"], [[point] for point in POINTS]),
        (["Nơi tiếp nhận sạch sẽ"], [["5"], ["4"], ["5"]]),
        (["Góp ý với đơn vị"], [[f"Ý kiến {n}"] for n in range(70)]),
        (["Đơn vị"], [[""], [""]]),
    ],
    ids=["the point is known", "another heading", "ratings", "remarks", "nothing in it"],
)
def test_other_columns_are_not_named(
    tmp_path: Path, headings: list[str], rows: list[list[str]]
) -> None:
    assert possible(read(tmp_path, headings, rows)) == []
