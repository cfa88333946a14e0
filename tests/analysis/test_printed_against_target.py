"""Figures close to a target, to everybody and to nobody, in the files of a report."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.commands.report import report_of_file
from analysis.report.formats import FORMATS
from analysis.report.model import Period
from tests.analysis.forms import PLAN, SMALL, written

ITEMS = [item.id for item in SMALL.items]
SETTLED = 1000


def files_of(folder: Path, dissatisfied: int, target: float) -> tuple[str, str]:
    """Return page and table of 3,000 answers, so many of them dissatisfied, one a person."""
    index = PLAN.indices[0]
    assert index.target
    followed = replace(index, target=replace(index.target, value=target))
    plan = replace(PLAN, indices=(followed,), strata=())
    rows = [["2026-03-02", "25"[row >= dissatisfied], "5", "5"] for row in range(SETTLED)]
    report = report_of_file(written(folder, [["day", *ITEMS], *rows]), SMALL, plan, Period())
    page, table = (FORMATS[name].write(report, "en").decode() for name in ("html", "csv"))
    return re.sub(r"<[^>]+>", "", page), table


@pytest.mark.parametrize(
    ("dissatisfied", "target", "share"),
    [
        (301, 0.9, "89.97%"),
        (299, 0.9, "90.03%"),
        (300, 0.9, "90.0%"),
        (1, 0.9, "99.97%"),
        (0, 0.9, "100.0%"),
        (403, 0.8655, "86.57%"),
        (404, 0.8655, "86.5%"),
    ],
)
def test_a_share_shows_its_side_of_the_target(
    dissatisfied: int, target: float, share: str, tmp_path: Path
) -> None:
    page, table = files_of(tmp_path, dissatisfied, target)
    assert f"{share} of 3,000 answers by 1,000 respondents" in page
    assert share.removesuffix("%") in table


def test_a_target_is_printed_as_its_plan_writes_it(tmp_path: Path) -> None:
    page, table = files_of(tmp_path, 420, 0.8655)
    assert "target of 86.55%" in page
    assert "Result against 86.55%" in page
    assert "86.55" in table
    assert "86.6%" not in page


def test_parts_are_rounded_plainly_beside_the_target(tmp_path: Path) -> None:
    # One month has everybody: of the whole 89.97 % is told from 90 %, of the month it is not.
    page, table = files_of(tmp_path, 301, 0.9)
    rows = [line.split(",")[:5] for line in table.splitlines()[1:]]
    shares = {(row[0] == "All responses"): row[4] for row in rows if row[2] == "index"}
    assert shares == {True: "89.97", False: "90.0"}
    assert re.search(r"03/2026\s*90\.0%", page)
