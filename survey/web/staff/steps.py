"""What somebody at the desk should do next, the most pressing first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask import url_for

from analysis.estimates import Verdict
from questionnaires.months import Months
from survey.domain.places import Office
from survey.domain.progress import Progress
from survey.services.manage_places import PointOverview
from survey.services.print_posters import is_reachable
from survey.web.staff.pages import said
from survey.web.staff.releases import ShownReport
from templates.languages import N_


@dataclass(frozen=True)
class Step:
    """Something to be done: what, why, and where if it is done on these pages."""

    what: str
    why: str
    link: str | None = None


def next_steps(
    office: Office, overviews: Sequence[PointOverview], reports: Sequence[ShownReport]
) -> list[Step]:
    """Return what is to be done, nothing when all is well."""
    steps = list(_address_steps(office))
    if not overviews:
        return [_first_service_point(), *steps]
    open_points = [one for one in overviews if one.point.is_open]
    return [*steps, *_poster_steps(open_points), *_answer_steps(reports)]


def plan_steps(
    reports: Sequence[ShownReport], plans: Sequence[Months], today: date
) -> Iterator[Step]:
    """Give the step that is to be done where no plan that was followed is of this time.

    A report can reach further back than a plan that is right: the first year of it does. Before the
    first report it is told where all plans are over.
    """
    is_followed = any(plan.begins <= today <= plan.ends for plan in plans)
    are_over = not reports and all(plan.ends < today for plan in plans)
    if not is_followed and (are_over or any(one.other_days is not None for one in reports)):
        yield Step(
            said(N_("Follow a plan of these days with hailong publish.")),
            said(N_("Until then no target is met or missed.")),
        )


def batch_steps(batches: Sequence[Progress]) -> Iterator[Step]:
    """Give a step for each batch of paper forms that somebody began to type."""
    for one in batches:
        yield Step(
            said(N_("Finish batch %(number)s of paper forms."), number=one.batch.number),
            said(N_("What is typed counts only once the batch is signed off.")),
            url_for("staff.batch", batch=one.batch.number),
        )


def _first_service_point() -> Step:
    return Step(
        said(N_("Add the first service point.")),
        said(N_("It is a counter where a poster hangs.")),
        url_for("staff.add_service_point"),
    )


def _address_steps(office: Office) -> Iterator[Step]:
    if not is_reachable(office):
        yield Step(
            said(N_("Enter the public address with hailong init.")),
            said(N_("Posters lead there; without one none is printed.")),
        )
    elif not office.is_demo and urlsplit(office.public_address or "").scheme != "https":
        yield Step(
            said(N_("Put the survey behind HTTPS.")),
            said(N_("Until then answers and passwords cross the network in plain sight.")),
        )


def _poster_steps(open_points: Sequence[PointOverview]) -> Iterator[Step]:
    for one in open_points:
        if not one.takes_answers:
            yield Step(
                said(N_("Make a new poster for %(name)s."), name=one.point.name),
                said(N_("Without one nobody can answer there.")),
                url_for("staff.service_point", number=one.point.id),
            )
    for code in (code for one in open_points for code in one.codes_without_tablet):
        yield Step(
            said(N_("Enrol the tablet of code %(code)s."), code=code.code),
            said(N_("Until then no answer is taken from it.")),
            url_for("staff.device", code=code.code),
        )
    posters = [poster for one in open_points for poster in one.active_posters]
    count = sum(poster.printed_on is None for poster in posters)
    if count:
        yield Step(
            said(N_("Print the posters.")),
            said(N_("Not printed yet: %(count)s. Each hangs at its own counter."), count=count),
            "#service-points",
        )


def _answer_steps(reports: Sequence[ShownReport]) -> Iterator[Step]:
    lines = [line for report in reports for line in report.lines]
    verdicts = {line.verdict for line in lines}
    is_open = not lines or any(line.figures is None or line.figures.is_open for line in lines)
    if Verdict.NOT_MET in verdicts:
        yield Step(
            said(N_("See in the report what people are least satisfied with.")),
            said(N_("It lists every factor and every question.")),
            url_for("staff.report"),
        )
    if is_open:
        yield Step(
            said(N_("Invite more people to answer.")),
            said(N_("Show everybody the poster when their case is done, whoever they are.")),
        )
