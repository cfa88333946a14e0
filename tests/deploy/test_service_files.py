"""Each line of a service file that carries a promise is there, and what it names exists."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from survey import limits
from survey.cli import COMMANDS
from tests.architecture.sources import ROOT, files
from tests.deploy.promised import EACH_PLACE, EACH_SERVER, PROMISED

DEPLOY = ROOT / "deploy"


def missing(text: str, name: str) -> list[str]:
    """Return the promised lines that a file does not say; in what the system reads, whole lines."""
    said = [line.strip() for line in text.splitlines() if not line.strip().startswith(("#", "rem"))]
    in_part = name.startswith("windows/")
    return [
        line
        for line in PROMISED[name]
        if not (any(line in each for each in said) if in_part else line in said)
    ]


def read(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


@pytest.mark.parametrize("name", PROMISED)
def test_each_promised_line_is_there(name: str) -> None:
    assert missing(read(name), name) == []


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name in PROMISED for line in PROMISED[name]]
)
def test_a_line_that_is_taken_away_or_commented_out_is_missed(name: str, line: str) -> None:
    assert line in missing(read(name).replace(line, ""), name)
    lines = (f"# {each}" if line in each else each for each in read(name).splitlines())
    assert line in missing("\n".join(lines), name)


def test_every_file_has_its_promises() -> None:
    assert {str(path.relative_to(DEPLOY)) for path in files("deploy")} == set(PROMISED)


def test_nothing_else_is_said_to_the_system_of_the_same_thing() -> None:
    """A later line would take back an earlier one."""
    for name in ("systemd/hailong.service", "systemd/hailong-backup.service"):
        said = [line for line in read(name).splitlines() if re.match(r"\w+=", line)]
        keys = [line.partition("=")[0] for line in said]
        twice = {key for key in keys if keys.count(key) > 1}
        assert twice <= {"Environment", "SystemCallFilter"}


def test_each_server_of_nginx_is_quiet_and_each_place_passes_on_no_address() -> None:
    servers = re.split(r"^server \{", read("nginx.conf"), flags=re.MULTILINE)[1:]
    places = re.split(r"^    location ", read("nginx.conf"), flags=re.MULTILINE)[1:]
    assert (len(servers), len(places)) == (2, 2)
    assert all(line in server for server in servers for line in EACH_SERVER)
    assert all(line in place for place in places for line in EACH_PLACE)


def test_what_the_web_servers_allow_is_what_the_program_allows() -> None:
    assert limits.MOST_REFUSED_BYTES == 1024 * 1024
    assert limits.MOST_HEADER_BYTES == 16 * 1024
    assert (limits.HEADER_SECONDS, limits.BODY_SECONDS, limits.UNREAD_SECONDS) == (10, 30, 60)
    assert limits.STOP_SECONDS < 30
    assert limits.MOST_CONNECTIONS + limits.OTHER_FILES < 16384


def test_the_commands_that_are_run_exist() -> None:
    called = [
        re.findall(r"hailong(?:\.exe\")? ([a-z]+)", line)
        for name in PROMISED
        for line in read(name).splitlines()
        if not line.startswith(("#", "rem")) and ("bin/hailong" in line or "hailong.exe" in line)
    ]
    assert sorted(name for names in called for name in names) == [
        *("backup", "backup", "serve", "serve"),
    ]
    assert {"backup", "serve"} <= set(COMMANDS)


def guide() -> str:
    return (ROOT / "docs" / "running.md").read_text("utf-8")


def commands_of_guide() -> list[str]:
    """Return the lines of all examples."""
    blocks = re.findall(r"^```sh\n(.*?)^```", guide(), flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_the_folder_of_the_log_is_made_before_the_first_start() -> None:
    """The file of the log is opened before LogsDirectory is made."""
    log = re.search(r"^StandardOutput=append:(.+)/", read("systemd/hailong.service"), re.MULTILINE)
    assert log
    commands = commands_of_guide()
    begun = next(i for i, line in enumerate(commands) if line.startswith("systemctl enable"))
    made = [line.split() for line in commands[:begun] if line.startswith("install -d -o hailong")]
    assert any(log[1] in words for words in made)


def test_each_example_of_a_service_is_run_as_its_account() -> None:
    command = re.compile(rf"(?<!bin/)\bhailong ({'|'.join(COMMANDS)})\b")
    called = [line for line in commands_of_guide() if command.search(line)]
    assert called
    assert [line for line in called if not line.startswith("runuser -u hailong -- ")] == []


def test_caddy_is_not_reloaded_where_its_administration_is_off() -> None:
    assert "admin off" in read("Caddyfile")
    assert "systemctl restart caddy" in guide()
    assert "reload caddy" not in guide()


def test_whoever_opens_the_server_to_phones_is_told_to_believe_no_header() -> None:
    unit = re.split(r"\n\n", read("systemd/hailong.service"))
    for text in (unit, guide().split("\n\n")):
        opened = [part for part in text if "IPAddressAllow" in part and "without" in part]
        assert len(opened) == 1
        assert "HAILONG_PROXIES=0" in opened[0]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in files("deploy/systemd"):
        text = path.read_text("utf-8").replace("/opt/hailong/.venv/bin/hailong", "/bin/true")
        (tmp_path / path.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
