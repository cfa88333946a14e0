"""Everything that the office gathered, as files that a spreadsheet opens and a report reads."""

import csv
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from analysis.case_counts import MONTH
from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.reading.headings import MADE_UP, QUESTIONNAIRE
from analysis.texts import guarded
from questionnaires.model import Questionnaire
from questionnaires.scoring import is_answered, unpack
from survey.domain.errors import FolderInUse, NoRights, StoreFull, TargetExists
from survey.domain.responses import KeptResponse
from survey.services.describe_columns import CODEBOOK, codebook_rows
from survey.services.private_folder import make_files_private, make_private_folder
from survey.services.publish_text import current_plan, current_questionnaire, questionnaire
from survey.services.read_comments import released_comments, released_months
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import places
from survey.store import responses as stored
from survey.store.publications import published_periods

MARKS = (MONTH, SERVICE_POINT, FIELD, MODE, QUESTIONNAIRE, "plan", "language", MADE_UP)
COMMENTS = (SERVICE_POINT, MONTH, "comment")
README = "DOC-TOI-README.txt"

Row = Iterable[object]


def export_responses(survey: Survey, out: Path) -> tuple[Path, ...]:
    """Write responses with their code book to a folder for its owner alone; return the files.

    Responses of the months whose report is published, and no others: two exports of a running month
    would show what came between them, and so what is kept from everybody till the report is there.
    Their order follows from what they say, so it tells nothing else, and keys are left out.
    Comments stand apart, as they are shown to staff: of closed months with enough responses, in
    random order. Raises FolderInUse, TargetExists where a file has its name, NoRights and
    StoreFull; then nothing is left behind.
    """
    aside = out.with_name(f".{out.name}-unfinished")
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise FolderInUse(str(out)) if out.is_dir() else TargetExists(str(out))
        make_private_folder(aside)
        _write_all(survey, aside)
        make_files_private(aside)
        if out.exists():
            out.rmdir()
        aside.rename(out)
    except PermissionError:
        raise NoRights(str(out)) from None
    except OSError:
        raise StoreFull("the files cannot be written") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return tuple(sorted(out.iterdir()))


def _write_all(survey: Survey, folder: Path) -> None:
    months = _published_months(survey)
    asked, plan = _questionnaires(survey, months), current_plan(survey)
    columns = tuple(dict.fromkeys(question.id for each in asked for question in each))
    rows = _response_rows(survey, months, asked, columns)
    _write_table(folder / "responses.csv", (*MARKS, *columns), rows)
    _write_table(folder / "codebook.csv", CODEBOOK, codebook_rows(asked))
    _write_table(folder / "comments.csv", COMMENTS, _comment_rows(survey))
    texts = {each.name: each.text for each in asked} | {f"plan-{plan.id}": plan.text}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_bytes(text.encode())
    readme = files("templates").joinpath("report", "export.txt")
    (folder / README).write_bytes(readme.read_bytes())


def _published_months(survey: Survey) -> tuple[date, ...]:
    """Return the first days of the months that a published report is of, in order."""
    with survey.store.reading() as connection:
        periods = published_periods(connection)
        answered = stored.count_by_month(connection)
    return tuple(month for month in answered if any(month in period for period in periods))


def _questionnaires(survey: Survey, months: Iterable[date]) -> tuple[Questionnaire, ...]:
    """Return the questionnaire asked at present and the others that were answered in months."""
    asked = current_questionnaire(survey)
    with survey.store.reading() as connection:
        names = stored.answered_questionnaires(connection, months)
    return (asked, *(questionnaire(survey, name) for name in sorted(names - {asked.name})))


def _response_rows(
    survey: Survey,
    months: Iterable[date],
    asked: Iterable[Questionnaire],
    columns: Sequence[str],
) -> Iterator[Row]:
    by_name = {each.name: each for each in asked}
    made_up = int(office(survey).is_demo)
    with survey.store.reading() as connection:
        points = {point.id: point.name for point in places.all_points(connection)}

    def row(response: KeptResponse) -> tuple[str | int, ...]:
        answers = unpack(by_name[response.questionnaire], response.answers)
        marks = _marks(response, points[response.service_point])
        return (*marks, made_up, *(answers.get(column, "") for column in columns))

    for month in months:
        read = stored.read_by_content(survey.store.reading, month, month, is_sealed=True)
        yield from (
            row(one) for one in read if is_answered(by_name[one.questionnaire], one.answers)
        )


def _marks(response: KeptResponse, point: str) -> tuple[str, ...]:
    return (
        f"{response.month:%Y-%m}",
        point,
        response.field,
        response.mode.value,
        response.questionnaire,
        response.plan,
        response.language,
    )


def _comment_rows(survey: Survey) -> Iterator[Row]:
    for month in released_months(survey):
        for released in released_comments(survey, month):
            for comment in released.comments:
                yield released.service_point.name, f"{month:%Y-%m}", comment


def _write_table(path: Path, heading: Sequence[str], rows: Iterable[Row]) -> None:
    # With the mark at its start Excel knows that the letters are Unicode.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        for row in rows:
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
