"""How fast a kiosk may answer, and that the memory of it is no record."""

from concurrent.futures import Future
from dataclasses import replace

import pytest

from survey.domain.errors import NothingChosen, StoreFull, TabletUnknown, TooSoon
from survey.domain.modes import Mode
from survey.domain.tablets import KEY
from survey.services.enrol_tablets import remove_tablet, tablets_of
from survey.services.kiosk_pace import PAUSE_SECONDS, KioskPace
from survey.services.open_visit import OpenVisit, open_visit
from survey.services.print_posters import new_poster
from survey.services.submit_response import Submitted, is_answered, submit_response
from survey.services.survey import Survey
from survey.store.responses import read_responses
from tests.survey.conftest import Seconds
from tests.survey.tablets import enrolled, key_called, key_of


@pytest.fixture
def kiosk(paced: Survey) -> str:
    made = new_poster(paced, 1, Mode.KIOSK).code
    enrolled(paced, made, "A")
    return made


def send(survey: Survey, opened: OpenVisit, tablet: str = "A") -> Submitted:
    """Send the best answers from a tablet."""
    code = opened.visit.poster
    marks = {item.id: ["5"] for item in opened.questionnaire.items}
    marks[KEY] = [key_of(code, tablet)]
    return submit_response(survey, code, opened.visit, marks, "")


def stored(survey: Survey) -> int:
    with survey.store.reading() as connection:
        return len(list(read_responses(connection)))


def test_a_second_person_within_thirty_seconds_waits_and_is_then_taken(
    paced: Survey, kiosk: str, seconds: Seconds
) -> None:
    send(paced, open_visit(paced, kiosk, "vi"))
    second = open_visit(paced, kiosk, "vi")
    seconds.now += 10.5
    with pytest.raises(TooSoon) as refused:
        send(paced, second)
    assert refused.value.seconds == 20
    assert stored(paced) == 1
    assert not is_answered(paced, second.visit)
    seconds.now += 19.5
    assert send(paced, second).was_new
    assert is_answered(paced, second.visit)
    assert stored(paced) == 2


def test_exactly_at_the_end_of_the_pause_the_next_is_taken(
    paced: Survey, kiosk: str, seconds: Seconds
) -> None:
    send(paced, open_visit(paced, kiosk, "vi"))
    seconds.now += PAUSE_SECONDS
    assert send(paced, open_visit(paced, kiosk, "vi")).was_new


def test_who_waits_does_not_make_the_wait_longer(
    paced: Survey, kiosk: str, seconds: Seconds
) -> None:
    send(paced, open_visit(paced, kiosk, "vi"))
    second = open_visit(paced, kiosk, "vi")
    for _ in range(29):
        seconds.now += 1
        with pytest.raises(TooSoon):
            send(paced, second)
    seconds.now += 1
    assert send(paced, second).was_new


def test_the_same_visit_again_is_received_and_counts_against_nobody(
    paced: Survey, kiosk: str, seconds: Seconds
) -> None:
    first = open_visit(paced, kiosk, "vi")
    assert send(paced, first).was_new
    seconds.now += 20
    assert not send(paced, first).was_new
    seconds.now += 10
    assert send(paced, open_visit(paced, kiosk, "vi")).was_new


def test_what_is_refused_for_its_answers_takes_no_turn(paced: Survey, kiosk: str) -> None:
    opened = open_visit(paced, kiosk, "vi")
    key = {KEY: [key_of(kiosk, "A")]}
    with pytest.raises(NothingChosen):
        submit_response(paced, kiosk, opened.visit, key, "")
    assert send(paced, opened).was_new


def test_two_kiosks_do_not_wait_for_each_other(paced: Survey, kiosk: str) -> None:
    other = new_poster(paced, 1, Mode.KIOSK).code
    enrolled(paced, other, "A")
    assert send(paced, open_visit(paced, kiosk, "vi")).was_new
    assert send(paced, open_visit(paced, other, "vi")).was_new


def test_two_tablets_of_one_code_do_not_wait_for_each_other(paced: Survey, kiosk: str) -> None:
    enrolled(paced, kiosk, "B")
    for tablet in ("A", "B"):
        assert send(paced, open_visit(paced, kiosk, "vi"), tablet).was_new
    for tablet in ("A", "B"):
        with pytest.raises(TooSoon):
            send(paced, open_visit(paced, kiosk, "vi"), tablet)


@pytest.mark.parametrize("stranger", ["", "0" * 64, key_called("another code's"), "key"])
def test_a_hundred_tries_of_a_stranger_cost_the_tablet_nothing(
    paced: Survey, kiosk: str, stranger: str
) -> None:
    other = new_poster(paced, 1, Mode.KIOSK).code
    enrolled(paced, other, "another code's")
    marks = {"signs": ["1"], KEY: [stranger]}
    for _ in range(100):
        opened = open_visit(paced, kiosk, "vi")
        with pytest.raises(TabletUnknown):
            submit_response(paced, kiosk, opened.visit, marks, "")
    assert stored(paced) == 0
    assert send(paced, open_visit(paced, kiosk, "vi")).was_new


def test_a_removed_tablet_sends_nothing_more_and_is_told_what_was_received(
    paced: Survey, kiosk: str
) -> None:
    first, second = open_visit(paced, kiosk, "vi"), open_visit(paced, kiosk, "vi")
    send(paced, first)
    (tablet,) = tablets_of(paced, kiosk)
    remove_tablet(paced, kiosk, tablet.id)
    assert not send(paced, first).was_new
    with pytest.raises(TabletUnknown):
        send(paced, second)
    assert stored(paced) == 1


@pytest.mark.parametrize("mode", [Mode.POSTER, Mode.ASSISTED])
def test_no_other_way_has_a_pace(paced: Survey, mode: Mode) -> None:
    code = new_poster(paced, 1, mode).code
    for _ in range(3):
        assert send(paced, open_visit(paced, code, "vi")).was_new


def test_a_response_that_could_not_be_stored_gives_its_turn_back(seconds: Seconds) -> None:
    pace = KioskPace(seconds)
    pace.begin(1)
    seconds.now += PAUSE_SECONDS
    for tablet in (1, 2):
        turn, stored = pace.turn(), Future[bool]()
        turn.take(tablet)
        stored.set_exception(StoreFull())
        turn.settle(stored)
        assert pace.begin(tablet) == (500.0 if tablet == 1 else None)


def test_nothing_of_the_pace_reaches_the_disk(paced: Survey, kiosk: str) -> None:
    send(paced, open_visit(paced, kiosk, "vi"))
    restarted = replace(paced, kiosk_pace=KioskPace())
    assert send(restarted, open_visit(restarted, kiosk, "vi")).was_new
