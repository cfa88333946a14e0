"""Which plan an office follows: its own file, or an example of a period that it chooses."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from questionnaires.months import Months, calendar_months, months_around
from survey.commands.agreement import agree
from survey.commands.words import _, say
from survey.domain.followed_plans import is_example
from survey.services.follow_example_plan import OF_DIEN_BIEN, publish_example_plan
from survey.services.followed_plans import is_unanswered, known_before, replaced_plans
from survey.services.order_report import ordered_periods
from survey.services.publish_text import current_plan, plan, publish_plan_file, use
from survey.services.survey import Survey

_PERIOD = re.compile(r"(\d{1,2})/(\d{4}) ?[-–] ?(\d{1,2})/(\d{4})")


class PeriodType(click.ParamType[Months]):
    """Whole months, from the first to the last: 01/2026-12/2026."""

    name = "months"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Months:
        """Return the months that were written."""
        if isinstance(value, Months):
            return value
        found = _PERIOD.fullmatch(str(value).strip())
        try:
            first, first_year, last, last_year = map(int, found.groups() if found else ())
            begins, ends = date(first_year, first, 1), date(last_year, last, 1)
        except ValueError:
            self.fail(_("write whole months, as 01/2026-12/2026"), param, ctx)
        if ends < begins:
            self.fail(_("write whole months, as 01/2026-12/2026"), param, ctx)
        return months_around(begins, ends)


PERIOD = PeriodType()


@dataclass(frozen=True)
class PlanChoice:
    """The file of an office's plan, or the period of an example; None: not said."""

    file: Path | None = None
    period: Months | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was said."""
        return self.file is None and self.period is None


def ask_plan(survey: Survey) -> PlanChoice:
    """Ask for the file of the office's plan, or for the period of an example."""
    file = click.prompt(
        _("File of the office's plan; empty: the example after plan 136 of Điện Biên"),
        default="",
        show_default=False,
    ).strip()
    if file:
        return PlanChoice(Path(file))
    year = calendar_months(survey.today(), 12)
    period = click.prompt(
        _("Period of the example plan, from month to month"), default=str(year), type=PERIOD
    )
    return PlanChoice(period=period)


def follow_plan(survey: Survey, chosen: PlanChoice) -> None:
    """Follow the plan of a file, or an example: without a period, of this calendar year."""
    if chosen.file is not None:
        name = publish_plan_file(survey, chosen.file)
    else:
        this_year = calendar_months(survey.today(), 12)
        name = publish_example_plan(survey, OF_DIEN_BIEN, chosen.period or this_year)
    ask_about_late_plan(survey, name)
    use(survey, plan=name)
    say_what_follows(survey)


def ask_about_late_plan(survey: Survey, name: str) -> None:
    """Ask whether a plan is to be followed of whose months figures are known; end if not."""
    chosen = plan(survey, name)
    known = None if chosen == current_plan(survey) else known_before(survey, chosen)
    if known is None:
        return
    say(
        "Figures of %(known)s, which are of the period of plan %(name)s, are published already. Its"
        " report will say so beside each verdict: who chooses a target after seeing the figures "
        "finds it met by chance more often than in 5 of 100 surveys.",
        known=known,
        name=name,
    )
    agree(_("Follow this plan all the same?"), _("The plan in use stays as it was."))


def say_what_follows(survey: Survey) -> None:
    """Say which plan is followed, and what it will have no verdict of."""
    followed = current_plan(survey)
    say("Plan: %(title)s, %(period)s.", title=followed.title, period=followed.months)
    if is_example(followed):
        say("It is an example, not a plan of your office: for that, “hailong init --plan FILE”.")
    for other in replaced_plans(survey):
        say("It replaces %(name)s, which gets no verdict any more.", name=other.id)
    if followed.months in ordered_periods(survey):
        say("Its period was published before, without a verdict: the report is made anew with one.")
    if is_unanswered(survey, followed):
        say("Its period ended before anybody answered, so it gets no verdict.")
