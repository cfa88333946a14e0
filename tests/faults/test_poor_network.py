"""Over a bad network: thanked means one row, kept means one row later, and never two."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.faults.network import Fault
from tests.faults.people import Change, Person, Sight, phone_of
from tests.faults.phone import Phone
from tests.faults.schedules import (
    Outcome,
    Schedule,
    Town,
    open_town,
    run,
    run_all,
    schedule,
    second_network,
)
from tests.faults.server import Installation, planted
from tests.faults.stored import stored_comments

# A few days on which everything happens that can, and many of which nobody knows what they bring.
FEW, MANY = range(36, 52), range(1000, 1500)
# A planted fault is known to end in silence.
IMPATIENT_MS = 1_000


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_town(Installation(tmp_path_factory.mktemp("town"))) as opened:
        yield opened


def test_the_few_days_hold_every_fault_with_and_without_script() -> None:
    days = [schedule(number) for number in FEW]
    assert {fault for day in days for fault in day.faults} == set(Fault)
    assert len({(day.has_script, day.is_calm_while_marking) for day in days}) == 4


@pytest.mark.parametrize("numbers", [FEW, pytest.param(MANY, marks=pytest.mark.release)], ids=len)
def test_over_bad_days_every_answer_counts_once(
    town: Town, browser: Browser, numbers: Sequence[int]
) -> None:
    began = time.monotonic()
    outcomes = run_all(town, browser, [schedule(number) for number in numbers])
    told = Counter(sight for outcome in outcomes for sight in outcome.told)
    happened = Counter(town.network.happened)
    print(  # noqa: T201 - figures of a long dose
        f"{len(outcomes)} schedules in {time.monotonic() - began:.0f} s; "
        f"stored {sum(outcome.rows for outcome in outcomes)}; "
        + ", ".join(f"{sight}: {times}" for sight, times in told.items())
        + "; "
        + ", ".join(f"{fault}: {times}" for fault, times in happened.items())
    )
    assert breaches(town, outcomes) == []
    # A dose in which nothing of it happened would prove nothing.
    assert told[Sight.THANKS]
    assert told[Sight.KEPT]
    assert told[Sight.NO_PAGE]
    assert len(happened) > 6


def breaches(town: Town, outcomes: Sequence[Outcome]) -> list[str]:
    early = [
        f"{seen.comment}: thanked before it was stored"
        for seen in town.network.acknowledged
        if not seen.was_stored
    ]
    broken = [
        f"{outcome.schedule}: {breach}" for outcome in outcomes for breach in outcome.breaches
    ]
    return [*early, *broken]


def test_an_acknowledgement_before_the_commit_is_caught(tmp_path: Path, browser: Browser) -> None:
    with open_town(Installation(tmp_path, planted("early_acknowledgement"))) as careless:
        outcomes = run_all(careless, browser, [schedule(1), schedule(2)])
        assert any("before it was stored" in breach for breach in breaches(careless, outcomes))


def never_deletes(script: str) -> str:
    return script.replace(
        "      store.delete(item.visit);\n      return request;", "      return request;"
    )


def deletes_before_the_acknowledgement(script: str) -> str:
    return script.replace(
        ".then(() => queue.delivered(item).",
        ".then(() => queue.remove(item)).then(() => queue.delivered(item).",
    )


@pytest.mark.parametrize(
    ("number", "plant"), [(2000, never_deletes), (2002, deletes_before_the_acknowledgement)]
)
def test_a_queue_with_a_fault_is_caught(
    town: Town, browser: Browser, number: int, plant: Change
) -> None:
    lost = Schedule(number, (Fault.DROP_REQUEST,), has_script=True, presses=1)
    with phone_of(browser, has_script=True) as page:
        assert run(town, page, lost).breaches == []
    with phone_of(browser, has_script=True, change_queue=plant) as page:
        again = replace(lost, number=number + 1)
        assert run(town, page, again, IMPATIENT_MS).breaches != []


def test_a_new_visit_for_each_retry_is_caught(town: Town, browser: Browser) -> None:
    # Twice, as Chromium itself sends once more what it had sent over a connection kept ready.
    lost = Schedule(2004, (Fault.DROP_REPLY,) * 2, has_script=False, presses=4)
    with phone_of(browser, has_script=False) as page:
        assert run(town, page, lost).breaches == []
        again = replace(lost, number=2005)
        told = run(town, page, again, before_retry=Person.take_a_new_visit)
    assert any("counted" in breach for breach in told.breaches)


@pytest.mark.parametrize("times", [1, 2, 50])
def test_one_visit_sent_over_two_networks_and_a_restart_is_one_row(
    installation: Installation, times: int
) -> None:
    with open_town(installation) as town, second_network(town) as other:
        form = Phone(town.network.port).open(town.office.code)
        pairs = form.filled(f"{times} lần")
        for number in range(times):
            if number == times // 2:
                town.restart()
            network = (town.network, other)[number % 2]
            reply = Phone(network.port).post(f"/{town.office.code}", pairs)
            assert reply.is_acknowledged
        assert stored_comments(town.office.database) == [f"{times} lần"]


def test_without_script_a_killed_server_loses_no_mark(town: Town, browser: Browser) -> None:
    address = f"{town.network.address}/{town.office.code}"
    with phone_of(browser, has_script=False) as page:
        person = Person(page, address, "không mã lệnh", has_script=False)
        person.open()
        person.mark()
        town.server.kill()
        assert person.press() is Sight.NO_PAGE
        page.go_back()
        expect(page.locator("input:checked")).to_have_count(1)
        expect(page.get_by_role("textbox")).to_have_value("không mã lệnh")
        town.restart()
        person.told.clear()
        assert person.press() is Sight.THANKS
    assert town.rows("không mã lệnh") == 1


def test_a_worker_sends_without_a_hand_and_leaves(town: Town, browser: Browser) -> None:
    address = f"{town.network.address}/{town.office.code}"
    with phone_of(browser, has_script=True) as page:
        person = Person(page, address, "gửi hộ", has_script=True)
        person.open()
        person.mark()
        person.wait_for_the_queue()
        # Of the page alone: what the worker asks for goes through.
        refused: list[Route] = []

        def refuse(route: Route) -> None:
            refused.append(route)
            route.abort("connectionfailed")

        page.route("**/*?gui=1", refuse)
        # The worker may be quicker than an eye that looks for what is kept.
        assert person.press() in {Sight.KEPT, Sight.THANKS}
        page.wait_for_url("**/cam-on*")
        assert refused
        assert person.come_back() == 0
    assert town.rows("gửi hộ") == 1
