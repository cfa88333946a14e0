"""On a slow disk many answers share one flush, and pages wait for none."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.faults.office import open_office
from tests.faults.phone import Phone, Reply
from tests.faults.server import Installation, planted
from tests.faults.stored import stored_comments

SECONDS = "PLANTED_FLUSH_SECONDS"
PHONES = 40
FLUSH_SECONDS = 1.0


def test_forty_who_press_at_once_wait_for_a_few_flushes_and_pages_for_none(
    installation: Installation,
) -> None:
    office = open_office(installation)
    slow = Installation(
        installation.folder, planted("slow_disk"), settings={SECONDS: str(FLUSH_SECONDS)}
    )
    with slow.start() as server:
        phone, together = Phone(server.port), Barrier(PHONES + 1)
        forms = [phone.open(office.code).filled(f"khách {number}") for number in range(PHONES)]

        def press(number: int) -> Reply:
            together.wait()
            return phone.post(f"/{office.code}", forms[number])

        with ThreadPoolExecutor(PHONES) as fingers:
            pressed = [fingers.submit(press, number) for number in range(PHONES)]
            together.wait()
            begun = time.monotonic()
            pages = seconds_of_pages(phone, office.code)
            replies = [one.result() for one in pressed]
            taken = time.monotonic() - begun

    assert all(reply.is_acknowledged for reply in replies)
    assert sorted(stored_comments(office.database)) == sorted(f"khách {n}" for n in range(PHONES))
    # One after another they would take longer than anybody waits.
    assert taken < PHONES * FLUSH_SECONDS / 3
    assert sorted(pages)[len(pages) // 2] < FLUSH_SECONDS


def seconds_of_pages(phone: Phone, code: str) -> list[float]:
    """Return how long each of a few pages takes, one after the other."""
    taken = []
    for _ in range(5):
        begun = time.monotonic()
        assert phone.get(f"/{code}").status == 200
        taken.append(time.monotonic() - begun)
    return taken
