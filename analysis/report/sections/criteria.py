"""The groups of criteria, each with its criteria below it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.report.document import Section
from analysis.report.model import Entry
from analysis.report.sections.estimates import EstimateRow, estimates
from analysis.report.sections.page import Page
from questionnaires.partly_asked import whole_of
from templates.languages import N_

NOBODY_UNSATISFIED = N_("Nobody was less than satisfied with any of the criteria shown.")
TITLE = N_("Each group of criteria and each criterion")


def criteria(page: Page) -> Section:
    """Return the table of factors and items."""
    report = page.report
    items = {entry.id: entry for entry in report.items}
    rows = []
    factors = whole_of(report.questionnaire).factors
    for factor, entry in zip(factors, report.factors, strict=True):
        rows.append(_row(entry, page, leads=True))
        rows += [_row(items[name], page, leads=False) for name in factor.items]
    titles = page.say(N_("Criterion")), page.say(N_("Respondents"))
    table = estimates(rows, lowest(report.items, page), titles, page)
    return Section("criteria", page.say(TITLE), (table,))


SECTIONS = {30: criteria}


def lowest(entries: Sequence[Entry], page: Page) -> str:
    """Return the sentence that names the entry with the lowest share; empty without any share."""
    shares = [
        (entry.estimate.estimate, entry)
        for entry in entries
        if entry.estimate is not None and entry.estimate.estimate is not None
    ]
    if not shares:
        return ""
    share, entry = min(shares, key=lambda pair: pair[0])
    if share == 1:
        return page.say(NOBODY_UNSATISFIED)
    title = page.title(entry.title).text.rstrip(".")
    sentence = N_("Lowest: “%(title)s”, %(share)s.")
    return page.say(sentence, title=title, share=page.words.share(share))


def _row(entry: Entry, page: Page, *, leads: bool) -> EstimateRow:
    count = page.words.number(entry.estimate.respondents) if entry.estimate else ""
    return EstimateRow(page.title(entry.title), entry, count, leads)
