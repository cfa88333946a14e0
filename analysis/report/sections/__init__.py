"""What each finding of a report says, as blocks of a document; one module each.

A new section is one new module here with ``SECTIONS``: its position among the others of its part,
and what makes it of a `Page`, or None where there is nothing to say. The section says of what part
of the report it is, of the body unless it says so.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from analysis.report.document import Document, Part
from analysis.report.model import Report
from analysis.report.sections.front import about, notice
from analysis.report.sections.methods import notes, provenance
from analysis.report.sections.page import MakeSection, Page
from analysis.report.sections.verdicts import verdicts
from analysis.report.stored import fingerprint
from analysis.report.words import Words
from templates.languages import N_


def document_of(report: Report, language: str) -> Document:
    """Return what a report says in a language."""
    page = Page(report, Words(language))
    made = [section for make in _all_sections(page) if (section := make(page)) is not None]
    order = list(Part)
    return Document(
        language=language,
        title=page.say(N_("Satisfaction report")),
        name=report.source.name,
        fingerprint=fingerprint(report),
        notice=notice(page),
        about=about(page),
        sections=tuple(sorted(made, key=lambda section: order.index(section.part))),
    )


def _all_sections(page: Page) -> list[MakeSection]:
    """Return what makes the sections, in the order of their positions."""
    if page.has_no_figures:
        return [verdicts, notes, provenance]
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    placed = [each for module in modules for each in getattr(module, "SECTIONS", {}).items()]
    return [make for _, make in sorted(placed, key=lambda each: each[0])]
