"""Whether this process believes the clock; what it cannot know by itself it reads and keeps."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from threading import Lock

from survey.domain.believable_clock import (
    LAST_DAY,
    SETTLING_SECONDS,
    Doubt,
    KnownDay,
    Reading,
    is_believable,
)
from survey.domain.errors import NotStored
from survey.services.clock import Clock
from survey.store.clock_days import keep_known_day, known_day
from survey.store.engine import Store
from survey.store.responses import last_sealed_day


class ClockWatch:
    """Looks at the clock, and remembers when it was last believed; shared by all threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._believed: Reading | None = None
        self._has_told = False

    def look(self, clock: Clock, store: Store) -> Doubt | None:
        """Return why the clock cannot be believed now, None when it can.

        Once a day, and when a doubt begins or ends, this is written down; on a full disk it is
        known here alone.
        """
        with self._lock:
            now = Reading(clock.now(), clock.elapsed())
            kept, known = _kept_and_known(store, now.shown.date())
            if self._has_told and not known.is_doubted:
                # Somebody has said meanwhile, perhaps to another process, that it is right.
                self._believed, self._has_told = None, False
            is_believed = is_believable(now, self._believed, known)
            new = self._believe(known, now) if is_believed else self._doubt(known)
            if new == kept or self._keep(store, new):
                self._has_told = new.is_doubted
            return None if is_believed else Doubt(now.shown.date(), known.day)

    def believe(self, clock: Clock, store: Store) -> None:
        """Believe the clock as it is now, because somebody has said so."""
        with self._lock:
            now = Reading(clock.now(), clock.elapsed())
            with store.writing() as connection:
                keep_known_day(connection, KnownDay(now.shown.date()))
            self._believed, self._has_told = now, False

    def _believe(self, known: KnownDay, now: Reading) -> KnownDay:
        # Measured from one moment on, so that a step that is taken back ends the doubt.
        if self._believed is None and now.elapsed >= SETTLING_SECONDS:
            self._believed = now
        return KnownDay(max(known.day, now.shown.date()))

    def _doubt(self, known: KnownDay) -> KnownDay:
        # What a start would not see by itself: that this process saw the clock jump.
        return known if self._believed is None else replace(known, is_doubted=True)

    def _keep(self, store: Store, new: KnownDay) -> bool:
        with suppress(NotStored), store.writing_at_once() as connection:
            keep_known_day(connection, new)
            return True
        return False


def _kept_and_known(store: Store, today: date) -> tuple[KnownDay | None, KnownDay]:
    with store.reading() as connection:
        kept, sealed = known_day(connection), last_sealed_day(connection)
    if kept is not None:
        return kept, kept
    if sealed is None or today >= sealed:
        return None, KnownDay(today)
    # An earlier program kept only what it had sealed, and did so when that day was over.
    return None, KnownDay(min(sealed, LAST_DAY) + timedelta(days=1))
