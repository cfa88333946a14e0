"""Finding out which reports are to be made, in which order, and which months come next."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from questionnaires.months import Months
from survey.domain.errors import (
    FollowedPlansAltered,
    PublicationsBroken,
    PublicationsDeleted,
    PublishedTextAltered,
    RestorationsUnreadable,
    SurveyError,
)
from survey.domain.next_release import NextRelease, next_release, too_few_answered
from survey.domain.publications import WantedReport
from survey.domain.released_spans import parts_a_few, released_periods, released_spans
from survey.domain.restorations import Restoration, lost_for
from survey.services.ask_about_clock import doubt_about_clock
from survey.services.followed_plans import are_altered, judged_plans
from survey.services.keep_restorations import restorations
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store import publications, published_texts
from survey.store import responses as stored
from survey.store.engine import Transaction


@dataclass(frozen=True)
class ReleaseState:
    """Which reports are to be made, in this order, and which months come next.

    Of `due`, periods without any, the plan's is the first, then in the order in which they ended,
    the longest first: what was released before counts as known, and the plan's verdict is to have
    all of its lists. `ordered` are those that somebody asked to have made anew. `too_few` is the
    period of the plan that ended last, where too few answered for it ever to have a report;
    `parted` are those of plans that beside what is published would tell of a few people.
    `restored` are copies that were put back and may lack answers of months that would be due.
    Nothing is made where the database or a file beside it is `damaged`, as its errors tell.
    """

    due: tuple[Months, ...]
    ordered: tuple[WantedReport, ...]
    next_release: NextRelease
    too_few: Months | None
    parted: tuple[Months, ...] = ()
    restored: tuple[Restoration, ...] = ()
    damaged: tuple[SurveyError, ...] = ()

    def refuse_damage(self) -> None:
        """Raise the error that tells why no report can be made, if there is one."""
        for error in self.damaged:
            raise error

    @property
    def wanted(self) -> tuple[WantedReport, ...]:
        """Everything that is to be made."""
        return (*(WantedReport(period) for period in self.due), *self.ordered)


def release_state(survey: Survey) -> ReleaseState:
    """Return what is due and what comes next.

    Nothing is due while the clock cannot be believed: a report is released for ever.
    """
    plans = [plan.months for plan in judged_plans(survey)]
    with survey.store.reading() as connection:
        counts = stored.count_by_month(connection)
        waiting = stored.count_inbox_before(connection, survey.today())
        known = set(publications.published_periods(connection))
        ordered = publications.orders(connection)
        damaged = tuple(_damages(survey.settings, connection))
    closed = min([survey.today(), *waiting]).replace(day=1) - timedelta(days=1)
    released = released_periods(released_spans(counts, closed, plans), counts, closed, plans)
    new, restored = set(released) - known, _restorations(survey.settings)
    lost = {period: why for period in new if (why := lost_for(period, restored))}
    due: list[Months] = []
    for period in sorted(
        new - lost.keys(), key=lambda one: (one not in plans, one.ends, one.begins)
    ):
        # Figures that are due count as released for those that come after them.
        if not parts_a_few(period, {*known, *due}, counts):
            due.append(period)
    can_be_made = doubt_about_clock(survey) is None and not damaged
    return ReleaseState(
        tuple(due) if can_be_made else (),
        ordered if can_be_made else (),
        next_release(counts, closed, plans),
        too_few_answered(counts, closed, plans),
        tuple(plan for plan in plans if plan in new - lost.keys() and plan not in due),
        tuple(one for one in restored if one in lost.values()),
        damaged,
    )


def _restorations(settings: Settings) -> tuple[Restoration, ...]:
    # Where the file cannot be read nothing at all is made.
    with suppress(RestorationsUnreadable):
        return restorations(settings)
    return ()


def refuse_broken_chain(connection: Transaction) -> None:
    """Raise PublicationsBroken where published reports are missing or were put in."""
    broken = publications.publications_broken_at(connection)
    if broken is not None:
        periods = dict.fromkeys(str(edition.period) for edition in broken)
        raise PublicationsBroken("; ".join(periods)) if periods else PublicationsDeleted


def _damages(settings: Settings, connection: Transaction) -> Iterator[SurveyError]:
    try:
        restorations(settings)
    except RestorationsUnreadable as error:
        yield error
    try:
        refuse_broken_chain(connection)
    except PublicationsBroken as error:
        yield error
    if altered := published_texts.altered_names(connection):
        yield PublishedTextAltered(", ".join(altered))
    if are_altered(connection):
        yield FollowedPlansAltered("other plans stand there than reports were made by")


def due_periods(survey: Survey) -> tuple[Months, ...]:
    """Return the closed periods that are to have a report and have none, in their order."""
    return release_state(survey).due
