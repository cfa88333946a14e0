"""Everything that can go wrong for people, named by its cause.

No message holds what somebody typed: an exception may end in a log, and a log keeps no answer.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class SurveyError(Exception):
    """The root of everything that the survey refuses."""


class NotStored(SurveyError):
    """The store could not take it: nothing of what was sent is kept, and sending again may help."""


class UnknownCode(SurveyError):
    """No poster has this code."""


class PosterWithdrawn(SurveyError):
    """The poster was taken down."""


class PosterReplaced(PosterWithdrawn):
    """The poster was taken down; another one of its service point is in use."""


class ServicePointClosed(SurveyError):
    """The service point is closed; `point` is its number."""

    def __init__(self, point: int) -> None:
        super().__init__(f"service point {point} is closed")
        self.point = point


class UnknownServicePoint(SurveyError):
    """There is no service point of this number."""


class NameTaken(SurveyError):
    """Another service point has this name."""


class ChangedMeanwhile(SurveyError):
    """Somebody else has stored other words since the form was opened."""


class CountsMoved(SurveyError):
    """Taking the case counts would change other counts than those that were shown."""


class UnknownImport(SurveyError):
    """No import of case counts has this number."""


class NothingToPrint(SurveyError):
    """No service point is open with a poster in use."""


class PrintingStopped(SurveyError):
    """`written` of `total` posters are in the folder `place`, each whole; it took no more."""

    def __init__(self, written: int, total: int, place: str) -> None:
        super().__init__(f"{written} of {total} posters are written")
        self.written = written
        self.total = total
        self.place = place


class BackgroundFull(SurveyError):
    """As many tasks wait for the background process as may; nothing was done."""


class StillWorking(SurveyError):
    """The task is being done, or waits for its turn; asking again later brings what it returns."""


class TaskFailed(SurveyError):
    """The background process could not do the task; nothing was changed.

    `cause` is the name of the class of what it failed with, where that is known.
    """

    def __init__(self, cause: str = "", words: str = "") -> None:
        super().__init__(words or cause)
        self.cause = cause


class TaskTooLong(TaskFailed):
    """The task was stopped after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(words=f"stopped after {seconds:g} seconds")
        self.seconds = seconds


class NotForPaper(SurveyError):
    """The code is opened on a device of the office, and is never printed."""


class TabletUnknown(SurveyError):
    """The code is for a tablet of the office, and what asks or sends is none that is enrolled."""


class EnrolmentUnknown(SurveyError):
    """The code for enrolling a tablet was used, has run out or was never given."""


class TooSoon(SurveyError):
    """The kiosk has just answered; the next response is taken after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"the kiosk answers again after {seconds} seconds")
        self.seconds = seconds


class VisitUnreadable(SurveyError):
    """The visit is missing, altered, of another poster or signed by somebody else."""


class VisitExpired(SurveyError):
    """The page was opened more than thirty days ago."""


class VisitOutdated(SurveyError):
    """The visit names a questionnaire or plan whose text is not known here."""


class AnswerFault(StrEnum):
    """Why an answer cannot be taken: a sentence for the person, to be translated."""

    NOT_OFFERED = "Choose one of the answers that are offered."
    SEVERAL = "Choose only one answer."


class InvalidAnswers(SurveyError):
    """Some answers could not be accepted; `faults` says which and why."""

    def __init__(self, faults: Mapping[str, AnswerFault]) -> None:
        super().__init__(f"answers that were not offered: {', '.join(faults)}")
        self.faults = dict(faults)


class NothingChosen(SurveyError):
    """No question was answered, and nothing was written."""


class CommentTooLong(SurveyError):
    """The comment has `length` characters, more than `longest`."""

    def __init__(self, length: int, longest: int) -> None:
        super().__init__(f"the comment has {length} characters; {longest} are the most")
        self.length = length
        self.longest = longest


class UnknownBatch(SurveyError):
    """No batch of paper forms has this number."""


class BatchMovedOn(SurveyError):
    """The batch is not at the stage at which this can be done."""


class NotThisSheet(SurveyError):
    """Another sheet of the batch is the next one; nothing was written over."""


class TypedByTheSame(SurveyError):
    """The second entry of a sheet is for somebody else than who made the first."""


class NotAdjudicated(SurveyError):
    """`questions` are those for which nobody said what stands on the paper."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        super().__init__(f"nothing was chosen for {', '.join(questions)}")
        self.questions = questions


class TotalsChanged(SurveyError):
    """The totals of the batch are others than those that were to be signed."""


class ReasonMissing(SurveyError):
    """The totals of the batch do not add up, and nobody said why."""


class IdentifiersFound(SurveyError):
    """The comment has something that tells who wrote it, and its writer has not been asked yet."""


class TextFault(StrEnum):
    """What is wrong with a line of text: a sentence for the person, to be translated."""

    EMPTY = "Write something here."
    TOO_LONG = "This is too long."


class BadText(SurveyError):
    """A name or another line cannot be taken; `fault` says why."""

    def __init__(self, fault: TextFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class PasswordFault(StrEnum):
    """What is wrong with a password: a sentence for the person, to be translated."""

    TOO_SHORT = "Use at least 12 characters."
    TOO_LONG = "Use at most 128 characters."
    COMMON = (
        "Made of words or numbers that many people use. "
        "Better: a sentence of four or five words that only you would think of."
    )
    OWN = (
        "Has a name in it that colleagues know. "
        "Better: a sentence of four or five words that only you would think of."
    )
    NUMBERS = (
        "Has hardly a letter in it, and numbers can be found out. "
        "Better: a sentence of four or five words that only you would think of."
    )
    RUN = (
        "Follows the keyboard or the alphabet. "
        "Better: a sentence of four or five words that only you would think of."
    )
    REPEAT = (
        "Repeats the same. Better: a sentence of four or five words that only you would think of."
    )
    GUESSABLE = (
        "Too easy to guess. Better: a sentence of four or five words that only you would think of."
    )


class WeakPassword(SurveyError):
    """The password cannot be taken; `fault` says why."""

    def __init__(self, fault: PasswordFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class BadAddress(SurveyError):
    """The public address is not of the form https://host or http://host:port."""


class NoPublicAddress(SurveyError):
    """A poster would lead nowhere: the public address is unset or is this machine's own."""


class SetupLinkUnknown(SurveyError):
    """The set-up link was used, has run out or was never given."""


class AccountExists(SurveyError):
    """Somebody has this name already, and the link was not made to renew that account."""


class UnknownAccount(SurveyError):
    """Nobody has this name; `known` are those whom it could have meant."""

    def __init__(self, known: str) -> None:
        super().__init__("no account has this name")
        self.known = known


class NoAccountYet(SurveyError):
    """Nobody has an account, so there is none to renew."""


class SignInRefused(SurveyError):
    """Name and password do not belong together."""


class TooManyTries(SurveyError):
    """Too many wrong passwords from there; the next may be tried after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"the next try is taken after {seconds} seconds")
        self.seconds = seconds


class SignInBusy(SurveyError):
    """More urgent sign-ins wait; pressing again after `seconds` makes sense."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"busy; pressing again helps after {seconds} seconds")
        self.seconds = seconds


class PublishedTextChanged(SurveyError):
    """Another text is already published under this name, and a published text never changes."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is published with another text")
        self.name = name


class PublishedTextAltered(SurveyError):
    """The text of a questionnaire or plan is not what it was when it was published."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not as it was published")
        self.name = name


class UnknownText(SurveyError):
    """No questionnaire or plan of this name is published."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not published")
        self.name = name


class PlanJudged(SurveyError):
    """The plan has months of the plan `other`, whose verdict was published."""

    def __init__(self, name: str, other: str) -> None:
        super().__init__(f"{name} has months of {other}, whose verdict was published")
        self.name = name
        self.other = other


class UnknownLanguage(SurveyError):
    """The register has no language with this code."""

    def __init__(self, code: str, known: str) -> None:
        super().__init__(f"{code} is not in the register; {known} are")
        self.code = code
        self.known = known


class NotSetUp(SurveyError):
    """No office has been entered yet."""


class StoreBusy(NotStored):
    """Somebody else holds the database for too long."""


class ClockMoved(SurveyError):
    """The clock does not show what somebody has called right."""


class DayRefused(SurveyError):
    """Days cannot be moved to the day that was named."""


class DaysMoved(SurveyError):
    """What was to be repaired is not as it was shown."""


class StoreFull(NotStored):
    """The disk is full, read-only or broken."""


class NoRoomForCopy(StoreFull):
    """The copy that is made before an upgrade cannot be; nothing was upgraded."""


class StoreMissing(SurveyError):
    """There is no database at this place."""


class StoreNewer(SurveyError):
    """The database was written by a later version of the program."""


class StoreDamaged(SurveyError):
    """The file is not a database, or is a broken one."""


class PublicationAltered(SurveyError):
    """A kept report is not what it was when it was made: its period, and its number."""

    def __init__(self, begins: date, ends: date, number: int) -> None:
        super().__init__(f"report {number} of {begins} to {ends} is not as it was made")
        self.begins, self.ends, self.number = begins, ends, number


class PublicationsBroken(SurveyError):
    """Published reports are missing, or were put in, just before or after those of `periods`."""

    def __init__(self, periods: str) -> None:
        super().__init__(f"others are missing, or were put in, beside those of {periods}")
        self.periods = periods


class PublicationsDeleted(PublicationsBroken):
    """Published reports are missing, and there is none beside which they were."""

    def __init__(self) -> None:
        super().__init__("…")


class FollowedPlansAltered(SurveyError):
    """The plans that the office followed are not those that the last report was made beside."""


class RestorationsUnreadable(SurveyError):
    """The file `place`, which tells what copies were put back, does not tell it."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} cannot be read")
        self.place = place


class FewOthers(SurveyError):
    """A few people more or fewer belong to the period than when its report was made before.

    Whoever subtracted the two reports would read what these few answered.
    """

    def __init__(self, begins: date, ends: date) -> None:
        super().__init__(f"a few more or fewer people answered in {begins} to {ends} than before")
        self.begins, self.ends = begins, ends


class DriverUnsafe(SurveyError):
    """The library of the database can lose what it acknowledged; `version` is its version."""

    def __init__(self, version: str) -> None:
        super().__init__(f"SQLite {version} can lose what it acknowledged")
        self.version = version


class ForeignLog(SurveyError):
    """The write-ahead log beside the database, `log`, was not written to this database."""

    def __init__(self, log: str) -> None:
        super().__init__(f"{log} was not written to this database")
        self.log = log


class StoreOnNetwork(SurveyError):
    """The database lies on another machine; `kind` is what its disk is called here."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"the database lies on a network disk ({kind})")
        self.kind = kind


class StoreUnsafe(SurveyError):
    """The database does not keep what it acknowledges: `setting` reads back as `found`."""

    def __init__(self, setting: str, found: object) -> None:
        super().__init__(f"{setting} reads back as {found}")
        self.setting = setting
        self.found = found


class KeysMissing(SurveyError):
    """The file of keys is missing or cannot be read as one."""


class KeysDoNotFit(SurveyError):
    """The file of keys is not that of this database."""


class CopyOfOthers(KeysDoNotFit):
    """The copy belongs to other keys than those that are here."""


class NoRights(SurveyError):
    """The operating system refuses; `place` is the folder, file or port."""

    def __init__(self, place: str) -> None:
        super().__init__(f"no rights to {place}")
        self.place = place


class FolderMissing(NoRights):
    """The folder at `place` that is to take a file is not there, or takes none."""


class AlreadyRunning(SurveyError):
    """Another server already serves this data."""


class AlreadyCopying(SurveyError):
    """Another program makes a copy of this database."""


class BadBackupKey(SurveyError):
    """The file at `place` has no public key for copies."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} has no public key")
        self.place = place


class BadBackupLine(BadBackupKey):
    """A line of that file is no public key."""

    def __init__(self, place: str, line: int) -> None:
        super().__init__(place)
        self.line = line


class BadIdentity(SurveyError):
    """The file at `place` has no secret key."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} has no secret key")
        self.place = place


class IdentityNeeded(SurveyError):
    """The copy is encrypted, and no secret key was given."""


class WrongIdentity(SurveyError):
    """The copy was encrypted for somebody else."""


class CopyMissing(SurveyError):
    """There is no file of this name."""


class NotACopy(SurveyError):
    """The file is no copy of a database of this program."""


class CopyIncomplete(SurveyError):
    """The end of the copy is missing."""


class CopyDamaged(SurveyError):
    """The copy is not what was written."""


class CopyNewer(SurveyError):
    """The copy was made by a later version of the program."""


class OtherOwner(SurveyError):
    """The data in `place` belongs to the account `owner`, who could not read what root makes."""

    def __init__(self, place: str, owner: str) -> None:
        super().__init__(f"{place} belongs to {owner}")
        self.place = place
        self.owner = owner


class PortTaken(SurveyError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken")
        self.port = port


class UnknownHost(SurveyError):
    """The machine has no network address of this name."""

    def __init__(self, host: str) -> None:
        super().__init__(f"this machine has no address {host}")
        self.host = host


class TargetExists(SurveyError):
    """The file at `place` is already there and is not written over."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} is already there")
        self.place = place


class FolderInUse(TargetExists):
    """The folder at `place` has something in it already."""
