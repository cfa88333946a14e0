"""How many people gave each level of the scale to each item.

People count alike, also in a report that is weighted to cases: a count beside a weighted share
would be two equations of the same few people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.attack import Floats, Mask
from analysis.disclosure.scale_counts import ScaleCounts, are_mingled
from analysis.report.findings.basis import Basis
from analysis.report.findings.estimates import Share
from analysis.report.model import Report
from analysis.report.sample.earlier import Earlier
from questionnaires.model import Wording
from questionnaires.months import calendar_months
from questionnaires.pooling import original_id

_YEAR = 12


@dataclass(frozen=True)
class LevelCount:
    """A level of the scale and how many people gave it; None where it may not be shown."""

    value: str
    label: Wording
    is_satisfied: bool
    count: int | None = None


@dataclass(frozen=True)
class ItemLevels:
    """An item and its levels, the worst first.

    Attributes
    ----------
    answered, satisfied : int or None
        People with a valid answer, and those of them at one of the satisfied levels, each counted
        once; None where nothing of the levels is shown.
    levels : tuple of LevelCount
        Every level of the scale; empty where nothing of the levels is shown.
    caveats : tuple of Caveat
        Why something is not shown.
    """

    id: str
    title: Wording
    answered: int | None
    satisfied: int | None
    levels: tuple[LevelCount, ...]
    caveats: tuple[Caveat, ...] = ()

    def count_of(self, *, is_satisfied: bool) -> int | None:
        """Return how many gave one of the satisfied levels, or one of the others."""
        if self.answered is None or self.satisfied is None:
            return None
        return self.satisfied if is_satisfied else self.answered - self.satisfied

    def share_of(self, count: int | None) -> float | None:
        """Return a count as a share of those who answered; None where it is not shown."""
        return None if count is None or not self.answered else count / self.answered


def find(basis: Basis) -> Iterator[ItemLevels]:
    """Yield each item with its levels, in the questionnaire's order."""
    reason = _reason(basis)
    hidden = _hidden(basis) if reason is None else {}
    for entry in basis.items:
        if reason is not None or not entry.is_exact:
            caveats = entry.caveats if reason is None else (reason,)
            yield ItemLevels(entry.id, entry.title, None, None, (), caveats)
        else:
            yield _shown(basis, entry.id, entry.title, hidden[entry.id])


def tells_mean(basis: Basis, share: Share) -> bool:
    """Return whether the mean of the marks of an index tells no level that is not shown."""
    return _is_mingled(basis, share) or all(
        item.levels and all(level.count is not None for level in item.levels)
        for item in find(basis)
        if item.id in share.items
    )


def _is_mingled(basis: Basis, share: Share) -> bool:
    return are_mingled(np.array([_counts(basis, item) for item in share.items]))


def _reason(basis: Basis) -> Caveat | None:
    """Return why no levels are shown at all, or None."""
    if basis.withholds_unweighted:
        return Caveat(CaveatCode.PLAIN_WITHHELD)
    earlier = basis.earlier
    if earlier is None or (_is_whole(earlier) and not _is_told_in_part(earlier)):
        return None
    return Caveat(CaveatCode.LEVELS_TOLD_ONCE)


def _is_whole(earlier: Earlier) -> bool:
    """Return whether a published report is of the plan's whole period or of a calendar year."""
    begins, ends = earlier.period.begins, earlier.period.ends
    if begins is None or ends is None:
        return False
    plan = earlier.plan
    if plan is not None and (begins, ends) == (plan.months.begins, plan.months.ends):
        return True
    year = calendar_months(begins, _YEAR)
    return (begins, ends) == (year.begins, year.ends)


def _is_told_in_part(earlier: Earlier) -> bool:
    """Return whether the levels of other people, but some of the same, were published."""
    others = (report for report in earlier.reports if report.period != earlier.period)
    return any(
        earlier.of_period(report.period) & earlier.now and any(map(_is_told, _levels_of(report)))
        for report in others
    )


def _levels_of(report: Report) -> tuple[ItemLevels, ...]:
    return report.findings_of(ItemLevels)


def _is_told(found: ItemLevels) -> bool:
    return bool(found.levels)


def _hidden(basis: Basis) -> dict[str, Mask]:
    """Return for each item that is shown which of its levels are not."""
    shown = [entry.id for entry in basis.items if entry.is_exact]
    if not shown:
        return {}
    mingled = [share.items for share in basis.shares if _is_mingled(basis, share)]
    pools = [[item in items for item in shown] for items in mingled]
    counts = ScaleCounts(
        counts=np.array([_counts(basis, item) for item in shown]),
        is_satisfied=_is_satisfied(basis),
        pools=np.array(pools, np.bool_).reshape(len(pools), len(shown)),
    )
    before = _hidden_before(basis.earlier)
    return {
        item: row | before.get(original_id(item), False)
        for item, row in zip(shown, counts.suppressed(), strict=True)
    }


def _hidden_before(earlier: Earlier | None) -> dict[str, Mask]:
    """Return which levels an earlier report of the same period did not show."""
    hidden: dict[str, Mask] = {}
    for report in earlier.reports if earlier else ():
        for item in _levels_of(report) if report.period == (earlier and earlier.period) else ():
            row = np.array([level.count is None for level in item.levels], np.bool_)
            known = hidden.get(original_id(item.id))
            hidden[original_id(item.id)] = row if known is None else row | known
    return {item: row for item, row in hidden.items() if row.size}


def _is_satisfied(basis: Basis) -> Mask:
    scale = basis.sample.responses.questionnaire.scale
    return np.array([choice.value in scale.satisfied for choice in scale.choices], np.bool_)


def _counts(basis: Basis, item: str) -> Floats:
    """Return how many gave each level to an item, shape (levels,)."""
    ratings = basis.sample.ratings
    positions = ratings.positions[ratings.items.index(item)]
    return np.bincount(positions, minlength=ratings.levels + 1)[1:].astype(np.float64)


def _shown(basis: Basis, item: str, title: Wording, hidden: Mask) -> ItemLevels:
    choices = basis.sample.responses.questionnaire.scale.choices
    counts, is_satisfied = _counts(basis, item).astype(np.int64), _is_satisfied(basis)
    levels = tuple(
        LevelCount(choice.value, choice.label, of_satisfied, None if is_out else count)
        for choice, of_satisfied, count, is_out in zip(
            choices, is_satisfied.tolist(), counts.tolist(), hidden.tolist(), strict=True
        )
    )
    found = ItemLevels(item, title, int(counts.sum()), int(counts[is_satisfied].sum()), levels)
    caveats = (Caveat(CaveatCode.COUNTS_HIDDEN),) if hidden.any() else ()
    if basis.sample.population is not None:
        caveats = (*caveats, Caveat(CaveatCode.COUNTED_ALIKE))
    return replace(found, caveats=caveats)
