"""An office of many responses: its desk, and citizens while a year of it is published and read."""

from pathlib import Path
from time import perf_counter, sleep

from survey.bench.load import Outcome, percentile
from survey.bench.office import MeasuredOffice, make_year, reports_left
from survey.bench.phones import Visitors
from survey.bench.processes import served
from survey.bench.programs import APP, STILL
from survey.bench.seen import Seen, Tell
from survey.bench.staff import Clerk
from survey.services.publishing_clock import FIRST_SECONDS
from survey.settings import Settings
from templates.languages import N_

READERS_OF_REPORTS = 16
_LOOKS = 15  # at each desk in a round


def measure_year(folder: Path, seen: Seen, tell: Tell) -> None:
    """Measure an office whose year is published, in every round that was seen."""
    tell(N_("Making two offices with answers in every month of a year."))
    few = make_year(Settings(data=folder / "few"), seen.dose.few)
    many = make_year(Settings(data=folder / "many"), seen.dose.many)
    tell(N_("Opening desks, and publishing a year."))
    visitors = Visitors(0, many, seen.dose.seconds, many.path)
    clerk = _while_nothing_is_published(few, visitors, seen)
    _while_a_year_is_published(visitors, clerk, seen)
    seen.reports_left = reports_left(many)
    seen.missing += visitors.missing()


def _while_nothing_is_published(few: MeasuredOffice, visitors: Visitors, seen: Seen) -> Clerk:
    many = visitors.office
    with served(STILL, few.settings.data) as small, served(STILL, many.settings.data) as large:
        small.first_answer(few.path)
        large.first_answer(many.path)
        visitors.port = large.port
        clerks = Clerk(few, small.port), Clerk(many, large.port)
        for _ in range(seen.dose.warm_up):
            _looks(*clerks)
        for each in seen.rounds:
            each["few"], each["many"] = _looks(*clerks)
        # After the desks: what visitors send here in seconds others do not in days.
        for _ in range(seen.dose.warm_up):
            visitors.open_and_send()
        for each in seen.rounds:
            each["still"] = visitors.open_and_send()
    return clerks[1]


def _while_a_year_is_published(visitors: Visitors, clerk: Clerk, seen: Seen) -> None:
    with served(APP, visitors.office.settings.data) as server:
        server.first_answer(visitors.path)
        visitors.port = server.port
        clerk.sign_in_at(server.port)
        sleep(FIRST_SECONDS)
        for each in seen.rounds:
            with clerk.read_by(READERS_OF_REPORTS, seen.readers):
                sleep(seen.dose.strain_seconds)
                each["publishing"] = visitors.open_and_send()


def _looks(*clerks: Clerk) -> list[Outcome]:
    """Return how long the desk of each takes, opened by turns."""
    seconds: list[list[float]] = [[] for _ in clerks]
    for _ in range(_LOOKS):
        for clerk, taken in zip(clerks, seconds, strict=True):
            began = perf_counter()
            clerk.desk()
            taken.append(perf_counter() - began)
    return [
        Outcome(
            rate=_LOOKS / sum(taken),
            p50=percentile(taken, 0.5),
            p99=percentile(taken, 0.99),
            errors=0,
            statuses={},
            acknowledged=[],
        )
        for taken in seconds
    ]
