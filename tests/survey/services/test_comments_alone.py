"""A comment without a mark is kept, and nothing that counts people knows of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analysis.report.formats.json import write as report_json
from questionnaires.months import months_from
from questionnaires.scoring import pack
from survey.domain.modes import Mode
from survey.domain.responses import Response
from survey.services.count_running import count_running
from survey.services.export_responses import export_responses
from survey.services.find_due_reports import release_state
from survey.services.gather_responses import gather_responses
from survey.services.produce_report import produce_report
from survey.services.publish_text import current_plan, current_questionnaire
from survey.services.read_comments import released_comments, released_months
from survey.services.seal_day import SealedDay, seal_closed_days
from survey.services.survey import Survey
from survey.store import responses
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock, MadeOffice, opened_copy
from tests.survey.publishing import publish_all

MARCH = months_from(date(2026, 3, 1), 1)
DAYS = [date(2026, 3, 1 + number % 28) for number in range(15)]
BUSY, SMALL = 1, 2


def write_alone(
    survey: Survey, point: int, days: Sequence[date], comment: str, **answers: str
) -> None:
    asked = current_questionnaire(survey)
    alone = Response(
        key=b"",
        day=days[0],
        service_point=point,
        field="Người có công",
        mode=Mode.POSTER,
        questionnaire=asked.name,
        plan=current_plan(survey).id,
        language="vi",
        answers=pack(asked, answers),
        comment=comment,
    )
    with survey.store.writing() as connection:
        for day in days:
            key = survey.random_bytes(16)
            responses.add_to_inbox(connection, replace(alone, key=key, day=day))


def counts(survey: Survey) -> dict[str, object]:
    """Return everything that is counted of responses, or made from them."""
    with survey.store.reading() as connection:
        counted = {
            "by month": responses.count_by_month(connection),
            "by point": responses.count_by_point(connection, MARCH.begins, MARCH.ends),
            "sealed": responses.count_sealed(connection, MARCH),
            "of a day": [responses.count_of_day(connection, day) for day in DAYS],
            "questionnaires": responses.answered_questionnaires(connection, [MARCH.begins]),
        }
    gathered = gather_responses(survey, None, None)
    running, state = count_running(survey, MARCH), release_state(survey)
    return counted | {
        "gathered": gathered.responses.answers.tolist(),
        "running": (running.by_point, running.by_mode),
        "due": (state.due, state.next_release),
    }


@pytest.mark.parametrize("is_over", [False, True])
def test_nothing_that_is_counted_changes_by_comments_alone(
    made_office: MadeOffice, tmp_path: Path, *, is_over: bool
) -> None:
    seen = []
    for name in ("without", "with"):
        clock = Clock()
        with opened_copy(made_office, tmp_path / name, clock) as survey:
            add_responses(survey, BUSY, DAYS)
            add_responses(survey, SMALL, DAYS[:9])
            if name == "with":
                write_alone(survey, BUSY, DAYS, "Chờ lâu.")
                write_alone(survey, SMALL, DAYS, "Của quầy nhỏ.")
            clock.pass_days(40 if is_over else 0)
            seal_closed_days(survey)
            seen.append(counts(survey))
    assert seen[0] == seen[1]


# The second as rows that were stored while help alone was taken for an answer.
@pytest.mark.parametrize("answers", [{}, {"help": "2"}])
def test_report_and_export_of_answers_are_the_same_byte_for_byte(
    made_office: MadeOffice, tmp_path: Path, answers: dict[str, str]
) -> None:
    seen = []
    for name in ("without", "with"):
        clock = Clock()
        with opened_copy(made_office, tmp_path / name, clock) as survey:
            add_responses(survey, BUSY, DAYS, comment="Tốt.")
            if name == "with":
                write_alone(survey, BUSY, DAYS, "Chờ lâu.", **answers)
            clock.pass_days(40)
            seal_closed_days(survey)
            publish_all(survey)
            report = produce_report(survey, None, MARCH.begins, MARCH.ends)
            export_responses(survey, tmp_path / f"{name}-out")
        seen.append(
            (report_json(report, "vi"), (tmp_path / f"{name}-out/responses.csv").read_bytes())
        )
    assert seen[0] == seen[1]
    comments = (tmp_path / "with-out/comments.csv").read_text("utf-8-sig")
    assert (comments.count("Tốt."), comments.count("Chờ lâu.")) == (15, 15)


def test_comments_alone_make_no_ten(survey: Survey, clock: Clock) -> None:
    add_responses(survey, SMALL, DAYS[:9])
    add_responses(survey, BUSY, DAYS[:10])
    for point in (BUSY, SMALL):
        write_alone(survey, point, DAYS, f"Của quầy {point}.")
    clock.pass_days(40)
    seal_closed_days(survey)

    assert released_months(survey) == (MARCH.begins,)
    (busy,) = released_comments(survey, MARCH.begins)
    assert (busy.service_point.id, busy.comments) == (BUSY, ("Của quầy 1.",) * 15)


def test_a_day_with_comments_alone_is_closed_and_counts_nobody(
    survey: Survey, clock: Clock
) -> None:
    write_alone(survey, BUSY, DAYS[:1], "Chờ lâu.")
    clock.pass_days(1)

    assert seal_closed_days(survey) == (SealedDay(DAYS[0], 0),)

    assert seal_closed_days(survey) == ()
    with survey.store.reading() as connection:
        assert [one.comment for one in responses.read_responses(connection)] == ["Chờ lâu."]
        assert responses.count_by_month(connection) == {}
