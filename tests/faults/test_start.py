"""A start that cannot be: one clear sentence each, an exit code, and nothing harmed."""

import os
import shutil
import signal
import socket
import sys
from contextlib import closing
from pathlib import Path

import pytest

from survey.bench.processes import free_port
from survey.store.driver import sqlite3
from tests.database import dump
from tests.faults.office import open_office
from tests.faults.refusal import assert_one_clear_sentence
from tests.faults.server import HAILONG, Installation, planted


def test_a_taken_port_is_named(installation: Installation) -> None:
    open_office(installation)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = installation.run("serve", "--port", str(port))

    assert_one_clear_sentence(refused, str(port))


def test_a_second_server_on_the_same_data_is_refused_and_the_first_goes_on(
    installation: Installation,
) -> None:
    open_office(installation)
    with installation.start() as server:
        refused = installation.run("serve", "--port", str(free_port()))
        server.wait_until_it_answers()

    assert_one_clear_sentence(refused)


def test_a_server_starts_again_on_the_port_that_it_held_before(installation: Installation) -> None:
    open_office(installation)
    first = installation.start()
    first.stop()

    with installation.start(port=first.port) as second:
        assert second.process.poll() is None


def test_a_server_that_was_killed_gives_the_port_back(installation: Installation) -> None:
    open_office(installation)
    first = installation.start()
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    try:
        first.wait_until_nobody_listens()
    finally:
        first.kill()

    with installation.start(port=first.port) as second:
        assert second.process.poll() is None


def test_a_missing_database_is_named_with_the_command_that_makes_one(
    installation: Installation,
) -> None:
    refused = installation.run("serve", "--port", "0")

    assert_one_clear_sentence(refused, "hailong init")
    assert not list(installation.data.glob("*.sqlite*"))


def test_a_library_that_can_lose_answers_is_refused_before_anything_is_made(
    tmp_path: Path,
) -> None:
    command = (sys.executable, "-m", planted("old_sqlite"))
    installation = Installation(tmp_path, command=command)

    refused = installation.run("init", "--name", "Sở", "--address", "", "--contact", "0215")

    assert_one_clear_sentence(refused, "SQLite 3.51.2", "pip install pysqlite3")
    assert not installation.data.exists()

    open_office(installation)
    for again in (("serve", "--port", "0"), ("seal",)):
        assert_one_clear_sentence(installation.run(*again), "SQLite 3.51.2")


def test_data_on_a_disk_of_another_machine_is_not_opened(installation: Installation) -> None:
    open_office(installation)
    mounts = installation.folder / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nnas:/a {installation.folder} nfs4 rw 0 0\n")
    settings = {"PLANTED_MOUNTS": str(mounts)}
    elsewhere = Installation(installation.folder, planted("network_disk"), settings)

    assert_one_clear_sentence(elsewhere.run("serve", "--port", "0"), "nfs4")
    assert_one_clear_sentence(elsewhere.run("backup", "--keep", "3"), "nfs4")


def test_a_missing_file_of_keys_is_refused(installation: Installation) -> None:
    office = open_office(installation)
    (office.database.parent / "keys.json").unlink()

    refused = installation.run("serve", "--port", "0")

    assert_one_clear_sentence(refused, "keys.json")


def test_a_database_of_a_later_program_is_left_as_it_is(installation: Installation) -> None:
    office = open_office(installation)
    with closing(sqlite3.connect(office.database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
        connection.commit()
    before = dump(office.database)

    refused = installation.run("serve", "--port", "0")

    assert_one_clear_sentence(refused)
    assert dump(office.database) == before


@pytest.mark.parametrize("harm", ["overwritten", "cut short", "emptied", "another file"])
def test_a_damaged_database_is_refused(installation: Installation, harm: str) -> None:
    office = open_office(installation)
    damage(office.database, harm)

    refused = installation.run("serve", "--port", "0")

    assert_one_clear_sentence(refused)


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("seal",), ("init",)])
def test_a_folder_below_a_file_is_refused(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("not a folder")
    nowhere = Installation(tmp_path, settings={"HAILONG_DATA": str(tmp_path / "file" / "data")})

    refused = nowhere.run(*command)

    assert_one_clear_sentence(refused)


def test_a_folder_without_rights_is_named(installation: Installation) -> None:
    office = open_office(installation)
    office.database.parent.chmod(0)
    try:
        refused = without_rights(installation).run("serve", "--port", "0")
    finally:
        office.database.parent.chmod(0o700)

    assert_one_clear_sentence(refused, str(office.database.parent))


def test_a_database_that_may_only_be_read_is_refused(installation: Installation) -> None:
    office = open_office(installation)
    office.database.chmod(0o400)

    refused = without_rights(installation).run("serve", "--port", "0")

    assert_one_clear_sentence(refused, str(office.database.parent))


def test_a_faulty_setting_is_named(installation: Installation) -> None:
    faulty = Installation(installation.folder, settings={"HAILONG_PORT": "many"})

    refused = faulty.run("serve")

    said = refused.stdout + refused.stderr
    assert refused.returncode != 0
    assert "HAILONG_PORT" in said
    assert "Traceback" not in said


def without_rights(installation: Installation) -> Installation:
    """Return the installation run by somebody whom the rights of files bind: root they do not."""
    if os.geteuid() != 0:
        return installation
    setpriv = shutil.which("setpriv")
    assert setpriv, "this test needs setpriv when root runs it: apt-get install util-linux"
    bound = (setpriv, "--bounding-set=-dac_override,-dac_read_search")
    return Installation(installation.folder, command=(*bound, *HAILONG))


def damage(database: Path, harm: str) -> None:
    content = database.read_bytes()
    harmed = {
        "overwritten": b"\xa5" * 4096 + content[4096:],
        "cut short": content[: len(content) // 2],
        "emptied": b"",
        "another file": "Đây không phải là cơ sở dữ liệu.\n".encode() * 100,
    }
    for beside in database.parent.glob(database.name + "-*"):
        beside.unlink()
    database.write_bytes(harmed[harm])
