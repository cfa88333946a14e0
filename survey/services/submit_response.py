"""Taking what a visit says, once, and acknowledging it only when it is on the disk."""

import hmac
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from survey.domain.believable_clock import day_of_receipt
from survey.domain.codes import read_code
from survey.domain.errors import (
    IdentifiersFound,
    UnknownCode,
    UnknownText,
    VisitExpired,
    VisitOutdated,
    VisitUnreadable,
)
from survey.domain.identifiers import (
    CUT,
    SEEN,
    comment_digest,
    find_identifiers,
    without_identifiers,
)
from survey.domain.modes import Mode
from survey.domain.places import Office, Poster, ServicePoint
from survey.domain.responses import Response, packed_answers
from survey.domain.tablets import KEY
from survey.domain.texts import clean_comment
from survey.domain.visits import CountedVisit, Visit, first_known_month
from survey.limits import QUICK_COMMENT
from survey.services.directory import Directory
from survey.services.enrol_tablets import known_tablet
from survey.services.keys import Keys
from survey.services.kiosk_pace import Turn
from survey.services.open_visit import check_takes_answers
from survey.services.survey import Survey
from survey.store.counted_visits import is_counted
from survey.store.groups import Group
from survey.waiting import result_of

KEY_BYTES = 16


@dataclass(frozen=True)
class Submitted:
    """What is acknowledged; `was_new` is False for what had already been stored, and for trials.

    `is_same` tells of what had been stored a moment ago that it said the very same.
    """

    office: Office
    point: ServicePoint
    mode: Mode
    was_new: bool
    is_same: bool = False

    @property
    def is_trial(self) -> bool:
        """Whether nothing was to be stored."""
        return self.mode is Mode.TRIAL


@dataclass(frozen=True)
class _Said:
    answers: str = field(repr=False)
    comment: str = field(repr=False)
    needs_asking: bool
    tablet_key: str = field(repr=False)


def submit_response(
    survey: Survey, code: str, visit: Visit, form: Mapping[str, Sequence[str]], comment: str
) -> Submitted:
    """Store the answers of a visit, however often they are sent, as one response.

    When this returns, the response is on the disk. Raises VisitUnreadable, VisitExpired,
    VisitOutdated, InvalidAnswers, NothingChosen, CommentTooLong, UnknownCode, PosterWithdrawn,
    ServicePointClosed, IdentifiersFound, TabletUnknown, TooSoon, StoreBusy and StoreFull; then
    nothing is stored.
    """
    _check_is_open(survey, code, visit)
    directory = survey.directory.current()
    words = clean_comment(comment)
    with nullcontext() if len(words) <= QUICK_COMMENT else survey.slow_work.reading_turn():
        said = _said(directory, visit, form, words)
    # Before anything is stored, for what is stored must be acknowledged.
    asked_by, (_, point) = directory.entered_office(), _place(directory, visit)
    if visit.mode is Mode.TRIAL:
        _ask_about_identifiers(said)
        return Submitted(asked_by, point, visit.mode, was_new=False)
    sending = survey.recent.digest(visit.nonce, said.answers, said.comment)
    was_new = _store(survey, visit, said, sending)
    is_same = not was_new and survey.recent.has(sending)
    return Submitted(asked_by, point, visit.mode, was_new, is_same)


def is_answered(survey: Survey, visit: Visit) -> bool:
    """Tell whether a response of this visit is stored."""
    with survey.store.reading() as connection:
        return is_counted(connection, visit_key(survey.keys, visit.nonce))


def visit_key(keys: Keys, nonce: bytes) -> bytes:
    """Return the key under which a visit is known as counted, and under which nothing else is.

    Whoever has the keys and a page that was kept can make it, and learns that the page was sent.
    """
    return hmac.digest(keys.response, nonce, "sha256")[:KEY_BYTES]


def _check_is_open(survey: Survey, code: str, visit: Visit) -> None:
    if code != visit.poster and read_code(code) != visit.poster:
        raise VisitUnreadable("the visit is to another poster")
    if visit.is_expired(survey.now()):
        raise VisitExpired("the page was opened more than thirty days ago")


def _said(
    directory: Directory, visit: Visit, form: Mapping[str, Sequence[str]], words: str
) -> _Said:
    try:
        asked = directory.questionnaire(visit.questionnaire)
        directory.plan(visit.plan)
    except UnknownText:
        raise VisitOutdated("what the page asks is not known here") from None
    kept = without_identifiers(words) if CUT in form else words
    answers = packed_answers(asked, form, kept)
    was_asked = CUT in form or not words or comment_digest(words) in form.get(SEEN, ())
    needs_asking = not was_asked and bool(find_identifiers(words))
    return _Said(answers, kept, needs_asking, "".join(form.get(KEY, ())))


def _ask_about_identifiers(said: _Said) -> None:
    if said.needs_asking:
        raise IdentifiersFound("the comment has something that tells who wrote it")


def _store(survey: Survey, visit: Visit, said: _Said, sending: bytes) -> bool:
    counted = CountedVisit(visit_key(survey.keys, visit.nonce), visit.last_month)
    entry = _Entry(survey, visit, said, survey.kiosk_pace.turn())
    stored = survey.store.add_response(counted, entry.accept)
    # By whoever stores it: the person may have gone away before that.
    stored.add_done_callback(entry.pace.settle)
    stored.add_done_callback(partial(survey.recent.settle, sending))
    return result_of(stored)


@dataclass(frozen=True)
class _Entry:
    """What one visit said on its way into the store."""

    survey: Survey
    visit: Visit
    said: _Said
    pace: Turn

    def accept(self, group: Group) -> Response:
        """Return the response, judged by the state of the database in which it is stored.

        Never asked about a response that is stored already: a retry is told the same although the
        poster was taken down meanwhile.
        """
        directory = group.once(self.survey.directory.inside)
        poster, point = _place(directory, self.visit)
        _check_is_new(self.visit, directory.last_sealed_day)
        check_takes_answers(directory, self.visit, self.survey.now())
        _ask_about_identifiers(self.said)
        if self.visit.mode is Mode.KIOSK:
            self.pace.take(known_tablet(directory, poster.code, self.said.tablet_key).id)
        return Response(
            # Of nothing that anybody has: it must not lead from a page to what was said.
            key=self.survey.random_bytes(KEY_BYTES),
            day=day_of_receipt(self.survey.now(), directory.last_sealed_day),
            service_point=point.id,
            field=point.field,
            mode=self.visit.mode,
            questionnaire=self.visit.questionnaire,
            plan=self.visit.plan,
            language=self.visit.language,
            answers=self.said.answers,
            comment=self.said.comment,
        )


def _check_is_new(visit: Visit, last_sealed: date | None) -> None:
    # That it is not known as counted says nothing where such visits are forgotten already.
    if last_sealed is not None and visit.last_month < first_known_month(last_sealed):
        raise VisitExpired("whether the page was sent before is not known any more")


def _place(directory: Directory, visit: Visit) -> tuple[Poster, ServicePoint]:
    poster = directory.posters.get(visit.poster)
    if poster is None:
        raise UnknownCode("no poster has this code")
    return poster, directory.points[poster.service_point]
