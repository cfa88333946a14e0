"""Commands as a person runs them, on data of their own."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from survey.cli import main

HAILONG = str(Path(sys.executable).with_name("hailong"))


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Terminal:
    """A terminal whose HAILONG_DATA is a folder of the test."""

    data: Path
    language: str = "en"

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of its commands."""
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith("HAILONG_")
        }
        return inherited | {"HAILONG_DATA": str(self.data), "HAILONG_LANGUAGE": self.language}

    def run(self, *arguments: str, typed: str = "", **settings: str) -> Done:
        """Run one command to its end within this process, and return what it printed."""
        out, err = io.StringIO(), io.StringIO()
        with (
            mock.patch.dict(os.environ, self.environment | settings, clear=True),
            mock.patch.object(sys, "argv", ["hailong", *arguments]),
            mock.patch.object(sys, "stdin", io.StringIO(typed)),
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main()
        return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    def run_apart(self, *arguments: str) -> Done:
        """Run one command in a process of its own, as it is installed."""
        done = subprocess.run(
            [HAILONG, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def init(self) -> Done:
        """Enter an office without being asked."""
        return self.run("init", "--name", "Sở Thử nghiệm", "--address", "", "--contact", "0215")


def refused(done: Done) -> str:
    """Return the one sentence of a refusal, having checked that it is one."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr.strip()
