"""Which months may be released together, so that no few of their people can be picked out.

Whole months in a row are put together until enough people answered in them: a span. Each period
that is released, be it a month, a quarter, the year so far or that of a plan, is made of whole
spans, so the difference of any two of them is made of whole spans too, and never of a few people.

A span is released only once enough people have come after it. Otherwise the last months of a plan
might be too few to be a span of their own, and its figure less what was released before would be
theirs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from analysis.disclosure.thresholds import LEAST
from questionnaires.months import Months, calendar_months, months_from

_A_DAY = timedelta(days=1)


def released_spans(
    responses: Mapping[date, int], closed: date, plans: Iterable[Months] = ()
) -> tuple[Months, ...]:
    """Return the spans that may be released, in order.

    Parameters
    ----------
    responses : Mapping of date to int
        How many responses came in each month, by its first day; those of the running month too.
    closed : date
        The last day of the last month that is over.
    plans : iterable of Months
        A span never reaches over the end or the beginning of one.
    """
    months = sorted(month for month, count in responses.items() if count)
    edges = sorted({day for plan in plans for day in (plan.begins, _after(plan))})
    bounds = [date.min, *edges, date.max]
    parts = ([m for m in months if begins <= m < ends] for begins, ends in pairwise(bounds))
    over = (closed >= ends - _A_DAY for ends in bounds[1:])
    return tuple(
        span
        for part, is_over in zip(parts, over, strict=True)
        for span in _spans(part, responses, closed, is_over=is_over)
    )


def _after(plan: Months) -> date:
    return plan.ends + _A_DAY if plan.ends < date.max else date.max


def _spans(
    months: list[date], responses: Mapping[date, int], closed: date, *, is_over: bool
) -> Iterator[Months]:
    """Yield the spans of the months between two edges that may be released."""
    left, count, begins = sum(responses[month] for month in months), 0, None
    for month in months:
        if month > closed:
            return
        begins, count, left = begins or month, count + responses[month], left - responses[month]
        if is_over and 0 < left < LEAST:
            # What is left would be too few: it belongs to this span.
            continue
        if count >= LEAST and (is_over or left >= LEAST):
            yield Months(begins, months_from(month, 1).ends)
            count, begins = 0, None


def may_be_released(
    period: Months, spans: Collection[Months], responses: Mapping[date, int]
) -> bool:
    """Tell whether everybody who answered in a period did so in a span that lies within it."""
    inside = [span for span in spans if span.begins in period and span.ends in period]
    asked = {month for month, count in responses.items() if count and month in period}
    return bool(asked) and all(any(month in span for span in inside) for month in asked)


def released_periods(
    spans: Collection[Months],
    responses: Mapping[date, int],
    closed: date,
    plans: Iterable[Months] = (),
) -> tuple[Months, ...]:
    """Return what may be released: the spans, their quarters, years so far, and plans, in order."""
    asked = set(spans)
    for span in spans:
        asked |= {calendar_months(span.ends, 3), Months(date(span.ends.year, 1, 1), span.ends)}
    asked |= set(plans)
    over = (period for period in asked if period.ends <= closed)
    return tuple(sorted(p for p in over if may_be_released(p, spans, responses)))


def untold_day(day: date, released: Collection[Months], today: date) -> date:
    """Return the day that an answer is to have that came on one: no day of a released month.

    A few people more in such a month would follow from its report and those after it. So theirs is
    the first day of the next month of which nothing is released; where none has begun yet, the day
    on which they came.
    """
    untold = day
    while any(untold in period for period in released):
        untold = months_from(untold.replace(day=1), 1).ends + _A_DAY
    return untold if untold <= today else day


def reaching_into(period: Months, released: Iterable[Months]) -> tuple[Months, ...]:
    """Return the released periods that share a month with one, or with another that does."""
    left, found = list(released), [period]
    while near := [one for one in left if any(_share_a_month(one, each) for each in found)]:
        found += near
        left = [one for one in left if one not in near]
    return tuple(sorted(found[1:]))


def parts_a_few(period: Months, released: Iterable[Months], responses: Mapping[date, int]) -> bool:
    """Tell whether a period would part a few people from those it is released beside.

    What its figures and the released ones tell together is of whole parts, into which the ends of
    all these periods cut the time. A plan that was followed later can end within a span.
    """
    near = reaching_into(period, released)
    return bool(_few(set(near) | {period}, responses) - _few(near, responses))


def _few(periods: Iterable[Months], responses: Mapping[date, int]) -> frozenset[tuple[date, date]]:
    """Return the parts with too few people, each by its first day and that of the next."""
    cuts = sorted({day for period in periods for day in (period.begins, _after(period))})
    people = {
        (first, after): sum(n for month, n in responses.items() if first <= month < after)
        for first, after in pairwise(cuts)
    }
    return frozenset(part for part, count in people.items() if 0 < count < LEAST)


def _share_a_month(one: Months, other: Months) -> bool:
    return one.begins <= other.ends and other.begins <= one.ends
