"""A new finding and a new format are files of their own: no other file changes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.analysis.forms import PLAN, SMALL, office_rows, written
from tests.architecture.sources import ROOT, files

PACKAGES = ("questionnaires", "analysis", "templates")
# How many people answered on the busiest day: a finding, what it says, and a format of lines.
ADDED = {
    "findings/busiest.py": """
from dataclasses import dataclass

import numpy as np

from analysis.report.findings.basis import Basis


@dataclass(frozen=True)
class BusiestDay:
    responses: int


def find(basis: Basis) -> list[BusiestDay]:
    _, counts = np.unique(basis.sample.responses.days, return_counts=True)
    return [BusiestDay(int(counts.max()))]
""",
    "sections/busiest.py": """
from analysis.report.document import Paragraph, Section
from analysis.report.findings.busiest import BusiestDay
from analysis.report.sections.page import Page


def busiest(page: Page) -> Section | None:
    (day,) = page.report.findings_of(BusiestDay)
    words = page.words.number(day.responses)
    return Section("busiest", "Busiest day", (Paragraph((f"{words} responses",)),))


SECTIONS = {15: busiest}
""",
    "formats/txt.py": """
from analysis.letterhead import Letterhead
from analysis.report.document import Paragraph, runs
from analysis.report.model import Report
from analysis.report.sections import document_of

POSITION = 99
MEDIA_TYPE = "text/plain"


def write(report: Report, language: str, _letterhead: Letterhead) -> bytes:
    lines = []
    for section in document_of(report, language).sections:
        lines.append(f"# {''.join(run.text for run in runs(section.title))}")
        for block in section.blocks:
            if isinstance(block, Paragraph):
                lines += ["".join(run.text for run in runs(text)) for text in block.lines]
    return "\\n".join(lines).encode()
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a report that a copy of the packages made, with the files added."""
    tree = tmp_path_factory.mktemp("tree")
    for path in (path for package in PACKAGES for path in files(package)):
        copied = tree / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
    for name, text in ADDED.items():
        added = tree / "analysis" / "report" / name
        assert not added.exists()
        added.write_text(text, "utf-8")
    data = written(tree, office_rows())
    for each in (SMALL, PLAN):
        (tree / f"{each.id}.yaml").write_bytes(each.text.encode())
    command = [sys.executable, "-P", "-m", "analysis", "report", data]
    command += ["--questionnaire", tree / "small.yaml", "--plan", tree / "small-plan.yaml"]
    command += ["--format", "html,txt", "--language", "en", "--out", tree / "out"]
    made = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return tree / "out"


def test_a_new_finding_is_in_the_page(folder: Path) -> None:
    page = (folder / "report.html").read_text("utf-8")

    assert (
        page.count('<h3 id="busiest"><label for="busiest-shown">1. Busiest day</label></h3>') == 1
    )
    assert " responses</p>" in page


def test_a_new_format_has_every_section(folder: Path) -> None:
    lines = (folder / "report.txt").read_text("utf-8").splitlines()
    titles = [line for line in lines if line.startswith("# ")]

    assert "# Busiest day" in titles
    page = (folder / "report.html").read_text("utf-8")
    assert len(titles) == page.count('<section aria-labelledby="') - page.count('"chapter-') // 2
