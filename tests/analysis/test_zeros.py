"""A 0 beneath the scale is named, asked about or refused, and never counted as a rating."""

from pathlib import Path

import pytest

from analysis.caveats import Caveat, CaveatCode
from analysis.reading import FaultyData, Reading, read_mapping, read_responses
from analysis.reading.proposal import proposed_mapping
from tests.analysis.forms import SMALL, written

FEE = str(SMALL.question("fee").wording)
HEADINGS = ["Ngày", "Quầy", "signs", "courtesy", FEE]


def table(folder: Path, *answers: list[str], headings: list[str] = HEADINGS) -> Path:
    return written(folder, [headings, *(["2026-03-02", "Quầy 1", *row] for row in answers)])


def zeros(reading: Reading) -> list[Caveat]:
    return [caveat for caveat in reading.caveats if caveat.code is CaveatCode.ZEROS]


@pytest.mark.parametrize("zero", ["0", " 0 "])
def test_a_zero_that_means_not_applicable_is_named_with_its_rows(tmp_path: Path, zero: str) -> None:
    path = table(tmp_path, [*"54", zero], [*"43", "3"], [*"44", zero])
    (caveat,) = zeros(read_responses(path, SMALL))
    assert caveat.values == {"columns": f"“{FEE}”", "rows": "2, 4"}


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ([*HEADINGS[:-1], "fee"], [*"540"]),
        (HEADINGS, ["Hài lòng", "Hài lòng", "Không phải nộp"]),
        (HEADINGS, [*"543"]),
    ],
    ids=["our codes", "in words", "no zero"],
)
def test_what_is_certain_is_not_named(tmp_path: Path, headings, cells) -> None:
    assert zeros(read_responses(table(tmp_path, cells, headings=headings), SMALL)) == []


@pytest.mark.parametrize("cell", ["0", "Không áp dụng", "KAD", "99"])
def test_what_the_questionnaire_does_not_offer_is_refused_and_asked_about(
    tmp_path: Path, cell: str
) -> None:
    path = table(tmp_path, [*"543"], ["5", cell, "3"], [*"444"])
    with pytest.raises(FaultyData, match=f"“{cell}” is not an answer"):
        read_responses(path, SMALL)
    asked = {(each.question, each.cell) for each in proposed_mapping(path, SMALL).answers}
    assert asked == {("scale", each) for each in (cell, *"345")}


@pytest.mark.parametrize(("answer", "read"), [("-", "5-3--"), ("1", "513--")])
def test_a_mapping_says_what_a_zero_is(tmp_path: Path, answer: str, read: str) -> None:
    path = table(tmp_path, [*"543"], [*"503"], [*"443"])
    said = "questionnaire: small.v1\ncolumns:\n  - {heading: signs, holds: signs}\nanswers:\n"
    for cell, value in zip("0345", f"{answer}345", strict=True):
        said += f'  - {{question: scale, cell: "{cell}", answer: "{value}"}}\n'
    reading = read_responses(path, SMALL, mapping=read_mapping(said.encode(), "m.yaml", SMALL))
    assert bytes(reading.responses.answers[1]).decode() == read
    assert zeros(reading) == []
