"""Whether the same response stands in a file more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from analysis.account import LeftOut, row_ranges
from analysis.caveats import Caveat, CaveatCode
from analysis.reading.faults import Fault, Message
from analysis.reading.numbering import Numbers, begin_again
from analysis.reading.repeated_rows import RepeatedRows, repeated_rows
from analysis.reading.row_hashes import hashes_of_answers, hashes_of_rows
from analysis.reading.rows import CountedRows, Sifting
from analysis.reading.same_blocks import same_blocks
from analysis.responses import Mask, Responses
from questionnaires.faults import quoted

Keys = NDArray[np.int64]
# Copies that a sentence names together with the row that they are copies of.
_MOST_PAIRS = 3


class SameRows(StrEnum):
    """What is done with rows that are equal in their moment and in all answers."""

    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True)
class Identities:
    """What tells one response from another, beside its answers.

    Attributes
    ----------
    records, moments : ndarray of int64, shape (n,)
        Alike where the number or key of the record is, or the moment; 0 where there is none.
    heading : str
        Of the column of records; empty where there is none.
    is_numbered : bool
        Whether another survey may have the same numbers of records.
    has_seconds : bool
        Whether moments tell more than the minute, so that hardly any two people share one.
    numbers : ndarray of int64 or None, shape (n,)
        Those that an office gave its forms, which may begin again; None where a program did.
    """

    records: Keys
    moments: Keys
    heading: str = ""
    is_numbered: bool = False
    has_seconds: bool = False
    numbers: Numbers | None = None


class _EqualRows:
    """Rows with one key: which say the same as an earlier one, and which contradict it."""

    def __init__(self, keys: Keys, rows: CountedRows, content: _Content) -> None:
        self.first_of: dict[int, int] = {}
        self.contradicting: list[int] = []
        self.contradictions = 0  # keys of which rows contradict each other
        for group in _groups(keys, rows):
            first: dict[Hashable, int] = {}
            for row in group:
                known = first.setdefault(content.of(row), row)
                if known != row:
                    self.first_of[row] = known
            if len(first) > 1:
                self.contradicting += first.values()
                self.contradictions += 1

    def copies(self, count: int) -> Mask:
        """Return which of so many rows say the same as an earlier one."""
        copies = np.zeros(count, np.bool_)
        copies[list(self.first_of)] = True
        return copies

    def first_pairs(self, rows: CountedRows) -> str:
        """Return some copies by their rows, each with the row that it is a copy of."""
        pairs = sorted(self.first_of.items())[:_MOST_PAIRS]
        return ", ".join(f"{rows.numbers[first]} = {rows.numbers[row]}" for row, first in pairs)


class _Content:
    """What the rows of a table say."""

    def __init__(self, responses: Responses, moments: Keys | None = None) -> None:
        self._answers = responses.answers
        self._columns: list[NDArray[np.int32] | Keys] = [
            *(labels.codes for labels in responses.labels.values()),
            responses.days.astype(np.int64),
            *(() if moments is None else (moments,)),
        ]

    def of(self, row: int) -> Hashable:
        values = (int(column[row]) for column in self._columns)
        return bytes(self._answers[row]), *values


def sift_same(
    sifting: Sifting, responses: Responses, identities: Identities, chosen: SameRows | None
) -> tuple[list[Fault], list[Caveat]]:
    """Leave out what stands there again; return what is to be asked, and what is doubtful.

    Rows of one record that say the same are one response. Rows without a record that are equal in
    their moment and all answers may be, and many rows that stand there twice in one order: nobody
    but the office knows.
    """
    faults, identities, again = _sift_records(sifting, responses, identities, chosen)
    asked, doubts = _sift_moments(sifting, responses, identities, chosen)
    more_asked, more_doubts = _sift_blocks(sifting, responses, identities, chosen)
    return [*faults, *asked, *more_asked], [*again, *doubts, *more_doubts]


def _sift_moments(
    sifting: Sifting, responses: Responses, identities: Identities, chosen: SameRows | None
) -> tuple[list[Fault], list[Caveat]]:
    without_record = sifting.rows.only(identities.records == 0)
    equal = _EqualRows(identities.moments, without_record, _Content(responses))
    if not equal.first_of:
        return [], []
    copies = equal.copies(len(without_record))
    numbers = without_record.where(copies)
    if chosen is SameRows.DROP:
        sifting.leave_out(LeftOut.SAME, copies)
    elif identities.has_seconds and chosen is None:
        pairs = equal.first_pairs(without_record)
        return [Fault.of(Message.SAME_ROWS, rows=numbers, pairs=pairs)], []
    else:
        values: dict[str, float | str] = {"responses": len(numbers), "rows": row_ranges(numbers)}
        return [], [Caveat(CaveatCode.SAME_RESPONSES, values)]
    return [], []


def _sift_blocks(
    sifting: Sifting, responses: Responses, identities: Identities, chosen: SameRows | None
) -> tuple[list[Fault], list[Caveat]]:
    """Do so with many equal rows in one order that neither a record nor a second tells apart."""
    is_identified = (identities.records != 0) | (identities.has_seconds & (identities.moments != 0))
    rows = sifting.rows.only(~is_identified)
    answers = hashes_of_answers(responses)
    hashes = hashes_of_rows(answers, responses, identities.moments)
    blocks = same_blocks(answers, hashes, rows)
    if blocks is None:
        groupings = [responses.months.codes, *(each.codes for each in responses.labels.values())]
        return _sift_repeated(sifting, repeated_rows(hashes, rows, groupings), chosen)
    if chosen is None:
        return [Fault.of(Message.SAME_BLOCK, rows=blocks.rows, first=blocks.first_rows)], []
    if chosen is SameRows.DROP:
        sifting.leave_out(LeftOut.SAME, blocks.copies)
        return [], []
    values: dict[str, float | str] = {"rows": row_ranges(blocks.rows), "first": blocks.first_rows}
    return [], [Caveat(CaveatCode.SAME_BLOCK, values)]


def _sift_repeated(
    sifting: Sifting, repeated: RepeatedRows | None, chosen: SameRows | None
) -> tuple[list[Fault], list[Caveat]]:
    """Do so with rows that come in pairs throughout, in whatever order."""
    if repeated is None:
        return [], []
    if chosen is None:
        return [Fault.of(Message.REPEATED_ROWS, rows=repeated.rows, times=str(repeated.times))], []
    if chosen is SameRows.DROP:
        sifting.leave_out(LeftOut.SAME, repeated.copies)
        return [], []
    return [], [Caveat(CaveatCode.REPEATED_ROWS, {"times": repeated.times})]


def _sift_records(
    sifting: Sifting, responses: Responses, identities: Identities, chosen: SameRows | None
) -> tuple[list[Fault], Identities, list[Caveat]]:
    """Leave out copies of a record; return what is to be asked, what tells rows apart, doubts."""
    rows, heading = sifting.rows, identities.heading
    content = _Content(responses, identities.moments if identities.is_numbered else None)
    equal = _EqualRows(identities.records, rows, content)
    copies = equal.copies(len(rows))
    if _are_no_records(rows, responses, identities, equal):
        if equal.contradicting or chosen is SameRows.KEEP:
            again = Caveat(CaveatCode.NUMBERS_BEGIN_AGAIN, {"column": quoted(heading)})
            return [], replace(identities, records=np.zeros(len(rows), np.int64)), [again]
        if chosen is None:
            pairs = equal.first_pairs(rows)
            asked = Fault.of(Message.SAME_NUMBERS, heading, rows.where(copies), pairs=pairs)
            return [asked], identities, []
    sifting.leave_out(LeftOut.SENT_AGAIN, copies)
    if not equal.contradicting or chosen is SameRows.KEEP:
        return [], identities, []
    contradicting = rows.at(sorted(equal.contradicting))
    return [Fault.of(Message.SAME_RECORD, heading, contradicting)], identities, []


def _are_no_records(
    rows: CountedRows, responses: Responses, identities: Identities, equal: _EqualRows
) -> bool:
    """Return whether an office's numbers are not those of forms: most differ, or begin again."""
    if identities.numbers is None or not (equal.first_of or equal.contradicting):
        return False
    keys = identities.records[rows.is_counted]
    if 2 * equal.contradictions > len(np.unique(keys[keys != 0])):
        return True
    _, days = np.unique(responses.days[rows.is_counted], return_inverse=True)
    groups = [labels.codes[rows.is_counted] for labels in responses.labels.values()]
    return begin_again(
        identities.numbers[rows.is_counted],
        [*groups, days.astype(np.int32), responses.months.codes[rows.is_counted]],
    )


def _groups(keys: Keys, rows: CountedRows) -> Iterator[list[int]]:
    """Yield the rows that share a key, each group in the order of the file."""
    indices = np.flatnonzero(rows.is_counted & (keys != 0))
    _, inverse, counts = np.unique(keys[indices], return_inverse=True, return_counts=True)
    shared = counts[inverse] > 1
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for row, group in zip(indices[shared].tolist(), inverse[shared].tolist(), strict=True):
        groups[group].append(row)
    yield from groups.values()
