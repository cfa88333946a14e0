"""Databases as earlier programs left them."""

from contextlib import closing
from pathlib import Path

from alembic import command

from survey.store import upgrade
from survey.store.engine import open_store


def make_database(path: Path, revision: str) -> None:
    """Make an empty database as the program of a revision made it."""
    path.touch()
    with closing(open_store(path)) as store, store.writing() as connection:
        config = upgrade._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
