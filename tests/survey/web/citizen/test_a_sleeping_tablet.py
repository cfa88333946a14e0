"""A tablet that is put to sleep: every process of its browser stands still, and goes on later."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from survey.app import create_app
from survey.domain.modes import Mode
from survey.services.print_posters import new_poster
from survey.services.survey import Survey
from tests.survey.tablets import enrolled
from tests.survey.web.citizen.test_devices_in_a_browser import (
    assert_at_the_start,
    begin,
    mark,
    tablet,
)

pytestmark = [
    pytest.mark.release,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the family is read in /proc"),
]
ASLEEP_SECONDS = 55
SHOWN = "document.querySelectorAll('iframe').length"


@pytest.fixture
def app(survey: Survey) -> Flask:
    return create_app(survey)


@pytest.fixture
def kiosk(survey: Survey, address: str) -> str:
    code = new_poster(survey, 1, Mode.KIOSK).code
    enrolled(survey, code)
    return f"{address}/{code}"


def parent_of(process: int) -> int:
    """Return the parent of a process; 0 when it has just ended."""
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def browsers() -> set[int]:
    """Return the processes of the browsers that this process has started."""
    found = {int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()}
    ours, family = {os.getpid()}, set[int]()
    while more := {one for one in found if parent_of(one) in ours} - family:
        family |= more
        ours = more
    return {one for one in family if b"chrom" in command_of(one)}


def command_of(process: int) -> bytes:
    """Return how a process was started; nothing when it has just ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


@contextmanager
def asleep(processes: set[int]) -> Iterator[None]:
    for one in processes:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in processes:
            os.kill(one, signal.SIGCONT)


def test_a_tablet_that_was_asleep_shows_no_mark_of_who_has_left(
    browser: Browser, kiosk: str
) -> None:
    with tablet(browser, kiosk) as context:
        page = context.new_page()
        page.goto(kiosk)
        mark(begin(page), 4)
        with asleep(browsers()):
            time.sleep(ASLEEP_SECONDS)
        page.wait_for_timeout(500)
        assert page.evaluate(SHOWN) == 0
        assert_at_the_start(page)
        expect(begin(page).locator("input:checked")).to_have_count(0)
