"""What each finding of a report says, as blocks of a document; one module each.

A new section is one new module here with ``SECTIONS``: its position among the others, and what
makes it of a `Page`, or None where there is nothing to say.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from analysis.report.document import Document
from analysis.report.model import Report
from analysis.report.sections.front import about, notice
from analysis.report.sections.methods import notes, provenance
from analysis.report.sections.page import MakeSection, Page
from analysis.report.sections.verdicts import verdicts
from analysis.report.words import Words
from templates.languages import N_


def document_of(report: Report, language: str) -> Document:
    """Return what a report says in a language."""
    page = Page(report, Words(language))
    made = [make(page) for make in _all_sections(page)]
    return Document(
        language=language,
        title=page.say(N_("Satisfaction report")),
        name=report.source.name,
        notice=notice(page),
        about=about(page),
        sections=tuple(section for section in made if section is not None),
    )


def _all_sections(page: Page) -> list[MakeSection]:
    """Return what makes the sections, in the order of their positions."""
    if page.has_no_figures:
        return [verdicts, notes, provenance]
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    placed = [each for module in modules for each in getattr(module, "SECTIONS", {}).items()]
    return [make for _, make in sorted(placed, key=lambda each: each[0])]
