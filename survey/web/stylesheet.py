"""The citizen's stylesheet as it stands inside a page, and the hash that the policy names it by."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

STATIC = Path(__file__).parent.parent / "static"
_FILES = ("tokens.css", "citizen.css")


@cache
def inline_stylesheet() -> Markup:
    """Return the shared tokens and the citizen's rules, without the spaces and comments."""
    written = "".join((STATIC / name).read_text("utf-8") for name in _FILES)
    return Markup(_compact(written))  # noqa: S704 - our own file, and it must not be escaped


@cache
def stylesheet_hash() -> str:
    """Return the source expression that lets this stylesheet, and no other, apply."""
    digest = sha256(inline_stylesheet().encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _compact(written: str) -> str:
    without_comments = re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
    folded = re.sub(r"\s+", " ", without_comments)
    # Only where a space never means anything: around + and in calc() it does.
    closed_up = re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", folded)
    return _without_unused_tokens(closed_up).replace(";}", "}").strip()


def _without_unused_tokens(rules: str) -> str:
    used = set(re.findall(r"var\((--[a-z-]+)\)", rules))
    return re.sub(r"(--[a-z-]+):[^;}]*;", lambda found: found[0] if found[1] in used else "", rules)
