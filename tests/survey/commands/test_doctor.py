"""The examination at the terminal."""

from tests.survey.commands.terminal import Terminal


def test_a_new_installation_is_well(terminal: Terminal) -> None:
    terminal.init()
    done = terminal.run("doctor")
    assert done.returncode == 0, done.stdout
    assert "0 failed" in done.stdout


def test_what_is_broken_is_said_in_vietnamese_with_what_to_do(terminal: Terminal) -> None:
    terminal.init()
    (terminal.data / "hailong.sqlite3").write_bytes(b"no database" * 1000)
    done = terminal.run("doctor", HAILONG_LANGUAGE="vi")
    assert done.returncode == 1
    assert "[HỎNG] Mở cơ sở dữ liệu: " in done.stdout
    assert "khôi phục bản sao lưu" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
