"""What a server is to bear beside its honest visitors."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from time import sleep

from survey.bench.load import Outcome, Task, begin
from survey.bench.office import MeasuredOffice, comment_form, posted
from survey.bench.seen import Dose
from survey.bench.servers import Server
from survey.bench.staff import Clerk, StaffAtWork
from survey.domain.identifiers import CUT
from survey.domain.texts import LONGEST_COMMENT

HOSTILE_CLIENTS = 64
# Characters of a hostile comment: as long as is taken, and as long as a body may be.
_LENGTHS = (LONGEST_COMMENT, 60_000)
_VISITS = 200
_BEFORE_SECONDS, _AFTER_SECONDS = 1.5, 1.0


class Strain:
    """Phones that stall, comments made to be slow, staff with heavy work, all at one server."""

    def __init__(self, server: Server, office: MeasuredOffice, clerk: Clerk, dose: Dose) -> None:
        self.staff = StaffAtWork(clerk)
        self.hostile: Outcome | None = None  # what came of the comments, at the end
        numbers = str(server.port), str(dose.slow_phones)
        self._phones = (sys.executable, "-m", "survey.bench.slow", *numbers)
        comments = cycle(hostile_comment(length) for length in _LENGTHS)
        forms = (comment_form(office, next(comments), {CUT: "1"}) for _ in range(_VISITS))
        requests = [posted(server.port, office.path, form) for form in forms]
        seconds = _BEFORE_SECONDS + dose.seconds + _AFTER_SECONDS
        self._comments = Task(server.port, HOSTILE_CLIENTS, seconds, requests, [], is_repeated=True)

    @contextmanager
    def on(self) -> Iterator[None]:
        """Lay it on until the end of the block."""
        phones, hostile = subprocess.Popen(self._phones), begin(self._comments)
        self.staff.begin()
        try:
            sleep(_BEFORE_SECONDS)
            yield
        finally:
            self.staff.stop()
            phones.kill()
            phones.wait()
            self.hostile = hostile.outcome()


def hostile_comment(length: int) -> str:
    """Return a comment that almost has an address at every place."""
    parts = "a@ ", "x@y.vn ", "b.vn "
    times = (length - len(parts[1])) // (len(parts[0]) + len(parts[2]))
    return parts[0] * times + parts[1] + parts[2] * times
