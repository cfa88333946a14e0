"""``report.xlsx``: a sheet for each table, with numbers that a spreadsheet goes on counting with.

The rows are those of `data`, so nothing is told here that is not told there. No text becomes a
formula or a link, and the same report gives the same bytes.
"""

from __future__ import annotations

from analysis.letterhead import BLANK, Letterhead
from analysis.report.formats.xlsx.explanations import explanations
from analysis.report.formats.xlsx.sheets import sheets
from analysis.report.model import Report
from analysis.report.words import Words

POSITION = 5
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(report: Report, language: str, _letterhead: Letterhead = BLANK) -> bytes:
    """Return the report as a workbook."""
    # Here, because it takes long to import, and few need it.
    from analysis.report.formats.xlsx.workbook import workbook  # noqa: PLC0415

    words = Words(language)
    return workbook(report, (*sheets(report, words), explanations(report, words)), words)
