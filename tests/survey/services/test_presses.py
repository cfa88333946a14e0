"""A button that is pressed again makes nothing again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from survey.services.manage_places import overview_of
from survey.services.presses import Presses
from survey.services.print_posters import new_poster
from survey.services.survey import Survey


def test_four_at_once_make_one_poster(survey: Survey) -> None:
    presses, together = Presses(), Barrier(4)

    def press(word: str) -> str:
        together.wait()
        return presses.once(word, lambda: new_poster(survey, 1)).code

    with ThreadPoolExecutor(4) as people:
        for word in ("a", "b"):
            assert len(set(people.map(press, [word] * 4))) == 1

    assert len(overview_of(survey, 1).posters) == 3


def test_what_failed_can_be_pressed_again() -> None:
    presses = Presses()

    def fail() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        presses.once("a", fail)
    assert presses.once("a", lambda: 1) == 1
    assert presses.once("a", lambda: 2) == 1


def test_only_the_latest_words_are_remembered() -> None:
    presses = Presses(most=2)
    for number, word in enumerate("abc"):
        assert presses.once(word, lambda number=number: number) == number
    assert presses.once("b", lambda: 9) == 1
    assert presses.once("a", lambda: 9) == 9
