"""The directory: what pages need to know and what changes a few times a year, kept in memory.

Opening a page asks the database nothing. Each change that is committed replaces the directory as a
whole: by this process at once, by another one within a second.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256
from threading import Lock

from questionnaires.model import Plan, Questionnaire
from questionnaires.pooling import JOINED, pooled
from questionnaires.reader import read_published_plan, read_questionnaire
from survey.domain.errors import (
    NotSetUp,
    PosterReplaced,
    PosterWithdrawn,
    PublishedTextAltered,
    SurveyError,
    UnknownText,
)
from survey.domain.modes import Mode
from survey.domain.places import Office, Poster, ServicePoint
from survey.domain.tablets import Tablet
from survey.store import places, posters, published_texts, tablets
from survey.store.changes import Sight, sight
from survey.store.engine import Store, Transaction
from survey.store.office import find_office, followed_plans
from survey.store.published_texts import Kind
from survey.store.responses import last_sealed_day

# So long may what another process has changed stay unseen here.
LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class PublishedText:
    """A questionnaire or a plan as it was published."""

    sha256: str
    text: str

    @cached_property
    def is_altered(self) -> bool:
        """Whether somebody has changed the text in the database since it was published."""
        return sha256(self.text.encode()).hexdigest() != self.sha256


# A text that is published never changes.
NO_TEXTS: Mapping[tuple[Kind, str], PublishedText] = {}


@dataclass(frozen=True, eq=False)
class Directory:
    """One state of what rarely changes; the same object for as long as nothing of it does.

    Attributes
    ----------
    office : Office or None
        None before it is set up.
    points : Mapping of int to ServicePoint
    posters : Mapping of str to Poster
        All codes that ever were, in use or not.
    tablets : Mapping of bytes to Tablet
        By what is kept of their keys.
    texts : Mapping of (Kind, str) to PublishedText
        By kind and name.
    last_sealed_day : date or None
        The last day that takes no more responses; None before the first one.
    followed : tuple of str
        The names of the plans that the office followed, the present one last.
    """

    office: Office | None
    points: Mapping[int, ServicePoint]
    posters: Mapping[str, Poster]
    tablets: Mapping[bytes, Tablet]
    texts: Mapping[tuple[Kind, str], PublishedText]
    last_sealed_day: date | None
    followed: tuple[str, ...]

    def entered_office(self) -> Office:
        """Return the office; raise NotSetUp before there is one."""
        if self.office is None:
            raise NotSetUp("no office has been entered")
        return self.office

    def questionnaire(self, name: str) -> Questionnaire:
        """Return a published questionnaire; raise UnknownText when there is none of this name.

        The name of a report's may be that of several versions that are read as one.
        """
        names = name.split(JOINED)
        return pooled([parsed_questionnaire(self._text(Kind.QUESTIONNAIRE, n), n) for n in names])

    def plan(self, name: str) -> Plan:
        """Return a published plan; raise UnknownText when there is none of this name."""
        return parsed_plan(self._text(Kind.PLAN, name), name)

    def asked_questionnaire(self) -> Questionnaire:
        """Return what the office asks at present."""
        return self.questionnaire(self.entered_office().questionnaire)

    def followed_plan(self) -> Plan:
        """Return the plan that the office follows at present."""
        return self.plan(self.entered_office().plan)

    def hashes(self, questionnaire: str, plan: str) -> dict[str, str]:
        """Return the hashes of the texts of a report, whose names may be those of several versions.

        Raises PublishedTextAltered for one that is not as it was published.
        """
        asked = [(Kind.QUESTIONNAIRE, name) for name in questionnaire.split(JOINED)]
        named = [*asked, (Kind.PLAN, plan)] if plan else asked
        return {f"{kind} {name}": self._as_published(kind, name).sha256 for kind, name in named}

    def posters_of(self, service_point: int) -> tuple[Poster, ...]:
        """Return the codes of a service point, those in use first."""
        found = (one for one in self.posters.values() if one.service_point == service_point)
        return tuple(sorted(found, key=lambda one: (one.is_withdrawn, one.code)))

    def withdrawal_of(self, code: Poster) -> PosterWithdrawn:
        """Return what is said of a code that was taken out of use."""
        others = self.posters_of(code.service_point)
        is_replaced = self.points[code.service_point].is_open and any(
            other.mode is Mode.POSTER and not other.is_withdrawn for other in others
        )
        return (PosterReplaced if is_replaced else PosterWithdrawn)("the poster was taken down")

    def point_of(self, code: str | None) -> ServicePoint | None:
        """Return the service point of a code; None for a code that never was."""
        poster = self.posters.get(code or "")
        return None if poster is None else self.points[poster.service_point]

    def tablets_of(self, code: str) -> tuple[Tablet, ...]:
        """Return the tablets of a code, in the order in which they were enrolled."""
        return tuple(one for one in self.tablets.values() if one.code == code)

    def _as_published(self, kind: Kind, name: str) -> PublishedText:
        published = self._published(kind, name)
        if published.is_altered:
            raise PublishedTextAltered(name)
        return published

    def _text(self, kind: Kind, name: str) -> str:
        return self._published(kind, name).text

    def _published(self, kind: Kind, name: str) -> PublishedText:
        published = self.texts.get((kind, name))
        if published is None:
            raise UnknownText(name)
        return published


class DirectoryKeeper:
    """Keeps the directory of a store as new as it has to be; shared by all threads."""

    def __init__(self, store: Store, seconds: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._seconds = seconds
        self._lock = Lock()
        self._directory: Directory | None = None
        self._look_at = 0.0
        self._seen: Sight | None = None
        self._seen_inside: Sight | None = None
        store.after_writing(self.refresh)

    def current(self) -> Directory:
        """Return the directory, at most a second older than what others have committed.

        While the database cannot be read the last one serves on: a page can be opened, and its
        answers are judged again inside the transaction that stores them. Raises what the store
        raises when there is no last one.
        """
        known = self._directory
        if known is not None and self._seconds() < self._look_at:
            return known
        with self._lock:
            return self._look()

    def refresh(self) -> None:
        """Let the next who asks see what this process has just committed."""
        self._look_at = 0.0
        self._seen_inside = None

    def inside(self, connection: Transaction) -> Directory:
        """Return the directory as a transaction that has the database for itself must see it.

        Asked before anything is written in it, on the connection that does all the writing.
        """
        with self._lock:
            seen = sight(connection)
            if self._directory is None or seen != self._seen_inside:
                self._directory = self._read(connection)
                self._seen_inside = seen
            # As new as can be: while answers come in nobody needs to look.
            self._look_at = self._seconds() + LOOK_SECONDS
            return self._directory

    def _look(self) -> Directory:
        now = self._seconds()
        if self._directory is not None and now < self._look_at:
            return self._directory
        # Before looking, so that who commits meanwhile can set it back.
        self._look_at = now + LOOK_SECONDS
        try:
            with self._store.looking() as connection:
                seen = sight(connection)
                if self._directory is None or seen != self._seen:
                    self._directory = self._read(connection)
                    self._seen = seen
        except SurveyError:
            if self._directory is None:
                raise
        return self._directory

    def _read(self, connection: Transaction) -> Directory:
        """Read the directory; what has not changed stays the same object."""
        known = self._directory
        found = read_directory(connection, NO_TEXTS if known is None else known.texts)
        return known if known is not None and vars(known) == vars(found) else found


def read_directory(
    connection: Transaction, known_texts: Mapping[tuple[Kind, str], PublishedText] = NO_TEXTS
) -> Directory:
    """Return the directory of one state of the database; known texts are not read again."""
    return Directory(
        office=find_office(connection),
        points={point.id: point for point in places.all_points(connection)},
        posters={poster.code: poster for poster in posters.all_posters(connection)},
        tablets={one.key_hash: one for one in tablets.all_tablets(connection)},
        texts=_texts(connection, known_texts),
        last_sealed_day=last_sealed_day(connection),
        followed=followed_plans(connection),
    )


def _texts(
    connection: Transaction, known: Mapping[tuple[Kind, str], PublishedText]
) -> dict[tuple[Kind, str], PublishedText]:
    texts: dict[tuple[Kind, str], PublishedText] = {}
    for (kind, name), digest in published_texts.published_hashes(connection).items():
        text = known.get((kind, name))
        if text is None or text.sha256 != digest:
            text = PublishedText(digest, published_texts.find_text(connection, kind, name) or "")
        texts[kind, name] = text
    return texts


# Reading YAML takes tens of milliseconds: each text once.
@lru_cache(maxsize=64)
def parsed_questionnaire(text: str, name: str) -> Questionnaire:
    """Return the questionnaire of a published text."""
    return read_questionnaire(text, name)


@lru_cache(maxsize=64)
def parsed_plan(text: str, name: str) -> Plan:
    """Return the plan of a published text."""
    return read_published_plan(text, name)
