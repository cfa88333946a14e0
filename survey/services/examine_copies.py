"""What is examined of copies, and of what belongs to a database: its keys and its log."""

from pathlib import Path

from survey.domain.errors import BadBackupKey, ForeignLog, KeysMissing, RestorationsUnreadable
from survey.domain.findings import Finding, doubtful, fails, holds
from survey.services.encryption import read_recipients
from survey.services.installation import Check, Installation
from survey.services.keep_restorations import restorations
from survey.services.keys import fingerprint_of, read_keys
from survey.store.copy_before_change import copies_before_changes
from survey.store.installation import copied_on, keys_of
from survey.store.marks import check_log_belongs
from survey.store.replacing import HALF
from templates.languages import N_

# A copy a week, and a day for whoever makes it.
_OLDEST_DAYS = 8


def log_belongs(installation: Installation) -> Finding:
    """Look whether the log beside the database was written to it."""
    try:
        check_log_belongs(installation.settings.database)
    except ForeignLog as error:
        return fails(
            N_("%(log)s was not written to this database"),
            N_(
                "Do not start the server. Put a copy back with “hailong restore FILE”, which keeps "
                "both files. Or, if you have just put a copy here by hand, move %(log)s into "
                "another folder, keep it there, and start; what only it holds is then missing."
            ),
            log=error.log,
        )
    return holds(N_("written to this database, or empty"))


def copies_are_encrypted(installation: Installation) -> Finding:
    """Look whether there is a public key for copies."""
    try:
        recipients = read_recipients(installation.settings.backup_key)
    except BadBackupKey as error:
        return fails(
            N_("%(place)s has no public key, so no copy is made"),
            N_("Put the key back, or move the file away and run “hailong backup --new-key”."),
            place=error.place,
        )
    if not recipients:
        return doubtful(
            N_("off: whoever has a copy can read it"),
            N_("Run “hailong backup --new-key”, and keep the secret key in the safe."),
        )
    return holds(N_("on; public keys: %(count)s"), count=len(recipients))


def nothing_is_left_over(installation: Installation) -> Finding:
    """Look for halves of copies, and for databases that are kept only for a while."""
    settings = installation.settings
    halves = [*settings.data.glob(f"*{HALF}*"), *settings.backups.glob(f"*{HALF}*")]
    if halves:
        return doubtful(
            N_("halves of copies: %(files)s"),
            N_("If no copy is being made now, run “hailong backup”; it removes them."),
            files=_names(halves),
        )
    before_changes = copies_before_changes(settings.database)
    if before_changes:
        return doubtful(
            N_("from before an upgrade or repair, and may have what is no longer kept: %(files)s"),
            N_("Run “hailong backup”; a good copy removes them."),
            files=_names(before_changes),
        )
    replaced = sorted(settings.data.glob("replaced-*.sqlite3"))
    if replaced:
        return doubtful(
            N_("kept when a copy was restored: %(files)s"),
            N_("Delete them when nobody needs to go back any more."),
            files=_names(replaced),
        )
    return holds(N_("nothing"))


def restorations_are_known(installation: Installation) -> Finding:
    """Look whether the file that holds reports back after a restore can be read."""
    try:
        found = restorations(installation.settings)
    except RestorationsUnreadable as error:
        return fails(
            N_("%(place)s cannot be read, so no report is made"),
            N_(
                "Put the file right; delete it if nobody has a report that was published after a "
                "copy was made that took the place of the database."
            ),
            place=error.place,
        )
    if found:
        return doubtful(
            N_("no report is made of the months that %(file)s names"),
            N_("Delete the file if nobody has a report of these months from before."),
            file=installation.settings.restorations.name,
        )
    return holds(N_("none that holds a report back"))


def _names(paths: list[Path]) -> str:
    return ", ".join(sorted(path.name for path in paths))


def keys_fit(installation: Installation) -> Finding:
    """Compare the keys with those that the database has seen."""
    with installation.store.reading() as connection:
        known = keys_of(connection)
    remedy = N_(
        "Put back the keys.json that belongs to it; if that is lost, move this one away and "
        "run “hailong init”."
    )
    try:
        found = fingerprint_of(read_keys(installation.settings.keys))
    except KeysMissing:
        return doubtful(N_("there are none to compare with it"), remedy)
    if known in (None, found):
        return holds(N_("those of this database"))
    return fails(N_("not those of this database"), remedy)


def last_copy_is_young(installation: Installation) -> Finding:
    """Say when the last good copy was made."""
    with installation.store.reading() as connection:
        day = copied_on(connection)
    remedy = N_("Run “hailong backup --keep 30 --to FOLDER” each night, into another disk.")
    if day is None:
        return doubtful(N_("there is none yet"), remedy)
    seen = N_("made on %(day)s")
    if (installation.clock.now().date() - day).days > _OLDEST_DAYS:
        return doubtful(seen, remedy, day=day)
    return holds(seen, day=day)


FILE_CHECKS = (
    Check(N_("Journal (of which database)"), log_belongs),
    Check(N_("Encryption of copies"), copies_are_encrypted),
    Check(N_("Left over"), nothing_is_left_over),
    Check(N_("Copies that were put back"), restorations_are_known),
)
COPY_CHECKS = (
    Check(N_("Keys of the database"), keys_fit),
    Check(N_("Last good copy"), last_copy_is_young),
)
