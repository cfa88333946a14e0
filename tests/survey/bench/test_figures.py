"""Figures are ratios within a round, and a noisy machine is called one."""

import os
from math import inf

import pytest

from survey.bench.figures import Asked, Figure, Standing, figures, is_sound, missing, noise
from survey.bench.seen import Seen
from tests.survey.bench.rounds import outcome, seen

MORE, LESS = Asked("more", 0.5, 0.7), Asked("less", 4, 1.5)


def figure(found: Seen, label: str) -> Figure:
    """Return the figure whose label begins so."""
    return next(one for one in figures(found) if one.asked.label.startswith(label))


def test_a_ratio_is_taken_within_each_round_and_its_median_counts() -> None:
    machine_slows_down = [
        {"page": outcome(500), "hello": outcome(1000)},
        {"page": outcome(60), "hello": outcome(100)},
        {"page": outcome(8), "hello": outcome(10)},
    ]

    pages = figure(seen(*machine_slows_down), "poster's pages")

    assert pages.values == (0.5, 0.6, 0.8)
    assert (pages.median, pages.worst) == (0.6, 0.5)


def test_the_worst_wait_is_the_longest() -> None:
    rounds = [{"answers": outcome(p99=each)} for each in (0.02, 0.06, 0.04)]

    assert figure(seen(*rounds), "p99 of an answer").worst == pytest.approx(3)


@pytest.mark.parametrize(
    ("asked", "value", "standing"),
    [
        (MORE, 0.7, Standing.GOAL),
        (MORE, 0.69, Standing.FLOOR),
        (MORE, 0.49, Standing.MISSED),
        (LESS, 1.5, Standing.GOAL),
        (LESS, 4.0, Standing.FLOOR),
        (LESS, 4.1, Standing.MISSED),
        (LESS, inf, Standing.MISSED),
        (Asked("none", 0, 0), 0, Standing.GOAL),
        (Asked("none", 0, 0), 1, Standing.MISSED),
    ],
)
def test_a_figure_stands_at_its_goal_above_its_floor_or_below(
    asked: Asked, value: float, standing: Standing
) -> None:
    assert Figure(asked, (value,)).standing is standing


def test_beside_a_program_that_never_answered_no_figure_is_good() -> None:
    dead = seen({"textbook": outcome(0.0, p99=inf), "quiet": outcome(0.0, p99=inf)})

    assert figure(dead, "durable answers / those").standing is Standing.MISSED
    assert figure(dead, "p99 under strain").standing is Standing.MISSED


def test_what_this_system_does_not_tell_is_no_figure() -> None:
    assert not [one for one in figures(seen({})) if one.asked.label.startswith("memory")]


def test_an_answer_that_was_an_error_is_not_outweighed_by_good_rounds() -> None:
    found = figures(seen({}, {}, {"strained": outcome(errors=1)}))

    assert not is_sound(found)
    assert is_sound(figures(seen({}, {}, {})))


def test_a_lost_answer_and_one_that_is_there_twice_are_both_missing() -> None:
    promised = [b"lost", b"kept", b"twice"]

    assert missing(promised, [b"kept", b"twice", b"twice", b"not promised"]) == 2


def test_a_lost_answer_makes_a_run_unsound() -> None:
    found = seen({})
    found.missing = 1

    assert not is_sound(figures(found))


def test_a_machine_whose_bare_page_wavers_within_a_round_is_noisy() -> None:
    wavering = seen({"hello": outcome(1000)}, {"hello": outcome(1600)})
    slow_at_first = seen({"hello": outcome(500), "hello at 64": outcome(500)}, {})

    assert (len(noise(slow_at_first)), len(noise(wavering))) == (0, 1)


def test_a_machine_that_works_for_others_is_noisy() -> None:
    found = seen({})
    found.loads = [0.8 * (os.cpu_count() or 1), 0.1]

    assert len(noise(found)) == 1


def test_of_a_desk_the_usual_time_counts_and_of_citizens_the_longest() -> None:
    found = seen(
        {"few": outcome(p50=0.02, p99=0.1), "many": outcome(p50=0.05, p99=0.1)},
        {"still": outcome(p50=0.01, p99=0.02), "publishing": outcome(p50=0.01, p99=0.05)},
    )

    assert figure(found, "desk over many").values == (pytest.approx(2.5), 1)
    assert figure(found, "p99 while a year").values == (1, pytest.approx(2.5))


def test_a_year_that_was_published_before_the_end_was_no_strain_on_anybody() -> None:
    found = seen({})
    found.reports_left = 0

    assert len(noise(found)) == 1


def test_a_folder_in_memory_measures_no_disk() -> None:
    found = seen({})
    found.flushes = [900_000.0]

    assert len(noise(found)) == 1
