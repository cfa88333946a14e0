"""Files of published reports are made once, by themselves, whole or not at all."""

import os
import threading
from collections.abc import Callable, Hashable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from analysis.letterhead import Letterhead
from analysis.report.formats import FORMATS
from survey.background import RunHere
from survey.domain.errors import TaskFailed
from survey.domain.publications import Edition
from survey.services.filing_clock import FilingClock
from survey.services.keep_letterhead import change_letterhead
from survey.services.kept_files import (
    are_files_kept,
    count_files_made,
    editions_without_files,
    file_report,
    kept_file,
)
from survey.services.making import Failure
from survey.services.read_publications import all_editions
from survey.services.survey import Survey
from tests.analysis.read_document import as_text
from tests.survey.answers import add_responses
from tests.survey.publishing import publish_all

T = TypeVar("T")


@pytest.fixture
def edition(survey: Survey) -> Edition:
    """Publish the report of February and return it."""
    add_responses(survey, 1, [date(2026, 2, 1)] * 40, lambda _: "5")
    publish_all(survey)
    return next(one for one in all_editions(survey) if one.period.begins == date(2026, 2, 1))


def folders(survey: Survey) -> list[Path]:
    return sorted(survey.settings.report_files.iterdir())


def test_every_format_is_kept_and_is_what_the_report_says(survey: Survey, edition: Edition) -> None:
    assert kept_file(survey, edition, "report.html", "vi") is None
    file_report(survey, RunHere(), 0, edition, "vi")

    (folder,) = folders(survey)
    assert {path.name for path in folder.iterdir()} == {each.file for each in FORMATS.values()}
    page = kept_file(survey, edition, "report.html", "vi")
    assert page
    assert "Báo cáo mức độ hài lòng" in page.decode()
    assert not are_files_kept(survey, edition, "en")


def test_what_was_left_half_made_is_no_file(survey: Survey, edition: Edition) -> None:
    file_report(survey, RunHere(), 0, edition, "vi")
    (folder,) = folders(survey)
    part = folder.rename(folder.with_name(f"{folder.name}.1.part"))

    assert not are_files_kept(survey, edition, "vi")
    assert kept_file(survey, edition, "report.html", "vi") is None
    assert count_files_made(survey, edition, "vi") == len(FORMATS)
    os.utime(part, (0, 0))
    file_report(survey, RunHere(), 0, edition, "vi")
    assert folders(survey) == [folder]


def test_what_another_process_makes_meanwhile_is_left_to_it(
    survey: Survey, edition: Edition
) -> None:
    file_report(survey, RunHere(), 0, edition, "vi")
    (folder,) = folders(survey)
    part = folder.with_name(f"{folder.name}.1.part")
    part.mkdir()
    file_report(survey, RunHere(), 0, edition, "vi")

    assert folders(survey) == [folder, part]


def test_files_of_an_earlier_program_are_replaced(survey: Survey, edition: Edition) -> None:
    file_report(survey, RunHere(), 0, edition, "vi")
    (folder,) = folders(survey)
    folder.rename(folder.with_name(folder.name[:-16] + "0" * 16))
    file_report(survey, RunHere(), 0, edition, "en")

    assert (edition, "vi") in list(editions_without_files(survey))
    file_report(survey, RunHere(), 0, edition, "vi")
    assert len(folders(survey)) == 2
    assert folder in folders(survey)


def test_a_disk_that_takes_nothing_leaves_nothing_behind(survey: Survey, edition: Edition) -> None:
    survey.settings.report_files.write_bytes(b"in the way")
    with pytest.raises(OSError, match="exists"):
        file_report(survey, RunHere(), 0, edition, "vi")

    assert survey.settings.report_files.read_bytes() == b"in the way"
    assert kept_file(survey, edition, "report.html", "vi") is None


def test_only_what_was_made_here_is_given_out(survey: Survey, edition: Edition) -> None:
    file_report(survey, RunHere(), 0, edition, "vi")
    (folder,) = folders(survey)
    (folder / "report.csv").write_text("100")

    assert kept_file(survey, edition, "report.csv", "vi") is None
    assert kept_file(survey, edition, "report.json", "vi")


class Watched:
    """A background that fails some times, and tells when nothing is missing any more."""

    def __init__(self, survey: Survey, failures: int = 0) -> None:
        self._survey, self._failures = survey, failures
        self.asked: list[tuple[Hashable, ...]] = []
        self.is_done = threading.Event()

    def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
        self.asked.append(arguments[1:])
        if self._failures:
            self._failures -= 1
            self.is_done.set()
            raise TaskFailed("OSError")
        made = RunHere().result(patience, task, *arguments)
        if not list(editions_without_files(self._survey)):
            self.is_done.set()
        return made

    def close(self) -> None:
        """Nothing waits here."""


def test_missing_files_are_made_by_themselves(survey: Survey, edition: Edition) -> None:
    background = Watched(survey)
    clock = FilingClock(survey, background, 0.01, 0.01)
    clock.start()
    try:
        assert background.is_done.wait(60)
    finally:
        clock.stop()
        clock.join()

    assert are_files_kept(survey, edition, "vi")
    assert are_files_kept(survey, edition, "en")
    assert len(background.asked) == len(set(background.asked))


@pytest.mark.usefixtures("edition")
def test_what_failed_is_told_and_not_tried_again_at_once(survey: Survey) -> None:
    every = [period for period, _ in list(editions_without_files(survey))]
    background = Watched(survey, failures=len(every))
    clock = FilingClock(survey, background, 0.01, 60)
    clock.start()
    assert background.is_done.wait(60)
    clock.stop()
    clock.join()

    # One try a period, and not one for each language.
    assert len(background.asked) <= len({edition.period for edition in every})
    assert set(survey.filing.failures.values()) == {Failure.DISK}


def test_another_letterhead_makes_the_files_anew(survey: Survey, edition: Edition) -> None:
    file_report(survey, RunHere(), 0, edition, "vi")
    change_letterhead(survey, Letterhead(place="Điện Biên"))
    assert not are_files_kept(survey, edition, "vi")

    file_report(survey, RunHere(), 0, edition, "vi")
    assert len(folders(survey)) == 1
    document = kept_file(survey, edition, "report.docx", "vi")
    assert document
    assert "Điện Biên, ngày […]" in as_text(document).decode()
