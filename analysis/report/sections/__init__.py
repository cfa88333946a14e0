"""What each finding of a report says, as blocks of a document; one module each.

A new section is one new module here with ``SECTIONS``: its position among the others of its part,
and what makes it of a `Page`, or None where there is nothing to say. The section says of what part
of the report it is, of the body unless it says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from itertools import groupby
from pkgutil import iter_modules

from analysis.report.document import Chapter, Document, Part, Section
from analysis.report.model import Report
from analysis.report.sections.front import about, notice
from analysis.report.sections.methods import notes, provenance
from analysis.report.sections.page import MakeSection, Page
from analysis.report.sections.survey import survey
from analysis.report.sections.verdicts import verdicts
from analysis.report.stored import fingerprint
from analysis.report.words import Words
from templates.languages import N_

# The headings of an official report: the part that each is of, and its first position there.
_CHAPTERS = (
    (Part.FRONT, 0, N_("The survey")),
    (Part.FRONT, 150, N_("Main results")),
    (Part.BODY, 0, N_("Results in detail")),
    (Part.BODY, 300, N_("What is to be done")),
)
# What is said where so few people answered that nothing may be told but how many.
_WITHOUT_FIGURES = (survey, verdicts, notes, provenance)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ORDER = list(Part)
_Placed = tuple[int, Section]


def document_of(report: Report, language: str, office: str = "") -> Document:
    """Return what a report says in a language; without the name of an office that of its data."""
    return document_in(Words(language), report, office)


def document_in(words: Words, report: Report, office: str = "") -> Document:
    """Return what a report says in these words."""
    page = Page(report, words, office)
    placed = sorted(_sections(page), key=lambda each: (_ORDER.index(each[1].part), each[0]))
    annexes = [section for _, section in placed if section.part is Part.ANNEX]
    return Document(
        language=words.language,
        title=page.say(N_("Satisfaction report")),
        name=page.name,
        fingerprint=fingerprint(report),
        notice=notice(page),
        about=about(page),
        chapters=tuple(_chapters(placed[: len(placed) - len(annexes)], page)),
        annexes=tuple(
            replace(section, label=page.say(N_("Annex %(number)s"), number=_ROMAN[at]))
            for at, section in enumerate(annexes)
        ),
    )


def _sections(page: Page) -> Iterable[_Placed]:
    """Yield the sections that have something to say, with their positions."""
    for position, make in _all_sections():
        if page.has_no_figures and make not in _WITHOUT_FIGURES:
            continue
        section = make(page)
        if section is not None:
            yield position, section


def _all_sections() -> Iterable[tuple[int, MakeSection]]:
    """Return what makes the sections, with their positions."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return [each for module in modules for each in getattr(module, "SECTIONS", {}).items()]


def _chapters(placed: Iterable[_Placed], page: Page) -> Iterable[Chapter]:
    """Yield the chapters that have sections; the numbers are those of what is there."""
    of_chapters = groupby(placed, key=_title)
    for at, (title, sections) in enumerate(of_chapters):
        numbered = (
            replace(section, label=f"{count}.")
            for count, (_, section) in enumerate(sections, start=1)
        )
        yield Chapter(f"{_ROMAN[at]}.", page.say(title), tuple(numbered))


def _title(placed: _Placed) -> str:
    position, section = placed
    here = [title for part, first, title in _CHAPTERS if part is section.part and first <= position]
    return here[-1]
