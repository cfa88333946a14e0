"""Numbers, dates and words in each language."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from templates.language_files import LanguageFiles, language_files, use_office_files
from templates.languages import (
    LANGUAGES,
    TRANSLATIONS,
    day,
    decimal,
    percent,
    translations,
)
from tests.templates.made_up_language import CODE, made_up_words, put_language

MINUTES = (
    "Your answers show the office what to do better; they take about a minute.",
    "Your answers show the office what to do better; they take about %(num)s minutes.",
)


def test_vietnamese_comes_first() -> None:
    assert LANGUAGES == ("vi", "en")


def test_every_catalogue_belongs_to_a_language_of_the_register() -> None:
    languages = {path.name.split(".")[1] for path in TRANSLATIONS.glob("*.po")}
    assert languages <= set(LanguageFiles().register.languages) - {"en"}


def test_a_language_of_an_office_is_spoken(tmp_path: Path) -> None:
    put_language(tmp_path)
    use_office_files(tmp_path)
    try:
        said = translations(CODE)
        assert said.gettext("Send answers") == made_up_words()["Send answers"]
        assert "%(num)s" in said.ngettext(*(one := MINUTES), 2) == said.ngettext(*one, 1)
        assert (decimal(1234.5, 1, CODE), day(date(2026, 2, 5), CODE)) == ("1.234,5", "05/02/2026")
    finally:
        use_office_files(None)
    with pytest.raises(ValueError, match="language must be one of"):
        translations(CODE)


def test_what_is_not_said_to_citizens_is_vietnamese_in_any_other_language(tmp_path: Path) -> None:
    put_language(tmp_path)
    use_office_files(tmp_path)
    try:
        assert translations(CODE).gettext("Desk") == translations("vi").gettext("Desk") != "Desk"
    finally:
        use_office_files(None)


def test_a_prepared_language_is_known_before_anybody_filled_its_files() -> None:
    assert language_files().catalogue("blt") is None
    assert translations("blt").gettext("Send answers") == "Gửi ý kiến"


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
    with pytest.raises(ValueError, match="language must be one of vi, en, blt, hmn, kjg"):
        translations(language)
