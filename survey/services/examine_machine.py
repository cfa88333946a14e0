"""What is examined round a database, whether or not it can be opened."""

import os
from pathlib import Path
from stat import S_IMODE

from survey.domain.errors import DriverUnsafe
from survey.domain.findings import Finding, Size, doubtful, fails, holds
from survey.services.examine_journal import journal_is_of_today
from survey.services.installation import Check, Installation
from survey.services.keys import read_keys
from survey.services.private_folder import owner_of
from survey.store.disk import network_disk
from survey.store.driver import driver_name, refuse_unrepaired
from survey.store.serving_lock import EMPTY_FILES, is_served
from templates.languages import N_

_OTHERS = 0o077
_LEAST_FREE_SHARE = 0.05
_LEAST_FREE_BYTES = 64 * 1024 * 1024
# A disk needs longer to keep a block for certain, unless it has a battery of its own.
_QUICKEST_FLUSH_SECONDS = 50e-6


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


def keys_are_whole(installation: Installation) -> Finding:
    """Read the file of keys."""
    read_keys(installation.settings.keys)
    return holds(N_("all there"))


def nobody_else_may_read(installation: Installation) -> Finding:
    """Look who may read the folder and each file in it that tells something."""
    if os.name != "posix":
        return doubtful(
            N_("not looked at on this system"),
            N_(
                "In the properties of the folder %(place)s, under Security, let only the account "
                "of the server and administrators read it."
            ),
            place=installation.settings.data.absolute(),
        )
    open_ones = [path for path in _private_files(installation) if _is_open(path)]
    if open_ones:
        return fails(
            N_("others on this machine may read %(files)s"),
            N_("Take it from them: chmod -R go= %(place)s"),
            files=", ".join(path.name for path in open_ones),
            place=installation.settings.data.absolute(),
        )
    return holds(N_("only the account of the server may read the data"))


def _private_files(installation: Installation) -> list[Path]:
    data = installation.settings.data
    files = (path for path in sorted(data.iterdir()) if path.is_file())
    return [data, *(path for path in files if not path.name.endswith(EMPTY_FILES))]


def _is_open(path: Path) -> bool:
    return bool(S_IMODE(path.stat().st_mode) & _OTHERS)


def all_belongs_to_one_account(installation: Installation) -> Finding:
    """Look whether each file, copies too, has the owner of the folder."""
    data = installation.settings.data
    if os.name != "posix":
        return holds(N_("not looked at on this system"))
    strange = [path for path in sorted(data.rglob("*")) if _is_of_another(path, data)]
    values = {"owner": owner_of(data), "place": data.absolute()}
    if strange:
        return fails(
            N_("%(place)s belongs to %(owner)s, but not %(files)s, which the server may not use"),
            N_("Give all of it to the account of the server: chown -R %(owner)s %(place)s"),
            files=", ".join(str(path.relative_to(data)) for path in strange),
            **values,
        )
    return holds(N_("all of it belongs to %(owner)s"), **values)


def _is_of_another(path: Path, folder: Path) -> bool:
    # What a running server has just taken away belongs to nobody.
    return path.exists() and path.stat().st_uid != folder.stat().st_uid


def disk_is_of_this_machine(installation: Installation) -> Finding:
    """Look whether the data lies on a disk of another machine."""
    kind = network_disk(installation.settings.database, installation.machine.mounts)
    if kind is None:
        return holds(N_("a disk of this machine"))
    return fails(
        N_("a network disk (%(kind)s), which can lose answers that it has acknowledged"),
        N_("Stop the server and move the folder to a disk of this machine."),
        kind=kind,
    )


def disk_has_room(installation: Installation) -> Finding:
    """Look how much of the disk is free."""
    usage = installation.machine.disk_usage(installation.settings.data)
    values = {"free": Size(usage.free), "percent": round(100 * usage.free / usage.total)}
    if usage.free < _LEAST_FREE_BYTES:
        seen, judge = N_("%(free)s free (%(percent)s %%): soon no answer can be stored"), fails
    elif usage.free < _LEAST_FREE_SHARE * usage.total:
        seen, judge = N_("only %(free)s free (%(percent)s %%)"), doubtful
    else:
        return holds(N_("%(free)s free (%(percent)s %%)"), **values)
    return judge(seen, N_("Make room on the disk, or move old copies to another one."), **values)


def disk_waits_for_its_flush(installation: Installation) -> Finding:
    """Measure how long the disk takes to keep a block for certain."""
    seconds = installation.machine.flush_seconds(installation.settings.data)
    values = {"milliseconds": seconds * 1000}
    if seconds < _QUICKEST_FLUSH_SECONDS:
        return doubtful(
            N_("keeps a block within %(milliseconds)s ms, quicker than most disks can"),
            N_(
                "Ask whoever keeps the machine whether the disk or the virtual machine honours a "
                "flush; otherwise a power cut takes answers that were acknowledged."
            ),
            **values,
        )
    return holds(N_("keeps a block within %(milliseconds)s ms"), **values)


def server_runs(installation: Installation) -> Finding:
    """Say whether a server serves this data; either is well."""
    if is_served(installation.settings.database):
        return holds(N_("runs"))
    return holds(N_("does not run"))


MACHINE_CHECKS = (
    Check(N_("Library of the database"), library_is_repaired),
    Check(N_("Server"), server_runs),
    Check(N_("Keys"), keys_are_whole),
    Check(N_("Rights"), nobody_else_may_read),
    Check(N_("Owner of the data"), all_belongs_to_one_account),
    Check(N_("Place of the data"), disk_is_of_this_machine),
    Check(N_("Room on the disk"), disk_has_room),
    Check(N_("Disk"), disk_waits_for_its_flush),
    Check(N_("Journal (emptied after each day)"), journal_is_of_today),
)
