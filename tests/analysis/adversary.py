"""Somebody who works out from ``report.json`` alone what it does not show.

Written apart from the program: it reads the released file, supposes nothing of how the program
chose, and solves linear programmes over every combination of names. To be on the safe side it is
also told how many people and valid answers each combination has, which no report says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Value = dict[str, object]
LISTS = ("service_points", "fields", "modes", "months", "quarters")
K = 10


@dataclass(frozen=True)
class Person:
    """Where and when somebody answered, and the codes of the answers to the items."""

    names: Mapping[str, str | None]
    answers: str


@dataclass(frozen=True)
class Guess:
    """What the adversary can tell of one index of one group: its satisfied answers."""

    list_name: str
    group: str | None
    index: str
    people: int
    valid: float
    truth: float
    low: float
    high: float
    whole_low: float
    whole_high: float
    people_width: float
    is_masked: bool

    @property
    def width(self) -> float:
        """How far apart the lowest and the highest possible number lie."""
        return self.high - self.low

    @property
    def unavoidable(self) -> float:
        """The same, when only the figures of all responses are known."""
        return self.whole_high - self.whole_low

    @property
    def is_small(self) -> bool:
        """Whether so few people answered that nothing of it may be told."""
        return 0 < self.people < K

    @property
    def is_exact(self) -> bool:
        """Whether it is told to the last answer, though the whole alone would not tell it."""
        return self.width < 0.5 <= self.unavoidable

    @property
    def is_narrow(self) -> bool:
        """Whether fewer than ten numbers of answers, or of people, remain possible."""
        return self.width < min(K, self.unavoidable) - 1e-4 or self.people_width < K - 1e-4


class Adversary:
    """Reads one report; `items` are the positions of each index's answers in a person's codes."""

    def __init__(
        self, report: bytes, people: Sequence[Person], items: Mapping[str, Sequence[int]]
    ) -> None:
        self.report: dict[str, list[Value]] = json.loads(report)
        self.items = items
        keys = [tuple(person.names[name] for name in LISTS) for person in people]
        self.kinds = sorted(set(keys), key=str)
        self.kind_of = np.array([self.kinds.index(key) for key in keys])
        codes = np.array([[ord(code) for code in person.answers] for person in people])
        self.valid = np.isin(codes, [ord(code) for code in "12345"])
        self.satisfied = np.isin(codes, [ord(code) for code in "45"])
        self.columns = sorted({column for columns in items.values() for column in columns})

    def guesses(self) -> Iterator[Guess]:
        """Return a guess for each secret index of a group: what few answered, and what is masked.

        The responses without a name are a group too.
        """
        matrices = self._told()
        for list_name in LISTS:
            for name in sorted({kind[LISTS.index(list_name)] for kind in self.kinds}, key=str):
                for index in self.items:
                    if self._is_secret(list_name, name, index):
                        yield self._guess(list_name, name, index, matrices)

    def shown(self) -> int:
        """Return how many results of groups the report shows."""
        groups = [group for list_name in LISTS for group in self.report[list_name]]
        entries = [entry for group in groups for entry in group["indices"]]
        return sum(entry["estimate"] is not None for entry in entries)

    def _is_secret(self, list_name: str, name: str | None, index: str) -> bool:
        entry = self._entry(list_name, name, index)
        people = int(self._people(list_name, name, index).sum())
        return 0 < people < K or (entry is not None and entry["end"] is not None)

    def _people(self, list_name: str, name: str | None, index: str) -> NDArray[np.bool_]:
        """Return who has a valid answer in an index and belongs to a group."""
        answered = self.valid[:, list(self.items[index])].any(axis=1)
        return np.asarray(answered & self._inside(list_name, name)[self.kind_of], np.bool_)

    def _inside(self, list_name: str, name: str | None) -> NDArray[np.bool_]:
        return np.array([kind[LISTS.index(list_name)] == name for kind in self.kinds])

    def _row(self, inside: NDArray[np.bool_], index: str) -> NDArray[np.float64]:
        """Return the coefficients over kinds times columns."""
        pooled = np.array([column in self.items[index] for column in self.columns])
        return np.outer(inside, pooled).ravel().astype(np.float64)

    def _most(self) -> NDArray[np.float64]:
        counts = np.zeros((len(self.kinds), len(self.columns)))
        np.add.at(counts, self.kind_of, self.valid[:, self.columns])
        return counts.ravel()

    def _told(
        self,
    ) -> tuple[list[NDArray[np.float64]], list[float], list[NDArray[np.float64]], list[float]]:
        """Return equations and inequalities, each as rows and values."""
        equal, sums, below, limits = [], [], [], []
        everything = np.ones(len(self.kinds), np.bool_)
        for entry in self.report["indices"]:
            equal.append(self._row(everything, str(entry["id"])))
            sums.append(entry["estimate"] * entry["answers"])
        for position, item in enumerate(self.report["items"]):
            if position in self.columns and item["estimate"] is not None:
                column = np.arange(len(self.columns)) == self.columns.index(position)
                equal.append(np.outer(everything, column).ravel().astype(np.float64))
                sums.append(item["estimate"] * item["answers"])
        for list_name in LISTS:
            for group in self.report[list_name]:
                for entry in group["indices"]:
                    row = self._row(self._inside(list_name, group["id"]), entry["id"])
                    if entry["estimate"] is not None:
                        equal.append(row)
                        sums.append(entry["estimate"] * entry["answers"])
                    elif entry["end"] is not None:
                        sign, limit = self._limit(entry, row)
                        below.append(sign * row)
                        limits.append(limit)
        return equal, sums, below, limits

    def _limit(self, entry: Value, row: NDArray[np.float64]) -> tuple[int, float]:
        """Return what an end says as ``sign * answers <= limit``; there are no half answers."""
        sign = 1 if entry["end"]["sign"] == "≤" else -1
        return sign, floor(sign * entry["end"]["value"] * float(row @ self._most()) + 1e-9)

    def _guess(self, list_name: str, name: str | None, index: str, told: tuple) -> Guess:
        inside = self._inside(list_name, name)
        row, most = self._row(inside, index), self._most()
        equal, sums, below, limits = told
        known = {"A_eq": np.array(equal), "b_eq": np.array(sums), "bounds": _bounds(most)}
        if below:
            known |= {"A_ub": np.array(below), "b_ub": np.array(limits) + 1e-7}
        whole = len(self.report["indices"]) + sum(
            position in self.columns and item["estimate"] is not None
            for position, item in enumerate(self.report["items"])
        )
        alone = {"A_eq": known["A_eq"][:whole], "b_eq": known["b_eq"][:whole]}
        entry = self._entry(list_name, name, index)
        is_masked = entry is not None and entry["end"] is not None
        if is_masked:
            sign, limit = self._limit(entry, row)
            alone |= {"A_ub": [sign * row], "b_ub": [limit]}
        low, high = _range(row, known)
        whole_low, whole_high = _range(row, alone | {"bounds": known["bounds"]})
        chosen = inside[self.kind_of]
        return Guess(
            list_name=list_name,
            group=name,
            index=index,
            people=int(self._people(list_name, name, index).sum()),
            valid=float(row @ most),
            truth=float(self.satisfied[np.ix_(chosen, list(self.items[index]))].sum()),
            low=low,
            high=high,
            whole_low=whole_low,
            whole_high=whole_high,
            people_width=self._people_width(inside, index),
            is_masked=is_masked,
        )

    def _people_width(self, inside: NDArray[np.bool_], index: str) -> float:
        """Return how far apart the numbers of respondents are that a group could have.

        Here nobody is told how many people a combination has, as in any table of counts.
        """
        everything = np.ones(len(self.kinds))
        people = self.valid[:, list(self.items[index])].any(axis=1)
        rows, sums = [everything], [float(people.sum())]
        for list_name in LISTS:
            for group in self.report[list_name]:
                (entry,) = [one for one in group["indices"] if one["id"] == index]
                if entry["respondents"] is not None:
                    rows.append(self._inside(list_name, group["id"]) * 1.0)
                    sums.append(float(entry["respondents"]))
        if inside.all() or sums[0] < K:
            return np.inf
        low, high = _range(inside * 1.0, {"A_eq": np.array(rows), "b_eq": np.array(sums)})
        return high - low

    def _entry(self, list_name: str, name: str | None, index: str) -> Value | None:
        for group in self.report[list_name]:
            if group["id"] == name:
                (entry,) = [one for one in group["indices"] if one["id"] == index]
                return entry
        return None


def _bounds(most: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack((np.zeros_like(most), most))


def _range(row: NDArray[np.float64], known: Mapping[str, object]) -> tuple[float, float]:
    low, high = linprog(row, **known), linprog(-row, **known)
    assert low.status == high.status == 0, (low.message, high.message)
    return float(low.fun), float(-high.fun)
