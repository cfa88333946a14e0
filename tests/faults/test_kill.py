"""Killed without warning: what was acknowledged stays, and nothing is counted twice."""

import random
import threading
import time
from collections.abc import Sequence

import pytest

from tests.faults.office import open_office
from tests.faults.phone import Phone
from tests.faults.server import Installation, free_port, planted
from tests.faults.visitors import Losses, Visitor, losses

PHONES = 5
FEW, MANY = 8, 80
LONGEST_LIFE_SECONDS = 0.6


@pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.release)])
def test_kills_lose_nothing_acknowledged_and_count_nothing_twice(
    installation: Installation, kills: int
) -> None:
    visitors, found = kill_again_and_again(installation, kills)

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
    careless = Installation(installation.folder, planted(fault))

    _, found = kill_again_and_again(careless, kills=2)

    assert found.lost


def kill_again_and_again(
    installation: Installation, kills: int
) -> tuple[Sequence[Visitor], Losses]:
    """Kill the server so many times at random moments under people who keep pressing."""
    office = open_office(installation)
    port, moments, leaving = free_port(), random.Random(20260119), threading.Event()
    visitors = [Visitor(f"khach-{n}", Phone(port), office.code, leaving) for n in range(PHONES)]
    threads = [threading.Thread(target=one.answer_until_told_to_leave) for one in visitors]
    server = installation.start(port=port)
    for thread in threads:
        thread.start()
    try:
        for _ in range(kills):
            time.sleep(moments.uniform(0.05, LONGEST_LIFE_SECONDS))
            server.kill()
            server = installation.start(port=port)
    finally:
        leaving.set()
        for thread in threads:
            thread.join(timeout=60)
        server.stop()
    return visitors, losses(visitors, office.database)
