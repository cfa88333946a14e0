"""The writer against the simplest model of it: a dictionary, whatever happens in between."""

import tempfile
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import rmtree

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from survey.domain.errors import PosterWithdrawn, StoreBusy, StoreFull
from survey.store.counted_visits import counted_keys, forget_counted
from survey.store.driver import sqlite3
from survey.store.engine import Store, apply_settings, open_store
from survey.store.groups import Accept
from survey.store.places import add_point
from survey.store.responses import read_responses, seal_day
from survey.store.upgrade import create_or_upgrade
from survey.store.writing_queue import REST_SECONDS, WritingQueue
from tests.survey.store.made_responses import DAY, accepting, held_up, key_of, refusing, visit_of

WAIT = 20


@dataclass(frozen=True)
class Sent:
    """What somebody sends: for which visit, with which words, and whether it is refused."""

    visit: int
    comment: str
    is_refused: bool


SENT = st.builds(Sent, st.integers(0, 4), st.sampled_from(["", "Tốt", "dài " * 400]), st.booleans())
GROUPS = st.lists(SENT, min_size=1, max_size=12)


@cache
def empty_database() -> bytes:
    """Return a database with one service point, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hailong.sqlite3"
        create_or_upgrade(path)
        with closing(open_store(path)) as store, store.writing() as connection:
            add_point(connection, "Quầy 1", "Việc làm", "Tầng 1")
        return path.read_bytes()


class WriterAndModel(RuleBasedStateMachine):
    """A store, and what it must hold: the comment of each visit that was told to be stored."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "hailong.sqlite3"
        self.path.write_bytes(empty_database())
        self.now = 0.0
        self.stored: dict[int, str] = {}
        self.store = self.opened()

    def teardown(self) -> None:
        self.store.close()
        rmtree(self.folder)

    @rule(group=GROUPS)
    def send(self, group: Sequence[Sent]) -> None:
        with held_up(self.store):
            told = [self.told_about(one) for one in group]
        for one, future in zip(group, told, strict=True):
            assert self.outcome(future) == self.expected(one)

    @rule(group=GROUPS)
    def send_while_another_program_writes(self, group: Sequence[Sent]) -> None:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            told = [self.told_about(one) for one in group]
            assert {self.outcome(future) for future in told} == {StoreBusy}
            other.execute("ROLLBACK")

    @rule(group=GROUPS)
    def send_on_a_full_disk(self, group: Sequence[Sent]) -> None:
        self.limit_pages(1)
        with held_up(self.store):
            told = [self.told_about(one) for one in group]
        outcomes = [self.outcome(future) for future in told]
        if StoreFull in outcomes:
            assert set(outcomes) == {StoreFull}
        else:
            assert outcomes == [self.expected(one) for one in group]
        self.limit_pages(2**30)

    @rule(before=GROUPS, behind=GROUPS)
    def send_while_the_writer_ends(self, before: Sequence[Sent], behind: Sequence[Sent]) -> None:
        with held_up(self.store):
            told = [self.told_about(one) for one in before]
            told.append(self.store.add_response(visit_of(99), refusing(SystemExit())))
            told += [self.told_about(one) for one in behind]
        assert {self.outcome(future) for future in told} == {RuntimeError}
        self.now += REST_SECONDS

    @rule()
    def seal(self) -> None:
        with self.store.writing() as connection:
            seal_day(connection, DAY)
            forget_counted(connection, visit_of(0).last_month)

    @rule()
    def fail_in_a_turn(self) -> None:
        try:
            with self.store.writing() as connection:
                seal_day(connection, DAY)
                raise ZeroDivisionError
        except ZeroDivisionError:
            return

    @rule()
    def empty_the_log(self) -> None:
        assert self.store.forget_history()

    @rule()
    def begin_anew(self) -> None:
        self.store.close()
        self.store = self.opened()

    @invariant()
    def holds_what_was_told(self) -> None:
        with self.store.reading() as connection:
            found = {int.from_bytes(one.key): one.comment for one in read_responses(connection)}
            counted = counted_keys(connection, map(key_of, range(100)))
        assert found == self.stored
        assert counted == set(map(key_of, self.stored))

    def opened(self) -> Store:
        def impatient(connection: sqlite3.Connection) -> None:
            apply_settings(connection)
            connection.execute("PRAGMA busy_timeout=20")

        store = open_store(self.path, impatient)
        store._queue = WritingQueue(store._writer, lambda: self.now)
        return store

    def told_about(self, sent: Sent) -> Future[bool]:
        return self.store.add_response(visit_of(sent.visit), self.judge(sent))

    def judge(self, sent: Sent) -> Accept:
        if sent.is_refused:
            return refusing(PosterWithdrawn())
        return accepting(sent.visit, sent.comment)

    def outcome(self, told: Future[bool]) -> bool | type[BaseException]:
        error = told.exception(WAIT)
        return told.result() if error is None else type(error)

    def expected(self, sent: Sent) -> bool | type[BaseException]:
        if sent.visit in self.stored:
            return False
        if sent.is_refused:
            return PosterWithdrawn
        self.stored[sent.visit] = sent.comment
        return True

    def limit_pages(self, most: int) -> None:
        with self.store.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={most}")


TestWriterAndModel = WriterAndModel.TestCase
# Looking for the shortest failing story would take minutes.
TestWriterAndModel.settings = settings(
    max_examples=20, stateful_step_count=15, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
