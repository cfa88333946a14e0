"""What is examined inside a database that can be opened."""

from survey.domain.findings import Finding, fails, holds
from survey.services.installation import Check, Installation
from survey.store.examination import (
    broken_references,
    faults_of_pages,
    has_current_tables,
)
from templates.languages import N_


def pages_are_whole(installation: Installation) -> Finding:
    """Read every page, row and index of the file."""
    faults = faults_of_pages(installation.store)
    if faults:
        return fails(
            N_("%(count)s faults in the file"),
            N_("Stop the server and put back the last good copy."),
            count=len(faults),
        )
    return holds(N_("every page and index is whole"))


def references_lead_somewhere(installation: Installation) -> Finding:
    """Look for the row that another one names."""
    tables = broken_references(installation.store)
    if tables:
        return fails(
            N_("rows of %(tables)s name rows that are not there"),
            N_("Stop the server and put back the last good copy."),
            tables=", ".join(sorted(tables)),
        )
    return holds(N_("each row that is named is there"))


def tables_are_of_this_program(installation: Installation) -> Finding:
    """Say whether the next start would change the tables, or a later program has."""
    if has_current_tables(installation.store):
        return holds(N_("those of this program"))
    return fails(
        N_("those of an earlier program"),
        N_("Restart the server: it brings them up to date at the start."),
    )


DATABASE_CHECKS = (
    Check(N_("Tables"), tables_are_of_this_program),
    Check(N_("Integrity of the file"), pages_are_whole),
    Check(N_("References between rows"), references_lead_somewhere),
)
