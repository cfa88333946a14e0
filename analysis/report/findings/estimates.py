"""Estimates and verdicts of items, factors and indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.estimators.intervals import hypergeometric_midp
from analysis.estimators.tables import Stratum
from analysis.indices.formulas import formula
from analysis.indices.verdicts import decide
from analysis.report.model import Coverage, Entry
from analysis.report.sample.groups import Sample, Strata
from questionnaires.model import Plan, Questionnaire, Target, Wording

FEW_RESPONSES = Caveat(CaveatCode.FEW_RESPONSES, {"least": LEAST})
_POOLED_SHARE = "pooled_share"
_SATISFACTION = Wording({"vi": "Mức độ hài lòng chung", "en": "Satisfaction overall"})
# Where the exact interval of a small population is right.
_EXACT_METHOD = "hypergeometric_midp"
_MOST_CASES = 1000
_LEAST_FRACTION = 0.5


@dataclass(frozen=True)
class Share:
    """What an entry pools."""

    id: str
    title: Wording
    items: tuple[str, ...]
    formula: str = _POOLED_SHARE
    target: Target | None = None


def index_shares(questionnaire: Questionnaire, plan: Plan | None) -> tuple[Share, ...]:
    """Return the plan's indices; without a plan the one of all items."""
    if plan is None:
        return (Share("all", _SATISFACTION, tuple(item.id for item in questionnaire.items)),)
    return tuple(
        Share(index.id, index.title, index.items(questionnaire), index.formula, index.target)
        for index in plan.indices
    )


def entry(share: Share, strata: Strata) -> Entry:
    """Return the estimate of a share from its strata, with the verdict where it has a target."""
    estimate = formula(share.formula)(strata)
    decision = None if share.target is None else decide(strata, share.target.value)
    doubts = estimate.caveats + (decision.caveats if decision else ())
    caveats = tuple(dict.fromkeys(doubts))
    return replace(suppressed(share), estimate=estimate, decision=decision, caveats=caveats)


def suppressed(share: Share, *caveats: Caveat) -> Entry:
    """Return a share of which no figure is shown; a caveat says why."""
    target = share.target
    return Entry(
        id=share.id,
        title=share.title,
        formula=share.formula,
        estimate=None,
        target=target.value if target else None,
        target_source=target.source if target else "",
        caveats=caveats,
    )


def entries(shares: Sequence[Share], sample: Sample) -> tuple[Entry, ...]:
    """Return the estimate of each share from all responses, with coverage where cases are known."""
    cases = sample.population.cases if sample.population else None
    return tuple(covered(entry(share, sample.strata(share.items)), cases) for share in shares)


def covered(entry: Entry, cases: int | None) -> Entry:
    """Return an entry with its coverage, unless it is suppressed or the cases are not known."""
    if entry.estimate is None or cases is None:
        return entry
    return replace(entry, coverage=Coverage(entry.estimate.respondents, cases))


def item_entries(shares: Sequence[Share], sample: Sample) -> tuple[Entry, ...]:
    """Return what all responses say of single items, by the exact interval where it is right.

    That is where the whole population is one sampling group of at most 1,000 cases and more than
    half of them answered, but not all.
    """
    items = entries(shares, sample)
    if sample.population is None or sample.count > 1:
        return items
    pairs = zip(items, shares, strict=True)
    return tuple(_exact(entry, *sample.strata(share.items)) for entry, share in pairs)


def has_exact_interval(entry: Entry) -> bool:
    """Return whether an entry has the exact interval of its population."""
    interval = entry.estimate.interval if entry.estimate else None
    return interval is not None and interval.method == _EXACT_METHOD


def _exact(entry: Entry, stratum: Stratum) -> Entry:
    """Return an item with its interval of the hypergeometric distribution where it is right.

    Those who left the item out say nothing about it, and as many of the cases without a response
    are thought to have nothing to say: the population is that part of the cases which the item's
    respondents are of all respondents, rounded up, to the careful side.
    """
    estimate, population = entry.estimate, stratum.population or 0
    if estimate is None or estimate.interval is None:
        return entry
    if not _LEAST_FRACTION < stratum.fraction < 1 or population > _MOST_CASES:
        return entry
    answered, level = estimate.respondents, estimate.interval.confidence_level
    satisfied = round((estimate.estimate or 0.0) * answered)
    cases = ceil(population * answered / stratum.sampled - 1e-9)
    interval = hypergeometric_midp(satisfied, answered, cases, level)
    # The exact interval needs no effective number of answers.
    exact = replace(estimate, interval=interval, n_effective=None, design_effect=None)
    return replace(entry, estimate=exact)
