"""An office, its server, the network between, and the phones that people carry."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.poster import scanned_links
from tests.browser.wire import Relay
from tests.faults.office import OpenOffice, open_office
from tests.faults.server import Installation

# Set to anything, it asks for pictures; they take a minute of every run.
KEEPS_PICTURES = "PICTURES_ARE_KEPT"
PICTURES = Path(__file__).parents[1] / "artefacts"
PHONE_WIDTH, PHONE_HEIGHT = 360, 740


@dataclass(frozen=True)
class Street:
    """Everything between a poster and a report."""

    installation: Installation
    office: OpenOffice
    relay: Relay

    def scan_printed_poster(self, folder: Path) -> str:
        """Print all posters with the command for it; return the link on the office's own."""
        self._run("posters", "--all", "--out", str(folder))
        links = [link for poster in folder.glob("*.pdf") for link in scanned_links(poster)]
        (own,) = [link for link in links if link.endswith(self.office.code)]
        return own

    def respondents(self, folder: Path) -> int:
        """Return how many people the report of all months counts."""
        months = ("--from", "2000-01", "--to", "2099-12")
        done = self.installation.run("report", *months, "--format", "json", "--out", str(folder))
        if "không có ai trả lời" in done.stderr:
            return 0
        assert done.returncode == 0, done.stdout + done.stderr
        report = json.loads((folder / "report.json").read_text("utf-8"))
        return int(report["respondents"])

    def setup_link(self) -> str:
        """Return a new link that sets up an account of staff."""
        printed = self._run("init", "--new-link")
        (link,) = re.findall(r"http://\S*/can-bo/\S+", printed)
        return str(link)

    def _run(self, *arguments: str) -> str:
        done = self.installation.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def open_street(installation: Installation) -> Iterator[Street]:
    """Open an office for business; its posters lead to the relay before its server."""
    relay = Relay()
    office = open_office(installation, relay.address, is_demo=True)
    with installation.start() as server:
        relay.target = server.port
        try:
            yield Street(installation, office, relay)
        finally:
            relay.close()


@contextmanager
def phone(browser: Browser, with_script: bool = False) -> Iterator[Page]:
    """Give a page on a small phone; scripts are off unless the story needs them on."""
    context = browser.new_context(
        viewport={"width": PHONE_WIDTH, "height": PHONE_HEIGHT},
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
        locale="vi-VN",
        java_script_enabled=with_script,
    )
    yield context.new_page()
    context.close()


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page among the artefacts, if the environment asks for it."""
    if os.environ.get(KEEPS_PICTURES):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
