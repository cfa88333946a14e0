"""Doubts about rows that count, each with the numbers of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from analysis.account import first_row_ranges
from analysis.caveats import Caveat, CaveatCode
from analysis.columns import SERVICE_POINT
from analysis.reading.answers import AnswerColumn
from analysis.reading.numbering import NO_NUMBER, Numbers
from analysis.reading.rows import CountedRows
from analysis.responses import MISSING, Days, Mask, Responses
from questionnaires.faults import quoted


def doubts_about_rows(
    rows: CountedRows, responses: Responses, sent: Days | None
) -> Iterator[Caveat]:
    """Yield which rows lack a day or service point that others have, or came before their day.

    `sent` are the days on which responses reached the server, shape (n,), NaT where not known.
    """
    is_undated = np.isnat(responses.days)
    if not is_undated[rows.is_counted].all():
        yield from _doubt(CaveatCode.UNDATED_ROWS, rows, is_undated)
    points = responses.labels.get(SERVICE_POINT)
    if points is not None:
        is_nameless = points.codes == MISSING
        if not is_nameless[rows.is_counted].all():
            yield from _doubt(CaveatCode.NAMELESS_ROWS, rows, is_nameless)
    if sent is not None:
        # A comparison with NaT is false.
        yield from _doubt(CaveatCode.CLOCK_AHEAD, rows, responses.days > sent)


def _doubt(code: CaveatCode, rows: CountedRows, chosen: Mask) -> Iterator[Caveat]:
    numbers = rows.where(chosen)
    if numbers:
        yield Caveat(code, {"responses": len(numbers), "rows": first_row_ranges(numbers)})


def doubts_about_sending(rows: CountedRows, pages: Numbers, heading: str) -> Iterator[Caveat]:
    """Yield which rows end before the last page, shape (n,), as those do that were not sent."""
    last = pages[rows.is_counted].max(initial=NO_NUMBER)
    numbers = rows.where(pages < last)
    if numbers:
        values: dict[str, float | str] = {"column": quoted(heading), "responses": len(numbers)}
        yield Caveat(CaveatCode.PERHAPS_UNSENT, {**values, "rows": first_row_ranges(numbers)})


def doubts_about_zeros(columns: Iterable[AnswerColumn], rows: CountedRows) -> Iterator[Caveat]:
    """Yield where a bare 0 was taken for “does not apply”; other scales may begin at 0."""
    zeros = {column.heading: found for column in columns if (found := column.zeros(rows))}
    if zeros:
        numbers = {number for found in zeros.values() for number in found}
        named = ", ".join(f"“{quoted(heading)}”" for heading in zeros)
        yield Caveat(CaveatCode.ZEROS, {"columns": named, "rows": first_row_ranges(numbers)})
