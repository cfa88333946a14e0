"""Sealing, copying and publishing at the terminal, and how it speaks."""

import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

from questionnaires.published import load_questionnaire
from survey.cli import COMMANDS
from survey.store.engine import Store, open_store
from survey.store.places import add_point
from survey.store.write_ahead_log import log_of
from tests.survey.commands.terminal import Terminal, refused
from tests.survey.store.earlier import make_database
from tests.survey.store.foreign_reader import foreign_reader


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    assert terminal.init().returncode == 0
    return terminal


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    text = load_questionnaire("counter.v1").text
    path.write_text(text.replace("id: counter\n", "id: own\n", 1), "utf-8")
    return path


@pytest.mark.parametrize(
    "command", [("clock",), ("init", "--name", "Sở", "--address", "", "--contact", "0215")]
)
def test_who_upgrades_is_told_once_where_the_database_is_as_it_was(
    office: Terminal, command: tuple[str, ...]
) -> None:
    database = office.data / "hailong.sqlite3"
    database.unlink()
    make_database(database, "0006")

    told, later = (office.run(*command, HAILONG_LANGUAGE="vi") for _ in range(2))

    (before,) = office.data.glob("before-upgrade-0006-*.sqlite3")
    assert f"Bản trước khi nâng cấp: {before}." in told.stdout
    assert told.stderr == ""
    assert "nâng cấp" not in later.stdout


def test_there_is_nothing_to_seal_in_a_new_office(office: Terminal) -> None:
    done = office.run("seal")
    assert done.returncode == 0
    assert "Nothing to seal" in done.stdout


def test_sealing_names_who_keeps_the_journal_although_nothing_is_to_seal(
    office: Terminal,
) -> None:
    database = office.data / "hailong.sqlite3"
    with closing(open_store(database)) as store:
        add_in_order(store)
        with foreign_reader(database):
            add_in_order(store)
            said = refused(office.run("seal"))
            assert "could not be emptied" in said
            if sys.platform == "linux":
                assert re.search(r"because \S+ \(\d+\) is reading", said)
        done = office.run("seal")
        assert "Nothing to seal" in done.stdout
        assert "The journal is empty" in done.stdout
        assert log_of(database).stat().st_size == 0


def add_in_order(store: Store) -> None:
    with store.writing() as connection:
        add_point(connection, "Quầy", "Việc làm", "Tầng 1")


def test_a_copy_is_written_once(office: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    done = office.run("backup", str(target))
    assert done.returncode == 0, done.stderr
    assert str(target) in done.stdout
    assert "keys.json" in done.stdout
    assert "already there" in refused(office.run("backup", str(target)))


def test_a_copy_is_looked_at_and_put_in_place(office: Terminal, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.sqlite3")
    assert office.run("backup", copy).returncode == 0
    looked = office.run("restore", copy, "--check")
    assert looked.returncode == 0, looked.stderr
    for said in ("is whole", "0 responses", "0 service points", "fit"):
        assert said in looked.stdout
    assert refused(office.run("restore", copy, typed="n\n")) == "Nothing was changed."
    assert "add --yes" in refused(office.run("restore", copy))
    assert not list(office.data.glob("replaced-*"))
    done = office.run("restore", copy, "--yes")
    assert done.returncode == 0, done.stderr
    (kept,) = office.data.glob("replaced-*.sqlite3")
    assert str(kept) in done.stdout
    back = office.run("restore", str(kept), typed="y\n")
    assert "nobody can tell whether it was changed" in back.stdout
    assert office.run("restore", copy, "--yes", "--other-keys").returncode == 0


def test_a_copy_is_looked_at_where_nothing_is_installed(office: Terminal, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.sqlite3")
    assert office.run("backup", copy).returncode == 0
    elsewhere = Terminal(tmp_path / "elsewhere")
    assert "no keys here" in elsewhere.run("restore", copy, "--check").stdout
    assert not elsewhere.data.exists()
    for options in ((), ("--other-keys",)):
        said = refused(elsewhere.run("restore", copy, "--yes", *options))
        assert "keys.json" in said
        assert "--other-keys" in said


def test_a_database_that_nobody_can_read_is_replaced(office: Terminal, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.sqlite3")
    assert office.run("backup", copy).returncode == 0
    (office.data / "hailong.sqlite3").write_bytes(b"ash")
    assert "damaged" in office.run("restore", copy, "--yes").stdout
    assert office.run("seal").returncode == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_shows_the_secret_key_once_opens_the_copies_as_a_file(
    office: Terminal, tmp_path: Path, encoding: str
) -> None:
    made = office.run("backup", "--new-key")
    assert made.returncode == 0, made.stderr
    assert len(re.findall(r"^AGE-SECRET-KEY-1\w+$", made.stdout, re.MULTILINE)) == 1
    assert "backup-key.txt is already there" in refused(office.run("backup", "--new-key"))
    identity = tmp_path / "stick.txt"
    identity.write_text(made.stdout, encoding)
    assert office.run("backup", "--keep", "2").returncode == 0
    (copy,) = (office.data / "backups").iterdir()
    assert "--identity" in refused(office.run("restore", str(copy), "--check"))
    assert (
        "is whole"
        in office.run("restore", str(copy), "--check", "--identity", str(identity)).stdout
    )


def test_copies_by_the_day_say_which_have_gone(office: Terminal, tmp_path: Path) -> None:
    for _ in range(2):
        done = office.run("backup", "--keep", "1", "--to", str(tmp_path))
        assert done.returncode == 0, done.stderr
    assert "removed: hailong-" in done.stdout
    nowhere = tmp_path / "nowhere"
    for arguments in (("--keep", "1", "--to", str(nowhere)), (str(nowhere / "copy.sqlite3"),)):
        said = refused(office.run("backup", *arguments))
        assert f"no folder {nowhere} (is the stick in?)" in said
    assert not nowhere.exists()


def test_a_line_that_is_no_public_key_is_named(office: Terminal, tmp_path: Path) -> None:
    assert office.run("backup", "--new-key").returncode == 0
    with (office.data / "backup-key.txt").open("a", encoding="ascii") as file:
        file.write("# of the deputy\nage1deputy\n")
    said = refused(office.run("backup", str(tmp_path / "copy")))
    assert "Line 3 of" in said
    assert "is no public key" in said


def test_a_folder_in_use_is_called_a_folder(office: Terminal, tmp_path: Path) -> None:
    said = refused(office.run("export", "--out", str(tmp_path)))
    assert f"The folder {tmp_path} has something in it" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.sqlite3", "--keep", "3"),
        ("--new-key", "--keep", "3"),
        ("a.sqlite3", "--to", "b"),
        ("--keep", "0"),
    ],
)
def test_a_backup_is_one_thing_at_a_time(office: Terminal, arguments: tuple[str, ...]) -> None:
    assert office.run("backup", *arguments).returncode == 2


def test_a_questionnaire_is_published_and_used(office: Terminal, own: Path) -> None:
    done = office.run("publish", str(own), "--use", "own.v1", "--use", "136-2022")
    assert done.returncode == 0, done.stderr
    assert "own.v1 is published." in done.stdout
    assert "questionnaire own.v1, plan 136-2022" in done.stdout


VERSION = ("version: 1", "version: 2")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (VERSION, ["Counted together with the answers to counter.v1"]),
        (("Thành phần hồ sơ", "Hồ sơ"), ["Counted together", "Counted apart"]),
        (('satisfied: ["4", "5"]', 'satisfied: ["5"]'), ["other marks than counter.v1"]),
    ],
    ids=["the same", "other words", "other marks"],
)
def test_a_new_version_says_first_what_is_counted_together(
    office: Terminal, tmp_path: Path, change: tuple[str, str], said: list[str]
) -> None:
    text = load_questionnaire("counter.v1").text
    assert all(old in text for old, _ in (change, VERSION))
    path = tmp_path / "counter.v2.yaml"
    path.write_text(text.replace(*change, 1).replace(*VERSION, 1), "utf-8")
    done = office.run("publish", str(path))
    assert done.returncode == 0, done.stderr
    assert all(words in done.stdout for words in said)
    assert done.stdout.index(said[-1]) < done.stdout.index("counter.v2 is published.")


def test_without_a_file_it_says_what_is_used(office: Terminal) -> None:
    assert "questionnaire counter.v1, plan vi-du-" in office.run("publish").stdout


def test_a_faulty_file_is_refused_with_all_its_faults(office: Terminal, own: Path) -> None:
    own.write_text("id: own\nversion: one\n", "utf-8")
    done = office.run("publish", str(own))
    assert done.returncode == 1
    assert "own.yaml" in done.stderr
    assert done.stderr.count("line ") > 1
    assert "Traceback" not in done.stderr


def test_what_is_not_published_is_not_used(office: Terminal) -> None:
    assert "counter.v9" in refused(office.run("publish", "--use", "counter.v9"))


@pytest.mark.parametrize("command", [("seal",), ("publish",), ("backup", "copy.sqlite3")])
def test_nothing_is_kept_where_there_is_no_office(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    assert "hailong init" in refused(terminal.run(*command))
    assert not terminal.data.exists()


def test_the_terminal_speaks_vietnamese_unless_told_otherwise(tmp_path: Path) -> None:
    for language in ("vi", ""):
        sentence = refused(Terminal(tmp_path / "data", language).run("seal"))
        assert sentence == "Ở đây chưa có cơ sở dữ liệu; hãy chạy “hailong init” trước."


@pytest.mark.parametrize(
    "arguments", [("no-such-command",), ("serve", "--port", "70000"), ("backup",)]
)
def test_a_command_that_is_not_understood_ends_in_a_sentence(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    done = terminal.run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("This command is not understood: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.server
def test_the_help_names_every_command(terminal: Terminal) -> None:
    done = terminal.run_apart("--help")
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^  ([a-z]+)  ", done.stdout, re.MULTILINE) == list(COMMANDS)


def test_a_command_without_a_name_shows_the_help(terminal: Terminal) -> None:
    done = terminal.run()
    assert "Commands:" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
