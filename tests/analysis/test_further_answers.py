"""People are told a rounded number of further answers, or that none is practicable."""

import pytest

from analysis.report.model import practicable


@pytest.mark.parametrize(
    ("more_needed", "told"),
    [(1, 1), (99, 99), (100, 100), (101, 110), (999, 1000), (5712, 5800), (36_000, 36_000)],
)
def test_a_number_is_rounded_up_to_two_digits(more_needed: int, told: int) -> None:
    assert practicable(more_needed, 360) == told


def test_above_a_hundred_times_the_respondents_no_number_is_practicable() -> None:
    assert practicable(1000, 10) == 1000
    assert practicable(1001, 10) is None
