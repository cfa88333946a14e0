"""What desk and report page say of reports: those there are, those being made, those to come."""

from dataclasses import dataclass

from analysis.report.model import Report
from analysis.report.words import Words
from questionnaires.months import Months
from survey.domain.errors import PublicationAltered
from survey.domain.followed_plans import is_example
from survey.domain.next_release import NextRelease, Waits
from survey.domain.publications import Edition
from survey.services.count_running import RunningCounts
from survey.services.read_publications import published_report
from survey.web.current import current_survey
from survey.web.languages import chosen_language
from survey.web.staff.asked_period import named, period_of
from survey.web.staff.pages import said
from survey.web.staff.periods import FixedPeriod
from survey.web.staff.verdicts import VerdictLine, other_days_of_plan, verdict_lines
from templates.languages import N_

_WAITS = {
    Waits.FOR_THE_END: N_(
        "Next comes the report of %(months)s: when the month is over and ten more people have "
        "answered after it, which is usually in the first days of the month after."
    ),
    Waits.FOR_MORE: N_(
        "Fewer than ten people answered in the months that are over since the last report: they "
        "are published together with the months after them, once ten people have answered. That "
        "will be %(months)s, or longer."
    ),
    Waits.FOR_OTHERS: N_(
        "The report of %(months)s is published as soon as ten more people have answered after it: "
        "otherwise it could be worked out later what the few answered who came after it."
    ),
}


@dataclass(frozen=True)
class ShownReport:
    """A published report as pages show it; `report` is None where it was altered."""

    edition: Edition
    period: FixedPeriod
    name: str
    report: Report | None
    lines: tuple[VerdictLine, ...]
    other_days: Months | None

    @property
    def is_of_example(self) -> bool:
        """Whether the targets are of an example, and not of a plan of the office."""
        plan = self.report.plan if self.report else None
        return plan is not None and is_example(plan)


def shown_report(edition: Edition) -> ShownReport:
    """Return a published report with what it says of the targets."""
    period = period_of(edition.period)
    try:
        report = published_report(current_survey(), edition)
    except PublicationAltered:
        return ShownReport(edition, period, named(period), None, (), None)
    lines = verdict_lines(report, chosen_language())
    return ShownReport(edition, period, named(period), report, lines, other_days_of_plan(report))


def words_of_next(coming: NextRelease) -> str:
    """Return when the next report comes, and why not before."""
    return said(_WAITS[coming.waits], months=words_of_months(coming.months))


def words_of_months(months: Months) -> str:
    """Return months as they stand within a sentence."""
    first, last = f"{months.begins:%m/%Y}", f"{months.ends:%m/%Y}"
    if first == last:
        return said(N_("month %(month)s"), month=first)
    return said(N_("months %(first)s to %(last)s"), first=first, last=last)


def words_of_modes(counts: RunningCounts) -> str:
    """Return how many responses came in each way."""
    words = Words(chosen_language())
    return "; ".join(
        f"{words.mode(mode.value)}: {words.number(count)}"
        for mode, count in sorted(counts.by_mode.items())
    )
