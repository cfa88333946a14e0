"""Estimates and verdicts of items, factors and indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.estimates import Decision, Verdict
from analysis.estimators.few_cases import METHOD
from analysis.indices.formulas import formula
from analysis.indices.verdicts import decide
from analysis.report.model import Coverage, Entry
from analysis.report.sample.groups import Sample, Strata
from questionnaires.model import Plan, Questionnaire, Target, Wording
from questionnaires.partly_asked import whole_of

FEW_RESPONSES = Caveat(CaveatCode.FEW_RESPONSES, {"least": LEAST})
_POOLED_SHARE = "pooled_share"
_SATISFACTION = Wording({"vi": "Mức độ hài lòng chung", "en": "Satisfaction overall"})


@dataclass(frozen=True)
class Share:
    """What an entry pools."""

    id: str
    title: Wording
    items: tuple[str, ...]
    formula: str = _POOLED_SHARE
    target: Target | None = None


def index_shares(questionnaire: Questionnaire, plan: Plan | None) -> tuple[Share, ...]:
    """Return the plan's indices of which anything was asked; without a plan the one of all items.

    The plan's target is not meant for an index of which only some items were asked.
    """
    if plan is None:
        return (Share("all", _SATISFACTION, tuple(item.id for item in questionnaire.items)),)
    whole = whole_of(questionnaire)
    asked = ((index, index.items(questionnaire)) for index in plan.indices)
    return tuple(
        Share(
            index.id,
            index.title,
            items,
            index.formula,
            index.target if items == index.items(whole) else None,
        )
        for index, items in asked
        if items
    )


def factor_shares(questionnaire: Questionnaire) -> tuple[Share, ...]:
    """Return the factors, in order."""
    return tuple(Share(f.id, f.title, f.items) for f in questionnaire.factors)


def item_shares(questionnaire: Questionnaire) -> tuple[Share, ...]:
    """Return the items, in order."""
    return tuple(Share(item.id, item.wording, (item.id,)) for item in questionnaire.items)


def entries_of(share: Share, parts: Sequence[Strata]) -> list[Entry]:
    """Return the estimate of a share in each part, without a verdict: a plan promises for all."""
    found, estimates = suppressed(share), formula(share.formula)(parts)
    return [replace(found, estimate=each, caveats=each.caveats) for each in estimates]


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


def entries(
    shares: Sequence[Share], sample: Sample, hidden: Mapping[frozenset[str], Caveat]
) -> tuple[Entry, ...]:
    """Return the estimate of each share from all responses, with coverage where cases are known.

    `hidden` says why the share of a set of items is not shown.
    """
    cases = sample.population.cases if sample.population else None
    return tuple(covered(_whole(share, sample, hidden), cases) for share in shares)


def _whole(share: Share, sample: Sample, hidden: Mapping[frozenset[str], Caveat]) -> Entry:
    caveat = hidden.get(frozenset(share.items))
    if caveat is None:
        return _judged(share, sample.strata(share.items))
    entry = suppressed(share, caveat)
    if share.target is None or caveat is not FEW_RESPONSES:
        return entry
    verdict = Decision(share.target.value, Verdict.TOO_FEW, None, None, None)
    return replace(entry, decision=verdict)


def _judged(share: Share, strata: Strata) -> Entry:
    """Return the estimate of a share, with the verdict where it has a target."""
    (found,) = entries_of(share, [strata])
    if share.target is None:
        return found
    decision = decide(strata, share.target.value)
    caveats = tuple(dict.fromkeys(found.caveats + decision.caveats))
    return replace(found, decision=decision, caveats=caveats)


def covered(entry: Entry, cases: int | None) -> Entry:
    """Return an entry with its coverage, unless it is suppressed or the cases are not known."""
    if entry.estimate is None or cases is None:
        return entry
    return replace(entry, coverage=Coverage(entry.estimate.respondents, cases))


def has_exact_interval(entry: Entry) -> bool:
    """Return whether an entry has the exact interval of its population."""
    interval = entry.estimate.interval if entry.estimate else None
    return interval is not None and interval.method == METHOD
