"""A full disk, one that may only be read, and no rights, at each command from the first one on."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.full_disk import MAY_MOUNT, SmallFileSystem, small_file_system
from tests.faults.office import open_office
from tests.faults.refusal import INSIDES, assert_one_clear_sentence
from tests.faults.server import Installation
from tests.faults.test_start import without_rights

INIT = ("init", "--name", "Sở", "--address", "", "--contact", "0215")
SERVE = ("serve", "--port", "0")
COMMANDS = (SERVE, INIT, ("seal",), ("backup", "--keep", "3"))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallFileSystem]:
    with small_file_system(tmp_path) as made:
        assert isinstance(made, SmallFileSystem)
        yield made


def fill(disk: SmallFileSystem) -> None:
    disk.fill()


def forbid_writing(disk: SmallFileSystem) -> None:
    _remount(disk, "ro")


def _remount(disk: SmallFileSystem, how: str) -> None:
    subprocess.run(["/bin/mount", "-o", f"remount,{how}", str(disk.folder)], check=True)


Harm = Callable[[SmallFileSystem], None]
harms = pytest.mark.parametrize("harm", [fill, forbid_writing])
needs_mounts = pytest.mark.skipif(not MAY_MOUNT, reason="mounting is for root")


@needs_mounts
@harms
def test_nothing_half_made_is_left_where_nothing_can_be_made(
    disk: SmallFileSystem, harm: Harm
) -> None:
    harm(disk)
    for command in COMMANDS:
        assert_one_clear_sentence(disk.installation.run(*command))
    assert_examined(disk.installation)

    assert not disk.installation.data.exists() or not list(disk.installation.data.iterdir())
    _remount(disk, "rw")
    disk.free()
    assert disk.installation.run(*INIT).returncode == 0


@needs_mounts
@harms
def test_an_office_that_is_entered_waits_until_there_is_room(
    disk: SmallFileSystem, harm: Harm
) -> None:
    open_office(disk.installation)
    harm(disk)
    for command in COMMANDS:
        assert_one_clear_sentence(disk.installation.run(*command), "Đĩa đã đầy hoặc không cho ghi")
    assert "[HỎNG] " in assert_examined(disk.installation)

    _remount(disk, "rw")
    disk.free()
    done = disk.installation.run("backup", "--keep", "3")
    assert done.returncode == 0, done.stderr


def test_whoever_has_no_rights_is_told_so_by_the_examination(installation: Installation) -> None:
    office = open_office(installation)
    office.database.chmod(0)
    said = assert_examined(without_rights(installation))
    assert "bằng đúng tài khoản đang chạy máy chủ" in said


def assert_examined(installation: Installation) -> str:
    """Check that an examination fails in sentences; return them."""
    done = installation.run("doctor")
    assert done.returncode == 1, done.stdout + done.stderr
    assert not INSIDES.search((done.stdout + done.stderr).replace("hailong.sqlite3", ""))
    return done.stdout
