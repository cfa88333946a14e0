"""The sign-off: stored once and whole, and nothing left that joins a sheet to a response."""

import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from questionnaires.months import calendar_months
from survey.domain.batches import SignOff
from survey.domain.errors import (
    BadText,
    BatchMovedOn,
    ReasonMissing,
    StoreFull,
    TotalsChanged,
    UnknownBatch,
)
from survey.domain.modes import Mode
from survey.domain.progress import Stage
from survey.domain.responses import Response
from survey.services.back_up import back_up
from survey.services.batch_progress import progress
from survey.services.export_responses import export_responses
from survey.services.gather_responses import gather_responses
from survey.services.keep_batches import count_box, stop_entry
from survey.services.seal_day import seal_closed_days
from survey.services.sign_batch import sign_off
from survey.services.survey import Survey
from survey.services.type_sheets import undo_last_sheet
from survey.store.driver import sqlite3
from survey.store.engine import apply_settings, open_store
from survey.store.responses import read_inbox
from tests.architecture.sources import ROOT
from tests.database import dump
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock
from tests.survey.paper import (
    FULL,
    SPOILED,
    emptied_box,
    make_account,
    signed,
    type_first,
    typed_batch,
)
from tests.survey.publishing import keep_empty_report

TODAY = date(2026, 3, 2)
BLANK = "-" * 11
MARKED = [f"{first}{second}" + FULL[2:] for first in "12345" for second in "12345"]
SHEETS = [*MARKED, BLANK, SPOILED]


@pytest.fixture
def lan(survey: Survey) -> int:
    return make_account(survey, "Lan").id


@pytest.fixture
def mai(survey: Survey, lan: int) -> int:
    return make_account(survey, "Mai").id


def stored(survey: Survey) -> list[Response]:
    with survey.store.reading() as connection:
        return list(read_inbox(connection))


def test_words_on_a_sheet_without_a_mark_are_kept_and_count_as_no_response(
    survey: Survey, lan: int, mai: int
) -> None:
    number = typed_batch(survey, lan, mai, [FULL, BLANK], comment="Chờ lâu ").number
    totals = progress(survey, number).totals()
    signed(survey, number)
    assert (totals.stored, totals.blank) == (1, 1)
    kept = sorted((row.answers, row.comment) for row in stored(survey))
    assert [answers for answers, _ in kept] == [BLANK, FULL]
    assert kept[0][1].startswith("Chờ lâu")
    seal_closed_days(survey)


def as_short(survey: Survey, number: str) -> str:
    return progress(survey, number).totals().in_short


def files(survey: Survey) -> bytes:
    """Return all bytes of the database, its log too."""
    folder = survey.store.path.parent
    return b"".join(path.read_bytes() for path in folder.glob(f"{survey.store.path.name}*"))


def unspoiled(sheets: list[str]) -> list[str]:
    return [each for each in sheets if each not in (BLANK, SPOILED)]


def test_every_sheet_with_a_mark_becomes_one_response(survey: Survey, lan: int, mai: int) -> None:
    number = typed_batch(survey, lan, mai, MARKED).number
    signed(survey, number)
    responses = stored(survey)
    assert sorted(one.answers for one in responses) == sorted(MARKED)
    assert {(one.day, one.service_point, one.field) for one in responses} == {
        (TODAY, 1, "Người có công")
    }
    assert {(one.mode, one.language) for one in responses} == {(Mode.PAPER, "vi")}
    assert {(one.questionnaire, one.plan) for one in responses} == {("counter.v1", "136-2022")}


def test_blank_and_spoiled_sheets_are_counted_and_not_stored(
    survey: Survey, lan: int, mai: int
) -> None:
    number = emptied_box(survey, 3).number
    for sheet, answers in enumerate((FULL, BLANK, SPOILED), start=1):
        type_first(survey, number, sheet, answers, lan)
    totals = progress(survey, number).totals()
    assert (totals.typed, totals.blank, totals.spoiled, totals.stored) == (3, 1, 1, 1)


def test_responses_lie_in_the_order_of_keys_that_have_nothing_to_do_with_the_pile(
    survey: Survey, lan: int, mai: int
) -> None:
    signed(survey, typed_batch(survey, lan, mai, MARKED).number)
    with closing(sqlite3.connect(survey.store.path)) as connection:
        rows = list(connection.execute("SELECT key, answers FROM inbox"))
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [row[1] for row in rows] != MARKED
    assert len({row[0] for row in rows}) == len(MARKED)


def test_pressed_twice_it_is_signed_once(survey: Survey, lan: int, mai: int) -> None:
    number = typed_batch(survey, lan, mai, [FULL] * 3).number
    seen = as_short(survey, number)
    first = sign_off(survey, number, seen, "", "Lan")
    assert sign_off(survey, number, seen, "", "Mai") == first
    assert first.signed_by == "Lan"
    assert len(stored(survey)) == 3


def test_pressed_by_eight_at_once_it_is_signed_once(survey: Survey, lan: int, mai: int) -> None:
    number = typed_batch(survey, lan, mai, [FULL] * 3).number
    seen, start = as_short(survey, number), Barrier(8)
    ends: list[SignOff] = []

    def press() -> None:
        start.wait()
        ends.append(sign_off(survey, number, seen, "", "Lan"))

    threads = [Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ends) == 8
    assert len(stored(survey)) == 3


@pytest.mark.parametrize(
    "trigger",
    [
        "BEFORE INSERT ON inbox WHEN (SELECT count(*) FROM inbox) = 2",
        "BEFORE DELETE ON paper_draft",
        "BEFORE INSERT ON paper_sign_off",
    ],
)
def test_what_breaks_in_the_middle_leaves_the_drafts_and_stores_nothing(
    survey: Survey, lan: int, mai: int, trigger: str
) -> None:
    number = typed_batch(survey, lan, mai, [FULL] * 3).number
    with closing(sqlite3.connect(survey.store.path, isolation_level=None)) as other:
        other.execute(f"CREATE TRIGGER fail {trigger} BEGIN SELECT raise(ABORT, 'broken'); END")
        with pytest.raises(Exception, match="broken"):
            signed(survey, number)
        assert stored(survey) == []
        assert len(progress(survey, number).first) == 3
        assert progress(survey, number).stage is Stage.SIGN_OFF
        other.execute("DROP TRIGGER fail")
    signed(survey, number)
    assert len(stored(survey)) == 3


@pytest.mark.server
def test_killed_before_the_commit_it_leaves_the_drafts_and_stores_nothing(
    survey: Survey, lan: int, mai: int
) -> None:
    number = typed_batch(survey, lan, mai, [FULL] * 3).number
    command = [sys.executable, "-m", "tests.survey.crash_at_commit"]
    killed = subprocess.run(
        [*command, str(survey.settings.data), number],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert stored(survey) == []
    assert len(progress(survey, number).first) == 3
    signed(survey, number)
    assert len(stored(survey)) == 3


def test_a_full_disk_leaves_the_drafts_and_stores_nothing(
    survey: Survey, lan: int, mai: int
) -> None:
    number = typed_batch(survey, lan, mai, [FULL] * 3).number

    def unable(connection: sqlite3.Connection) -> None:
        apply_settings(connection)
        connection.execute("PRAGMA query_only=ON")

    with closing(open_store(survey.store.path, unable)) as store, pytest.raises(StoreFull):
        signed(replace(survey, store=store), number)
    assert len(progress(survey, number).first) == 3
    assert stored(survey) == []


def test_nothing_is_left_of_the_drafts_in_the_file_or_its_log(
    survey: Survey, lan: int, mai: int
) -> None:
    number = typed_batch(survey, lan, mai, MARKED, comment="lời góp ý viết tay số ").number
    assert files(survey).count("lời góp ý viết tay số 7".encode()) > 1
    signed(survey, number)
    content = files(survey)
    for sheet in range(10, len(MARKED) + 1):
        assert content.count(f"lời góp ý viết tay số {sheet}".encode()) == 1
    with closing(sqlite3.connect(survey.store.path)) as connection:
        assert connection.execute("SELECT count(*) FROM paper_draft").fetchone() == (0,)
    # The number stands at the batch and at its sign-off, and nowhere beside an answer.
    assert dump(survey.store.path).count(number) == 2


def test_the_totals_are_kept_with_who_signed_for_them(survey: Survey, lan: int, mai: int) -> None:
    number = typed_batch(survey, lan, mai, MARKED).number
    totals = progress(survey, number).totals()
    signed(survey, number, by="Mai")
    assert progress(survey, number).sign_off == SignOff(totals, "", "Mai", TODAY)


def test_totals_that_do_not_add_up_need_a_reason(survey: Survey, lan: int) -> None:
    number = emptied_box(survey, 1).number
    stop_entry(survey, number)
    for reason in ("", " \u202e\n"):
        with pytest.raises(ReasonMissing):
            signed(survey, number, reason)
    with pytest.raises(BadText):
        signed(survey, number, "x" * 301)
    assert progress(survey, number).stage is Stage.SIGN_OFF
    signed(survey, number, " Một tờ bị ướt,  bỏ đi ")
    end = progress(survey, number).sign_off
    assert end is not None
    assert end.reason == "Một tờ bị ướt, bỏ đi"


def test_what_changed_since_it_was_shown_is_not_signed(survey: Survey, lan: int) -> None:
    number = emptied_box(survey, 0).number
    seen = as_short(survey, number)
    count_box(survey, number, 1)
    with pytest.raises(BatchMovedOn):
        sign_off(survey, number, seen, "", "Lan")
    stop_entry(survey, number)
    with pytest.raises(TotalsChanged):
        sign_off(survey, number, seen, "vì sao", "Lan")
    with pytest.raises(UnknownBatch):
        sign_off(survey, "P-2026-099", seen, "", "Lan")


def test_an_empty_box_is_signed_off_and_stores_nothing(survey: Survey, lan: int) -> None:
    number = emptied_box(survey, 0).number
    signed(survey, number)
    assert stored(survey) == []


def test_paper_comes_on_the_day_of_the_sign_off_and_not_into_a_sealed_day(
    survey: Survey, lan: int, mai: int, clock: Clock
) -> None:
    number = typed_batch(survey, lan, mai, [FULL] * 3).number
    clock.pass_days(5)
    add_responses(survey, 1, [survey.today()])
    clock.pass_days(1)
    seal_closed_days(survey)
    clock.step(timedelta(hours=-10))
    signed(survey, number)
    days = {one.day for one in stored(survey) if one.mode is Mode.PAPER}
    assert days == {date(2026, 3, 8)}


def test_sealing_does_not_touch_an_open_batch(
    survey: Survey, lan: int, mai: int, clock: Clock
) -> None:
    number = typed_batch(survey, lan, mai, [FULL] * 3).number
    before = progress(survey, number)
    add_responses(survey, 1, [TODAY])
    clock.pass_days(1)
    assert len(seal_closed_days(survey)) == 1
    assert progress(survey, number) == before
    signed(survey, number)
    clock.pass_days(1)
    (sealed,) = seal_closed_days(survey)
    assert sealed.responses == 3


def test_no_backup_and_no_export_knows_a_sheet(
    survey: Survey, lan: int, mai: int, tmp_path: Path
) -> None:
    batch = typed_batch(survey, lan, mai, MARKED, comment="lời góp ý viết tay số ")
    back_up(survey, tmp_path / "copy.sqlite3")
    content = (tmp_path / "copy.sqlite3").read_bytes()
    assert "viết tay".encode() not in content
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.sqlite3"]
    with closing(open_store(tmp_path / "copy.sqlite3")) as store:
        copied = progress(replace(survey, store=store), batch.number)
    assert copied.first == {}
    assert copied.stage is Stage.FIRST_ENTRY
    export_responses(survey, tmp_path / "export")
    exported = b"".join(path.read_bytes() for path in (tmp_path / "export").iterdir())
    assert "viết tay".encode() not in exported
    assert batch.number.encode() not in exported
    assert len(progress(survey, batch.number).first) == len(MARKED)


def test_a_report_and_an_export_tell_paper_from_posters(
    survey: Survey, lan: int, mai: int, clock: Clock, tmp_path: Path
) -> None:
    add_responses(survey, 1, [TODAY] * 2)
    signed(survey, typed_batch(survey, lan, mai, [FULL] * 3).number)
    modes = gather_responses(survey, None, None).responses.labels["mode"]
    assert sorted(modes.names) == ["paper", "poster"]
    clock.pass_days(1)
    keep_empty_report(survey, calendar_months(TODAY, 1))
    seal_closed_days(survey)
    export_responses(survey, tmp_path / "export")
    rows = (tmp_path / "export" / "responses.csv").read_text("utf-8-sig").splitlines()[1:]
    assert sorted(row.split(",")[3] for row in rows) == ["paper"] * 3 + ["poster"] * 2


def test_taking_back_is_over_with_the_sign_off(survey: Survey, lan: int, mai: int) -> None:
    number = typed_batch(survey, lan, mai, [FULL]).number
    signed(survey, number)
    with pytest.raises(BatchMovedOn):
        undo_last_sheet(survey, number, 1)
