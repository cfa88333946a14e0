"""A serving day under a trace, and what a power cut at any moment of it leaves."""

import random
import re
import shutil
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
TRIES = 3


@dataclass(frozen=True)
class Acknowledged:
    """Somebody was thanked: the comment that he left."""

    comment: str


@dataclass(frozen=True)
class Found:
    """What the program finds in the files that a cut leaves: comments, and which are sealed."""

    faults: tuple[str, ...]
    stored: frozenset[str] = frozenset()
    sealed: frozenset[str] = frozenset()


def opened(files: Files, folder: Path) -> Found:
    """Put files into an empty folder and open them as the program does at its start."""
    put_into(folder, files)
    try:
        with closing((survey := open_survey(Settings(data=folder))).store):
            return _found_in(survey.store)
    except Exception as refusal:  # a file that is no database any more can break anything
        return Found((f"corrupt: {type(refusal).__name__} at the start",))


def put_into(folder: Path, files: Files) -> None:
    """Put files into a folder in place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _found_in(store: Store) -> Found:
    with store.reading() as connection:
        whole = connection.execute(text("PRAGMA integrity_check")).scalar()
        sealed = connection.execute(text("SELECT comment FROM response")).scalars().all()
        stored = connection.execute(text(BOTH_TABLES.format("comment"))).scalars().all()
    faults = ["corrupt: its check fails"] * (whole != "ok")
    faults += ["doubled"] * (len(set(stored)) < len(stored))
    return Found(tuple(faults), frozenset(stored), frozenset(sealed))


@dataclass(frozen=True)
class Image:
    """The files that a cut leaves, and the comments of all whose answers must be in them."""

    files: Files
    earlier: frozenset[str]
    thanked: frozenset[str]

    def faults(self, folder: Path) -> list[str]:
        """Say what is wrong with what the program finds in them."""
        found = opened(self.files, folder)
        if not found.stored:
            return list(found.faults)
        lost = bool((self.thanked | self.earlier) - found.stored)
        is_open = bool(self.earlier - found.sealed)
        return [*found.faults, *["lost"] * lost, *["a closed day is not sealed"] * is_open]


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
        """Give what so many cuts leave."""
        thanked, done = set[str](), 0
        for cut, files in cuts(self.office.data, self.files, self.happened, number, chance):
            now = self.happened[done:cut]
            thanked |= {one.comment for one in now if isinstance(one, Acknowledged)}
            done = cut
            yield Image(files, self.office.comments, frozenset(thanked))


def cuts(
    folder: Path,
    files: Files,
    happened: Sequence[Call | Acknowledged],
    number: int,
    chance: random.Random,
) -> Iterator[tuple[int, Files]]:
    """Cut the power so often; give before which call, and what files are left in a folder.

    Of what was not flushed nothing is left, and every other time about half. The last cut comes
    when everything has ended.
    """
    disk, done = Disk(folder, files), 0
    moments = [*sorted(chance.choices(range(len(happened)), k=number - 1)), len(happened)]
    for place, cut in enumerate(moments):
        for one in happened[done:cut]:
            if isinstance(one, Call):
                disk.apply(one)
        done = cut
        yield cut, disk.with_half_of_the_rest(chance) if place % 2 else disk.without_the_rest()


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
                run_in_the_end(installation, *arguments)
            crowd.wait_for(answers // 3)
        origin.wait_for_exit(server.process.pid)
    happened = tuple(traced_in(origin, office.data, ports))
    check_the_disk(office.data, files, happened)
    return Recording(office, files, happened)


def run_in_the_end(installation: Installation, *arguments: str) -> None:
    """Run a command that so many readers may keep from emptying the journal, again if need be."""
    for _ in range(TRIES):
        done = installation.run(*arguments)
        if done.returncode == 0:
            return
    raise AssertionError(done.stderr)


def traced_in(
    origin: TracedOrigin, folder: Path, ports: Set[int] = frozenset()
) -> Iterator[Call | Acknowledged]:
    """Give what happened to the files of a folder, and whom servers at some ports thanked."""
    is_ours = about(folder)
    for one in read_trace(origin.trace):
        if is_ours(one.arguments):
            yield one
        connection = CONNECTION.match(one.arguments)
        if connection and int(connection[1]) in ports and THANKS in one.arguments:
            yield Acknowledged(comment_of(connection[2]))


def check_the_disk(folder: Path, files: Files, happened: Sequence[Call | Acknowledged]) -> None:
    """Check that the disk that is made up went the way of the real one."""
    disk = Disk(folder, files)
    for one in happened:
        if isinstance(one, Call):
            disk.apply(one)
    assert disk.live() == files_in(folder)
