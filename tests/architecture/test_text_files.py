"""What is written in this house, checked letter by letter."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, files

TEMPLATES = files("templates", ".html")
BINARY = {".ttf", ".png", ".woff2", ".pdf", ".ico", ".jpg"}
TEXTS = [path for path in files() if path.suffix not in BINARY]

# Between < and > of a tag; Jinja's own blocks may hold quotes and signs of their own.
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
INLINE = re.compile(r"\s(?:on[a-z]+|style)\s*=", re.IGNORECASE)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE)
OTHER_HOST = re.compile(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE)
LATER = re.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b")


def found(pattern: re.Pattern[str], paths: list[Path]) -> Iterator[str]:
    """Give each line in which a pattern occurs, with its place."""
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"


def test_no_template_turns_escaping_off() -> None:
    assert TEMPLATES
    assert list(found(UNESCAPED, TEMPLATES)) == []


def test_no_template_has_an_inline_handler_or_style() -> None:
    tags = [
        f"{path.name}: {tag}"
        for path in TEMPLATES
        for tag in TAG.findall(path.read_text("utf-8"))
        if INLINE.search(tag)
    ]

    assert tags == []


def test_no_template_has_an_inline_script_but_the_loader() -> None:
    inside = list(found(SCRIPT, TEMPLATES))

    assert len(inside) == 1
    assert "<script>{{ loader.text }}</script>" in inside[0]


def test_no_template_loads_anything_from_another_host() -> None:
    assert list(found(OTHER_HOST, TEMPLATES)) == []


def test_no_poster_fetches_a_package_from_the_network() -> None:
    assert list(found(re.compile("@preview"), files("templates", ".typ"))) == []


def test_nothing_is_put_off_in_a_comment() -> None:
    assert list(found(LATER, TEXTS)) == []


def test_every_text_is_utf_8_in_composed_letters_with_plain_line_ends() -> None:
    contents = {path: path.read_bytes().decode("utf-8") for path in TEXTS}

    assert [
        path for path, text in contents.items() if not unicodedata.is_normalized("NFC", text)
    ] == []
    assert [path for path, text in contents.items() if "\r" in text] == []


@pytest.mark.parametrize("path", files("templates", ".po"), ids=lambda path: path.name)
def test_a_catalogue_is_whole(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)

    assert catalogue.charset.lower() == "utf-8"
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert [message.id for message in catalogue if message.id and not message.string] == []
