"""An office that asks in a language which nobody speaks, through the files that it would fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from questionnaires.next_version import with_language
from questionnaires.wordings import wordings
from survey.services.publish_text import current_questionnaire, publish_file, use
from survey.services.survey import Survey
from templates.language_files import use_office_files
from tests.pages import Page
from tests.templates.made_up_language import CODE, WORD, put_language

# The words of the page's frame that belong to no language: codes of notices.
_NOTICE = "HL-"
_NUMBER = re.compile(r"[\d./]+")


def fill_pages(survey: Survey, without: str | None = None) -> None:
    """Fill the catalogue of the language, but for one sentence if one is named."""
    put_language(
        survey.settings.languages,
        lambda words: {sentence: said for sentence, said in words.items() if sentence != without},
    )
    use_office_files(survey.settings.languages)


def ask_in_it(
    survey: Survey, without: str | None = None, language: str = CODE
) -> Mapping[str, str]:
    """Publish the next version of the questionnaire in the language and ask it."""
    asked = current_questionnaire(survey)
    places = [placed.place for placed in wordings(asked) if placed.place != without]
    # The words of a question are told from those of the page by their numbers alone.
    words = {place: f"Qaa{1000 + number}" for number, place in enumerate(places)}
    path = survey.settings.data / "next.yaml"
    path.write_text(with_language(asked, asked.version + 1, language, words), "utf-8")
    use(survey, questionnaire=publish_file(survey, path))
    return words


def foreign_words(page: Page) -> list[str]:
    """Return what a page in the language says otherwise without marking what it is."""
    body = next(page.tree.iter("body"))
    return [said for said in _unmarked(body) if not _is_spoken(said)]


def marked_words(page: Page, language: str) -> list[str]:
    """Return the words that a page marks as being in another language."""
    return [
        " ".join("".join(one.itertext()).split())
        for one in page.tree.iter()
        if one.get("lang") == language and one.tag != "html"
    ]


def _unmarked(element: Element) -> Iterator[str]:
    yield element.text or ""
    for name in ("aria-label", "placeholder", "alt", "title"):
        yield element.get(name, "")
    for child in element:
        # What the person wrote is in whatever language he writes.
        if child.get("lang") in (None, CODE) and child.tag != "textarea":
            yield from _unmarked(child)
        yield child.tail or ""


def _is_spoken(said: str) -> bool:
    words = said.split()
    return all(WORD.fullmatch(word) or _NUMBER.fullmatch(word) or _NOTICE in word for word in words)
