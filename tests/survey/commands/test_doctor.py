"""The examination at the terminal."""

import re

import pytest

from survey.commands.doctor import written_size
from survey.domain.findings import Size
from tests.survey.commands.terminal import Terminal


def test_a_new_installation_is_well(terminal: Terminal) -> None:
    terminal.init()
    done = terminal.run("doctor")
    assert done.returncode == 0, done.stdout
    assert re.search(r"^\d+ checks: 0 failed, \d+ with a note\.$", done.stdout, re.MULTILINE)
    assert "[note] Last good copy: there is none yet" in done.stdout


def test_what_is_broken_is_said_in_vietnamese_with_what_to_do(terminal: Terminal) -> None:
    terminal.init()
    (terminal.data / "hailong.sqlite3").write_bytes(b"no database" * 1000)
    done = terminal.run("doctor", HAILONG_LANGUAGE="vi")
    assert done.returncode == 1
    assert "[HỎNG] Mở cơ sở dữ liệu: " in done.stdout
    assert "khôi phục bản sao lưu" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_line_is_called_like_another_and_none_names_a_class(
    terminal: Terminal, language: str
) -> None:
    terminal.init()
    terminal.data.joinpath("keys.json").unlink()
    terminal.data.joinpath("keys.json").mkdir()
    done = terminal.run("doctor", HAILONG_LANGUAGE=language)
    subjects = re.findall(r"^\[[\w ]+] ([^:]+):", done.stdout, re.MULTILINE)
    assert len(subjects) > 20
    assert len(set(subjects)) == len(subjects)
    assert len([each for each in subjects if each.startswith(("Nhật ký ghi (", "Journal ("))]) == 3
    assert not re.search(r"Error|Store[A-Z]|Keys[A-Z]", done.stdout)


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 KB"),
        (700, "1 KB"),
        (2**20 - 1, "1,024 KB"),
        (2**20, "1.0 MB"),
        (3 * 2**29, "1.5 GB"),
    ],
)
def test_a_size_has_the_unit_that_people_read(
    size: int, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAILONG_LANGUAGE", "en")
    assert written_size(Size(size)) == written


def test_days_and_keys_are_written_as_elsewhere(terminal: Terminal) -> None:
    terminal.init()
    terminal.run("backup", "--new-key")
    terminal.run("backup", str(terminal.data.parent / "copy.sqlite3"))
    done = terminal.run("doctor")
    assert "Encryption of copies: on; public keys: 1\n" in done.stdout
    assert re.search(r"Clock of the machine: it shows \d+ [A-Z][a-z]+ \d{4}\n", done.stdout)
    assert re.search(r"Last good copy: made on \d+ [A-Z][a-z]+ \d{4}\n", done.stdout)
