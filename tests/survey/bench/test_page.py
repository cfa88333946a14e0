"""The page says plainly what falls short, and names no machine."""

import json
import platform
from datetime import date
from pathlib import Path

from survey.bench.figures import figures
from survey.bench.machine import described
from survey.bench.page import Run, number, page
from survey.bench.seen import Seen
from tests.survey.bench.rounds import outcome, seen


def written(found: Seen, *reasons: str) -> str:
    """Return the page of a run."""
    return page(Run(found, figures(found), reasons, described(), date(2026, 11, 28)))


def test_a_missed_floor_is_said_under_the_table() -> None:
    slow = written(seen({"page": outcome(100)}))

    assert "| poster's pages / bare pages, 32 clients | 0.50 | 0.70 | 0.10 | 0.10 | floor" in slow
    assert "**Falls short: poster's pages / bare pages, 32 clients" in slow


def test_a_run_on_a_noisy_machine_says_so_before_its_figures() -> None:
    noisy = written(seen({}), "Something else worked on this machine meanwhile.")

    assert noisy.index("too noisy") < noisy.index("| figure |")
    assert "can be trusted" not in noisy.partition("| figure |")[0]


def test_the_page_does_not_name_the_machine() -> None:
    assert platform.node() not in written(seen({})).split()


def test_what_never_came_is_no_number() -> None:
    assert number(float("inf")) == "∞"


def test_everything_measured_is_kept_but_for_the_numbers_of_requests(tmp_path: Path) -> None:
    seen({"page": outcome(123.0)}).write(tmp_path / "rounds.json")

    kept = json.loads((tmp_path / "rounds.json").read_text("utf-8"))
    assert kept["rounds"][0]["page"]["rate"] == 123.0
    assert "acknowledged" not in kept["rounds"][0]["page"]
