"""The sampling groups of a set of responses, and the strata of any part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.tables import Moments, Rows, Stratum, moments_by_cell
from analysis.indices.ratings import Ratings, ratings_of
from analysis.indices.satisfaction import satisfaction_rows
from analysis.report.model import Population
from analysis.responses import MISSING, Labels, Responses

Codes = NDArray[np.int64]
Strata = tuple[Stratum, ...]


@dataclass(frozen=True)
class Sample:
    """Responses with the sampling group of each, and the cases of each group where known.

    With a population each response stands for ``cases / responses`` of its group.
    """

    responses: Responses
    columns: tuple[str, ...]  # whose cells are the groups; empty when all are one group
    codes: Codes  # shape (n,): the group of each response, from 0
    count: int  # of groups, 1 also when there is no response
    caveats: tuple[Caveat, ...]
    population: Population | None = None
    _known: dict[tuple[str, ...], Rows] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def populations(self) -> tuple[float | None, ...]:
        """Cases of each group; None where they are not known."""
        if self.population is None:
            return (None,) * self.count
        return tuple(float(group.cases) for group in self.population.groups) or (0.0,)

    @cached_property
    def ratings(self) -> Ratings:
        """The ratings of all responses to all items, by sampling group."""
        questionnaire, answers = self.responses.questionnaire, self.responses.answers
        items = tuple(item.id for item in questionnaire.items)
        ratings = ratings_of(answers, questionnaire, items, self.codes, self.populations)
        return replace(ratings, is_weighted=self.population is not None)

    def as_one_group(self, caveat: Caveat) -> Sample:
        """Return the same responses as one sampling group, of unknown cases; a caveat says why."""
        one_group = np.zeros(len(self.responses), np.int64)
        return Sample(self.responses, (), one_group, 1, (*self.caveats, caveat))

    def unweighted_share(self, items: Sequence[str]) -> float | None:
        """Return satisfied answers over valid ones, without weights; None without an answer."""
        rows = self._rows(items)
        valid = float(rows.m.sum())
        return float(rows.y.sum()) / valid if valid else None

    def respondents(self, items: Sequence[str]) -> int:
        """Return how many gave a valid answer to one of the items."""
        return int((self._rows(items).m > 0).sum())

    def strata(self, items: Sequence[str]) -> Strata:
        """Return the strata of all responses for the share over `items`."""
        moments = moments_by_cell(self._rows(items), self.codes, self.count)
        return self._strata(moments, [cell.n for cell in moments])

    def strata_by_label(self, items: Sequence[str], labels: Labels) -> tuple[Strata, ...]:
        """Return for each name of `labels` the strata of its responses.

        Every sampling group keeps its number of responses, as a domain demands. Groups that nobody
        answered in are left out: whether their cases belong to a part is not known.
        """
        rows = self._rows(items)
        sampled = np.bincount(self.codes, minlength=self.count).tolist()
        known = labels.codes != MISSING
        cells = labels.codes[known] * np.int64(self.count) + self.codes[known]
        moments = moments_by_cell(rows.select(known), cells, len(labels.names) * self.count)
        return tuple(
            tuple(
                stratum
                for stratum in self._strata(moments[start : start + self.count], sampled)
                if stratum.sampled or self.population is None
            )
            for start in range(0, len(moments), self.count)
        )

    def _strata(self, moments: Sequence[Moments], sampled: Sequence[int]) -> Strata:
        strata = map(Stratum, moments, sampled, self.populations)
        if self.population is None:
            return tuple(strata)
        # Where a part has nobody there is nothing to weight.
        return tuple(each.expanded() if each.moments.n else each for each in strata)

    def _rows(self, items: Sequence[str]) -> Rows:
        key = tuple(items)
        if key in self._known:
            return self._known[key]
        rows = satisfaction_rows(self.responses.answers, self.responses.questionnaire, items)
        # Several items make an index, which is asked for again in each list; one is asked for once.
        if len(key) > 1:
            self._known[key] = rows
        return rows


def sample_of(responses: Responses, columns: Sequence[str]) -> Sample:
    """Return the responses with the sampling groups that `columns` (a plan's strata) make.

    Where a column is missing all responses are one group; a response without a name in one of them
    belongs to a group of the nameless.
    """
    absent = [name for name in columns if name not in responses.labels]
    if absent or not len(responses):
        caveat = Caveat(CaveatCode.NO_STRATA, {"columns": ", ".join(absent)})
        one_group = np.zeros(len(responses), np.int64)
        return Sample(responses, (), one_group, 1, (caveat,) if absent else ())
    named = [responses.labels[name] for name in columns]
    groups, group_of = combinations(named, len(responses))
    nameless = int((groups == MISSING).any(axis=1)[group_of].sum())
    caveat = Caveat(CaveatCode.NO_STRATUM_NAME, {"responses": nameless})
    caveats = (caveat,) if nameless else ()
    return Sample(responses, tuple(columns), group_of, len(groups), caveats)


def combinations(columns: Sequence[Labels], count: int) -> tuple[Codes, Codes]:
    """Return the combinations of names that occur, and the one of each of `count` responses.

    The first has the codes of each column, shape (c, columns), in their order.
    """
    # With one more, of a single name, for files without any column.
    shape = (1, *(len(labels.names) + 1 for labels in columns))
    codes = [np.zeros(count, np.int64)]
    codes += [labels.codes.astype(np.int64) - MISSING for labels in columns]
    numbers, number_of = np.unique(np.ravel_multi_index(tuple(codes), shape), return_inverse=True)
    names = np.array(np.unravel_index(numbers, shape), np.int64)[1:].T + MISSING
    return names, number_of.reshape(-1).astype(np.int64)
