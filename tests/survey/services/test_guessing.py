"""Whoever guesses is slowed; whoever knows the password is not kept out by it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest

from survey.domain.errors import SignInBusy, TooManyTries
from survey.limits import MOST_STRANGERS_WAITING, MOST_WAITING_FOR_HASHING
from survey.services.guess_budgets import (
    KNOWN,
    MOST_KEPT,
    SOURCE_TRIES,
    GuessBudgets,
    Levels,
    Rank,
)
from survey.services.hashing_pool import HashingPool
from survey.services.waiting_room import WaitingRoom
from tests.survey.services.guessing import (
    Attack,
    Person,
    looked_at_in_an_hour,
    seconds_until_open,
)

NAME = "lan"
DEVICE = b"a device of lan"
AT_A_DEVICE = Person(NAME, "source 0", DEVICE, is_right=True)
# No network guesses twice.
ALWAYS_ANOTHER = 10**9
QUIET = Person(NAME, "a quiet source", is_right=True)


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


ATTACKS = [
    Attack(rate, sources, name)
    for rate in (0.1, 4, 33, 200, 1000)
    for sources in (1, 10, 1000, ALWAYS_ANOTHER)
    for name in (NAME, None)
]


def assert_taken_in_time(attack: Attack, begins: float) -> None:
    # From the very network that the guesses come from, too, when the device is known.
    assert seconds_until_open(attack, AT_A_DEVICE, begins, gives_up=15) <= 10
    assert seconds_until_open(attack, QUIET, begins, gives_up=90) <= 60


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_the_right_password_is_taken_while_guessing_begins_and_when_it_goes_on(
    attack: Attack,
) -> None:
    assert_taken_in_time(attack, 0.5)
    assert_taken_in_time(attack, 5 if attack.rate > 100 else 60)


def test_once_all_have_had_a_turn_a_quiet_source_is_first_on_a_slow_machine_too() -> None:
    attack = Attack(rate=100, sources=1000, name=None)
    assert seconds_until_open(attack, QUIET, begins=270, gives_up=20, hash_seconds=0.5) <= 5


@pytest.mark.release
@pytest.mark.parametrize("begins", [0, 5, 20, 40, 60, 600])
@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_the_right_password_is_taken_at_any_time_of_any_attack(
    attack: Attack, begins: float
) -> None:
    assert_taken_in_time(attack, begins)


@pytest.mark.parametrize("name", [NAME, None])
def test_of_ten_thousand_guesses_in_an_hour_at_most_a_hundred_are_looked_at(
    name: str | None,
) -> None:
    names = [NAME] if name else [f"name {number}" for number in range(9999)]
    assert 5 <= looked_at_in_an_hour([Person(one, "one source") for one in names], 10_000) <= 100


def test_a_known_device_adds_less_than_what_a_hundred_leave() -> None:
    guessers = [Person(f"name {number}", "one source") for number in range(5000)]
    both = [one for guesser in guessers for one in (guesser, Person(NAME, "one source", DEVICE))]
    assert 60 <= looked_at_in_an_hour(both, 10_000) <= 100


def test_a_thousand_sources_get_two_guesses_each_at_one_name_when_it_is_guessed_at() -> None:
    budgets, seconds = GuessBudgets(Seconds()), 0
    for number in range(1000):
        for _ in range(SOURCE_TRIES):
            try:
                budgets.spend(NAME, f"source {number}", None)
            except TooManyTries:
                continue
            seconds += 1
    assert 2000 <= seconds <= 2020


def test_known_and_unknown_names_wait_alike() -> None:
    # Names are counted as typed: the budgets do not learn which of them exist.
    waits = []
    for name in (NAME, "nobody"):
        budgets = GuessBudgets(Seconds())
        for _ in range(SOURCE_TRIES):
            budgets.spend(name, "source", None)
        with pytest.raises(TooManyTries) as refused:
            budgets.spend(name, "source", None)
        waits.append(refused.value.seconds)
    assert waits[0] == waits[1]


def test_a_device_without_tries_of_its_own_has_those_of_its_source() -> None:
    budgets = GuessBudgets(Seconds())
    ranks = [budgets.spend(NAME, "source", DEVICE).rank for _ in range(6)]
    assert ranks[:5] == [KNOWN] * 5
    assert ranks[5].is_stranger
    assert not budgets.has_tries(DEVICE)


def test_what_is_given_back_can_be_spent_again() -> None:
    budgets = GuessBudgets(Seconds())
    for _ in range(3 * SOURCE_TRIES):
        budgets.give_back(budgets.spend(NAME, "source", None))
    for _ in range(SOURCE_TRIES):
        budgets.spend(NAME, "source", None)
    with pytest.raises(TooManyTries):
        budgets.spend(NAME, "source", None)


def test_a_source_that_presses_like_a_machine_is_noisy_until_it_pauses() -> None:
    seconds = Seconds()
    budgets = GuessBudgets(seconds)
    for _ in range(20):
        assert not budgets.is_noisy("source")
        with suppress(TooManyTries):
            budgets.spend(NAME, "source", None)
    assert budgets.is_noisy("source")
    assert not budgets.is_noisy("another")
    seconds.now += 5.1
    assert not budgets.is_noisy("source")


def test_many_who_sign_in_rightly_from_one_office_make_no_noise() -> None:
    budgets = GuessBudgets(Seconds())
    for number in range(100):
        budgets.succeeded(budgets.spend(f"name {number}", "office", None))
    assert not budgets.is_noisy("office")


def test_trying_while_one_waits_does_not_make_the_wait_longer() -> None:
    seconds = Seconds()
    budgets = GuessBudgets(seconds)
    for _ in range(SOURCE_TRIES):
        budgets.spend(NAME, "source", None)
    for _ in range(1000):
        with pytest.raises(TooManyTries):
            budgets.spend(NAME, "source", None)
    seconds.now += 61
    assert budgets.spend(NAME, "source", None)


def test_levels_are_kept_of_so_many_keys_only_and_go_down_by_themselves() -> None:
    levels = Levels(10.0, most=3)
    for key in (b"a", b"b", b"c", b"a", b"d"):
        levels.move(key, 1, now=0.0)
    assert [levels.level(key, 0.0) for key in (b"a", b"b", b"c", b"d")] == [2, 0, 1, 1]
    assert levels.level(b"a", 15.0) == 0.5
    assert levels.level(b"a", 99.0) == 0


def test_no_memory_is_kept_of_more_than_so_many_names() -> None:
    budgets = GuessBudgets(Seconds())
    for number in range(MOST_KEPT + 100):
        budgets.spend(f"name {number}", f"source {number}", None)
    assert len(budgets._names._empty_at) == MOST_KEPT


def test_who_is_known_waits_before_strangers_and_the_quietest_of_these_first() -> None:
    room: WaitingRoom[str] = WaitingRoom(3, 2)
    assert room.enter(Rank(is_stranger=True, turns=3), "used") is None
    assert room.enter(Rank(is_stranger=True, noise=3), "noisy") is None
    assert room.enter(KNOWN, "known") is None
    assert room.enter(Rank(is_stranger=True), "quiet") == "used"
    assert room.enter(Rank(is_stranger=True), "quiet too") == "noisy"
    assert room.enter(Rank(is_stranger=True), "later") == "later"
    assert room.enter(KNOWN, "known too") == "quiet too"
    assert [room.call_next() for _ in range(4)] == ["known", "known too", "quiet", None]


@pytest.fixture
def pressing() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as executor:
        yield executor


def test_two_hash_at_once_few_wait_and_the_others_are_told_when(
    pressing: ThreadPoolExecutor,
) -> None:
    pool, release, stranger = HashingPool(), Event(), Rank(is_stranger=True)
    places = 2 + MOST_STRANGERS_WAITING
    let_in = []
    for number in range(places):
        let_in.append(pressing.submit(pool.run, stranger, lambda: release.wait(60)))
        _until(lambda number=number: pool._threads + len(pool._room) >= min(number + 1, places))
        _until(lambda number=number: len(pool._room) == max(0, number - 1))
    for _ in range(8):
        with pytest.raises(SignInBusy) as refused:
            pool.run(stranger, lambda: None)
        assert refused.value.seconds > 0
    release.set()
    assert [one.exception(60) for one in let_in] == [None] * places


def test_a_known_device_takes_the_place_of_a_stranger(pressing: ThreadPoolExecutor) -> None:
    pool, release, order = HashingPool(), Event(), []
    stranger = Rank(is_stranger=True)
    first = [pressing.submit(pool.run, KNOWN, lambda: release.wait(60)) for _ in range(2)]
    _until(lambda: pool._threads == 2 and not len(pool._room))
    waiting = [pressing.submit(pool.run, stranger, lambda: order.append("stranger"))]
    _until(lambda: len(pool._room) == 1)
    for number in range(MOST_WAITING_FOR_HASHING):
        waiting.append(pressing.submit(pool.run, KNOWN, lambda: order.append("known")))
        _until(lambda number=number: len(pool._room) == min(number + 2, MOST_WAITING_FOR_HASHING))
    assert isinstance(waiting[0].exception(60), SignInBusy)
    release.set()
    assert [one.exception(60) for one in (*first, *waiting[1:])] == [None] * (
        2 + MOST_WAITING_FOR_HASHING
    )
    assert order == ["known"] * MOST_WAITING_FOR_HASHING


def _until(holds: object) -> None:
    tick = Event()
    for _ in range(6000):
        if holds():  # type: ignore[operator]
            return
        tick.wait(0.01)
    raise AssertionError("it never came to that")


def test_what_fails_in_a_hashing_thread_fails_for_who_asked_and_the_thread_goes_on() -> None:
    pool = HashingPool(threads=1)
    with pytest.raises(ZeroDivisionError):
        pool.run(KNOWN, lambda: 1 / 0)
    assert pool.run(KNOWN, lambda: 7) == 7
