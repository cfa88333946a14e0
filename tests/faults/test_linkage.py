"""Nobody who holds every file and key of an office finds the row of a page that was kept."""

from pathlib import Path

import pytest

from tests.faults.linkage import Score, play
from tests.faults.linked_day import CARELESS, Ways, play_day

PEOPLE, MANY_PEOPLE, FEW_PEOPLE, GAMES = 300, 600, 100, 50
# One percentage point beyond chance; an order as seldom by chance as once in 100,000.
BEYOND, DEVIATIONS = 0.01, 4.5


def test_no_page_is_joined_to_its_row(tmp_path: Path) -> None:
    hand = play_day(tmp_path, seed=1, people=PEOPLE)
    score = play(hand)

    assert (len(hand.visits), len(hand.rows), len(set(hand.said.values()))) == (PEOPLE,) * 3
    assert score.joined(BEYOND) == {}
    assert score.remembered(DEVIATIONS) == {}


@pytest.mark.release
def test_no_page_is_joined_to_its_row_in_fifty_games(tmp_path: Path) -> None:
    score = Score()
    for seed in range(GAMES):
        score.add(play(play_day(tmp_path / str(seed), seed, MANY_PEOPLE)))
    best, shares = max(score.found.items(), key=lambda one: sum(one[1]))

    print(f"{GAMES} games, {len(score.found)} ways: {best} finds {sum(shares) / GAMES:.3%} more")  # noqa: T201
    assert score.joined(BEYOND) == {}
    assert score.remembered(DEVIATIONS) == {}


@pytest.mark.parametrize("fault", CARELESS)
def test_an_office_that_is_careless_in_one_thing_is_found_out(tmp_path: Path, fault: str) -> None:
    ways: Ways = CARELESS[fault]
    score = play(play_day(tmp_path, seed=2, people=FEW_PEOPLE, ways=ways))

    assert score.joined(10 / FEW_PEOPLE) or score.remembered(DEVIATIONS)
