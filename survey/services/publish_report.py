"""Publishing: the report of a closed period is made once, and shown from then on."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from importlib.metadata import version

from analysis.report.model import Report
from questionnaires.months import Months
from survey.background import Background
from survey.domain.errors import FewOthers, PublicationsBroken, PublishedTextAltered
from survey.domain.next_release import NextRelease, next_release, too_few_answered
from survey.domain.publications import (
    Context,
    Edition,
    Publication,
    Record,
    WantedReport,
    publication,
)
from survey.domain.released_spans import parts_a_few, released_periods, released_spans
from survey.domain.restorations import Restoration, lost_for
from survey.limits import PUBLICATION_PATIENCE_SECONDS
from survey.services.ask_about_clock import doubt_about_clock
from survey.services.followed_plans import judged_plans
from survey.services.keep_restorations import restorations
from survey.services.open_survey import survey_to_read
from survey.services.publication_cases import report_to_publish
from survey.services.publish_text import refuse_altered_texts
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store import publications, published_texts
from survey.store import responses as stored
from survey.store.engine import Transaction
from survey.store.installation import last_publication
from survey.store.places import all_points


@dataclass(frozen=True)
class MadeReport:
    """A report as it is kept, and the names of the texts that it was made by.

    `earlier` is the hash of the record of the report that was published last when it was begun: it
    was made beside that and all before it.
    """

    report: bytes
    questionnaire: str
    plan: str
    earlier: str
    context: Context


@dataclass(frozen=True)
class ReleaseState:
    """Which reports are to be made, in this order, and which months come next.

    Of `due`, periods without any, the plan's is the first, then in the order in which they ended,
    the longest first: what was released before counts as known, and the plan's verdict is to have
    all of its lists. `ordered` are those that somebody asked to have made anew. `too_few` is the
    period of the plan that ended last, where too few answered for it ever to have a report;
    `parted` are those of plans that beside what is published would tell of a few people.
    `restored` are copies that were put back and may lack answers of months that would be due.
    Nothing is made where published reports are missing, or were put in, beside those of
    `broken_at`, nor where a text is not as it was published: `altered_texts` are their names.
    """

    due: tuple[Months, ...]
    ordered: tuple[WantedReport, ...]
    next_release: NextRelease
    too_few: Months | None
    parted: tuple[Months, ...] = ()
    restored: tuple[Restoration, ...] = ()
    broken_at: tuple[Edition, ...] | None = None
    altered_texts: tuple[str, ...] = ()

    def refuse_damage(self) -> None:
        """Raise PublicationsBroken or PublishedTextAltered where these prevent any report."""
        if self.broken_at is not None:
            periods = dict.fromkeys(str(edition.period) for edition in self.broken_at)
            raise PublicationsBroken("; ".join(periods) or "…")
        if self.altered_texts:
            raise PublishedTextAltered(", ".join(self.altered_texts))

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
        broken = publications.publications_broken_at(connection)
        altered = published_texts.altered_names(connection)
    closed = min([survey.today(), *waiting]).replace(day=1) - timedelta(days=1)
    released = released_periods(released_spans(counts, closed, plans), counts, closed, plans)
    new, restored = set(released) - known, restorations(survey.settings)
    lost = {period: why for period in new if (why := lost_for(period, restored))}
    due: list[Months] = []
    for period in sorted(
        new - lost.keys(), key=lambda one: (one not in plans, one.ends, one.begins)
    ):
        # Figures that are due count as released for those that come after them.
        if not parts_a_few(period, {*known, *due}, counts):
            due.append(period)
    can_be_made = doubt_about_clock(survey) is None and broken is None and not altered
    return ReleaseState(
        tuple(due) if can_be_made else (),
        ordered if can_be_made else (),
        next_release(counts, closed, plans),
        too_few_answered(counts, closed, plans),
        tuple(plan for plan in plans if plan in new - lost.keys() and plan not in due),
        tuple(one for one in restored if one in lost.values()),
        broken,
        altered,
    )


def due_periods(survey: Survey) -> tuple[Months, ...]:
    """Return the closed periods that are to have a report and have none, in their order."""
    return release_state(survey).due


def make_report(settings: Settings, begins: date, ends: date) -> MadeReport:
    """Return the report of a period to be kept; a task of the background process.

    Raises PublicationAltered, PublishedTextAltered and FewOthers.
    """
    # Here, because only the process that makes it has memory for it.
    from analysis.report.sample.earlier import SubtractedReports  # noqa: PLC0415
    from analysis.report.stored import stored as kept  # noqa: PLC0415

    with survey_to_read(settings) as survey:
        refuse_altered_texts(survey)
        with survey.store.reading() as connection:
            earlier, points = last_publication(connection), _names(connection)
        try:
            report = report_of_period(survey, Months(begins, ends))
        except SubtractedReports:
            raise FewOthers(begins, ends) from None
        plan = "" if report.plan is None else report.plan.id
        hashes = survey.directory.current().hashes(report.questionnaire.name, plan)
    context = Context(points, hashes)
    return MadeReport(kept(report), report.questionnaire.name, plan, earlier, context)


def _names(connection: Transaction) -> dict[int, str]:
    return {point.id: point.name for point in all_points(connection)}


def report_of_period(survey: Survey, period: Months) -> Report:
    """Return the report of a period, with a verdict where it is the whole one of a plan."""
    from analysis.report.plan_verdicts import with_no_verdict_yet  # noqa: PLC0415

    report = report_to_publish(survey, period)
    is_judged = period in [plan.months for plan in judged_plans(survey)]
    return report if is_judged else with_no_verdict_yet(report)


def publish_due(survey: Survey, background: Background, period: Months) -> Publication | None:
    """Make and keep the first report of a period; None where somebody else was quicker.

    Raises BackgroundFull, StillWorking, TaskFailed and NotStored; then nothing is kept.
    """
    return publish_wanted(survey, background, WantedReport(period))


def publish_wanted(
    survey: Survey, background: Background, wanted: WantedReport
) -> Publication | None:
    """Make and keep a report that is to be made; None where somebody else was quicker.

    It may still be wanted then: if another report was published meanwhile, it has to be made beside
    that one too, and by the present names if a service point was renamed.

    Raises BackgroundFull, StillWorking, TaskFailed and NotStored; then nothing is kept, and a
    report that was ordered still is.
    """
    period = wanted.period
    made = background.result(
        PUBLICATION_PATIENCE_SECONDS, make_report, survey.settings, period.begins, period.ends
    )
    with survey.store.writing() as connection:
        known = last_publication(connection), _names(connection)
        if known != (made.earlier, made.context.points):
            return None
        if not _is_still_wanted(connection, wanted):
            return None
        return _keep(survey, connection, period, made, wanted.reason)


def _is_still_wanted(connection: Transaction, wanted: WantedReport) -> bool:
    if wanted.reason:
        return publications.take_order(connection, wanted.period)
    return not publications.count_publications(connection, wanted.period)


def publish(survey: Survey, period: Months, made: MadeReport, reason: str = "") -> Publication:
    """Keep a report for ever, beside those of the same period that there are."""
    with survey.store.writing() as connection:
        return _keep(survey, connection, period, made, reason)


def _keep(
    survey: Survey, connection: Transaction, period: Months, made: MadeReport, reason: str
) -> Publication:
    record = Record(
        period=period,
        number=publications.count_publications(connection, period) + 1,
        made_on=survey.today(),
        reason=reason,
        questionnaire=made.questionnaire,
        plan=made.plan,
        software=f"hailong {version('hailong')}",
        sha256=sha256(made.report).hexdigest(),
        context=made.context.written(),
        previous=last_publication(connection),
    )
    kept = publication(record, made.report)
    publications.add_publication(connection, kept)
    return kept
