"""A grid that asks how important things are, or what is expected, is not read as satisfaction."""

from pathlib import Path

import pytest

from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_mapping, read_responses
from analysis.reading.faults import Message
from tests.analysis.forms import SMALL, written
from tests.analysis.workbooks import workbook

IDS = ("signs", "courtesy", "fee")
ITEMS = [str(SMALL.question(name).wording) for name in IDS]
SATISFACTION = [f"Mức độ hài lòng [{item}]" for item in ITEMS]


def read(folder: Path, headings: list[str], *answers: str, said: str = "") -> Reading:
    mapping = read_mapping(said.encode(), "m.yaml", SMALL) if said else None
    return read_responses(written(folder, [headings, *answers]), SMALL, mapping=mapping)


def packed(reading: Reading) -> list[str]:
    return [bytes(row).decode() for row in reading.responses.answers]


@pytest.mark.parametrize(
    "asked",
    [
        *("Mức độ quan trọng [{}]", "Kỳ vọng của Ông/Bà [{}]", "Mong đợi [{}]", "Importance [{}]"),
        *("How important is it? [{}]", "Expected level [{}]", "muc_do_quan_trong/{}"),
        *("G1[SQ1]. Kì vọng [{}]", "Tầm quan trọng đối với sự hài lòng [{}]"),
    ],
)
def test_what_is_not_satisfaction_is_asked_about(tmp_path: Path, asked: str) -> None:
    headings = [asked.format(item) for item in ITEMS]
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, headings, "543", "545")
    assert [fault.message for fault in caught.value.faults] == [Message.MISSING_COLUMN] * 3
    # A mapping may say that it is satisfaction; beside a grid of that it is not read.
    columns = zip(headings, IDS, strict=True)
    held = "".join(f'  - {{heading: "{heading}", holds: {name}}}\n' for heading, name in columns)
    said = f"questionnaire: small.v1\ncolumns:\n{held}"
    assert packed(read(tmp_path, headings, "543", "545", said=said)) == ["543--", "545--"]
    for both in ([*SATISFACTION, *headings], [*headings, *SATISFACTION]):
        reading = read(tmp_path, both, "543543", "545545")
        assert packed(reading) == ["543--", "545--"]
        (caveat,) = (c for c in reading.caveats if c.code is CaveatCode.COLUMNS_IGNORED)
        assert caveat.values["columns"] == ", ".join(headings)


@pytest.mark.parametrize(
    "asked",
    [
        "Ý kiến của Ông/Bà rất quan trọng: Ông/Bà hài lòng đến mức nào? [{}]",
        "Your view is important to us. How satisfied are you? [{}]",
        "Đánh giá [{}]",
    ],
)
def test_words_about_the_survey_itself_change_nothing(tmp_path: Path, asked: str) -> None:
    headings = [asked.format(item) for item in ITEMS]
    assert packed(read(tmp_path, headings, "543", "545")) == ["543--", "545--"]


def test_a_grid_of_importance_in_two_rows_is_asked_about(tmp_path: Path) -> None:
    upper = ["Quầy", "Mức độ quan trọng", None, None]
    rows = [upper, [None, *ITEMS], ["Quầy 1", 5, 4, 3], ["Quầy 1", 5, 4, 5]]
    with pytest.raises(FaultyData) as caught:
        read_responses(workbook(tmp_path, Phiếu=rows), SMALL)
    assert [fault.message for fault in caught.value.faults] == [Message.MISSING_COLUMN] * 3
