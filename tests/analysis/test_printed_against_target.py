"""Figures close to a target, to everybody and to nobody, in a report of a file."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.commands.report import report_of_file
from analysis.report.formats import FORMATS
from analysis.report.model import Period
from tests.analysis.forms import PLAN, SMALL, written

HEADING = "service_point," + ",".join(item.id for item in SMALL.items)
ITEMS = len(SMALL.items)


def page(folder: Path, not_satisfied: int, respondents: int, target: float = 0.9) -> str:
    """Return the words of a report in which so many answers are not satisfied."""
    answers = ["2"] * not_satisfied + ["5"] * (respondents * ITEMS - not_satisfied)
    rows = [",".join(["A", *answers[at::respondents]]) for at in range(respondents)]
    index = PLAN.indices[0]
    assert index.target
    wanted = replace(index, target=replace(index.target, value=target))
    plan = replace(PLAN, indices=(wanted,), strata=())
    path = written(folder, "\n".join([HEADING, *rows]) + "\n")
    made = report_of_file(path, SMALL, plan, Period())
    html = FORMATS["html"].write(made, "en").decode()
    return re.sub(r"<[^>]+>", "", html)
