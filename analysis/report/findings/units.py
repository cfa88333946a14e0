"""Service points against the rest, in each index.

The rest of a service point are all other respondents of the report, shown or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.parts import Parts
from analysis.disclosure.thresholds import LEAST
from analysis.estimators.strata import single_stratum
from analysis.indices.units import Standing, Standings, UnitStanding, standing_of, standings
from analysis.report.findings.basis import Basis
from analysis.report.findings.estimates import Share
from analysis.report.model import Entry
from questionnaires.model import Wording

_LIST = "service_points"
_LEAST = 2


@dataclass(frozen=True)
class ComparedUnit:
    """A service point against the rest."""

    unit: str
    entry: Entry  # as the list of service points shows it
    standing: Standing | None  # None where it may not be told
    test: UnitStanding | None  # how it was judged; None where the share is not shown
    rest: tuple[str, ...]  # the service points that it was last compared with
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True)
class UnitComparisons:
    """The service points in one index."""

    id: str  # of the index, as the title
    title: Wording
    # Share of all respondents but those of service points that differ; None without comparisons.
    centre: float | None
    units: tuple[ComparedUnit, ...]  # in the order of the report; empty without comparisons
    caveats: tuple[Caveat, ...]


def find(basis: Basis) -> Iterator[UnitComparisons]:
    """Yield for each index where the service points stand."""
    groups = basis.groups[_LIST]
    triples = zip(basis.shares, basis.indices, basis.parts(_LIST), strict=True)
    for position, (share, whole, parts) in enumerate(triples):
        entries = {group.id: group.indices[position] for group in groups}
        if whole.is_exact:
            yield _compared(share, entries, parts)
        else:
            yield UnitComparisons(share.id, share.title, None, (), whole.caveats)


def _compared(share: Share, entries: Mapping[str, Entry], parts: Parts) -> UnitComparisons:
    if sum(parts.respondents(name) >= LEAST for name in entries) < _LEAST:
        nothing = (Caveat(CaveatCode.TOO_FEW_TO_COMPARE),)
        return UnitComparisons(share.id, share.title, None, (), nothing)
    found = _judged(parts)
    tests = {test.unit: test for test in found.units}
    units = tuple(
        _shown(entry, tests[name], parts) if name in tests else _withheld(name, entry, parts, found)
        for name, entry in entries.items()
    )
    silent = ", ".join(unit.unit for unit in units if unit.standing is None)
    caveats = (Caveat(CaveatCode.NAMES_SUPPRESSED, {"names": silent}),) if silent else ()
    return UnitComparisons(share.id, share.title, found.centre, units, caveats)


def _judged(parts: Parts) -> Standings:
    """Return where the shown service points stand.

    Those withheld count as judged too, but are never set aside: what is found of the others would
    else tell of them.
    """
    shown = {name: strata for name, strata in parts.strata.items() if name in parts.shown}
    if not shown:
        return Standings((), None)
    further = sum(parts.respondents(name) >= LEAST for name in parts.withheld)
    return standings(shown, parts.all_withheld, further)


def _shown(entry: Entry, test: UnitStanding, parts: Parts) -> ComparedUnit:
    compared = {*test.rest, *parts.withheld}
    rest = tuple(each for each in parts.strata if each in compared)
    doubts = entry.estimate.caveats if entry.estimate else ()
    return ComparedUnit(test.unit, entry, test.standing, test, rest, (*doubts, *test.caveats))


def _withheld(name: str, entry: Entry, parts: Parts, found: Standings) -> ComparedUnit:
    rest = tuple(each for each in parts.strata if each not in (name, *found.aside))
    word = _word(name, rest, parts)
    return ComparedUnit(name, entry, word, None, rest, entry.caveats)


def _word(name: str, rest: Sequence[str], parts: Parts) -> Standing | None:
    """Return where a withheld service point stands, if everything shown leaves it no other."""
    comparisons = sum(parts.respondents(each) >= LEAST for each in (name, *rest))
    shown = parts.together(parts.shown.intersection(rest))
    worlds = [(own, shown + others) for own, others in parts.worlds(name)]
    if any(moments.respondents < LEAST for pair in worlds for moments in pair):
        return None
    words = {
        standing_of(single_stratum(own), single_stratum(others), comparisons)
        for own, others in worlds
    }
    return words.pop() if len(words) == 1 else None
