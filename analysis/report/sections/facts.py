"""The answers to factual questions."""

from __future__ import annotations

from analysis.caveats import Caveat, CaveatCode
from analysis.report.document import Column, Row, Section, Table
from analysis.report.findings.facts import Fact
from analysis.report.model import Report
from analysis.report.sections.footnotes import Footnotes
from analysis.report.sections.page import Page, shown
from analysis.report.sections.sums import require_sum
from analysis.report.sections.survey import is_census
from templates.languages import N_


def facts(page: Page) -> Section | None:
    """Return a table for each factual question."""
    found = page.report.findings_of(Fact)
    if not found:
        return None
    title = page.say(N_("Facts about the visits"))
    footnotes = Footnotes((_doubts(fact, page) for fact in found), page)
    tables = (_table(fact, footnotes, page) for fact in found)
    return Section("facts", title, (*tables, *footnotes.said()))


SECTIONS = {270: facts}
_ABSENT = CaveatCode.FACTS_ABSENT


def _table(fact: Fact, footnotes: Footnotes, page: Page) -> Table:
    rows = [
        Row.of(
            page.title(answer.label),
            shown(page.words.number, answer.count),
            shown(page.words.end, answer.share),
            shown(page.words.interval, answer.interval, ""),
        )
        for answer in fact.answers
    ]
    require_sum(f"answers to {fact.id}", fact.answered, _parts(fact))
    columns = (
        Column(page.say(N_("Answer")), "words"),
        Column(page.say(N_("Count"))),
        Column(page.say(N_("Share"))),
        Column(page.say(N_("95%% interval")), "interval"),
    )
    note = _answered(fact, page)
    if not _was_asked(fact, page):
        note = page.say(N_("Not asked: the file has no column for this question."))
    notes = (note,) if note else ()
    caption = footnotes.name(page.title(fact.title), _doubts(fact, page), *notes)
    made = Table.of(columns, rows, "fact", caption)
    has_intervals = any(answer.interval for answer in fact.answers)
    has_error = has_intervals and not is_answered_by_all(fact, page.report)
    return made if has_error else made.without("interval")


def is_answered_by_all(fact: Fact, report: Report) -> bool:
    """Return whether the shares of a question have no error: every case answered everything."""
    return is_census(report) and fact.answered == fact.asked


def _parts(fact: Fact) -> list[int | None]:
    """Return the counts of a fact, of which nothing may be shown."""
    return [answer.count for answer in fact.answers] or [None]


def _doubts(fact: Fact, page: Page) -> tuple[Caveat, ...]:
    """Return the doubts of a question; what was not asked has none."""
    return fact.caveats if _was_asked(fact, page) else ()


def _was_asked(fact: Fact, page: Page) -> bool:
    absent = (c.values["questions"] for c in page.report.caveats if c.code is _ABSENT)
    return not any(isinstance(each, tuple) and fact.title in each for each in absent)


def _answered(fact: Fact, page: Page) -> str:
    if fact.answered is None or fact.asked is None:
        return ""
    sentence = N_("%(answered)s answered, of %(asked)s who were asked.")
    if fact.is_conditional:
        sentence = N_("%(answered)s answered, of %(asked)s whom the question concerns.")
    answered, asked = page.words.number(fact.answered), page.words.number(fact.asked)
    return page.say(sentence, answered=answered, asked=asked)
