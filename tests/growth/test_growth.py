"""No text makes a rule slow: twice the length takes twice the time, whatever is written."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st

from survey.domain.identifiers import without_identifiers
from survey.domain.texts import LONGEST_COMMENT, without_invisible
from tests.growth.measuring import MOST_PER_DOUBLING, Reading, growth, repeated, seconds
from tests.growth.rules import RULES, SHAPES, UNITS

# A busy machine takes five times as long as a quiet one.
MOST_SECONDS = 0.1
# Of what reads a text with all rules one after the other, a few units show enough.
WHOLE = ("find_identifiers", "without_identifiers", "possible_names")
FEW = tuple(500 * 2**doubling for doubling in range(6))
MANY = tuple(4000 * 2**doubling for doubling in range(6))
_SIGNS = st.sampled_from(
    [*"01284 .,-()@/a:_[]+'", "\u0301", "\u200b", "Lò ", "gọi ", "b.vn ", "mã số "]
)


def slow_units(
    read: Reading, lengths: Sequence[int], units: Sequence[str] = UNITS
) -> dict[str, float]:
    """Return the units that make a rule slow, with what each doubling takes."""
    found = {unit: growth(read, unit, lengths) for unit in units}
    return {unit: ratio for unit, ratio in found.items() if ratio >= MOST_PER_DOUBLING}


@pytest.mark.parametrize("rule", RULES)
def test_twice_the_length_takes_twice_the_time(rule: str) -> None:
    assert slow_units(RULES[rule], FEW, UNITS[:: 6 if rule in WHOLE else 1]) == {}


@pytest.mark.release
@pytest.mark.parametrize("rule", RULES)
def test_it_does_for_the_longest_texts_too(rule: str) -> None:
    assert slow_units(RULES[rule], MANY) == {}


@pytest.mark.parametrize("kind", SHAPES)
def test_so_does_a_text_of_another_shape(kind: str) -> None:
    assert growth(SHAPES[kind], "x", MANY) < MOST_PER_DOUBLING


@pytest.mark.hypothesis
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_SIGNS, min_size=1, max_size=5).map("".join), st.sampled_from(sorted(RULES)))
def test_no_text_is_found_that_makes_a_rule_slow(unit: str, rule: str) -> None:
    ratio = growth(RULES[rule], unit, FEW)
    target(ratio, label="growth")
    assert ratio < MOST_PER_DOUBLING


@pytest.mark.parametrize("rule", RULES)
def test_a_comment_of_the_most_characters_takes_no_time(rule: str) -> None:
    taken = {unit: seconds(RULES[rule], repeated(unit, LONGEST_COMMENT), tries=1) for unit in UNITS}
    worst = max(taken, key=lambda unit: taken[unit])
    least = seconds(RULES[rule], repeated(worst, LONGEST_COMMENT))
    print(f"\n{rule}: at most {1000 * least:.1f} ms, of {worst!r}")  # noqa: T201
    assert least < MOST_SECONDS


def test_a_search_finds_what_is_slow() -> None:
    """Two loops inside each other are told from one."""

    def slow(text: str) -> int:
        return sum(text.count(character * 2) for character in text)

    # Another program in the way of a short text hides what a longer one takes.
    found = [growth(slow, repeated("abcdefghijklmnop", 16), FEW) for _ in range(5)]
    assert max(found) > MOST_PER_DOUBLING
    assert growth(without_invisible, "a", FEW) < MOST_PER_DOUBLING
    assert growth(without_identifiers, "a", FEW) < MOST_PER_DOUBLING
