"""The account of a file: how many rows it has, and which of them are no responses, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class LeftOut(StrEnum):
    """Why a row was left out; the English text is the key of its translation."""

    EMPTY = "empty rows"
    UNANSWERED = "rows without any answer"
    SUMMARY = "rows of totals, averages, headings or signatures"
    OTHER_QUESTIONNAIRE = "responses to other questionnaires"
    NOT_SENT = "responses begun and not sent"
    NOT_APPROVED = "responses marked as not approved or on hold"
    TRIAL = "tests, previews and spam"
    SENT_AGAIN = "copies of a record that stands in the file already"
    SAME = "rows equal to an earlier one, left out as asked"
    OUTSIDE_PERIOD = "responses of days outside the period"
    UNDATED = "responses without a date, which belong to no period"


# Runs of rows that a doubt names; a filter may leave every second one.
_MOST_RANGES = 20


def row_ranges(numbers: Iterable[int]) -> str:
    """Return rising numbers of rows as people write them: ``3, 26-28``."""
    return RowsLeftOut.of(LeftOut.SAME, numbers).numbers


def first_row_ranges(numbers: Iterable[int]) -> str:
    """Return the same with no more runs than a sentence bears: ``3, 26-28, …``."""
    ranges = row_ranges(numbers).split(", ")
    return ", ".join([*ranges[:_MOST_RANGES], *["…"] * (len(ranges) > _MOST_RANGES)])


@dataclass(frozen=True)
class RowsLeftOut:
    """The rows that were left out for one reason.

    Attributes
    ----------
    reason : LeftOut
    rows : tuple of (int, int)
        The first and last number in the file of each run of rows, rising.
    """

    reason: LeftOut
    rows: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, reason: LeftOut, numbers: Iterable[int]) -> RowsLeftOut:
        """Return the rows with these numbers, in any order."""
        runs: list[tuple[int, int]] = []
        for number in sorted(numbers):
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number, number))
        return cls(reason, tuple(runs))

    @property
    def count(self) -> int:
        """How many rows they are."""
        return sum(last - first + 1 for first, last in self.rows)

    @property
    def numbers(self) -> str:
        """Their numbers as people write them: ``3, 26-28``."""
        return ", ".join(
            str(first) if first == last else f"{first}-{last}" for first, last in self.rows
        )


@dataclass(frozen=True)
class Account:
    """What became of the rows of a file.

    Attributes
    ----------
    responses : int
        Rows that were read as responses.
    left_out : tuple of RowsLeftOut
        The others, by reason, in the order of `LeftOut`.
    """

    responses: int
    left_out: tuple[RowsLeftOut, ...] = ()

    @classmethod
    def of(cls, responses: int, rows: Mapping[LeftOut, Iterable[int]]) -> Account:
        """Return the account of rows whose numbers are known by reason."""
        each = (RowsLeftOut.of(reason, rows[reason]) for reason in LeftOut if reason in rows)
        return cls(responses, tuple(left_out for left_out in each if left_out.rows))

    def without(self, rows: Mapping[LeftOut, Iterable[int]]) -> Account:
        """Return the account with some of its responses left out as well."""
        more = Account.of(0, rows).left_out
        left = self.responses - sum(each.count for each in more)
        return Account(left, (*self.left_out, *more))

    @property
    def all_rows(self) -> int:
        """How many rows the file has below its headings, the empty ones too."""
        return self.responses + sum(each.count for each in self.left_out)

    @property
    def rows(self) -> int:
        """How many rows of the file hold anything."""
        return self.responses + sum(each.count for each in self.told)

    @property
    def told(self) -> tuple[RowsLeftOut, ...]:
        """What a reader of results should know: all but rows in which nothing stands."""
        return tuple(each for each in self.left_out if each.reason is not LeftOut.EMPTY)
