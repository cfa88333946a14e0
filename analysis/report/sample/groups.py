"""The sampling groups of a set of responses, and the strata of any part of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from analysis.case_counts import MONTH
from analysis.caveats import Caveat, CaveatCode
from analysis.columns import FIELD, SERVICE_POINT
from analysis.estimators.moments import Moments, moments_by_cell
from analysis.estimators.strata import Stratum
from analysis.indices.ratings import Ratings, ratings_of
from analysis.names import folded
from analysis.report.model import Population
from analysis.responses import MISSING, Labels, Responses, quarter_of

Codes = NDArray[np.int64]
Strata = tuple[Stratum, ...]
# The column of case counts that tells the names of a list.
_COLUMNS = {"service_points": SERVICE_POINT, "fields": FIELD, "months": MONTH, "quarters": MONTH}


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
    # The same responses' ratings in other groups, where they are known.
    _ratings: Ratings | None = field(default=None, repr=False, compare=False)

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
        ratings = self._ratings or ratings_of(answers, questionnaire, items)
        return replace(
            ratings,
            codes=self.codes,
            populations=self.populations,
            is_weighted=self.population is not None,
        )

    def as_one_group(self, caveat: Caveat) -> Sample:
        """Return the same responses as one sampling group, of unknown cases; a caveat says why."""
        one_group = np.zeros(len(self.responses), np.int64)
        caveats = (*self.caveats, caveat)
        return Sample(self.responses, (), one_group, 1, caveats, _ratings=self.ratings)

    def unweighted_share(self, items: Sequence[str]) -> float | None:
        """Return satisfied answers over valid ones, without weights; None without an answer."""
        rows = self.ratings.rows_of(items)
        valid = float(rows.m.sum())
        return float(rows.y.sum()) / valid if valid else None

    def respondents(self, items: Sequence[str]) -> int:
        """Return how many gave a valid answer to one of the items."""
        return int((self.ratings.rows_of(items).m > 0).sum())

    def respondents_by_group(self, items: Sequence[str]) -> Codes:
        """Return how many of each sampling group gave a valid answer to one of the items."""
        answered = self.ratings.rows_of(items).m > 0
        return np.bincount(self.codes[answered], minlength=self.count)

    def strata(self, items: Sequence[str]) -> Strata:
        """Return the strata of all responses for the share over `items`."""
        moments = moments_by_cell(self.ratings.rows_of(items), self.codes, self.count)
        return self._strata(moments, [(cell.n, cell.answering) for cell in moments])

    def strata_by_label(
        self, items: Sequence[str], labels: Labels, list_name: str = ""
    ) -> tuple[Strata, ...]:
        """Return for each name of `labels` the strata of its responses.

        Every sampling group keeps its number of responses, as a domain demands. Groups that nobody
        answered in are left out: whether their cases belong to a part is not known. Where the case
        counts tell the names of this list of the report, a group without cases under a name has
        nobody of it; any other group could have had somebody, though nobody was drawn.
        """
        rows = self.ratings.rows_of(items)
        counts = np.bincount(self.codes, minlength=self.count), self.respondents_by_group(items)
        sampled = list(zip(*(column.tolist() for column in counts), strict=True))
        known = labels.codes != MISSING
        cells = labels.codes[known] * np.int64(self.count) + self.codes[known]
        moments = moments_by_cell(rows.select(known), cells, len(labels.names) * self.count)
        # Most groups have nobody of most names: they are one stratum for all of these.
        nobody = [Moments()] * self.count
        unseen = self._strata(nobody, sampled)
        without = tuple(replace(stratum, unseen_weight=0.0) for stratum in unseen)
        return tuple(
            tuple(
                stratum
                for stratum in self._strata(
                    moments[start : start + self.count],
                    sampled,
                    [unseen[at] if at in could else without[at] for at in range(self.count)],
                )
                if stratum.sampled or self.population is None
            )
            for start, could in zip(
                range(0, len(moments), self.count), self._groups_of(labels, list_name), strict=True
            )
        )

    def _groups_of(self, labels: Labels, list_name: str) -> list[Collection[int]]:
        """Return for each name which sampling groups could have somebody of it."""
        known, column = self.population, _COLUMNS.get(list_name)
        if known is None or column not in known.counts.columns:
            return [range(self.count)] * len(labels.names)
        level = known.counts.columns.index(column)
        name_of = quarter_of if list_name == "quarters" else folded
        of_names: dict[str, set[int]] = {}
        for at, group in enumerate(known.groups):
            for cell in group.cells:
                of_names.setdefault(name_of(cell.names[level]), set()).add(at)
        names = labels.names if list_name == "quarters" else map(folded, labels.names)
        return [of_names.get(name, ()) for name in names]

    def _strata(
        self,
        moments: Sequence[Moments],
        sampled: Sequence[tuple[int, int]],
        empty: Sequence[Stratum] = (),
    ) -> Strata:
        """Return the strata of a part; `sampled`: responses of each group, and those who answer."""
        groups = range(self.count)
        return tuple(
            self._stratum(moments[group], *sampled[group], self.populations[group])
            if not empty or moments[group].n
            else empty[group]
            for group in groups
        )

    def _stratum(
        self, moments: Moments, sampled: int, answering: int, population: float | None
    ) -> Stratum:
        stratum = Stratum(moments, sampled, population, answering=answering)
        return stratum if population is None else stratum.expanded()


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
    numbers, number_of = _different(np.ravel_multi_index(tuple(codes), shape), prod(shape))
    names = np.array(np.unravel_index(numbers, shape), np.int64)[1:].T + MISSING
    return names, number_of


def _different(codes: Codes, most: int) -> tuple[Codes, Codes]:
    """Return the codes that occur, rising, and which of them each is; all are below `most`."""
    if most > len(codes):
        different, which = np.unique(codes, return_inverse=True)
        return different, which.reshape(-1).astype(np.int64)
    # Counting all that there could be is many times as fast as sorting.
    occurs = np.bincount(codes, minlength=most) > 0
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[codes]
