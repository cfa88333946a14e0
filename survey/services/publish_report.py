"""Publishing: the report of a closed period is made once, and shown from then on."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version

from analysis.report.model import Report
from questionnaires.months import Months
from survey.background import Background
from survey.domain.errors import FewOthers
from survey.domain.publications import (
    Context,
    Publication,
    Record,
    WantedReport,
    publication,
)
from survey.limits import PUBLICATION_PATIENCE_SECONDS
from survey.services.followed_plans import judged_plans, known_before
from survey.services.hash_answers import hashes_of_answers
from survey.services.open_survey import survey_to_read
from survey.services.publication_cases import report_to_publish
from survey.services.publish_text import refuse_altered_texts
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store import publications
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
        answers = hashes_of_answers(survey.store, begins, ends)
        followed = survey.directory.current().followed
        context = Context(points, hashes, answers, followed)
    return MadeReport(kept(report), report.questionnaire.name, plan, earlier, context)


def _names(connection: Transaction) -> dict[int, str]:
    return {point.id: point.name for point in all_points(connection)}


def report_of_period(survey: Survey, period: Months) -> Report:
    """Return the report of a period, with a verdict where it is the whole one of a plan.

    A doubt stands beside the verdict where figures of the plan's months were known before it was
    followed.
    """
    from analysis.report.plan_verdicts import (  # noqa: PLC0415
        with_no_verdict_yet,
        with_plan_chosen_late,
    )

    report = report_to_publish(survey, period)
    plan = next((plan for plan in judged_plans(survey) if plan.months == period), None)
    if plan is None:
        return with_no_verdict_yet(report)
    known = known_before(survey, plan)
    return report if known is None else with_plan_chosen_late(report, known)


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
