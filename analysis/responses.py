"""Responses as columns: what was answered and where, without a row object for each person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from analysis.names import sorting_key
from questionnaires.model import BLANK, Questionnaire

MISSING = -1

Answers = NDArray[np.uint8]
Days = NDArray[np.datetime64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Labels:
    """One column of names, each name kept once; codes are indices of names, -1 where none is."""

    names: tuple[str, ...]
    codes: NDArray[np.int32]  # shape (n,)

    def selected(self, chosen: Mask) -> Labels:
        """Return the labels of the chosen responses; the names stay."""
        return Labels(self.names, self.codes[chosen])

    def with_nameless(self) -> Labels:
        """Return the labels with one more, last, for the responses that have none."""
        nameless = np.int32(len(self.names))
        codes = np.where(self.codes == MISSING, nameless, self.codes).astype(np.int32)
        return Labels((*self.names, ""), codes)

    def without_unused_names(self) -> Labels:
        """Return the labels without names that no response has."""
        used = np.bincount(self.codes + 1, minlength=len(self.names) + 1)[1:] > 0
        new_codes = np.append(np.cumsum(used, dtype=np.int32) - 1, np.int32(MISSING))
        names = tuple(name for name, is_used in zip(self.names, used, strict=True) if is_used)
        return Labels(names, new_codes[self.codes])


@dataclass(frozen=True)
class Responses:
    """All responses to one questionnaire.

    Attributes
    ----------
    questionnaire : Questionnaire
        What was asked.
    answers : ndarray of uint8, shape (n, q)
        ASCII codes of the values, questions in the questionnaire's order: ``-`` blank, ``0`` not
        applicable.
    labels : Mapping of str to Labels
        Columns of names, such as ``service_point``.
    days : ndarray of datetime64, shape (n,)
        Day of each response (datetime64[D]), or its month where of none more is known
        (datetime64[M]); NaT where it is not known.
    is_made_up : bool
        Whether the answers were invented for a demonstration.
    """

    questionnaire: Questionnaire
    answers: Answers
    labels: Mapping[str, Labels]
    days: Days
    is_made_up: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", MappingProxyType(dict(self.labels)))

    def __len__(self) -> int:
        return len(self.answers)

    @property
    def is_dated(self) -> bool:
        """Whether any response has a date."""
        return not bool(np.isnat(self.days).all())

    @property
    def is_by_month(self) -> bool:
        """Whether of a response no more than the month is known."""
        return bool(np.datetime_data(self.days.dtype)[0] == "M")

    @property
    def first_days(self) -> Days:
        """The first day on which each response may have come, datetime64[D]."""
        return self.days.astype("datetime64[D]")

    @property
    def last_days(self) -> Days:
        """The last day on which each response may have come, datetime64[D]."""
        if not self.is_by_month:
            return self.days
        last: Days = (self.days + 1).astype("datetime64[D]") - 1
        return last

    @property
    def months(self) -> Labels:
        """The calendar month of each response, named ``2026-03``, in order of time."""
        months = self.days.astype("datetime64[M]").astype(np.int64)
        return self._calendar(months, lambda month: f"{1970 + month // 12}-{month % 12 + 1:02}")

    @property
    def quarters(self) -> Labels:
        """The calendar quarter of each response, named ``2026-Q1``, in order of time."""
        quarters = self.days.astype("datetime64[M]").astype(np.int64) // 3
        return self._calendar(quarters, _quarter)

    def _calendar(self, numbers: NDArray[np.int64], name: Callable[[int], str]) -> Labels:
        known = ~np.isnat(self.days)
        different, codes_of_known = np.unique(numbers[known], return_inverse=True)
        codes = np.full(len(self), MISSING, np.int32)
        codes[known] = codes_of_known
        return Labels(tuple(map(name, different.tolist())), codes)

    def selected(self, chosen: Mask) -> Responses:
        """Return the chosen responses; `chosen` has one truth value for each response."""
        return replace(
            self,
            answers=self.answers[chosen],
            labels={name: labels.selected(chosen) for name, labels in self.labels.items()},
            days=self.days[chosen],
        )

    def without_unused_names(self) -> Responses:
        """Return the same responses without labels that none of them has."""
        labels = {name: labels.without_unused_names() for name, labels in self.labels.items()}
        return replace(self, labels=labels)

    def column(self, question_id: str) -> Answers:
        """Return the codes of one question, shape (n,); KeyError when it is not asked."""
        column: Answers = self.answers[:, self.questionnaire.position(question_id)]
        return column


def unpacked(packed: Sequence[str], questionnaire: Questionnaire) -> Answers:
    """Return the matrix of responses kept as one character for each question.

    Parameters
    ----------
    packed : sequence of str
        ASCII texts as long as the questionnaire has questions.
    questionnaire : Questionnaire
        What was asked.

    Returns
    -------
    ndarray of uint8, shape (len(packed), number of questions)

    Raises
    ------
    ValueError
        If a text has another length.
    """
    width = len(questionnaire.questions)
    for index, text in enumerate(packed):
        if len(text) != width:
            raise ValueError(
                f"a packed response to {questionnaire.name} has {width} characters;"
                f" response {index} has {len(text)}"
            )
    return np.frombuffer("".join(packed).encode("ascii"), np.uint8).reshape(-1, width)


def blank_answers(count: int, questionnaire: Questionnaire) -> Answers:
    """Return `count` responses in which nothing is answered."""
    return np.full((count, len(questionnaire.questions)), ord(BLANK), np.uint8, order="F")


def labelled(names: Sequence[str | None]) -> Labels:
    """Return a label column from one name (or None) for each response."""
    code_of: dict[str, int] = {}
    codes = [MISSING if name is None else code_of.setdefault(name, len(code_of)) for name in names]
    return in_order(tuple(code_of), np.array(codes, np.int32))


def in_order(names: Sequence[str], codes: NDArray[np.int32]) -> Labels:
    """Return a label column with its names sorted, "Quầy 2" before "Quầy 10".

    The order in which responses come then changes no sum in its last digit, nor any list.
    """
    order = sorted(range(len(names)), key=lambda code: sorting_key(names[code]))
    new_codes = np.full(len(names) + 1, MISSING, np.int32)
    new_codes[order] = np.arange(len(names), dtype=np.int32)
    # The last entry, which the code -1 finds, stays missing.
    return Labels(tuple(names[code] for code in order), new_codes[codes])


def quarter_of(month: str) -> str:
    """Return the quarter, such as ``2026-Q1``, of a month that is called ``2026-03``."""
    return _quarter(int(np.datetime64(month, "M").astype(np.int64)) // 3)


def _quarter(number: int) -> str:
    return f"{1970 + number // 4}-Q{number % 4 + 1}"
