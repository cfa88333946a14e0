"""What people wrote, month by month, so that nobody can tell who wrote what."""

from dataclasses import dataclass
from datetime import date

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from survey.services import read_comments
from survey.web.current import current_survey
from survey.web.staff.pages import staff_page


@dataclass(frozen=True)
class Month:
    """One entry of the list of months."""

    value: str
    label: str
    is_here: bool


def comments() -> Response:
    """Show the comments of a month; without a choice, of the latest one that may be shown."""
    survey = current_survey()
    months = read_comments.released_months(survey)
    chosen = _chosen(months)
    return staff_page(
        "staff/comments.html",
        least=read_comments.LEAST_RESPONSES,
        months=[_entry(month, month == chosen) for month in months],
        groups=() if chosen is None else read_comments.released_comments(survey, chosen),
    )


def _chosen(months: tuple[date, ...]) -> date | None:
    wish = request.args.get("thang")
    if wish is None:
        return months[0] if months else None
    for month in months:
        if f"{month:%Y-%m}" == wish:
            return month
    # Also for months that are there but may not be shown: neither is told from the other.
    raise NotFound


def _entry(month: date, is_here: bool) -> Month:
    return Month(f"{month:%Y-%m}", f"{month:%m/%Y}", is_here)
