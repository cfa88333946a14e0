"""Takes the README's pictures anew, of the demonstration: ``python -m tests.pictures``."""

import re
import tempfile
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # the library tells no types
from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from tests.browser.chromium import chromium
from tests.browser.looks import EASY, Step, marked, pressed
from tests.faults.server import Installation

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
LINK = re.compile(r"http://\S+/[0-9A-Z]{8}$", re.MULTILINE)


def take_pictures() -> None:
    """Start the demonstration in a temporary folder and picture what each of its users sees."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        office = Installation(Path(folder))
        with office.start("demo") as server, chromium() as browser:
            link = LINK.search(server.printed())
            assert link is not None
            _page(browser, link.group(), (360, 780), "phone")
            _page(browser, link.group(), (360, 780), "one-by-one", pressed(EASY), marked(4))
            report = office.data / "demo" / "report" / "report.html"
            server.wait_until_printed("report.html\n")
            _page(browser, report.as_uri(), (720, 1560), "report")
            _first_pages(report.with_suffix(".pdf"))
            _poster(office, Path(folder))


def _page(browser: Browser, address: str, size: tuple[int, int], name: str, *steps: Step) -> None:
    width, height = size
    viewport = ViewportSize(width=width, height=height)
    page = browser.new_page(viewport=viewport, locale="vi-VN", has_touch=True)
    page.goto(address)
    for step in steps:
        step(page)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


def _first_pages(report: Path) -> None:
    """Picture the two pages of a report that everybody reads, beside each other."""
    with pypdfium2.PdfDocument(report) as document:
        one, other = (document[number].render(scale=1.1).to_pil() for number in range(2))
    both = Image.new("RGB", (one.width + other.width, one.height))
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    both.quantize(16).save(PICTURES / "report-pages.png", optimize=True)


def _poster(office: Installation, folder: Path) -> None:
    demo = Installation(office.folder, settings={"HAILONG_DATA": str(office.data / "demo")})
    demo.run("posters", "--all", "--out", str(folder / "posters"))
    pdf = min((folder / "posters").glob("*.pdf"))
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[0].render(scale=1.1).to_pil()
    picture.quantize(32).save(PICTURES / "poster.png", optimize=True)


if __name__ == "__main__":
    take_pictures()
