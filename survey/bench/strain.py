"""What a server is to bear beside its honest visitors."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import sleep

from survey.bench.load import Running, Task, begin
from survey.bench.office import MeasuredOffice, comment_form, posted
from survey.bench.staff import Clerk, StaffAtWork
from survey.domain.identifiers import CUT
from survey.domain.texts import LONGEST_COMMENT

HOSTILE_CLIENTS = 64
# Characters of a hostile comment: as long as is taken, and as long as a body may be.
_LENGTHS = (LONGEST_COMMENT, 60_000)
_VISITS = 200
_UNTIL_IT_BEARS_SECONDS = 1.0


@dataclass(frozen=True)
class Strain:
    """Phones that stall, comments made to be slow, staff with heavy work; for so many seconds."""

    slow: int
    seconds: float

    @contextmanager
    def on(self, port: int, office: MeasuredOffice, clerk: Clerk) -> Iterator[StaffAtWork]:
        """Lay it on a server until the end of the block."""
        staff = StaffAtWork(clerk)
        phones = subprocess.Popen(
            [sys.executable, "-m", "survey.bench.slow", str(port), str(self.slow)]
        )
        hostile = self._hostile(port, office)
        try:
            staff.begin()
            sleep(_UNTIL_IT_BEARS_SECONDS)
            yield staff
        finally:
            staff.stop()
            phones.kill()
            phones.wait()
            hostile.process.kill()
            hostile.process.communicate()

    def _hostile(self, port: int, office: MeasuredOffice) -> Running:
        comments = [hostile_comment(length) for length in _LENGTHS]
        forms = [
            comment_form(office, comments[number % len(comments)], {CUT: "1"})
            for number in range(_VISITS)
        ]
        requests = [posted(port, office.path, form) for form in forms]
        seconds = self.seconds + 2 * _UNTIL_IT_BEARS_SECONDS
        return begin(Task(port, HOSTILE_CLIENTS, seconds, requests, [], is_repeated=True))


def hostile_comment(length: int) -> str:
    """Return a comment that almost has an address at every place."""
    parts = "a@ ", "x@y.vn ", "b.vn "
    times = (length - len(parts[1])) // (len(parts[0]) + len(parts[2]))
    return parts[0] * times + parts[1] + parts[2] * times
