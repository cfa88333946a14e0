"""Batches of paper forms: made and counted, printed as often as needed, given up."""

from contextlib import suppress

from survey.background import Background
from survey.domain.batches import Batch, next_number
from survey.domain.errors import BatchMovedOn, NotStored, ServicePointClosed, UnknownServicePoint
from survey.domain.places import ServicePoint
from survey.domain.progress import Progress, Stage
from survey.limits import FILE_PATIENCE_SECONDS
from survey.services.batch_progress import progress, read_progress
from survey.services.draw_paper_form import PaperForm, draw_paper_form
from survey.services.manage_places import overview_of
from survey.services.publish_text import questionnaire
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import paper, places

_AT_WORK = (
    Stage.PRINTED,
    Stage.FIRST_ENTRY,
    Stage.SECOND_ENTRY,
    Stage.ADJUDICATION,
    Stage.SIGN_OFF,
)


def new_batch(survey: Survey, point_id: int, copies: int) -> Batch:
    """Make a batch of the questionnaire asked at present, with the next number of this year.

    Raises UnknownServicePoint and ServicePointClosed.
    """
    asked_by, today = office(survey), survey.today()
    with survey.store.writing() as connection:
        point = places.find_point(connection, point_id)
        if point is None:
            raise UnknownServicePoint
        if not point.is_open:
            raise ServicePointClosed(point.id)
        batch = Batch(
            number=next_number(today.year, paper.numbers_of_year(connection, today.year)),
            service_point=point.id,
            field=point.field,
            questionnaire=asked_by.questionnaire,
            plan=asked_by.plan,
            copies=copies,
            printed_on=today,
        )
        paper.add_batch(connection, batch)
    return batch


def print_batch(survey: Survey, number: str, background: Background) -> bytes:
    """Return the form of a batch as a PDF of one sheet; each time the same while names stay.

    Raises UnknownBatch, BatchMovedOn for a batch that takes no more sheets, and what `background`
    does.
    """
    found = progress(survey, number)
    if found.stage is not Stage.PRINTED:
        raise BatchMovedOn("the box of this batch has been emptied")
    host, point = office(survey), point_of(survey, found)
    form = PaperForm(
        questionnaire=questionnaire(survey, found.batch.questionnaire),
        batch=number,
        office=host.name,
        service_point=point.name,
        place=point.place,
        printed_on=found.batch.printed_on,
        contact=host.contact,
        is_demo=host.is_demo,
    )
    return background.result(FILE_PATIENCE_SECONDS, draw_paper_form, form)


def point_of(survey: Survey, found: Progress) -> ServicePoint:
    """Return the service point that a batch was printed for."""
    return overview_of(survey, found.batch.service_point).point


def count_box(survey: Survey, number: str, found: int) -> None:
    """Store how many sheets were in the box; possible until the second entry begins.

    Raises UnknownBatch, and BatchMovedOn also for fewer sheets than are typed already.
    """
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if known.stage not in _AT_WORK or known.second or found < len(known.first):
            raise BatchMovedOn("the sheets of this batch cannot be counted anew")
        paper.set_found(connection, number, found)


def stop_entry(survey: Survey, number: str) -> None:
    """Stop the first entry although fewer sheets were typed than counted.

    A second time changes nothing. Raises UnknownBatch and BatchMovedOn.
    """
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if known.stage not in _AT_WORK or known.batch.found is None:
            raise BatchMovedOn("nothing is being typed of this batch")
        if known.stage is Stage.FIRST_ENTRY:
            paper.set_ended_early(connection, number, ended_early=True)


def abandon(survey: Survey, number: str) -> None:
    """Give up a batch and forget all that was typed of it; a second time changes nothing.

    Raises UnknownBatch, and BatchMovedOn for a batch that was signed off.
    """
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if known.stage is Stage.SIGNED:
            raise BatchMovedOn("this batch was signed off")
        if known.stage is not Stage.ABANDONED:
            paper.delete_drafts(connection, number)
            paper.set_abandoned_on(connection, number, survey.today())
    # Where somebody reads at this moment, sealing the day empties the log.
    with suppress(NotStored):
        survey.store.forget_history()
