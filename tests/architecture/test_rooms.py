"""The rooms of the house are as few and as apart as its pictures say."""

import ast
from collections import Counter

import pytest

from tests.architecture.rooms import DRAWN, imports, path_of, picture
from tests.architecture.sources import ROOT, files

MOST_ENTRIES, MOST_ARROWS = 12, 30


@pytest.mark.parametrize("package", DRAWN)
def test_the_picture_of_the_rooms_is_that_of_today(package: str) -> None:
    assert path_of(package).read_text("utf-8") == picture(package), (
        "python -m tests.architecture.rooms draws it anew"
    )


def test_a_class_name_of_the_analysis_is_used_once() -> None:
    names = Counter(
        node.name
        for path in files("analysis", ".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_the_report_has_few_rooms() -> None:
    report = ROOT / "analysis" / "report"
    entries = {path.relative_to(report).parts[0] for path in files("analysis/report", ".py")}

    assert len(entries) <= MOST_ENTRIES


def test_the_rooms_of_the_report_import_little_of_each_other() -> None:
    assert sum(map(len, imports("analysis.report").values())) <= MOST_ARROWS
