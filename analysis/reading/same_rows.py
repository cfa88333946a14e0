"""Whether the same response stands in a file more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from analysis.account import LeftOut, row_ranges
from analysis.caveats import Caveat, CaveatCode
from analysis.reading.faults import Fault, Message
from analysis.reading.repeated_rows import RepeatedRows, repeated_rows
from analysis.reading.row_hashes import hashes_of_answers, hashes_of_rows
from analysis.reading.rows import CountedRows, Sifting
from analysis.reading.same_blocks import same_blocks
from analysis.responses import Mask, Responses

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
    """

    records: Keys
    moments: Keys
    heading: str = ""
    is_numbered: bool = False
    has_seconds: bool = False


class _EqualRows:
    """Rows with one key: which say the same as an earlier one, and which contradict it."""

    def __init__(self, keys: Keys, rows: CountedRows, content: _Content) -> None:
        self.first_of: dict[int, int] = {}
        self.contradicting: list[int] = []
        for group in _groups(keys, rows):
            first: dict[Hashable, int] = {}
            for row in group:
                known = first.setdefault(content.of(row), row)
                if known != row:
                    self.first_of[row] = known
            if len(first) > 1:
                self.contradicting += first.values()

    def copies(self, count: int) -> Mask:
        """Return which of so many rows say the same as an earlier one."""
        copies = np.zeros(count, np.bool_)
        copies[list(self.first_of)] = True
        return copies


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
    faults = _sift_records(sifting, responses, identities, chosen)
    asked, doubts = _sift_moments(sifting, responses, identities, chosen)
    more_asked, more_doubts = _sift_blocks(sifting, responses, identities, chosen)
    return [*faults, *asked, *more_asked], [*doubts, *more_doubts]


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
        pairs = [
            f"{without_record.numbers[first]} = {without_record.numbers[row]}"
            for row, first in sorted(equal.first_of.items())[:_MOST_PAIRS]
        ]
        return [Fault.of(Message.SAME_ROWS, rows=numbers, pairs=", ".join(pairs))], []
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
        return _sift_repeated(sifting, repeated_rows(hashes, rows), chosen)
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
) -> list[Fault]:
    rows = sifting.rows
    content = _Content(responses, identities.moments if identities.is_numbered else None)
    equal = _EqualRows(identities.records, rows, content)
    sifting.leave_out(LeftOut.SENT_AGAIN, equal.copies(len(rows)))
    if not equal.contradicting or chosen is SameRows.KEEP:
        return []
    return [Fault.of(Message.SAME_RECORD, identities.heading, rows.at(sorted(equal.contradicting)))]


def _groups(keys: Keys, rows: CountedRows) -> Iterator[list[int]]:
    """Yield the rows that share a key, each group in the order of the file."""
    indices = np.flatnonzero(rows.is_counted & (keys != 0))
    _, inverse, counts = np.unique(keys[indices], return_inverse=True, return_counts=True)
    shared = counts[inverse] > 1
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for row, group in zip(indices[shared].tolist(), inverse[shared].tolist(), strict=True):
        groups[group].append(row)
    yield from groups.values()
