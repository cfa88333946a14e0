"""Estimates and verdicts of items, factors and indices, for all responses and for each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import LEAST, ShownShare
from analysis.indices.formulas import formula
from analysis.indices.verdicts import decide
from analysis.report.hiding import Shown
from analysis.report.masking import lies_at, masked
from analysis.report.model import Entry, Group
from analysis.report.sample.groups import Sample, Strata
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


@dataclass(frozen=True)
class Part:
    """A share within a group, and the end of the scale that stands for it, if any."""

    share: Share
    strata: Strata
    end: ShownShare | None

    @property
    def is_few(self) -> bool:
        """Whether fewer than ten people have a valid answer in it."""
        return sum(s.moments.respondents for s in self.strata) < LEAST_TO_SHOW


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


def group_lists(
    shares: Sequence[Share],
    sample: Sample,
    lists: Mapping[str, Labels],
    shown: Mapping[str, Shown],
) -> dict[str, tuple[Group, ...]]:
    """Return for each list of the report what the responses under each of its names say.

    A name without responses is left out; below ten responses only their number is shown, and below
    ten respondents of a share nothing of it. Near the ends of the scale a share of few respondents
    is only said to lie there. As everything is shown together, further names show only their
    number where subtraction would else tell what is hidden.
    """
    return {name: _groups(shares, sample, labels, shown[name]) for name, labels in lists.items()}


def _groups(
    shares: Sequence[Share], sample: Sample, labels: Labels, shown: Shown
) -> tuple[Group, ...]:
    counts = np.bincount(labels.codes[labels.codes != MISSING], minlength=len(labels.names))
    by_share = [sample.strata_by_label(share.items, labels) for share in shares]
    return tuple(
        _group(
            labels.names[place],
            int(counts[place]),
            bool(shown.hidden[place]),
            [
                Part(share, strata[place], end)
                for share, strata, end in zip(shares, by_share, shown.ends[place], strict=True)
            ],
        )
        for place in np.flatnonzero(counts).tolist()
    )


def few_responses() -> Caveat:
    """Return the caveat of a cell that only its number may be shown of."""
    return Caveat(CaveatCode.FEW_RESPONSES, {"least": LEAST_TO_SHOW})


def _group(name: str, count: int, is_hidden: bool, parts: Sequence[Part]) -> Group:
    if count < LEAST_TO_SHOW:
        return _hidden_group(name, count, parts, few_responses())
    if is_hidden and not any(part.is_few for part in parts):
        return _hidden_group(name, count, parts, _PROTECTS)
    return Group(name, count, tuple(_entry_of_part(part, is_hidden) for part in parts))


def _hidden_group(name: str, count: int, parts: Sequence[Part], caveat: Caveat) -> Group:
    return Group(name, count, tuple(_hidden(part.share, caveat) for part in parts), (caveat,))


def _entry_of_part(part: Part, protects: bool) -> Entry:
    if part.is_few:
        return _hidden(part.share, few_responses())
    if protects:
        return _hidden(part.share, _PROTECTS)
    found = entry(part.share, part.strata)
    if part.end is None:
        return found
    # The end is that of the answers as given; a weighted share may lie elsewhere.
    return masked(found, part.end) if lies_at(found, part.end) else _hidden(part.share, _PROTECTS)


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
