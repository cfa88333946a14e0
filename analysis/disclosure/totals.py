"""Shares of all responses: which to suppress so that none rests on few people, nor is left over.

An index is the sum of its factors, and a factor that of its items: whoever knows a sum and all but
one of its parts knows the last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.thresholds import LEAST

_NOTHING = 1e-9


@dataclass(frozen=True)
class Total:
    """A share by the items that it pools, the people behind it, and how late it is given up."""

    items: frozenset[str]
    respondents: int
    level: int  # 0 for an item, more for a share that more depends on


def rests_on_few(respondents: int) -> bool:
    """Return whether a figure of so many people is theirs alone; nobody's tells nothing."""
    return 0 < respondents < LEAST


def suppressed_totals(
    totals: Sequence[Total], secrets: Iterable[frozenset[str]] = ()
) -> frozenset[frozenset[str]]:
    """Return the sets of items whose shares are not shown: of few people, or telling such a share.

    `secrets` are further sets of items that few answered. Of the shares that tell one of these or
    those, the one is given up that is lowest in level and has fewest people.
    """
    few = {total.items for total in totals if rests_on_few(total.respondents)}
    shown = {total.items: total for total in totals if total.items not in few}
    columns = {item: at for at, item in enumerate(sorted(frozenset().union(*few, *shown)))}
    for secret in sorted(few.union(secrets), key=sorted):
        while telling := _telling(secret, list(shown), columns):
            given_up = min(telling, key=lambda each: _order(shown[each]))
            del shown[given_up]
    return frozenset(total.items for total in totals if total.items not in shown)


def _order(total: Total) -> tuple[int, int, list[str]]:
    return total.level, total.respondents, sorted(total.items)


def _telling(
    secret: frozenset[str], shown: Sequence[frozenset[str]], columns: dict[str, int]
) -> list[frozenset[str]]:
    """Return the shown totals from which a secret one follows; none where it does not."""
    if not shown:
        return []
    equations = np.array([_vector(total, columns) for total in shown]).T
    wanted = _vector(secret, columns)
    times = np.linalg.lstsq(equations, wanted)[0]
    if np.abs(equations @ times - wanted).max() > _NOTHING:
        return []
    return [total for total, count in zip(shown, times, strict=True) if abs(count) > _NOTHING]


def _vector(items: Iterable[str], columns: dict[str, int]) -> NDArray[np.float64]:
    vector = np.zeros(len(columns))
    vector[[columns[item] for item in items]] = 1
    return vector
