"""A further report of a period, with the case counts that came after the one before."""

from questionnaires.months import Months
from survey.background import Background
from survey.domain.publications import Publication
from survey.limits import FILE_PATIENCE_SECONDS
from survey.services.publish_report import make_report, publish
from survey.services.survey import Survey

# Kept with the report, and so in the language of the office.
REASON = "Có số hồ sơ được nhập sau khi báo cáo trước đã lập."


def renew_publication(survey: Survey, background: Background, period: Months) -> Publication:
    """Make the report of a period anew and keep it beside the earlier ones.

    Raises BackgroundFull, StillWorking, TaskFailed and NotStored; then nothing is kept.
    """
    made = background.result(
        FILE_PATIENCE_SECONDS, make_report, survey.settings, period.begins, period.ends
    )
    return publish(survey, period, made, REASON)
