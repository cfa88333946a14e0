"""The day of a response is that of its answers, in Vietnam, or nothing is guessed."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from analysis.mapping import ColumnMapping, Confirmed
from analysis.reading import FaultyData, read_responses
from analysis.reading.faults import Message
from analysis.reading.written_days import WrittenDays
from analysis.reading.zones import OFFSETS, days_ahead
from tests.analysis.forms import SMALL, written


def days(folder: Path, heading: list[str], *rows: list[str]) -> list[str]:
    asked = ["signs", "courtesy", "fee"]
    table = [[*heading, *asked], *([*row, *"543"] for row in rows)]
    return read_responses(written(folder, table), SMALL).responses.days.astype(str).tolist()


@pytest.mark.parametrize(
    "moment",
    [
        "2022/03/31 5:00:00 PM GMT-8",
        "2022/03/31 11:30:00 CH UTC",
        "2022/04/01 12:30:00 SA GMT+7",
        "2022-03-31T23:30:00Z",
        "2022-03-31T23:30:00.123456Z",
        "2022-03-31 17:00+00:00",
        "2022-04-01T06:30:00+07:00",
        "2022-04-01T06:30:00.000+0700",
        "2022-04-01T23:30:00+14",
        "2022-03-31T22:40:00+05:30",
        "2022-04-01T06:30:00",
        "01/04/2022 06:30:00",
        "06:30:00 01/04/2022",
        "1-Apr-22 06:30",
        "2022-03-31 23:30:00 (UTC)",
        "2022-04-01 02:30:00 JST",
        "2022-04-01 06:30:00 ICT",
        "06:30:00 01/04/2022 GMT+7",
        "17:30:00 31/03/2022 GMT-8",
        "2022-04-01 00:30 UTC +07:00",
        "2022-03-31 09:30:00 GMT-0800 (Pacific Standard Time)",
        "2022-03-31 23:30 PDT",
        "6:30 sáng, ngày 01/04/2022",
        "01/04/2022 (6:30)",
    ],
)
def test_a_moment_is_of_vietnams_day(tmp_path: Path, moment: str) -> None:
    assert days(tmp_path, ["Timestamp"], [moment]) == ["2022-04-01"]


def test_a_moment_before_midnight_stays_on_its_day(tmp_path: Path) -> None:
    assert days(tmp_path, ["date"], ["2022-03-31T16:59:59Z"]) == ["2022-03-31"]
    assert days_ahead("12:00:00 AM GMT+9", is_utc=False) == -1


@pytest.mark.parametrize(
    "moment",
    ["5:00 PM PST", "17:00 EST", "17:00 CST", "17:00 IST", "17:00 Pacific Time", "17:00 X"],
)
def test_a_name_of_several_zones_is_refused(tmp_path: Path, moment: str) -> None:
    rows = [["2022-03-31 17:00"], [f"2022-03-31 {moment}"], [f"2022-03-30 {moment}"]]
    with pytest.raises(FaultyData) as caught:
        days(tmp_path, ["Timestamp"], *rows)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column, fault.rows) == (Message.UNKNOWN_ZONE, "Timestamp", (3, 4))
    assert fault.values == {"value": rows[1][0]}


def test_names_of_zones_mean_what_the_time_zone_database_says() -> None:
    found: dict[str, set[int]] = {}
    for zone in available_timezones():
        for year, month in ((2010, 1), (2010, 7), (2025, 1), (2025, 7)):
            moment = datetime(year, month, 15, tzinfo=ZoneInfo(zone))
            minutes = int(moment.utcoffset().total_seconds()) // 60
            found.setdefault(moment.tzname().casefold(), set()).add(minutes)
    named = {name: {minutes} for name, minutes in OFFSETS.items() if name in found}
    assert len(named) > 10
    assert named == {name: found[name] for name in named}
    assert len(found["pst"]) > 1


def test_a_time_without_a_zone_is_in_utc_only_where_the_program_writes_utc(tmp_path: Path) -> None:
    uuid, moment = "u-1", "2022-03-31T23:40:00"
    assert days(tmp_path, ["_uuid", "_submission_time"], [uuid, moment]) == ["2022-04-01"]
    assert days(tmp_path, ["id", "submitdate"], ["1", moment]) == ["2022-03-31"]


def test_what_is_no_time_moves_no_day(tmp_path: Path) -> None:
    heading = ["_uuid", "_submission_time"]
    assert days(tmp_path, heading, ["u-1", "2022-03-31 about noon"]) == ["2022-03-31"]


def test_the_day_of_the_answers_goes_before_that_of_sending(tmp_path: Path) -> None:
    heading = ["start", "end", "today", "_submission_time"]
    end, sent = "2022-03-29T23:59:00.000+07:00", "2022-04-03T02:00:00"
    rows = [
        ["2022-03-28T10:00:00.000+07:00", end, "2022-03-27", sent],
        ["2022-03-28T10:00:00.000+07:00", end, "", sent],
        ["2022-03-28T10:00:00.000+07:00", "", "", sent],
        ["", "", "", sent],
    ]
    found = days(tmp_path, heading, *rows)
    assert found == ["2022-03-27", "2022-03-29", "2022-03-28", "NaT"]


def test_start_and_today_of_a_table_of_no_program_are_asked_about(tmp_path: Path) -> None:
    with pytest.raises(FaultyData) as caught:
        days(tmp_path, ["start", "today"], ["2022-03-28", "2022-03-28"])
    assert {fault.message for fault in caught.value.faults} == {Message.UNREAD_DAYS}


@pytest.mark.parametrize(
    ("written_day", "day"),
    [
        ("30-Oct-22", "2022-10-30"),
        ("05 october 2022", "2022-10-05"),
        ("October 5, 2022", "2022-10-05"),
        ("Sept 5, 2022", "2022-09-05"),
        ("ngày 5 tháng 10 năm 2022", "2022-10-05"),
        ("5-Thg10-22", "2022-10-05"),
        ("5 tháng 10, 2022", "2022-10-05"),
        ("Thứ Tư, 5 thg 10, 2022", "2022-10-05"),
        ("2022.10.05", "2022-10-05"),
        ("1980-01-01", "NaT"),
        ("N/A", "NaT"),
        ("-", "NaT"),
    ],
)
def test_days_are_read_as_people_write_them(tmp_path: Path, written_day: str, day: str) -> None:
    assert days(tmp_path, ["day"], [written_day]) == [day]


def test_short_years_are_read_where_only_one_order_makes_sense(tmp_path: Path) -> None:
    rows = [[f"{day:02}/03/22"] for day in (2, 9, 17, 25, 31)]
    assert days(tmp_path, ["day"], *rows)[-1] == "2022-03-31"
    rows = [[f"03/{day:02}/22"] for day in (2, 9, 17, 25, 31)]
    assert days(tmp_path, ["day"], *rows)[0] == "2022-03-02"


@pytest.mark.parametrize("texts", [["30/10/22", "12/10/22"], ["5/2/22"], ["5/6/7"], ["32/13/22"]])
def test_short_years_that_may_mean_several_days_are_refused(texts: list[str]) -> None:
    written_days = WrittenDays(texts)
    assert {written_days.fault_of(text) for text in texts} == {Message.SHORT_YEAR}


@pytest.mark.parametrize(
    "texts",
    [
        # February alone, but for what a spreadsheet made of the days up to the twelfth.
        ["2022-05-02", "2022-12-02", "2022-02-13"],
        ["02/05/2022", "02/12/2022", "13/02/2022", "02/02/2022"],
    ],
)
def test_days_and_months_that_changed_places_are_noticed(texts: list[str]) -> None:
    doubt = WrittenDays(texts).doubt()
    assert doubt is not None
    assert doubt[0] is Message.DAYS_TURNED


@pytest.mark.parametrize(
    "texts",
    [
        ["2022-02-05", "2022-02-12", "2022-02-13"],
        ["2022-03-01", "2022-04-02", "2022-02-13"],
        ["2022-03-02", "2022-02-13"],
        ["2022-05-02", "2022-12-02"],
    ],
)
def test_days_that_may_well_be_right_are_taken(texts: list[str]) -> None:
    assert WrittenDays(texts).doubt() is None


def test_two_ways_of_writing_dates_in_one_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyData, match="“2022-05-02”, “13/02/2022”"):
        days(tmp_path, ["day"], ["2022-05-02"], ["03/02/2022"], ["13/02/2022"])


def test_days_that_look_turned_are_read_where_the_office_confirms_them(tmp_path: Path) -> None:
    rows = [[day, *"543"] for day in ("2026-02-13", "2026-05-02", "2026-10-02", "x")]
    path = written(tmp_path, [["day", "signs", "courtesy", "fee"], *rows])
    with pytest.raises(FaultyData) as caught:
        read_responses(path, SMALL)
    assert [fault.message for fault in caught.value.faults] == [Message.DAYS_TURNED]
    confirmed = ColumnMapping("m.yaml", "0" * 64, None, (), confirmed=(Confirmed.DAYS,))
    # What is no date is none the less a fault.
    with pytest.raises(FaultyData) as caught:
        read_responses(path, SMALL, mapping=confirmed)
    assert [fault.message for fault in caught.value.faults] == [Message.NOT_A_DATE]
    path = written(tmp_path, [["day", "signs", "courtesy", "fee"], *rows[:-1]])
    days_read = read_responses(path, SMALL, mapping=confirmed).responses.days
    assert days_read.astype(str).tolist() == ["2026-02-13", "2026-05-02", "2026-10-02"]


@pytest.mark.parametrize("came", ["day", "month"])
def test_a_day_that_has_not_come_is_refused_with_its_rows(tmp_path: Path, came: str) -> None:
    cells = ["2026-03-30", "2026-03-31", "2026-04-01", "", "2027-03-02"]
    rows = [[cell[: len(cell) if came == "day" else 7], *"543"] for cell in cells]
    path = written(tmp_path, [[came, "signs", "courtesy", "fee"], *rows])
    with pytest.raises(FaultyData) as caught:
        read_responses(path, SMALL, today=date(2026, 3, 31))
    (fault,) = caught.value.faults
    assert (fault.message, fault.rows) == (Message.DAY_TO_COME, (4, 6))
    assert fault.values["today"] == "2026-03-31"
    # The month that is not over has begun.
    assert len(read_responses(path, SMALL, today=date(2027, 3, 2)).responses) == 5


@pytest.mark.parametrize("text", ["30-Xyz-22", "31 tháng 2 năm 2022", "hôm qua"])
def test_what_names_no_day_is_refused(text: str) -> None:
    assert WrittenDays([text]).fault_of(text) is Message.NOT_A_DATE
