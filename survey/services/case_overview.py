"""What is known of cases, month by month, and which published reports do not know it yet."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from questionnaires.months import Months, months_from
from survey.domain.case_counts import CaseCell, counts_in_force, fingerprint, of_months
from survey.domain.errors import PublicationAltered
from survey.domain.publications import Publication
from survey.services.followed_plans import judged_plans
from survey.services.import_cases import responses_by_cell
from survey.services.order_report import ordered_periods
from survey.services.publication_cases import counts_seen, may_be_weighted
from survey.services.survey import Survey
from survey.store import case_counts, places, responses
from survey.store.engine import Transaction
from survey.store.publications import publications_of, published_periods

_MOST_MONTHS = 24


@dataclass(frozen=True)
class CountedMonth:
    """One month that is over; `cases` is None where none are counted.

    `missing` are service points with responses and without a count, `short` those with fewer cases
    than responses.
    """

    month: date
    cases: int | None
    responses: int
    missing: tuple[str, ...]
    short: tuple[str, ...]


@dataclass(frozen=True)
class Renewable:
    """A period whose report was made before its case counts were there.

    `will_be_weighted`: the next report of it is weighted to them; else it tells its coverage alone.
    `is_ordered`: somebody has asked for that report already.
    """

    period: Months
    will_be_weighted: bool
    is_ordered: bool


def counted_months(survey: Survey) -> tuple[CountedMonth, ...]:
    """Return the months that are over and have responses or cases, the latest first.

    So are the other months of a plan that anybody answered in: its period is counted whole.
    """
    this_month, plans = survey.today().replace(day=1), judged_plans(survey)
    with survey.store.reading() as connection:
        counts = counts_in_force(case_counts.all_imports(connection))
        names = {point.id: point.name for point in places.all_points(connection)}
        answered = {month for month, n in responses.count_by_month(connection).items() if n}
        known = answered | {cell.month for cell in counts}
        for period in (plan.months for plan in plans):
            if any(month in period for month in answered):
                known |= set(_first_days(period))
        months = sorted((month for month in known if month < this_month), reverse=True)
        months = months[:_MOST_MONTHS]
        of_cells = responses_by_cell(connection, months)
    return tuple(_counted(month, counts, of_cells, names) for month in months)


def _counted(
    month: date,
    counts: dict[CaseCell, int],
    answered: dict[CaseCell, int],
    names: dict[int, str],
) -> CountedMonth:
    cases = [n for cell, n in counts.items() if cell.month == month]
    here = sorted(cell for cell in answered if cell.month == month)
    return CountedMonth(
        month,
        sum(cases) if cases else None,
        sum(answered[cell] for cell in here),
        tuple(names[cell.service_point] for cell in here if cell not in counts),
        tuple(
            names[cell.service_point]
            for cell in here
            if counts.get(cell, answered[cell]) < answered[cell]
        ),
    )


def _first_days(period: Months) -> Iterator[date]:
    month = period.begins
    while month in period:
        yield month
        month = months_from(month, 2).ends.replace(day=1)


def rows_to_fill_in(survey: Survey) -> tuple[tuple[str, str], ...]:
    """Return a name and a month for each count that is missing, for open service points at least.

    Without any such month, the rows are of the last one that is over.
    """
    with survey.store.reading() as connection:
        counts = counts_in_force(case_counts.all_imports(connection))
        points = places.all_points(connection)
    lacking = {m.month: m.missing for m in counted_months(survey) if m.cases is None or m.missing}
    months = sorted(lacking)
    if not months:
        first = survey.today().replace(day=1)
        months = [date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)]
    return tuple(
        (point.name, f"{month:%m/%Y}")
        for month in months
        for point in points
        if CaseCell(point.id, month) not in counts
        and (point.is_open or point.name in lacking.get(month, ()))
    )


def renewable_reports(survey: Survey) -> tuple[Renewable, ...]:
    """Return the published periods whose newest report does not know the counts in force.

    Without those that have an altered report: a further one could not be made beside it.
    """
    with survey.store.reading() as connection:
        counts = counts_in_force(case_counts.all_imports(connection))
        newest = dict(_newest_reports(connection))
    found, ordered = [], ordered_periods(survey)
    for period, publication in newest.items():
        within = of_months(counts, period)
        if within and counts_seen(publication) != fingerprint(within):
            is_weighted = may_be_weighted(survey, period)
            found.append(Renewable(period, is_weighted, period in ordered))
    return tuple(sorted(found, key=lambda one: (not one.will_be_weighted, one.period)))


def _newest_reports(connection: Transaction) -> Iterator[tuple[Months, Publication]]:
    for period in published_periods(connection):
        with suppress(PublicationAltered):
            yield period, publications_of(connection, period)[-1]
