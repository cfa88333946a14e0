"""Chromium as the operating system ships it, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

MISSING = (
    "The browser tests need Chromium as 'chromium' on the PATH: "
    "apt-get install -y --no-install-recommends chromium"
)
# What a page is expected to show comes at once; where it does not, the machine is busy.
PATIENCE_MS = 30_000
QUIET = (
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a running browser; without Chromium say in one line how to get it, never skip."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise AssertionError(MISSING)
    # A browser of root has no sandbox to drop into.
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield browser
        browser.close()
