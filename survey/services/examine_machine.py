"""What is examined round a database, whether or not it can be opened."""

from survey.domain.errors import DriverUnsafe
from survey.domain.findings import Finding, fails, holds
from survey.services.examine_journal import journal_is_of_today
from survey.services.installation import Check, Installation
from survey.store.driver import driver_name, refuse_unrepaired
from templates.languages import N_


def library_is_repaired(_: Installation) -> Finding:
    """Say which SQLite is used, and whether it can lose what it acknowledged."""
    version = driver_name()
    try:
        refuse_unrepaired()
    except DriverUnsafe:
        return fails(
            N_("SQLite %(version)s can lose answers that it has acknowledged"),
            N_(
                "Install a repaired one (pip install pysqlite3), or a Python that brings "
                "SQLite 3.51.3 or later."
            ),
            version=version,
        )
    return holds("SQLite %(version)s", version=version)


MACHINE_CHECKS = (
    Check(N_("Library of the database"), library_is_repaired),
    Check(N_("Journal of the database"), journal_is_of_today),
)
