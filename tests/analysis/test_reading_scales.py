"""Answers on a scale are read the way that it runs, or refused."""

from pathlib import Path

import pytest

from analysis.reading import FaultyData, read_responses
from analysis.reading.faults import Fault, Message
from tests.analysis.forms import SMALL, written

BEST, WORST = "Rất hài lòng", "Rất không hài lòng"


def packed(folder: Path, *rows: list[str]) -> list[str]:
    reading = read_responses(written(folder, [["signs", "courtesy", "fee", "late"], *rows]), SMALL)
    return [bytes(row).decode() for row in reading.responses.answers]


def faults(folder: Path, *rows: list[str]) -> list[Fault]:
    with pytest.raises(FaultyData) as caught:
        packed(folder, *rows)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    "cell",
    [
        *("4.0", "4,00", "4 - Hài lòng", "4. hài lòng", "(4) Hài lòng", "4: Satisfied"),
        *("[4] Hài lòng", "4=Hài lòng", "4 Hài lòng", "Hài lòng (4)", "Hài lòng - 4"),
        *("4 (Hài lòng)", "4(Hài lòng)", "4 [Hài lòng]", "4 – Hài lòng", "Hài lòng – 4"),
        *("Hài lòng [4]", "Hài lòng 4", "Hài lòng\N{ZERO WIDTH SPACE}"),
    ],
)
def test_a_number_with_its_words_or_decimals_is_one_answer(tmp_path: Path, cell: str) -> None:
    assert packed(tmp_path, [cell, cell, cell, "1"]) == ["4441-"]


@pytest.mark.parametrize("cell", ["NA", "n/a", "NaN", "null", "None", "<NA>"])
def test_what_programs_write_for_nothing_is_blank(tmp_path: Path, cell: str) -> None:
    assert packed(tmp_path, ["5", cell, "4", cell], ["5", "5", "5", "2"]) == ["5-4--", "5552-"]


@pytest.mark.parametrize("cell", ["1 - Rất hài lòng", "Rất hài lòng (1)", "1 (Rất hài lòng)"])
def test_a_number_against_its_words_is_refused_by_name(tmp_path: Path, cell: str) -> None:
    (fault,) = faults(tmp_path, [cell, "4 - Hài lòng", BEST, ""])
    assert (fault.message, fault.column, fault.rows) == (Message.CONTRADICTION, "signs", (2,))
    assert fault.values == {"value": cell}


@pytest.mark.parametrize(
    "cell", ["6.0", "4.5", "4 - Tốt", "9 - Hài lòng", "Hài lòng (x)", "x" * 1001]
)
def test_other_numbers_and_words_are_no_answers(tmp_path: Path, cell: str) -> None:
    (fault,) = faults(tmp_path, [cell, "", "", ""])
    assert fault.message is Message.UNKNOWN_ANSWER


def test_words_and_bare_numbers_in_one_column_are_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, [BEST, "4", BEST, ""], ["2", "4", BEST, ""], [WORST, "5", BEST, ""])
    (fault,) = found
    assert (fault.message, fault.column, fault.rows) == (Message.WORDS_AND_NUMBERS, "signs", (3,))
    assert fault.values_in("vi") == {"words": f"“{WORST}”, “{BEST}”", "numbers": "2"}


FIVE, ONE = f"5 - {BEST}", f"{WORST} (1)"


def test_numbers_with_words_at_the_ends_tell_which_way_the_others_run(tmp_path: Path) -> None:
    rows = [[FIVE, "4", "3", ""], ["2", ONE, "4", ""], ["4", BEST, FIVE, ""]]
    assert packed(tmp_path, *rows) == ["543--", "214--", "455--"]


def test_numbers_with_words_tell_nothing_of_words_and_numbers_elsewhere(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, [FIVE, "4", "3", ""], ["2", BEST, FIVE, ""])
    assert (fault.message, fault.column, fault.rows) == (
        Message.WORDS_AND_NUMBERS,
        "courtesy",
        (2,),
    )


def test_what_does_not_apply_tells_no_direction(tmp_path: Path) -> None:
    rows = [["4", "4", "0 - Không phải nộp", ""], ["2", "3", "4", ""], ["2", "3", BEST, ""]]
    (fault,) = faults(tmp_path, *rows)
    assert (fault.message, fault.column) == (Message.WORDS_AND_NUMBERS, "fee")


def test_words_at_the_ends_and_numbers_between_are_refused_in_columns_apart(
    tmp_path: Path,
) -> None:
    found = faults(tmp_path, [BEST, "2", BEST, ""], [BEST, "3", WORST, ""])
    assert [(each.message, each.column) for each in found] == [
        (Message.WORDS_AND_NUMBERS, "courtesy")
    ]


def test_columns_of_words_and_columns_of_codes_may_stand_side_by_side(tmp_path: Path) -> None:
    assert packed(tmp_path, [BEST, "2", "5", "Có"], ["Hài lòng", "5", "1", "2"]) == [
        "5251-",
        "4512-",
    ]


def test_not_applicable_in_words_goes_with_numbers(tmp_path: Path) -> None:
    assert packed(tmp_path, ["5", "4", "Không phải nộp", ""], ["5", "4", "3", ""]) == [
        "540--",
        "543--",
    ]
