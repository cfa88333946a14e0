"""The sampling groups of a set of responses, and the strata of any part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.tables import Moments, Rows, Stratum, moments_by_cell
from analysis.indices.marks import Marks, marks_of
from analysis.indices.satisfaction import satisfaction_rows
from analysis.responses import MISSING, Labels, Responses

Strata = tuple[Stratum, ...]


@dataclass(frozen=True)
class Sample:
    """Responses with the sampling group of each.

    Attributes
    ----------
    responses : Responses
    columns : tuple of str
        The label columns whose cells are the groups; empty when all are one group.
    codes : ndarray of int64, shape (n,)
        The group of each response, from 0.
    count : int
        How many groups there are; 1 also when there is no response.
    caveats : tuple of Caveat
    populations : tuple of float or None
        Cases of each group, where they are known: a response then stands for ``cases / responses``
        of its group, and the strata are those of a finite population.
    """

    responses: Responses
    columns: tuple[str, ...]
    codes: NDArray[np.int64]
    count: int
    caveats: tuple[Caveat, ...]
    populations: tuple[float, ...] | None = None
    _known: dict[tuple[str, ...], Rows] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def plain_share(self, items: Sequence[str]) -> float | None:
        """Return satisfied answers over valid ones, without weights; None without an answer."""
        rows = self._rows(items)
        valid = float(rows.m.sum())
        return float(rows.y.sum()) / valid if valid else None

    def strata(self, items: Sequence[str]) -> Strata:
        """Return the strata of all responses for the share over `items`."""
        moments = moments_by_cell(self._rows(items), self.codes, self.count)
        return self._part(moments, [cell.n for cell in moments])

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
                for stratum in self._part(moments[start : start + self.count], sampled)
                if stratum.sampled or self.populations is None
            )
            for start in range(0, len(moments), self.count)
        )

    def _part(self, moments: Sequence[Moments], sampled: Sequence[int]) -> Strata:
        if self.populations is None:
            return tuple(Stratum(cell, n) for cell, n in zip(moments, sampled, strict=True))
        parts = zip(moments, sampled, self.populations, strict=True)
        found = (Stratum(*part) for part in parts)
        # Where a part has nobody there is nothing to weight.
        return tuple(each.expanded() if each.moments.n else each for each in found)

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
    if absent:
        caveat = Caveat(CaveatCode.NO_STRATA, {"columns": ", ".join(absent)})
        return _one_group(responses, (caveat,))
    if not columns or not len(responses):
        return _one_group(responses, ())
    named = [responses.labels[name] for name in columns]
    # One number for each combination of names, in their order; the missing one is the first.
    combination = np.zeros(len(responses), np.int64)
    for labels in named:
        combination = combination * (len(labels.names) + 1) + (labels.codes - MISSING)
    groups, group_of = np.unique(combination, return_inverse=True)
    is_nameless = np.any([labels.codes == MISSING for labels in named], axis=0)
    nameless = int(np.count_nonzero(is_nameless))
    caveat = Caveat(CaveatCode.NO_STRATUM_NAME, {"responses": nameless})
    return Sample(
        responses,
        tuple(columns),
        group_of.reshape(-1).astype(np.int64),
        len(groups),
        (caveat,) if nameless else (),
    )


def _one_group(responses: Responses, caveats: tuple[Caveat, ...]) -> Sample:
    return Sample(responses, (), np.zeros(len(responses), np.int64), 1, caveats)


def marks_of_sample(sample: Sample) -> Marks:
    """Return the marks of all responses to all items, by sampling group."""
    asked = sample.responses.questionnaire
    items = tuple(item.id for item in asked.items)
    populations = sample.populations or (None,) * sample.count
    marks = marks_of(sample.responses.answers, asked, items, sample.codes, populations)
    return replace(marks, is_weighted=sample.populations is not None)
