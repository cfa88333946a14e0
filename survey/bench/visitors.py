"""The phones that visit one server: they open pages, send answers, and know what was promised."""

from dataclasses import dataclass, field

from survey.bench.figures import missing
from survey.bench.load import Outcome, Task, run
from survey.bench.office import (
    MeasuredOffice,
    Sent,
    counted_keys,
    filled_forms,
    new_responses,
    opened,
    posted,
)
from survey.bench.servers import Server

READERS, SENDERS, MIXED = 32, 64, 32
_OPENED, _TAKEN = 200, 303
# More forms are prepared than were taken before, so that time ends a measure and not their number.
_SPARE = 1.5


@dataclass
class Visitors:
    """Phones at one server, for `seconds` each time."""

    server: Server
    office: MeasuredOffice
    seconds: float
    path: str  # where forms are sent
    promised: list[bytes] = field(default_factory=list)
    answers_a_second: float = 3000.0  # as long as nothing is known

    def open(self, path: str, clients: int = READERS) -> Outcome:
        """Open a page again and again."""
        request = opened(self.server.port, path)
        return run(self._task(clients, [request], is_repeated=True))

    def open_poster(self) -> Outcome:
        """Open the page of the poster."""
        return self.open(self.office.path)

    def send(self) -> Outcome:
        """Send answers, each of another visit."""
        sent = self._filled()
        outcome = run(self._task(SENDERS, [self._posted(one) for one in sent]))
        self.answers_a_second = outcome.rate
        self._believe(sent, outcome)
        return outcome

    def open_and_send(self) -> Outcome:
        """Open the page of the poster and send answers, by turns."""
        sent = self._filled()
        page = opened(self.server.port, self.office.path)
        requests = [each for one in sent for each in (page, self._posted(one))]
        outcome = run(self._task(MIXED, requests))
        # Every second request is a form.
        self._believe([one for one in sent for _ in range(2)], outcome)
        return outcome

    def missing(self) -> int:
        """Return how many promised answers the file does not have, or has twice."""
        counted = counted_keys(self.office)
        # No visit leads to its response, so that there is one for each is told by their number.
        unlike = abs(len(counted) - new_responses(self.office))
        return missing(self.promised, counted) + unlike

    def _filled(self) -> list[Sent]:
        return filled_forms(self.office, int((self.answers_a_second * _SPARE + 100) * self.seconds))

    def _posted(self, sent: Sent) -> str:
        return posted(self.server.port, self.path, sent.form)

    def _task(self, clients: int, requests: list[str], is_repeated: bool = False) -> Task:
        expected = (_OPENED, _TAKEN)
        return Task(self.server.port, clients, self.seconds, requests, expected, is_repeated)

    def _believe(self, sent: list[Sent], outcome: Outcome) -> None:
        self.promised += [sent[number].key for number in outcome.acknowledged]
