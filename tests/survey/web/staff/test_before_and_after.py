"""Somebody looks at all that he can reach before and after one person answered.

The same weeks are played again with the same luck and other answers. What is the same in both, byte
for byte, tells nobody which answers they were, however often and cleverly he looks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from survey.background import RunHere
from survey.domain.publications import Publication
from survey.services.find_due_reports import due_periods
from survey.services.keep_batches import new_batch
from survey.services.manage_places import overview_of
from survey.services.open_visit import open_visit
from survey.services.publish_report import publish_due
from survey.services.seal_day import seal_closed_days
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from survey.store.publications import add_publication, publications_of, published_periods
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock, MadeOffice, opened_copy
from tests.survey.publishing import publish_all
from tests.survey.web.staff.reachable import BATCH, Reached, reached

BUSY, SMALL = 1, 2
ANSWERED, CLOSED, DUE, PUBLISHED = "answered", "the day is closed", "due", "published"


@dataclass(frozen=True)
class Said:
    """What somebody answers."""

    mark: str
    comment: str = ""


HAPPY, UNHAPPY = Said("5"), Said("1", "Chờ lâu quá, không ai hướng dẫn.")


@dataclass(frozen=True)
class Weeks:
    """What could be reached at each look, and what was published in the end."""

    looks: dict[str, Reached]
    publications: tuple[Publication, ...]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weeks")


@pytest.fixture(scope="module")
def office(staffed_office: MadeOffice, folder: Path) -> MadeOffice:
    return _office(staffed_office, folder / "office")


@pytest.fixture(scope="module")
def happy_first(office: MadeOffice, folder: Path) -> Weeks:
    turns = (ANSWERED, CLOSED, DUE, PUBLISHED)
    return _weeks(office, folder / "happy", (HAPPY, UNHAPPY), _publish, turns)


@pytest.fixture(scope="module")
def unhappy_first(office: MadeOffice, folder: Path) -> Weeks:
    turns = (ANSWERED, CLOSED, PUBLISHED)
    return _weeks(office, folder / "unhappy", (UNHAPPY, HAPPY), _publish, turns)


@pytest.fixture(scope="module")
def both_unhappy(office: MadeOffice, folder: Path, happy_first: Weeks) -> Weeks:
    """Play with other answers, and publish the reports of the weeks before instead."""

    def publish(survey: Survey) -> None:
        known = _publications(survey)
        for one in happy_first.publications:
            if one not in known:
                with survey.store.writing() as connection:
                    add_publication(connection, one)

    return _weeks(office, folder / "both", (UNHAPPY, UNHAPPY), publish, (DUE, PUBLISHED))


def _office(made: MadeOffice, data: Path) -> MadeOffice:
    """Make an office with a published report, and answers of the running month."""
    with opened_copy(made, data, Clock()) as survey:
        assert new_batch(survey, BUSY, 50).number == BATCH
        add_responses(survey, BUSY, [date(2026, 1, 5)] * 14, lambda place: "51"[place % 2])
        add_responses(survey, SMALL, [date(2026, 1, 6)] * 11, comment="Cảm ơn.")
        add_responses(survey, BUSY, [date(2026, 3, 1)] * 20)
        assert publish_all(survey)
    return MadeOffice(data, Random(1).getstate())


def _weeks(
    office: MadeOffice,
    folder: Path,
    said: Sequence[Said],
    publish: Callable[[Survey], None],
    turns: Sequence[str],
) -> Weeks:
    """Let one person a day answer at the small counter, and look at these turns."""
    looks: dict[str, Reached] = {}
    clock = Clock()
    with opened_copy(office, folder / "data", clock) as survey:

        def look(turn: str) -> None:
            if turn in turns and turn not in looks:
                looks[turn] = reached(replace(survey, random_bytes=Random(turn).randbytes))

        for one in said:
            _answer(survey, one)
            look(ANSWERED)
            clock.pass_days(1)
            seal_closed_days(survey)
            look(CLOSED)
        clock.pass_days(30)
        add_responses(survey, BUSY, [survey.today()] * 10)
        look(DUE)
        publish(survey)
        look(PUBLISHED)
        return Weeks(looks, _publications(survey))


def _answer(survey: Survey, said: Said) -> None:
    code = overview_of(survey, SMALL).active_posters[0].code
    opened = open_visit(survey, code, "vi")
    form = {item.id: [said.mark] for item in opened.questionnaire.items}
    submit_response(survey, code, opened.visit, form, said.comment)


def _publish(survey: Survey) -> None:
    due = due_periods(survey)
    assert due
    for period in due:
        publish_due(survey, RunHere(), period)


def _publications(survey: Survey) -> tuple[Publication, ...]:
    with survey.store.reading() as connection:
        periods = published_periods(connection)
        return tuple(one for period in periods for one in publications_of(connection, period))


def differing(turn: str, one: Weeks, other: Weeks) -> list[str]:
    """Return the names of what is not the same at a look."""
    here, there = one.looks[turn], other.looks[turn]
    return sorted(name for name in here | there if here.get(name) != there.get(name))


@pytest.mark.parametrize("turn", [ANSWERED, CLOSED])
def test_while_the_month_runs_nothing_tells_what_somebody_answered(
    happy_first: Weeks, unhappy_first: Weeks, turn: str
) -> None:
    assert differing(turn, happy_first, unhappy_first) == []


def test_nothing_ever_tells_who_answered_on_which_day(
    happy_first: Weeks, unhappy_first: Weeks
) -> None:
    assert differing(PUBLISHED, happy_first, unhappy_first) == []


@pytest.mark.release
def test_nothing_tells_it_when_the_month_is_over_and_not_yet_published(
    happy_first: Weeks, both_unhappy: Weeks
) -> None:
    assert differing(DUE, happy_first, both_unhappy) == []


@pytest.mark.release
def test_beside_the_reports_only_the_rows_of_an_export_tell_it(
    happy_first: Weeks, both_unhappy: Weeks
) -> None:
    assert differing(PUBLISHED, happy_first, both_unhappy) == ["export: responses.csv"]


def test_all_that_was_looked_at_was_there(happy_first: Weeks) -> None:
    seen = happy_first.looks[PUBLISHED]
    shown = [name for name, content in seen.items() if content.startswith(b"200 OK")]
    assert {"/can-bo/", "/can-bo/y-kien?thang=2026-01", "/can-bo/bao-cao/html"} <= set(shown)
    assert "/can-bo/bao-cao/json?ky=2026-03&lan=1" in shown
    assert {"export: comments.csv", "report: report.json", "release"} <= seen.keys()
    assert not [name for name, content in seen.items() if content.startswith(b"5")]
    assert not [name for name, content in seen.items() if b"/dang-nhap?next=" in content]
