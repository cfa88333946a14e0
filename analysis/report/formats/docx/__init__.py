"""``report.docx``: the report to be finished, numbered and signed in a word processor."""

from __future__ import annotations

from analysis.letterhead import BLANK, Letterhead
from analysis.report.model import Report
from analysis.report.sections import document_of
from analysis.report.sections.official import official_of

POSITION = 6
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write(report: Report, language: str, letterhead: Letterhead = BLANK) -> bytes:
    """Return the report as a document of Word, made to be edited: the same bytes on every run."""
    # Here, because it takes long to import.
    from analysis.report.formats.docx.writing import written  # noqa: PLC0415

    document = document_of(report, language, letterhead.agency)
    return written(document, official_of(report, language, letterhead))
