"""What desk and report page say of reports: those there are, those being made, those to come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.caveats import LEFT_OUT
from analysis.report.model import Report
from analysis.report.words import Words
from questionnaires.months import Months
from survey.domain.errors import (
    PublicationAltered,
    PublishedTextAltered,
)
from survey.domain.followed_plans import is_example
from survey.domain.next_release import Waits
from survey.domain.publications import Edition
from survey.services.count_running import RunningCounts
from survey.services.find_due_reports import ReleaseState
from survey.services.making import Failure
from survey.services.read_publications import published_report
from survey.web.current import current_survey
from survey.web.languages import chosen_language
from survey.web.staff.asked_period import named, period_of
from survey.web.staff.failures import why_none_is_made, why_not_made
from survey.web.staff.pages import said
from survey.web.staff.periods import FixedPeriod
from survey.web.staff.verdicts import VerdictLine, other_days_of_plan, verdict_lines
from templates.languages import N_, day

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

_OF_OTHER_MONTHS = N_(
    "Each report counts the responses of its own months, so that figures may differ."
)
_BOTH = N_(
    "Each report counts the responses of its own months, and “%(period)s” alone weights every "
    "counter by its cases, so that figures may differ."
)
_TOO_FEW = N_(
    "The period of the plan, %(months)s, is over and fewer than ten people answered in it: there "
    "is no report of it and no verdict."
)
_PARTED = N_(
    "The period of the plan, %(months)s, is over and has no report and no verdict: beside what was "
    "published before the plan was followed, it would tell what fewer than ten people answered."
)
_RESTORED = N_(
    "On %(restored)s a copy of %(copied)s took the place of the database: answers of %(months)s "
    "that came after it are missing, and a report that was published before may count them. "
    "Whoever subtracted a report made anew could read what these people answered, so none is made "
    "of a period with %(months)s. If nobody has such a report, tell whoever runs the server, who "
    "can allow it (restored.json)."
)


@dataclass(frozen=True)
class ComingReport:
    """What is said of reports that are to be made, as a fault where one could not be."""

    words: str
    is_fault: bool


@dataclass(frozen=True)
class ShownReport:
    """A published report as pages show it.

    `report` is None where it was altered, or `altered_text`, the name of one that it was made by.
    """

    edition: Edition
    period: FixedPeriod
    name: str
    report: Report | None
    lines: tuple[VerdictLine, ...]
    other_days: Months | None
    altered_text: str | None = None

    @property
    def is_of_example(self) -> bool:
        """Whether the targets are of an example, and not of a plan of the office."""
        plan = self.report.plan if self.report else None
        return plan is not None and is_example(plan)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is said of responses that no figure counts."""
        words, found = Words(chosen_language()), self.report.caveats if self.report else ()
        return tuple(words.caveat(caveat) for caveat in found if caveat.code in LEFT_OUT)


def shown_report(edition: Edition) -> ShownReport:
    """Return a published report with what it says of the targets."""
    period = period_of(edition.period)
    try:
        report = published_report(current_survey(), edition)
    except PublicationAltered:
        return ShownReport(edition, period, named(period), None, (), None)
    except PublishedTextAltered as error:
        return ShownReport(edition, period, named(period), None, (), None, error.name)
    lines = verdict_lines(report, chosen_language(), current_survey().today())
    return ShownReport(edition, period, named(period), report, lines, other_days_of_plan(report))


def each_once(reports: Iterable[ShownReport]) -> list[ShownReport]:
    """Return the reports without those that count the same responses as one before them.

    In the first year of an office the year so far begins with a plan, or a month.
    """
    kept: dict[object, ShownReport] = {}
    for one in reports:
        days = (one.report.first_day, one.report.last_day) if one.report else one.edition
        kept.setdefault(days, one)
    return list(kept.values())


def why_figures_differ(reports: Sequence[ShownReport]) -> str | None:
    """Return why reports that stand together have other figures; None where there is but one."""
    kept = [(one.name, one.report) for one in reports if one.report]
    weighted = [name for name, report in kept if report.population is not None]
    if len(kept) < 2:
        return None
    sentence = _BOTH if 0 < len(weighted) < len(kept) else _OF_OTHER_MONTHS
    return said(sentence, period=weighted[0] if weighted else "")


def coming_reports(state: ReleaseState) -> list[ComingReport]:
    """Return what is said of reports that are to be made, or were ordered and cannot be.

    Those that only wait are told together: an office that has just been upgraded has many.
    """
    making = current_survey().making
    now, failures = making.now, making.failures
    wanted = list(dict.fromkeys(one.period for one in state.wanted))
    given_up = [one for one, failure in failures.items() if failure.is_final and one not in wanted]
    failed = [one for one in (*wanted, *given_up) if one in failures and one != now]
    waiting = [_name(one) for one in wanted if one not in failures and one != now]
    coming = [*_prevented(state), *(_failed(one, failures[one]) for one in failed)]
    if now in wanted:
        words = said(N_("The report is being made: %(period)s."), period=_name(now))
        coming.append(ComingReport(words, False))
    if waiting:
        words = said(N_("Waiting for their turn: %(periods)s."), periods="; ".join(waiting))
        coming.append(ComingReport(words, False))
    return coming


def _prevented(state: ReleaseState) -> Iterator[ComingReport]:
    for error in state.damaged:
        yield ComingReport(why_none_is_made(error), True)
    for one in state.restored:
        if one.lost_months is not None:
            words = said(
                _RESTORED,
                restored=day(one.restored_on, chosen_language()),
                copied=day(one.copied_on, chosen_language()),
                months=words_of_months(one.lost_months),
            )
            yield ComingReport(words, True)


def _name(period: Months) -> str:
    return named(period_of(period))


def _failed(period: Months, failure: Failure) -> ComingReport:
    begin = (
        N_("The report is not made anew: %(period)s.")
        if failure.is_final
        else N_("The report could not be made: %(period)s.")
    )
    first = said(begin, period=_name(period))
    return ComingReport(f"{first} {why_not_made(failure)}", True)


def words_of_next(state: ReleaseState) -> str:
    """Return when the next report comes, and why not before; which plans never get one.

    While reports are to be made that are due already, these are the next ones.
    """
    coming, too_few = state.next_release, state.too_few
    without = [said(_PARTED, months=words_of_months(plan)) for plan in state.parted]
    if too_few is not None:
        without.append(said(_TOO_FEW, months=words_of_months(too_few)))
    if not state.wanted:
        without.append(said(_WAITS[coming.waits], months=words_of_months(coming.months)))
    return " ".join(without)


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
