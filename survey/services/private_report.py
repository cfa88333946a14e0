"""A report for whoever has the database: of any whole months, and not to be published.

It reads the responses that are there, those of today too. Nobody else may make one: who makes it
before and after one person answered reads what that person said.
"""

from dataclasses import replace

from analysis.case_counts import CaseCounts
from analysis.caveats import Caveat, CaveatCode
from analysis.report.model import Report
from questionnaires.months import Months
from survey.services.produce_report import produce_report
from survey.services.survey import Survey


def private_report(
    survey: Survey, plan_id: str | None, months: Months | None, cases: CaseCounts | None
) -> Report:
    """Return the report of months, or of all that there is, marked as not to be published.

    Raises UnknownText and UnfitCases.
    """
    from analysis.report.plan_verdicts import with_no_verdict_yet  # noqa: PLC0415

    begins, ends = (months.begins, months.ends) if months else (None, None)
    made = produce_report(survey, plan_id, begins, ends, cases)
    if not _is_whole_plan(made, months, survey):
        made = with_no_verdict_yet(made)
    others = (one for one in made.caveats if one.code is not CaveatCode.PERIOD_NOT_FIXED)
    return replace(made, caveats=(Caveat(CaveatCode.NOT_FOR_PUBLICATION), *others))


def _is_whole_plan(report: Report, months: Months | None, survey: Survey) -> bool:
    plan = report.plan
    if plan is None or plan.months.ends >= survey.today():
        return False
    return months is None or months == plan.months
