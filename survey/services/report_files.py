"""Reports as files, made by the background process."""

from datetime import date

from analysis.disclosure.thresholds import LEAST
from survey.services.open_survey import survey_to_read
from survey.services.produce_report import produce_report
from survey.settings import Settings


def report_file(
    settings: Settings, begins: date, ends: date, kind: str, language: str
) -> bytes | None:
    """Return a report of a period in one of the formats; None while too few people answered."""
    # Here, because only the process that makes it has memory for it.
    from analysis.report.formats import FORMATS  # noqa: PLC0415

    with survey_to_read(settings) as survey:
        made = produce_report(survey, None, begins, ends)
    return FORMATS[kind].write(made, language) if made.responses >= LEAST else None
