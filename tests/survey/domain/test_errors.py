"""What an error knows about its cause, for whoever has to explain it."""

from datetime import date

import pytest

from survey.domain import errors


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.ServicePointClosed(7), "7"),
        (errors.PlanJudged("p-2027", "p-2026"), "p-2027 has months of p-2026"),
        (errors.PublishedTextChanged("counter.v1"), "counter.v1"),
        (errors.TooManyTries(8), "8"),
        (errors.TooSoon(30), "30"),
        (errors.SignInBusy(4), "after 4 seconds"),
        (errors.UnknownAccount("Lan, Mai"), "no account"),
        (errors.UnknownLanguage("blq", "vi, en"), "blq is not in the register; vi, en are"),
        (errors.UnknownText("counter.v9"), "counter.v9"),
        (errors.StoreUnsafe("synchronous", 1), "synchronous reads back as 1"),
        (errors.DriverUnsafe("3.40.1"), "SQLite 3.40.1"),
        (errors.ForeignLog("hailong.db-wal"), "hailong.db-wal"),
        (errors.StoreOnNetwork("nfs4"), "nfs4"),
        (errors.BadBackupKey("/etc/key"), "/etc/key has no public key"),
        (errors.BadBackupLine("/etc/key", 3), "/etc/key has no public key"),
        (errors.BadIdentity("/etc/secret"), "/etc/secret has no secret key"),
        (errors.TargetExists("/srv/old"), "/srv/old is already there"),
        (errors.NoRights("/srv/hailong"), "/srv/hailong"),
        (errors.PrintingStopped(3, 8, "/mnt"), "3 of 8"),
        (errors.TaskTooLong(300.0), "300 seconds"),
        (errors.OtherOwner("/srv/hailong", "lan"), "/srv/hailong belongs to lan"),
        (errors.PortTaken(8080), "8080"),
        (
            errors.PublicationAltered(date(2026, 1, 1), date(2026, 1, 31), 2),
            "report 2 of 2026-01-01 to 2026-01-31",
        ),
        (errors.FewOthers(date(2026, 1, 1), date(2026, 1, 31)), "2026-01-01 to 2026-01-31"),
        (errors.UnknownHost("nowhere.example"), "nowhere.example"),
        (errors.PublishedTextAltered("counter.v1"), "counter.v1 is not as it was published"),
        (errors.PublicationsBroken("01/2026"), "beside those of 01/2026"),
        (errors.PublicationsDeleted(), "missing"),
        (errors.RestorationsUnreadable("restored.json"), "restored.json cannot be read"),
    ],
)
def test_an_error_names_its_cause(error: errors.SurveyError, words: str) -> None:
    assert words in str(error)


def test_a_bad_line_of_a_key_file_is_named() -> None:
    assert errors.BadBackupLine("/etc/key", 3).line == 3


def test_a_task_that_failed_knows_what_with() -> None:
    assert errors.TaskFailed("FewOthers").cause == "FewOthers"
    assert errors.TaskTooLong(300.0).cause == ""


def test_what_could_not_be_stored_is_known_as_such() -> None:
    assert issubclass(errors.StoreBusy, errors.NotStored)
    assert issubclass(errors.StoreFull, errors.NotStored)
