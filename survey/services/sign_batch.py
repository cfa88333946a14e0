"""The end of a batch: its sheets become responses, and nothing is left that joins the two."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from survey.domain.batches import SignOff, Totals
from survey.domain.believable_clock import day_of_receipt
from survey.domain.errors import BatchMovedOn, NotStored, ReasonMissing, TotalsChanged
from survey.domain.modes import Mode
from survey.domain.progress import Progress, Stage
from survey.domain.responses import Response
from survey.domain.texts import clean_line, without_invisible
from survey.services.batch_progress import read_progress
from survey.services.submit_response import KEY_BYTES
from survey.services.survey import Survey
from survey.store import paper
from survey.store.responses import add_all_to_inbox, last_sealed_day

LONGEST_REASON = 300
# Forms are printed in Vietnamese.
_LANGUAGE = "vi"


def sign_off(survey: Survey, number: str, seen: str, reason: str, signed_by: str) -> SignOff:
    """Turn the sheets of a batch into responses and forget who typed which; once, whole or not.

    `seen` are the totals that are signed, in short. Pressed twice, the second finds what the first
    did. Raises UnknownBatch, BatchMovedOn, TotalsChanged where somebody typed meanwhile,
    ReasonMissing where the totals do not add up, and BadText for a reason that is too long; then
    nothing is stored.
    """
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if known.sign_off is not None:
            return known.sign_off
        if known.stage is not Stage.SIGN_OFF:
            raise BatchMovedOn("the batch is not ready to be signed off")
        totals = _checked(known, seen)
        signed = SignOff(totals, _reason(totals, reason), signed_by, survey.today())
        day = day_of_receipt(survey.now(), last_sealed_day(connection))
        # In the order of random keys, in one transaction: neither the order of the pile nor the
        # number on a sheet leads to a response.
        add_all_to_inbox(connection, _responses(survey, known, day))
        paper.delete_drafts(connection, number)
        paper.add_sign_off(connection, number, signed)
    # The log still holds the drafts. Where somebody reads at this moment, sealing the day does it.
    with suppress(NotStored):
        survey.store.forget_history()
    return signed


def _checked(known: Progress, seen: str) -> Totals:
    totals = known.totals()
    if totals.in_short != seen:
        raise TotalsChanged("somebody typed after these totals were shown")
    return totals


def _reason(totals: Totals, reason: str) -> str:
    if without_invisible(reason).strip():
        return clean_line(reason, LONGEST_REASON)
    if not totals.adds_up:
        raise ReasonMissing("the totals do not add up")
    return ""


def _responses(survey: Survey, known: Progress, day: date) -> Iterator[Response]:
    batch = known.batch
    for draft in known.final():
        if not draft.is_kept:
            continue
        yield Response(
            key=survey.random_bytes(KEY_BYTES),
            day=day,
            service_point=batch.service_point,
            field=batch.field,
            mode=Mode.PAPER,
            questionnaire=batch.questionnaire,
            plan=batch.plan,
            language=_LANGUAGE,
            answers=draft.answers,
            comment=draft.comment,
        )
