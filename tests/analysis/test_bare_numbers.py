"""Numbers without a word are read as ours, and that is said; asked about without the highest."""

from pathlib import Path

import pytest

from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, read_mapping, read_responses
from analysis.reading.faults import Message
from analysis.reading.proposal import proposed_mapping
from tests.analysis.forms import SMALL, written

ITEMS = [str(SMALL.question(name).wording) for name in ("signs", "courtesy", "fee")]


def table(folder: Path, *answers: str, headings: list[str] = ITEMS, times: int = 1) -> Path:
    rows = [[f"2026-03-{day:02}", *row] for day in range(1, 1 + times) for row in answers]
    return written(folder, [["Ngày", *headings], *rows])


def test_what_bare_numbers_were_read_as_is_said(tmp_path: Path) -> None:
    reading = read_responses(table(tmp_path, "543", "111"), SMALL)
    (caveat,) = (each for each in reading.caveats if each.code is CaveatCode.BARE_NUMBERS)
    values = {"least": "1", "first": "Rất không hài lòng", "most": "5", "last": "Rất hài lòng"}
    assert caveat.values_in("vi") == values


@pytest.mark.parametrize("last", ["Hài lòng", "5 - Rất hài lòng", ""])
def test_words_explain_numbers_and_nothing_is_said(tmp_path: Path, last: str) -> None:
    headings = ITEMS if last else ["signs", "courtesy", "fee"]
    answers = [last or "4"] * 3
    rows = [["Ngày", *headings], *(["2026-03-02", *answers] for _ in range(30))]
    reading = read_responses(written(tmp_path, rows), SMALL)
    assert CaveatCode.BARE_NUMBERS not in {each.code for each in reading.caveats}


def test_a_scale_whose_highest_number_nobody_gave_is_asked_about(tmp_path: Path) -> None:
    path = table(tmp_path, "443", "3-2", "414", times=7)
    with pytest.raises(FaultyData) as caught:
        read_responses(path, SMALL)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column) == (Message.HIGHEST_UNUSED, ITEMS[0])
    assert fault.values == {"people": "21", "highest": "5", "numbers": "1, 2, 3, 4"}
    proposal = proposed_mapping(path, SMALL)
    assert {(each.question, each.cell) for each in proposal.answers} == {
        ("scale", number) for number in "1234"
    }


def test_a_mapping_answers_what_the_numbers_mean(tmp_path: Path) -> None:
    path = table(tmp_path, "443", "3-2", "414", times=7)
    said = f'questionnaire: small.v1\ncolumns:\n  - {{heading: "{ITEMS[0]}", holds: signs}}\n'
    said += "answers:\n"
    for cell, answer in zip("1234", "1245", strict=True):
        said += f'  - {{question: scale, cell: "{cell}", answer: "{answer}"}}\n'
    reading = read_responses(path, SMALL, mapping=read_mapping(said.encode(), "m.yaml", SMALL))
    assert bytes(reading.responses.answers[0]).decode() == "554--"
    assert CaveatCode.BARE_NUMBERS not in {each.code for each in reading.caveats}


@pytest.mark.parametrize(
    ("answers", "times"), [(["443"], 19), (["443", "544"], 15), (["---", "--5"], 13), (["5-4"], 25)]
)
def test_few_people_and_those_who_give_the_highest_are_not_asked(
    tmp_path: Path, answers: list[str], times: int
) -> None:
    path = table(tmp_path, *answers, times=times)
    assert len(read_responses(path, SMALL).responses) > 10
    assert proposed_mapping(path, SMALL).answers == ()


def test_a_table_of_facts_alone_has_no_numbers_of_a_scale(tmp_path: Path) -> None:
    rows = [["Ngày", "late"], ["2026-03-02", "1"]]
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, rows), SMALL)
    assert {fault.message for fault in caught.value.faults} == {Message.MISSING_COLUMN}
