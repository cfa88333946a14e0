"""`hailong import`: case counts from the terminal, all of a file or nothing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from survey.services.import_cases import case_imports
from survey.services.manage_places import add_service_point
from survey.services.open_survey import open_survey
from survey.services.survey import Survey
from survey.settings import Settings
from tests.survey.answers import add_responses
from tests.survey.commands.terminal import Terminal, refused

FILE = "Quầy,Tháng,Số hồ sơ\nQuầy 1,01/2024,12\nQuầy 1,02/2024,30\n"


@contextmanager
def opened(terminal: Terminal) -> Iterator[Survey]:
    survey = open_survey(Settings(data=terminal.data))
    with closing(survey.store):
        yield survey


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    terminal.init()
    with opened(terminal) as survey:
        add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
    return terminal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ho-so.csv"
    path.write_text(FILE, "utf-8")
    return path


def numbers_of(terminal: Terminal) -> list[int]:
    with opened(terminal) as survey:
        return [one.number for one in case_imports(survey)]


def test_a_file_is_stored_and_its_sums_are_said(office: Terminal, file: Path) -> None:
    done = office.run("import", str(file), "--kind", "cases")
    assert done.returncode == 0, done.stderr
    assert "01/2024: 1 service points, 12 cases" in done.stdout
    assert "01/2024: nobody answered then, and no plan is of that time." in done.stdout
    assert "Stored as import 1: 42 cases." in done.stdout
    again = office.run("import", str(file), "--kind", "cases")
    assert "stored already; nothing was changed" in again.stdout
    assert numbers_of(office) == [1]


def test_a_corrected_count_is_asked_about_before_it_replaces(office: Terminal, file: Path) -> None:
    office.run("import", str(file), "--kind", "cases")
    file.write_text(FILE.replace("12", "13"), "utf-8")
    said = refused(office.run("import", str(file), "--kind", "cases"))
    assert "add --yes" in said
    assert refused(office.run("import", str(file), "--kind", "cases", typed="n\n"))
    assert numbers_of(office) == [1]
    done = office.run("import", str(file), "--kind", "cases", "--yes")
    assert "Quầy 1, 01/2024: 12 cases are stored; the file says 13." in done.stdout
    assert numbers_of(office) == [2, 1]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("Quầy 1,02/2024", "Quầy 01,02/2024", "the nearest is “Quầy 1”"),
        ("30", "ba mươi", "is not a number of cases"),
        ("02/2024", "02/2124", "The month 02/2124 is not over"),
    ],
)
def test_one_wrong_row_keeps_all_out(
    office: Terminal, file: Path, before: str, after: str, sentence: str
) -> None:
    file.write_text(FILE.replace(before, after), "utf-8")
    done = office.run("import", str(file), "--kind", "cases")
    assert done.returncode == 1
    assert "was not read, and nothing was stored" in done.stderr
    assert sentence in done.stderr
    assert numbers_of(office) == []


def test_fewer_cases_than_responses_are_said_and_stored(office: Terminal, file: Path) -> None:
    with opened(office) as survey:
        add_responses(survey, 1, [date(2024, 1, 3)] * 13)
    done = office.run("import", str(file), "--kind", "cases")
    assert "Quầy 1, 01/2024: 12 cases, fewer than the 13 responses." in done.stdout
    assert "is not weighted to cases" in done.stdout
    assert numbers_of(office) == [1]


def test_of_many_changes_the_first_are_named(office: Terminal, file: Path) -> None:
    months = [f"{month:02}/{year}" for year in (2023, 2024) for month in range(1, 13)]
    for cases in (1, 2):
        rows = "".join(f"Quầy 1,{month},{cases}\n" for month in months)
        file.write_text(f"Quầy,Tháng,Số hồ sơ\n{rows}", "utf-8")
        done = office.run("import", str(file), "--kind", "cases", "--yes")
    assert done.stdout.count("the file says 2.") == 20
    assert "… and 4 more." in done.stdout


def test_a_file_that_is_not_there_is_said(office: Terminal, tmp_path: Path) -> None:
    said = refused(office.run("import", str(tmp_path / "no.csv"), "--kind", "cases"))
    assert "No rights to" in said
