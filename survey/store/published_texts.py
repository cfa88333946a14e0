"""Published texts of questionnaires and plans; they are added and never changed."""

from enum import StrEnum
from hashlib import sha256 as hashed

from sqlalchemy import Connection, insert, select

from survey.store.tables import PUBLISHED_TEXT


class Kind(StrEnum):
    """What is published."""

    QUESTIONNAIRE = "questionnaire"
    PLAN = "plan"


def published_names(connection: Connection, kind: Kind) -> tuple[str, ...]:
    """Return the names of all published texts of a kind."""
    query = (
        select(PUBLISHED_TEXT.c.name)
        .where(PUBLISHED_TEXT.c.kind == kind)
        .order_by(PUBLISHED_TEXT.c.name)
    )
    return tuple(connection.execute(query).scalars())


def published_hashes(connection: Connection) -> dict[tuple[Kind, str], str]:
    """Return the sha256 of every published text, by kind and name."""
    query = select(PUBLISHED_TEXT.c.kind, PUBLISHED_TEXT.c.name, PUBLISHED_TEXT.c.sha256)
    return {(Kind(kind), name): sha256 for kind, name, sha256 in connection.execute(query)}


def altered_names(connection: Connection) -> tuple[str, ...]:
    """Return the names of the texts that are not what they were when they were published."""
    columns = PUBLISHED_TEXT.c
    rows = connection.execute(select(columns.name, columns.sha256, columns.text).order_by("name"))
    return tuple(
        name for name, sha256, text in rows if hashed(f"{text}".encode()).hexdigest() != sha256
    )


def find_hash(connection: Connection, kind: Kind, name: str) -> str | None:
    """Return the sha256 of a published text, or None when nothing has this name."""
    query = select(PUBLISHED_TEXT.c.sha256).where(
        PUBLISHED_TEXT.c.kind == kind, PUBLISHED_TEXT.c.name == name
    )
    return connection.execute(query).scalar_one_or_none()


def find_text(connection: Connection, kind: Kind, name: str) -> str | None:
    """Return a published text, or None when nothing has this name."""
    query = select(PUBLISHED_TEXT.c.text).where(
        PUBLISHED_TEXT.c.kind == kind, PUBLISHED_TEXT.c.name == name
    )
    return connection.execute(query).scalar_one_or_none()


def add_text(connection: Connection, kind: Kind, name: str, sha256: str, text: str) -> None:
    """Store a text for ever."""
    connection.execute(
        insert(PUBLISHED_TEXT).values(kind=kind, name=name, sha256=sha256, text=text)
    )
