"""What reports that were published before showed of an index, or told of a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.disclosure.ledger import Months, ReleasedLine
from analysis.report.model import Entry, Report
from analysis.report.sample.differences import Ids, with_differences
from analysis.report.sample.earlier import Earlier


@dataclass(frozen=True)
class ReleasedIndex:
    """An index in the reports before a new one, or what an index asks beyond others."""

    earlier: Earlier
    ids: Ids  # which in the new report tell it
    items: frozenset[str]

    @cached_property
    def whole(self) -> frozenset[Months]:
        """The months over which the figure of all responses was released."""
        months = set()
        for report, ids in self._telling:
            if _is_exact(ids, report, report.indices) is not None:
                months.add(self.earlier.of_period(report.period))
            for group in (*report.months, *report.quarters):
                if _is_exact(ids, report, group.indices):
                    months.add(self.earlier.of_name(group.id, report.period))
        return frozenset(months)

    def lines(
        self, name: str, places: Mapping[str, int]
    ) -> tuple[set[ReleasedLine], set[ReleasedLine]]:
        """Return the lines of a list that were shown before, and those with an end alone."""
        released: set[ReleasedLine] = set()
        masked: set[ReleasedLine] = set()
        for report, ids in self._telling:
            for line, is_exact in self._before(report, ids, name, places):
                (released if is_exact else masked).add(line)
        return released, masked

    def _before(
        self, report: Report, ids: Ids, name: str, places: Mapping[str, int]
    ) -> Iterator[tuple[ReleasedLine, bool]]:
        """Yield the lines of a list that an earlier report showed, and whether exactly.

        A name that is unknown by now was given up: it may be any of those that came since.
        """
        groups = report.lists[name]
        came = [place for each, place in places.items() if each not in {g.id for g in groups}]
        months = self.earlier.of_period(report.period)
        for group in groups:
            is_exact = _is_exact(ids, report, group.indices)
            if is_exact is not None:
                for place in [places[group.id]] if group.id in places else came:
                    yield ReleasedLine(place, months), is_exact

    @cached_property
    def _telling(self) -> list[tuple[Report, Ids]]:
        """The reports that could tell it, each with the indices that did so together."""
        if len(self.ids) == 1:
            return [(report, self.ids) for report in self.earlier.reports]
        return [
            (report, ids)
            for report in self.earlier.reports
            for ids, items in _sums_of(report).items()
            if frozenset(items) == self.items
        ]


def _sums_of(report: Report) -> dict[Ids, tuple[str, ...]]:
    told = {entry.id for entry in report.indices if entry.is_exact}
    indices = report.plan.indices if report.plan else ()
    return with_differences({i.id: i.items(report.questionnaire) for i in indices if i.id in told})


def _is_exact(ids: Ids, report: Report, entries: Sequence[Entry]) -> bool | None:
    """Return whether a report showed indices, among entries, exactly; None where not enough.

    Of one index an end is something. A difference has none of its own: one of an index bounds it.
    """
    found = [_is_index_exact(index, report, entries) for index in ids]
    if len(ids) == 1:
        return found[0]
    return True if all(found) else None


def _is_index_exact(index: str, report: Report, entries: Sequence[Entry]) -> bool | None:
    """Return whether a report showed an index exactly; None for nothing.

    A report on other indices may have told as much of this one.
    """
    own = [entry for entry in entries if entry.id == index]
    is_known = any(each.id == index for each in report.indices)
    shown = [e.is_exact for e in (own if is_known else entries) if e.is_exact or e.end is not None]
    return max(shown, default=None)
