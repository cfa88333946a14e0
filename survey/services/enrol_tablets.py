"""Tablets at the counter: enrolled once by staff, known by a key they keep, removed at once."""

from analysis.names import is_same_name
from survey.domain.codes import new_code, read_code
from survey.domain.errors import (
    EnrolmentUnknown,
    NameTaken,
    PosterWithdrawn,
    TabletUnknown,
    UnknownCode,
)
from survey.domain.modes import Mode
from survey.domain.tablets import LONGEST_NAME, Tablet, hash_of_key
from survey.domain.texts import clean_line
from survey.services.directory import Directory
from survey.services.survey import Survey
from survey.services.waiting_enrolments import Waiting
from survey.store import tablets
from survey.store.posters import find_poster


def begin_enrolment(survey: Survey, code: str, name: str) -> str:
    """Return the code that enrols a tablet under this name, once and within ten minutes.

    An earlier one enrols nothing any more. Raises BadText, NameTaken, UnknownCode and
    PosterWithdrawn.
    """
    name = clean_line(name, LONGEST_NAME)
    poster = survey.directory.current().posters.get(code)
    if poster is None or poster.mode is not Mode.KIOSK:
        raise UnknownCode("no kiosk has this code")
    if poster.is_withdrawn:
        raise PosterWithdrawn("the code was taken out of use")
    if any(is_same_name(one.name, name) for one in tablets_of(survey, code)):
        raise NameTaken
    typed = new_code(survey.random_bytes)
    survey.enrolments.begin(code, typed, name)
    return typed


def enrol_tablet(survey: Survey, code: str, typed: str, key: str) -> Tablet:
    """Let whoever has the key answer as a tablet of this code.

    Sent again, because the answer was lost on its way, it changes nothing. Raises
    EnrolmentUnknown, and what the store raises; then the code can be typed again.
    """
    key_hash = hash_of_key(key)
    if key_hash is None:
        raise EnrolmentUnknown("no tablet of ours sends such a key")
    known = survey.directory.current().tablets.get(key_hash)
    if known is not None and known.code == code:
        return known
    waiting = survey.enrolments.take(code, read_code(typed) or "")
    if waiting is None:
        raise EnrolmentUnknown("nothing waits under this code")
    try:
        return _stored(survey, code, waiting, key_hash)
    except BaseException:
        survey.enrolments.give_back(code, waiting)
        raise


def remove_tablet(survey: Survey, code: str, tablet_id: int) -> None:
    """Take no more answers from a tablet of a code; a second time changes nothing."""
    with survey.store.writing() as connection:
        tablets.remove_tablet(connection, code, tablet_id)


def tablets_of(survey: Survey, code: str) -> tuple[Tablet, ...]:
    """Return the tablets of a code, in the order in which they were enrolled."""
    return survey.directory.current().tablets_of(code)


def find_tablet(survey: Survey, code: str, key: str) -> Tablet:
    """Return the tablet of a code that has this key; raise TabletUnknown when none has."""
    return known_tablet(survey.directory.current(), code, key)


def known_tablet(directory: Directory, code: str, key: str) -> Tablet:
    """Return the same of one state of what is known; raise TabletUnknown."""
    key_hash = hash_of_key(key)
    found = None if key_hash is None else directory.tablets.get(key_hash)
    if found is None or found.code != code:
        raise TabletUnknown("no tablet of this code has this key")
    return found


def _stored(survey: Survey, code: str, waiting: Waiting, key_hash: bytes) -> Tablet:
    with survey.store.writing() as connection:
        poster = find_poster(connection, code)
        if poster is None or poster.is_withdrawn:
            raise PosterWithdrawn("the code was taken out of use")
        return tablets.add_tablet(connection, code, waiting.name, key_hash, survey.today())
