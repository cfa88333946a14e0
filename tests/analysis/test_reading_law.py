"""The law of reading: the right number, or a refusal, or an account that names the rows."""

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from tests.analysis.programs.damages import DAMAGES, KINDS
from tests.analysis.programs.exports import PROGRAMS
from tests.analysis.programs.files import File
from tests.analysis.programs.law import must_hold
from tests.analysis.programs.people import PEOPLE, SIX, Person


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, list[str], File]:
    """Draw a program, people and at most one damage of each kind, with what they are called."""
    program = draw(st.sampled_from(list(PROGRAMS)))
    file, names = PROGRAMS[program](draw(PEOPLE)), list[str]()
    for kind in KINDS:
        fitting = [name for name, damage in kind.items() if damage.fits(file)]
        name = draw(st.sampled_from([None, *fitting]))
        if name is not None:
            names.append(name)
            file = kind[name].does(file, draw(st.integers(0, 99)))
    return program, names, file


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
@given(people=PEOPLE)
def test_what_a_program_writes_is_read_whole(program, people: list[Person]) -> None:
    must_hold(program(people))


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_gives_the_right_number_or_a_refusal_or_an_account(name: str) -> None:
    damage = DAMAGES[name]
    files = [file for program in PROGRAMS.values() if damage.fits(file := program(SIX))]
    assert files
    for file in files:
        for number in range(2):
            must_hold(damage.does(file, number))


@given(case=damaged())
def test_the_law_holds_whatever_happens_together(case: tuple[str, list[str], File]) -> None:
    program, names, file = case
    note(f"{program}: {'; '.join(names)}")
    must_hold(file)
