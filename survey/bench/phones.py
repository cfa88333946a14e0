"""What visits a server: honest phones, those that stall, and comments that are made to be slow.

``python -m survey.bench.phones PORT COUNT`` is phones on a network that stalls: each has sent the
half of a form and sends on, byte by byte, until the program is ended.
"""

import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from time import sleep

from survey.bench.figures import missing
from survey.bench.load import Outcome, Task, run
from survey.bench.office import (
    MeasuredOffice,
    comment_form,
    counted_keys,
    filled_forms,
    new_responses,
    opened,
    posted,
)
from survey.bench.processes import end_with_parent
from survey.domain.identifiers import CUT
from survey.domain.texts import LONGEST_COMMENT

READERS, SENDERS, MIXED, HOSTILE = 32, 64, 32, 64
# More forms are prepared than were taken before, so that time ends a measure and not their number.
_SPARE = 1.5
# Characters of a hostile comment: as long as is taken, and as long as a body may be.
_LENGTHS = (LONGEST_COMMENT, 60_000)
_HOSTILE_FORMS = 200
_HALF = (
    b"POST /00000000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nvisit="
)
_PAUSE_SECONDS = 0.5


@dataclass
class Visitors:
    """Phones at one server, for `seconds` each time; they know what they were promised."""

    port: int
    office: MeasuredOffice
    seconds: float
    path: str  # that is opened, and where forms are sent
    promised: list[bytes] = field(default_factory=list)
    answers_a_second: float = 3000.0  # as long as nothing is known

    def open(self, clients: int = READERS) -> Outcome:
        """Open the page again and again."""
        request = opened(self.port, self.path)
        return run(Task(self.port, clients, self.seconds, [request], is_repeated=True))

    def send(self) -> Outcome:
        """Send answers, each of another visit."""
        outcome = self._send_after([], SENDERS)
        self.answers_a_second = outcome.rate
        return outcome

    def open_and_send(self) -> Outcome:
        """Open the page and send answers, by turns."""
        return self._send_after([opened(self.port, self.path)], MIXED)

    def missing(self) -> int:
        """Return how many promised answers the file does not have, or has twice."""
        counted = counted_keys(self.office)
        # No visit leads to its response, so that there is one for each is told by their number.
        unlike = abs(len(counted) - new_responses(self.office))
        return missing(self.promised, counted) + unlike

    def _send_after(self, before: list[str], clients: int) -> Outcome:
        """Send forms, each after some other requests."""
        count = int((self.answers_a_second * _SPARE + 100) * self.seconds)
        forms = filled_forms(self.office, count)
        turns = [[*before, posted(self.port, self.path, form.form)] for form in forms]
        task = Task(self.port, clients, self.seconds, [each for turn in turns for each in turn])
        outcome = run(task)
        self.promised += [forms[each // (len(before) + 1)].key for each in outcome.acknowledged]
        return outcome


def hostile_task(port: int, office: MeasuredOffice, seconds: float) -> Task:
    """Return what sends comments that are made to be slow, again and again."""
    comments = cycle(hostile_comment(length) for length in _LENGTHS)
    forms = (comment_form(office, next(comments), {CUT: "1"}) for _ in range(_HOSTILE_FORMS))
    requests = [posted(port, office.path, form) for form in forms]
    return Task(port, HOSTILE, seconds, requests, is_repeated=True)


def hostile_comment(length: int) -> str:
    """Return a comment that almost has an address at every place."""
    parts = "a@ ", "x@y.vn ", "b.vn "
    times = (length - len(parts[1])) // (len(parts[0]) + len(parts[2]))
    return parts[0] * times + parts[1] + parts[2] * times


def main() -> None:
    """Keep so many half-sent forms open; whoever is thrown out comes again."""
    end_with_parent()
    port, count = int(sys.argv[1]), int(sys.argv[2])
    phones: list[socket.socket | None] = [None] * count
    while True:
        for number, phone in enumerate(phones):
            phones[number] = _sent_on(phone) or _begun(port)
        sleep(_PAUSE_SECONDS)


def _begun(port: int) -> socket.socket | None:
    with suppress(OSError):
        phone = socket.create_connection(("127.0.0.1", port), timeout=1)
        phone.sendall(_HALF)
        return phone
    return None


def _sent_on(phone: socket.socket | None) -> socket.socket | None:
    if phone is None:
        return None
    try:
        phone.sendall(b"a")
    except OSError:
        phone.close()
        return None
    return phone


if __name__ == "__main__":
    main()
