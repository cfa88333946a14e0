"""What is examined inside a database that can be opened."""

from collections.abc import Iterable
from datetime import timedelta

from survey.domain.findings import Finding, Size, doubtful, fails, holds
from survey.domain.publications import Edition
from survey.limits import LONG_LOG_BYTES
from survey.services.examine_clock import CLOCK_CHECKS
from survey.services.followed_plans import are_altered
from survey.services.hash_answers import altered_months
from survey.services.installation import Check, Installation
from survey.store import publications
from survey.store.examination import (
    broken_references,
    faults_of_pages,
    has_been_started,
    has_current_tables,
    settings_of,
    size_of_log,
)
from survey.store.office import find_office
from survey.store.published_texts import altered_names, published_hashes
from survey.store.responses import count_inbox_before
from templates.languages import N_

UPGRADE = N_("Restart the server: it brings the tables up to date at the start.")
# The writer carries the log over when it is long; a reader may hold it up for a while.
_LONG_LOG_BYTES = 4 * LONG_LOG_BYTES
# The server looks at the clock each minute.
_SEALING_PATIENCE = timedelta(minutes=10)


def pages_are_whole(installation: Installation) -> Finding:
    """Read every page, row and index of the file."""
    faults = faults_of_pages(installation.store)
    if faults:
        return fails(
            N_("faults in the file: %(count)s"),
            N_("Stop the server and put back the last good copy: hailong restore FILE"),
            count=len(faults),
        )
    return holds(N_("every page and index is whole"))


def references_lead_somewhere(installation: Installation) -> Finding:
    """Look for the row that another one names."""
    tables = broken_references(installation.store)
    if tables:
        return fails(
            N_("rows of %(tables)s name rows that are not there"),
            N_("Stop the server and put back the last good copy: hailong restore FILE"),
            tables=", ".join(sorted(tables)),
        )
    return holds(N_("each row that is named is there"))


def tables_are_of_this_program(installation: Installation) -> Finding:
    """Say whether the next start would change the tables, or a later program has."""
    if has_current_tables(installation.store):
        return holds(N_("those of this program"))
    return fails(
        N_("those of an earlier program"),
        UPGRADE,
    )


def settings_read_back(installation: Installation) -> Finding:
    """Name the settings that keep what is acknowledged; without them the file is not opened."""
    if not has_been_started(installation.store):
        return doubtful(
            N_("a copy that was restored, or a new database: not started yet"),
            N_("Start the server: it sets what keeps the answers."),
        )
    read = settings_of(installation.store)
    return holds("%(read)s", read=", ".join(f"{name}={value}" for name, value in read.items()))


def log_is_carried_over(installation: Installation) -> Finding:
    """Look whether the log grows, which somebody who reads for hours causes."""
    size = size_of_log(installation.store)
    if size > _LONG_LOG_BYTES:
        return doubtful(
            N_("%(size)s wait to be carried over"),
            N_("Restart the server; another program may have the database open for reading."),
            size=Size(size),
        )
    return holds("%(size)s", size=Size(size))


def closed_days_are_sealed(installation: Installation) -> Finding:
    """Look whether answers of days that are over still lie in the inbox."""
    over_since = (installation.clock.now() - _SEALING_PATIENCE).date()
    with installation.store.reading() as connection:
        waiting = count_inbox_before(connection, over_since)
    if waiting:
        return fails(
            N_("%(count)s responses of %(days)s days that are over are not sealed yet"),
            N_("Start the server, or run “hailong seal”: till then the file tells their order."),
            count=sum(waiting.values()),
            days=len(waiting),
        )
    return holds(N_("all sealed"))


def reports_are_as_made(installation: Installation) -> Finding:
    """Look whether each published report is what was published; whoever prints one is told too."""
    with installation.store.reading() as connection:
        kept = publications.editions(connection)
        altered = [one for one in kept if not publications.is_as_made(connection, one)]
        broken = publications.publications_broken_at(connection)
    if altered:
        return _fails_at(N_("changed since they were published: those of %(periods)s"), altered)
    if broken:
        return _fails_at(
            N_("others were deleted, altered or put in just before or after those of %(periods)s"),
            broken,
        )
    if broken is not None:
        return _fails_at(N_("deleted or altered since they were published: all of them"), broken)
    return holds(N_("%(count)s published, each as it was made"), count=len(kept))


def answers_are_as_reported(installation: Installation) -> Finding:
    """Look whether answers are those that reports were made of, whatever program altered them."""
    with installation.store.reading() as connection:
        made_of = publications.contexts(connection)
    if altered := altered_months(installation.store, made_of):
        return fails(
            N_("altered, added or deleted since reports were made of them: those of %(months)s"),
            N_(
                "If nobody repaired days, stop the server and put back the last good copy from "
                "before: hailong restore FILE. Published reports stand as they are."
            ),
            months=", ".join(f"{month:%m/%Y}" for month in altered),
        )
    return holds(N_("those that the published reports were made of"))


def _fails_at(seen: str, editions: Iterable[Edition]) -> Finding:
    periods = "; ".join(map(str, sorted({one.period for one in editions})))
    return fails(
        seen,
        N_("Stop the server and put back the last good copy: hailong restore FILE"),
        periods=periods,
    )


def texts_are_as_published(installation: Installation) -> Finding:
    """Look whether questionnaires and plans are as published: reports take targets from them."""
    with installation.store.reading() as connection:
        count, altered = len(published_hashes(connection)), altered_names(connection)
        are_others = are_altered(connection)
    if are_others:
        return fails(
            N_("the list of the plans that the office followed was changed"),
            N_("Stop the server and put back the last good copy: hailong restore FILE"),
        )
    if altered:
        return fails(
            N_("changed since they were published: %(names)s"),
            N_("Stop the server and put back the last good copy: hailong restore FILE"),
            names=", ".join(altered),
        )
    return holds(N_("%(count)s published, each as it was published"), count=count)


def address_is_safe(installation: Installation) -> Finding:
    """Look whether phones reach the survey over an encrypted connection."""
    with installation.store.reading() as connection:
        office = find_office(connection)
    if office is None or office.public_address is None:
        return doubtful(
            N_("not entered yet; until then no poster can be printed"),
            N_("Enter it with “hailong init”."),
        )
    values = {"address": office.public_address}
    if office.is_demo or office.public_address.startswith("https://"):
        return holds("%(address)s", **values)
    return fails(
        N_("%(address)s is not encrypted: whoever keeps the network can read the answers"),
        N_("Put a web server with a certificate in front, and enter https:// with “hailong init”."),
        **values,
    )


DATABASE_CHECKS = (
    Check(N_("Settings"), settings_read_back),
    Check(N_("Tables"), tables_are_of_this_program),
    Check(N_("Integrity of the file"), pages_are_whole),
    Check(N_("References between rows"), references_lead_somewhere),
    Check(N_("Published reports"), reports_are_as_made),
    Check(N_("Answers of published reports"), answers_are_as_reported),
    Check(N_("Questionnaires and plans"), texts_are_as_published),
    Check(N_("Journal (size)"), log_is_carried_over),
    Check(N_("Days that are over"), closed_days_are_sealed),
    Check(N_("Public address"), address_is_safe),
    *CLOCK_CHECKS,
)
