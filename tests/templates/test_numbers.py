"""How numbers are printed."""

from decimal import Decimal

import pytest

from templates.numbers import decimal, percent


@pytest.mark.parametrize(
    ("share", "vietnamese", "english"),
    [
        (0.866, "86,6%", "86.6%"),
        (0, "0,0%", "0.0%"),
        (1, "100,0%", "100.0%"),
        (490 / 858, "57,1%", "57.1%"),
        (0.8665, "86,7%", "86.7%"),  # the binary number is a hair below the half
        (0.86649999, "86,6%", "86.6%"),
        (Decimal("0.8665"), "86,7%", "86.7%"),
        (-0.0001, "0,0%", "0.0%"),
        (-0.0125, "-1,3%", "-1.3%"),
    ],
)
def test_a_share_is_printed_as_a_percentage(share: float, vietnamese: str, english: str) -> None:
    assert (percent(share, "vi"), percent(share, "en")) == (vietnamese, english)


def test_a_number_is_grouped_by_thousands() -> None:
    assert decimal(1234567.891, 2, "vi") == "1.234.567,89"
    assert decimal(1234567.891, 2, "en") == "1,234,567.89"
    assert decimal(1234567, 0, "vi") == "1.234.567"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_not_printed_as_one(value: float) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        decimal(value, 1, "vi")
