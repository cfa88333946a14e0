"""`hailong serve`: one server a database, links first, no trace when it cannot start."""

import http.client
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from survey.services.manage_places import add_service_point, close_service_point, overview_of
from survey.services.open_survey import open_survey
from survey.services.print_posters import withdraw_poster
from survey.settings import Settings
from tests.faults.server import Installation, Server
from tests.survey.commands.terminal import Terminal, refused

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Running:
    """A server that answers, and the links that it printed."""

    server: Server
    citizen_link: str
    staff_link: str

    def status(self, path: str) -> int:
        """Return the status of a page."""
        return status(urlsplit(self.citizen_link).port or 0, path)


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    assert terminal.init().returncode == 0
    return terminal


@contextmanager
def running(terminal: Terminal, port: int | None = None) -> Iterator[Running]:
    settings = {"HAILONG_DATA": str(terminal.data), "HAILONG_LANGUAGE": terminal.language}
    installation = Installation(terminal.data.with_name(f"server-{uuid4()}"), settings=settings)
    with installation.start(port=port) as server:
        links = re.findall(r"http://\S+", server.printed())
        yield Running(server, *links[:2])


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


@pytest.mark.server
def test_it_prints_the_citizens_link_then_the_staffs_and_both_open(office: Terminal) -> None:
    survey = open_survey(Settings(data=office.data))
    add_service_point(survey, "Quầy đóng", "Việc làm", "Tầng 1")
    add_service_point(survey, "Quầy mở", "Việc làm", "Tầng 1")
    close_service_point(survey, 1)
    code = overview_of(survey, 2).posters[0].code
    survey.store.close()
    with running(office) as server:
        assert urlsplit(server.citizen_link).path == f"/{code}"
        assert urlsplit(server.staff_link).path == "/can-bo/"
        assert server.status(f"/{code}") == 200
        assert server.status("/can-bo/") in (200, 302, 303)


@pytest.mark.server
def test_without_a_poster_in_use_the_link_leads_to_the_page_that_asks_for_a_code(
    office: Terminal,
) -> None:
    survey = open_survey(Settings(data=office.data))
    add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
    withdraw_poster(survey, overview_of(survey, 1).posters[0].code)
    survey.store.close()
    with running(office) as server:
        assert urlsplit(server.citizen_link).path == "/"
        assert server.status("/") == 200


@pytest.mark.server
def test_asked_to_stop_it_ends_without_an_error_and_frees_the_port(office: Terminal) -> None:
    with running(office) as server:
        os.kill(server.server.process.pid, signal.SIGTERM)
        assert server.server.process.wait(30) == 0
    with running(office, urlsplit(server.citizen_link).port) as again:
        assert again.status("/rieng-tu") == 200


@pytest.mark.server
def test_nothing_outlives_the_process_that_is_killed(office: Terminal) -> None:
    with running(office) as server:
        os.kill(server.server.process.pid, signal.SIGKILL)
        wait_until(lambda: server.status("/rieng-tu") == 0)


@pytest.mark.server
def test_a_second_server_is_refused_and_other_commands_run_beside(office: Terminal) -> None:
    with running(office) as server:
        sentence = refused(office.run("serve", "--port", "0"))
        assert "has this data" in sentence
        assert office.run("seal").returncode == 0
        assert office.run("backup", str(office.data / "copy.sqlite3")).returncode == 0
        assert server.status("/rieng-tu") == 200


def test_a_taken_port_is_named(office: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert port in refused(office.run("serve", "--port", port))


def test_an_address_of_another_machine_is_refused(office: Terminal) -> None:
    assert "192.0.2.1" in refused(office.run("serve", "--host", "192.0.2.1", "--port", "0"))


def test_a_name_that_is_no_address_is_refused(office: Terminal) -> None:
    assert "a..b" in refused(office.run("serve", "--host", "a..b", "--port", "0"))


def test_there_is_nothing_to_serve_before_there_is_an_office(terminal: Terminal) -> None:
    assert "hailong init" in refused(terminal.run("serve", "--port", "0"))
    assert not terminal.data.exists()


def test_a_faulty_setting_is_named(office: Terminal) -> None:
    assert "HAILONG_PORT" in refused(office.run("serve", HAILONG_PORT="x"))
