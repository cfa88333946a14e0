"""The stored case counts beside what is published: as weights once, else as coverage alone.

The responses of one month are in the figures of the month, the quarter, the year so far and the
plan. Each weighted its own way they would be so many equations of the same few people; with whole
numbers a single one is often enough. So only the indices of a plan's whole period are weighted, and
only once: by service points, and only where each of them shows its own result. Then they follow
from what is shown.
"""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

from analysis.case_counts import MONTH, CaseCounts, CaseRow
from analysis.caveats import Caveat, CaveatCode
from analysis.columns import SERVICE_POINT
from analysis.reading.faults import UnfitCases
from analysis.report.model import Report, Source
from questionnaires.months import Months
from survey.domain.case_counts import counts_in_force, fingerprint, in_use, of_months
from survey.domain.publications import Publication
from survey.services.followed_plans import judged_plans, plan_of
from survey.services.publish_beside import report_beside
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import case_counts, places
from survey.store.publications import publications_of


def report_to_publish(survey: Survey, period: Months) -> Report:
    """Return the report of a period as it is published, with the case counts that are stored."""
    counts, plan = counts_of(survey, period), plan_of(survey, period)
    name = office(survey).name
    if counts is None:
        return report_beside(survey, plan, period, Source(name))
    plain = Source(name, counted=counts)
    try:
        report = report_beside(survey, plan, period, plain)
    except UnfitCases as unfit:
        return report_beside(survey, plan, period, Source(name), [_not_used(counts, unfit)])
    if not may_be_weighted(survey, period):
        return report
    if _tells_its_indices(report):
        return report_beside(survey, plan, period, replace(plain, cases=_by_points(counts)))
    return replace(report, caveats=(*report.caveats, Caveat(CaveatCode.NOT_WEIGHTED)))


def may_be_weighted(survey: Survey, period: Months) -> bool:
    """Tell whether the next report of a period may be weighted to its cases."""
    if period not in [plan.months for plan in judged_plans(survey)]:
        return False
    with survey.store.reading() as connection:
        earlier = publications_of(connection, period)
    return not any(is_weighted(publication) for publication in earlier)


def is_weighted(publication: Publication) -> bool:
    """Tell whether a report is weighted to its cases."""
    return _kept(publication)["population"] is not None


def counts_seen(publication: Publication) -> str | None:
    """Return the hash of the case counts that were there when a report was made, None: none."""
    kept = _kept(publication)
    for counts in (kept["source"]["cases"], kept["source"].get("counted")):
        if counts is not None:
            return str(counts["sha256"])
    code = CaveatCode.CASES_NOT_USED.name
    found = (each["values"]["sha256"] for each in kept["caveats"] if each["code"] == code)
    return next(found, None)


def _kept(publication: Publication) -> Any:
    return json.loads(publication.report)["report"]


def counts_of(survey: Survey, period: Months) -> CaseCounts | None:
    """Return the case counts in force of a period's months; None where there are none."""
    with survey.store.reading() as connection:
        imports = case_counts.all_imports(connection)
        names = {point.id: point.name for point in places.all_points(connection)}
    counts = of_months(counts_in_force(imports), period)
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


def _tells_its_indices(report: Report) -> bool:
    """Tell whether the lines of the service points give each index, weighted as well."""
    return all(point.is_exact for point in report.service_points)


def _by_points(counts: CaseCounts) -> CaseCounts:
    """Return the counts of each service point over all months."""
    sums: Counter[str] = Counter()
    for row in counts.rows:
        sums[row.names[0]] += row.cases
    rows = (CaseRow((name,), cases, number) for number, (name, cases) in enumerate(sums.items(), 1))
    return replace(counts, columns=(SERVICE_POINT,), rows=tuple(rows))


def _not_used(counts: CaseCounts, unfit: UnfitCases) -> Caveat:
    """Return the doubt of a report that is made without counts, as they do not fit its responses.

    The hash tells later whether other counts are there by now.
    """
    told = (fault.values for fault in unfit.faults)
    cells = (str(each.get("cell") or each.get("months") or each.get("value", "")) for each in told)
    values = {"cells": "; ".join(dict.fromkeys(cells)), "sha256": counts.sha256}
    return Caveat(CaveatCode.CASES_NOT_USED, values)
