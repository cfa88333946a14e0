"""Responses as columns."""

import numpy as np
import pytest

from analysis.responses import Responses, blank_answers, in_order, labelled, unpacked
from tests.analysis.forms import SMALL


def make_responses(packed: list[str], days: list[str | None]) -> Responses:
    return Responses(
        questionnaire=SMALL,
        answers=unpacked(packed, SMALL),
        labels={"service_point": labelled(["Quầy 10", None, "Quầy 2"])},
        days=np.array(days, "datetime64[D]"),
    )


def test_packed_responses_become_a_matrix_of_characters() -> None:
    answers = unpacked(["5402-", "----1"], SMALL)
    assert answers.dtype == np.uint8
    assert [bytes(row).decode() for row in answers] == ["5402-", "----1"]


def test_no_response_is_a_matrix_without_rows() -> None:
    assert unpacked([], SMALL).shape == (0, 5)


def test_a_packed_response_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"small\.v1 has 5 characters; response 1 has 4"):
        unpacked(["5402-", "5402"], SMALL)


def test_blank_answers_are_blank() -> None:
    assert bytes(blank_answers(2, SMALL)) == b"-" * 10


def test_names_are_sorted_as_people_count() -> None:
    labels = labelled(["Quầy 10", None, "quầy 2", "Quầy 10", "Bàn 1"])
    assert labels.names == ("Bàn 1", "quầy 2", "Quầy 10")
    assert labels.codes.tolist() == [2, -1, 1, 2, 0]


def test_a_name_of_many_digits_is_sorted_too() -> None:
    long = "9" * 5000
    assert in_order([long, "1"], np.array([0, 1], np.int32)).names == ("1", long)


def test_months_are_in_order_of_time_and_the_undated_have_none() -> None:
    responses = make_responses(["5----", "4----", "3----"], ["2026-03-09", None, "2025-12-31"])
    assert responses.months.names == ("2025-12", "2026-03")
    assert responses.months.codes.tolist() == [1, -1, 0]


def test_chosen_responses_keep_their_labels() -> None:
    responses = make_responses(["5----", "4----", "3----"], ["2026-03-09", None, "2025-12-31"])
    chosen = responses.selected(np.array([True, False, True]))
    assert len(chosen) == 2
    assert chosen.column("signs").tobytes() == b"53"
    assert chosen.labels["service_point"].codes.tolist() == [1, 0]
    assert chosen.days.astype(str).tolist() == ["2026-03-09", "2025-12-31"]


def test_responses_without_any_date_say_so() -> None:
    assert not make_responses(["5----"] * 3, [None] * 3).is_dated
    assert make_responses(["5----"] * 3, [None, None, "2026-01-01"]).is_dated
