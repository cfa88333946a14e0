"""The citizen's stylesheet as it stands inside a page, and the hash that the policy names it by."""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from survey.web.look import Look, Shade

STATIC = Path(__file__).parent.parent / "static"


@cache
def inline_stylesheet(look: Look) -> Markup:
    """Return the shared tokens and the citizen's rules, without the spaces and comments."""
    return Markup(_compact("".join(_parts(look))))  # noqa: S704 - our own files, not to be escaped


@cache
def stylesheet_hash(look: Look) -> str:
    """Return the source expression that lets this stylesheet, and no other, apply."""
    digest = sha256(inline_stylesheet(look).encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _parts(look: Look) -> Iterator[str]:
    yield _file("tokens")
    match look.shade:
        case None:
            yield _when("prefers-color-scheme: dark", "tokens-dark")
            yield _when("prefers-contrast: more", "tokens-contrast")
        case Shade.LIGHT:
            yield _when("prefers-contrast: more", "tokens-contrast")
        case Shade.DARK:
            # Paper is not dark, whatever the screen is.
            yield f"@media screen {{ {_file('tokens-dark')} {_file('tokens-contrast')} }}"
    yield _file("citizen")
    if look.is_easy:
        yield _file("citizen-easy")
    if look.is_large:
        yield _file("citizen-large")


def _file(name: str) -> str:
    return (STATIC / f"{name}.css").read_text("utf-8")


def _when(condition: str, name: str) -> str:
    return f"@media ({condition}) {{ {_file(name)} }}"


def _compact(written: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
    folded = re.sub(r"\s+", " ", without_comments)
    # Only where a space never means anything: around + and in calc() it does.
    closed_up = re.sub(r" ?([{};,>]) ?|(?<=:) |(?<=@media) (?=\()", r"\1", folded)
    beside = re.sub(r" ([+~]) (?=[^{}]*\{)", r"\1", closed_up)
    without_zeros = re.sub(r"(?<=[ :(,-])0(?=\.\d)", "", beside)
    return _with_plain_values(without_zeros).replace(";}", "}").strip()


def _with_plain_values(rules: str) -> str:
    """Write a token that never changes where it is used, and leave out those that are not used.

    Those that change with colours stay in every look: further stylesheets of a page name them.
    """
    changing = set(re.findall(r"--[a-z-]+(?=:)", _file("tokens-dark") + _file("tokens-contrast")))
    for name, value in re.findall(r"(--[a-z-]+):([^;}]*)", rules):
        if name not in changing:
            rules = rules.replace(f"var({name})", value)
    used = set(re.findall(r"var\((--[a-z-]+)\)", rules))
    return re.sub(r"(--[a-z-]+):[^;}]*;", lambda found: found[0] if found[1] in used else "", rules)
