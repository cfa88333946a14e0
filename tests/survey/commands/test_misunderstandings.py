"""A command line that is not understood is answered in the language of the terminal."""

import re
from dataclasses import replace

import pytest

from survey.cli import COMMANDS
from tests.survey.commands.terminal import Terminal, refused


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nope", "không có lệnh nope; xem --help để biết các lệnh."),
        ("seal --nope", "không có tùy chọn --nope; xem --help để biết các tùy chọn."),
        ("seal more", "dòng lệnh thừa thông tin; xem --help để biết lệnh nhận những gì."),
        (
            "backup",
            "hãy ghi đúng một trong ba: FILE, --keep N (có thể thêm --to DIR) hoặc --new-key.",
        ),
        ("posters --out x", "hãy ghi mã các áp phích, hoặc dùng --all."),
        (
            "clock --repair --to 20-12-2026",
            "--to không nhận giá trị này; giá trị hợp lệ: NGÀY/THÁNG/NĂM, ví dụ 20/12/2026.",
        ),
        (
            "report --out x --from 3.2026",
            "--from không nhận giá trị này; giá trị hợp lệ: một tháng, ví dụ 03/2026.",
        ),
        ("posters --out", "sau --out phải có một giá trị."),
        ("posters --all", "còn thiếu --out; xem --help để biết cách dùng."),
        ("serve --port x", "--port không nhận giá trị này; giá trị hợp lệ: 0-65535."),
        ("bench --seconds 0", "--seconds không nhận giá trị này; giá trị hợp lệ: 0.1-60."),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese(terminal: Terminal, line: str, said: str) -> None:
    done = replace(terminal, language="vi").run(*line.split())

    assert (done.returncode, done.stderr) == (2, f"Không hiểu lệnh này: {said}\n")


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_speaks_the_language_of_the_terminal(
    terminal: Terminal, command: tuple[str, ...]
) -> None:
    done = replace(terminal, language="vi").run(*command, "--help")

    assert done.returncode == 0
    assert done.stdout.startswith("Cách dùng: ")
    assert " ".join(("hailong", *command, "[TÙY CHỌN]")) in done.stdout
    assert not re.search(r"Usage|Options|OPTIONS|Commands|Show|required", done.stdout)


def test_a_language_that_the_terminal_does_not_speak_is_refused(terminal: Terminal) -> None:
    done = terminal.run("seal", HAILONG_LANGUAGE="xx")

    assert refused(done) == "HAILONG_LANGUAGE phải là một trong các giá trị: vi, en."


def test_without_a_command_the_commands_are_shown(terminal: Terminal) -> None:
    done = terminal.run()

    assert done.returncode == 2
    assert "hailong" in done.stdout
    assert "serve" in done.stdout
    assert done.stderr == ""
