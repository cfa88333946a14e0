"""The files of published reports, made once and kept beside the database for whoever wants them.

They are a cache: each can be made again from what is published, and no copy of the database has
them. A folder is there with all of its files or not at all; its name tells what they were made of,
so that another report, program or letterhead never finds old ones. The database remembers the hash
of each file that was made: an earlier one is known by it, and only what was made here is given out.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from survey.background import Background
from survey.domain.publications import Edition
from survey.limits import TASK_SECONDS
from survey.services.keep_letterhead import mark, printed_letterhead
from survey.services.open_survey import survey_to_read
from survey.services.read_publications import all_editions, published_report
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.publications import find_hash
from survey.store.report_files import add_files, day_of_file
from templates.languages import LANGUAGES

_DIGITS = 16
_IN_THE_MAKING = ".part"


def kept_file(survey: Survey, edition: Edition, file: str, language: str) -> bytes | None:
    """Return a file of a published report; None where it is not made yet, or is not as it was."""
    with suppress(OSError):
        content = (_folder(survey, edition, language) / file).read_bytes()
        return content if day_made(survey, content) else None
    return None


def day_made(survey: Survey, content: bytes) -> date | None:
    """Return on which day a file of just these bytes was made first; None where it never was."""
    with survey.store.reading() as connection:
        return day_of_file(connection, sha256(content).hexdigest())


def file_report(
    survey: Survey, background: Background, patience: float, edition: Edition, language: str
) -> None:
    """Have every file of a published report made, and remember each.

    Raises what the background does, and NotStored.
    """
    hashes = background.result(patience, make_report_files, survey.settings, edition, language)
    with survey.store.writing() as connection:
        add_files(connection, hashes, survey.today())


def are_files_kept(survey: Survey, edition: Edition, language: str) -> bool:
    """Tell whether the files of a published report are made."""
    return _folder(survey, edition, language).is_dir()


def count_files_made(survey: Survey, edition: Edition, language: str) -> int:
    """Return how many files of those that are being made are there."""
    folder = _folder(survey, edition, language)
    with suppress(OSError):
        parts = folder.parent.glob(f"{folder.name}.*{_IN_THE_MAKING}")
        return max((sum(1 for _ in part.iterdir()) for part in parts), default=0)
    return 0


def editions_without_files(survey: Survey) -> Iterator[tuple[Edition, str]]:
    """Yield the newest report of each period whose files are missing, the last period first.

    Earlier reports of a period are made when somebody asks for them.
    """
    for edition in sorted(_newest(survey), key=lambda one: one.period.ends, reverse=True):
        for language in LANGUAGES:
            if not are_files_kept(survey, edition, language):
                yield edition, language


def is_newest(survey: Survey, edition: Edition) -> bool:
    """Tell whether a report is the newest of its period."""
    return edition in _newest(survey)


def _newest(survey: Survey) -> tuple[Edition, ...]:
    return tuple({edition.period: edition for edition in all_editions(survey)}.values())


def make_report_files(settings: Settings, edition: Edition, language: str) -> tuple[str, ...]:
    """Make every file of a published report and return their hashes; a background task.

    Raises what reading the report does, and OSError; then there is none of them.
    """
    # Here, because only the process that makes them has memory for it.
    from analysis.report.formats import FORMATS, write_report  # noqa: PLC0415

    with survey_to_read(settings) as survey:
        report, folder = published_report(survey, edition), _folder(survey, edition, language)
        letterhead = printed_letterhead(survey)
    settings.report_files.mkdir(mode=0o700, exist_ok=True)
    _remove_abandoned(settings.report_files)
    # Another process may be making the same, for whoever could not wait for the clock.
    part = folder.with_name(f"{folder.name}.{os.getpid()}{_IN_THE_MAKING}")
    try:
        for name in FORMATS:
            write_report(report, part, [name], language, letterhead)
        hashes = tuple(sha256(path.read_bytes()).hexdigest() for path in part.iterdir())
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _remove_older(folder)
    return hashes


def _folder(survey: Survey, edition: Edition, language: str) -> Path:
    """Return where the files of a report are kept: made of it, by this program, for this office."""
    with survey.store.reading() as connection:
        hashed = find_hash(connection, edition)
    made_of = "\n".join((str(hashed), version("hailong"), mark(printed_letterhead(survey))))
    digest = sha256(made_of.encode()).hexdigest()[:_DIGITS]
    months = f"{edition.period.begins:%Y-%m}_{edition.period.ends:%Y-%m}"
    name = f"{months}-{edition.number}-{language}-{digest}"
    return survey.settings.report_files / name


def _remove_abandoned(folder: Path) -> None:
    """Remove what was being made when a process was killed, long enough ago to be sure."""
    for part in folder.glob(f"*{_IN_THE_MAKING}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > 2 * TASK_SECONDS:
                shutil.rmtree(part)


def _remove_older(folder: Path) -> None:
    """Remove files of the same report that were made of something else, as an older program."""
    same = folder.name.rpartition("-")[0]
    for other in folder.parent.glob(f"{same}-*"):
        if other != folder and other.suffix != _IN_THE_MAKING:
            shutil.rmtree(other, ignore_errors=True)
