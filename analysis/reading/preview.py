"""What reading a file would give, in words, before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

import numpy as np

from analysis.case_counts import MONTH, CaseCounts
from analysis.columns import FIELD, SERVICE_POINT
from analysis.reading.table import Reading


class Line(StrEnum):
    """The sentences of a preview; the English text is the key of its translation."""

    READ = "The file has no faults. Responses that would be read: %(count)s"
    LEFT_OUT = "Left out: %(count)s %(reason)s (rows %(rows)s)"
    DAYS = "Days: %(first)s to %(last)s"
    QUESTION = "Column “%(column)s” → question %(name)s"
    KNOWN = "Column “%(column)s” → %(name)s"
    COUNTED = "Case counts: %(rows)s rows, %(cases)s cases in all"
    BY_POINT = "Cases by service point: %(sums)s"
    BY_FIELD = "Cases by field: %(sums)s"
    BY_MONTH = "Cases by month: %(sums)s"
    NOTHING = "Nothing was written."


_SUMS = {SERVICE_POINT: Line.BY_POINT, FIELD: Line.BY_FIELD, MONTH: Line.BY_MONTH}


def preview(reading: Reading, gettext: Callable[[str], str]) -> Iterator[str]:
    """Yield a line for each column that is read and each doubt, in the language of `gettext`."""
    responses, columns = reading.responses, reading.columns
    yield gettext(Line.READ.value) % {"count": len(responses)}
    for each in reading.account.left_out:
        values = {"count": each.count, "reason": gettext(each.reason), "rows": each.numbers}
        yield gettext(Line.LEFT_OUT.value) % values
    if responses.is_dated:
        days = responses.days[~np.isnat(responses.days)]
        yield gettext(Line.DAYS.value) % {"first": days.min(), "last": days.max()}
    known = columns.known | columns.added
    for line, indices in ((Line.QUESTION, columns.questions), (Line.KNOWN, known)):
        for name, index in indices.items():
            yield gettext(line.value) % {"column": columns.headings[index], "name": name}
    for caveat in reading.caveats:
        yield gettext(caveat.code.value) % caveat.values
    yield gettext(Line.NOTHING.value)


def preview_cases(counts: CaseCounts, gettext: Callable[[str], str]) -> Iterator[str]:
    """Yield the sums of case counts, to be held against what the office knows."""
    yield gettext(Line.COUNTED.value) % {"rows": len(counts.rows), "cases": counts.cases}
    for column in counts.columns:
        sums = "; ".join(f"{name}: {cases}" for name, cases in counts.cases_by(column).items())
        yield gettext(_SUMS[column].value) % {"sums": sums}
