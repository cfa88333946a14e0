"""Every sentence has its Vietnamese words, once, and no catalogue keeps what nobody says."""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from templates.languages import translations
from tests.templates.sentences import (
    CATALOGUES,
    CODE,
    PAGES,
    ROOT,
    messages,
    shown_sentences,
    string_constants,
)

_PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%%")

by_name = pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.name)


def _key(message_id: object) -> str:
    return str(message_id[0]) if isinstance(message_id, tuple | list) else str(message_id)


def _words(translation: object) -> list[str]:
    return (
        [str(each) for each in translation]
        if isinstance(translation, tuple | list)
        else [str(translation)]
    )


def _source(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {_key(message.id) for each in CATALOGUES for message in messages(each)}


@pytest.mark.parametrize("path", [*CODE, *PAGES], ids=_source)
def test_every_sentence_has_a_translation(path: Path, known: set[str]) -> None:
    assert shown_sentences(path) - known == set()


@pytest.fixture(scope="module")
def shown() -> set[str]:
    marked = {sentence for path in [*CODE, *PAGES] for sentence in shown_sentences(path)}
    return marked | {text for path in CODE for text in string_constants(path)}


@by_name
def test_a_catalogue_holds_only_sentences_that_are_shown(catalogue: Path, shown: set[str]) -> None:
    assert {_key(message.id) for message in messages(catalogue)} - shown == set()


def test_a_sentence_means_the_same_in_all_catalogues() -> None:
    meanings: dict[object, set[object]] = defaultdict(set)
    for catalogue in CATALOGUES:
        for message in messages(catalogue):
            meanings[message.context, _key(message.id)].add(tuple(_words(message.string)))
    assert {key: words for key, words in meanings.items() if len(words) > 1} == {}


@by_name
def test_every_translation_is_there_and_was_looked_over(catalogue: Path) -> None:
    unfinished = [
        message.id
        for message in messages(catalogue)
        if message.fuzzy or not all(word.strip() for word in _words(message.string))
    ]
    assert unfinished == []


@by_name
def test_a_translation_keeps_the_places_of_its_values(catalogue: Path) -> None:
    for message in messages(catalogue):
        # Vietnamese has one form for one and for many: that of the English plural.
        expected = set(_PLACEHOLDER.findall(_words(message.id)[-1]))
        for words in _words(message.string):
            assert set(_PLACEHOLDER.findall(words)) == expected, message.id


@by_name
def test_vietnamese_is_written_in_composed_letters(catalogue: Path) -> None:
    text = catalogue.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)


def test_a_translated_sentence_is_found_by_its_english() -> None:
    words = translations("vi").pgettext("poster", "About one minute")
    assert words == "Khoảng một\N{NO-BREAK SPACE}phút"
