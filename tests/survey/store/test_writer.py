"""One thread writes: what waits together is one commit, and nothing is told before it."""

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from sqlalchemy.exc import IntegrityError

from survey.domain.errors import PosterWithdrawn, StoreBusy, StoreFull
from survey.domain.responses import Response
from survey.limits import MOST_RESPONSES_TOGETHER, MOST_WAITING_WORKS
from survey.services.survey import Survey
from survey.store.driver import sqlite3
from survey.store.engine import BUSY_SECONDS, Store, apply_settings, open_store
from survey.store.places import add_point, all_points
from survey.store.responses import read_responses
from survey.store.writer import Writer
from survey.store.writing_queue import REST_SECONDS, WritingQueue
from survey.waiting import CallsAside, result_of
from tests.survey.store.foreign_reader import foreign_reader
from tests.survey.store.made_responses import accepting, held_up, refusing, visit_of

WAIT = 20


class Heard:
    """The statements that every connection of a store was given."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def configure(self, connection: sqlite3.Connection) -> None:
        """Listen to a new connection."""
        apply_settings(connection)
        connection.set_trace_callback(self.statements.append)

    def count(self, beginning: str) -> int:
        """Return how many statements begin so."""
        return sum(one.startswith(beginning) for one in self.statements)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def store(survey: Survey, heard: Heard) -> Iterator[Store]:
    with closing(open_store(survey.store.path, heard.configure)) as opened:
        yield opened


def add(store: Store, number: int, comment: str = "") -> Future[bool]:
    return store.add_response(visit_of(number), accepting(number, comment))


def stored(store: Store) -> list[int]:
    with store.reading() as connection:
        return [int.from_bytes(one.key) for one in read_responses(connection)]


def test_what_waits_together_is_stored_in_one_commit(store: Store, heard: Heard) -> None:
    with held_up(store):
        waiting = [add(store, number) for number in range(100)]
        commits = heard.count("COMMIT")
    assert all(one.result(WAIT) for one in waiting)
    assert stored(store) == list(range(100))
    # The turn of whoever held the writer up is the other one.
    assert heard.count("COMMIT") - commits == 2


def test_no_commit_has_more_than_its_number(store: Store, heard: Heard) -> None:
    with held_up(store):
        waiting = [add(store, number) for number in range(MOST_RESPONSES_TOGETHER + 1)]
        commits = heard.count("COMMIT")
    assert all(one.result(WAIT) for one in waiting)
    assert heard.count("COMMIT") - commits == 3


def test_nothing_is_told_before_it_is_there_for_everybody(store: Store) -> None:
    seen: list[list[int]] = []
    with held_up(store):
        waiting = [add(store, number) for number in range(10)]
        for one in waiting:
            one.add_done_callback(lambda _: seen.append(stored(store)))
    assert all(one.result(WAIT) for one in waiting)
    store.close()
    assert seen == [list(range(10))] * 10


def test_a_key_of_before_and_one_that_comes_twice_are_no_new_responses(store: Store) -> None:
    assert add(store, 1, "đầu").result(WAIT)
    with held_up(store):
        waiting = [add(store, number, "sau") for number in (1, 2, 2, 1, 3)]
    assert [one.result(WAIT) for one in waiting] == [False, True, False, False, True]
    with store.reading() as connection:
        comments = [one.comment for one in read_responses(connection)]
    assert comments == ["đầu", "sau", "sau"]


def test_a_response_that_is_stored_is_not_judged_again(store: Store) -> None:
    add(store, 1).result(WAIT)
    again = store.add_response(visit_of(1), refusing(PosterWithdrawn()))
    assert again.result(WAIT) is False


def test_a_refusal_is_for_its_own_sender_alone(store: Store) -> None:
    refusal = PosterWithdrawn("taken down")
    with held_up(store):
        first, other = add(store, 1), add(store, 2)
        refused = store.add_response(visit_of(3), refusing(refusal))
        broken = store.add_response(visit_of(4), refusing(ZeroDivisionError()))
        last = add(store, 5)
    assert refused.exception(WAIT) is refusal
    assert isinstance(broken.exception(WAIT), ZeroDivisionError)
    assert all(one.result(WAIT) for one in (first, other, last))
    assert stored(store) == [1, 2, 5]


def test_who_was_refused_does_not_speak_for_the_same_visit_sent_again(store: Store) -> None:
    with held_up(store):
        refused = store.add_response(visit_of(1), refusing(PosterWithdrawn()))
        again = add(store, 1)
    assert isinstance(refused.exception(WAIT), PosterWithdrawn)
    assert again.result(WAIT)


@pytest.mark.parametrize("comment", [None, "\ud800"])
def test_what_the_tables_do_not_take_stops_nobody_else(store: Store, comment: str | None) -> None:
    with held_up(store):
        waiting = [add(store, number) for number in range(1, 20)]
        broken = add(store, 20, comment)  # type: ignore[arg-type]
        again = add(store, 20)
        waiting += [add(store, number) for number in range(21, 40)]
    assert all(one.result(WAIT) for one in waiting)
    for one in (broken, again):
        assert isinstance(one.exception(WAIT), IntegrityError | UnicodeEncodeError)
    assert stored(store) == [*range(1, 20), *range(21, 40)]


def test_what_is_looked_up_for_a_group_is_looked_up_once(store: Store) -> None:
    looks = []

    def look(connection: object) -> int:
        looks.append(connection)
        return len(looks)

    def accept(number: int) -> Future[bool]:
        return store.add_response(
            visit_of(number), lambda group: accepting(number, str(group.once(look)))(group)
        )

    with held_up(store):
        waiting = [accept(number) for number in range(3)]
    assert all(one.result(WAIT) for one in waiting)
    assert accept(3).result(WAIT)
    with store.reading() as connection:
        assert [one.comment for one in read_responses(connection)] == ["1", "1", "1", "2"]


def test_turns_and_responses_are_taken_in_their_order(store: Store) -> None:
    order: list[str] = []

    def take(name: str) -> Thread:
        def turn() -> None:
            with store.writing() as connection:
                order.append(f"{name} of {len(list(read_responses(connection)))}")

        thread = Thread(target=turn)
        thread.start()
        return thread

    with held_up(store):
        add(store, 1)
        line = store._queue._line
        threads = []
        for place, name in enumerate(("first", "second")):
            threads.append(take(name))
            while len(line._items) < 2 + 2 * place:
                pass
            add(store, 2 + place)
    for thread in threads:
        thread.join(WAIT)
    store.close()
    assert order == ["first of 1", "second of 2"]
    assert stored(store) == [1, 2, 3]


def test_a_turn_inside_a_turn_is_refused_and_not_waited_for(store: Store) -> None:
    with store.writing() as connection:
        with pytest.raises(RuntimeError, match="inside a turn"), store.writing():
            pytest.fail("the database was given twice")
        with pytest.raises(RuntimeError, match="inside a turn"):
            add(store, 1)
        with pytest.raises(RuntimeError, match="inside a turn"):
            store.forget_history()
        with pytest.raises(RuntimeError, match="inside a turn"):
            store.close()
        add_point(connection, "Quầy 3", "Việc làm", "Tầng 1")
    with store.reading() as connection:
        assert len(all_points(connection)) == 3


def test_who_can_do_without_is_told_that_others_write_and_holds_nobody_up(store: Store) -> None:
    with held_up(store), pytest.raises(StoreBusy), store.writing_at_once() as connection:
        add_point(connection, "too late", "", "")

    with store.writing_at_once() as connection:
        add_point(connection, "in time", "", "")
    with store.reading() as connection:
        names = [point.name for point in all_points(connection)]
    assert "in time" in names
    assert "too late" not in names


def test_who_can_do_without_does_not_wait_for_another_program(store: Store) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = monotonic()
        with pytest.raises(StoreBusy), store.writing_at_once():
            raise AssertionError("another program has the database")
        assert monotonic() - begun < BUSY_SECONDS / 2


def test_who_takes_a_turn_sees_what_was_stored_before_and_not_what_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        add_point_and_fail(store)
    with store.writing() as connection:
        assert len(all_points(connection)) == 2


def add_point_and_fail(store: Store) -> None:
    with store.writing() as connection:
        add_point(connection, "Quầy 3", "Việc làm", "Tầng 1")
        raise ZeroDivisionError


def test_too_many_who_wait_are_refused_at_once_and_those_before_are_stored(store: Store) -> None:
    with held_up(store):
        waiting = [add(store, number) for number in range(MOST_WAITING_WORKS)]
        with pytest.raises(StoreBusy):
            add(store, MOST_WAITING_WORKS)
        with pytest.raises(StoreBusy), store.writing():
            pytest.fail("a turn was given before those who waited")
    assert all(one.result(WAIT) for one in waiting)
    assert add(store, MOST_WAITING_WORKS).result(WAIT)


def test_closing_stores_what_waits_and_takes_nothing_more(store: Store) -> None:
    with held_up(store):
        waiting = [add(store, number) for number in range(10)]
        closing_thread = Thread(target=store.close)
        closing_thread.start()
        while not store._queue._line._is_closed:
            pass
        with pytest.raises(StoreBusy):
            add(store, 11)
    closing_thread.join(WAIT)
    assert all(one.done() and one.result() for one in waiting)
    with pytest.raises(StoreBusy), store.writing():
        pytest.fail("a closed store was written to")
    store.close()
    assert stored(store) == list(range(10))


def test_what_the_loop_has_in_hand_is_one_commit_and_does_not_hold_it_up(
    store: Store, heard: Heard
) -> None:
    add(store, 0).result(WAIT)
    commits = heard.count("COMMIT")

    async def serve() -> list[bool]:
        aside = CallsAside()
        calls = (aside.run(lambda n=n: result_of(add(store, n))) for n in range(1, 11))
        return await asyncio.gather(*calls)

    assert asyncio.run(serve()) == [True] * 10
    # One, or two when the writer was just looking whether somebody waits.
    assert heard.count("COMMIT") - commits <= 2


def test_a_turn_taken_on_the_loop_lets_the_others_go_on(store: Store) -> None:
    order: list[str] = []

    def change() -> None:
        with store.writing() as connection:
            add_point(connection, "Quầy 3", "Việc làm", "Tầng 1")
        order.append("changed")

    async def serve() -> None:
        aside = CallsAside()
        await asyncio.gather(aside.run(change), aside.run(order.append, "another"))

    asyncio.run(serve())
    assert order == ["another", "changed"]
    with store.reading() as connection:
        assert len(all_points(connection)) == 3


def test_a_call_that_is_given_up_while_it_waits_for_its_turn_leaves_it_to_others(
    store: Store,
) -> None:
    def change() -> None:
        with store.writing():
            pytest.fail("the turn came although nobody waited any more")

    async def give_up() -> None:
        async with asyncio.timeout(0.02):
            await CallsAside().run(change)

    with held_up(store), pytest.raises(TimeoutError):
        asyncio.run(give_up())
    assert add(store, 1).result(WAIT)


def test_a_store_that_wrote_nothing_can_be_closed(store: Store) -> None:
    store.close()
    with pytest.raises(StoreBusy):
        add(store, 1)


def test_a_full_disk_fails_everybody_of_the_commit_and_heals(survey: Survey) -> None:
    is_full = Event()

    def configure(connection: sqlite3.Connection) -> None:
        apply_settings(connection)
        if is_full.is_set():
            connection.execute("PRAGMA max_page_count=1")

    is_full.set()
    with closing(open_store(survey.store.path, configure)) as store:
        with held_up(store):
            waiting = [add(store, number, "dài " * 500) for number in range(40)]
        errors = [one.exception(WAIT) for one in waiting]
        assert [type(error) for error in errors] == [StoreFull] * 40
        assert len({id(error) for error in errors}) == 40
        assert stored(store) == []
        is_full.clear()
        again = [add(store, number, "dài " * 500) for number in range(40)]
        assert all(one.result(WAIT) for one in again)


def test_a_writer_that_ends_in_the_middle_fails_who_waits(
    survey: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(WritingQueue(survey.store._writer)) as queue, caplog.at_level(logging.ERROR):
        dying, behind = end_in_the_middle(queue)
        # Nobody can know whether it was stored; the page says so.
        assert type(dying.exception(WAIT)) is RuntimeError
        assert isinstance(behind.exception(WAIT), StoreBusy)
        said = [record.getMessage() for record in caplog.records]
    assert said == ["the writer has ended: SystemExit"]
    assert stored(survey.store) == []


def test_after_a_writer_has_ended_another_one_begins_but_not_at_once(survey: Survey) -> None:
    now = [100.0]
    with closing(WritingQueue(survey.store._writer, lambda: now[0])) as queue:
        for one in end_in_the_middle(queue):
            one.exception(WAIT)
        with pytest.raises(StoreBusy):
            queue.add_response(visit_of(3), accepting(3))
        now[0] += REST_SECONDS
        assert queue.add_response(visit_of(3), accepting(3)).result(WAIT)
    assert stored(survey.store) == [3]


def end_in_the_middle(queue: WritingQueue) -> tuple[Future[bool], Future[bool]]:
    """Let the thread end while it judges a response, and another one wait behind."""
    begun, go_on = Event(), Event()

    def hold_and_end(_: object) -> Response:
        begun.set()
        go_on.wait(WAIT)
        raise SystemExit("lời của người dân")

    dying = queue.add_response(visit_of(1), hold_and_end)
    begun.wait(WAIT)
    behind = queue.add_response(visit_of(2), accepting(2))
    go_on.set()
    return dying, behind


def test_a_turn_is_told_that_the_writer_has_ended(survey: Survey) -> None:
    queue = WritingQueue(lambda: Broken(survey.store))
    with pytest.raises(RuntimeError, match="in the middle"), queue.turn():
        pytest.fail("nobody gave this turn")
    queue.close()


class Broken(Writer):
    """A writer that ends whatever it is asked for."""

    def __init__(self, store: Store) -> None:
        whole = store._writer()
        super().__init__(whole._connection._connect, whole._log)

    def do(self, _: object) -> None:
        """End."""
        raise SystemExit


def test_a_log_that_a_reader_keeps_is_emptied_when_he_has_gone(store: Store) -> None:
    log = Path(f"{store.path}-wal")
    with store.reading() as connection:
        list(read_responses(connection))
        add(store, 1).result(WAIT)
        assert not store.forget_history()
        assert log.stat().st_size > 0
        # Whoever writes meanwhile is not held up by it.
        assert add(store, 2).result(WAIT)
    wait_until_empty(log)


def test_who_stops_leaves_an_empty_log(store: Store) -> None:
    add(store, 1).result(WAIT)
    # Whoever closes last would drop the log with what is in it.
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("SELECT count(*) FROM inbox").fetchall()
        store.close()
        assert Path(f"{store.path}-wal").stat().st_size == 0


def test_who_stops_while_another_program_reads_says_so(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    add(store, 1).result(WAIT)
    with foreign_reader(store.path):
        add(store, 2).result(WAIT)
        store.close()
    assert "left full" in caplog.text


def wait_until_empty(log: Path) -> None:
    emptied = Event()
    for _ in range(WAIT * 10):
        if log.stat().st_size == 0:
            return
        emptied.wait(0.1)
    raise AssertionError("the log was not emptied")


def test_a_log_is_not_emptied_while_another_program_writes_and_nobody_waits_for_it(
    store: Store,
) -> None:
    add(store, 1).result(WAIT)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not store.forget_history()
        other.execute("ROLLBACK")
    assert store.forget_history()
    assert Path(f"{store.path}-wal").stat().st_size == 0


def test_a_long_log_is_carried_over_between_commits(store: Store, heard: Heard) -> None:
    log = Path(f"{store.path}-wal")
    most = 0
    for start in range(0, 6000, 500):
        waiting = [add(store, start + number, "dài " * 400) for number in range(500)]
        assert all(one.result(WAIT) for one in waiting)
        most = max(most, log.stat().st_size)
    assert heard.count("PRAGMA wal_checkpoint(PASSIVE)")
    assert most < 10 * 2**20
