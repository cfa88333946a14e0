"""Killed without warning: what was acknowledged stays, and nothing is counted twice."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from tests.faults.office import open_office
from tests.faults.phone import Phone
from tests.faults.server import Installation, kill, planted
from tests.faults.visitors import Losses, Visitor, losses
from tests.faults.works import Copying, Sealing, SigningOff, Work

PHONES = 5
FEW, MANY = 8, 800
FEW_WORKS, MANY_WORKS, PARTS = 12, 300, 3
LONGEST_LIFE_SECONDS = 0.6
FIRST_WORK_SECONDS = 0.5
# How long it takes depends on the machine: who ends well gets less time, who is killed more, so
# that kills fall into all of a work and some works end before them.
LESS, MORE = 0.9, 1.06
TRIES = 3


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.release)])
def test_kills_lose_nothing_acknowledged_and_count_nothing_twice(
    installation: Installation, kills: int
) -> None:
    visitors, found = kill_again_and_again(installation, kills)

    print(f"{kills} kills, {found.acknowledged} answers acknowledged")  # noqa: T201 - figures
    assert found.lost == []
    assert found.counted_twice == []
    assert [visitor.unexpected for visitor in visitors] == [[]] * PHONES
    assert found.acknowledged > kills
    assert sum(visitor.retries for visitor in visitors) > kills
    assert found.stored_only == 0


@pytest.mark.parametrize("fault", ["early_acknowledgement", "early_group"])
def test_an_acknowledgement_before_the_commit_is_caught(
    installation: Installation, fault: str
) -> None:
    for kills in (2, 8, 32):
        careless = Installation(installation.folder / str(kills), planted(fault))
        _, found = kill_again_and_again(careless, kills)
        # On a busy machine a short life may end before anybody was thanked in it.
        if found.lost:
            break

    assert found.lost


@pytest.mark.parametrize(
    ("kills", "part"),
    [
        (FEW_WORKS, 0),
        *(pytest.param(MANY_WORKS, part, marks=pytest.mark.release) for part in range(PARTS)),
    ],
)
def test_what_is_done_beside_serving_is_killed_and_begun_again(
    installation: Installation, kills: int, part: int
) -> None:
    office, moments, faults = open_office(installation), random.Random(20261128 + part), []
    works: list[Work] = [
        kind(installation, office.database) for kind in (Sealing, Copying, SigningOff)
    ]
    longest = [FIRST_WORK_SECONDS] * len(works)
    well = Counter[str]()
    with installation.start() as server, visiting(server.port, office.code) as visitors:
        for number in range(kills):
            kind = number % len(works)
            process = works[kind].begin(number)
            time.sleep(moments.uniform(0.05, longest[kind]))
            kill(process)
            is_done = process.returncode == 0
            longest[kind] *= LESS if is_done else MORE
            well[type(works[kind]).__name__] += is_done
            faults += works[kind].faults(number, is_done)
        for number in range(kills - len(works), kills):
            faults += done_in_the_end(works[number % len(works)], number)
    found = losses(visitors, office.database)

    print(  # noqa: T201 - figures of a long dose
        f"{kills} works, of which {dict(well)} ended before they were killed; "
        f"{found.acknowledged} answers acknowledged meanwhile"
    )
    assert faults == []
    assert found.lost == []
    assert found.counted_twice == []
    assert found.acknowledged > kills


def done_in_the_end(work: Work, number: int) -> list[str]:
    """Begin a work until it ends well: so many readers may keep sealing from ending so."""
    for _ in range(TRIES):
        process = work.begin(number)
        if process.wait(60) == 0:
            return work.faults(number, is_done=True)
    return [f"{type(work).__name__} never ended well"]


def kill_again_and_again(
    installation: Installation, kills: int
) -> tuple[Sequence[Visitor], Losses]:
    """Kill the server so many times at random moments under people who keep pressing."""
    office = open_office(installation)
    moments, server = random.Random(20260119), installation.start()
    with visiting(server.port, office.code) as visitors:
        for _ in range(kills):
            time.sleep(moments.uniform(0.05, LONGEST_LIFE_SECONDS))
            server.kill()
            server = installation.start(port=server.port)
    server.stop()
    return visitors, losses(visitors, office.database)


@contextmanager
def visiting(port: int, code: str) -> Iterator[Sequence[Visitor]]:
    """Let people answer meanwhile, and stay until each has been thanked for the last time."""
    leaving = threading.Event()
    visitors = [Visitor(f"khach-{n}", Phone(port), code, leaving) for n in range(PHONES)]
    threads = [threading.Thread(target=one.answer_until_told_to_leave) for one in visitors]
    for thread in threads:
        thread.start()
    try:
        yield visitors
    finally:
        leaving.set()
        for thread in threads:
            thread.join(timeout=60)
