"""Whatever happens between the closing of a month and its report: it is published later, once."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from questionnaires.months import Months, calendar_months
from survey.background import RunHere
from survey.services.find_due_reports import release_state
from survey.services.manage_places import all_points
from survey.services.open_survey import open_survey
from survey.services.order_report import order_report
from survey.services.publish_report import publish_wanted
from survey.services.read_publications import all_editions, altered_editions
from survey.services.survey import Survey
from survey.settings import Settings
from tests.faults.disk import files_in
from tests.faults.full_disk import KINDS, MakeDisk
from tests.faults.office import open_office
from tests.faults.power_cut import check_the_disk, cuts, put_into, traced_in
from tests.faults.refusal import assert_one_clear_sentence
from tests.faults.server import Installation, kill
from tests.faults.system_calls import TracedOrigin, need_strace
from tests.survey.answers import add_responses

pytestmark = pytest.mark.server

SHORT_LOG = "tests.faults.short_log"
FEW, MANY = 4, 150
FEW_CUTS, MANY_CUTS = 8, 1000
LESS, MORE = 0.9, 1.06
# A server begins with what is due three seconds after its start.
SOON_SECONDS, LONG_SECONDS = 4.0, 300.0


@contextmanager
def opened(data: Path) -> Iterator[Survey]:
    with closing((survey := open_survey(Settings(data=data))).store):
        yield survey


def last_month(survey: Survey) -> Months:
    return calendar_months(survey.today().replace(day=1) - timedelta(days=1), 1)


@pytest.fixture
def ended(installation: Installation) -> Installation:
    """Give an office whose last month is over: it is still to be closed and published."""
    let_a_month_end(installation)
    return installation


def let_a_month_end(installation: Installation) -> None:
    open_office(installation)
    with opened(installation.data) as survey:
        (point,) = all_points(survey)
        month = last_month(survey)
        add_responses(survey, point.id, [*[month.begins] * 12, *[survey.today()] * 10])


def published(data: Path) -> Counter[tuple[Months, int]]:
    """Return how often there is each number of each period; none may be altered."""
    with opened(data) as survey:
        assert altered_editions(survey) == ()
        return Counter((one.period, one.number) for one in all_editions(survey))


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.release)])
def test_a_report_whose_making_is_killed_is_published_later_and_once(
    ended: Installation, kills: int
) -> None:
    moments, began = random.Random(20261129), time.monotonic()
    assert ended.run("release").returncode == 0
    longest, orders, well = time.monotonic() - began, 0, 0
    for _ in range(kills):
        orders += order_where_none_waits(ended.data)
        process = ended.begin("release")
        time.sleep(moments.uniform(0.05, longest))
        kill(process)
        well += process.returncode == 0
        longest *= LESS if process.returncode == 0 else MORE
    done = ended.run("release")

    print(f"{kills} releases, of which {well} ended before they were killed; {orders} orders")  # noqa: T201
    assert done.returncode == 0, done.stderr
    assert not is_wanted(ended.data)
    found = published(ended.data)
    assert set(found.values()) == {1}
    assert max(number for _, number in found) == orders + 1


def order_where_none_waits(data: Path) -> bool:
    """Order a further report of the last month, unless one is still to be made."""
    with opened(data) as survey:
        if release_state(survey).wanted:
            return False
        order_report(survey, last_month(survey))
        return True


def test_a_server_that_is_killed_while_it_publishes_does_so_at_its_next_start(
    ended: Installation,
) -> None:
    server = ended.start()
    time.sleep(SOON_SECONDS)
    server.kill()
    with ended.start(port=server.port) as again:
        last = time.monotonic() + LONG_SECONDS
        while is_wanted(ended.data) and time.monotonic() < last:
            time.sleep(0.2)
        again.stop()
    assert set(published(ended.data).values()) == {1}
    assert not is_wanted(ended.data)


def is_wanted(data: Path) -> bool:
    with opened(data) as survey:
        return release_state(survey).wanted != ()


@pytest.mark.parametrize("make_disk", KINDS.values(), ids=KINDS.keys())
def test_on_a_full_disk_nothing_is_published_and_later_everything(
    make_disk: MakeDisk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with make_disk(tmp_path_factory.mktemp("disk")) as disk:
        let_a_month_end(disk.installation)
        disk.fill()
        refused = disk.installation.run("release")
        disk.free()
        nothing = published(disk.installation.data)
        done = disk.installation.run("release")
        found = published(disk.installation.data)

    assert_one_clear_sentence(refused)
    assert nothing == Counter()
    assert done.returncode == 0, done.stderr
    assert set(found.values()) == {1}


@pytest.mark.parametrize("number", [FEW_CUTS, pytest.param(MANY_CUTS, marks=pytest.mark.release)])
def test_after_a_power_cut_what_is_missing_is_published_and_nothing_twice(
    request: pytest.FixtureRequest, tmp_path: Path, number: int
) -> None:
    need_strace(request)
    with closing(TracedOrigin(tmp_path)) as origin:
        installation = Installation(tmp_path, SHORT_LOG, origin=origin)
        let_a_month_end(installation)
        files = files_in(installation.data)
        assert installation.run("release").returncode == 0
        happened = tuple(traced_in(origin, installation.data))
    check_the_disk(installation.data, files, happened)
    whole = published(installation.data)

    left = Counter[int]()
    folder = tmp_path / "cut"
    for _, image in cuts(installation.data, files, happened, number, random.Random(1)):
        put_into(folder, image)
        before = published(folder)
        left[len(before)] += 1
        with opened(folder) as survey:
            for wanted in release_state(survey).wanted:
                publish_wanted(survey, RunHere(), wanted)
        assert published(folder) == whole

    print(f"{number} images, by how many reports were published: {dict(left)}")  # noqa: T201
    assert set(whole.values()) == {1}
    assert len(left) > 1
