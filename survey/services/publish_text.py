"""Questionnaires and plans as published: kept as text with their hash, never changed."""

import logging
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from questionnaires.faults import FaultyFile
from questionnaires.model import Plan, Questionnaire
from questionnaires.published import load_plan, load_questionnaire, plan_names, questionnaire_names
from questionnaires.reader import read_plan, read_published_plan, read_questionnaire
from survey.domain.errors import NoRights, PlanJudged, PublishedTextAltered, PublishedTextChanged
from survey.domain.followed_plans import judged_plans, replaced_by
from survey.domain.places import Office
from survey.domain.publications import WantedReport
from survey.services.directory import Directory, read_directory
from survey.services.order_report import PLAN_CAME
from survey.services.survey import Survey
from survey.store import publications, published_texts
from survey.store.engine import Transaction
from survey.store.office import put_office
from survey.store.published_texts import Kind
from templates.language_files import language_files

_log = logging.getLogger(__name__)

# Only a plan has indices at its outermost level.
_PLAN = re.compile(rb"^indices\s*:", re.MULTILINE)


def publish_file(survey: Survey, path: Path) -> str:
    """Publish a questionnaire or plan file and return its name.

    Raises FaultyFile with all faults of the file, among them a language that is not in the
    register, and PublishedTextChanged when its name stands
    for another text already.
    """
    written = bytes_of(path)
    if _PLAN.search(written):
        return publish_plan(survey, written, path.name)
    spoken = tuple(language_files().register.languages)
    questionnaire = read_questionnaire(written, path.name, spoken)
    _publish(survey, Kind.QUESTIONNAIRE, questionnaire.name, questionnaire.text)
    return questionnaire.name


def version_before(survey: Survey, path: Path) -> tuple[Questionnaire, Questionnaire] | None:
    """Return the questionnaire of a file and the newest published version before it.

    None for a first version, for what is published already and for anything else that a file holds.
    """
    try:
        spoken = tuple(language_files().register.languages)
        new = read_questionnaire(path.read_bytes(), path.name, spoken)
    except (OSError, FaultyFile):
        return None
    names = published(survey, Kind.QUESTIONNAIRE)
    others = [questionnaire(survey, name) for name in names]
    before = [each for each in others if each.id == new.id and each.version < new.version]
    if new.name in names or not before:
        return None
    return new, max(before, key=lambda each: each.version)


def publish_plan_file(survey: Survey, path: Path) -> str:
    """Publish a plan file and return its name; raise as `publish_file` does."""
    return publish_plan(survey, bytes_of(path), path.name)


def publish_plan(survey: Survey, written: bytes, file: str) -> str:
    """Publish a plan and return its name; `file` is what the faults of the text are told of.

    Raises FaultyFile and PublishedTextChanged as `publish_file` does.
    """
    plan = read_plan(written, file)
    _publish(survey, Kind.PLAN, plan.id, plan.text)
    return plan.id


def publish_shipped(survey: Survey) -> None:
    """Publish what comes with the program, except what is published already."""
    for name in questionnaire_names():
        _publish_shipped(survey, Kind.QUESTIONNAIRE, name, load_questionnaire(name).text)
    for name in plan_names():
        _publish_shipped(survey, Kind.PLAN, name, load_plan(name).text)


def questionnaire(survey: Survey, name: str) -> Questionnaire:
    """Return a published questionnaire; raise UnknownText when there is none of this name."""
    return survey.directory.current().questionnaire(name)


def plan(survey: Survey, name: str) -> Plan:
    """Return a published plan; raise UnknownText when there is none of this name."""
    return survey.directory.current().plan(name)


def published(survey: Survey, kind: Kind) -> tuple[str, ...]:
    """Return the names of all published questionnaires or plans."""
    with survey.store.reading() as connection:
        return published_texts.published_names(connection, kind)


def refuse_altered_texts(survey: Survey) -> None:
    """Raise PublishedTextAltered where a text is not as it was published: nothing is made by it."""
    with survey.store.reading() as connection:
        altered = published_texts.altered_names(connection)
    if altered:
        raise PublishedTextAltered(", ".join(altered))


def current_questionnaire(survey: Survey) -> Questionnaire:
    """Return the questionnaire that the office asks at present."""
    return survey.directory.current().asked_questionnaire()


def current_plan(survey: Survey) -> Plan:
    """Return the plan that the office follows at present."""
    return survey.directory.current().followed_plan()


def use(survey: Survey, questionnaire: str | None = None, plan: str | None = None) -> Office:
    """Ask another published questionnaire, follow another published plan; None keeps it.

    Pages that are open keep what they were opened with. A plan whose whole period was published
    before, with no verdict, has its report made anew. Raises UnknownText, FaultyFile when the
    plan speaks of factors that the questionnaire does not have, and PlanJudged.
    """
    with survey.store.writing() as connection:
        known = read_directory(connection)
        office = known.entered_office()
        changed = replace(
            office, questionnaire=questionnaire or office.questionnaire, plan=plan or office.plan
        )
        asked, followed = known.questionnaire(changed.questionnaire), known.plan(changed.plan)
        read_published_plan(followed.text, changed.plan, asked)
        _refuse_judged(connection, known, followed)
        if _has_report_of_no_verdict(connection, known, followed):
            publications.add_order(connection, WantedReport(followed.months, PLAN_CAME))
        put_office(connection, changed)
    return changed


def _has_report_of_no_verdict(connection: Transaction, known: Directory, plan: Plan) -> bool:
    """Tell whether a plan's period was published as that of no plan, as a year so far is."""
    is_known = plan.id in [one.id for one in _judged(known)]
    return not is_known and publications.count_publications(connection, plan.months) > 0


def _judged(known: Directory) -> tuple[Plan, ...]:
    return judged_plans([known.plan(name) for name in known.followed])


def _refuse_judged(connection: Transaction, known: Directory, plan: Plan) -> None:
    """Refuse a plan over months that have a verdict: no target is chosen when it is known."""
    periods = publications.published_periods(connection)
    for other in replaced_by(plan, _judged(known)):
        if other.months in periods:
            raise PlanJudged(plan.id, other.id)


def bytes_of(path: Path) -> bytes:
    """Return what a file holds; raise NoRights."""
    try:
        return path.read_bytes()
    except OSError:
        raise NoRights(str(path)) from None


def _publish(survey: Survey, kind: Kind, name: str, text: str) -> None:
    digest = sha256(text.encode()).hexdigest()
    with survey.store.writing() as connection:
        found = published_texts.find_hash(connection, kind, name)
        if found is None:
            published_texts.add_text(connection, kind, name, digest, text)
    if found not in (None, digest):
        raise PublishedTextChanged(name)


def _publish_shipped(survey: Survey, kind: Kind, name: str, text: str) -> None:
    with survey.store.reading() as connection:
        found = published_texts.find_hash(connection, kind, name)
    if found == sha256(text.encode()).hexdigest():
        return
    try:
        _publish(survey, kind, name, text)
    except PublishedTextChanged:
        # Answers were given to the published text, so it stays; a server that would not start
        # over this would lose answers.
        _log.warning("%s is published with another text than the shipped one, which is kept", name)
