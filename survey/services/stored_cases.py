"""The stored case counts as the population of a report."""

from datetime import date

from analysis.case_counts import MONTH, CaseCounts, CaseRow
from analysis.caveats import Caveat, CaveatCode
from analysis.columns import SERVICE_POINT
from analysis.reading.faults import UnfitCases
from survey.domain.case_counts import counts_in_force, fingerprint, in_use, of_months
from survey.services.survey import Survey
from survey.store import case_counts, places


def counts_of(survey: Survey, begins: date, ends: date) -> CaseCounts | None:
    """Return the case counts in force of a period's months; None where there are none."""
    with survey.store.reading() as connection:
        imports = case_counts.all_imports(connection)
        names = {point.id: point.name for point in places.all_points(connection)}
    counts = of_months(counts_in_force(imports), begins, ends)
    if not counts:
        return None
    used = [one for one in imports if in_use(one, imports) & counts.keys()]
    numbers = ", ".join(str(one.number) for one in used)
    return CaseCounts(
        name=f"Số hồ sơ đã nhập, lần {numbers}",
        sha256=fingerprint(counts),
        columns=(SERVICE_POINT, MONTH),
        rows=tuple(
            CaseRow((names[cell.service_point], f"{cell.month:%Y-%m}"), counts[cell], number)
            for number, cell in enumerate(sorted(counts), 1)
        ),
        is_made_up=any(one.is_made_up for one in used),
    )


def not_used(counts: CaseCounts, unfit: UnfitCases) -> Caveat:
    """Return the doubt of a report that is made without counts, as they do not fit its responses.

    The hash tells later whether other counts are there by now.
    """
    cells = (
        fault.values.get("cell") or fault.values.get("months") or fault.values.get("value", "")
        for fault in unfit.faults
    )
    values = {"cells": "; ".join(dict.fromkeys(cells)), "sha256": counts.sha256}
    return Caveat(CaveatCode.CASES_NOT_USED, values)
