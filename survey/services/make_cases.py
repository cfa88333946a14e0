"""Case counts of the demonstration office: made up, and never fewer than the answers."""

from datetime import date
from random import Random

from questionnaires.months import calendar_months, months_from
from survey.domain.case_counts import CaseCell, counts_in_force
from survey.services.import_cases import examine_counts, import_cases, responses_by_cell
from survey.services.survey import Survey
from survey.store import case_counts, places, responses

# Who took them in, as the list at the desk names it.
_MADE_BY = "Bản dùng thử"
# Answers are from a twelfth to a quarter of the cases, more at some counters than at others.
_LEAST_A_RESPONSE, _MOST_A_RESPONSE = 4.0, 12.0
_WITHOUT_RESPONSES = 12


def make_cases(survey: Survey) -> None:
    """Store made-up counts of the months that are over, where they have none that fit.

    A demonstration that was left alone for months gets those of these months too.
    """
    with survey.store.reading() as connection:
        names = {point.id: point.name for point in places.all_points(connection)}
        in_force = counts_in_force(case_counts.all_imports(connection))
        answered = [month for month, n in responses.count_by_month(connection).items() if n]
        months = _months_over(min(answered, default=survey.today()), survey.today())
        counts = responses_by_cell(connection, months)
    cells = (CaseCell(point, month) for month in months for point in names)
    missing = [cell for cell in cells if in_force.get(cell, -1) < counts.get(cell, 0)]
    made_up = {cell: _cases(names[cell.service_point], cell, counts) for cell in missing}
    if made_up:
        mark = examine_counts(survey, made_up).mark
        import_cases(survey, made_up, _MADE_BY, mark, is_made_up=True)


def _months_over(first: date, today: date) -> list[date]:
    months, month = [], first.replace(day=1)
    while month < calendar_months(today, 1).begins:
        months.append(month)
        month = months_from(month, 2).ends.replace(day=1)
    return months


def _cases(point: str, cell: CaseCell, answered: dict[CaseCell, int]) -> int:
    # Not for secrets: the names seed it, so that pictures stay comparable.
    usual = Random(point).uniform(_LEAST_A_RESPONSE, _MOST_A_RESPONSE)  # noqa: S311
    this_month = Random(f"{point} {cell.month:%Y-%m}").uniform(0.9, 1.1)  # noqa: S311
    return round(answered.get(cell, 0) * usual * this_month) or _WITHOUT_RESPONSES
