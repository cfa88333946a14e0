"""``python -m bench.first_paint``: when the first words of a poster's page show on a slow phone.

Starts the demonstration, opens its short form in Chromium with an emulated network (400 kbit/s,
400 ms) and a processor four times slower, each time with an empty cache, and in turn with it a page
of one word from a server of a few lines. Prints the first contentful paint of both, and how many
times longer ours took. Needs Chromium and the extra `test`: ``pip install -e ".[test]"``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.faults.office import open_office
from tests.faults.server import Installation

LIMIT = 1.5
KILOBITS, LATENCY_MS, SLOWER = 400, 400, 4
ONE_WORD = b"<!doctype html><meta charset=utf-8><title>.</title><link rel=icon href=data:,><p>."
PAINTED = """
() => new Promise(resolve => new PerformanceObserver(list => {
    for (const one of list.getEntriesByName("first-contentful-paint")) resolve(one.startTime);
}).observe({ type: "paint", buffered: true }))
"""


def main() -> None:
    """Measure, print, and fail when ours takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with our_page() as ours, empty_page() as empty, chromium() as browser:
        pairs = [(painted(browser, ours), painted(browser, empty)) for _ in range(rounds)]
    ratios = [one / other for one, other in pairs]
    print(f"{KILOBITS} kbit/s, {LATENCY_MS} ms, CPU {SLOWER} times slower, {rounds} rounds in turn")
    for name, times in zip(
        ("our first view", "an empty page"), zip(*pairs, strict=True), strict=True
    ):
        print(f"{name:<16}{median(times):7.0f} ms   ({min(times):.0f}–{max(times):.0f})")
    print(f"ratio{median(ratios):16.2f} median, {max(ratios):.2f} worst; at most {LIMIT}")
    if median(ratios) > LIMIT:
        raise SystemExit(f"our first view takes more than {LIMIT} times as long as an empty page")


def painted(browser: Browser, address: str) -> float:
    """Return the milliseconds until the first words of a page show, with nothing in the cache."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    speed = KILOBITS * 1000 / 8
    slow = {"offline": False, "latency": LATENCY_MS}
    tools.send("Network.enable")
    tools.send(
        "Network.emulateNetworkConditions",
        {**slow, "downloadThroughput": speed, "uploadThroughput": speed},
    )
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    taken = float(page.evaluate(PAINTED))
    context.close()
    return taken


@contextmanager
def our_page() -> Iterator[str]:
    """Give the address of a poster of an office that is open for business."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        office = open_office(installation, "http://127.0.0.1", is_demo=True)
        with installation.start() as server:
            yield f"http://127.0.0.1:{server.port}/{office.code}"


@contextmanager
def empty_page() -> Iterator[str]:
    """Give the address of a page of one word; without any there is no first paint."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), OneWord)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class OneWord(BaseHTTPRequestHandler):
    """Answers everything with one word and keeps quiet about it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send the word."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(ONE_WORD)))
        self.end_headers()
        self.wfile.write(ONE_WORD)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    main()
