"""Published reports as files, made by the background process."""

from pathlib import Path

from survey.domain.publications import Edition
from survey.services.keep_letterhead import printed_letterhead
from survey.services.open_survey import survey_to_read
from survey.services.read_publications import published_report
from survey.settings import Settings


def write_report_files(settings: Settings, edition: Edition, folder: Path, language: str) -> Path:
    """Write a published report in all formats to a folder; return the one for people."""
    from analysis.report.formats import FORMATS, write_report  # noqa: PLC0415

    with survey_to_read(settings) as survey:
        report, letterhead = published_report(survey, edition), printed_letterhead(survey)
        write_report(report, folder, tuple(FORMATS), language, letterhead)
    return folder / FORMATS["html"].file
