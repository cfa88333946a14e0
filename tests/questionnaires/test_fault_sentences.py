"""Every sentence about a fault exists in Vietnamese, with the same values in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from questionnaires.faults import FaultyFile, Message
from questionnaires.reader import read_questionnaire
from tests.questionnaires.files import SMALL, spoilt

FILE = Path(__file__).parents[2] / "templates" / "translations" / "faults.vi.po"


@pytest.fixture(scope="module")
def vietnamese() -> Catalog:
    with FILE.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def test_every_sentence_is_translated_and_no_other(vietnamese: Catalog) -> None:
    translated = {message.id for message in vietnamese if message.id and message.string}

    assert translated == {message.value for message in Message}


@pytest.mark.parametrize("message", Message)
def test_a_translation_has_the_same_values(message: Message, vietnamese: Catalog) -> None:
    found = vietnamese.get(message.value)
    assert found is not None
    values = set(re.findall(r"%\((\w+)\)s", message.value))

    assert set(re.findall(r"%\((\w+)\)s", str(found.string))) == values
    assert str(found.string) % dict.fromkeys(values, "x")
    assert message.value % dict.fromkeys(values, "x")


def test_faults_are_told_in_vietnamese(vietnamese: Catalog) -> None:
    def gettext(words: str) -> str:
        found = vietnamese.get(words)
        assert found is not None
        return str(found.string)

    with pytest.raises(FaultyFile) as caught:
        read_questionnaire(spoilt(SMALL, ("version: 1", "version: 0")), "phieu.yaml")

    assert caught.value.in_words(gettext).splitlines() == [
        "Chưa dùng được phieu.yaml. Số chỗ sai: 1",
        "dòng 3, version: số này phải từ 1 trở lên",
    ]
