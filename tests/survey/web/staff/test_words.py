"""Every sentence for staff is translated, and no other area's translation takes its place."""

from collections.abc import Iterator

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from survey.domain.errors import PasswordFault, TextFault
from templates.languages import TRANSLATIONS, translations
from tests.architecture.sources import ROOT

SOURCES = {
    "templates/staff/*.html": "jinja2.ext:babel_extract",
    "survey/web/staff/*.py": "python",
}
OPTIONS = {"trimmed": "true", "newstyle_gettext": "true"}


def catalogue() -> dict[str, str]:
    with (TRANSLATIONS / "staff.vi.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def sentences() -> Iterator[str]:
    for pattern, method in SOURCES.items():
        for path in sorted(ROOT.glob(pattern)):
            for _, message, _, _ in extract_from_file(
                method, str(path), {"_": None, "N_": None, "gettext": None}, options=OPTIONS
            ):
                assert isinstance(message, str)
                yield message
    yield from (fault.value for fault in (*TextFault, *PasswordFault))


def test_the_catalogue_has_exactly_the_sentences_that_are_said() -> None:
    assert set(catalogue()) == set(sentences())


def test_staff_read_their_own_words() -> None:
    said = translations("vi").gettext
    assert {sentence: said(sentence) for sentence in catalogue()} == catalogue()


def test_every_value_of_a_sentence_is_in_its_translation() -> None:
    for sentence, translated in catalogue().items():
        values = {part.split(")")[0] for part in sentence.split("%(")[1:]}
        assert values == {part.split(")")[0] for part in translated.split("%(")[1:]}, sentence
