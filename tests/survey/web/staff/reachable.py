"""All that somebody of the office can reach without reading the database, as bytes by name.

Pages are those of the map of addresses and those that they lead to, so a new one is among them by
itself. What changes something is left out, and so is what the machine says of itself.
"""

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Map, Rule
from werkzeug.test import TestResponse

from survey.app import create_app
from survey.background import RunHere
from survey.cli import hailong
from survey.services.examine_installation import examine
from survey.services.export_responses import export_responses
from survey.services.find_due_reports import due_periods
from survey.services.installation import Installation
from survey.services.keep_staff import start_session
from survey.services.machine import Machine
from survey.services.manage_places import overview
from survey.services.survey import Survey
from tests.pages import LOOPBACK
from tests.survey.paper import make_account
from tests.survey.web.staff.desk import COOKIE, NAME

FORMATS = ("html", "csv", "data", "json", "docx")
BATCH = "P-2026-001"
Reached = dict[str, bytes]
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LINK = re.compile(r'href="(/[^"#]*)"')
_CHOICE = re.compile(r'<select[^>]* name="(ky|thang)"[^>]*>(.*?)</select>', re.DOTALL)
_VALUE = re.compile(r'<option[^>]* value="([^"]*)"')


@dataclass(frozen=True)
class _Disk:
    total: int = 10**11
    free: int = 10**10


@dataclass(frozen=True)
class _Once(RunHere):
    """Does what is asked for in the same words once: the newest report has two addresses."""

    done: dict[tuple[Hashable, ...], Any] = field(default_factory=dict)

    def result(self, patience: float, task: Callable[..., Any], *arguments: Hashable) -> Any:
        asked = (task, *arguments)
        if asked not in self.done:
            self.done[asked] = super().result(patience, task, *arguments)
        return self.done[asked]


def reached(survey: Survey) -> Reached:
    """Return everything, looked at through a browser that has just signed in."""
    with TemporaryDirectory() as folder:
        place, found = Path(folder), pages(create_app(survey, _Once()), survey)
        found |= {f"export: {path.name}": path.read_bytes() for path in _exported(survey, place)}
        found |= _report_command(survey, place)
    doctor = Installation(
        survey.settings,
        survey.clock,
        machine=Machine(disk_usage=lambda _: _Disk(), flush_seconds=lambda _: 0.004),
    )
    found |= {f"doctor: {subject}": repr(seen).encode() for subject, seen in examine(doctor)}
    found["release"] = repr(due_periods(survey)).encode()
    # Where the data lie says nothing of anybody.
    here = str(survey.settings.data).encode()
    return {name: content.replace(here, b"") for name, content in found.items()}


def pages(app: Flask, survey: Survey) -> Reached:
    """Return every page and file of the map of addresses, and what they lead to."""
    client, waiting, found = _signed_in(app, survey), list(_addresses(app, survey)), Reached()
    while waiting:
        address = waiting.pop()
        if address not in found:
            answer = client.get(address, base_url=LOOPBACK)
            found[address] = _whole(answer)
            waiting += _led_to(address, answer)
    return found


def _signed_in(app: Flask, survey: Survey) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, start_session(survey, make_account(survey, NAME)).token)
    return client


def _addresses(app: Flask, survey: Survey) -> Iterator[str]:
    """Give the addresses of every rule that is read, with each value that leads somewhere."""
    overviews = overview(survey)
    values = {
        "number": [str(one.point.id) for one in overviews],
        "code": [poster.code for one in overviews for poster in one.active_posters],
        "kind": FORMATS,
        "batch": [BATCH],
        "token": ["x"],
        "language": ["vi"],
        "questionnaire": ["counter.v1"],
        "name": ["x"],
    }
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            yield from _built(app.url_map, rule, values)


def _built(addresses: Map, rule: Rule, values: dict[str, list[str]]) -> Iterator[str]:
    filled: list[dict[str, str]] = [{}]
    for name in rule.arguments:
        filled = [{**one, name: value} for one in filled for value in values[name]]
    for one in filled:
        yield addresses.bind("localhost").build(rule.endpoint, one)


def _led_to(address: str, answer: TestResponse) -> Iterator[str]:
    if answer.mimetype == "text/html":
        links = (unescape(link) for link in _LINK.findall(answer.text))
        yield from (link for link in links if not link.startswith("/static/"))
        for name, options in _CHOICE.findall(answer.text):
            page = address.partition("?")[0]
            yield from (f"{page}?{name}={value}" for value in _VALUE.findall(options))


def _whole(answer: TestResponse) -> bytes:
    # The length is that of the body, which for a workbook follows from when it was made.
    headers = (each for each in answer.headers if each[0] != "Content-Length")
    head = [answer.status, *(f"{name}: {value}" for name, value in headers)]
    body = _unzipped(answer.data) if answer.mimetype == _WORKBOOK else answer.data
    return "\n".join(head).encode() + b"\n\n" + body


def _unzipped(workbook: bytes) -> bytes:
    """Return what a workbook says, without the moment at which it was made."""
    with ZipFile(BytesIO(workbook)) as parts:
        names = (name for name in parts.namelist() if name != "docProps/core.xml")
        return b"".join(name.encode() + parts.read(name) for name in names)


def _exported(survey: Survey, place: Path) -> tuple[Path, ...]:
    return export_responses(survey, place / "export")


def _report_command(survey: Survey, place: Path) -> Reached:
    """Return what `hailong report` writes; of a copy, as it goes by the clock of the machine."""
    data, out = copytree(survey.settings.data, place / "data"), place / "report"
    environment = {"HAILONG_DATA": str(data), "HAILONG_LANGUAGE": "vi"}
    arguments = ["report", "--format", "json,data", "--out", str(out)]
    said = CliRunner(env=environment).invoke(hailong, arguments)
    files = {f"report: {path.name}": path.read_bytes() for path in sorted(out.glob("*"))}
    return {**files, "report": said.output.replace(str(place), "").encode()}
