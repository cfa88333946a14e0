"""``report.pdf``: the report as an official document on A4, to be signed, handed in and archived.

It is tagged for those who hear it and made for archives; `templates/documents/report.typ` lays out
what `document_of` says, by the rules of Decree 30/2020/NĐ-CP.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields, is_dataclass
from datetime import date

from analysis.letterhead import BLANK, Letterhead
from analysis.report.document import Picture, Run, runs
from analysis.report.model import Report
from analysis.report.sections import document_of
from analysis.report.sections.official import official_of
from analysis.report.words import Words
from templates.breakable import breakable
from templates.languages import N_
from templates.letters import SERIF, spelled
from templates.typesetting import typeset_for_archives

POSITION = 7
MEDIA_TYPE = "application/pdf"

_WORDS = {
    "digital_signature": N_("Place of the agency’s digital signature"),
}
# Said where a name has such characters; the other files print them with the reader's own fonts.
_SPELLED = N_(
    "Characters that the fonts of this file lack are printed as their number, such as [U+2705]; the"
    " other files of the report have them as they were written."
)
_NUMBER = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
# Symbols of verdicts, of which no packaged font has one: the template draws them.
_DRAWN = {"✓": "check", "✕": "cross"}
_SYMBOL = re.compile("([✓✕])")
# A hash fits on a line, and whoever copies it should get it whole.
_LONGEST_CODE = 80
# Archives want a day; that of a report of no day at all.
_NO_DAY = date(1970, 1, 1)


def write(report: Report, language: str, letterhead: Letterhead = BLANK) -> bytes:
    """Return the report as a PDF (A-2a, UA-1); raise TypesettingError where it cannot be set."""
    say, day = Words(language).say, _day(report, letterhead)
    document = document_of(report, language, letterhead.agency)
    data: dict[str, object] = {
        "document": _plain(document),
        "official": _plain(official_of(report, language, letterhead)),
        "words": {name: say(sentence) for name, sentence in _WORDS.items()},
        "title": spelled(f"{document.title} – {document.name}", SERIF),
        "running": runs(document.notice.lines[0])[0].text if document.notice else "",
        "author": spelled(document.name, SERIF),
        "keywords": [f"hailong-fingerprint:{document.fingerprint}"] if document.fingerprint else [],
        "day": {"year": day.year, "month": day.month, "day": day.day},
    }
    data["spelled"] = say(_SPELLED) if _NUMBER.search(json.dumps(data)) else ""
    return typeset_for_archives("documents/report.typ", data)


def _day(report: Report, letterhead: Letterhead) -> date:
    """Return the day of the document; without one the last day that it is of.

    So the file says nothing of when it was made, and stays the same.
    """
    return letterhead.day or report.period.ends or report.last_day or _NO_DAY


def _plain(value: object) -> object:
    """Return blocks, runs and texts as what JSON knows; `kind` names each."""
    if isinstance(value, Picture):
        return {"kind": "picture", "svg": value.svg.decode(), "words": value.words}
    if isinstance(value, Run) and value.is_code and len(value.text) <= _LONGEST_CODE:
        return {"kind": "run"} | asdict(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower()} | named
    return value


def _text(text: str) -> object:
    if not _SYMBOL.search(text):
        return _letters(text)
    parts = filter(None, _SYMBOL.split(text))
    return [{"kind": "drawn", "symbol": _DRAWN[p]} if p in _DRAWN else _letters(p) for p in parts]


def _letters(text: str) -> str:
    return breakable(spelled(text, SERIF))
