"""The rules of WCAG 2.2 A and AA that a program can check, by axe, and what it finds."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Nothing of the page is loaded once more, and no element is sent: both take time for nothing.
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "preload": False,
    "elementRef": False,
}


def violations(page: Page) -> list[str]:
    """Return a line for each rule that the page breaks, with the places."""
    if not page.evaluate("'axe' in self"):
        page.evaluate(Axe().axe_script)
    return list(_told(page.evaluate("options => axe.run(options)", OPTIONS)))


def _told(response: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    for rule in response["violations"]:
        nodes = rule["nodes"]
        assert isinstance(nodes, list)
        places = " | ".join(str(node["html"])[:120] for node in nodes[:3])
        yield f"{rule['id']} ({rule['help']}): {places}"
