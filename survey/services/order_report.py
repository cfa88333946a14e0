"""Asking for a further report of a period: an order in the database, done by the server later."""

from questionnaires.months import Months
from survey.domain.publications import WantedReport
from survey.services.survey import Survey
from survey.store import publications

# Kept with the report, and so in the language of the office.
CASES_CAME = "Có số hồ sơ được nhập sau khi báo cáo trước đã lập."
PLAN_CAME = "Kế hoạch của kỳ này được chọn sau khi báo cáo trước đã lập."


def order_report(survey: Survey, period: Months, reason: str = CASES_CAME) -> None:
    """Have the report of a period made anew; it will stand beside the earlier ones.

    Raises NotStored; then nothing is ordered.
    """
    with survey.store.writing() as connection:
        publications.add_order(connection, WantedReport(period, reason))
    survey.making.forget(period)


def ordered_periods(survey: Survey) -> frozenset[Months]:
    """Return the periods whose report is ordered and not made yet."""
    with survey.store.reading() as connection:
        return frozenset(wanted.period for wanted in publications.orders(connection))


def give_up_order(survey: Survey, period: Months) -> None:
    """Forget an order that cannot be done."""
    with survey.store.writing() as connection:
        publications.take_order(connection, period)
