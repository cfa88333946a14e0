"""Rows of case counts that count what other rows count: totals, whatever they are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from analysis.case_counts import MONTH, CaseRow
from analysis.names import folded

# How a total may begin whose name goes on, "Tổng quý I".
_TOTAL = re.compile(r"(?:tổng|cộng|toàn|cả|total|sub-?total|sum)\b", re.IGNORECASE)
# What the name of a whole says that it is all of: "Cả trung tâm", "Tất cả các quầy".
_PLACES = (
    *("trung tâm", "đơn vị", "cơ quan", "bộ phận", "văn phòng", "một cửa", "quầy", "lĩnh vực"),
    *("tỉnh", "thành phố", "huyện", "xã", "phường", "thị trấn", "khu vực", "ngành", "hệ thống"),
)
_WHOLE = re.compile(
    rf"(?:{folded('toàn')}(?: {folded('bộ')})?|{folded('tất cả')}|{folded('cả')})"
    rf"(?: {folded('các')})? (?:{'|'.join(map(folded, _PLACES))})(?= |$)|(?:all|whole) "
)


def is_whole(name: str) -> bool:
    """Return whether a name is that of all places or fields together."""
    return _WHOLE.match(folded(name)) is not None


def _is_called_total(name: str) -> bool:
    return _TOTAL.match(name) is not None or is_whole(name)


@dataclass(frozen=True)
class CaseSum:
    """A row that counts as many cases as others together, in a column by its position."""

    level: int
    row: CaseRow
    parts: tuple[CaseRow, ...]

    @property
    def name(self) -> str:
        """The name of the row in that column."""
        return self.row.names[self.level]

    @property
    def is_called_total(self) -> bool:
        """Whether the name begins like that of a total."""
        return _is_called_total(self.name)


def sums_in(rows: Sequence[CaseRow], columns: Sequence[str]) -> Iterator[CaseSum]:
    """Yield rows that stand beside others in one column and count exactly what these do.

    One is told by a name that begins like that of a total, whatever stands between; any other by
    its place, before or after the rows that it sums up, and not by a single month. A name alone
    does not tell: there is a ward Cộng Hòa, and a counter Tổng hợp.
    """
    for level, column in enumerate(columns):
        if column == MONTH:
            continue
        groups = defaultdict(list)
        for row in rows:
            groups[_other_names(row, level)].append(row)
        sums: dict[str, list[CaseSum]] = defaultdict(list)
        for group in groups.values():
            for found in _sums_of_group(level, group):
                sums[folded(found.name)].append(found)
        held = _times_held(rows, level)
        for name, all_found in sums.items():
            if all_found[0].is_called_total or 2 * len(all_found) >= held[name]:
                yield from all_found


def is_sum_of_others(row: CaseRow, rows: Sequence[CaseRow]) -> bool:
    """Return whether a row with a name left empty counts what those with its other names do."""
    beside = [each.cases for each in rows if _fits(row, each)]
    return len(beside) > 1 and 0 < row.cases == sum(beside)


def _times_held(rows: Sequence[CaseRow], level: int) -> Mapping[str, int]:
    """Return how many rows with cases each name has."""
    held: dict[str, int] = defaultdict(int)
    for row in rows:
        held[folded(row.names[level])] += row.cases > 0
    return held


def _sums_of_group(level: int, group: Sequence[CaseRow]) -> Iterator[CaseSum]:
    called = [row for row in group if _is_called_total(row.names[level])]
    others = [row for row in group if not _is_called_total(row.names[level])]
    cases = sum(row.cases for row in others)
    found = [row for row in called if len(others) > 1 and row.cases == cases > 0]
    yield from (CaseSum(level, row, tuple(others)) for row in found)
    if not found:
        heads = _heads(group) or _heads(group[::-1])
        yield from (CaseSum(level, head, tuple(parts)) for head, parts in heads)


def _heads(rows: Sequence[CaseRow]) -> list[tuple[CaseRow, list[CaseRow]]]:
    """Return the rows before others that they sum up, if all rows are such a row or a part.

    Also with a row above that sums up them.
    """
    heads = _blocks(rows)
    if not heads and len(rows) > 1:
        heads = _blocks(rows[1:])
        if not heads or sum(head.cases for head, _ in heads) != rows[0].cases:
            return []
        heads = [(rows[0], [head for head, _ in heads]), *heads]
    # That two neighbours count alike is nothing; what sums up several is.
    is_sum = any(sum(part.cases > 0 for part in parts) > 1 for _, parts in heads)
    return heads if is_sum else []


def _blocks(rows: Sequence[CaseRow]) -> list[tuple[CaseRow, list[CaseRow]]]:
    """Return how rows are cut into blocks whose first row counts what the others do; or none."""
    totals = [0, *accumulate(row.cases for row in rows)]
    # By each row that a block may end before: where that block begins, from the first row on.
    begins: dict[int, int] = {0: 0}
    for first, row in enumerate(rows):
        if first not in begins or not row.cases:
            continue
        for after in range(first + 2, len(rows) + 1):
            counted = totals[after] - totals[first + 1]
            if counted > row.cases:
                break
            if counted == row.cases:
                begins.setdefault(after, first)
    heads, after = [], len(rows)
    while after in begins and after:
        first = begins[after]
        heads.append((rows[first], list(rows[first + 1 : after])))
        after = first
    return heads[::-1]


def _other_names(row: CaseRow, level: int) -> tuple[str, ...]:
    """Return the names of a row in all columns but one, as they are compared."""
    return tuple(map(folded, (*row.names[:level], *row.names[level + 1 :])))


def _fits(row: CaseRow, other: CaseRow) -> bool:
    """Return whether another row has each name that a row has."""
    names = zip(row.names, other.names, strict=True)
    return all(not name or folded(name) == folded(its) for name, its in names)
