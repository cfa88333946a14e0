"""What is kept of a citizen, column by column, and what the tables themselves refuse."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Column, Table, insert
from sqlalchemy.exc import IntegrityError

from survey.domain.modes import Mode
from survey.domain.responses import KeptResponse, Response
from survey.store.engine import Store, open_store
from survey.store.places import add_point
from survey.store.responses import add_to_inbox
from survey.store.tables import COUNTED_VISIT, DAY_COUNT, INBOX, METADATA, RESPONSE, DataClass
from survey.store.upgrade import create_or_upgrade

RESPONSES = (INBOX, RESPONSE)
TIMES = ("time", "at", "created", "updated", "when", "ip", "address", "agent", "cookie", "number")
DAY = date(2026, 3, 2)
SAID = Response(b"k" * 16, 1, "Việc làm", Mode.POSTER, "counter.v1", "p", "vi", "5--", "", DAY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "hailong.sqlite3"
    create_or_upgrade(path)
    with closing(open_store(path)) as store:
        with store.writing() as connection:
            add_point(connection, "Quầy 1", "Việc làm", "Tầng 1")
        yield store


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_every_column_says_what_it_could_tell_about_a_citizen(table: Table) -> None:
    unclassified = [c.name for c in table.columns if not isinstance(c.info.get("class"), DataClass)]
    assert unclassified == []


def test_a_column_without_a_class_would_be_noticed() -> None:
    assert not isinstance(Column("note").info.get("class"), DataClass)


@pytest.mark.parametrize(("table", "kept"), [(INBOX, Response), (RESPONSE, KeptResponse)])
def test_a_response_keeps_what_the_domain_says_and_nothing_else(
    table: Table, kept: type[Response] | type[KeptResponse]
) -> None:
    assert {column.name for column in table.columns} == {field.name for field in fields(kept)}


def test_a_sealed_response_has_no_day() -> None:
    classes = {column.info["class"] for column in RESPONSE.columns}
    assert DataClass.MONTH in classes
    assert DataClass.DAY not in classes


def test_the_day_of_a_sealed_response_is_refused(store: Store) -> None:
    values = vars(SAID) | {"month": DAY}
    del values["day"]
    with (
        closing(store),
        pytest.raises(IntegrityError, match="ck_response_month"),
        store.writing() as connection,
    ):
        connection.execute(insert(RESPONSE).values(values))


def test_of_a_day_its_number_of_responses_is_kept_and_nothing_that_they_say() -> None:
    assert [column.name for column in DAY_COUNT.columns] == ["day", "service_point", "responses"]


@pytest.mark.parametrize("table", [*RESPONSES, COUNTED_VISIT], ids=lambda table: table.name)
def test_a_table_of_responses_has_no_hidden_numbers(table: Table) -> None:
    assert table.dialect_options["sqlite"]["with_rowid"] is False
    assert set(table.primary_key.columns.keys()) <= {"month", "key"}
    assert not table.indexes  # an index would keep an order of its own


@pytest.mark.parametrize("table", RESPONSES, ids=lambda table: table.name)
def test_a_response_knows_no_time_and_no_device(table: Table) -> None:
    words = {word for column in table.columns for word in column.name.split("_")}
    assert not words & set(TIMES)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(SAID, key=b"short"),
        replace(SAID, mode=Mode.TRIAL),
        replace(SAID, answers="---"),
        replace(SAID, answers=""),
        replace(SAID, answers="", comment="Tốt"),
        replace(SAID, service_point=99),
    ],
    ids=["short key", "trial", "all blank", "no answers", "only words", "nowhere"],
)
def test_the_tables_refuse_what_is_no_response(store: Store, wrong: Response) -> None:
    with (
        closing(store),
        pytest.raises(IntegrityError, match="constraint failed"),
        store.writing() as connection,
    ):
        add_to_inbox(connection, wrong)


@pytest.mark.parametrize("taken", [SAID, replace(SAID, answers="---", comment="Tốt")])
def test_the_tables_take_a_response_and_a_comment_alone(store: Store, taken: Response) -> None:
    with closing(store), store.writing() as connection:
        assert add_to_inbox(connection, taken)
