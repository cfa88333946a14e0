"""People are told a rounded number of further answers, or that none is practicable."""

import pytest

from analysis.report.model import practicable


@pytest.mark.parametrize(
    ("more_needed", "told"),
    [(1, 1), (99, 99), (100, 100), (101, 110), (999, 1000), (5712, 5800), (36_000, 36_000)],
)
def test_a_number_is_rounded_up_to_two_digits(more_needed: int, told: int) -> None:
    assert practicable(more_needed, 360) == told


@pytest.mark.parametrize(("respondents", "most"), [(10, 100_000), (20_000, 2_000_000)])
def test_what_no_office_could_have_is_not_practicable(respondents: int, most: int) -> None:
    assert practicable(most, respondents) == most
    assert practicable(most + 1, respondents) is None
