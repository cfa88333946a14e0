"""Estimates and verdicts of items, factors and indices, for all responses and for each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure import LEAST
from analysis.indices.formulas import formula
from analysis.indices.verdicts import decide
from analysis.report.hiding import hidden_groups
from analysis.report.model import Entry, Group
from analysis.report.sampling import Sample, Strata
from analysis.responses import MISSING, Labels
from questionnaires.model import Index, Plan, Questionnaire, Target, Wording

# With fewer, a reader who knows who was there could tell what somebody answered.
LEAST_TO_SHOW = LEAST
_PROTECTS = Caveat(CaveatCode.HIDDEN_TO_PROTECT_OTHERS)
POOLED_SHARE = "pooled_share"
ALL = Index(
    id="all",
    title=Wording({"vi": "Mức độ hài lòng chung", "en": "Satisfaction overall"}),
    factors=(),
    formula=POOLED_SHARE,
    target=None,
)


@dataclass(frozen=True)
class Share:
    """What an entry pools.

    Attributes
    ----------
    id, title : str, Wording
    items : tuple of str
        Ids of the items.
    formula : str
    target : Target or None
    """

    id: str
    title: Wording
    items: tuple[str, ...]
    formula: str = POOLED_SHARE
    target: Target | None = None


def index_shares(questionnaire: Questionnaire, plan: Plan | None) -> tuple[Share, ...]:
    """Return the plan's indices; without a plan the one of all items."""
    if plan is None:
        every = tuple(item.id for item in questionnaire.items)
        return (Share(ALL.id, ALL.title, every, ALL.formula),)
    return tuple(
        Share(index.id, index.title, index.items(questionnaire), index.formula, index.target)
        for index in plan.indices
    )


def factor_shares(questionnaire: Questionnaire) -> tuple[Share, ...]:
    """Return the factors in order."""
    return tuple(Share(f.id, f.title, f.items) for f in questionnaire.factors)


def item_shares(questionnaire: Questionnaire) -> tuple[Share, ...]:
    """Return the items in order."""
    return tuple(Share(item.id, item.wording, (item.id,)) for item in questionnaire.items)


def entry(share: Share, strata: Strata) -> Entry:
    """Return what the strata say of a share."""
    estimate = formula(share.formula)(strata)
    decision = None if share.target is None else decide(strata, share.target.value)
    doubts = estimate.caveats + (decision.caveats if decision else ())
    return Entry(
        id=share.id,
        title=share.title,
        formula=share.formula,
        estimate=estimate,
        decision=decision,
        target=share.target.value if share.target else None,
        target_source=share.target.source if share.target else "",
        caveats=tuple(dict.fromkeys(doubts)),
    )


def entries(shares: Sequence[Share], sample: Sample) -> tuple[Entry, ...]:
    """Return what all responses say of each share."""
    return tuple(entry(share, sample.strata(share.items)) for share in shares)


def groups(shares: Sequence[Share], sample: Sample, labels: Labels | None) -> tuple[Group, ...]:
    """Return what the responses under each name of a label column say of each share.

    A name without responses is left out; below ten responses only their number is shown, and below
    ten respondents of a share nothing of it. As the shares of all responses are shown too,
    further names show only their number where subtraction would else tell what is hidden.
    """
    if labels is None or not len(sample.responses):
        return ()
    counts = np.bincount(labels.codes[labels.codes != MISSING], minlength=len(labels.names))
    by_share = [sample.strata_by_label(share.items, labels) for share in shares]
    wholes, counted = [sample.strata(share.items) for share in shares], by_share
    if sample.populations is not None:
        plain = sample.as_one_group
        wholes = [plain.strata(share.items) for share in shares]
        counted = [plain.strata_by_label(share.items, labels) for share in shares]
    hidden = hidden_groups(counts.tolist(), wholes, counted)
    return tuple(
        _group(name, int(count), bool(is_hidden), tuple(zip(shares, strata_of_shares, strict=True)))
        for name, count, is_hidden, strata_of_shares in zip(
            labels.names, counts, hidden, zip(*by_share, strict=True), strict=True
        )
        if count
    )


def held_back(shares: Sequence[Share], sample: Sample, labels: Labels) -> frozenset[str]:
    """Return the names of a label column of which `groups` does not show every share."""
    found = groups(shares, sample, labels)
    return frozenset(
        group.id for group in found if any(entry.estimate is None for entry in group.indices)
    )


def few_responses() -> Caveat:
    """Return the caveat of a cell that only its number may be shown of."""
    return Caveat(CaveatCode.FEW_RESPONSES, {"least": LEAST_TO_SHOW})


def _group(
    name: str, count: int, is_hidden: bool, shares: tuple[tuple[Share, Strata], ...]
) -> Group:
    if count < LEAST_TO_SHOW:
        return _hidden_group(name, count, shares, few_responses())
    few = [_is_few(strata) for _, strata in shares]
    if is_hidden and not any(few):
        return _hidden_group(name, count, shares, _PROTECTS)
    shown = tuple(
        _entry_of_group(share, strata, is_hidden and not is_few)
        for (share, strata), is_few in zip(shares, few, strict=True)
    )
    return Group(name, count, shown)


def _hidden_group(
    name: str, count: int, shares: tuple[tuple[Share, Strata], ...], caveat: Caveat
) -> Group:
    return Group(name, count, tuple(_hidden(share, caveat) for share, _ in shares), (caveat,))


def _entry_of_group(share: Share, strata: Strata, protects: bool) -> Entry:
    if protects:
        return _hidden(share, _PROTECTS)
    return _hidden(share, few_responses()) if _is_few(strata) else entry(share, strata)


def _is_few(strata: Strata) -> bool:
    return sum(stratum.moments.respondents for stratum in strata) < LEAST_TO_SHOW


def _hidden(share: Share, caveat: Caveat) -> Entry:
    target = share.target
    return Entry(
        id=share.id,
        title=share.title,
        formula=share.formula,
        estimate=None,
        target=target.value if target else None,
        target_source=target.source if target else "",
        caveats=(caveat,),
    )
