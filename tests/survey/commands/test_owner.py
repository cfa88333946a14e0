"""Root at the terminal of an installation that belongs to the account of the server."""

import os
from pathlib import Path

import pytest

from survey.domain.errors import OtherOwner
from survey.services.private_folder import owner_of, refuse_root_on_others
from tests.survey.commands.terminal import Terminal, refused

ROOT = 0
IS_ROOT = os.name == "posix" and os.geteuid() == ROOT
NOBODY = 65534
NAMELESS = 54321

as_root = pytest.mark.skipif(not IS_ROOT, reason="only root gives files to another account")


def contents(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@as_root
@pytest.mark.parametrize(
    "command",
    [
        *(("init",), ("serve",), ("demo",), ("doctor",), ("seal",)),
        *(("backup", "--keep", "3"), ("backup", "--new-key"), ("restore", "copy", "--check")),
    ],
)
def test_root_is_sent_to_the_account_of_the_data(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    terminal.data.mkdir()
    os.chown(terminal.data, NOBODY, NOBODY)
    assert f"runuser -u {owner_of(terminal.data)} -- hailong" in refused(terminal.run(*command))
    assert contents(terminal.data) == []


@as_root
def test_an_account_without_a_name_is_called_by_its_number(tmp_path: Path) -> None:
    os.chown(tmp_path, NAMELESS, NAMELESS)
    assert owner_of(tmp_path) == str(NAMELESS)
    with pytest.raises(OtherOwner, match="54321"):
        refuse_root_on_others(tmp_path, ROOT)


def test_whoever_is_not_root_and_a_folder_to_come_are_not_refused(tmp_path: Path) -> None:
    refuse_root_on_others(tmp_path, NAMELESS)
    refuse_root_on_others(tmp_path / "to come", ROOT)
