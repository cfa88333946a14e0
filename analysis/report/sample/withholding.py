"""Which parts of the lists of a new report are withheld beside the reports before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.disclosure.attack import Mask
from analysis.disclosure.ledger import Months, ReleasedLine
from analysis.disclosure.thresholds import ShownShare
from analysis.estimators.rows import Rows
from analysis.report.sample.differences import Ids, with_differences
from analysis.report.sample.earlier import Asked, Earlier
from analysis.report.sample.lists import lists_of
from analysis.report.sample.overlaps import (
    EVERYBODY,
    LISTS,
    ListLine,
    OverlappingLists,
    lines_without_room,
    unsafe_lines,
)
from analysis.report.sample.released import ReleasedIndex
from analysis.responses import MISSING, Labels
from questionnaires.pooling import original_id

# By name, what a list could show: whether nothing, and of each index the end that stands for it.
Showable = Mapping[str, tuple[bool, tuple[ShownShare | None, ...]]]
Names = dict[str, frozenset[str]]
# Their parts are months of the whole.
CALENDAR = ("quarters", "months")


def withheld_groups(
    earlier: Earlier, indices: Mapping[str, Sequence[str] | None], lists: Mapping[str, Showable]
) -> Names:
    """Return the names of each list whose results are withheld beside the reports before.

    Parameters
    ----------
    earlier : Earlier
    indices : mapping of str to sequence of str or None
        The items of each index, by its id; None where nothing of it is shown.
    lists : mapping of str to Showable
        What each list could show.

    Returns
    -------
    dict of str to frozenset of str
    """
    positions = {index: at for at, index in enumerate(indices)}
    told = {index: items for index, items in indices.items() if items is not None}
    of_indices = [
        _Index(earlier, ids, items, [positions[each] for each in ids], lists)
        for ids, items in with_differences(told).items()
    ]
    withheld: Names = {name: frozenset() for name in lists}
    # Figures of all responses in a month part every other list too, so they come first.
    for of_index in of_indices:
        out = of_index.withheld_calendar(withheld)
        withheld |= {name: withheld[name] | out.intersection(lists[name]) for name in CALENDAR}
    for name in lists:
        if name not in CALENDAR:
            for of_index in of_indices:
                withheld[name] |= of_index.withheld(name, withheld)
    for of_index in of_indices:
        for name, each in of_index.withheld_beside_other_lists(withheld):
            withheld[name] |= {each}
    return withheld


def withheld_shares(
    earlier: Earlier, levels: Sequence[Mapping[str, Sequence[str]]]
) -> frozenset[frozenset[str]]:
    """Return the sets of items whose share of all responses is withheld beside the reports before.

    `levels` are the items of each item, factor and index, by its id.
    """
    return frozenset(
        frozenset(items)
        for level, shares in enumerate(levels)
        for share, items in shares.items()
        if _is_withheld(earlier, level, share, earlier.answering(items))
    )


def _is_withheld(earlier: Earlier, level: int, share: str, answered: Mask) -> bool:
    before = {
        report.period
        for report in earlier.reports
        for entry in (report.items, report.factors, report.indices)[level]
        # Asked in other words it has the same id in a report on another version.
        if original_id(entry.id) == original_id(share) and entry.is_exact
    }
    return earlier.withholds_whole(answered, before)


@dataclass(frozen=True)
class _Index:
    """An index in the reports before, and what the lists of the new one could show of it.

    Or what an index asks beyond others: it is known exactly where each of them is.
    """

    earlier: Earlier
    ids: Ids
    items: Sequence[str]
    positions: Sequence[int]
    lists: Mapping[str, Showable]

    @cached_property
    def _rows(self) -> Rows:
        """The answers in it."""
        return self.earlier.rows(self.items)

    @property
    def answered(self) -> Mask:
        """Who gave a valid answer in the index."""
        return np.asarray(self._rows.m > 0, np.bool_)

    @cached_property
    def _before(self) -> ReleasedIndex:
        return ReleasedIndex(self.earlier, self.ids, frozenset(self.items))

    def withheld_calendar(self, withheld: Names) -> frozenset[str]:
        """Return the months and quarters that are withheld."""
        names = [each for name in CALENDAR for each in self._exact(name, withheld)]
        everybody = np.where(self.answered, 0, MISSING).astype(np.int32)
        known = self._before.whole | {self.earlier.now}
        asked = Asked(
            people=self.earlier.counted(everybody, 1),
            released=frozenset(ReleasedLine(0, months) for months in known),
            masked=frozenset(),
            whole=frozenset(),
            new=tuple(ReleasedLine(0, self._of_name(each)) for each in names),
        )
        return self._names_withheld(names, asked)

    def withheld(self, name: str, withheld: Names) -> frozenset[str]:
        """Return the further names of another list that are withheld."""
        labels = lists_of(self.earlier.responses)[name].with_nameless()
        places = _places(labels)
        now, names = self.earlier.now, list(self._exact(name, withheld))
        released, masked = self._before.lines(name, places)
        masked |= {ReleasedLine(places[each], now) for each in self._masked(name, withheld)}
        inner = [each for other in CALENDAR for each in self._exact(other, withheld)]
        codes = np.where(self.answered, labels.codes, MISSING).astype(np.int32)
        asked = Asked(
            people=self.earlier.counted(codes, len(labels.names)),
            released=frozenset(released),
            masked=frozenset(masked - released),
            whole=self._before.whole | {now, *map(self._of_name, inner)},
            new=tuple(ReleasedLine(places[each], now) for each in names),
        )
        return self._names_withheld(names, asked)

    def withheld_beside_other_lists(self, withheld: Names) -> Iterator[tuple[str, str]]:
        """Yield the further names, each after its list, that are withheld as lists overlap."""
        lists = OverlappingLists(self.earlier, self._rows, has_ends=len(self.ids) == 1)
        now = self.earlier.now
        new = {
            (name, each): ListLine(EVERYBODY, 0, self._of_name(each))
            for name in CALENDAR
            for each in self._exact(name, withheld)
        }
        known = {ListLine(EVERYBODY, 0, months) for months in (*self._before.whole, now)}
        masked: set[ListLine] = set()
        at_an_end: dict[tuple[str, str], ListLine] = {}
        for name in LISTS:
            places = _places(lists_of(self.earlier.responses)[name])
            released, ends = self._before.lines(name, places)
            known |= {ListLine(name, line.name, line.months) for line in released}
            masked |= {ListLine(name, line.name, line.months) for line in ends}
            of_list = [
                ((name, each), ListLine(name, places[each], now))
                for each in self._exact(name, withheld)
            ]
            new |= sorted(of_list, key=lambda line: -lists.size(line[1]))
            at_an_end |= {
                (name, each): ListLine(name, places[each], now)
                for each in self._masked(name, withheld)
            }
        unsafe = unsafe_lines(
            lists,
            known,
            masked.union(at_an_end.values()) - known,
            self.earlier.plan_with_rest,
            list(new.values()),
        )
        shown = {name: line for name, line in (new | at_an_end).items() if line not in unsafe}
        unsafe |= lines_without_room(lists, sorted(known | masked), list(shown.values()))
        return (name for name, line in (new | at_an_end).items() if line in unsafe)

    def _names_withheld(self, names: Sequence[str], asked: Asked) -> frozenset[str]:
        out = self.earlier.withheld(asked).tolist()
        return frozenset(each for each, is_out in zip(names, out, strict=True) if is_out)

    def _of_name(self, name: str) -> Months:
        return self.earlier.of_name(name, self.earlier.period)

    def _exact(self, name: str, withheld: Names) -> Iterator[str]:
        """Yield the names of a list that could be shown with their share."""
        return (each for each, is_exact in self._shown(name, withheld) if is_exact)

    def _masked(self, name: str, withheld: Names) -> Iterator[str]:
        """Yield the names of a list of which an end of the scale could be shown."""
        shown = self._shown(name, withheld) if len(self.ids) == 1 else ()
        return (each for each, is_exact in shown if not is_exact)

    def _shown(self, name: str, withheld: Names) -> Iterator[tuple[str, bool]]:
        for each, (is_out, ends) in self.lists[name].items():
            if not is_out and each not in withheld[name]:
                yield each, all(ends[at] is None for at in self.positions)


def _places(labels: Labels) -> dict[str, int]:
    return {each: at for at, each in enumerate(labels.names) if each}
