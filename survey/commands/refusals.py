"""What a refusal says at the terminal: one sentence, what to do, and never a trace."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NoReturn

import click

from analysis.reading.faults import FaultyData
from questionnaires.faults import FaultyFile
from survey.commands.words import _, language
from survey.domain import errors
from survey.settings import BadSettings
from templates.languages import N_, day
from templates.typesetting import TypesettingError

EXIT_REFUSED = 1
_NOT_SET = N_(
    "A document could not be set: %(reason)s. Files of the program are missing or altered; install "
    "it anew."
)

SENTENCES: dict[type[errors.SurveyError], str] = {
    errors.AlreadyCopying: N_(
        "Another program makes or reads a copy at this moment; try again when it is done."
    ),
    errors.AlreadyRunning: N_("Another server or a restore has this data; stop it first."),
    errors.BadAddress: N_("An address looks like https://host or http://host:port, and no more."),
    errors.BadBackupKey: N_(
        "%(place)s has no public key (age1...), so no copy was made; put the key back, or move the "
        "file away and make new keys with “hailong backup --new-key”."
    ),
    errors.BadBackupLine: N_(
        "Line %(line)s of %(place)s is no public key (age1...), so no copy was made; put the line "
        "right or delete it."
    ),
    errors.BadIdentity: N_(
        "%(place)s is not there or has no secret key (AGE-SECRET-KEY-1...). Nothing was changed."
    ),
    errors.BadText: N_("A name or a contact is empty or too long."),
    errors.CopyDamaged: N_(
        "The copy is damaged: it is not what was written. Nothing was changed. Take another copy."
    ),
    errors.CopyIncomplete: N_(
        "The copy is not complete: its end is missing, or a file ending in -wal lies beside it. "
        "Nothing was changed. Take another copy."
    ),
    errors.CopyMissing: N_("There is no such file. Nothing was changed."),
    errors.CopyNewer: N_(
        "The copy was made by a later version of this program. Nothing was changed. Install that "
        "version first."
    ),
    errors.CopyOfOthers: N_(
        "The copy belongs to other keys than those in keys.json here. Nothing was changed. Put "
        "back the keys.json that belongs to the copy; if that is lost for ever, add --other-keys."
    ),
    errors.DriverUnsafe: N_(
        "SQLite %(version)s can lose answers that it has acknowledged, so nothing was opened. "
        "Install a repaired one (pip install pysqlite3), or a Python that brings SQLite 3.51.3 "
        "or later."
    ),
    errors.ForeignLog: N_(
        "The file %(log)s beside the database was not written to this database: one of the two was "
        "put there by hand. Nothing was changed. Put a copy back with “hailong restore FILE”, "
        "which keeps both. Or, if you have just put a copy here by hand, move %(log)s into another "
        "folder, keep it there, and start again; what only it holds is then missing."
    ),
    errors.FolderInUse: N_(
        "The folder %(place)s has something in it already; nothing was written. Name another one."
    ),
    errors.FolderMissing: N_(
        "There is no folder %(place)s (is the stick in?), or no right to write into it."
    ),
    errors.IdentityNeeded: N_(
        "The copy is encrypted. Nothing was changed. Name the file with the secret key: --identity "
        "FILE."
    ),
    errors.KeysDoNotFit: N_(
        "The keys in keys.json are not those of this database; nothing was changed. Put back the "
        "keys.json that belongs to it; if that is lost, move this one away and run “hailong init”, "
        "which makes new keys."
    ),
    errors.ClockMoved: N_("The clock has been set meanwhile; run it again. Nothing was changed."),
    errors.DayRefused: N_(
        "Answers cannot have come on this day: it is still to come, or too long ago. Name the day "
        "that the last of these days was in truth."
    ),
    errors.DaysMoved: N_("Other answers came meanwhile; run it again. Nothing was changed."),
    errors.KeysMissing: N_(
        "The file keys.json is missing or damaged; put back your copy of it, "
        "or move it away and make new keys with “hailong init”."
    ),
    errors.NoAccountYet: N_(
        "Nobody has an account yet, so there is none to renew; “hailong init --new-link” gives a "
        "link for the first one."
    ),
    errors.NoPublicAddress: N_(
        "No poster is printed before the office has a public address; enter it with “hailong init”."
    ),
    errors.NoRoomForCopy: N_(
        "There is no room on the disk for the copy that is made before an upgrade; nothing was "
        "upgraded or changed. Make room for one more file as large as the database, and start "
        "again."
    ),
    errors.NoRights: N_("No rights to %(place)s, or it is not there."),
    errors.NotACopy: N_(
        "The file is no copy of a database of this program. Nothing was changed. Copies are made "
        "by “hailong backup”."
    ),
    errors.NotForPaper: N_(
        "This code is opened on a device of the office; the staff pages show its address."
    ),
    errors.NotSetUp: N_("No office has been entered yet; run “hailong init” first."),
    errors.NothingToPrint: N_("Nothing to print: no open service point has a poster in use."),
    errors.OtherOwner: N_(
        "The data in %(place)s belongs to %(owner)s, who could not read what root makes there. "
        "Nothing was done. Run it as that account: runuser -u %(owner)s -- hailong ..."
    ),
    errors.PosterWithdrawn: N_("This poster is withdrawn; make a new one on the staff pages."),
    errors.ServicePointClosed: N_(
        "This service point is closed; open it again on the staff pages."
    ),
    errors.PortTaken: N_(
        "Another program listens on port %(port)s; stop it or choose another port with --port."
    ),
    errors.PrintingStopped: N_(
        "The disk is full, or does not let the program write. %(written)s of %(total)s posters "
        "are in %(place)s, each of them whole; make room and run it again."
    ),
    errors.PlanJudged: N_(
        "%(name)s was not taken: it covers months of %(other)s, whose verdict is published, and no "
        "month is judged twice. Let the period of yours begin after it."
    ),
    errors.PublicationAltered: N_(
        "Report %(number)s of %(begins)s to %(ends)s is not as it was made: somebody or something "
        "has changed the database. Nothing was written. Restore a copy from before."
    ),
    errors.FewOthers: N_(
        "The report of %(begins)s to %(ends)s is not made anew: a few people more or fewer belong "
        "to it than before, because days were put right, and whoever subtracted the two reports "
        "could read what these few answered. The earlier report stays."
    ),
    errors.PublicationsBroken: N_(
        "No report is made: published ones were deleted from the database, altered or put in, "
        "just before or after those of %(periods)s, and each new one is made beside all the "
        "earlier ones. Restore a copy from before."
    ),
    errors.RestorationsUnreadable: N_(
        "%(place)s, which tells what copies took the place of the database, cannot be read. "
        "Nothing was changed, and no report is made. Put the file right; delete it if nobody has a "
        "report that was published after such a copy was made."
    ),
    errors.FollowedPlansAltered: N_(
        "No report is made: the plans that the office followed are not stored as they were when "
        "the last report was made, and they say which period gets a verdict. Restore a copy from "
        "before."
    ),
    errors.PublishedTextAltered: N_(
        "%(name)s is not stored any more as it was published: somebody or something has changed "
        "the database. No report is made or written by it. Restore a copy from before."
    ),
    errors.PublishedTextChanged: N_(
        "%(name)s is already published with another text, and a published text never changes; "
        "give yours the next version."
    ),
    errors.StoreBusy: N_(
        "Another program holds the database; nothing was changed. Try again in a minute."
    ),
    errors.StoreDamaged: N_(
        "The database file is damaged or is not a database; put back your last copy of it with "
        "“hailong restore”."
    ),
    errors.StoreFull: N_(
        "The disk is full, or does not let the program write; nothing was changed. Make room."
    ),
    errors.StoreMissing: N_("There is no database here yet; run “hailong init” first."),
    errors.StoreNewer: N_(
        "The database was written by a later version of this program; nothing was changed. "
        "Install that version."
    ),
    errors.StoreOnNetwork: N_(
        "The data lies on a network disk (%(kind)s), which can lose answers that it has "
        "acknowledged, so nothing was opened. Move the folder to a disk of this machine."
    ),
    errors.StoreUnsafe: N_(
        "The database does not keep what it acknowledges (%(setting)s reads back as %(found)s), "
        "so nothing is served from it."
    ),
    errors.TargetExists: N_("%(place)s is already there, and is not written over."),
    errors.UnknownAccount: N_("No account has this name; there are: %(known)s."),
    errors.UnknownCode: N_("No poster has this code."),
    errors.UnknownHost: N_("This machine has no network address %(host)s."),
    errors.UnknownLanguage: N_("No language has the code %(code)s; known are: %(known)s."),
    errors.UnknownServicePoint: N_("There is no such service point."),
    errors.UnknownText: N_("No questionnaire or plan is published as %(name)s."),
    errors.WrongIdentity: N_(
        "This secret key does not open the copy; it was encrypted for another one. Nothing was "
        "changed."
    ),
}


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the survey refuses into a sentence and an exit code."""
    try:
        yield
    except (FaultyData, FaultyFile) as error:
        refuse(error.in_words(_))
    except BadSettings as error:
        refuse(" ".join(_(fault.rule) % vars(fault) for fault in error.faults))
    except TypesettingError as error:
        refuse(_(_NOT_SET) % {"reason": error})
    except errors.SurveyError as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        refuse(sentence)


def sentence_of(error: errors.SurveyError) -> str | None:
    """Return the sentence of an error in the language of the terminal; None: it has none."""
    for kind in type(error).__mro__:
        if kind in SENTENCES:
            return _(SENTENCES[kind]) % {name: _written(v) for name, v in vars(error).items()}
    return None


def _written(value: object) -> object:
    return day(value, language()) if isinstance(value, date) else value


def refuse(sentence: str) -> NoReturn:
    """Say what is wrong and end."""
    click.echo(sentence, err=True)
    sys.exit(EXIT_REFUSED)
