"""The answers to factual questions."""

from __future__ import annotations

from analysis.report.document import Cell, Column, Holds, Layout, RowGroup, Section, Table
from analysis.report.findings.facts import Fact
from analysis.report.sections.page import Page, row
from templates.languages import N_


def facts(page: Page) -> Section | None:
    """Return a table for each factual question."""
    found = page.report.findings_of(Fact)
    if not found:
        return None
    title = page.say(N_("Facts about the visits"))
    return Section("facts", title, tuple(_table(fact, page) for fact in found))


SECTIONS = {120: facts}


def _table(fact: Fact, page: Page) -> Table:
    rows = tuple(
        row(
            Cell(page.title(answer.label)),
            "" if answer.count is None else page.words.number(answer.count),
            "" if answer.share is None else page.words.end(answer.share),
        )
        for answer in fact.answers
    )
    columns = (
        Column(Cell(page.say(N_("Answer"))), Holds.WORDS),
        Column(Cell(page.say(N_("Count")))),
        Column(Cell(page.say(N_("Share")))),
    )
    notes = tuple(note for note in (_answered(fact, page), *page.doubts(fact.caveats)) if note)
    groups = (RowGroup(rows),) if rows else ()
    return Table(columns, groups, Layout.NARROW, Cell((page.title(fact.title),), notes))


def _answered(fact: Fact, page: Page) -> str:
    if fact.answered is None or fact.asked is None:
        return ""
    sentence = N_("%(answered)s answered, of %(asked)s who were asked.")
    if fact.is_conditional:
        sentence = N_("%(answered)s answered, of %(asked)s whom the question concerns.")
    answered, asked = page.words.number(fact.answered), page.words.number(fact.asked)
    return page.say(sentence, answered=answered, asked=asked)
