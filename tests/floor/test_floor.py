"""Nothing is used that old phones lack, unless they have something in its place."""

import tomllib
from pathlib import Path

import pytest

from tests.floor import scripts
from tests.floor.served import PHONES, used, used_at
from tests.floor.styles import Use, stripped, uses
from tests.floor.support import read_support

NEWER = tomllib.loads((Path(__file__).parent / "newer.toml").read_text("utf-8"))
RENEW = (
    "add its row to support.tsv, or unpack what `npm pack @mdn/browser-compat-data` fetches and "
    "give its data.json to python -m tests.floor.renew"
)


def test_the_support_of_all_that_is_used_is_known() -> None:
    assert used() - set(read_support()) == set(), RENEW


def test_what_is_newer_than_the_oldest_phones_has_something_in_its_place() -> None:
    missed = [use for use in newer_uses() if not use.has_fallback and use.name not in NEWER]
    assert missed == []


def test_the_oldest_phones_are_those_of_the_decision() -> None:
    (decision,) = Path("docs/decisions").glob("0016-*.md")
    chrome, firefox, safari = PHONES
    oldest = f"Chrome and WebView {chrome:g}, Firefox {firefox:g}, Safari {safari:g}"
    assert oldest in decision.read_text("utf-8")


def test_no_excuse_is_kept_for_what_is_not_used_any_more() -> None:
    assert set(NEWER) <= {use.name for use in newer_uses()}


@pytest.mark.parametrize(
    ("css", "has_fallback"),
    [
        ("b { inset: 0 }", False),
        ("b { top: 0; left: 0; inset: 0 }", False),
        ("b { top: 0; right: 0; bottom: 0; left: 0; inset: 0 }", True),
        ("b { height: 9vh; height: 9dvh }", True),
        ("b { height: 9dvh; height: 9vh }", False),
    ],
)
def test_a_fallback_stands_before_what_is_newer(css: str, *, has_fallback: bool) -> None:
    (newer,) = [use for use in uses(css) if use.name in ("inset", "unit dvh")]
    assert newer.has_fallback is has_fallback


def test_gaps_between_flexible_boxes_are_not_those_of_a_grid() -> None:
    asked = {use.name for use in uses("b { display: flex; gap: 1px } i { gap: 1px }")}
    assert asked >= {"gap in flex", "gap"}


def test_an_old_browser_drops_rules_and_declarations_that_it_does_not_know() -> None:
    css = "b { color: red; inset: 0 } i, u:has(b) { top: 0 } @media print { s { inset: 0 } }"
    left = stripped(css, lambda name: name in ("inset", ":has()"))
    assert left.replace(" ", "") == "b{color:red}@mediaprint{s{}}"


def test_syntax_and_names_of_a_script_are_found() -> None:
    script = "const own = { ...a?.b }; own.replaceAll(self.fetch); try { f() } catch { own() }"
    assert scripts.uses(script) == {
        "spread_element in object", "optional_chain", "catch without name",
        ".b", ".replaceAll", ".fetch", "a", "f", "self",
    }  # fmt: skip


def newer_uses() -> list[Use]:
    """Return what a browser of its floor may lack."""
    support = read_support()
    return [
        use
        for floor, uses_of_it in used_at().items()
        for use in uses_of_it
        if use.name in support and support[use.name].is_newer_than(floor)
    ]
