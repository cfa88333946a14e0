"""What reports that were published before showed of an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.disclosure.ledger import Months, ReleasedLine
from analysis.report.model import Entry, Report
from analysis.report.sample.earlier import Earlier


@dataclass(frozen=True)
class ReleasedIndex:
    """An index in the reports before a new one."""

    earlier: Earlier
    id: str

    @cached_property
    def whole(self) -> frozenset[Months]:
        """The months over which the figure of all responses was released."""
        months = set()
        for report in self.earlier.reports:
            if self._shown_entry(report, report.indices) is not None:
                months.add(self.earlier.of_period(report.period))
            for group in (*report.months, *report.quarters):
                entry = self._shown_entry(report, group.indices)
                if entry is not None and entry.is_exact:
                    months.add(self.earlier.of_name(group.id, report.period))
        return frozenset(months)

    def lines(
        self, name: str, places: Mapping[str, int]
    ) -> tuple[set[ReleasedLine], set[ReleasedLine]]:
        """Return the lines of a list that were shown before, and those with an end alone."""
        released: set[ReleasedLine] = set()
        masked: set[ReleasedLine] = set()
        for report in self.earlier.reports:
            for line, entry in self._before(report, name, places):
                (released if entry.is_exact else masked).add(line)
        return released, masked

    def _before(
        self, report: Report, name: str, places: Mapping[str, int]
    ) -> Iterator[tuple[ReleasedLine, Entry]]:
        """Yield the lines of a list that an earlier report showed.

        A name that is unknown by now was given up: it may be any of those that came since.
        """
        groups = report.lists[name]
        came = [place for each, place in places.items() if each not in {g.id for g in groups}]
        months = self.earlier.of_period(report.period)
        for group in groups:
            entry = self._shown_entry(report, group.indices)
            if entry is not None:
                for place in [places[group.id]] if group.id in places else came:
                    yield ReleasedLine(place, months), entry

    def _shown_entry(self, report: Report, entries: Sequence[Entry]) -> Entry | None:
        """Return what a report showed in this index, among its entries; None for nothing.

        A report on other indices may have told as much of this one.
        """
        own = [entry for entry in entries if entry.id == self.id]
        is_known = any(index.id == self.id for index in report.indices)
        shown = [e for e in (own if is_known else entries) if e.is_exact or e.end is not None]
        return min(shown, key=lambda entry: not entry.is_exact, default=None)
