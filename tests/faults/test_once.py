"""One visit counts once, however often and however fast it is sent."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.faults.office import open_office
from tests.faults.phone import Phone, Reply
from tests.faults.server import Installation
from tests.faults.stored import stored_comments

PRESSES = 100


def test_one_visit_sent_a_hundred_times_at_once_is_one_row(installation: Installation) -> None:
    office = open_office(installation)
    with installation.start() as server:
        phone, together = Phone(server.port), Barrier(PRESSES)
        pairs = phone.open(office.code).filled("một lần thôi")

        def press(_: int) -> Reply:
            together.wait()
            return phone.post(f"/{office.code}", pairs)

        with ThreadPoolExecutor(PRESSES) as fingers:
            replies = list(fingers.map(press, range(PRESSES)))

    told = Counter("thanks" if reply.is_acknowledged else str(reply.status) for reply in replies)
    assert set(told) <= {"thanks", "503"}
    assert told["thanks"]
    assert stored_comments(office.database) == ["một lần thôi"]


def test_the_same_visit_with_other_answers_changes_nothing(installation: Installation) -> None:
    office = open_office(installation)
    with installation.start() as server:
        phone = Phone(server.port)
        form = phone.open(office.code)
        first = phone.post(f"/{office.code}", form.filled("lần đầu"))
        second = phone.post(f"/{office.code}", form.filled("lần sau", place=2))

    assert first.is_acknowledged
    assert second.is_acknowledged
    assert stored_comments(office.database) == ["lần đầu"]
