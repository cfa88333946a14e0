"""Dates and words in each language."""

from datetime import date
from pathlib import Path

import pytest

from templates.language_files import LanguageFiles, language_files, use_office_files
from templates.languages import (
    LANGUAGES,
    TRANSLATIONS,
    day,
    translations,
)
from templates.numbers import decimal
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


def test_a_date_can_be_read_in_one_way_only() -> None:
    assert day(date(2026, 2, 5), "vi") == "05/02/2026"
    assert day(date(2026, 2, 5), "en") == "5 February 2026"


def test_english_sentences_stand_for_themselves() -> None:
    assert translations("en").gettext("Never heard of it") == "Never heard of it"


@pytest.mark.parametrize("language", ["", "fr", "VI", "../vi"])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="language must be one of vi, en, blt, hmn, kjg"):
        translations(language)
