"""Texts as runs: nothing that was written becomes a field, a link or another order of letters."""

from __future__ import annotations

import unicodedata

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run as MadeRun

from analysis.report.document import Run, Text, runs
from questionnaires.places import is_unfit

# As word processors call languages, which want a country.
_REGIONAL = {"vi": "vi-VN", "en": "en-GB"}
_NO_CHARACTER = "Cn"


def regional(language: str) -> str:
    """Return a language as word processors call it."""
    return _REGIONAL.get(language, language)


def clean(text: str) -> str:
    """Return a text composed, without characters that are not seen or that no file may hold."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(filter(_is_kept, composed))


def _is_kept(character: str) -> bool:
    is_known = unicodedata.category(character) != _NO_CHARACTER
    return character in "\n\t" or (is_known and not is_unfit(character))


def in_words(text: Text) -> str:
    """Return the bare words of a text."""
    return clean("".join(run.text for run in runs(text)))


def add_text(paragraph: Paragraph, text: Text, language: str) -> None:
    """Add a text, each part with the language that it is in."""
    for run in runs(text):
        _add_run(paragraph, run, language)


def _add_run(paragraph: Paragraph, run: Run, language: str) -> None:
    added = paragraph.add_run(clean(run.text), style="Code" if run.is_code else None)
    if run.is_strong:
        added.bold = True
    if run.language and run.language != language:
        _set_language(added, run.language)


def _set_language(run: MadeRun, language: str) -> None:
    marked = OxmlElement("w:lang")
    marked.set(qn("w:val"), regional(language))
    run.element.get_or_add_rPr().append(marked)
