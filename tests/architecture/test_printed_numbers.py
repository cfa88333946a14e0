"""Numbers that people read are rounded in `templates.numbers` alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, files

HOME = ROOT / "templates" / "numbers.py"
SOURCES = sorted({*files("analysis", ".py"), *files("survey", ".py"), *files("templates", ".py")})
PAGES = [path for kind in (".html", ".txt", ".typ") for path in files("templates", kind)]
# What formats a number as a percentage: "{:.1%}", or a format and a percent sign behind it.
AS_PERCENT = re.compile(r"%$")
ROUNDED = re.compile(r"[.,\d][feg]$")
# In a page: what is printed and then a percent sign, or a value whose sentence brings the sign.
PERCENT_IN_PAGES = re.compile(r"\}\}\s*%|\|\s*(round|format)\b|(#calc\.round)")


def percentages(source: str) -> Iterator[int]:
    """Yield the lines of a module in which a percentage is formatted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield from _in_f_string(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _is_sign(node.right):
            yield node.lineno


def _in_f_string(node: ast.JoinedStr) -> Iterator[int]:
    after = [*node.values[1:], None]
    for part, following in zip(node.values, after, strict=True):
        if not isinstance(part, ast.FormattedValue):
            continue
        spec = ast.unparse(part.format_spec)[2:-1] if part.format_spec else ""
        if AS_PERCENT.search(spec) or _is_sign(following):
            yield node.lineno


def _is_sign(node: ast.AST | None) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"[\s\u00a0]?%(?!\w)", node.value) is not None
    )


@pytest.mark.parametrize(
    "source",
    [
        'f"{share:.1%}"',
        'f"{100 * share:.2f} %"',
        'f"{points}%, more"',
        'number(share * 100) + "%"',
    ],
)
def test_a_second_way_to_print_a_percentage_would_be_found(source: str) -> None:
    assert list(percentages(source)) == [1]


def test_percentages_are_printed_by_one_module() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in SOURCES
        if path != HOME
        for line in percentages(path.read_text("utf-8"))
    }
    assert found == set()


def test_pages_print_percentages_by_their_filters_alone() -> None:
    found = [path for path in PAGES if PERCENT_IN_PAGES.search(path.read_text("utf-8"))]
    assert found == []


def test_numbers_of_a_language_come_from_one_module() -> None:
    importing = [path for path in SOURCES if "babel.numbers" in path.read_text("utf-8")]
    assert importing == [Path(HOME)]
