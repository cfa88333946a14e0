"""A serving day under a trace, and what a power cut at any moment of it leaves."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from survey.services.open_survey import open_survey
from survey.settings import Settings
from survey.store.engine import Store
from tests.faults.crowd import Crowd, comment_of
from tests.faults.disk import Disk, Files, about, files_in, hex_of
from tests.faults.earlier_office import EarlierOffice, make_earlier_office
from tests.faults.server import Installation
from tests.faults.stored import BOTH_TABLES
from tests.faults.system_calls import Call, TracedOrigin, read_trace

CONNECTION = re.compile(r"\d+<TCP:\[127\.0\.0\.1:(\d+)->(127\.[\d.]+):\d+\]>")
THANKS = hex_of("HTTP/1.1 303")
MOST_IN_A_LIFE = 100_000


@dataclass(frozen=True)
class Acknowledged:
    """Somebody was thanked: the comment that he left."""

    comment: str


@dataclass(frozen=True)
class Image:
    """The files that a cut leaves, and the comments of all whose answers must be in them."""

    files: Files
    earlier: frozenset[str]
    thanked: frozenset[str]

    def faults(self, folder: Path) -> list[str]:
        """Put the files into a folder, open them as the program does, and say what is wrong."""
        shutil.rmtree(folder, ignore_errors=True)
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        try:
            with closing((survey := open_survey(Settings(data=folder))).store):
                return list(self._faults_in(survey.store))
        except Exception as refusal:  # a file that is no database any more can break anything
            return [f"corrupt: {type(refusal).__name__} at the start"]

    def _faults_in(self, store: Store) -> Iterator[str]:
        with store.reading() as connection:
            whole = connection.execute(text("PRAGMA integrity_check")).scalar()
            sealed = set(connection.execute(text("SELECT comment FROM response")).scalars())
            stored = Counter(connection.execute(text(BOTH_TABLES.format("comment"))).scalars())
        twice = [comment for comment, times in stored.items() if times > 1]
        if whole != "ok":
            yield "corrupt: its check fails"
        if (self.thanked | self.earlier) - set(stored):
            yield "lost"
        if self.earlier - sealed:
            yield "a closed day is not sealed"
        if twice:
            yield "doubled"


@dataclass(frozen=True)
class Recording:
    """The files before the recorded day, and all that happened to them and was said about them."""

    office: EarlierOffice
    files: Files
    happened: Sequence[Call | Acknowledged]

    @property
    def acknowledged(self) -> int:
        """Return how many were thanked."""
        return sum(isinstance(one, Acknowledged) for one in self.happened)

    def images(self, number: int, chance: random.Random) -> Iterator[Image]:
        """Give what so many cuts leave: of what was not flushed nothing, and every other time half.

        Half of what each file was told, in order; of what is torn, sectors.
        """
        cuts = sorted(chance.choices(range(len(self.happened)), k=number))
        disk, thanked, done = Disk(self.office.data, self.files), set[str](), 0
        for place, cut in enumerate(cuts):
            for one in self.happened[done:cut]:
                if isinstance(one, Acknowledged):
                    thanked.add(one.comment)
                else:
                    disk.apply(one)
            done = cut
            left = disk.with_half_of_the_rest(chance) if place % 2 else disk.without_the_rest()
            yield Image(left, self.office.comments, frozenset(thanked))


def record(installation: Installation, origin: TracedOrigin, answers: int, lives: int) -> Recording:
    """Let servers follow one another on an old database, each of them copied and sealed meanwhile.

    So many answers are given in each life. What the made-up disk holds in the end must be what the
    real one does.
    """
    office = make_earlier_office(installation.data)
    files, ports = files_in(office.data), set[int]()
    for life in range(lives):
        first = life * MOST_IN_A_LIFE
        with installation.start() as server, Crowd(server.port, office.code, first) as crowd:
            ports.add(server.port)
            for arguments in (("backup", str(office.data / f"copy-{life}")), ("seal",)):
                crowd.wait_for(answers // 3)
                done = installation.run(*arguments)
                assert done.returncode == 0, done.stderr
            crowd.wait_for(answers // 3)
        origin.wait_for_exit(server.process.pid)
    recording = Recording(office, files, tuple(_happened(origin, office.data, ports)))
    _check_the_disk(recording)
    return recording


def _happened(origin: TracedOrigin, folder: Path, ports: Set[int]) -> Iterator[Call | Acknowledged]:
    is_ours = about(folder)
    for one in read_trace(origin.trace):
        if is_ours(one.arguments):
            yield one
        connection = CONNECTION.match(one.arguments)
        if connection and int(connection[1]) in ports and THANKS in one.arguments:
            yield Acknowledged(comment_of(connection[2]))


def _check_the_disk(recording: Recording) -> None:
    disk = Disk(recording.office.data, recording.files)
    for one in recording.happened:
        if isinstance(one, Call):
            disk.apply(one)
    assert disk.live() == files_in(recording.office.data)
