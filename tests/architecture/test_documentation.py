"""The documentation speaks of commands and settings that exist, and of all of them."""

import re
import sys
from collections.abc import Iterator
from runpy import run_path

import click
import pytest

from analysis.__main__ import main as analysis
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
    assert unknown(HAILONG, hailong) == []


def test_every_command_is_written_about() -> None:
    assert set(commands(hailong)) <= {name for name, _ in calls(HAILONG)}


def test_every_command_of_the_analysis_that_is_written_about_exists() -> None:
    assert list(calls(ANALYSIS))
    assert unknown(ANALYSIS, analysis) == []


def test_every_benchmark_that_is_written_about_exists_with_its_options(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {}
    for name in {name for name, _ in calls(BENCH)}:
        monkeypatch.setattr(sys, "argv", [name, "--help"])
        with pytest.raises(SystemExit, match="0"):
            run_path(str(ROOT / "bench" / f"{name}.py"), run_name="__main__")
        texts[name] = capsys.readouterr().out

    assert {"published", "simulate"} <= set(texts)
    assert [
        (name, option)
        for name, rest in calls(BENCH)
        for option in OPTION.findall(rest)
        if option not in texts[name]
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


def unknown(pattern: re.Pattern[str], group: click.Group) -> list[str]:
    """Return the commands and options that are written about but that a program has not."""
    known = {name: options(command) for name, command in commands(group).items()}
    return [
        f"{name} {option}"
        for name, rest in calls(pattern)
        for option in ["", *OPTION.findall(rest)]
        if option not in known.get(name, ())
    ]


def commands(group: click.Group) -> dict[str, click.Command]:
    """Return the commands of a program."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options(command: click.Command) -> set[str]:
    """Return the options of a command, and none at all."""
    return {"", "--help", *(name for parameter in command.params for name in parameter.opts)}
