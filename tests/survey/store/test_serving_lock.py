"""One server a database, and no lock left behind by one that was killed."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from survey.domain.errors import AlreadyRunning, NoRights, StoreMissing
from survey.store.serving_lock import take_copying_lock, take_serving_lock

HOLDER = """
import sys, time
from pathlib import Path
from survey.store.serving_lock import take_serving_lock
lock = take_serving_lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "hailong.sqlite3"
    path.touch()
    return path


def test_a_second_holder_is_refused_until_the_first_lets_go(database: Path) -> None:
    first = take_serving_lock(database)
    with pytest.raises(AlreadyRunning):
        take_serving_lock(database)
    first.release()
    take_serving_lock(database).release()


@pytest.mark.skipif(os.name != "posix", reason="rights are those of the folder")
def test_only_its_owner_can_take_a_lock(database: Path) -> None:
    with take_serving_lock(database), take_copying_lock(database):
        locks = sorted(database.parent.glob("*.lock"))
        assert [path.name for path in locks] == ["copying.lock", "serving.lock"]
        assert {stat.S_IMODE(path.stat().st_mode) for path in locks} == {0o600}


def test_a_killed_holder_holds_nothing(database: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning):
            take_serving_lock(database)
        holder.kill()
    take_serving_lock(database).release()


def test_there_is_nothing_to_serve_where_there_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        take_serving_lock(tmp_path / "hailong.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_lock_is_refused(database: Path) -> None:
    (database.parent / "serving.lock").mkdir()
    with pytest.raises(NoRights):
        take_serving_lock(database)


def test_a_folder_without_rights_is_refused(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    # Root, who runs tests in a container, may look everywhere.
    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(NoRights):
        take_serving_lock(database)
