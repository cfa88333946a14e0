"""The clock at the terminal: asked about once, and days put right that it has spoilt."""

from contextlib import closing
from datetime import date, timedelta

import pytest

from questionnaires.months import calendar_months
from survey.commands.clock_words import ask_about_clock, tell_of_clock
from survey.services.ask_about_clock import doubt_about_clock
from survey.services.clock import MACHINE_CLOCK
from survey.services.open_survey import open_survey
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from templates.languages import day
from tests.survey.commands.terminal import Terminal, refused
from tests.survey.conftest import Clock
from tests.survey.publishing import keep_empty_report


def today() -> date:
    """Return the day that the machine shows: a run of all tests may go on over midnight."""
    return MACHINE_CLOCK.now().date()


LONG_AGO, TO_COME = today() - timedelta(days=60), today() + timedelta(days=365)


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    assert terminal.init().returncode == 0
    return terminal


def change(office: Terminal, statement: str, *values: object) -> None:
    connection = sqlite3.connect(office.data / "hailong.sqlite3", isolation_level=None)
    connection.execute(statement, values)
    connection.close()


def sealed(office: Terminal) -> list[str]:
    connection = sqlite3.connect(office.data / "hailong.sqlite3")
    found = [row[0] for row in connection.execute("SELECT day FROM day_seal")]
    connection.close()
    return found


def written(value: date) -> str:
    return day(value, "en")


def test_a_clock_that_is_right_is_told_and_not_asked_about(office: Terminal) -> None:
    done = office.run("clock")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"The clock shows {written(today())}.\n"


@pytest.mark.parametrize("command", ["seal", "clock"])
@pytest.mark.parametrize("typed", ["", "n\n"])
def test_who_does_not_call_the_clock_right_closes_nothing(
    office: Terminal, command: str, typed: str
) -> None:
    change(office, "UPDATE clock_day SET day = ?", str(LONG_AGO))
    done = office.run(command, typed=typed)
    assert f"shows {written(today())}. The last day that we know of is {written(LONG_AGO)}." in (
        done.stdout
    )
    assert "Set the clock of the machine" in refused(done)


def test_the_question_is_asked_once(office: Terminal) -> None:
    change(office, "UPDATE clock_day SET day = ?", str(LONG_AGO))
    first = office.run("seal", typed="y\n")
    assert first.returncode == 0, first.stderr
    assert "Nothing to seal" in first.stdout
    assert "Is the clock right?" not in office.run("seal").stdout


def test_days_in_the_future_are_named_and_repaired_when_somebody_agrees(office: Terminal) -> None:
    change(office, "INSERT INTO day_seal VALUES (?)", str(TO_COME))
    assert written(TO_COME) in office.run("clock").stdout
    asked = office.run("clock", "--repair", "--to", str(today()), typed="n\n")
    assert f"{written(TO_COME)} becomes {written(today())}: 0 responses." in asked.stdout
    assert refused(asked) == "Nothing was changed."
    assert "Nothing was changed." in refused(office.run("clock", "--repair", "--to", str(today())))
    assert sealed(office) == [str(TO_COME)]
    done = office.run("clock", "--repair", "--to", str(LONG_AGO), typed="y\n")
    assert done.returncode == 0, done.stderr
    assert "The days are put right." in done.stdout
    assert sealed(office) == [str(LONG_AGO)]
    (before,) = office.data.glob("before-repair-*")
    assert str(before) in done.stdout
    assert office.run("restore", str(before), "--yes").returncode == 0
    assert sealed(office) == [str(TO_COME)]
    repaired = office.run("clock", "--repair", "--to", str(LONG_AGO), typed="y\n")
    assert repaired.returncode == 0, repaired.stderr
    assert "No day lies in the future" in office.run("clock", "--repair").stdout


def test_what_becomes_of_closed_answers_is_told_by_the_month(office: Terminal) -> None:
    for number, count in ((10, 2), (11, 3)):
        closed = str(TO_COME.replace(day=number))
        change(office, "INSERT INTO day_seal VALUES (?)", closed)
        change(office, "INSERT INTO day_count VALUES (?, 1, ?)", closed, count)
        for at in range(count):
            change(
                office,
                "INSERT INTO response (month, key, service_point, field, mode, questionnaire, plan,"
                " language, answers, comment)"
                " VALUES (?, ?, 1, '', 'poster', '', '', 'vi', '5', '')",
                str(TO_COME.replace(day=1)),
                bytes([number, at] * 8),
            )
    first = LONG_AGO.replace(day=1)
    asked = office.run("clock", "--repair", "--to", str(first), typed="n\n")
    month = f"{TO_COME:%m/%Y}"
    assert (
        f"the month alone is kept: the 5 of {month} become of {first:%m/%Y}.\n"
        "2 of them came in another month; which ones, nobody knows any more."
    ) in asked.stdout


def test_why_an_answer_goes_to_a_later_month_is_told(office: Terminal) -> None:
    with closing((survey := open_survey(Settings(data=office.data))).store):
        keep_empty_report(survey, calendar_months(LONG_AGO, 1))
    change(office, "INSERT INTO day_seal VALUES (?)", str(TO_COME))
    asked = office.run("clock", "--repair", "--to", str(LONG_AGO), typed="n\n")
    next_month = calendar_months(LONG_AGO, 1).ends + timedelta(days=1)
    assert (
        f"{written(TO_COME)} becomes {written(next_month)}: 0 responses.\n"
        f"They came on {written(LONG_AGO)}. A report of that month is published"
    ) in asked.stdout


def test_a_clock_set_back_does_not_date_right_answers_anew(office: Terminal) -> None:
    change(office, "UPDATE clock_day SET day = ?", str(TO_COME))
    change(office, "INSERT INTO day_seal VALUES (?)", str(TO_COME))
    asked = office.run("clock", "--repair", typed="y\n")
    assert "Either the clock is wrong now, or it was wrong before." in asked.stdout
    assert "--to YEAR-MONTH-DAY" in refused(asked)
    assert sealed(office) == [str(TO_COME)]


def test_a_day_that_is_none_is_answered_with_an_example(office: Terminal) -> None:
    done = office.run("clock", "--repair", "--to", "tomorrow")
    assert "it takes YEAR-MONTH-DAY, as 2026-12-20" in done.stderr


def test_a_day_to_come_is_no_day_to_repair_to(office: Terminal) -> None:
    change(office, "INSERT INTO day_seal VALUES (?)", str(TO_COME))
    done = office.run("clock", "--repair", "--to", str(today() + timedelta(days=1)))
    assert "still to come" in refused(done)
    assert sealed(office) == [str(TO_COME)]


def test_a_server_that_starts_tells_what_is_wrong(
    survey: Survey, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_of_clock(survey)
    assert capsys.readouterr().out == ""
    assert doubt_about_clock(survey) is None
    with survey.store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO day_seal VALUES ('2027-03-02')")
    clock.step(timedelta(days=-3))
    tell_of_clock(survey)
    told = capsys.readouterr().out
    assert "đang chỉ ngày 27/02/2026. Ngày gần nhất phần mềm biết chắc là 02/03/2026." in told
    assert "đã có phiếu hoặc đã niêm phong, muộn nhất là 02/03/2027." in told
    # A clock in doubt may be what is wrong.
    assert "Hoặc bây giờ đồng hồ sai, hoặc trước đây đồng hồ đã sai." in told
    assert "--repair" not in told
    clock.step(timedelta(days=3))
    tell_of_clock(survey)
    assert "Nếu bây giờ đồng hồ đúng, lệnh “hailong clock --repair" in capsys.readouterr().out


def test_a_day_that_cannot_be_is_not_asked_about(
    survey: Survey, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.step(timedelta(days=-3650))
    with pytest.raises(SystemExit):
        ask_about_clock(survey)
    assert "Ngày này không thể đúng" in capsys.readouterr().err
