"""An office as an earlier program left it, with a day that is over and still to be sealed."""

import random
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from alembic import command

from survey.services.clock import MACHINE_CLOCK
from survey.services.manage_places import add_service_point, overview
from survey.services.open_survey import create_survey
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import set_up_office
from survey.settings import Settings
from survey.store import upgrade
from survey.store.engine import open_store
from tests.faults.sealed_day import answer
from tests.survey.conftest import Clock

SEALED, CLOSED = 20, 30
EARLIER_TABLES = "0004"


@dataclass(frozen=True)
class EarlierOffice:
    """Where it lies, the code of its poster, and the comments of all who have answered."""

    data: Path
    code: str
    comments: frozenset[str]


def make_earlier_office(data: Path) -> EarlierOffice:
    """Make an office with one sealed day, and one that is over."""
    clock = Clock(MACHINE_CLOCK.now() - timedelta(days=3))
    chance = random.Random(20261128)
    survey = create_survey(Settings(data=data), clock, chance.randbytes)
    with closing(survey.store):
        set_up_office(survey, "Sở thử nghiệm", "https://thu.example.vn", "0215 000 000")
        add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
        (counter,) = overview(survey)
        code = counter.active_posters[0].code
        for number in range(SEALED):
            answer(survey, code, number, chance)
        clock.pass_days(2)
        seal_closed_days(survey)
        for number in range(SEALED, SEALED + CLOSED):
            answer(survey, code, number, chance)
    _go_back(data)
    return EarlierOffice(data, code, frozenset(f"khách {n:05}" for n in range(SEALED + CLOSED)))


def _go_back(data: Path) -> None:
    path = Settings(data=data).database
    with closing(open_store(path)) as store, store.writing() as connection:
        config = upgrade._config()
        config.attributes["connection"] = connection
        command.downgrade(config, EARLIER_TABLES)
