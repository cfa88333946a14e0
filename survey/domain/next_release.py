"""Which months the next report will be of, and what it waits for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from analysis.disclosure.thresholds import LEAST
from questionnaires.months import Months, calendar_months
from survey.domain.released_spans import released_spans


class Waits(Enum):
    """What a report waits for."""

    FOR_THE_END = auto()  # its last month is not over
    FOR_MORE = auto()  # the months that are over have too few responses to be released alone
    FOR_OTHERS = auto()  # too few have come after them yet


@dataclass(frozen=True)
class NextRelease:
    """The months that will be released next, as far as they are known, and what for they wait."""

    months: Months
    waits: Waits


def next_release(
    responses: Mapping[date, int], closed: date, plans: Iterable[Months] = ()
) -> NextRelease:
    """Return what will be released next.

    Parameters
    ----------
    responses : Mapping of date to int
        How many responses came in each month, by its first day.
    closed : date
        The last day of the last month that is over.
    plans : iterable of Months
        Their ends are ends of what is released.
    """
    plans = tuple(plans)
    running = calendar_months(closed + timedelta(days=1), 1)
    begins = _first_open(responses, closed, plans)
    months = [month for month, count in responses.items() if count and begins <= month <= closed]
    if not months:
        return NextRelease(running, Waits.FOR_THE_END)
    if sum(responses[month] for month in months) < LEAST:
        return NextRelease(Months(min(months), running.ends), Waits.FOR_MORE)
    return NextRelease(Months(min(months), closed), Waits.FOR_OTHERS)


def too_few_answered(
    responses: Mapping[date, int], closed: date, plans: Iterable[Months]
) -> Months | None:
    """Return the period of the plan that ended last, if too few answered for it to be released.

    None also where nobody did: there is nothing that waits.
    """
    ended = [plan for plan in plans if plan.ends <= closed]
    last = max(ended, key=lambda plan: plan.ends, default=None)
    if last is None:
        return None
    answered = sum(count for month, count in responses.items() if month in last)
    return last if 0 < answered < LEAST else None


def _first_open(responses: Mapping[date, int], closed: date, plans: tuple[Months, ...]) -> date:
    """Return the first day that may still be released together with the running month."""
    spans = released_spans(responses, closed, plans)
    ends = [span.ends for span in spans] + [plan.ends for plan in plans if plan.ends <= closed]
    edges = [end + timedelta(days=1) for end in ends]
    edges += [plan.begins for plan in plans if plan.begins <= closed + timedelta(days=1)]
    return max(edges, default=date.min)
