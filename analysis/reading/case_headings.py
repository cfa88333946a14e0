"""Which column of a file of case counts is which."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.case_counts import MONTH
from analysis.reading.encoding import is_tcvn3_as_unicode
from analysis.reading.faults import Fault, Message
from analysis.reading.headings import KNOWN, MADE_UP, Columns
from analysis.responses import FIELD, SERVICE_POINT
from analysis.texts import folded, unguarded

CASES = "cases"
_HEADINGS = {
    SERVICE_POINT: KNOWN[SERVICE_POINT],
    FIELD: KNOWN[FIELD],
    MONTH: ("month", "tháng"),
    CASES: ("cases", "số hồ sơ", "hồ sơ", "số hồ sơ đã giải quyết"),
    MADE_UP: KNOWN[MADE_UP],
}
_NAME_OF = {folded(text): name for name, texts in _HEADINGS.items() for text in texts}


class CaseHeadings:
    """Knows every heading that a file of case counts may have."""

    def columns(self, headings: Sequence[str]) -> Columns:
        """Return what the columns with these headings hold."""
        written = tuple(unguarded(heading.strip()) for heading in headings)
        known: dict[str, int] = {}
        ignored, faults = [], []
        for place, heading in enumerate(written):
            name = _NAME_OF.get(folded(heading))
            if name is None:
                ignored += [heading] if heading else []
            elif name in known:
                first = written[known[name]]
                faults.append(Fault.of(Message.DUPLICATE_COLUMN, heading, first=first))
            else:
                known[name] = place
        return Columns(written, {}, known, tuple(ignored), tuple(faults))

    def faults(self, columns: Columns) -> list[Fault]:
        """Return what is wrong with the columns: standing twice, missing, in an old code."""
        if not columns.known and is_tcvn3_as_unicode(" ".join(columns.headings)):
            return [Fault.of(Message.TCVN3)]
        found = list(columns.faults)
        if CASES not in columns.known:
            found.append(Fault.of(Message.NO_COUNT_COLUMN))
        if not {SERVICE_POINT, FIELD} & columns.known.keys():
            found.append(Fault.of(Message.NO_PLACE_COLUMN))
        return found
