"""Opening the page behind a poster: nothing is stored."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from questionnaires.model import HELP, Questionnaire
from survey.domain.codes import read_code
from survey.domain.errors import (
    PosterWithdrawn,
    ServicePointClosed,
    UnknownCode,
    UnknownServicePoint,
    UnknownText,
    VisitUnreadable,
)
from survey.domain.modes import Mode
from survey.domain.places import Office, Poster, ServicePoint
from survey.domain.visits import NONCE_BYTES, Visit, hour_of_opening
from survey.services.directory import Directory
from survey.services.sign_visit import read_visit, sign_visit
from survey.services.survey import Survey


@dataclass(frozen=True)
class OpenVisit:
    """A page that is open, and what it shows: `questionnaire` has the questions that it asks."""

    token: str
    visit: Visit
    office: Office
    point: ServicePoint
    questionnaire: Questionnaire
    is_trial: bool
    directory: Directory = field(repr=False)


@dataclass(frozen=True)
class _Place:
    directory: Directory
    office: Office
    point: ServicePoint
    poster: Poster


def open_visit(survey: Survey, code: str, language: str) -> OpenVisit:
    """Open the page of a poster or of a device; the visit takes its mode.

    Raises UnknownCode, PosterWithdrawn, ServicePointClosed and NotSetUp.
    """
    place = _place(survey, code)
    _check_in_use(place)
    return _opened(survey, place, _new_visit(survey, place, language, place.poster.mode))


def open_trial(survey: Survey, service_point_id: int, language: str) -> OpenVisit:
    """Open the page of a service point for staff to look at; what they send is stored nowhere.

    Raises UnknownServicePoint, and PosterWithdrawn when no poster was ever made for it.
    """
    directory = survey.directory.current()
    if service_point_id not in directory.points:
        raise UnknownServicePoint("there is no service point of this number")
    posters = directory.posters_of(service_point_id)
    printed = [poster for poster in posters if poster.mode is Mode.POSTER]
    if not printed:
        raise PosterWithdrawn("the service point has no poster")
    place = _place(survey, printed[0].code)
    return _opened(survey, place, _new_visit(survey, place, language, Mode.TRIAL))


def reopen_visit(survey: Survey, token: str, code: str, language: str) -> OpenVisit:
    """Open the page again, in another language or after a fault.

    A good token stays the same visit, so that its answers count once; anything else is a new one
    under the current questionnaire.
    """
    place = _place(survey, code)
    try:
        visit = read_visit(survey.keys, token)
    except VisitUnreadable:
        return open_visit(survey, code, language)
    if visit.poster != place.poster.code or visit.is_expired(survey.now()):
        return open_visit(survey, code, language)
    if visit.mode is not Mode.TRIAL:
        check_takes_answers(place.directory, visit, survey.now())
    kept = replace(visit, language=language)
    try:
        return _opened(survey, place, kept)
    except UnknownText:
        asked = _new_visit(survey, place, language, visit.mode)
        return _opened(survey, place, replace(asked, nonce=visit.nonce, hour=visit.hour))


def check_takes_answers(directory: Directory, visit: Visit, now: datetime) -> None:
    """Refuse a page whose answers are not taken any more: PosterWithdrawn, ServicePointClosed."""
    poster = directory.posters[visit.poster]
    point = directory.points[poster.service_point]
    if not poster.takes_open_pages(now):
        raise directory.withdrawal_of(poster)
    # Whoever opened the page while the counter was open was there, and may finish.
    if point.closed_on is not None and visit.hour.date() > point.closed_on:
        raise ServicePointClosed(point.id)


def _place(survey: Survey, typed: str) -> _Place:
    directory = survey.directory.current()
    office = directory.entered_office()
    # A scanned code is there as it stands; one that was typed may have to be read first.
    poster = directory.posters.get(typed) or directory.posters.get(read_code(typed) or "")
    if poster is None:
        raise UnknownCode("no poster has this code")
    return _Place(directory, office, directory.points[poster.service_point], poster)


def _check_in_use(place: _Place) -> None:
    if place.poster.is_withdrawn:
        raise place.directory.withdrawal_of(place.poster)
    if not place.point.is_open:
        raise ServicePointClosed(place.point.id)


def _new_visit(survey: Survey, place: _Place, language: str, mode: Mode) -> Visit:
    return Visit(
        poster=place.poster.code,
        plan=place.office.plan,
        questionnaire=place.office.questionnaire,
        language=language,
        mode=mode,
        hour=hour_of_opening(survey.now(), place.directory.last_sealed_day),
        nonce=survey.random_bytes(NONCE_BYTES),
    )


def _opened(survey: Survey, place: _Place, visit: Visit) -> OpenVisit:
    place.directory.plan(visit.plan)
    return OpenVisit(
        token=sign_visit(survey.keys, visit),
        visit=visit,
        office=place.office,
        point=place.point,
        questionnaire=_asked(place.directory.questionnaire(visit.questionnaire), visit.mode),
        is_trial=visit.mode is Mode.TRIAL,
        directory=place.directory,
    )


def _asked(published: Questionnaire, mode: Mode) -> Questionnaire:
    """Return what is asked: who is handed the device of a clerk is not asked about help."""
    if mode is not Mode.ASSISTED:
        return published
    questions = tuple(question for question in published if question.id != HELP)
    return replace(published, questions=questions)
