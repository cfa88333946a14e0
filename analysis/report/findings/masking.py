"""Entries of few people near an end of the scale: only the end is shown, not the share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import ENOUGH, ShownShare
from analysis.estimates import Decision, Estimate, Verdict
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.strata import single_stratum
from analysis.indices.verdicts import decide
from analysis.report.model import Entry


def masked(entry: Entry, end: ShownShare, items: int) -> Entry:
    """Return an entry of so many items without any figure that would give its share away."""
    estimate = entry.estimate
    if estimate is None:
        return entry
    return replace(
        entry,
        estimate=replace(
            estimate,
            estimate=None,
            standard_error=None,
            interval=None,
            n_effective=None,
            design_effect=None,
            degrees_of_freedom=None,
            caveats=(),
        ),
        decision=_verdict_alone(entry.decision, estimate, end, items),
        caveats=(masked_at(end),),
        end=end,
    )


def lies_at(entry: Entry, end: ShownShare) -> bool:
    """Say whether the share of an entry lies at an end of the scale."""
    share = entry.estimate.estimate if entry.estimate else None
    low, high = end.reach
    return share is not None and low <= share <= high


def masked_at(end: ShownShare) -> Caveat:
    """Return the caveat of a share of which only the end is shown."""
    values: dict[str, float | str] = {"least": ENOUGH, "sign": end.sign, "end": end.value}
    return Caveat(CaveatCode.MASKED_END, values)


def _verdict_alone(
    decision: Decision | None, estimate: Estimate, end: ShownShare, items: int
) -> Decision | None:
    """Return the verdict if it is the same for every share that the end stands for.

    Else it would tell more than the end does: with 27 people, 90 % is proved only if all agree.
    """
    if decision is None:
        return None
    verdicts = {decision.verdict}
    for satisfied in end.counts(estimate.answers):
        verdicts |= _verdicts_at(satisfied, estimate, decision.target, items)
    if len(verdicts) > 1:
        return None
    return Decision(decision.target, decision.verdict, None, None, None)


def _verdicts_at(satisfied: float, estimate: Estimate, target: float, items: int) -> set[Verdict]:
    """Return the verdicts on so many answers, by people all alike or all but one all or nothing."""
    people, each = estimate.respondents, estimate.answers / estimate.respondents
    alike = np.full(people, satisfied / people)
    spread = np.clip(satisfied - each * np.arange(people), 0, each)
    samples = (Rows(y, [each] * people, items=items) for y in (alike, spread))
    return {decide(single_stratum(Moments.of(rows)), target).verdict for rows in samples}
