"""What is examined of the journal, in which answers stand in the order in which they came."""

from datetime import datetime

from survey.domain.findings import Finding, fails, holds
from survey.services.clock import VIETNAM
from survey.services.installation import Installation
from survey.store.log_readers import log_readers
from survey.store.write_ahead_log import log_of
from templates.languages import N_


def journal_is_of_today(installation: Installation) -> Finding:
    """Look whether the order of a day that is over is still there, and who keeps it there."""
    database = installation.settings.database
    try:
        seen = log_of(database).stat()
    except FileNotFoundError:
        return holds(N_("empty"))
    if seen.st_size == 0:
        return holds(N_("empty"))
    written = datetime.fromtimestamp(seen.st_mtime, VIETNAM).date()
    if written >= installation.clock.now().date():
        return holds(N_("of today; it is emptied when the day is closed"))
    readers = ", ".join(log_readers(database)) or "?"
    return fails(
        N_("still full of an earlier day; read by: %(readers)s"),
        N_("End the programs that read the database, then run “hailong seal”."),
        readers=readers,
    )
