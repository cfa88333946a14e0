"""Examining an installation: each promise that can be looked at from outside, and its remedy.

It works beside a running server, changes nothing, and never ends in an error: what cannot be looked
at is a finding too. Another check is another function in `examine_machine`, or where it needs an
open database in `examine_database`.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

from survey.domain.errors import (
    KeysMissing,
    NoRights,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreMissing,
    StoreNewer,
    StoreUnsafe,
)
from survey.domain.findings import Finding, doubtful, fails, holds
from survey.services.examine_copies import COPY_CHECKS, FILE_CHECKS
from survey.services.examine_database import DATABASE_CHECKS, UPGRADE
from survey.services.examine_machine import MACHINE_CHECKS
from survey.services.installation import Check, Installation
from survey.store.engine import open_store_to_examine
from survey.store.examination import has_all_tables
from templates.languages import N_

_OTHER_USER = N_("Run it as the user as whom the server runs.")
_NO_ROOM = N_("Make room on the disk, and let the program write to its folder.")
_NOTHING_THERE = N_("Set HAILONG_DATA to the folder of the data, or run “hailong init”.")
_REMEDIES: dict[type[Exception], str] = {
    KeysMissing: N_(
        "Put back your copy of keys.json, or move it away and make new keys with “hailong init”."
    ),
    NoRights: _OTHER_USER,
    PermissionError: _OTHER_USER,
    StoreBusy: N_("Another program holds the database. Try again in a minute."),
    StoreDamaged: N_("Stop the server and put back the last good copy: hailong restore FILE"),
    StoreFull: _NO_ROOM,
    OSError: _NO_ROOM,
    StoreNewer: N_("Install the later version of the program that wrote the database."),
    StoreUnsafe: N_("Start the server: it sets anew what keeps the answers, or says why not."),
    StoreMissing: _NOTHING_THERE,
    FileNotFoundError: _NOTHING_THERE,
}
_OTHER_REMEDY = N_("Ask whoever keeps the program, and say: %(kind)s.")


def examine(installation: Installation) -> Iterator[tuple[str, Finding]]:
    """Look at one thing after the other; give what each is called and what was found."""
    for check in (*MACHINE_CHECKS, *FILE_CHECKS):
        yield check.subject, _found(check, installation)
    path = installation.settings.database
    try:
        with closing(open_store_to_examine(path)) as store:
            yield N_("Opening the database"), holds("%(place)s", place=path)
            opened = replace(installation, opened=store)
            judge = _not_seen if has_all_tables(store) else _not_seen_yet
            for check in (*DATABASE_CHECKS, *COPY_CHECKS):
                yield check.subject, _found(check, opened, judge)
    except Exception as error:  # an examination that breaks tells nothing of what it saw
        yield N_("Opening the database"), _not_seen(error)


def _not_seen(error: Exception) -> Finding:
    seen = N_("could not be looked at")
    for kind in type(error).__mro__:
        if kind in _REMEDIES:
            return fails(seen, _REMEDIES[kind])
    return fails(seen, _OTHER_REMEDY, kind=type(error).__name__)


def _not_seen_yet(error: Exception) -> Finding:
    # What an earlier program has not made is no fault; what has a name of its own is one.
    if any(kind in _REMEDIES for kind in type(error).__mro__):
        return _not_seen(error)
    return doubtful(N_("can be looked at after the upgrade"), UPGRADE)


def _found(
    check: Check,
    installation: Installation,
    judge: Callable[[Exception], Finding] = _not_seen,
) -> Finding:
    try:
        return check.look(installation)
    except Exception as error:  # the other checks go on
        return judge(error)
