"""Finds every sentence that the code and the pages show, and what each catalogue says of it."""

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from templates.languages import TRANSLATIONS
from templates.typesetting import TEMPLATES

ROOT = TEMPLATES.parent
CODE = [
    path
    for package in ("questionnaires", "analysis", "survey", "templates")
    for path in sorted((ROOT / package).rglob("*.py"))
]
PAGES = sorted(TEMPLATES.rglob("*.html"))
_KEYWORDS = list(DEFAULT_KEYWORDS)
CATALOGUES = sorted(TRANSLATIONS.glob("*.vi.po"))


@cache
def messages(catalogue: Path) -> list[Message]:
    """Return the entries of a catalogue, without its header."""
    with catalogue.open("rb") as file:
        return [message for message in read_po(file, "vi", abort_invalid=True) if message.id]


@cache
def shown_sentences(path: Path) -> set[str]:
    """Return the sentences of a file that are marked for translation."""
    if path.suffix == ".html":
        return _marked_in_page(path)
    return _marked_in_code(path) | _enumerated(_tree(path))


def string_constants(path: Path) -> set[str]:
    """Return every string in a module."""
    return {
        node.value
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _marked_in_page(path: Path) -> set[str]:
    options = {
        "trimmed": "true",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "newstyle_gettext": "true",
    }
    with path.open("rb") as file:
        found = [message for _, _, message, _ in babel_extract(file, _KEYWORDS, [], options)]
    return {_singular(message) for message in found if message}


def _marked_in_code(path: Path) -> set[str]:
    found = extract_from_file("python", path, {**DEFAULT_KEYWORDS, "say": None})
    return {_singular(message) for _, message, _, _ in found}


def _enumerated(tree: ast.Module) -> set[str]:
    """Return the members of an enumeration called `Message`."""
    return {
        str(ast.literal_eval(statement.value))
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name == "Message"
        for statement in node.body
        if isinstance(statement, ast.Assign)
    }


def _singular(message: str | Sequence[str | None]) -> str:
    """Return what an entry is found by: the singular where there is a plural too."""
    return message if isinstance(message, str) else str(message[0])
