"""People who answer and press again until they are thanked, whatever happens to the server."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.faults.phone import Form, Phone, Reply
from tests.faults.stored import stored_comments

PATIENCE_SECONDS = 60

Result = TypeVar("Result")


@dataclass
class Visitor:
    """One person after another at one phone; each leaves a mark of its own in the comment."""

    name: str
    phone: Phone
    code: str
    leaving: threading.Event
    begun: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    unexpected: list[int] = field(default_factory=list)
    retries: int = 0

    def answer_until_told_to_leave(self) -> None:
        """Open a page, answer it, press until acknowledged; then the next person."""
        while not self.leaving.is_set():
            mark = f"{self.name}-{len(self.begun):05}"
            form = self._open()
            self.begun.append(mark)
            self._send(form, mark)

    def _open(self) -> Form:
        return self._until_done(lambda: self.phone.open(self.code))

    def _send(self, form: Form, mark: str) -> None:
        pairs = form.filled(mark, place=len(self.begun))
        reply = self._until_done(lambda: self._press(pairs))
        if reply.is_acknowledged:
            self.acknowledged.append(mark)
        else:
            self.unexpected.append(reply.status)

    def _press(self, pairs: Sequence[tuple[str, str]]) -> Reply:
        reply = self.phone.post(f"/{self.code}", pairs)
        if reply.status == 503:
            raise http.client.HTTPException("not stored yet, says the server")
        return reply

    def _until_done(self, act: Callable[[], Result]) -> Result:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                return act()
            except (OSError, http.client.HTTPException):
                self.retries += 1
                time.sleep(0.02)
        raise AssertionError(f"{self.name} gave up after {PATIENCE_SECONDS} s")


@dataclass(frozen=True)
class Losses:
    """What the database holds against what was promised."""

    acknowledged: int
    lost: Sequence[str]
    counted_twice: Sequence[str]
    stored_only: int


def losses(visitors: Sequence[Visitor], database: Path) -> Losses:
    """Compare what was acknowledged with what is stored."""
    stored = Counter(stored_comments(database))
    acknowledged = {mark for visitor in visitors for mark in visitor.acknowledged}
    return Losses(
        acknowledged=len(acknowledged),
        lost=sorted(acknowledged - set(stored)),
        counted_twice=sorted(mark for mark, times in stored.items() if times > 1),
        stored_only=len(set(stored) - acknowledged),
    )
