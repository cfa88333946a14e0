"""Locked or full: nobody is thanked for what is not stored, and it heals without hands."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from survey.store.engine import BUSY_SECONDS as LOCK_PATIENCE
from tests.faults.full_disk import KINDS, MakeDisk
from tests.faults.office import open_office
from tests.faults.phone import Phone, Reply, read_form
from tests.faults.server import Installation
from tests.faults.stored import stored_comments, write_lock

NOT_SAVED = "CHƯA"
MANY, FEW = 60, 8


def test_a_locked_database_gives_the_answers_back_and_takes_them_when_it_is_free(
    installation: Installation,
) -> None:
    office = open_office(installation)
    with installation.start() as server:
        phone = Phone(server.port)
        pairs = phone.open(office.code).filled("giữ giúp tôi\nhai dòng")
        with write_lock(office.database):
            refused = phone.post(f"/{office.code}", pairs)
            readable = phone.get(f"/{office.code}")
        again = phone.post(f"/{office.code}", returned(refused))

    assert_not_yet_saved(refused, "giữ giúp tôi")
    assert readable.status == 200
    assert again.is_acknowledged
    assert [text.replace("\r\n", "\n") for text in stored_comments(office.database)] == [
        "giữ giúp tôi\nhai dòng"
    ]


def test_who_waits_for_a_short_lock_is_thanked(installation: Installation) -> None:
    office = open_office(installation)
    with installation.start() as server, ThreadPoolExecutor(FEW) as fingers:
        phone = Phone(server.port)
        forms = [phone.open(office.code).filled(f"khách {number}") for number in range(FEW)]
        with write_lock(office.database):
            pressed = [fingers.submit(phone.post, f"/{office.code}", form) for form in forms]
            time.sleep(1)
            assert not any(one.done() for one in pressed)
        replies = [one.result() for one in pressed]

    assert all(reply.is_acknowledged for reply in replies)
    assert len(stored_comments(office.database)) == FEW


def test_behind_a_long_lock_nobody_waits_for_those_before_him(installation: Installation) -> None:
    office = open_office(installation)
    with installation.start() as server, ThreadPoolExecutor(FEW) as fingers:
        phone = Phone(server.port)
        forms = [phone.open(office.code).filled(f"khách {number}") for number in range(FEW)]

        def press(number: int) -> tuple[Reply, float]:
            time.sleep(number * 0.3)
            begun = time.monotonic()
            return phone.post(f"/{office.code}", forms[number]), time.monotonic() - begun

        with write_lock(office.database):
            pressed = list(fingers.map(press, range(FEW)))
            page = phone.get(f"/{office.code}")
        again = [phone.post(f"/{office.code}", returned(reply)) for reply, _ in pressed]

    assert page.status == 200
    for number, (reply, seconds) in enumerate(pressed):
        assert_not_yet_saved(reply, f"khách {number}")
        assert seconds < 2 * LOCK_PATIENCE
    assert all(reply.is_acknowledged for reply in again)
    assert len(stored_comments(office.database)) == FEW


@pytest.mark.parametrize("make_disk", KINDS.values(), ids=KINDS.keys())
def test_on_a_full_disk_nothing_is_acknowledged_that_is_lost(
    make_disk: MakeDisk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with make_disk(tmp_path_factory.mktemp("disk")) as disk:
        office = open_office(disk.installation)
        with disk.installation.start() as server:
            phone = Phone(server.port)
            before = press(phone, office.code, "trước")
            disk.fill()
            full = press(phone, office.code, "đầy")
            disk.free()
            after = press(phone, office.code, "sau")
            refused = [reply for reply in full.values() if not reply.is_acknowledged]
            healed = [phone.post(f"/{office.code}", returned(reply)) for reply in refused]
        stored = stored_comments(office.database)

    replies = {**before, **full, **after}
    assert all(reply.is_acknowledged for reply in (*before.values(), *after.values(), *healed))
    assert refused, "the disk never was full"
    for reply in refused:
        assert_not_yet_saved(reply, "đầy")
    assert sorted(stored) == sorted(replies)


def press(phone: Phone, code: str, comment: str) -> dict[str, Reply]:
    """Send many visits; return what came back for each comment."""
    replies: dict[str, Reply] = {}
    for number in range(MANY):
        mark = f"{comment} {number} " + "dài " * 200
        form = phone.open(code)
        replies[mark.strip()] = phone.post(f"/{code}", form.filled(mark))
    return replies


def assert_not_yet_saved(reply: Reply, comment: str) -> None:
    assert reply.status == 503
    assert int(reply.headers["retry-after"]) > 0
    assert NOT_SAVED in reply.text
    assert comment in reply.text


def returned(reply: Reply) -> list[tuple[str, str]]:
    """Return what pressing the button of the page that came back sends."""
    return read_form(reply.text).as_it_came_back()
