"""Taking what a visit says, once, and acknowledging it only when it is on the disk."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from questionnaires.scoring import pack
from survey.domain.codes import read_code
from survey.domain.errors import (
    IdentifiersFound,
    PosterWithdrawn,
    ServicePointClosed,
    UnknownCode,
    UnknownText,
    VisitExpired,
    VisitOutdated,
    VisitUnreadable,
)
from survey.domain.identifiers import SEEN, comment_digest, find_identifiers
from survey.domain.modes import Mode
from survey.domain.places import Office, Poster, ServicePoint
from survey.domain.responses import Response, check_answers
from survey.domain.texts import clean_comment
from survey.domain.visits import Visit
from survey.services.keys import Keys
from survey.services.publish_text import plan, questionnaire
from survey.services.set_up_office import office
from survey.services.sign_visit import read_visit
from survey.services.survey import Survey
from survey.store.engine import Transaction
from survey.store.places import find_point
from survey.store.posters import find_poster
from survey.store.responses import add_to_inbox, has_response, last_sealed_day

KEY_BYTES = 16


@dataclass(frozen=True)
class Submitted:
    """What is acknowledged; `was_new` is False for what had already been stored, and for trials."""

    office: Office
    point: ServicePoint
    mode: Mode
    was_new: bool

    @property
    def is_trial(self) -> bool:
        """Whether nothing was to be stored."""
        return self.mode is Mode.TRIAL


@dataclass(frozen=True)
class _Said:
    answers: str = field(repr=False)
    comment: str = field(repr=False)
    needs_asking: bool


def submit_response(
    survey: Survey, code: str, token: str, form: Mapping[str, Sequence[str]], comment: str
) -> Submitted:
    """Store the answers of a visit, however often they are sent, as one response.

    When this returns, the response is on the disk. Raises VisitUnreadable, VisitExpired,
    VisitOutdated, InvalidAnswers, NothingChosen, CommentTooLong, UnknownCode, PosterWithdrawn,
    ServicePointClosed, IdentifiersFound, TooSoon, StoreBusy and StoreFull; then nothing is stored.
    """
    visit = _readable_visit(survey, code, token)
    said = _said(survey, visit, form, comment)
    asked_by = office(survey)
    if visit.mode is Mode.TRIAL:
        _ask_about_identifiers(said)
        return Submitted(asked_by, _trial_point(survey, visit), visit.mode, was_new=False)
    point, was_new = _store(survey, visit, said)
    return Submitted(asked_by, point, visit.mode, was_new=was_new)


def is_answered(survey: Survey, visit: Visit) -> bool:
    """Tell whether a response of this visit is stored."""
    with survey.store.reading() as connection:
        return has_response(connection, response_key(survey.keys, visit.nonce))


def response_key(keys: Keys, nonce: bytes) -> bytes:
    """Return the key of the one response that a visit can give.

    The nonce is not stored, so a stored key leads to no page that anybody kept.
    """
    return hmac.new(keys.response, nonce, sha256).digest()[:KEY_BYTES]


def _readable_visit(survey: Survey, code: str, token: str) -> Visit:
    visit = read_visit(survey.keys, token)
    if read_code(code) != visit.poster:
        raise VisitUnreadable("the token belongs to another poster")
    if visit.is_expired(survey.now()):
        raise VisitExpired("the page was opened more than thirty days ago")
    return visit


def _said(survey: Survey, visit: Visit, form: Mapping[str, Sequence[str]], comment: str) -> _Said:
    try:
        asked = questionnaire(survey, visit.questionnaire)
        plan(survey, visit.plan)
    except UnknownText:
        raise VisitOutdated("what the page asks is not known here") from None
    answers, words = check_answers(asked, form), clean_comment(comment)
    was_asked = comment_digest(words) in form.get(SEEN, ())
    return _Said(pack(asked, answers), words, not was_asked and bool(find_identifiers(words)))


def _ask_about_identifiers(said: _Said) -> None:
    if said.needs_asking:
        raise IdentifiersFound("the comment has something that tells who wrote it")


def _store(survey: Survey, visit: Visit, said: _Said) -> tuple[ServicePoint, bool]:
    key = response_key(survey.keys, visit.nonce)
    with survey.kiosk_pace.turn() as turn, survey.store.writing() as connection:
        poster, point = _place(connection, visit)
        # First, so that a retry is told the same although the poster was taken down meanwhile.
        if has_response(connection, key):
            return point, False
        _check_takes_answers(visit, poster, point)
        _ask_about_identifiers(said)
        if visit.mode is Mode.KIOSK:
            turn.take(poster.code)
        response = Response(
            key=key,
            day=day_of_receipt(survey.today(), last_sealed_day(connection)),
            service_point=point.id,
            field=point.field,
            mode=visit.mode,
            questionnaire=visit.questionnaire,
            plan=visit.plan,
            language=visit.language,
            answers=said.answers,
            comment=said.comment,
        )
        return point, add_to_inbox(connection, response)


def _check_takes_answers(visit: Visit, poster: Poster, point: ServicePoint) -> None:
    if poster.is_withdrawn:
        raise PosterWithdrawn("the poster was taken down")
    # Whoever opened the page while the counter was open was there, and may finish.
    if point.closed_on is not None and visit.hour.date() > point.closed_on:
        raise ServicePointClosed(point.id)


def day_of_receipt(today: date, last_sealed: date | None) -> date:
    """Return the day of receipt; a clock that was set back does not reopen a sealed day."""
    return today if last_sealed is None else max(today, last_sealed + timedelta(days=1))


def _trial_point(survey: Survey, visit: Visit) -> ServicePoint:
    directory = survey.directory.current()
    poster = directory.posters.get(visit.poster)
    if poster is None:
        raise UnknownCode("no poster has this code")
    return directory.points[poster.service_point]


def _place(connection: Transaction, visit: Visit) -> tuple[Poster, ServicePoint]:
    poster = find_poster(connection, visit.poster)
    point = None if poster is None else find_point(connection, poster.service_point)
    if poster is None or point is None:
        raise UnknownCode("no poster has this code")
    return poster, point
