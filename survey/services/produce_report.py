"""The report of the stored responses."""
# ruff: noqa: PLC0415 (what computes takes long to import, and a start should not wait for it)

from datetime import date

from analysis.case_counts import CaseCounts
from analysis.report.model import Period, Report, Source
from survey.services.publish_text import current_plan, plan, refuse_altered_texts
from survey.services.set_up_office import office
from survey.services.survey import Survey


def produce_report(
    survey: Survey,
    plan_id: str | None = None,
    begins: date | None = None,
    ends: date | None = None,
    cases: CaseCounts | None = None,
) -> Report:
    """Return the report of whole months, both days included, on what most people answered in them.

    Without `plan_id` it is that of the office's plan; with `cases` responses are weighted to them.
    Raises UnknownText, PublishedTextAltered, PeriodEndsFirst, MonthCut and UnfitCases.
    """
    from analysis.report.build import build_report
    from survey.services.gather_responses import gather_responses

    refuse_altered_texts(survey)
    followed = current_plan(survey) if plan_id is None else plan(survey, plan_id)
    gathered = gather_responses(survey, begins, ends)
    source = Source(office(survey).name, cases=cases)
    return build_report(
        gathered.responses, followed, source, Period(begins, ends), gathered.caveats
    )
