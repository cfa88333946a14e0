"""The documentation speaks of commands and settings that exist, and of all of them."""

import re
import subprocess
import sys
from collections.abc import Iterator

import click

from survey.cli import hailong
from tests.architecture.sources import ROOT, files

DOCUMENTS = [*files("docs", ".md"), *(ROOT.glob("README*.md"))]
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
HAILONG = re.compile(r"\bhailong +([a-z][a-z-]*)([^\n`|&;#]*)")
ANALYSIS = re.compile(r"\bpython -m analysis +([a-z][a-z-]*)([^\n`|&;#]*)")
BENCH = re.compile(r"\bpython -m bench\.([a-z_]+)([^\n`|&;#]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
SETTING = re.compile(r"\bHAILONG_[A-Z_]+[A-Z]\b")
# Read by the tests and by the build machine, not by the program.
OF_THE_TESTS = {"HAILONG_REAL_DATA"}


def test_every_command_that_is_written_about_exists_with_its_options() -> None:
    unknown = [
        f"hailong {name} {option}"
        for name, rest in calls(HAILONG)
        for option in ["", *OPTION.findall(rest)]
        if name not in commands() or (option and option not in options(commands()[name]))
    ]

    assert unknown == []


def test_every_command_is_written_about() -> None:
    assert set(commands()) <= {name for name, _ in calls(HAILONG)}


def test_every_command_of_the_analysis_that_is_written_about_exists() -> None:
    written = {(name, *OPTION.findall(rest)) for name, rest in calls(ANALYSIS)}
    known = help_of("analysis")
    unknown = [
        (name, word)
        for name, *words in written
        for word in words
        if word not in help_of("analysis", name)
    ]

    assert written
    assert [name for name, *_ in written if name not in known] == []
    assert unknown == []


def test_every_benchmark_that_is_written_about_exists_with_its_options() -> None:
    written = {(name, *OPTION.findall(rest)) for name, rest in calls(BENCH)}
    texts = {name: help_of(f"bench.{name}") for name, *_ in written}

    assert {"published", "simulate"} <= set(texts)
    assert [
        (name, word) for name, *words in written for word in words if word not in texts[name]
    ] == []


def test_every_setting_is_explained_and_every_explained_one_exists() -> None:
    read = {name for path in files("survey", ".py") for name in SETTING.findall(path.read_text())}
    running = set(SETTING.findall((ROOT / "docs" / "running.md").read_text("utf-8")))
    written = {name for path in DOCUMENTS for name in SETTING.findall(path.read_text("utf-8"))}

    assert read - running == set()
    assert written - read - OF_THE_TESTS == set()


def calls(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Give each call of a command in the code of the documents: its name and what follows."""
    for path in DOCUMENTS:
        for code in CODE.findall(path.read_text("utf-8")):
            yield from pattern.findall(code)


def commands() -> dict[str, click.Command]:
    """Return the commands of `hailong`."""
    context = click.Context(hailong)
    found = {name: hailong.get_command(context, name) for name in hailong.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options(command: click.Command) -> set[str]:
    """Return the options of a command."""
    return {"--help", *(name for parameter in command.params for name in parameter.opts)}


def help_of(module: str, *command: str) -> str:
    """Return what `python -m MODULE ... --help` says."""
    told = subprocess.run(
        [sys.executable, "-m", module, *command, "--help"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert told.returncode == 0, f"python -m {module} {' '.join(command)}: {told.stderr}"
    return told.stdout
