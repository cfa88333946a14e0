"""The period that an address asks for, chosen from the list of fixed ones."""

from dataclasses import dataclass

from flask import request

from survey.services.answered_days import first_day
from survey.services.publish_text import current_plan
from survey.web.current import current_survey
from survey.web.staff.forms import PeriodForm
from survey.web.staff.pages import said
from survey.web.staff.periods import GROUPS, FixedPeriod, fixed_periods, usual_period
from templates.languages import N_

_UNKNOWN = N_("Choose one of the periods in this list.")


@dataclass(frozen=True)
class AskedPeriod:
    """The form with the list, and what was chosen; None when the form says why nothing was."""

    form: PeriodForm
    period: FixedPeriod | None


def asked_period() -> AskedPeriod:
    """Return the period that the request asks for; without a wish, that of the desk."""
    periods = _periods()
    wish = request.args
    found: FixedPeriod | None = desk_period()
    if "ky" in wish:
        found = next((period for period in periods if period.key == wish["ky"]), None)
    elif "tu" in wish or "den" in wish:
        # What addresses said before there was a list.
        days = (wish.get("tu", ""), wish.get("den", ""))
        found = next((period for period in periods if _written(period) == days), None)
    form = PeriodForm(ky=found.key if found else "")
    form.ky.choices = {
        said(group): [(p.key, named(p)) for p in periods if p.group == group] for group in GROUPS
    }
    if found is None:
        form.refuse(_UNKNOWN)
    return AskedPeriod(form, found)


def desk_period() -> FixedPeriod:
    """Return the period that the desk speaks of."""
    survey = current_survey()
    return usual_period(current_plan(survey), _periods(), survey.today())


def named(period: FixedPeriod) -> str:
    """Return the name of a period in the language of the request."""
    name = said(period.name, **period.values)
    return said(N_("%(name)s, so far"), name=name) if period.is_running else name


def _periods() -> tuple[FixedPeriod, ...]:
    survey = current_survey()
    return fixed_periods(current_plan(survey), first_day(survey), survey.today())


def _written(period: FixedPeriod) -> tuple[str, str]:
    return (period.days.begins.isoformat(), period.days.ends.isoformat())
