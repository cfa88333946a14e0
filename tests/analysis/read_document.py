"""A document of Word as tests read it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def as_text(content: bytes) -> bytes:
    """Return what each paragraph says, in tables and outside of them."""
    return _words(content, lambda _: True)


def in_its_language(content: bytes) -> bytes:
    """Return the same without what is marked as in another language."""
    return _words(content, lambda run: not run.xpath("w:rPr/w:lang"))


def _words(content: bytes, is_told: Callable[[BaseOxmlElement], bool]) -> bytes:
    body = docx.Document(BytesIO(content)).element.body
    paragraphs = (filter(is_told, each.iter(qn("w:r"))) for each in body.iter(qn("w:p")))
    return "\n".join("".join(map(_said, runs)) for runs in paragraphs).encode()


def _said(run: BaseOxmlElement) -> str:
    parts = run.iter(qn("w:t"), qn("w:br"))
    return "".join(part.text if part.tag == qn("w:t") else "\n" for part in parts)
