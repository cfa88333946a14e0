"""Files in which somebody who knows a language writes it, and what becomes of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from questionnaires.model import Questionnaire
from questionnaires.next_version import with_language
from questionnaires.reader import read_questionnaire
from questionnaires.wordings import PlacedWording, wordings
from survey.domain.errors import NoRights, StoreFull, TargetExists, UnknownLanguage
from survey.services.publish_text import current_questionnaire, published
from survey.services.survey import Survey
from survey.store.published_texts import Kind
from templates.catalogues import AREA, Catalogue, read_list, sentences, words
from templates.language_files import language_files
from templates.language_register import LANGUAGES, Language
from templates.po_writing import Sheet, written


@dataclass(frozen=True)
class Notes:
    """What stands at the head of the two files, for whoever fills them."""

    pages: str
    questionnaire: str


def registered(code: str) -> Language:
    """Return a language of the register; raise UnknownLanguage when it has none of this code."""
    known = language_files().register.languages
    if code not in known:
        raise UnknownLanguage(code, ", ".join(known))
    return known[code]


def write_sheets(survey: Survey, code: str, into: Path, notes: Notes) -> tuple[Path, ...]:
    """Write the files to fill in: the sentences of the pages, and those of the questionnaire.

    What is said already stands in them. The pages of the program's own languages are whole, so
    these get the second file alone. Raises UnknownLanguage, TargetExists where a file is there
    already, NoRights and StoreFull.
    """
    locale, asked = registered(code).locale, current_questionnaire(survey)
    sheets = {f"{asked.name}.{code}.po": _questionnaire_sheet(asked, code, notes.questionnaire)}
    if code not in LANGUAGES:
        known = language_files().catalogue(code)
        entries = [_with_vietnamese(message) for message in sentences()]
        sheets[f"{AREA}.{code}.po"] = Sheet(code, locale, notes.pages, entries, known)
    texts = {into / name: written(sheet) for name, sheet in sorted(sheets.items())}
    _write(texts)
    return tuple(texts)


def read_filled(survey: Survey, code: str, path: Path) -> Catalogue:
    """Return what a filled file of the questionnaire says, judged against the one asked now."""
    entries = list(_entries(current_questionnaire(survey)))
    return read_list(path, registered(code).locale, entries)


def write_next_version(survey: Survey, code: str, filled: Catalogue, into: Path) -> Path:
    """Write the questionnaire that is asked, with a language added, as its next version.

    It is checked as on publishing: raises FaultyFile, and TargetExists, NoRights and StoreFull.
    """
    asked = current_questionnaire(survey)
    said = {message.context or "": words(message)[0] for message in filled.messages}
    name = f"{asked.id}.v{_next_number(survey, asked)}.yaml"
    text = with_language(asked, _next_number(survey, asked), code, said)
    read_questionnaire(text, name, tuple(language_files().register.languages))
    _write({into / name: text})
    return into / name


def _next_number(survey: Survey, asked: Questionnaire) -> int:
    names = (name.rpartition(".v") for name in published(survey, Kind.QUESTIONNAIRE))
    return 1 + max(int(number) for name, _, number in names if name == asked.id)


def _questionnaire_sheet(asked: Questionnaire, code: str, notes: str) -> Sheet:
    said = tuple(
        Message(str(placed.wording), placed.wording.texts[code], context=placed.place)
        for placed in wordings(asked)
        if code in placed.wording.texts
    )
    known = Catalogue(said, (), ())
    return Sheet(code, registered(code).locale, notes, list(_entries(asked)), known)


def _entries(asked: Questionnaire) -> Iterator[Message]:
    for placed in wordings(asked):
        yield Message(str(placed.wording), context=placed.place, auto_comments=_english(placed))


def _english(placed: PlacedWording) -> list[str]:
    return [said] if (said := placed.wording.texts.get("en")) else []


def _with_vietnamese(message: Message) -> Message:
    return Message(message.id, auto_comments=words(message), context=message.context)


def _write(texts: dict[Path, str]) -> None:
    for path in texts:
        if path.exists():
            raise TargetExists(str(path))
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    except PermissionError as error:
        raise NoRights(str(error.filename)) from None
    except OSError:
        raise StoreFull("the files cannot be written") from None
