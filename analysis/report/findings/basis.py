"""What every finding of a report is worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.estimators.tables import Stratum
from analysis.indices.marks import Marks
from analysis.report.findings.estimates import Share
from analysis.report.model import Entry, Group
from analysis.report.sample.groups import Sample, Strata, marks_of_sample
from analysis.responses import Labels

Parts = Mapping[str, Strata]


@dataclass(frozen=True)
class Basis:
    """The sample of a report, and its estimates."""

    sample: Sample
    indices: tuple[Share, ...]
    items: tuple[Entry, ...]
    # The ways in which the report parts its responses, and what it shows of each part.
    labels: Mapping[str, Labels]
    groups: Mapping[str, tuple[Group, ...]]

    @cached_property
    def marks(self) -> Marks:
        """The marks of all responses to all items."""
        return marks_of_sample(self.sample)

    def shown_parts(self, name: str) -> tuple[Parts, ...]:
        """Return for each index the strata of the groups of a list that show their share, by name.

        Nothing else may enter a comparison, or what is hidden could be worked out from it. The
        population is left out: whether two months differ by more than chance asks for what would
        come again, not only for the cases that there were (Cochran, Sampling Techniques, 1977,
        2.14).
        """
        return tuple(self._parts(name, position) for position in range(len(self.indices)))

    def _parts(self, name: str, position: int) -> Parts:
        labels = self.labels[name]
        shown = {group.id for group in self.groups[name] if group.indices[position].is_exact}
        every = self.sample.strata_by_label(self.indices[position].items, labels) if shown else ()
        return {
            part: tuple(Stratum(stratum.moments, stratum.sampled) for stratum in strata)
            for part, strata in zip(labels.names, every, strict=False)
            if part in shown
        }
