"""Days under a heading that nobody knows are asked about, where nothing else tells the day."""

from pathlib import Path

import pytest

from analysis.reading import FaultyData, Reading, read_mapping, read_responses
from analysis.reading.faults import Message
from tests.analysis.forms import SMALL, written

ASKED = ["signs", "courtesy", "fee"]
DAYS = ["05/02/2026", "13/02/2026", "28/02/2026"]


def read(folder: Path, headings: list[str], *rows: list[str], mapping: str = "") -> Reading:
    table = [[*headings, *ASKED], *([*row, *"543"] for row in rows)]
    said = f"questionnaire: small.v1\ncolumns:\n{mapping}"
    return read_responses(
        written(folder, table),
        SMALL,
        mapping=read_mapping(said.encode(), "m.yaml", SMALL) if mapping else None,
    )


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Ngày khảo sát", DAYS),
        ("Ngày gửi", ["2026-02-05 08:15:00", "", "2026-02-13 09:00:00"]),
        ("Thời gian", ["5 tháng 2, 2026", "không rõ", *DAYS * 2]),
        ("Tháng khảo sát", ["Tháng 3/2026", "04/2026", "05/2026"]),
    ],
)
def test_days_under_an_unknown_heading_are_asked_about(
    tmp_path: Path, heading: str, cells: list[str]
) -> None:
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, [heading], *([cell] for cell in cells))
    (fault,) = caught.value.faults
    assert (fault.message, fault.column) == (Message.UNREAD_DAYS, heading)


def test_a_mapping_answers(tmp_path: Path) -> None:
    rows = [[day] for day in DAYS]
    said = '  - heading: "Ngày gửi"\n    holds: {}\n'
    day = read(tmp_path, ["Ngày gửi"], *rows, mapping=said.format("day"))
    assert day.responses.days.astype(str).tolist() == ["2026-02-05", "2026-02-13", "2026-02-28"]
    none = read(tmp_path, ["Ngày gửi"], *rows, mapping=said.format("none"))
    assert none.responses.days.astype(str).tolist() == ["NaT"] * 3


@pytest.mark.parametrize("known", ["Ngày", "Tháng"])
def test_nobody_is_asked_where_the_day_or_month_is_known(tmp_path: Path, known: str) -> None:
    when = {"Ngày": "2026-02-05", "Tháng": "02/2026"}[known]
    reading = read(tmp_path, [known, "Ngày sinh"], *([when, f"0{n}/02/1970"] for n in "123"))
    assert "Ngày sinh" in reading.columns.ignored
    assert set(reading.responses.days.astype("datetime64[M]").astype(str)) == {"2026-02"}


@pytest.mark.parametrize("cells", [["", ""], ["0912.345.678", "12"], ["quý 1/2026", "1/2"]])
def test_other_cells_are_no_days(tmp_path: Path, cells: list[str]) -> None:
    assert len(read(tmp_path, ["Ghi"], *([cell] for cell in cells)).responses) == 2
