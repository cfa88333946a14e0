"""A command for which the disk has no room, or takes nothing, says so and changes nothing."""

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from survey.settings import DATABASE
from survey.store.driver import sqlite3
from tests.faults.earlier_office import EarlierOffice, make_earlier_office
from tests.faults.full_disk import MAY_MOUNT, SmallFileSystem, small_file_system
from tests.faults.refusal import assert_one_clear_sentence
from tests.faults.stored import stored_comments
from tests.survey.commands.terminal import Terminal

# Each brings an old database up to date first, and seals the day that is over.
COMMANDS = {
    "seal": ("seal",),
    "backup": ("backup", "{place}/copy.sqlite3"),
    "backup --keep": ("backup", "--keep", "3"),
    "export": ("export", "--out", "{place}/export"),
    "clock": ("clock", "--repair"),
    "init": ("init", "--new-link"),
}
FEW, MANY = 2, 40
MOST_BYTES_LEFT = 1024 * 1024
# By SQLite, empty files that say that somebody is at work, and what a next good copy removes.
COMES_AND_GOES = r"-wal$|-shm$|\.lock$|^ballast$|^before-(upgrade|repair)-"

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not MAY_MOUNT, reason="mounting a small file system is for root"),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> EarlierOffice:
    return make_earlier_office(tmp_path_factory.mktemp("office") / "data")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallFileSystem]:
    with small_file_system(tmp_path) as small:
        yield small


@pytest.mark.parametrize("tries", [FEW, pytest.param(MANY, marks=pytest.mark.release)])
@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_full_disk(
    disk: SmallFileSystem, office: EarlierOffice, name: str, tries: int
) -> None:
    chance, refusals = random.Random(name), 0
    for number in range(tries):
        data = laid_out(office, disk)
        disk.fill(number and chance.randrange(MOST_BYTES_LEFT))
        before = left_by(data)
        said = run(data, name)
        if said.returncode:
            refusals += 1
            assert_one_clear_sentence(said)
            assert left_by(data) <= before
        disk.free()
        assert_whole(data, office)
        if said.returncode:
            assert run(data, name).returncode == 0
            assert_whole(data, office)
    assert refusals


@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_disk_that_takes_nothing(
    disk: SmallFileSystem, office: EarlierOffice, name: str
) -> None:
    data = laid_out(office, disk)
    before = left_by(data)
    with disk.read_only():
        said = run(data, name)
        assert left_by(data) == before

    assert_one_clear_sentence(said)
    assert run(data, name).returncode == 0
    assert_whole(data, office)


def laid_out(office: EarlierOffice, disk: SmallFileSystem) -> Path:
    """Put the office on the small disk, and nothing else."""
    data = disk.folder / "data"
    for path in disk.folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return Path(shutil.copytree(office.data, data))


def run(data: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this process."""
    arguments = [one.format(place=data.parent) for one in COMMANDS[name]]
    done = Terminal(data).run(*arguments)
    return subprocess.CompletedProcess(arguments, done.returncode, done.stdout, done.stderr)


def left_by(data: Path) -> set[str]:
    """Return the names of all files but those that come and go beside a database."""
    return {
        str(path.relative_to(data.parent))
        for path in data.parent.rglob("*")
        if path.is_file() and not re.search(COMES_AND_GOES, path.name)
    }


def assert_whole(data: Path, office: EarlierOffice) -> None:
    database = data / DATABASE
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert sorted(stored_comments(database)) == sorted(office.comments)
