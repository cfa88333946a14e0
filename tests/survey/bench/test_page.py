"""The page says plainly what falls short, and names no machine."""

import platform
from datetime import date

from survey.bench.figures import figures
from survey.bench.page import number, page
from survey.bench.seen import Seen
from tests.survey.bench.rounds import outcome, seen


def written(found: Seen, *reasons: str) -> str:
    """Return the page of a run."""
    return page(found, figures(found), reasons, date(2026, 11, 28))


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


def test_the_memory_of_each_process_is_told_for_each_round() -> None:
    found = seen({}, {})
    found.megabytes = [(101.2, 140.0), (99.0, 0.0)]

    assert "101 + 140; 99 + 0" in written(found)
    assert "| memory of the server under strain | 250 MB | 150 MB | 170 MB | 241 MB |" in (
        written(found)
    )
