"""Touches that have come to the page when they return.

A browser makes the click of a touch after Playwright has been told that the touch is over: who
looks at once, or touches again, may be quicker than what he waits for.
"""

from playwright.sync_api import FrameLocator, Locator, Page, expect

SCREEN = "section:visible"


def tap_mark(label: Locator) -> None:
    """Touch a choice, and wait until it is marked."""
    label.tap()
    expect(label.locator("input")).to_be_checked()


def go_on(shown: Page | FrameLocator) -> None:
    """Touch what leads to the next screen, and wait until it is there."""
    before = shown.locator(SCREEN).get_attribute("id") or ""
    shown.locator("a.on:visible").tap()
    expect(shown.locator(SCREEN)).not_to_have_attribute("id", before)
