"""The parts of a whole, such as its service points or months, and what is shown of each.

Everything is worked out on all of them. What is found may be told where it follows from the whole
and from the parts that are shown: where it would be the same if those who are withheld had changed
places with each other. The rest is named as not told, and never worked out anew without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.disclosure.thresholds import ShownShare
from analysis.estimators.tables import Stratum

Strata = tuple[Stratum, ...]


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

    def may_tell(self, names: Iterable[str]) -> bool:
        """Return whether a sum over some of the parts tells nothing that is withheld.

        It holds none of what is withheld, or all of it: that is the whole less what is shown.
        """
        inside = set(names).difference(self.shown)
        if not inside:
            return True
        return len(inside) == len(self.withheld) and not _respondents(self.nameless)


def _respondents(strata: Strata) -> int:
    return sum(stratum.moments.respondents for stratum in strata)
