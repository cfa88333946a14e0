"""The report of a period beside all that was published: what was released before counts."""
# ruff: noqa: PLC0415 (what computes takes long to import, and a start should not wait for it)

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from analysis.caveats import Caveat
from analysis.report.model import Period, Report, Source
from questionnaires.model import Plan
from questionnaires.months import Months
from survey.domain.errors import PublicationAltered
from survey.domain.publications import Context, Publication
from survey.domain.released_spans import reaching_into
from survey.services.read_publications import report_as_kept
from survey.services.survey import Survey
from survey.store.places import all_points
from survey.store.publications import publications_of, published_periods


def report_beside(
    survey: Survey, followed: Plan, months: Months, source: Source, caveats: Iterable[Caveat] = ()
) -> Report:
    """Return the report of a period without what the published ones would tell together with it.

    Raises UnfitCases, PublicationAltered, and SubtractedReports where a few people more or fewer
    belong to the period than when it was published first.
    """
    from analysis.report.build import build_report_beside
    from analysis.report.findings.versions import on_answered_versions
    from survey.services.gather_responses import gather_responses

    with survey.store.reading() as connection:
        every = published_periods(connection)
        near = reaching_into(months, every)
        kept = [one for period in near for one in publications_of(connection, period)]
        names = {point.id: point.name for point in all_points(connection)}
    others = [one for one in _of_other_months(survey, months, followed) if one.period not in near]
    begins = min([months.begins, _begins(months, followed), *(each.begins for each in near)])
    ends = max([months.ends, *(each.ends for each in every)])
    gathered = gather_responses(survey, begins, ends, months)
    report = build_report_beside(
        [_renamed(report_as_kept(survey, one), one, names) for one in (*others, *kept)],
        gathered.responses,
        followed,
        source,
        Period(months.begins, months.ends),
    )
    report = on_answered_versions(report, gathered.answered)
    return replace(report, caveats=(*report.caveats, *gathered.caveats, *caveats))


def _renamed(report: Report, kept: Publication, names: Mapping[int, str]) -> Report:
    """Return a report with the present names of its service points, so that their people are known.

    Two may have exchanged their names since, and a new one may bear the name of an old one.
    """
    numbers = {name: number for number, name in Context.read(kept.context).points.items()}
    present = {name: names[number] for name, number in numbers.items() if number in names}
    groups = tuple(
        replace(group, id=present.get(group.id, group.id)) for group in report.service_points
    )
    return replace(report, service_points=groups)


def _of_other_months(survey: Survey, months: Months, followed: Plan) -> Iterator[Publication]:
    """Yield the reports that the one of a period is held against.

    One that was altered is left out: it keeps no new report from being made.
    """
    from analysis.report.findings.compared import wanted_references

    wanted = wanted_references(Period(months.begins, months.ends), followed)
    with survey.store.reading() as connection:
        for period in dict.fromkeys(wanted.values()):
            with suppress(PublicationAltered):
                yield from publications_of(connection, period)


def _begins(months: Months, followed: Plan) -> date:
    """Return the first day of the plan that a period belongs to, or of its year."""
    is_planned = followed.months.begins <= months.ends <= followed.months.ends
    return followed.months.begins if is_planned else date(months.ends.year, 1, 1)
