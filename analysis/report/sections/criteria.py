"""The groups of criteria, each with its criteria below it."""

from __future__ import annotations

from analysis.report.document import Role, Section
from analysis.report.findings.priorities import Priority
from analysis.report.model import Entry
from analysis.report.sections.estimates import EstimateRow, estimates
from analysis.report.sections.page import Page, paragraphs
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
    table = estimates(rows, lowest(page), titles, page)
    as_given = paragraphs(page.as_given, role=Role.REMARK)
    return Section("criteria", page.say(TITLE), (table, *as_given))


SECTIONS = {200: criteria}


def lowest(page: Page) -> str:
    """Return between which shares the criteria lie, and the lowest where it alone stands out.

    Empty where there are no two shares to compare.
    """
    shares = [
        (entry.estimate.estimate, entry)
        for entry in page.report.items
        if entry.estimate is not None and entry.estimate.estimate is not None
    ]
    if not shares:
        return ""
    low, entry = min(shares, key=lambda pair: pair[0])
    high = max(share for share, _ in shares)
    if low == 1:
        return page.say(NOBODY_UNSATISFIED)
    first = [item.id for item in page.report.findings_of(Priority) if item.stands_out]
    if first == [entry.id]:
        title = page.title(entry.title).text.rstrip(".")
        sentence = N_("Lowest in these answers: “%(title)s”, %(share)s.")
        return page.say(sentence, title=title, share=page.words.share(low))
    if low == high:
        return ""
    sentence = N_("The criteria lie between %(low)s and %(high)s.")
    return page.say(sentence, low=page.words.share(low, high), high=page.words.share(high, low))


def _row(entry: Entry, page: Page, *, leads: bool) -> EstimateRow:
    count = page.words.number(entry.estimate.respondents) if entry.estimate else ""
    return EstimateRow(page.title(entry.title), (entry,), count, leads)
