"""What reading a file would give, in words, before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

import numpy as np

from analysis.account import Account
from analysis.case_counts import MONTH, CaseCounts
from analysis.columns import FIELD, SERVICE_POINT
from analysis.reading.in_words import added_in_words, cells_in_words, column_in_words
from analysis.reading.table import Reading
from analysis.responses import Responses
from questionnaires.partly_asked import whole_of
from templates.languages import day, translations


class Line(StrEnum):
    """The sentences of a preview; the English text is the key of its translation."""

    READ = "The file has no faults. Responses that would be read: %(count)s"
    LEFT_OUT = "Left out: %(count)s %(reason)s (rows %(rows)s)"
    SUM = "%(responses)s + %(left_out)s = %(rows)s rows below the headings."
    DAYS = "Days: %(first)s to %(last)s"
    MONTHS = "Months: %(first)s to %(last)s"
    COUNTED = "Case counts: %(rows)s rows, %(cases)s cases in all"
    BY_POINT = "Cases by service point: %(sums)s"
    BY_FIELD = "Cases by field: %(sums)s"
    BY_MONTH = "Cases by month: %(sums)s"
    NOTHING = "Nothing was written."


_SUMS = {SERVICE_POINT: Line.BY_POINT, FIELD: Line.BY_FIELD, MONTH: Line.BY_MONTH}


def preview(reading: Reading, account: Account, language: str) -> Iterator[str]:
    """Yield a line for each column that is read and each doubt, in a language.

    `account` is that of the rows of the file, of which a period may leave out some more.
    """
    responses, gettext = reading.responses, translations(language).gettext
    yield gettext(Line.READ.value) % {"count": account.responses}
    yield from _left_out(account, gettext)
    if responses.is_dated:
        yield _came(responses, language)
    yield from _columns(reading, language)
    if reading.mapping is not None:
        yield from cells_in_words(reading.mapping, whole_of(responses.questionnaire), language)
    for caveat in reading.caveats:
        yield gettext(caveat.code.value) % caveat.values_in(language)
    yield gettext(Line.NOTHING.value)


def _came(responses: Responses, language: str) -> str:
    """Return when the first and the last response came, by the day or the month."""
    dated = responses.days[~np.isnat(responses.days)]
    first, last = dated.min().item(), dated.max().item()
    gettext = translations(language).gettext
    if responses.is_by_month:
        return gettext(Line.MONTHS.value) % {"first": f"{first:%m/%Y}", "last": f"{last:%m/%Y}"}
    return gettext(Line.DAYS.value) % {"first": day(first, language), "last": day(last, language)}


def _left_out(account: Account, gettext: Callable[[str], str]) -> Iterator[str]:
    for each in account.left_out:
        values = {"count": each.count, "reason": gettext(each.reason), "rows": each.numbers}
        yield gettext(Line.LEFT_OUT.value) % values
    if account.left_out:
        counts = " + ".join(str(each.count) for each in account.left_out)
        values = {"responses": account.responses, "left_out": counts, "rows": account.all_rows}
        yield gettext(Line.SUM.value) % values


def _columns(reading: Reading, language: str) -> Iterator[str]:
    columns, asked = reading.columns, reading.responses.questionnaire
    for name, index in (columns.questions | columns.known).items():
        yield column_in_words(columns.headings[index], name, asked, language)
    for added, index in columns.added.items():
        yield added_in_words(columns.headings[index], added, language)


def preview_cases(counts: CaseCounts, gettext: Callable[[str], str]) -> Iterator[str]:
    """Yield the sums of case counts, to be held against what the office knows."""
    yield gettext(Line.COUNTED.value) % {"rows": len(counts.rows), "cases": counts.cases}
    for column in counts.columns:
        sums = "; ".join(f"{name}: {cases}" for name, cases in counts.cases_by(column).items())
        yield gettext(_SUMS[column].value) % {"sums": sums}
