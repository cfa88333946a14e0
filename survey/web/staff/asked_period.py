"""The report that an address asks for: a period of the list, and which of its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from questionnaires.months import Months
from survey.domain.publications import Edition, latest_periods
from survey.services.followed_plans import judged_plans
from survey.services.read_publications import all_editions
from survey.web.current import current_survey
from survey.web.staff.forms import PeriodForm
from survey.web.staff.pages import said
from survey.web.staff.periods import GROUPS, FixedPeriod, fixed_periods, months_key, named_period
from templates.languages import N_

_UNKNOWN = N_("Choose one of the periods in this list.")
_UNKNOWN_NUMBER = N_("There is no such report of this period; choose one that there is.")

Published = Mapping[Months, tuple[Edition, ...]]


@dataclass(frozen=True)
class AskedReport:
    """The form with the list, and what was chosen.

    `period` is None when the form says why nothing was, or when there is nothing to choose from;
    `editions` are the reports of it, the newest first, and `edition` the one that was asked for,
    None where it has none.
    """

    form: PeriodForm
    period: FixedPeriod | None
    editions: tuple[Edition, ...]
    edition: Edition | None


def asked_report() -> AskedReport:
    """Return the report that the request asks for; without a wish, the first of the desk's."""
    published = published_periods()
    periods = _periods(published)
    found = _found(periods, published)
    form = PeriodForm(ky=found.key if found else "")
    form.ky.choices = {
        said(group): [(p.key, named(p)) for p in periods if p.group == group] for group in GROUPS
    }
    editions = published.get(found.months, ()) if found and not found.is_running else ()
    if found is None and periods:
        form.refuse(_UNKNOWN)
    edition = _edition(editions)
    if editions and edition is None:
        form.refuse(_UNKNOWN_NUMBER)
    return AskedReport(form, found, editions, edition)


def published_periods() -> Published:
    """Return the reports of each published period, the newest first."""
    published: dict[Months, tuple[Edition, ...]] = {}
    for edition in all_editions(current_survey()):
        published[edition.period] = (edition, *published.get(edition.period, ()))
    return published


def plan_periods() -> tuple[Months, ...]:
    """Return the whole periods of the plans that were followed, the present one last."""
    return tuple(plan.months for plan in judged_plans(current_survey()))


def named(period: FixedPeriod) -> str:
    """Return the name of a period in the language of the request."""
    name = said(period.name, **period.values)
    return said(N_("%(name)s (running)"), name=name) if period.is_running else name


def period_of(months: Months) -> FixedPeriod:
    """Return a published period as the list has it."""
    return named_period(months, plan_periods())


def _found(periods: tuple[FixedPeriod, ...], published: Published) -> FixedPeriod | None:
    wish = request.args
    if "ky" in wish:
        # Written by its first and last month, too, whatever its name in the list is.
        return next(
            (one for one in periods if wish["ky"] in (one.key, months_key(one.months))), None
        )
    if "tu" in wish or "den" in wish:
        # What addresses said before there was a list.
        days = (wish.get("tu", ""), wish.get("den", ""))
        return next((period for period in periods if _written(period) == days), None)
    first = latest_periods(published, plan_periods())[:1]
    wanted = (period for period in periods if (period.months,) == first and not period.is_running)
    return next(wanted, periods[0] if periods else None)


def _edition(editions: tuple[Edition, ...]) -> Edition | None:
    wish = request.args.get("lan")
    if wish is None:
        return next(iter(editions), None)
    return next((edition for edition in editions if str(edition.number) == wish), None)


def _periods(published: Published) -> tuple[FixedPeriod, ...]:
    return fixed_periods(published, plan_periods(), current_survey().today())


def _written(period: FixedPeriod) -> tuple[str, str]:
    return (period.months.begins.isoformat(), period.months.ends.isoformat())
