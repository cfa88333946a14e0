"""The answers to factual questions."""

from __future__ import annotations

from analysis.report.document import Cell, Column, Row, Section, Table
from analysis.report.findings.facts import Fact
from analysis.report.sections.page import Page, shown
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
    rows = [
        Row.of(
            page.title(answer.label),
            shown(page.words.number, answer.count),
            shown(page.words.end, answer.share),
        )
        for answer in fact.answers
    ]
    columns = (
        Column(page.say(N_("Answer")), "words"),
        Column(page.say(N_("Count"))),
        Column(page.say(N_("Share"))),
    )
    notes = tuple(note for note in (_answered(fact, page), *page.doubts(fact.caveats)) if note)
    return Table.of(columns, rows, "fact", Cell(page.title(fact.title), notes))


def _answered(fact: Fact, page: Page) -> str:
    if fact.answered is None or fact.asked is None:
        return ""
    sentence = N_("%(answered)s answered, of %(asked)s who were asked.")
    if fact.is_conditional:
        sentence = N_("%(answered)s answered, of %(asked)s whom the question concerns.")
    answered, asked = page.words.number(fact.answered), page.words.number(fact.asked)
    return page.say(sentence, answered=answered, asked=asked)
