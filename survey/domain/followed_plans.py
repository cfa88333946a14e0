"""The plans that an office followed, one after the other, and which of them a period is judged by.

A verdict is of the whole period of a plan. A plan that another one replaced over some of its months
has no whole period any more, and gets none; a verdict that was given stands, so its months can be
no other plan's.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from questionnaires.model import Plan
from questionnaires.months import Months

# What the plans that come with the program, or are made by it, are called: nobody's own.
_EXAMPLES = ("136-2022", "vi-du-")


def is_example(plan: Plan) -> bool:
    """Tell whether a plan is an example, and no paper of the office that follows it."""
    return plan.id.startswith(_EXAMPLES)


def overlap(one: Months, other: Months) -> bool:
    """Tell whether two periods have a month in common."""
    return one.begins <= other.ends and other.begins <= one.ends


def judged_plans(followed: Sequence[Plan]) -> tuple[Plan, ...]:
    """Return the plans that no plan replaced that was followed later, in that order."""
    return tuple(
        plan
        for number, plan in enumerate(followed, 1)
        if not any(overlap(plan.months, later.months) for later in followed[number:])
    )


def plan_of(period: Months, followed: Sequence[Plan], first_answer: date = date.min) -> Plan:
    """Return the plan whose targets stand beside the figures of a period.

    It is the last one followed that the period lies in, or at least the part of it from the month
    of the first answer on, as in the first year of an office; else the last one with a month of it,
    and outside of all the last one of all.
    """
    for begins in (period.begins, max(period.begins, first_answer)):
        around = [p for p in followed if p.begins <= begins and period.ends <= p.ends]
        if around:
            return around[-1]
    near = [plan for plan in followed if overlap(plan.months, period)]
    return (near or followed)[-1]


def replaced_by(plan: Plan, followed: Iterable[Plan]) -> tuple[Plan, ...]:
    """Return the other plans followed so far that have a month in common with a plan."""
    return tuple(
        other for other in followed if other.id != plan.id and overlap(other.months, plan.months)
    )
