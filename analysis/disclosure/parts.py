"""The parts of a whole, such as its service points or months, and what is shown of each.

Everything is worked out on all of them. A figure may be told where it follows from the whole and
from the parts that are shown: where it would be the same if those who are withheld had changed
places with each other. A sentence may be told where everything that is shown leaves it no other.
The rest is named as not told, and never worked out anew without the withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np

from analysis.disclosure.thresholds import ShownShare
from analysis.estimators.moments import Moments, together
from analysis.estimators.rows import Floats, Rows
from analysis.estimators.strata import Stratum
from analysis.estimators.tables import most_items

Strata = tuple[Stratum, ...]
Shape = Callable[[Floats, float], Floats]


@dataclass(frozen=True)
class Parts:
    """The parts of all responses in one index, in order, each with its strata.

    A part is shown with its share; or masked, by the `end` of the scale that its share lies at; or
    only its number is shown.
    """

    strata: Mapping[str, Strata]  # of every part, shown or not
    nameless: Strata  # of the responses that belong to no part; they are never shown
    shown: frozenset[str]
    ends: Mapping[str, ShownShare]

    @cached_property
    def withheld(self) -> tuple[str, ...]:
        """The parts whose share is not shown, in order."""
        return tuple(name for name in self.strata if name not in self.shown)

    @cached_property
    def all_withheld(self) -> Strata:
        """Everybody whose share is not shown, the nameless too; no strata without anybody."""
        if not self.withheld and not self._has_nameless:
            return ()
        every = [*(self.strata[name] for name in self.withheld), self.nameless]
        return tuple(
            replace(of_one[0], moments=together(stratum.moments for stratum in of_one))
            for of_one in zip(*every, strict=True)
        )

    def together(self, names: Iterable[str]) -> Moments:
        """Return some of the parts as one."""
        return together(stratum.moments for name in names for stratum in self.strata[name])

    def respondents(self, name: str) -> int:
        """Return how many respondents a part has."""
        return sum(stratum.moments.respondents for stratum in self.strata[name])

    def may_tell(self, names: Iterable[str]) -> bool:
        """Return whether a sum over some of the parts tells nothing that is withheld.

        It holds none of what is withheld, or all of it: that is the whole less what is shown.
        """
        inside = set(names).difference(self.shown)
        if not inside:
            return True
        return len(inside) == len(self.withheld) and not self._has_nameless

    @property
    def _has_nameless(self) -> bool:
        return any(stratum.moments.respondents for stratum in self.nameless)

    def worlds(self, name: str) -> tuple[tuple[Moments, Moments], ...]:
        """Return the answers that a withheld part, and all others withheld, could have given.

        They fit the whole, the shown parts and the part's end, and are as far apart as can be: of
        few and of many satisfied people, all answering alike, or each all or nothing. The last are
        those that they did give.
        """
        cells = [stratum.moments for stratum in self.strata[name]]
        every = [stratum.moments for stratum in self.nameless]
        every += [s.moments for each in self.withheld if each != name for s in self.strata[each]]
        own, others = _People.of(cells), _People.of(every)
        satisfied = own.satisfied + others.satisfied
        low, high = _reach(self.ends.get(name))
        least = max(low * own.most, satisfied - others.most)
        most = min(high * own.most, satisfied)
        possible = tuple(
            (own.answering(some, shape), others.answering(satisfied - some, other))
            for some in (least, most)
            for shape, other in product((_alike, _all_or_nothing), repeat=2)
        )
        return (*possible, (together(cells), together(every)))

    @property
    def answered(self) -> Parts:
        """The parts in which somebody answered."""
        return replace(self, strata={n: s for n, s in self.strata.items() if self.respondents(n)})

    def leanings(self) -> tuple[tuple[Strata, ...], ...]:
        """Return all parts as they are, and as far aslant as readers must think them possible.

        Once the last of the withheld parts are as satisfied as can be and the first as little, once
        the other way round. They fit the whole and their ends; their people all answer alike, or
        each all or nothing. What is the same each time tells nothing of the withheld. All parts are
        of one stratum.
        """
        given = {name: self.together((name,)) for name in self.strata}
        worlds = [given]
        for is_up, shape in product((True, False), (_alike, _all_or_nothing)):
            if self.withheld:
                worlds.append(given | self._slanted(shape, is_up=is_up))
        sampled = sum(moments.n for moments in given.values())
        return tuple(
            tuple((Stratum(moments, sampled),) for moments in world.values()) for world in worlds
        )

    def _slanted(self, shape: Shape, *, is_up: bool) -> dict[str, Moments]:
        """Return the withheld parts, the last of them or the first as satisfied as can be."""
        people = {
            name: _People.of(stratum.moments for stratum in self.strata[name])
            for name in self.withheld
        }
        ends = [(name, *_reach(self.ends.get(name))) for name in self.withheld]
        nobody_known = _People.of(stratum.moments for stratum in self.nameless)
        left = nobody_known.satisfied + sum(each.satisfied for each in people.values())
        left -= sum(low * people[name].most for name, low, _ in ends)
        satisfied = {}
        # Those without a name could be of any part: they take what they can between the two sides.
        middle = len(ends) // 2
        order = [*ends[:middle], None, *ends[middle:]]
        for end in reversed(order) if is_up else order:
            if end is None:
                left -= min(left, nobody_known.most)
                continue
            name, low, high = end
            more = min(left, (high - low) * people[name].most)
            satisfied[name] = low * people[name].most + more
            left -= more
        return {name: people[name].answering(some, shape) for name, some in satisfied.items()}


def _reach(end: ShownShare | None) -> tuple[float, float]:
    """Return the least and the most share that an end stands for; without one any share."""
    return (0.0, 1.0) if end is None else end.reach


@dataclass(frozen=True)
class _People:
    """People who answered, as far as everybody may know them, and how much is satisfied."""

    valid: Floats  # answers of each, shape (n,)
    weights: Floats  # shape (n,)
    satisfied: float  # weighted answers of all
    items: float | None

    @classmethod
    def of(cls, cells: Iterable[Moments]) -> _People:
        """Return the people of some cells, who gave as many answers each as others of theirs."""
        known = [cell for cell in cells if cell.respondents]
        counts = np.array([cell.respondents for cell in known], np.int64)
        return cls(
            np.repeat([cell.answers / cell.respondents for cell in known], counts),
            np.repeat([cell.m / cell.answers for cell in known], counts),
            sum(cell.y for cell in known),
            most_items(cell.counts.items for cell in known if cell.counts),
        )

    @property
    def answers(self) -> Floats:
        """Weighted answers of each."""
        return self.valid * self.weights

    @property
    def most(self) -> float:
        """Weighted answers of all."""
        return float(self.answers.sum())

    def answering(self, satisfied: float, shape: Shape) -> Moments:
        """Return them with so many satisfied answers in all, spread over them in a shape."""
        shares = shape(self.answers, min(max(satisfied, 0.0), self.most))
        return Moments.of(Rows(self.valid * shares, self.valid, self.weights, items=self.items))


def _alike(answers: Floats, satisfied: float) -> Floats:
    """Return the satisfied share of each person's answers where all are alike."""
    return np.full_like(answers, satisfied / answers.sum() if len(answers) else 0.0)


def _all_or_nothing(answers: Floats, satisfied: float) -> Floats:
    """Return it where all but one are satisfied with everything or with nothing."""
    before = np.cumsum(answers) - answers
    return np.clip((satisfied - before) / answers, 0.0, 1.0)
