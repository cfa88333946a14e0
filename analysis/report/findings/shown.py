"""The groups of a report whose results are shown, as strata: what may be held against each other.

Nothing else may enter a comparison, or what is hidden could be worked out from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.estimators.tables import Stratum
from analysis.report.findings.estimates import Share
from analysis.report.model import Group
from analysis.report.sample.groups import Sample, Strata
from analysis.responses import Labels

Parts = Mapping[str, Strata]


def shown_parts(
    shares: Sequence[Share], sample: Sample, labels: Labels | None, groups: Sequence[Group]
) -> tuple[Parts, ...]:
    """Return for each share the strata of those groups whose results are shown, by name.

    The population is left out: whether two months differ by more than chance asks for what would
    come again, not only for the cases that there were (Cochran, Sampling Techniques, 1977, 2.14).
    """
    if labels is None or not groups:
        return tuple({} for _ in shares)
    return tuple(
        _parts(sample.strata_by_label(share.items, labels), labels, _shown(groups, place))
        for place, share in enumerate(shares)
    )


def _parts(every: Sequence[Strata], labels: Labels, shown: frozenset[str]) -> Parts:
    named = zip(labels.names, every, strict=True)
    return {
        name: tuple(Stratum(stratum.moments, stratum.sampled) for stratum in strata)
        for name, strata in named
        if name in shown
    }


def _shown(groups: Sequence[Group], place: int) -> frozenset[str]:
    return frozenset(g.id for g in groups if g.indices[place].is_exact)
