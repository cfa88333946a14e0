"""Numbers, dates and words in each language."""

from datetime import date
from decimal import Decimal

import pytest

from templates.languages import (
    LANGUAGES,
    LOCALES,
    TRANSLATIONS,
    day,
    decimal,
    percent,
    translations,
)


def test_vietnamese_comes_first() -> None:
    assert LANGUAGES == ("vi", "en")


def test_every_catalogue_belongs_to_a_language_of_the_interface() -> None:
    languages = {path.name.split(".")[1] for path in TRANSLATIONS.glob("*.po")}
    assert languages <= set(LOCALES) - {"en"}


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


def test_a_date_can_be_read_in_one_way_only() -> None:
    assert day(date(2026, 2, 5), "vi") == "05/02/2026"
    assert day(date(2026, 2, 5), "en") == "5 February 2026"


def test_english_sentences_stand_for_themselves() -> None:
    assert translations("en").gettext("Never heard of it") == "Never heard of it"


@pytest.mark.parametrize("language", ["", "fr", "VI", "../vi"])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="language must be one of vi, en"):
        translations(language)
