"""Every column of every table says what it could tell about a citizen."""

from contextlib import closing

from sqlalchemy import Column, Integer, MetaData, Table

from survey.store.driver import sqlite3
from survey.store.paper import NOT_COPIED
from survey.store.tables import METADATA, DataClass
from tests.faults.office import open_office
from tests.faults.server import Installation

# Kept by the migration tool: one row that names the version of the tables.
NOT_OURS = {("alembic_version", "version_num")}
# What knows a sheet of paper: until the sign-off, in no backup and in no export.
DRAFTS = "paper_draft"
ABOUT_AN_ANSWER = {
    DataClass.RANDOM, DataClass.DAY, DataClass.MONTH, DataClass.PLACE, DataClass.FORM,
    DataClass.ANSWER, DataClass.WORDS,
}  # fmt: skip
TIMES = ("time", "hour", "stamp", "created", "received", "sent", "at")
DEVICES = ("address", "agent", "ip", "cookie", "device", "browser", "phone", "host", "nonce")


def test_every_column_carries_its_class() -> None:
    assert unclassified(METADATA) == []


def test_a_column_without_a_class_is_caught() -> None:
    planted = MetaData()
    Table("response", planted, Column("created_at", Integer), Column("hint", info={"class": "no"}))

    assert unclassified(planted) == ["response.created_at", "response.hint"]


def test_the_database_has_no_column_that_the_tables_do_not_name(
    installation: Installation,
) -> None:
    office = open_office(installation)
    with closing(sqlite3.connect(office.database)) as connection:
        found = {
            (table, column)
            for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
            for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        }

    named = {(table.name, column.name) for table in METADATA.sorted_tables for column in table.c}
    assert found == named | NOT_OURS


def test_what_is_kept_of_an_answer_knows_no_time_and_no_device() -> None:
    for name in ("inbox", "response"):
        columns = METADATA.tables[name].columns
        words = {word for column in columns for word in column.name.split("_")}

        assert {column.info["class"] for column in columns} <= ABOUT_AN_ANSWER
        assert not words & {*TIMES, *DEVICES}
        assert not any("TIME" in str(column.type).upper() for column in columns)


def test_only_the_tables_of_answers_hold_anything_about_a_citizen() -> None:
    holding = {
        table.name
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.info["class"] in ABOUT_AN_ANSWER
    }

    # The counts of days hold no row of anybody.
    assert holding == {"inbox", "response", "day_count", DRAFTS}


def test_the_day_of_an_answer_is_known_to_the_inbox_alone_and_its_number_to_the_counts() -> None:
    days = {
        table.name
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.info["class"] is DataClass.DAY
    }
    counts = METADATA.tables["day_count"].columns

    assert days == {"inbox", "day_count"}
    assert {column.info["class"] for column in counts} == {
        DataClass.DAY, DataClass.PLACE, DataClass.TALLY,
    }  # fmt: skip


def test_a_sheet_of_paper_is_known_to_drafts_alone() -> None:
    knowing = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.info["class"] is DataClass.SHEET
    }

    assert knowing == {f"{DRAFTS}.sheet"}
    assert DRAFTS in {table.name for table in NOT_COPIED}


def test_a_draft_knows_no_time_and_no_device_and_is_numbered_by_no_database() -> None:
    drafts = METADATA.tables[DRAFTS]
    words = {word for column in drafts.columns for word in column.name.split("_")}

    assert not words & {*TIMES, *DEVICES}
    assert drafts.dialect_options["sqlite"]["with_rowid"] is False


def test_nothing_that_leads_to_a_batch_stands_in_a_table_of_answers() -> None:
    for name in ("inbox", "response"):
        columns = METADATA.tables[name].columns
        leads = {key.column.table.name for column in columns for key in column.foreign_keys}

        assert leads == {"service_point"}
        assert not {"batch", "sheet", "number", "entry"} & {column.name for column in columns}


def unclassified(metadata: MetaData) -> list[str]:
    """Return the columns that do not say what they could tell about a citizen."""
    return [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if not isinstance(column.info.get("class"), DataClass)
    ]
